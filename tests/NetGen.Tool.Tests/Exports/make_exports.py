#!/usr/bin/env python3
"""Writes the models beside this file, as PyTorch exports them, with an input and PyTorch's output for it (.npy).

Each network is small and has random weights, but the structure of one that is in use. Run it with PyTorch 1.13 and onnx 1.12.
"""
import os
import warnings

import numpy
import onnx
import torch
import torch.nn as nn
import torch.nn.functional as F
from onnx import helper, numpy_helper

warnings.filterwarnings("ignore")
torch.manual_seed(3)


def export(name, model, *shape, opset=13, **arguments):
    """Writes name.onnx, name.input.npy and name.output.npy."""
    for module in model.modules():
        if isinstance(module, (nn.BatchNorm2d, nn.BatchNorm1d)):
            module.running_mean.uniform_(-0.5, 0.5)
            module.running_var.uniform_(0.5, 2)
            module.weight.data.uniform_(0.5, 1.5)
            module.bias.data.uniform_(-0.5, 0.5)
    model.eval()
    x = torch.randn(*shape)
    with torch.no_grad():
        y = model(x)
    torch.onnx.export(model, x, f"{name}.onnx", opset_version=opset, input_names=["image"], output_names=["result"], **arguments)
    save(name, x, y)


def save(name, x, y):
    numpy.save(f"{name}.input.npy", x.numpy())
    numpy.save(f"{name}.output.npy", y.numpy())


class Block(nn.Module):
    """A residual block."""

    def __init__(self, inputs, outputs, stride=1):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.downsample = None
        if stride > 1:
            self.downsample = nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x):
        y = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
        return F.relu(y + (x if self.downsample is None else self.downsample(x)))


class ResNet(nn.Module):
    """A residual network of three equal blocks and one that halves the map."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 6, 3, 1, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(6)
        self.layer1 = nn.Sequential(Block(6, 6), Block(6, 6), Block(6, 6))
        self.layer2 = nn.Sequential(Block(6, 10, 2), Block(10, 10), Block(10, 10))
        self.fc = nn.Linear(10, 5)

    def forward(self, x):
        x = self.layer2(self.layer1(F.relu(self.bn1(self.conv1(x)))))
        return self.fc(torch.flatten(F.adaptive_avg_pool2d(x, 1), 1))


class Squeeze(nn.Module):
    """MobileNetV3's block: expansion, depthwise convolution, squeeze and excitation, hard activations."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(3, 8, 3, 2, 1, bias=False), nn.BatchNorm2d(8), nn.Hardswish())
        self.expand = nn.Sequential(nn.Conv2d(8, 16, 1, bias=False), nn.BatchNorm2d(16), nn.Hardswish())
        self.depthwise = nn.Sequential(nn.Conv2d(16, 16, 5, 1, 2, groups=16, bias=False), nn.BatchNorm2d(16))
        self.squeeze = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Conv2d(16, 4, 1), nn.ReLU(), nn.Conv2d(4, 16, 1), nn.Hardsigmoid())
        self.project = nn.Sequential(nn.Conv2d(16, 8, 1, bias=False), nn.BatchNorm2d(8))

    def forward(self, x):
        x = self.stem(x)
        y = self.depthwise(self.expand(x))
        return x + self.project(y * self.squeeze(y))


