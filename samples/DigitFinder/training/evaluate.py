"""Counts what the detector finds, misses and invents on pages that were never trained on."""
import argparse

import numpy as np
import torch

from network import CROP, NONE, STRIDE, load
from render_page import render

THRESHOLD, SEPARATION, LEAST_CONTRAST, MARGIN = .5, 10, 64, CROP // 2


def to_ink(gray):
    """As PageImage.cs does it: 0 where the page has its median gray, 1 at the darkest (or lightest) half percent; a margin of paper around."""
    histogram = np.bincount(gray.ravel(), minlength=256).cumsum()
    dark, paper, light = (int(np.searchsorted(histogram, gray.size * share)) for share in (.005, .5, .995))
    contrast = -max(paper - dark, LEAST_CONTRAST) if paper - dark >= light - paper else max(light - paper, LEAST_CONTRAST)
    return torch.from_numpy(np.pad(((gray.astype(np.float32) - paper) / contrast).clip(0, 1), MARGIN))


def detect(network, ink):
    """As Detector.cs does it: the digits as (digit, x, y, score)."""
    with torch.no_grad():
        scores = network.whole(ink).numpy()
    digitness = 1 - scores[..., NONE]
    rows, columns = digitness.shape
    padded = np.pad(digitness, 2)
    mass = sum(padded[1 + v:1 + v + rows, 1 + u:1 + u + columns] for v in range(3) for u in range(3))
    near = np.pad(scores[..., :NONE], ((2, 2), (2, 2), (0, 0)))
    found = []
    for i, j in sorted(zip(*np.nonzero(scores[..., :NONE].max(2) >= THRESHOLD)), key=lambda cell: -mass[cell]):
        support = np.sort(near[i:i + 5, j:j + 5].reshape(25, NONE), 0)[-4:].mean(0)
        around = padded[i:i + 5, j:j + 5]
        ticks = np.arange(-2, 3)
        x = STRIDE * (j + (around * ticks).sum() / around.sum())
        y = STRIDE * (i + (around * ticks[:, None]).sum() / around.sum())
        if support.max() >= THRESHOLD and all(np.hypot(x - a, y - b) >= SEPARATION for _, a, b, _ in found):
            found.append((int(support.argmax()), x, y, float(support.max())))
    return found


def compare(found, truth):
    """Numbers of right, wrongly read, missed and invented digits, and the largest distance in pixels."""
    right, wrong, missed, farthest, left, complaints = 0, 0, 0, 0., list(found), []
    for digit, x, y, height in truth:
        near = min(left, key=lambda f: np.hypot(f[1] - x, f[2] - y), default=None)
        distance = np.hypot(near[1] - x, near[2] - y) if near else np.inf
        if distance > 4:
            missed += 1
            complaints.append(('missed', digit, x, y, height, distance))
            continue
        left.remove(near)
        farthest = max(farthest, distance)
        right, wrong = (right + 1, wrong) if near[0] == digit else (right, wrong + 1)
        if near[0] != digit:
            complaints.append(('wrong', digit, x, y, height, near[0], near[3]))
    return right, wrong, missed, len(left), farthest, complaints + [('invented',) + f for f in left]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--weights', default='../Weights/digits.safetensors')
    parser.add_argument('--first', type=int, default=3000, help='seed of the first page')
    parser.add_argument('--pages', type=int, default=20)
    args = parser.parse_args()
    torch.set_num_threads(1)
    network = load(args.weights)
    totals = np.zeros(4, int)
    for seed in range(args.first, args.first + args.pages):
        gray, truth = render(seed)
        *counts, farthest, complaints = compare(detect(network, to_ink(gray)), truth)
        totals += counts
        print(f'page {seed}: {counts[0]} right, {counts[1]} wrong, {counts[2]} missed, {counts[3]} invented, {farthest:.1f} px', flush=True)
        for complaint in complaints:
            print('   ', *(round(float(value), 2) if isinstance(value, (float, np.floating)) else value for value in complaint))
    right, wrong, missed, invented = totals
    print(f'precision {right / (right + wrong + invented):.2%}, recall {right / (right + wrong + missed):.2%} of {right + wrong + missed} digits')


if __name__ == '__main__':
    main()
