"""Renders a page of digits in several hands on textured paper, and the list of what stands where."""
import argparse
import csv
import struct
import zlib

import numpy as np

import glyphs

HEIGHT, WIDTH, MARGIN = 700, 1000, 32


class Page:
    def __init__(self, seed):
        self.rng = np.random.default_rng(seed)
        self.ink = np.zeros((HEIGHT, WIDTH), np.float32)
        self.taken = []
        self.truth = []
        self.deck = []
        self.hands = [self._hand() for _ in range(6)]

    def _hand(self):
        """A way of writing: the pen's width relative to the height, the slant, how black."""
        rng = self.rng
        return rng.uniform(.08, .17), rng.uniform(-.2, .3), rng.uniform(.72, 1)

    def _put(self, kind, x, y, height, hand, tilt):
        pen, slant, black = hand
        size = int(height * 2.6)
        left, top = int(x - size / 2), int(y - size / 2)
        offset = (x - left - size / 2, y - top - size / 2)
        strokes = glyphs.strokes_of(kind, self.rng)
        drawn = black * glyphs.draw(strokes, size, height, max(1.3, pen * height), tilt, -slant, offset)
        region = self.ink[max(top, 0):top + size, max(left, 0):left + size]
        np.maximum(region, drawn[max(-top, 0):, max(-left, 0):][:region.shape[0], :region.shape[1]], out=region)
        self.taken.append((x, y, height * (.5 if kind != 'scribble' else 1)))

    def _is_free(self, x, y, radius):
        inside = MARGIN <= x <= WIDTH - MARGIN and MARGIN <= y <= HEIGHT - MARGIN
        return inside and all(np.hypot(x - a, y - b) > radius + r + 8 for a, b, r in self.taken)

    def numbers(self, count):
        """Numbers of several digits in one hand, on lines that rise or fall a little."""
        rng = self.rng
        while count:
            height, hand = rng.uniform(16, 25), self.hands[rng.integers(len(self.hands))]
            slope, n = rng.normal(0, .08), int(rng.integers(3, 8))
            pace = .8 * height + rng.uniform(6, 10)
            x, y = rng.uniform(MARGIN, WIDTH - MARGIN - n * pace), rng.uniform(MARGIN, HEIGHT - MARGIN)
            places = [(x + k * pace + rng.normal(0, .7), y + k * pace * slope + rng.normal(0, 1)) for k in range(n)]
            if all(self._is_free(*place, height / 2) for place in places):
                count -= 1
                for place in places:
                    self.digit(*place, height * rng.uniform(.93, 1.07), hand, slope + rng.normal(0, .06))

    def singles(self, kinds, low, high):
        """Digits, letters or scribbles at random places."""
        for kind in kinds:
            x, y, height = 0, 0, self.rng.uniform(low, high)
            while not self._is_free(x, y, height * (.5 if kind != 'scribble' else 1)):
                x, y = self.rng.uniform(0, WIDTH), self.rng.uniform(0, HEIGHT)
            hand, tilt = self.hands[self.rng.integers(len(self.hands))], np.clip(self.rng.normal(0, .16), -.35, .35)
            if kind == 'digit':
                self.digit(x, y, height, hand, tilt)
            else:
                self._put(kind, x, y, height, hand, tilt)

    def digit(self, x, y, height, hand, tilt):
        # Dealt like cards, so that every digit occurs about as often.
        self.deck = self.deck or list(self.rng.permutation(10))
        kind = int(self.deck.pop())
        self._put(kind, x, y, height, hand, tilt)
        self.truth.append((kind, round(float(x), 1), round(float(y), 1), round(float(height), 1)))

    def furniture(self):
        """A ruled margin, faint lines, the ring of a cup, dots."""
        rng = self.rng
        y, x = np.mgrid[:HEIGHT, :WIDTH].astype(np.float32) + .5
        for k in range(5):
            line = y - 60 - 140 * k - rng.uniform(-30, 30) - x * rng.normal(0, .004)
            self.ink = np.maximum(self.ink, .16 * np.clip(1.2 - np.abs(line), 0, 1))
        cx, cy, radius = rng.uniform(200, 800), rng.uniform(150, 550), rng.uniform(55, 75)
        ring = np.abs(np.hypot(x - cx, y - cy) - radius) - 2.5
        self.ink = np.maximum(self.ink, .13 * np.clip(1 - ring / 3, 0, 1))
        for _ in range(40):
            dx, dy, size = rng.uniform(0, WIDTH), rng.uniform(0, HEIGHT), rng.uniform(.4, 1.6)
            self.ink = np.maximum(self.ink, rng.uniform(.2, .9) * np.clip(size + .5 - np.hypot(x - dx, y - dy), 0, 1))

    def pixels(self):
        """The page as a scanner sees it: 8-bit gray."""
        rng = self.rng
        paper = 233 + 5 * _smooth(rng, 60) + 3 * _smooth(rng, 7) - 8 * np.linspace(-1, 1, WIDTH)[None] ** 2
        gray = paper + (48 - paper) * self.ink * (1 + .05 * _smooth(rng, 3))
        soft = gray.copy()
        soft[1:-1, 1:-1] = .6 * gray[1:-1, 1:-1] + .1 * (gray[:-2, 1:-1] + gray[2:, 1:-1] + gray[1:-1, :-2] + gray[1:-1, 2:])
        return np.clip(soft + rng.normal(0, 5, soft.shape), 0, 255).round().astype(np.uint8)


def _smooth(rng, scale):
    """Unit noise that varies over the scale in pixels, interpolated linearly between random knots."""
    knots = rng.normal(0, 1, (HEIGHT // scale + 2, WIDTH // scale + 2))
    rows, columns = np.arange(HEIGHT) / scale, np.arange(WIDTH) / scale
    top, left = rows.astype(int), columns.astype(int)
    v, u = (rows - top)[:, None], columns - left
    upper = knots[top][:, left] * (1 - u) + knots[top][:, left + 1] * u
    lower = knots[top + 1][:, left] * (1 - u) + knots[top + 1][:, left + 1] * u
    return upper * (1 - v) + lower * v


def render(seed):
    """A page's pixels (height, width) and its truth: digit, x and y of its ink's centre of mass from the page's corner, height."""
    page = Page(seed)
    page.numbers(8)
    page.singles(['scribble'] * 3, 18, 26)
    page.singles(['letter'] * 12, 15, 25)
    page.singles(['digit'] * 48, 14, 26)
    page.furniture()
    return page.pixels(), page.truth


def write_png(path, gray):
    def chunk(name, data):
        return struct.pack('>I', len(data)) + name + data + struct.pack('>I', zlib.crc32(name + data))

    height, width = gray.shape
    rows = b''.join(b'\1' + np.diff(row, prepend=np.uint8(0)).tobytes() for row in gray)
    with open(path, 'wb') as file:
        file.write(b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', width, height, 8, 0, 0, 0, 0)))
        file.write(chunk(b'IDAT', zlib.compress(rows, 9)) + chunk(b'IEND', b''))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--seed', type=int, default=2026)
    parser.add_argument('--out', default='../page', help='writes <out>.png and <out>.truth.csv')
    args = parser.parse_args()
    gray, truth = render(args.seed)
    write_png(args.out + '.png', gray)
    with open(args.out + '.truth.csv', 'w', newline='') as file:
        writer = csv.writer(file, lineterminator='\n')
        writer.writerow(['digit', 'x', 'y', 'height'])
        writer.writerows(sorted(truth, key=lambda entry: (entry[2], entry[1])))


if __name__ == '__main__':
    main()
