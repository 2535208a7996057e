"""Renders the scenes: SVG by rsvg-convert, then a hand-drawn wobble, paper, grain and a soft vignette.

    python3 render.py OUT [NAME...] [--draft]
"""
import io
import subprocess
import sys
from pathlib import Path

import numpy as np
from PIL import Image
from scipy import ndimage as nd

import scenes


def noise(rng, h, w, cell):
    n = rng.standard_normal((int(h / cell) + 4, int(w / cell) + 4)).astype(np.float32)
    return nd.zoom(n, ((h + 1) / (n.shape[0] - 1), (w + 1) / (n.shape[1] - 1)), order=1 if cell < 6 else 3)[:h, :w]


def paint(svg, width, seed, warm):
    png = subprocess.run(['rsvg-convert', '-w', str(width)], input=svg.encode(), stdout=subprocess.PIPE, check=True).stdout
    a = np.asarray(Image.open(io.BytesIO(png)).convert('RGB')).astype(np.float32)
    h, w, _ = a.shape
    k, rng = width / 1600, np.random.default_rng(seed)
    yy, xx = np.mgrid[0:h, 0:w].astype(np.float32)
    dx = noise(rng, h, w, 46 * k) * 1.5 * k + noise(rng, h, w, 9 * k) * .7 * k
    dy = noise(rng, h, w, 46 * k) * 1.5 * k + noise(rng, h, w, 9 * k) * .7 * k
    for c in range(3):
        a[..., c] = nd.map_coordinates(a[..., c], [yy + dy, xx + dx], order=1, mode='reflect')
    lum = a.mean(axis=2)
    edge = np.clip(nd.gaussian_filter(lum, 5 * k) - lum, 0, 60)      # pigment gathers along edges
    tone = 1 - edge / 420
    tone *= 1 + .019 * noise(rng, h, w, 70 * k) + .02 * noise(rng, h, w, 14 * k)
    brush = nd.gaussian_filter(rng.standard_normal((h, w)).astype(np.float32), (1.2 * k, 7 * k))
    tone *= 1 + .009 * brush / brush.std()
    tone += .022 * nd.gaussian_filter(rng.standard_normal((h, w)).astype(np.float32), .8 * k)
    r = np.hypot((xx - w * .48) / w, (yy - h * .46) / h)
    a *= (tone * (1.08 - .42 * np.clip(r - .3, 0, 1) ** 1.3))[..., None]
    a += (np.clip(1 - np.hypot((xx - w * .18) / w, (yy + h * .05) / h), 0, 1) ** 2 * 20)[..., None] * np.array(warm, np.float32)
    return Image.fromarray(np.clip(a * np.array([1.01, .995, .965], np.float32) + 2, 0, 255).astype(np.uint8))


def main():
    out, draft = Path(sys.argv[1]), '--draft' in sys.argv
    names = [n for n in sys.argv[2:] if not n.startswith('--')] or list(scenes.ALL)
    out.mkdir(parents=True, exist_ok=True)
    for name in names:
        fn, width, fmt, q = scenes.ALL[name]
        s = fn()
        im = paint(s.svg(), 800 if draft else width, sum(map(ord, name)), (.9, .5, 1) if name in scenes.NIGHT else (1, .8, .4))
        if draft:
            im.save(out / f'{name}.jpg', quality=85)
        elif fmt == 'png':
            im.quantize(220, dither=Image.Dither.FLOYDSTEINBERG).save(out / f'{name}.png', optimize=True)
        else:
            im.save(out / f'{name}.jpg', quality=q, optimize=True)
        print(name, im.size, flush=True)


main()
