"""MNIST's IDX files."""
import gzip
import os

import numpy as np


def read(folder):
    """The images (n, 28, 28) and labels (n) of the t10k set."""
    with gzip.open(os.path.join(folder, 't10k-images-idx3-ubyte.gz')) as file:
        images = np.frombuffer(file.read(), np.uint8, offset=16).reshape(-1, 28, 28)
    with gzip.open(os.path.join(folder, 't10k-labels-idx1-ubyte.gz')) as file:
        labels = np.frombuffer(file.read(), np.uint8, offset=8)
    return images, labels.astype(np.int64)
