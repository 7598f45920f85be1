#!/usr/bin/env python3
"""Writes expected.json: what PyTorch computes, in double precision, for each operator on small maps of odd shapes.

Inputs and weights are multiples of 1/64, hence exact in single precision too; outputs have ten significant digits. Maps are
(height, width, channels). Run it with PyTorch 1.13 or later: make_expected.py > expected.json
"""
import json
import random
import sys

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
random.seed(20)
cases = []


def values(*shape, low=-128, high=128):
    """A tensor of multiples of 1/64."""
    count = torch.Size(shape).numel()
    return torch.tensor([random.randrange(low, high + 1) / 64 for _ in range(count)]).reshape(shape)


def channels_last(tensor):
    """A tensor of 1×C×H×W as the shape and the values of a map of H×W×C."""
    height_width_channels = tensor[0].permute(1, 2, 0)
    flat = [float(f"{value:.10g}") for value in height_width_channels.reshape(-1).tolist()]
    return {"shape": list(height_width_channels.shape), "values": flat}


def case(operator, x, y, weights=None, **arguments):
    cases.append({
        "operator": operator,
        "arguments": arguments,
        "input": channels_last(x),
        "weights": {name: value.reshape(-1).tolist() for name, value in (weights or {}).items() if value is not None},
        "output": channels_last(y),
    })


def pair(value):
    return value if isinstance(value, tuple) else (value, value)


def window(kernel, stride=1, padding=0, dilation=1):
    """The arguments of a window, symmetrically padded."""
    (kh, kw), (sh, sw), (ph, pw), (dh, dw) = map(pair, (kernel, stride, padding, dilation))
    return dict(kernelHeight=kh, kernelWidth=kw, strideHeight=sh, strideWidth=sw, dilationHeight=dh, dilationWidth=dw,
                padTop=ph, padLeft=pw, padBottom=ph, padRight=pw)


