"""Training crops: digits at random sizes, tilts and places among neighbours, letters, lines and dirt, with the labels a detector needs."""
import math

import numpy as np
import torch
import torch.nn.functional as F

import glyphs
from network import CROP, NONE


class Bank:
    """Glyph images to be placed: (n, size, size) ink, their labels, the glyphs' height and centres of mass in pixels."""

    def __init__(self, images, labels, height):
        self.images = torch.from_numpy(np.ascontiguousarray(images, np.float32))[:, None]
        self.labels = torch.from_numpy(np.asarray(labels, np.int64))
        self.size, self.height = images.shape[1], height
        centres = torch.arange(self.size) + .5
        mass = self.images.sum((1, 2, 3)).clamp_min(1e-6)
        self.centre = torch.stack([(self.images * centres).sum((1, 2, 3)), (self.images * centres[:, None]).sum((1, 2, 3))], 1) / mass[:, None]

    def place(self, indices, heights, tilts, offsets):
        """28×28 crops of the glyphs, centred at the crop's middle plus the offsets, slightly stretched and bent at random."""
        n = len(indices)
        ticks = torch.arange(CROP) + .5 - CROP / 2
        x = ticks[None, None, :] - offsets[:, 0, None, None]
        y = ticks[None, :, None] - offsets[:, 1, None, None]
        scale = (self.height / heights)[:, None, None]
        stretch = torch.empty(n, 1, 1).uniform_(.85, 1.18)
        cos, sin = torch.cos(tilts)[:, None, None], torch.sin(tilts)[:, None, None]
        source = torch.stack([(cos * x + sin * y) * scale / stretch, (cos * y - sin * x) * scale], -1) + self.centre[indices][:, None, None]
        bend = F.interpolate(torch.randn(n, 2, 5, 5) * .035 * self.height, size=CROP, mode='bicubic', align_corners=True)
        source = source + bend.permute(0, 2, 3, 1)
        return F.grid_sample(self.images[indices], source * 2 / self.size - 1, align_corners=False)


def digit_bank(count, seed):
    return _drawn([k % 10 for k in range(count)], [k % 10 for k in range(count)], seed)


def other_bank(count, seed):
    return _drawn(['letter' if k % 5 > 1 else 'scribble' for k in range(count)], [NONE] * count, seed)


def _drawn(kinds, labels, seed):
    rng = np.random.default_rng(seed)
    images = [glyphs.draw(glyphs.strokes_of(kind, rng), 40, 26, glyphs.random_pen(rng, 26), shear=rng.uniform(-.3, .3)) for kind in kinds]
    return Bank(np.stack(images), labels, 26)


def _uniform(n, low, high):
    return torch.empty(n).uniform_(low, high)


def _at(distance):
    angle = _uniform(len(distance), 0, 2 * math.pi)
    return torch.stack([distance * torch.cos(angle), distance * torch.sin(angle)], 1)


def digitness(distance):
    """How much of a digit a crop is whose centre is this many pixels off: 1 at the nearest position of a grid of 4, 0 from 6 pixels on."""
    return ((6 - distance) / 3).clamp(0, 1)


def _lines(n):
    """Ruled and drawn lines that run across the whole crop."""
    angle, place = _uniform(n, 0, math.pi), _uniform(n, -16, 16)
    straight = torch.rand(n) < .5
    angle = torch.where(straight, (angle * 2 / math.pi).floor() * math.pi / 2 + torch.randn(n) * .05, angle)
    ticks = torch.arange(CROP) + .5 - CROP / 2
    distance = (torch.cos(angle)[:, None, None] * ticks + torch.sin(angle)[:, None, None] * ticks[:, None] - place[:, None, None]).abs()
    return ((_uniform(n, .5, 3)[:, None, None] / 2 - distance + .5).clamp(0, 1) * _uniform(n, .15, 1)[:, None, None])[:, None]


def _blots(n):
    """Round dots, smaller than a zero."""
    centre, ticks = _uniform(2 * n, 2, 26).view(2, n), torch.arange(CROP) + .5
    distance = torch.hypot(ticks[None, None, :] - centre[0, :, None, None], ticks[None, :, None] - centre[1, :, None, None])
    return ((_uniform(n, .5, 5)[:, None, None] - distance + .5).clamp(0, 1) * _uniform(n, .3, 1)[:, None, None])[:, None]


def _some(share, images):
    return images * (torch.rand(len(images)) < share).float()[:, None, None, None]


def _dirt(ink):
    """Blurred ink, faint and uneven pens, paper texture, noise."""
    n = len(ink)
    soft = F.avg_pool2d(F.pad(ink, (1, 1, 1, 1)), 3, 1)
    ink = ink + (soft - ink) * (torch.rand(n) * (torch.rand(n) < .5))[:, None, None, None]
    ink = ink * _uniform(n, .55, 1.1)[:, None, None, None]
    texture = F.interpolate(torch.randn(n, 1, 4, 4), size=CROP, mode='bilinear', align_corners=True)
    ink = ink + texture * _uniform(n, 0, .06)[:, None, None, None] + torch.randn_like(ink) * _uniform(n, 0, .09)[:, None, None, None]
    return ink.clamp(0, 1)


def _nearby(bank, n, offsets):
    indices = torch.randint(len(bank.labels), (n,))
    return indices, bank.place(indices, _uniform(n, 13, 27), torch.randn(n) * .16, offsets)


def batch(digits, others, n):
    """n crops of which each has a digit of the bank near its middle, off it, or none, and their soft labels (n, 11)."""
    kind = torch.rand(n)
    distance = torch.where(kind < .47, 3 * _uniform(n, 0, 1).sqrt(), torch.where(kind < .6, _uniform(n, 3, 6), _uniform(n, 6, 18)))
    absent = kind > .76
    offset = _at(distance)
    main, ink = _nearby(digits, n, offset)
    ink = ink * (~absent).float()[:, None, None, None]

    for share in (.5, .3):
        step = _at(_uniform(n, 19, 30))
        place = torch.where(absent[:, None], _at(_uniform(n, 8, 20)), offset + step)
        # A neighbour is never so near the middle that it would be the crop's digit.
        keep = (place.norm(dim=1) > 7) & (torch.rand(n) < share)
        _, neighbour = _nearby(digits, n, place)
        ink = torch.maximum(ink, neighbour * keep.float()[:, None, None, None])

    _, letter = _nearby(others, n, torch.where(absent[:, None], _at(_uniform(n, 0, 18)), offset + _at(_uniform(n, 22, 32))))
    ink = torch.maximum(ink, letter * (torch.rand(n) < torch.where(absent, .8, .15)).float()[:, None, None, None])
    ink = torch.maximum(ink, _some(.12, _lines(n)))
    ink = torch.maximum(ink, _some(.1, _blots(n) * absent.float()[:, None, None, None]))
    ink = torch.where((torch.rand(n) < .85)[:, None, None, None], _dirt(ink), ink.clamp(0, 1))

    share = digitness(distance) * (~absent).float()
    labels = torch.zeros(n, NONE + 1)
    labels[torch.arange(n), digits.labels[main]] = share
    labels[:, NONE] = 1 - share
    return ink, labels
