"""The network that DigitNet.cs declares, and its weights as a .safetensors file."""
import json
import struct

import numpy as np
import torch
from torch import nn

CROP, STRIDE, NONE = 28, 4, 10


class DigitNet(nn.Module):
    """28×28 ink (0 paper, 1 ink) to the logits of ten digits and 'no digit'."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 16, 5)
        self.conv2 = nn.Conv2d(16, 32, 5)
        self.fc1 = nn.Linear(32 * 4 * 4, 64)
        self.fc2 = nn.Linear(64, 11)

    def features(self, x):
        x = torch.max_pool2d(torch.relu(self.conv1(x)), 2)
        return torch.max_pool2d(torch.relu(self.conv2(x)), 2)

    def forward(self, x):
        return self.fc2(torch.relu(self.fc1(self.features(x).flatten(1))))

    def whole(self, image):
        """Class scores at every position of a whole image (height, width): (rows, columns, 11)."""
        x = self.features(image[None, None])
        x = torch.relu(torch.conv2d(x, self.fc1.weight.view(-1, 32, 4, 4), self.fc1.bias))
        x = torch.conv2d(x, self.fc2.weight.view(11, -1, 1, 1), self.fc2.bias)
        return torch.softmax(x, 1)[0].permute(1, 2, 0)


def save(network, path):
    header, data = {}, b''
    for name, tensor in network.state_dict().items():
        values = tensor.detach().numpy().astype('<f4').tobytes()
        header[name] = {'dtype': 'F32', 'shape': list(tensor.shape), 'data_offsets': [len(data), len(data) + len(values)]}
        data += values
    text = json.dumps(header, separators=(',', ':')).encode()
    text += b' ' * (-len(text) % 8)
    with open(path, 'wb') as file:
        file.write(struct.pack('<Q', len(text)) + text + data)


def load(path):
    with open(path, 'rb') as file:
        content = file.read()
    length = struct.unpack('<Q', content[:8])[0]
    network, tensors = DigitNet(), {}
    for name, entry in json.loads(content[8:8 + length]).items():
        begin, end = (8 + length + offset for offset in entry['data_offsets'])
        tensors[name] = torch.from_numpy(np.frombuffer(content[begin:end], '<f4').reshape(entry['shape']).copy())
    network.load_state_dict(tensors)
    return network.eval()