class Shuffle(nn.Module):
    """ShuffleNet's unit: channels split in two, one half computed, joined and shuffled."""

    def __init__(self):
        super().__init__()
        self.branch = nn.Sequential(nn.Conv2d(4, 4, 1), nn.ReLU(), nn.Conv2d(4, 4, 3, 1, 1, groups=4), nn.Conv2d(4, 4, 1), nn.ReLU())

    def forward(self, x):
        a, b = x.chunk(2, dim=1)
        x = torch.cat((a, self.branch(b)), dim=1)
        n, c, h, w = x.shape
        return x.view(n, 2, c // 2, h, w).transpose(1, 2).contiguous().view(n, c, h, w)


class Dense(nn.Module):
    """DenseNet's blocks with a transition between them."""

    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList(nn.Sequential(nn.BatchNorm2d(6 + 4 * i), nn.ReLU(), nn.Conv2d(6 + 4 * i, 4, 3, 1, 1)) for i in range(3))
        self.pool = nn.AvgPool2d(3, 2, 1)

    def forward(self, x):
        for layer in self.layers:
            x = torch.cat([x, layer(x)], 1)
        return self.pool(x)


class UNet(nn.Module):
    """Down by a pool, up by a transposed convolution and by interpolation."""

    def __init__(self):
        super().__init__()
        self.down1 = nn.Sequential(nn.Conv2d(3, 6, 3, 1, 1), nn.ReLU())
        self.down2 = nn.Sequential(nn.Conv2d(6, 8, 3, 1, 1), nn.ReLU())
        self.down3 = nn.Sequential(nn.Conv2d(8, 8, 3, 1, 1), nn.ReLU())
        self.up = nn.ConvTranspose2d(8, 8, 2, 2)
        self.head = nn.Conv2d(22, 2, 1)

    def forward(self, x):
        a = self.down1(x)
        b = self.down2(F.max_pool2d(a, 2))
        c = self.down3(F.max_pool2d(b, 2))
        d = torch.cat([self.up(c), b], 1)
        d = F.interpolate(d, scale_factor=2, mode="bilinear", align_corners=False)
        return self.head(torch.cat([d[:, :16], a], 1))


class ConvNext(nn.Module):
    """ConvNeXt's block: a layer norm of each pixel, channels last."""

    def __init__(self):
        super().__init__()
        self.depthwise = nn.Conv2d(6, 6, 7, 1, 3, groups=6)
        self.norm = nn.LayerNorm(6, eps=1e-6)
        self.up = nn.Linear(6, 24)
        self.down = nn.Linear(24, 6)
        self.gamma = nn.Parameter(torch.rand(6))

    def forward(self, x):
        y = self.norm(self.depthwise(x).permute(0, 2, 3, 1))
        y = self.gamma * self.down(F.gelu(self.up(y)))
        return x + y.permute(0, 3, 1, 2)


class Groups(nn.Module):
    """Group and instance norms, SiLU, Mish, and the approximation of GELU."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 8, 3, 2, 1)
        self.norm1 = nn.GroupNorm(4, 8)
        self.conv2 = nn.Conv2d(8, 8, 3, 1, 2, dilation=2)
        self.norm2 = nn.InstanceNorm2d(8, affine=True)
        self.norm1.weight.data.uniform_(0.5, 1.5)
        self.norm1.bias.data.uniform_(-1, 1)

    def forward(self, x):
        x = F.silu(self.norm1(self.conv1(x)))
        return F.gelu(F.mish(self.norm2(self.conv2(x))), approximate="tanh")


class Channels(nn.Module):
    """A network that takes and flattens images with the channels last, as Keras has them."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 5, 3)
        self.fc = nn.Linear(5 * 6 * 4, 7)

    def forward(self, x):
        x = torch.relu(self.conv(x.permute(0, 3, 1, 2)))
        return torch.softmax(self.fc(torch.flatten(x.permute(0, 2, 3, 1), 1)), 1)


class Activations(nn.Module):
    """Activations one after the other, each behind a convolution that keeps values in range."""

    def __init__(self):
        super().__init__()
        kinds = [nn.PReLU(4), nn.PReLU(), nn.LeakyReLU(0.2), nn.ELU(0.7), nn.CELU(1.3), nn.SELU(), nn.Softplus(), nn.ReLU6(), nn.Hardtanh(-0.4, 0.6), nn.Hardsigmoid(), nn.LogSoftmax(1), nn.Tanh()]
        self.all = nn.Sequential(*[layer for kind in kinds for layer in (nn.Conv2d(4, 4, 1), kind)])

    def forward(self, x):
        return self.all(x)


class Signal(nn.Module):
    """Convolutions of one dimension."""

    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Conv1d(2, 6, 5, 2, 2), nn.BatchNorm1d(6), nn.ReLU(), nn.MaxPool1d(2), nn.Conv1d(6, 4, 3, padding=2, dilation=2), nn.AvgPool1d(3, 1))
        self.fc = nn.Linear(4, 3)

    def forward(self, x):
        return self.fc(self.body(x).mean(2))


def classifier(version):
    """Before operator set 9, PyTorch does not export the enlargement."""
    size = [nn.Upsample(scale_factor=2), nn.AvgPool2d(2)] if version >= 9 else [nn.AvgPool2d(3, 1, 1)]
    return nn.Sequential(
        nn.ZeroPad2d((1, 2, 0, 1)), nn.Conv2d(3, 6, 3), nn.ReLU(), nn.MaxPool2d(3, 2, ceil_mode=True), nn.BatchNorm2d(6), *size,
        nn.Flatten(), nn.Dropout(), nn.Linear(216, 16), nn.ReLU(), nn.Linear(16, 4), nn.Softmax(1))


def half_precision():
    """A classifier whose weights are stored as FLOAT16, and converted where they are used."""
    model = onnx.load("classifier_13.onnx")
    for weight in list(model.graph.initializer):
        if weight.data_type != onnx.TensorProto.FLOAT or weight.name == "":
            continue
        values = numpy_helper.to_array(weight)
        model.graph.initializer.remove(weight)
        model.graph.initializer.append(numpy_helper.from_array(values.astype(numpy.float16), weight.name + ".half"))
        model.graph.node.insert(0, helper.make_node("Cast", [weight.name + ".half"], [weight.name], to=onnx.TensorProto.FLOAT))
    onnx.save(model, "half.onnx")


def external_data():
    model = onnx.load("classifier_13.onnx")
    if os.path.exists("external.bin"):
        os.remove("external.bin")
    onnx.save(model, "external.onnx", save_as_external_data=True, location="external.bin", size_threshold=0)


os.chdir(os.path.dirname(os.path.abspath(__file__)))
export("resnet", ResNet(), 1, 3, 12, 14)
export("resnet_unfolded", ResNet(), 1, 3, 12, 14, training=torch.onnx.TrainingMode.PRESERVE, do_constant_folding=False)
export("squeeze", Squeeze(), 1, 3, 13, 10)
export("squeeze_14", Squeeze(), 1, 3, 12, 12, opset=14)
export("shuffle", Shuffle(), 1, 8, 5, 6)
export("dense", Dense(), 1, 6, 9, 8)
export("unet", UNet(), 1, 3, 16, 12)
export("convnext", ConvNext(), 1, 6, 9, 8)
export("convnext_17", ConvNext(), 1, 6, 9, 8, opset=17)
export("groups", Groups(), 1, 3, 11, 9)
export("groups_batch", Groups(), 2, 3, 11, 9, dynamic_axes={"image": {0: "batch"}, "result": {0: "batch"}})
export("channels_last", Channels(), 1, 8, 6, 3)
export("activations", Activations(), 1, 4, 5, 6)
export("signal", Signal(), 3, 2, 40)
for version in (7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17):
    torch.manual_seed(7)
    export(f"classifier_{version}", classifier(version), 1, 3, 13, 11, opset=version)
half_precision()
external_data()