def conv(size, channels, out, kernel, groups=1, bias=True, **rest):
    x = values(1, channels, *size)
    w = values(out, channels // groups, *pair(kernel))
    b = values(out) if bias else None
    y = F.conv2d(x, w, b, groups=groups, **rest)
    case("Conv", x, y, dict(weight=w, bias=b), out=out, groups=groups, **window(kernel, **rest))


def conv_same(size, channels, out, kernel, dilation):
    """Stride 1, where PyTorch pads as TensorFlow does."""
    x = values(1, channels, *size)
    w = values(out, channels, *pair(kernel))
    y = F.conv2d(x, w, padding="same", dilation=dilation)
    case("Conv", x, y, dict(weight=w), out=out, groups=1, same=True, **window(kernel, dilation=dilation))


def conv_transpose(size, channels, out, kernel, groups=1, bias=True, output_padding=0, **rest):
    x = values(1, channels, *size)
    w = values(channels, out // groups, *pair(kernel))
    b = values(out) if bias else None
    y = F.conv_transpose2d(x, w, b, groups=groups, output_padding=output_padding, **rest)
    bottom, right = pair(output_padding)
    case("ConvTranspose", x, y, dict(weight=w, bias=b), out=out, groups=groups, outputPadBottom=bottom, outputPadRight=right,
         **window(kernel, **rest))


def max_pool(size, kernel, ceil=False, **rest):
    x = values(1, 2, *size)
    case("MaxPool", x, F.max_pool2d(x, kernel, ceil_mode=ceil, **rest), ceil=ceil, **window(kernel, **rest))


def average_pool(size, kernel, ceil=False, count=False, **rest):
    x = values(1, 2, *size)
    y = F.avg_pool2d(x, kernel, ceil_mode=ceil, count_include_pad=count, **rest)
    case("AveragePool", x, y, ceil=ceil, countPad=count, **window(kernel, **rest))


def elementwise(operator, function, **arguments):
    """Over the range in which activations bend, with their corners and far tails."""
    x = torch.cat([values(57, low=-512, high=512), torch.tensor([0.0, -3.0, 3.0, 30.0, -30.0, 6.0])]).reshape(1, 3, 3, 7)
    case(operator, x, function(x), **arguments)


conv((5, 7), 3, 4, 3)
conv((6, 5), 2, 3, (2, 3), stride=(2, 1), padding=(1, 2), dilation=(1, 2))
conv((7, 9), 4, 6, 3, groups=2, bias=False, stride=2, padding=1)
conv((5, 4), 3, 6, (3, 1), groups=3, padding=(1, 0))
conv((9, 11), 1, 2, 5, stride=3, padding=2, dilation=2)
conv((3, 5), 5, 3, 1)
conv_same((5, 6), 2, 2, (2, 4), dilation=1)
conv_same((7, 5), 1, 2, (3, 2), dilation=(2, 3))

conv_transpose((3, 5), 2, 3, 3)
conv_transpose((3, 4), 3, 2, 4, stride=2, padding=1)
conv_transpose((4, 3), 2, 4, (3, 2), groups=2, stride=(2, 3), padding=(1, 0), output_padding=(1, 2))
conv_transpose((3, 3), 2, 2, 3, bias=False, stride=2, padding=2, dilation=(2, 3), output_padding=(1, 0))
conv_transpose((2, 3), 4, 4, 2, groups=4, stride=3)

x, w, b = values(1, 3, 3, 5), values(4, 45), values(4)
case("DenseChannelsFirst", x, F.linear(x.flatten(1), w, b).reshape(1, 4, 1, 1), dict(weight=w, bias=b), out=4)
x, w = values(1, 3, 5, 3), values(3, 45)
case("DenseChannelsLast", x, F.linear(x.permute(0, 2, 3, 1).flatten(1), w).reshape(1, 3, 1, 1), dict(weight=w), out=3)

max_pool((7, 9), 3, stride=2)
max_pool((7, 8), 3, ceil=True, stride=2)
max_pool((6, 7), 3, ceil=True, stride=2, padding=1)
max_pool((9, 8), (2, 3), stride=(1, 2), padding=(1, 1), dilation=(2, 1))
max_pool((5, 7), 2, ceil=True, stride=3)
max_pool((2, 2), 3, ceil=True, stride=2)

average_pool((7, 9), 3, stride=2)
average_pool((7, 8), 3, ceil=True, stride=2, padding=1)
average_pool((7, 8), 3, ceil=True, count=True, stride=2, padding=1)
average_pool((6, 5), (2, 3), count=True, stride=(3, 2), padding=(1, 1))
average_pool((5, 8), 2, ceil=True, count=True, stride=3, padding=1)

x = values(1, 3, 5, 7)
case("GlobalAveragePool", x, F.adaptive_avg_pool2d(x, 1))
case("GlobalMaxPool", x, F.adaptive_max_pool2d(x, 1))
for size, out in (((7, 9), (3, 4)), ((3, 5), (7, 2)), ((13, 5), (6, 5))):
    x = values(1, 2, *size)
    case("AdaptiveAveragePool", x, F.adaptive_avg_pool2d(x, out), height=out[0], width=out[1])

x, w, b, mean, variance = values(1, 5, 3, 5), values(5), values(5), values(5), values(5, low=1, high=256)
case("BatchNorm", x, F.batch_norm(x, mean, variance, w, b, eps=1e-3), dict(weight=w, bias=b, mean=mean, variance=variance), epsilon=1e-3)
case("BatchNorm", x, F.batch_norm(x, mean, variance), dict(mean=mean, variance=variance), epsilon=1e-5)
case("InstanceNorm", x, F.instance_norm(x, weight=w, bias=b), dict(weight=w, bias=b), epsilon=1e-5)
case("InstanceNorm", x, F.instance_norm(x, eps=0.1), epsilon=0.1)
x, w, b = values(1, 6, 3, 5), values(6), values(6)
case("GroupNorm", x, F.group_norm(x, 3, w, b), dict(weight=w, bias=b), groups=3, epsilon=1e-5)
case("GroupNorm", x, F.group_norm(x, 1, eps=1e-2), groups=1, epsilon=1e-2)
x = values(1, 7, 3, 3)
case("LocalResponseNorm", x, F.local_response_norm(x, 5), size=5, alpha=1e-4, beta=0.75, k=1)
case("LocalResponseNorm", x, F.local_response_norm(x, 3, 0.5, 0.6, 2), size=3, alpha=0.5, beta=0.6, k=2)
case("LocalResponseNorm", x, F.local_response_norm(x, 4, 1.5, 0.75, 0.25), size=4, alpha=1.5, beta=0.75, k=0.25)

elementwise("Relu", F.relu)
elementwise("LeakyRelu", lambda x: F.leaky_relu(x, 0.2), slope=0.2)
elementwise("Elu", lambda x: F.elu(x, 1.5), alpha=1.5)
elementwise("Selu", F.selu)
elementwise("Sigmoid", torch.sigmoid)
elementwise("HardSigmoid", F.hardsigmoid)
elementwise("HardSwish", F.hardswish)
elementwise("Silu", F.silu)
elementwise("Mish", F.mish)
elementwise("Gelu", F.gelu)
elementwise("Tanh", torch.tanh)
elementwise("Softplus", lambda x: torch.logaddexp(x, torch.zeros(1)))  # F.softplus cuts over to x above 20
elementwise("Clip", lambda x: torch.clamp(x, -1.5, 6), minimum=-1.5, maximum=6)
x, w = values(1, 3, 3, 5), values(3)
case("PRelu", x, F.prelu(x, w), dict(weight=w))
case("PRelu", x, F.prelu(x, w[:1]), dict(weight=w[:1]))
x = values(1, 7, 3, 3, low=-640, high=640)
case("Softmax", x, F.softmax(x, 1))
case("LogSoftmax", x, F.log_softmax(x, 1))

for size, scale in (((3, 5), 2), ((1, 4), 3)):
    x = values(1, 2, *size)
    case("UpsampleNearest", x, F.interpolate(x, scale_factor=scale), scale=scale)
    for align in (False, True):
        y = F.interpolate(x, scale_factor=scale, mode="bilinear", align_corners=align)
        case("UpsampleBilinear", x, y, scale=scale, alignCorners=align)
x = values(1, 18, 2, 3)
case("PixelShuffle", x, F.pixel_shuffle(x, 3), factor=3)
x = values(1, 3, 2, 3)
case("ZeroPad", x, F.pad(x, (2, 2, 2, 2)), top=2, left=2, bottom=2, right=2)
case("ZeroPad", x, F.pad(x, (1, 0, 2, 3)), top=2, left=1, bottom=3, right=0)
x = values(1, 2, 5, 7)
case("Crop", x, x[:, :, 1:4, 2:7], top=1, left=2, height=3, width=5)

lines = ",\n".join(json.dumps(each, separators=(",", ":")) for each in cases)
sys.stdout.write(f'{{"framework":"PyTorch {torch.__version__}","cases":[\n{lines}\n]}}\n')
