#!/usr/bin/env python3
"""Writes expected.json: what PyTorch computes, in double precision, with weights that others trained.

ResNet-20 as PyTorch saved it (a pickled state_dict), and MTCNN's proposal network as NumPy saved it (arrays 00 to 12). The inputs are given by
a formula, so that a test can make them too. Run it with PyTorch 1.13 or later: make_expected.py folder-of-shared-data > expected.json
"""
import json
import os
import sys

import numpy
import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
shared = sys.argv[1]


def image(channels, height, width):
    """Element i of channels × height × width is ((7919·i) mod 1009)/1009 − ½."""
    i = torch.arange(channels * height * width)
    return ((i * 7919 % 1009).double() / 1009 - 0.5).reshape(1, channels, height, width)


def resnet20():
    state = torch.load(os.path.join(shared, "resnet20-cifar10", "resnet20-12fca82f.th"), map_location="cpu")["state_dict"]
    w = {name[len("module."):]: value.double() for name, value in state.items()}

    def conv_norm(x, conv, norm, stride=1):
        x = F.conv2d(x, w[f"{conv}.weight"], stride=stride, padding=1)
        return F.batch_norm(x, w[f"{norm}.running_mean"], w[f"{norm}.running_var"], w[f"{norm}.weight"], w[f"{norm}.bias"])

    x = F.relu(conv_norm(image(3, 32, 32), "conv1", "bn1"))
    for stage in (1, 2, 3):
        for block in (0, 1, 2):
            name, stride = f"layer{stage}.{block}", 2 if stage > 1 and block == 0 else 1
            y = F.relu(conv_norm(x, f"{name}.conv1", f"{name}.bn1", stride))
            y = conv_norm(y, f"{name}.conv2", f"{name}.bn2")
            if stride == 2:
                # He et al.'s option A: every other pixel, and as many channels of zeros on either side.
                added = y.shape[1] // 4
                x = F.pad(x[:, :, ::2, ::2], (0, 0, 0, 0, added, added))
            x = F.relu(y + x)
    x = F.avg_pool2d(x, x.shape[3]).flatten(1)
    return F.linear(x, w["linear.weight"], w["linear.bias"])


def proposal():
    arrays = numpy.load(os.path.join(shared, "mtcnn-pnet", "pnet.npz"))
    a = [torch.from_numpy(arrays[f"{i:02}"]).double() for i in range(13)]

    def conv(x, first):
        return F.conv2d(x, a[first].permute(3, 2, 0, 1), a[first + 1])

    x = image(3, 25, 22)
    for first in (0, 3, 6):
        x = F.prelu(conv(x, first), a[first + 2].reshape(-1))
        if first == 0:
            x = F.max_pool2d(x, 2, ceil_mode=True)
    return F.softmax(conv(x, 9), 1), conv(x, 11)


def rounded(tensor):
    return {"shape": list(tensor.shape), "values": [float(f"{value:.9g}") for value in tensor.reshape(-1).tolist()]}


scores, boxes = proposal()
json.dump({"resnet20": rounded(resnet20()), "scores": rounded(scores), "boxes": rounded(boxes)}, sys.stdout)
print()
