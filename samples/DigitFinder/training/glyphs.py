"""Digits, letters and scribbles as pen strokes, drawn with random pens: the sample's own handwriting."""
import numpy as np

# A shape is a list of strokes, a stroke a list of points that a smooth curve passes through. x grows to the right, y downwards, the height is 1.
# A point that stands twice is a corner.
_DIGITS = {
    1: [
        [[(.3, 0), (.3, 1)]],
        [[(.08, .2), (.32, 0), (.32, 0), (.32, 1)]],
        [[(.06, .24), (.32, 0), (.32, 0), (.32, 1)], [(.08, 1), (.56, 1)]],
    ],
    2: [
        [[(.05, .24), (.12, .06), (.3, 0), (.54, .12), (.52, .36), (.3, .68), (.03, 1), (.03, 1), (.6, 1)]],
        [[(.05, .22), (.28, 0), (.54, .2), (.42, .56), (.16, .95), (.04, .9), (.16, .8), (.36, .94), (.6, .96)]],
    ],
    3: [
        [[(.04, .14), (.28, 0), (.52, .2), (.24, .46), (.24, .46), (.56, .7), (.3, 1), (.02, .86)]],
        [[(.05, .14), (.27, 0), (.5, .18), (.28, .45), (.48, .53), (.56, .74), (.3, 1), (.02, .86)]],
        [[(.05, 0), (.52, 0), (.52, 0), (.24, .4), (.24, .4), (.48, .5), (.56, .72), (.3, 1), (.02, .88)]],
    ],
    4: [
        [[(.12, 0), (.03, .6), (.03, .6), (.6, .58)], [(.44, .22), (.4, 1)]],
        [[(.44, 1), (.44, 0), (.44, 0), (0, .68), (0, .68), (.62, .68)]],
        [[(.1, .04), (.06, .4), (.22, .52), (.46, .44)], [(.5, 0), (.46, .44), (.42, 1)]],
    ],
    5: [
        [[(.54, 0), (.12, 0), (.12, 0), (.07, .44), (.07, .44), (.34, .36), (.56, .66), (.32, 1), (.02, .9)]],
        [[(.12, .04), (.08, .44), (.08, .44), (.34, .38), (.54, .68), (.3, 1), (.02, .9)], [(.12, .03), (.56, 0)]],
    ],
    6: [
        [[(.48, .02), (.2, .26), (.05, .66), (.14, .94), (.36, .98), (.53, .74), (.38, .52), (.16, .58), (.06, .74)]],
        [[(.36, 0), (.12, .4), (.06, .74), (.28, 1), (.52, .76), (.3, .54), (.09, .72)]],
    ],
    7: [
        [[(.02, .02), (.56, 0), (.56, 0), (.2, 1)]],
        [[(.02, .04), (.56, 0), (.56, 0), (.36, .4), (.24, 1)]],
        [[(.03, .16), (.05, .02), (.05, .02), (.56, 0), (.56, 0), (.24, 1)]],
        [[(.02, .02), (.56, 0), (.56, 0), (.2, 1)], [(.14, .5), (.54, .48)]],
    ],
    8: [
        [[(.46, .1), (.28, 0), (.08, .2), (.3, .46), (.55, .74), (.3, 1), (.03, .76), (.3, .46), (.52, .22), (.44, .08), (.28, .01)]],
        [[(.3, .46), (.1, .24), (.3, 0), (.5, .24), (.3, .46), (.05, .72), (.3, 1), (.55, .72), (.3, .46)]],
    ],
    9: [
        [[(.52, .24), (.28, 0), (.05, .26), (.26, .5), (.5, .28), (.52, .06), (.52, .06), (.46, 1)]],
        [[(.54, .22), (.3, 0), (.06, .26), (.28, .5), (.52, .26), (.54, .5), (.42, .84), (.12, 1)]],
        [[(.5, .3), (.3, .02), (.07, .24), (.25, .48), (.5, .24), (.48, .24), (.44, .6), (.38, 1)]],
    ],
}

# No letter that a digit could be mistaken for: no A (a closed 4), B, D, G, I, J, L, O, P, Q, S, T (a 7), U, Y or Z.
_LETTERS = [
    [[(.55, 0), (.05, 0), (.05, 0), (.05, 1), (.05, 1), (.58, 1)], [(.05, .48), (.48, .48)]],
    [[(.56, 0), (.05, 0), (.05, 0), (.05, 1)], [(.05, .48), (.46, .48)]],
    [[(.04, 0), (.04, 1)], [(.6, 0), (.6, 1)], [(.04, .5), (.6, .5)]],
    [[(.06, 0), (.06, 1)], [(.56, 0), (.08, .56), (.08, .56), (.6, 1)]],
    [[(0, 1), (.08, 0), (.08, 0), (.4, .7), (.4, .7), (.72, 0), (.72, 0), (.8, 1)]],
    [[(.04, 1), (.04, 0), (.04, 0), (.58, 1), (.58, 1), (.58, 0)]],
    [[(.05, 1), (.05, 0), (.05, 0), (.42, .04), (.5, .26), (.34, .46), (.06, .5), (.06, .5), (.58, 1)]],
    [[(0, 0), (.3, 1), (.3, 1), (.6, 0)]],
    [[(0, 0), (.2, 1), (.2, 1), (.42, .3), (.42, .3), (.64, 1), (.64, 1), (.84, 0)]],
    [[(0, 0), (.62, 1)], [(.62, 0), (0, 1)]],
    [[(.35, .15), (.35, .85)], [(0, .5), (.7, .5)]],
    [[(.2, 0), (.12, 1)], [(.52, 0), (.44, 1)], [(0, .33), (.66, .33)], [(0, .67), (.66, .67)]],
    [[(.02, .5), (.7, .5)]],
    [[(.02, .34), (.6, .34)], [(.02, .64), (.6, .64)]],
]


