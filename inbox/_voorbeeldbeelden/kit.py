"""Drawing kit for the sample pictures: a scene is a list of SVG elements, people are drawn from a few joints."""
import math
import random

SKIN = ['#f6d3b8', '#e9b68f', '#cf9468', '#a36b46', '#74482f', '#f9dcc8']
PAL = dict(red='#c8553d', orange='#e08e45', yellow='#eebd55', green='#6f8f5a', moss='#8a9a4b', teal='#3f7f7f',
           blue='#4a6d94', sky='#8fb4c4', pink='#d98b8b', plum='#7a4f6d', cream='#f4e6cc', brown='#8a5a3c',
           navy='#34435e', grey='#8d8a86', white='#fbf4e6', mint='#9fc2a5', rust='#a9482f', sand='#dcc09a')


def rgb(c):
    c = PAL.get(c, c).lstrip('#')
    return tuple(int(c[i:i + 2], 16) for i in (0, 2, 4))


def mix(a, b, t):
    x, y = rgb(a), rgb(b)
    return '#%02x%02x%02x' % tuple(round(p + (q - p) * t) for p, q in zip(x, y))


def dark(c, t=.2):
    return mix(c, '#33203a', t)


def light(c, t=.25):
    return mix(c, '#fff3d6', t)


class Scene:
    def __init__(self, w, h, seed):
        self.w, self.h, self.r, self.o, self.n = w, h, random.Random(seed), [], 0

    def add(self, s):
        self.o.append(s)

    def u(self, a, b):
        return self.r.uniform(a, b)

    # --- shapes ---------------------------------------------------------------------------------
    def path(self, d, fill='none', stroke=None, sw=0, op=1, extra=''):
        fill, stroke = PAL.get(fill, fill), PAL.get(stroke, stroke)
        o = f' opacity="{op:.2f}"' if op < 1 else ''
        st = f' stroke="{stroke}" stroke-width="{sw:.1f}" stroke-linecap="round" stroke-linejoin="round"' if stroke else ''
        self.add(f'<path d="{d}" fill="{fill}"{st}{o} {extra}/>')

    def ell(self, x, y, rx, ry=None, fill='#000', op=1, rot=0, stroke=None, sw=0):
        ry = rx if ry is None else ry
        fill = PAL.get(fill, fill)
        st = f' stroke="{PAL.get(stroke, stroke)}" stroke-width="{sw:.1f}"' if stroke else ''
        tr = f' transform="rotate({rot:.0f} {x:.1f} {y:.1f})"' if rot else ''
        self.add(f'<ellipse cx="{x:.1f}" cy="{y:.1f}" rx="{rx:.1f}" ry="{ry:.1f}" fill="{fill}" opacity="{op:.2f}"{st}{tr}/>')

    def rect(self, x, y, w, h, fill, r=0, op=1, stroke=None, sw=0, rot=0):
        st = f' stroke="{PAL.get(stroke, stroke)}" stroke-width="{sw:.1f}"' if stroke else ''
        tr = f' transform="rotate({rot:.1f} {x + w / 2:.1f} {y + h / 2:.1f})"' if rot else ''
        self.add(f'<rect x="{x:.1f}" y="{y:.1f}" width="{w:.1f}" height="{h:.1f}" rx="{r:.1f}" fill="{PAL.get(fill, fill)}" opacity="{op:.2f}"{st}{tr}/>')

    def line(self, pts, stroke, sw, op=1):
        self.path('M' + 'L'.join(f'{x:.1f} {y:.1f}' for x, y in pts), 'none', stroke, sw, op)

    def poly(self, pts, fill, op=1, stroke=None, sw=0):
        self.path('M' + 'L'.join(f'{x:.1f} {y:.1f}' for x, y in pts) + 'Z', fill, stroke, sw, op)

    @staticmethod
    def smooth(pts, closed=True):
        n = len(pts)
        g = (lambda i: pts[i % n]) if closed else (lambda i: pts[max(0, min(n - 1, i))])
        d = f'M{pts[0][0]:.1f} {pts[0][1]:.1f}'
        for i in range(n if closed else n - 1):
            p0, p1, p2, p3 = g(i - 1), g(i), g(i + 1), g(i + 2)
            d += ' C%.1f %.1f %.1f %.1f %.1f %.1f' % (p1[0] + (p2[0] - p0[0]) / 6, p1[1] + (p2[1] - p0[1]) / 6,
                                                      p2[0] - (p3[0] - p1[0]) / 6, p2[1] - (p3[1] - p1[1]) / 6, *p2)
        return d + ('Z' if closed else '')

    def curve(self, pts, fill='none', stroke=None, sw=0, op=1, closed=True):
        self.path(self.smooth(pts, closed), fill, stroke, sw, op)

    def blob(self, x, y, rx, ry, fill, n=12, j=.08, op=1):
        self.curve([(x + math.cos(a) * rx * self.u(1 - j, 1 + j), y + math.sin(a) * ry * self.u(1 - j, 1 + j))
                    for a in (2 * math.pi * i / n for i in range(n))], fill, op=op)

    def dabs(self, x0, y0, x1, y1, cols, n, size=10, ratio=.35, rot=(0, 180), op=.7, deep=False):
        """Many small brush dabs in a box; `deep` makes them grow towards the viewer."""
        for y in sorted(self.u(y0, y1) for _ in range(n)):
            k = .45 + .9 * (y - y0) / max(1, y1 - y0) if deep else 1
            s = size * k * self.u(.6, 1.3)
            self.ell(self.u(x0, x1), y, s, s * ratio, self.r.choice(cols), op * self.u(.5, 1), self.u(*rot))

    def glow(self, x, y, r, c, op=.5):
        for i in range(8):
            self.ell(x, y, r * (1 - i / 8), r * (1 - i / 8), c, op / 7)

    def shadow(self, x, y, rx, ry=None):
        self.ell(x + rx * .15, y, rx, ry or rx * .22, '#2a1f3a', .22)

    # --- nature ---------------------------------------------------------------------------------
    def sky(self, top, low, y1, base=None):
        self.rect(-20, -20, self.w + 40, self.h + 40, base or mix(low, '#7d8a55', .6))
        for i in range(14):
            self.rect(-20, y1 * i / 14 - 2, self.w + 40, y1 / 14 + 6, mix(top, low, i / 13))
        for _ in range(7):
            x, y = self.u(0, self.w), self.u(0, y1 * .6)
            for k in range(5):
                self.blob(x + k * 55 - 110, y + self.u(-12, 12), self.u(60, 110), self.u(16, 34), light(low, .55), op=.28)

    def ground(self, y, fill, wave=14, dabs=260, cols=None, size=13):
        pts = [(x, y + self.u(-wave, wave)) for x in range(-60, self.w + 121, 120)]
        self.path(self.smooth(pts, False) + f'L{self.w + 90} {self.h + 40}L-90 {self.h + 40}Z', fill)
        cols = cols or [dark(fill, .14), light(fill, .2), dark(fill, .25), light(fill, .35)]
        self.dabs(-10, y + wave, self.w + 10, self.h, cols, dabs, size, .22, (-12, 12), .5, True)

    def grass(self, x0, x1, y0, y1, fill, n=120):
        for y in sorted(self.u(y0, y1) for _ in range(n)):
            x, k = self.u(x0, x1), .5 + (y - y0) / max(1, y1 - y0)
            c = self.r.choice([dark(fill, .2), light(fill, .25), dark(fill, .1)])
            for d in (-5, 0, 6):
                self.path(f'M{x + d * k:.0f} {y:.0f}q{d * k * .3:.0f} {-10 * k:.0f} {d * k:.0f} {-20 * k * self.u(.7, 1.2):.0f}', 'none', c, 2.6 * k)

    def tree(self, x, y, h, c='orange', trunk='#6b4a38', bare=False, spread=.36):
        w = h * .045
        self.shadow(x, y, h * .25, h * .035)
        self.path(f'M{x - w * 1.5} {y}Q{x - w * .7} {y - h * .12} {x - w * .6} {y - h * .5}L{x + w * .6} {y - h * .5}Q{x + w * .8} {y - h * .12} {x + w * 1.7} {y}Z', trunk)
        self.path(f'M{x + w * .1} {y}Q{x + w * .3} {y - h * .2} {x + w * .2} {y - h * .5}L{x + w * .6} {y - h * .5}Q{x + w * .8} {y - h * .12} {x + w * 1.7} {y}Z', dark(trunk, .3))
        tips = []
        for i in range(7):
            a = math.radians(-160 + i * 23 + self.u(-6, 6))
            l = h * self.u(.28, .42)
            bx, by = x + math.cos(a) * l * spread * 2.4, y - h * .45 + math.sin(a) * l
            self.path(f'M{x:.0f} {y - h * .42:.0f}Q{x + (bx - x) * .3:.0f} {by + (y - h * .45 - by) * .2:.0f} {bx:.0f} {by:.0f}', 'none', dark(trunk, .1), w * .5)
            tips.append((bx, by))
            if bare:
                for _ in range(4):
                    t = self.u(.4, 1)
                    self.line([(x + (bx - x) * t, y - h * .42 + (by - y + h * .42) * t), (x + (bx - x) * t + self.u(-.1, .1) * h, y - h * .42 + (by - y + h * .42) * t - self.u(.05, .14) * h)], dark(trunk, .1), w * .18)
        if bare:
            return
        cx, cy, R = x, y - h * .68, h * spread
        for t, n, k in ((dark(c, .34), 11, 1), (dark(c, .12), 10, .9), (c, 9, .78), (light(c, .16), 7, .55), (light(c, .3), 4, .32)):
            ox = -.16 * R if k < .7 else 0
            self.ell(cx + ox, cy + ox, R * .6 * k, R * .55 * k, t)
            for i in range(n):
                a = 2 * math.pi * i / n + self.u(-.3, .3)
                q = self.u(.5, .74)
                self.blob(cx + ox + math.cos(a) * R * q * k, cy + (-.16 * R if k < .7 else (1 - k) * -R * .5) + math.sin(a) * R * q * .9 * k, R * .4 * k, R * .36 * k, t, 13, .16)
        for _ in range(420):
            a, q = self.u(0, 6.3), math.sqrt(self.u(0, 1)) * R * 1.03
            px, py = cx + math.cos(a) * q, cy + math.sin(a) * q * .92
            lit = (px - cx + py - cy) / R < self.u(-.8, .8)
            self.ell(px, py, h * self.u(.007, .014), h * .006, light(c, self.u(.1, .45)) if lit else dark(c, self.u(.05, .32)), .75, self.u(0, 180))

    def fir(self, x, y, h, c='#4c6b52', snow=False):
        self.shadow(x, y, h * .2, h * .03)
        self.rect(x - h * .03, y - h * .15, h * .06, h * .15, '#5a4234')
        for i in range(5):
            t = i / 5
            w, yy = h * .26 * (1 - t * .75), y - h * .1 - h * .17 * i
            self.curve([(x - w, yy), (x - w * .4, yy + h * .015), (x, yy - h * .01), (x + w * .5, yy + h * .02), (x + w, yy), (x + w * .3, yy - h * .16), (x, yy - h * .24), (x - w * .3, yy - h * .16)], mix(dark(c, .2), c, t))
            if snow:
                self.curve([(x - w * .9, yy - 2), (x - w * .3, yy - h * .04), (x + w * .2, yy - h * .05), (x + w * .2, yy - h * .16), (x, yy - h * .22), (x - w * .3, yy - h * .14)], '#f2f3f2', op=.9)

    def bush(self, x, y, r, c):
        for t, k in ((dark(c, .3), 1), (c, .8), (light(c, .25), .5)):
            for i in range(5):
                self.blob(x + (i - 2) * r * .42 * k - (1 - k) * r * .3, y - r * .4 - self.u(0, .2) * r - (1 - k) * r * .3, r * .42 * k, r * .42 * k, t)
        self.dabs(x - r, y - r * .9, x + r, y - r * .05, [light(c, .4), dark(c, .3)], 40, r * .06, .5)

    def leaves(self, x0, y0, x1, y1, n=120, cols=('#d9853b', '#c8553d', '#eebd55', '#a9482f', '#8a5a3c'), size=12):
        self.dabs(x0, y0, x1, y1, list(cols), n, size, .5, (0, 180), .95, True)

    # --- buildings ------------------------------------------------------------------------------
    def house(self, x, y, w, h, c, roof='#8b4a3a', kind=0, lit=False, door=None):
        self.rect(x, y - h, w, h, c)
        for _ in range(int(w * h / 900)):
            self.rect(x + self.u(2, w - 18), y - self.u(8, h - 2), 14, 5, self.r.choice([dark(c, .13), light(c, .16)]), 1, .6)
        if kind == 0:
            top = [(x - 8, y - h), (x + w / 2, y - h - w * .62), (x + w + 8, y - h)]
            self.poly([(x, y - h), (x + w / 2, y - h - w * .6), (x + w, y - h)], c)
            self.line(top, roof, 14)
        elif kind == 1:
            st = [(x, y - h)]
            for i in range(4):
                st += [(x + w * i / 9, y - h - w * .16 * i), (x + w * i / 9, y - h - w * .16 * (i + 1))]
            st += [(2 * x + w - a, b) for a, b in reversed(st)]
            self.poly(st, c)
            self.line(st, '#f1e4c8', 6)
        else:
            self.poly([(x - 12, y - h), (x + w * .1, y - h - w * .4), (x + w * .9, y - h - w * .4), (x + w + 12, y - h)], roof)
            for i in range(1, 6):
                self.line([(x - 8 + i * 3, y - h - i * w * .064), (x + w + 8 - i * 3, y - h - i * w * .064)], dark(roof, .2), 2.5, .6)
        gl = '#fbd98a' if lit else '#9db9c4'
        cols = 2 if w > 120 else 1
        for fl in range(max(1, int(h / 150))):
            for k in range(cols):
                ww, hh = w * .26, min(92, h * .3)
                wx, wy = x + w * (k + .5) / cols - ww / 2, y - h + 26 + fl * 140
                if wy + hh > y - 120 and door is not None and k == door:
                    continue
                self.rect(wx - 5, wy - 5, ww + 10, hh + 10, '#f5ead3', 2)
                self.rect(wx, wy, ww, hh, gl if not lit or self.r.random() < .7 else '#4d5b78')
                self.path(f'M{wx} {wy + hh * .7}L{wx + ww * .6} {wy}L{wx + ww} {wy}L{wx} {wy + hh}Z', '#ffffff', op=.18)
                self.line([(wx + ww / 2, wy), (wx + ww / 2, wy + hh)], '#f5ead3', 4)
                self.line([(wx, wy + hh * .4), (wx + ww, wy + hh * .4)], '#f5ead3', 4)
                self.rect(wx - 9, wy + hh + 4, ww + 18, 7, dark(c, .3))
        if door is not None:
            dx = x + w * (door + .5) / cols - w * .12
            self.rect(dx - 6, y - 126, w * .24 + 12, 126, '#f5ead3', 3)
            self.rect(dx, y - 120, w * .24, 120, self.r.choice(['#3f6b5c', '#8d3f35', '#34435e']), 2)
            self.ell(dx + w * .2, y - 56, 4, 4, 'yellow')
        self.path(f'M{x + w * .8} {y}L{x + w} {y}L{x + w} {y - h}L{x + w * .86} {y - h}Z', '#2a1f3a', op=.13)

    def bunting(self, x0, y0, x1, y1, sag=60, n=14):
        cols = ['red', 'yellow', 'teal', 'pink', 'cream', 'orange']
        P = [(x0 + (x1 - x0) * t, y0 + (y1 - y0) * t + sag * 4 * t * (1 - t)) for t in (i / n for i in range(n + 1))]
        for i in range(n):
            a, b = P[i], P[i + 1]
            self.poly([a, b, ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2 + abs(x1 - x0) / n * .95)], cols[i % 6])
        self.curve(P, 'none', '#5a4a44', 3, closed=False)

    def bulbs(self, x0, y0, x1, y1, sag=60, n=12):
        P = [(x0 + (x1 - x0) * t, y0 + (y1 - y0) * t + sag * 4 * t * (1 - t)) for t in (i / n for i in range(n + 1))]
        self.curve(P, 'none', '#3a3340', 3, closed=False)
        for x, y in P[1:-1]:
            self.glow(x, y + 10, 42, '#ffd27a', .35)
            self.ell(x, y + 9, 8, 10, '#ffe9b0')

    # --- interiors ------------------------------------------------------------------------------
    def room(self, wall, floor, yf, pattern='dots'):
        self.rect(-20, -20, self.w + 40, yf + 40, wall)
        for i in range(60):
            self.blob(self.u(0, self.w), self.u(0, yf), self.u(80, 200), self.u(60, 160), self.r.choice([light(wall, .3), dark(wall, .12)]), op=.08)
        if pattern == 'dots':
            for i, y in enumerate(range(40, int(yf), 62)):
                for x in range(20 + (i % 2) * 40, self.w, 80):
                    self.ell(x, y, 5, 5, light(wall, .35), .8)
        elif pattern == 'stripes':
            for x in range(0, self.w, 84):
                self.rect(x, 0, 34, yf, light(wall, .18), op=.7)
        elif pattern == 'panel':
            self.rect(0, yf * .6, self.w, yf * .4, light(wall, .35))
            for x in range(0, self.w, 70):
                self.line([(x, yf * .6), (x, yf)], dark(wall, .08), 3)
            self.rect(0, yf * .59, self.w, 14, light(wall, .55))
        self.rect(-20, yf, self.w + 40, self.h - yf + 40, floor)
        for i in range(9):
            y = yf + (self.h - yf) * (i / 9) ** 1.4
            self.line([(0, y), (self.w, y)], dark(floor, .2), 3, .7)
            for _ in range(5):
                x = self.u(0, self.w)
                self.line([(x, y), (x, yf + (self.h - yf) * ((i + 1) / 9) ** 1.4)], dark(floor, .2), 2.5, .6)
        self.dabs(0, yf, self.w, self.h, [dark(floor, .12), light(floor, .2)], 160, 26, .08, (-3, 3), .45, True)
        self.rect(-20, yf - 16, self.w + 40, 18, light(wall, .5))

    def window(self, x, y, w, h, rain=False, outside='#b9d2d6', night=False):
        self.rect(x - 14, y - 14, w + 28, h + 28, '#f6ecd6', 4)
        self.rect(x, y, w, h, outside)
        for i in range(6):
            self.blob(x + w * (i + .5) / 6, y + h * .82, w * .12, h * self.u(.14, .3), self.r.choice(['#c98b4a', '#a8703e', '#8c9458']) if not night else '#2c3550', op=.85)
        self.rect(x, y + h * .88, w, h * .12, '#8c9a62' if not night else '#28304a')
        if rain:
            self.rect(x, y, w, h, '#7d93a6', op=.45)
            for _ in range(90):
                a, b = self.u(x + 8, x + w - 4), self.u(y, y + h - 34)
                self.line([(a, b), (a - 5, b + self.u(12, 30))], '#e6eff2', 2.2, .65)
            for _ in range(30):
                self.ell(self.u(x + 5, x + w - 5), self.u(y + 5, y + h - 5), 3.5, 5, '#eaf3f5', .7)
        self.path(f'M{x} {y + h * .6}L{x + w * .55} {y}L{x + w * .8} {y}L{x} {y + h * .9}Z', '#ffffff', op=.14)
        self.line([(x + w / 2, y), (x + w / 2, y + h)], '#f6ecd6', 10)
        self.line([(x, y + h * .36), (x + w, y + h * .36)], '#f6ecd6', 10)
        self.rect(x - 28, y + h + 12, w + 56, 18, '#efe0c2', 4)

    def curtain(self, x, y, w, h, c):
        self.path(f'M{x} {y}L{x + w} {y}Q{x + w * .8} {y + h * .6} {x + w * .95} {y + h}L{x - w * .05} {y + h}Q{x + w * .1} {y + h * .5} {x} {y}Z', c)
        for i in range(1, 5):
            self.path(f'M{x + w * i / 5} {y}Q{x + w * i / 5 + 6} {y + h * .5} {x + w * i / 5 - 4} {y + h}', 'none', dark(c, .2), 5, .5)

    def lamp(self, x, y, c='orange', r=70):
        self.line([(x, -10), (x, y - r * .7)], '#4a3d3c', 4)
        self.glow(x, y + 20, r * 5, '#ffe2a0', .38)
        self.path(f'M{x - r * .3} {y - r * .75}L{x + r * .3} {y - r * .75}Q{x + r * .8} {y - r * .5} {x + r} {y}L{x - r} {y}Q{x - r * .8} {y - r * .5} {x - r * .3} {y - r * .75}Z', c)
        self.path(f'M{x + r * .1} {y - r * .75}L{x + r * .3} {y - r * .75}Q{x + r * .8} {y - r * .5} {x + r} {y}L{x + r * .5} {y}Z', dark(c, .25), op=.6)
        self.ell(x, y, r, r * .16, '#fff0c0')

    def shelf(self, x, y, w, rows=3, rh=120, wood='#9c6b45'):
        self.rect(x - 14, y - 14, w + 28, rows * rh + 28, dark(wood, .25), 4)
        cols = ['red', 'teal', 'yellow', 'blue', 'pink', 'moss', 'plum', 'orange', 'cream', 'mint', 'rust', 'navy']
        for k in range(rows):
            yy = y + (k + 1) * rh
            self.rect(x, yy - rh, w, rh - 12, dark(wood, .5))
            bx = x + 4
            while bx < x + w - 30:
                bw, bh = self.u(13, 30), self.u(.55, .86) * rh
                c = self.r.choice(cols)
                if self.r.random() < .1:
                    bx += self.u(14, 40)
                    continue
                self.rect(bx, yy - 12 - bh, bw, bh, c, 2, rot=self.r.choice([0, 0, 0, 0, 4]))
                self.rect(bx + 3, yy - 12 - bh * .8, bw - 6, 6, light(c, .6), op=.8)
                self.rect(bx + bw * .72, yy - 12 - bh, bw * .28, bh, dark(c, .3), op=.5)
                bx += bw + 2
            self.rect(x - 6, yy - 14, w + 12, 14, wood)

    def rug(self, x, y, rx, ry, c, c2='cream'):
        for k, cc in ((1, c), (.86, c2), (.78, c), (.5, light(c, .35)), (.42, c)):
            self.ell(x, y, rx * k, ry * k, cc)
        self.dabs(x - rx * .8, y - ry * .7, x + rx * .8, y + ry * .7, [dark(c, .2), light(c, .4)], 120, 12, .2, (-5, 5), .5)

    def frame(self, x, y, w, h, seed=0):
        self.rect(x, y, w, h, '#7b5540', 3)
        self.rect(x + 9, y + 9, w - 18, h - 18, '#f7efdc')
        if seed % 3 == 0:
            self.ell(x + w / 2, y + h * .45, w * .18, w * .18, 'yellow')
            self.rect(x + 9, y + h * .65, w - 18, h * .35 - 9, 'mint')
        elif seed % 3 == 1:
            self.path(f'M{x + w * .3} {y + h * .75}L{x + w * .3} {y + h * .5}L{x + w * .5} {y + h * .3}L{x + w * .7} {y + h * .5}L{x + w * .7} {y + h * .75}Z', 'pink', 'rust', 4)
        else:
            for i in range(5):
                self.ell(x + w * (.25 + .12 * i), y + h * (.4 + .1 * (i % 2)), w * .08, w * .08, ['red', 'orange', 'teal', 'plum', 'yellow'][i])

    # --- things ---------------------------------------------------------------------------------
    def bowl(self, x, y, r, c='cream', food='#d97b3a', steam=True):
        self.ell(x + 4, y + r * .5, r * 1.05, r * .2, '#2a1f3a', .2)
        self.path(f'M{x - r} {y}Q{x - r * .8} {y + r * .65} {x - r * .35} {y + r * .62}L{x + r * .35} {y + r * .62}Q{x + r * .8} {y + r * .65} {x + r} {y}Z', c)
        self.path(f'M{x + r * .2} {y + r * .62}L{x + r * .35} {y + r * .62}Q{x + r * .8} {y + r * .65} {x + r} {y}L{x + r * .55} {y}Z', dark(c, .25), op=.5)
        self.ell(x, y, r, r * .24, light(c, .4))
        self.ell(x, y + 1, r * .86, r * .18, food)
        self.ell(x - r * .2, y, r * .3, r * .05, light(food, .5), .7)
        if steam:
            for d in (-.35, .05, .4):
                self.path(f'M{x + d * r} {y - 6}q{-r * .2} {-r * .35} 0 {-r * .6}q{r * .2} {-r * .3} 0 {-r * .55}', 'none', '#fff8ea', r * .09, .5)

    def mug(self, x, y, s, c='red'):
        self.ell(x + s * .05, y, s * .4, s * .1, '#2a1f3a', .2)
        self.path(f'M{x + s * .3} {y - s * .6}q{s * .34} 0 {s * .28} {s * .22}q-{s * .05} {s * .18} -{s * .28} {s * .16}', 'none', c, s * .09)
        self.rect(x - s * .33, y - s * .74, s * .66, s * .74, c, s * .1)
        self.rect(x + s * .1, y - s * .74, s * .23, s * .74, dark(c, .25), s * .1, .4)
        self.ell(x, y - s * .72, s * .33, s * .09, '#6a4430')

    def table(self, x, y, w, depth, legs, c='#b98454', cloth=None):
        """Front edge at y; the top reaches up by depth."""
        t = cloth or c
        self.ell(x + w / 2, y + legs, w * .52, 26, '#2a1f3a', .22)
        for lx in (x + w * .05, x + w * .9):
            self.rect(lx, y, w * .045, legs, dark(c, .2))
        self.poly([(x + w * .06, y - depth), (x + w * .94, y - depth), (x + w, y), (x, y)], t)
        self.dabs(x + w * .07, y - depth + 6, x + w * .93, y - 4, [light(t, .25), dark(t, .12)], 50, 40, .07, (-3, 3), .5)
        if cloth:
            self.path(f'M{x} {y}L{x + w} {y}L{x + w - 6} {y + 70}' + ''.join(f'q{-w / 32:.1f} 22 {-w / 16:.1f} 0' for _ in range(16)) + 'Z', dark(cloth, .12))
        else:
            self.rect(x, y, w, 24, dark(c, .25), 3)

    def ball(self, x, y, r, a='white', b='red'):
        self.shadow(x, y, r * 1.1)
        self.ell(x, y - r, r, r, a)
        self.path(f'M{x - r * .3} {y - r * 1.9}Q{x + r * .4} {y - r} {x - r * .2} {y - r * .05}A{r} {r} 0 0 1 {x - r * .95} {y - r * .7}Q{x - r * .9} {y - r * 1.7} {x - r * .3} {y - r * 1.9}Z', b)
        self.ell(x + r * .3, y - r * .7, r * .6, r * .55, '#2a1f3a', .12)

    def pram(self, x, y, s, c='teal', flip=1, baby=0):
        X = lambda a: x + a * s * flip
        Y = lambda b: y - b * s
        self.shadow(x, y, s * .55, s * .08)
        for a in (-.32, .32):
            self.ell(X(a), Y(.15), s * .15, s * .15, 'none', stroke='#3b3540', sw=s * .035)
            self.ell(X(a), Y(.15), s * .03, s * .03, '#3b3540')
            for k in range(4):
                q = k * math.pi / 4
                self.line([(X(a) - math.cos(q) * s * .13, Y(.15) - math.sin(q) * s * .13), (X(a) + math.cos(q) * s * .13, Y(.15) + math.sin(q) * s * .13)], '#8d8a86', 2)
        self.line([(X(-.32), Y(.15)), (X(.22), Y(.45))], '#565059', s * .03)
        self.line([(X(.32), Y(.15)), (X(-.25), Y(.45))], '#565059', s * .03)
        self.line([(X(-.3), Y(.5)), (X(-.52), Y(.86)), (X(-.62), Y(.88))], '#565059', s * .035)
        if baby is not None:
            self.ell(X(-.06), Y(.76), s * .13, s * .13, SKIN[baby])
            self.path(f'M{X(-.2)} {Y(.78)}A{s * .14} {s * .14} 0 0 1 {X(.08)} {Y(.78)}Z' if flip > 0 else f'M{X(.08)} {Y(.78)}A{s * .14} {s * .14} 0 0 1 {X(-.2)} {Y(.78)}Z', 'yellow')
            for e in (-.11, -.02):
                self.ell(X(e), Y(.74), s * .012, s * .016, '#2e2230')
            self.path(f'M{X(-.1)} {Y(.705)}Q{X(-.065)} {Y(.68)} {X(-.03)} {Y(.705)}', 'none', '#8d3f35', s * .014)
        sg = 1 if flip > 0 else 0
        self.path(f'M{X(-.42)} {Y(.68)}L{X(.42)} {Y(.68)}Q{X(.4)} {Y(.36)} {X(.1)} {Y(.34)}L{X(-.15)} {Y(.34)}Q{X(-.38)} {Y(.38)} {X(-.42)} {Y(.68)}Z', c)
        self.path(f'M{X(-.3)} {Y(.45)}Q{X(.1)} {Y(.5)} {X(.38)} {Y(.5)}Q{X(.3)} {Y(.35)} {X(.1)} {Y(.34)}L{X(-.15)} {Y(.34)}Z', dark(c, .25), op=.6)
        self.path(f'M{X(.42)} {Y(.68)}Q{X(.44)} {Y(1.08)} {X(.04)} {Y(1.06)}L{X(.06)} {Y(.68)}Z', dark(c, .12))
        self.path(f'M{X(.06)} {Y(.68)}Q{X(.2)} {Y(.9)} {X(.04)} {Y(1.06)}M{X(.06)} {Y(.68)}Q{X(.36)} {Y(.82)} {X(.3)} {Y(1)}', 'none', dark(c, .35), s * .015)

    def bike(self, x, y, s, c='red', flip=1, wheel=.3):
        X = lambda a: x + a * s * flip
        Y = lambda b: y - b * s
        self.shadow(x, y, s * .75, s * .07)
        for a in (-.48, .48):
            self.ell(X(a), Y(wheel), s * wheel, s * wheel, 'none', stroke='#3b3540', sw=s * .04)
            self.ell(X(a), Y(wheel), s * wheel * .9, s * wheel * .9, 'none', stroke='#b7b0a6', sw=s * .012)
            for k in range(6):
                q = k * math.pi / 6 + .2
                self.line([(X(a) - math.cos(q) * s * wheel * .9, Y(wheel) - math.sin(q) * s * wheel * .9), (X(a) + math.cos(q) * s * wheel * .9, Y(wheel) + math.sin(q) * s * wheel * .9)], '#9a948c', 1.6)
        for p in ([(-.48, wheel), (-.06, .27), (.36, .66), (-.17, .6), (-.06, .27)], [(-.48, wheel), (-.19, .66)], [(.48, wheel), (.36, .66), (.32, .82)]):
            self.line([(X(a), Y(b)) for a, b in p], c, s * .045)
        self.path(f'M{X(.18)} {Y(.86)}Q{X(.3)} {Y(.88)} {X(.34)} {Y(.8)}', 'none', '#3b3540', s * .04)
        self.line([(X(-.17), Y(.62)), (X(-.2), Y(.72))], '#565059', s * .03)
        self.path(f'M{X(-.32)} {Y(.76)}Q{X(-.2)} {Y(.7)} {X(-.06)} {Y(.74)}', 'none', '#4a3328', s * .06)
        self.ell(X(-.06), Y(.27), s * .06, s * .06, '#565059')

    def crate(self, x, y, w, h, fruit='red'):
        self.shadow(x + w / 2, y, w * .55, h * .14)
        if fruit:
            for k in range(3):
                n = int(w / 27) - (1 if k == 0 else 0)
                for i in range(n):
                    fx, fy = x + w * (i + (1 if k == 0 else .5)) / (n + (1 if k == 0 else 0)) + self.u(-4, 4), y - h - 20 + k * 12 + self.u(-3, 3)
                    cc = self.r.choice([fruit, light(fruit, .25), mix(fruit, 'yellow', .45)])
                    self.ell(fx, fy, 15, 14, dark(cc, .12))
                    self.ell(fx - 3, fy - 3, 11, 10, cc)
                    self.ell(fx - 5, fy - 6, 3, 2.5, '#fff1d8', .8)
        for i in range(3):
            self.rect(x, y - h + i * h / 3, w, h / 3 - 5, self.r.choice(['#b98454', '#ad7848', '#c39060']), 2)
        for a in (x + 3, x + w - 13):
            self.rect(a, y - h, 10, h, '#94633c')

    def lantern(self, x, y, s, c):
        self.glow(x, y, s * 3.2, c, .6)
        self.glow(x, y, s * 1.8, '#ffe2a0', .4)
        self.ell(x, y, s * .75, s * .9, c)
        for d in (-.4, 0, .4):
            self.path(f'M{x} {y - s * .9}Q{x + d * s * 1.6} {y} {x} {y + s * .9}', 'none', dark(c, .25), s * .05)
        self.ell(x, y + s * .1, s * .38, s * .5, '#fff2c4', .75)
        self.rect(x - s * .25, y - s, s * .5, s * .16, '#4a3328')
        self.rect(x - s * .25, y + s * .84, s * .5, s * .14, '#4a3328')

    def dog(self, x, y, s, c='#b9824f', flip=1):
        X = lambda a: x + a * s * flip
        Y = lambda b: y - b * s
        self.shadow(x, y, s * .6)
        for a in (-.34, -.22, .24, .36):
            self.line([(X(a), Y(.4)), (X(a + .02), Y(.04))], dark(c, .15) if a in (-.22, .36) else c, s * .12)
        self.curve([(X(-.45), Y(.55)), (X(-.2), Y(.66)), (X(.2), Y(.64)), (X(.45), Y(.6)), (X(.42), Y(.36)), (X(0), Y(.3)), (X(-.42), Y(.34))], c)
        self.path(f'M{X(-.42)} {Y(.55)}Q{X(-.66)} {Y(.7)} {X(-.6)} {Y(.92)}', 'none', c, s * .09)
        self.ell(X(.5), Y(.76), s * .2, s * .18, c)
        self.ell(X(.66), Y(.7), s * .12, s * .09, light(c, .35))
        self.ell(X(.74), Y(.74), s * .04, s * .035, '#2e2230')
        self.ell(X(.54), Y(.8), s * .025, s * .03, '#2e2230')
        self.ell(X(.38), Y(.74), s * .075, s * .15, dark(c, .35), rot=15 * flip)

    def text(self, x, y, t, size, fill='#4a3328', rot=0):
        self.add(f'<text x="{x}" y="{y}" font-family="DejaVu Sans" font-weight="bold" font-size="{size}" fill="{PAL.get(fill, fill)}" text-anchor="middle" transform="rotate({rot} {x} {y})">{t}</text>')

    # --- people ---------------------------------------------------------------------------------
    def limb(self, a, m, b, c, w):
        d = f'M{a[0]:.1f} {a[1]:.1f}Q{1.75 * m[0] - .375 * (a[0] + b[0]):.1f} {1.75 * m[1] - .375 * (a[1] + b[1]):.1f} {b[0]:.1f} {b[1]:.1f}'
        self.path(d, 'none', dark(c, .38), w + max(2.4, w * .12))
        self.path(d, 'none', c, w)

    @staticmethod
    def joint(a, b, l1, l2, side):
        dx, dy = b[0] - a[0], b[1] - a[1]
        d = math.hypot(dx, dy) or 1
        if d > (l1 + l2) * .985:
            k = (l1 + l2) * .985 / d
            b = (a[0] + dx * k, a[1] + dy * k)
            dx, dy, d = dx * k, dy * k, d * k
        p = (l1 * l1 - l2 * l2 + d * d) / (2 * d)
        q = math.sqrt(max(0, l1 * l1 - p * p)) * side
        return (a[0] + dx / d * p - dy / d * q, a[1] + dy / d * p + dx / d * q), b

    def person(self, x, y, H, kid=0., skin=0, hair='bob', hc='#5a3b28', top='red', legs='navy', shoe='#4a3328', look=0., view='front',
               sit=None, hl=None, hr=None, fl=None, fr=None, dress=False, mood='smile', hat=None, scarf=None, lean=0., beard=False,
               glasses=False, pattern=None, face=1, tilt=0, legless=False, shadow=True, cheeks=True):
        """Feet at (x, y). Hands and feet are given in parts of H: (right, up). face=-1 faces left when seated sideways."""
        sk = SKIN[skin] if isinstance(skin, int) else skin
        L = lambda a, b: a + (b - a) * kid
        r = H * L(.088, .135)
        hipy, shy, heady = L(.47, .38), L(.785, .68), L(.905, .85)
        if sit:
            drop = hipy - {'floor': .07, 'chair': L(.27, .3), 'side': L(.28, .3), 'bike': .46}[sit]
            hipy, shy, heady = hipy - drop, shy - drop, heady - drop
        P = lambda a, b: (x + a * H, y - b * H)
        sw, hw = L(.115, .115), L(.095, .115)
        S = lambda a, b: P(a + lean, b)
        aw, lw = H * L(.058, .068), H * L(.078, .088)
        if shadow and sit != 'bike':
            self.shadow(x, y, H * (.24 if sit else .17), H * .035)
        hx, hy = S(0, heady)
        back = view == 'back'
        hcd = dark(hc, .2)
        # hair behind the head
        if hat != 'hijab':
            if hair in ('bob',):
                self.blob(hx, hy + r * .18, r * 1.22, r * 1.12, hcd, 14, .02)
            if hair in ('long',):
                self.curve([(hx - r * 1.12, hy - r * .3), (hx, hy - r * 1.1), (hx + r * 1.12, hy - r * .3), (hx + r * 1.3, hy + r * 1.2), (hx + r * 1.05, hy + r * 2.2), (hx, hy + r * 1.9), (hx - r * 1.05, hy + r * 2.2), (hx - r * 1.3, hy + r * 1.2)], hcd)
            if hair == 'pony':
                q = -1 if look > 0 else 1
                self.curve([(hx + q * r * .5, hy - r * .8), (hx + q * r * 1.5, hy - r * .5), (hx + q * r * 1.75, hy + r * .6), (hx + q * r * 1.35, hy + r * 1.3), (hx + q * r * 1.15, hy + r * .3)], hcd)
            if hair in ('curly', 'afro'):
                R = 1.0 if hair == 'curly' else 1.2
                for i in range(16):
                    a = math.pi * (.82 + i / 15 * 1.36)
                    self.ell(hx + math.cos(a) * r * R, hy + math.sin(a) * r * R + r * .02, r * .42, r * .42, hcd)
                self.ell(hx, hy - r * .1, r * R * 1.05, r * R, hcd)
            if hair == 'bun':
                self.ell(hx + (-.2 * look) * r, hy - r * 1.22, r * .5, r * .46, hcd)
        # legs
        legs = PAL.get(legs, legs)
        ll, lr = P(-hw * .52, hipy + .02), P(hw * .52, hipy + .02)
        if not legless:
            if sit == 'floor':
                for sg in (-1, 1):
                    a = P(sg * hw * .6, .09)
                    self.limb(a, P(sg * .26, .11), P(-sg * .06, .035), legs if sg < 0 else light(legs, .08), lw)
                    self.ell(*P(-sg * .1, .03), H * .05, H * .03, shoe)
            elif sit in ('side', 'bike'):
                for k, foot in ((1, fl or (face * L(.2, .2), .02)), (0, fr or (face * L(.25, .25), .02))):
                    f = P(*foot)
                    a = P(0, hipy)
                    m, f = self.joint(a, f, H * L(.24, .2), H * L(.25, .21), -face)
                    c = dark(legs, .25) if k else legs
                    self.path(f'M{a[0]:.1f} {a[1]:.1f}L{m[0]:.1f} {m[1]:.1f}L{f[0]:.1f} {f[1]:.1f}', 'none', dark(c, .35), lw + 3)
                    self.path(f'M{a[0]:.1f} {a[1]:.1f}L{m[0]:.1f} {m[1]:.1f}L{f[0]:.1f} {f[1]:.1f}', 'none', c, lw)
                    self.ell(f[0] + face * H * .025, f[1] + H * .005, H * .055, H * .028, shoe)
            else:
                for sg, foot, a in ((-1, fl or (-hw * .62, .02), ll), (1, fr or (hw * .62, .02), lr)):
                    f = P(*foot)
                    if sit == 'chair':
                        m = P(sg * hw * .85, hipy - .01)
                        f = P(*(foot if (fl or fr) else (sg * hw * .8, .02)))
                        self.path(f'M{a[0]:.1f} {a[1]:.1f}L{m[0]:.1f} {m[1]:.1f}L{f[0]:.1f} {f[1]:.1f}', 'none', dark(legs, .35), lw * 1.1 + 3)
                        self.path(f'M{a[0]:.1f} {a[1]:.1f}L{m[0]:.1f} {m[1]:.1f}L{f[0]:.1f} {f[1]:.1f}', 'none', legs, lw * 1.1)
                    else:
                        m, f = self.joint(a, f, H * hipy * .5, H * hipy * .52, -sg if not look else (-1 if look > 0 else 1))
                        self.limb(a, m, f, legs if not dress else sk if legs == 'skin' else legs, lw * (.8 if dress else 1))
                    self.ell(f[0] + look * H * .02 + sg * H * .008, f[1] + H * .004, H * .05, H * .03, shoe)
                    self.ell(f[0] + look * H * .02 + sg * H * .008, f[1] - H * .006, H * .036, H * .014, light(shoe, .3), .6)
        # arms behind the trunk are drawn first
        sl, sr = S(-sw * .88, shy - .035), S(sw * .88, shy - .035)
        top = PAL.get(top, top)
        au, af = H * L(.165, .135), H * L(.17, .14)
        ends = {}

        def arm(sg, hand, sh):
            t = hand or (sg * (sw + .045), hipy - (.0 if not sit else -.12))
            goal = S(*t) if hand is None else P(*t)
            k = min(1, max(.45, math.hypot(goal[0] - sh[0], goal[1] - sh[1]) * (1.16 if hand and hand[1] > hipy + .04 else 1.045) / (au + af)))    # foreshortened
            (m, e), (m2, _) = (self.joint(sh, goal, au * k, af * k, q) for q in (1, -1))
            if m2[1] + m2[0] * sg * .7 > m[1] + m[0] * sg * .7:
                m = m2
            self.limb(sh, m, e, top, aw)
            self.ell(e[0], e[1], aw * .56, aw * .56, dark(sk, .22))
            self.ell(e[0] - 1, e[1] - 1, aw * .5, aw * .5, sk)
            ends[sg] = e
        # trunk
        hem = hipy - (.02 if not dress else (.15 if not sit else .02))
        hem = max(hem, .03)
        hm = hw + (.02 if not dress else .065)
        a, b, c, d = S(-sw, shy - .02), S(sw, shy - .02), P(hm, hem), P(-hm, hem)
        nk = S(0, shy + .012)
        trunk = (f'M{a[0]:.1f} {a[1]:.1f}Q{S(-sw * .95, shy + .01)[0]:.1f} {nk[1]:.1f} {S(-sw * .4, shy)[0]:.1f} {nk[1]:.1f}L{S(sw * .4, shy)[0]:.1f} {nk[1]:.1f}'
                 f'Q{S(sw * .95, shy)[0]:.1f} {nk[1]:.1f} {b[0]:.1f} {b[1]:.1f}C{b[0] + H * .012:.1f} {(b[1] + c[1]) / 2:.1f} {c[0]:.1f} {c[1] - H * .05:.1f} {c[0]:.1f} {c[1]:.1f}'
                 f'Q{(c[0] + d[0]) / 2:.1f} {c[1] + H * .022:.1f} {d[0]:.1f} {d[1]:.1f}C{d[0]:.1f} {d[1] - H * .05:.1f} {a[0] - H * .012:.1f} {(a[1] + d[1]) / 2:.1f} {a[0]:.1f} {a[1]:.1f}Z')
        if not hat == 'hijab':
            self.path(f'M{S(0, shy + .0)[0]:.1f} {S(0, shy)[1]:.1f}L{hx:.1f} {hy:.1f}', 'none', dark(sk, .15), r * .8)
        self.n += 1
        self.add(f'<clipPath id="c{self.n}"><path d="{trunk}"/></clipPath>')
        self.path(trunk, top)
        self.add(f'<g clip-path="url(#c{self.n})">')
        X0, Y0, X1, Y1 = min(a[0], d[0]) - 9, nk[1], max(b[0], c[0]) + 9, c[1] + H * .03
        if pattern == 'stripes':
            yy = Y0 + H * .03
            while yy < Y1:
                self.line([(X0, yy), (X1, yy + 2)], light(top, .6), H * .014)
                yy += H * .042
        elif pattern == 'dots':
            for i in range(40):
                self.ell(self.u(X0, X1), self.u(Y0, Y1), H * .009, H * .009, light(top, .65))
        elif pattern == 'zip':
            self.line([((a[0] + b[0]) / 2, Y0), ((c[0] + d[0]) / 2, Y1)], dark(top, .35), H * .01)
            for sg in (-1, 1):
                self.line([((c[0] + d[0]) / 2 + sg * H * .035, Y1 - H * .09), ((c[0] + d[0]) / 2 + sg * H * .075, Y1 - H * .1)], dark(top, .35), H * .009)
        elif pattern == 'apron':
            self.rect((a[0] + b[0]) / 2 - sw * H * .62, Y0 + H * .07, sw * H * 1.24, Y1, 'cream', 6)
            self.line([((a[0] + b[0]) / 2 - sw * H * .5, Y0 + H * .08), ((a[0] + b[0]) / 2 - sw * H * .3, Y0)], 'cream', H * .012)
            self.line([((a[0] + b[0]) / 2 + sw * H * .5, Y0 + H * .08), ((a[0] + b[0]) / 2 + sw * H * .3, Y0)], 'cream', H * .012)
        self.path(f'M{(a[0] * .25 + b[0] * .75):.1f} {Y0}Q{b[0] - H * .02:.1f} {(Y0 + Y1) / 2:.1f} {c[0] * .72 + d[0] * .28:.1f} {Y1}L{X1} {Y1}L{X1} {Y0}Z', '#2a1f3a', op=.16)
        self.dabs(X0, Y0, X1, Y1, [light(top, .3), dark(top, .2)], 26, H * .018, .3, (60, 110), .35)
        self.add('</g>')
        if sit == 'chair':
            lap = top if dress else legs
            for sg in (-1, 1):
                kx, ky = P(sg * hw * .78, hipy - .035)
                self.ell(kx, ky, H * .078, H * .062, dark(lap, .35))
                self.ell(kx, ky, H * .073, H * .057, lap)
                self.ell(kx - H * .012, ky - H * .015, H * .045, H * .03, light(lap, .16), .8)
        # head
        look_ = max(-1, min(1, look))
        if tilt:
            self.add(f'<g transform="rotate({tilt} {hx:.1f} {hy + r:.1f})">')
        for sg in (-1, 1):
            if not (hat == 'hijab') and sg * look_ < .5 and not hair == 'afro':
                self.ell(hx + sg * r * (.98 - abs(look_) * .1), hy + r * .1, r * .2, r * .25, dark(sk, .1))
        self.ell(hx, hy, r, r * 1.06, sk if not back else hc)
        if back:
            if hat is None:
                self.ell(hx - r * .3, hy - r * .4, r * .4, r * .3, light(hc, .2), .4)
        else:
            self.path(f'M{hx + r * .35:.1f} {hy - r:.1f}A{r:.1f} {r * 1.06:.1f} 0 0 1 {hx + r * .3:.1f} {hy + r:.1f}Q{hx + r * .95:.1f} {hy + r * .2:.1f} {hx + r * .35:.1f} {hy - r:.1f}Z', dark(sk, .25), op=.35)
            ox = look_ * r * .3
            ink = '#33232c'
            for sg in (-1, 1):
                ex, ey = hx + ox + sg * r * .36, hy + r * .02
                if mood in ('happy', 'sleep'):
                    k = 1 if mood == 'sleep' else -1
                    self.path(f'M{ex - r * .16:.1f} {ey:.1f}q{r * .16:.1f} {k * r * .2:.1f} {r * .32:.1f} 0', 'none', ink, r * .085)
                else:
                    self.ell(ex, ey, r * .098, r * .125, ink)
                    self.ell(ex + r * .03, ey - r * .04, r * .035, r * .035, '#fff')
                brow = '#5a4034' if hat == 'hijab' else dark(hc if rgb(hc)[0] < 190 else '#a98a60', .1)
                self.path(f'M{ex + sg * r * .17:.1f} {ey - r * .21:.1f}q{-sg * r * .12:.1f} {-r * .13:.1f} {-sg * r * .3:.1f} {-r * .09:.1f}', 'none', brow, r * .06, .85)
                if cheeks:
                    self.ell(hx + ox + sg * r * .56, hy + r * .36, r * .2, r * .14, '#d9604f', .33)
                if glasses:
                    self.ell(ex, ey, r * .25, r * .24, '#ffffff', .25, stroke='#3b3540', sw=r * .06)
            if glasses:
                self.line([(hx + ox - r * .11, hy), (hx + ox + r * .11, hy)], '#3b3540', r * .06)
            if beard:
                self.path(f'M{hx - r * .96:.1f} {hy + r * .1:.1f}Q{hx - r * .95:.1f} {hy + r * 1.3:.1f} {hx + ox * .4:.1f} {hy + r * 1.32:.1f}Q{hx + r * .95:.1f} {hy + r * 1.3:.1f} {hx + r * .96:.1f} {hy + r * .1:.1f}Q{hx + r * .72:.1f} {hy + r * .42:.1f} {hx + ox:.1f} {hy + r * .38:.1f}Q{hx - r * .72:.1f} {hy + r * .42:.1f} {hx - r * .96:.1f} {hy + r * .1:.1f}Z', hc)
            self.path(f'M{hx + ox * 1.35 - r * .02:.1f} {hy + r * .12:.1f}q{r * (.14 if look_ >= 0 else -.14):.1f} {r * .1:.1f} {-r * .03:.1f} {r * .18:.1f}', 'none', dark(sk, .38), r * .075)
            mx, my = hx + ox, hy + r * .52
            if mood in ('laugh', 'happy'):
                self.path(f'M{mx - r * .27:.1f} {my - r * .02:.1f}Q{mx:.1f} {my + r * .1:.1f} {mx + r * .27:.1f} {my - r * .02:.1f}Q{mx + r * .2:.1f} {my + r * .34:.1f} {mx:.1f} {my + r * .34:.1f}Q{mx - r * .2:.1f} {my + r * .34:.1f} {mx - r * .27:.1f} {my - r * .02:.1f}Z', '#7a2e2e')
                self.ell(mx, my + r * .24, r * .13, r * .08, '#d9706a')
            elif mood == 'oh':
                self.ell(mx, my + r * .08, r * .1, r * .13, '#7a2e2e')
            else:
                self.path(f'M{mx - r * .25:.1f} {my:.1f}Q{mx:.1f} {my + r * .26:.1f} {mx + r * .25:.1f} {my:.1f}', 'none', '#7a2e2e' if not beard else '#f0c8a8', r * .09)
        # hair in front
        cap = f'M{hx - r * 1.06:.1f} {hy + r * .12:.1f}C{hx - r * 1.2:.1f} {hy - r * 1.55:.1f} {hx + r * 1.2:.1f} {hy - r * 1.55:.1f} {hx + r * 1.06:.1f} {hy + r * .12:.1f}'
        if hat == 'hijab':
            hcol = PAL.get(hc, hc)
            self.add(f'<path fill-rule="evenodd" d="M{hx} {hy - r * 1.28}C{hx + r * 1.55} {hy - r * 1.3} {hx + r * 1.35} {hy + r * .9} {hx + r * 1.25} {hy + r * 1.5}Q{hx} {hy + r * 2.4} {hx - r * 1.25} {hy + r * 1.5}C{hx - r * 1.35} {hy + r * .9} {hx - r * 1.55} {hy - r * 1.3} {hx} {hy - r * 1.28}Z'
                     + ('' if back else f'M{hx + look_ * r * .2} {hy - r * .72}C{hx - r * 1.02} {hy - r * .7} {hx - r * .95} {hy + r * .95} {hx + look_ * r * .15} {hy + r * .98}C{hx + r * .95} {hy + r * .95} {hx + r * 1.02} {hy - r * .7} {hx + look_ * r * .2} {hy - r * .72}Z') + f'" fill="{hcol}"/>')
            self.path(f'M{hx - r * .9:.1f} {hy + r * .95:.1f}Q{hx:.1f} {hy + r * 1.7:.1f} {hx + r * .95:.1f} {hy + r * 1.05:.1f}M{hx - r * .3:.1f} {hy + r * 1.3:.1f}Q{hx + r * .3:.1f} {hy + r * 1.9:.1f} {hx + r * 1.0:.1f} {hy + r * 1.5:.1f}', 'none', dark(hcol, .25), r * .08)
            self.path(f'M{hx + r * .6:.1f} {hy - r * 1.1:.1f}C{hx + r * 1.5:.1f} {hy - r * .6:.1f} {hx + r * 1.3:.1f} {hy + r * .9:.1f} {hx + r * 1.2:.1f} {hy + r * 1.5:.1f}L{hx + r * .9:.1f} {hy + r * 1.2:.1f}Q{hx + r * 1.2:.1f} {hy:.1f} {hx + r * .6:.1f} {hy - r * 1.1:.1f}Z', '#2a1f3a', op=.18)
        elif back:
            pass
        elif hair == 'bald':
            pass
        elif hair in ('curly', 'afro'):
            for i in range(9):
                a = math.pi * (1.05 + i / 8 * .9)
                self.ell(hx + math.cos(a) * r * .88, hy + math.sin(a) * r * .9 - r * .06, r * .3, r * .29, hc if i % 2 else light(hc, .12))
        else:
            part = .3 if look_ <= 0 else -.3
            fr_ = {'short': -.35, 'bob': -.22, 'long': -.5, 'bun': -.55, 'pony': -.45, 'braids': -.4, 'fringe': -.2}.get(hair, -.35)
            self.path(cap + f'C{hx + r * .95:.1f} {hy - r * .35:.1f} {hx + r * (part + .35):.1f} {hy + fr_ * r:.1f} {hx + part * r:.1f} {hy + (fr_ - .22) * r:.1f}C{hx + r * (part - .4):.1f} {hy + (fr_ + .1) * r:.1f} {hx - r * .95:.1f} {hy - r * .3:.1f} {hx - r * 1.06:.1f} {hy + r * .12:.1f}Z', hc)
            for k in (-.45, -.1, .3):
                self.path(f'M{hx + k * r:.1f} {hy - r * .98:.1f}Q{hx + (k - .15) * r:.1f} {hy - r * .8:.1f} {hx + (k - .22) * r:.1f} {hy - r * .58:.1f}', 'none', light(hc, .28), r * .06, .6)
        if hair == 'braids' and hat != 'hijab':
            for sg in (-1, 1):
                for i in range(4):
                    self.ell(hx + sg * r * (1.08 + .04 * i), hy + r * (.3 + .36 * i), r * .23, r * .22, hc if i % 2 else hcd)
                self.ell(hx + sg * r * 1.2, hy + r * 1.62, r * .13, r * .13, 'red')
        if hat in ('beanie', 'cap', 'hood', 'helmet'):
            hcol = PAL.get(scarf or top, scarf or top)
            if hat == 'beanie':
                self.path(f'M{hx - r * 1.08:.1f} {hy - r * .3:.1f}C{hx - r * 1.1:.1f} {hy - r * 1.65:.1f} {hx + r * 1.1:.1f} {hy - r * 1.65:.1f} {hx + r * 1.08:.1f} {hy - r * .3:.1f}Z', hcol)
                self.path(f'M{hx - r * 1.1:.1f} {hy - r * .38:.1f}Q{hx:.1f} {hy - r * .72:.1f} {hx + r * 1.1:.1f} {hy - r * .38:.1f}', 'none', light(hcol, .3), r * .34)
                self.blob(hx, hy - r * 1.42, r * .34, r * .32, light(hcol, .55), 12, .12)
            elif hat == 'helmet':
                self.path(f'M{hx - r * 1.14:.1f} {hy - r * .3:.1f}C{hx - r * 1.2:.1f} {hy - r * 1.7:.1f} {hx + r * 1.2:.1f} {hy - r * 1.7:.1f} {hx + r * 1.14:.1f} {hy - r * .3:.1f}Q{hx:.1f} {hy - r * .55:.1f} {hx - r * 1.14:.1f} {hy - r * .3:.1f}Z', hcol)
                for k in (-.5, 0, .5):
                    self.path(f'M{hx + k * r:.1f} {hy - r * .62:.1f}Q{hx + k * r * .9:.1f} {hy - r:.1f} {hx + k * r * .6:.1f} {hy - r * 1.15:.1f}', 'none', dark(hcol, .35), r * .13)
            elif hat == 'cap':
                self.path(f'M{hx - r * 1.05:.1f} {hy - r * .35:.1f}C{hx - r:.1f} {hy - r * 1.5:.1f} {hx + r:.1f} {hy - r * 1.5:.1f} {hx + r * 1.05:.1f} {hy - r * .35:.1f}Z', hcol)
                self.path(f'M{hx - r * .6 + look_ * r * .4:.1f} {hy - r * .42:.1f}Q{hx + look_ * r * .8:.1f} {hy - r * .62:.1f} {hx + r * .7 + look_ * r * .6:.1f} {hy - r * .4:.1f}', 'none', dark(hcol, .25), r * .24)
            else:
                self.add(f'<path fill-rule="evenodd" fill="{hcol}" d="M{hx} {hy - r * 1.4}C{hx + r * 1.7} {hy - r * 1.4} {hx + r * 1.4} {hy + r * 1.2} {hx + r * .9} {hy + r * 1.35}L{hx - r * .9} {hy + r * 1.35}C{hx - r * 1.4} {hy + r * 1.2} {hx - r * 1.7} {hy - r * 1.4} {hx} {hy - r * 1.4}ZM{hx} {hy - r * .78}C{hx - r * 1.08} {hy - r * .78} {hx - r} {hy + r} {hx} {hy + r * 1.02}C{hx + r} {hy + r} {hx + r * 1.08} {hy - r * .78} {hx} {hy - r * .78}Z"/>')
        if tilt:
            self.add('</g>')
        if scarf and hat in (None, 'beanie') and hat != 'hijab' and not back:
            c_ = light(PAL.get(scarf, scarf), .1)
            self.path(f'M{hx - r * .75:.1f} {hy + r * 1.12:.1f}Q{hx:.1f} {hy + r * 1.5:.1f} {hx + r * .75:.1f} {hy + r * 1.12:.1f}', 'none', c_, r * .5)
            self.path(f'M{hx + r * .4:.1f} {hy + r * 1.3:.1f}L{hx + r * .5:.1f} {hy + r * 2.3:.1f}', 'none', dark(c_, .12), r * .42)
        arm(-1, hl, sl)
        arm(1, hr, sr)
        ends['head'] = (hx, hy, r)
        return ends

    def wheelchair(self, x, y, H, face=1, c='navy', **kw):
        """A person who sits in a wheelchair, seen from the side."""
        X = lambda a: x + a * H * face
        Y = lambda b: y - b * H
        self.shadow(x, y, H * .35, H * .05)
        self.rect(min(X(-.15), X(-.11)), Y(.6), H * .04, H * .34, '#3b3540', 6)
        self.line([(X(-.13), Y(.58)), (X(-.22), Y(.6))], '#3b3540', H * .03)
        self.rect(min(X(-.15), X(.16)), Y(.29), H * .31, H * .05, dark(c, .2), 6)
        self.line([(X(.15), Y(.26)), (X(.24), Y(.07)), (X(.36), Y(.06))], '#6b6670', H * .025)
        kw.setdefault('fl', (face * .27, .1))
        kw.setdefault('fr', (face * .31, .1))
        e = self.person(x, y, H, sit='side', face=face, shadow=False, **kw)
        self.ell(X(.26), Y(.055), H * .05, H * .05, 'none', stroke='#3b3540', sw=H * .02)
        self.ell(X(-.04), Y(.2), H * .2, H * .2, 'none', stroke='#3b3540', sw=H * .025)
        self.ell(X(-.04), Y(.2), H * .175, H * .175, 'none', stroke='#b7b0a6', sw=H * .008)
        for k in range(8):
            q = k * math.pi / 8
            self.line([(X(-.04) - math.cos(q) * H * .19, Y(.2) - math.sin(q) * H * .19), (X(-.04) + math.cos(q) * H * .19, Y(.2) + math.sin(q) * H * .19)], '#a49e98', 2)
        return e

    def svg(self):
        return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.w} {self.h}" width="{self.w}" height="{self.h}">'
                + ''.join(self.o) + '</svg>')