def _zero(rng):
    start, turn = rng.uniform(0, 2 * np.pi), rng.choice([-1, 1]) * (2 * np.pi + rng.uniform(-.3, .5))
    angles = start + turn * np.linspace(0, 1, 9)
    return [[(.3 + rng.uniform(.24, .32) * np.cos(a), .5 + .5 * np.sin(a)) for a in angles]]


def _scribble(rng):
    """A wave or a run of loops, wider than any digit."""
    n = rng.integers(5, 9)
    x = np.cumsum(rng.uniform(.12, .3, n))
    y = .5 + rng.uniform(.15, .4) * np.where(np.arange(n) % 2, 1, -1) * rng.uniform(.6, 1.2, n)
    return [list(zip(x, y))]


def _curve(points, steps=6):
    """A Catmull-Rom spline through the points, as a polyline."""
    p = np.asarray(points, float)
    if len(p) == 2:
        return p
    p = np.vstack([2 * p[0] - p[1], p, 2 * p[-1] - p[-2]])
    t = np.linspace(0, 1, steps, endpoint=False)[:, None]
    a, b, c, d = p[:-3, None], p[1:-2, None], p[2:-1, None], p[3:, None]
    curve = .5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
    # A doubled point makes both neighbours' tangents vanish or overshoot: those pieces are straight.
    corner = np.all(np.isclose(p[:-3], p[1:-2]), 1) | np.all(np.isclose(p[2:-1], p[3:]), 1)
    curve[corner] = (b + (c - b) * t)[corner]
    return np.vstack([curve.reshape(-1, 2), p[-2]])


def strokes_of(kind, rng):
    """The polylines of a digit (0..9), 'letter' or 'scribble' in a random variant, its points moved at random."""
    if kind == 'letter':
        shape = _LETTERS[rng.integers(len(_LETTERS))]
    elif kind == 'scribble':
        shape = _scribble(rng)
    elif kind == 0:
        shape = _zero(rng)
    else:
        shape = _DIGITS[kind][rng.integers(len(_DIGITS[kind]))]
    wobble = rng.uniform(.01, .04)
    stretch = rng.uniform(.8, 1.25)
    bend = rng.uniform(-.08, .08)
    strokes = []
    for stroke in shape:
        moved, last, place = [], None, None
        for point in stroke:
            if point != last:
                place = np.array(point) + rng.normal(0, wobble, 2)
            moved.append(place)
            last = point
        line = _curve(moved)
        line[:, 0] = (line[:, 0] - .3) * stretch + bend * np.sin(np.pi * line[:, 1])
        line[:, 1] -= .5
        strokes.append(line)
    return strokes


def draw(strokes, size, height, pen, tilt=0., shear=0., offset=(0., 0.)):
    """
    Ink (0..1) on a size×size canvas of strokes of the given height in pixels, their ink's centre of mass moved to the middle of the canvas plus the
    offset; the pen's width is in pixels, the tilt in radians.
    """
    cos, sin = np.cos(tilt), np.sin(tilt)
    transform = np.array([[cos, -sin], [sin, cos]]) @ np.array([[1, shear], [0, 1]])
    span = max(np.concatenate(strokes)[:, 1].ptp(), .5)
    lines = [line @ transform.T * (height - pen) / span for line in strokes]
    begins = np.concatenate([line[:-1] for line in lines])
    ends = np.concatenate([line[1:] for line in lines])
    lengths = np.linalg.norm(ends - begins, axis=1)
    middle = (lengths[:, None] * (begins + ends) / 2).sum(0) / lengths.sum()
    shift = np.array([size / 2, size / 2]) + offset - middle
    begins, ends = (begins + shift).astype(np.float32), (ends + shift).astype(np.float32)
    centres = np.arange(size, dtype=np.float32) + .5
    grid = np.stack(np.meshgrid(centres, centres), -1).reshape(-1, 1, 2)
    along = ends - begins
    t = np.clip(((grid - begins) * along).sum(-1) / np.maximum((along * along).sum(-1), 1e-6), 0, 1)
    gap = grid - begins - t[..., None] * along
    distance = np.sqrt((gap * gap).sum(-1).min(1)).reshape(size, size)
    return np.clip(pen / 2 - distance + .5, 0, 1)


def random_pen(rng, height):
    """A pen's width in pixels for a glyph of the height: thin ball pens to thick markers."""
    return max(1.1, height * rng.uniform(.07, .18))
