"""The scenes. Every function returns a Scene; ALL says how wide each picture becomes."""
import math

from kit import SKIN, Scene, dark, light


def park():
    s = Scene(1600, 1200, 1)
    s.sky('#a9c9d3', '#f7e3bd', 620)
    for i in range(9):
        s.bush(i * 200 + 20, 560, 120, ['#8c9a62', '#b88a4a', '#a8703e'][i % 3])
    s.ground(540, '#a9b06a')
    for x, h, c in ((170, 560, 'orange'), (1420, 620, '#c9703c'), (1120, 430, 'yellow'), (480, 400, '#a3a552')):
        s.tree(x, 640 + h * .05, h, c)
    s.path('M-40 1010C300 900 520 860 760 760C860 715 900 690 880 640L960 640C1010 720 900 800 860 850C760 980 700 1120 690 1240L-40 1240Z', '#e3cfa2')
    s.dabs(40, 900, 700, 1180, ['#cdb587', '#f0e0bb'], 90, 22, .2, (-8, 8), .6)
    s.leaves(0, 680, 1600, 1190, 170)
    s.person(640, 800, 250, top='teal', hair='short', hc='#3b2a22', skin=3, legs='#4a4a55', look=.6, mood='laugh', beard=True)
    s.person(735, 812, 165, kid=.8, top='yellow', hair='curly', hc='#2c1d1a', skin=3, look=-.6, mood='happy', hl=(-.3, .62))
    s.pram(500, 1050, 270, 'red', 1, 0)
    s.person(290, 1060, 470, top='#d9a441', hair='long', hc='#8a4b2a', skin=0, legs='#3d4d6a', look=.7, mood='laugh', hr=(.11, .53), hl=(.06, .51), scarf='teal', pattern='zip', fl=(-.11, .02), fr=(.08, .02))
    s.person(1010, 1080, 460, top='plum', hat='hijab', hc='#5b8a86', skin=2, legs='#4b4250', dress=True, look=-.5, mood='smile', hl=(-.17, .5), hr=(.09, .475))
    s.pram(1205, 1090, 260, 'moss', 1, 2)
    s.wheelchair(1465, 1075, 430, -1, top='blue', hair='bob', hc='#c9a15a', skin=5, legs='#6a4b3d', mood='happy', look=-.6, hl=(-.22, .4), hr=(-.1, .38))
    s.dog(800, 1130, 120, '#b9824f', -1)
    return s


def soup():
    s = Scene(1600, 1200, 2)
    s.room('#d9b27c', '#a87449', 800, 'panel')
    s.window(180, 110, 380, 340)
    s.curtain(100, 70, 120, 470, 'rust')
    s.curtain(520, 70, 120, 470, 'rust')
    s.rect(900, 130, 560, 20, '#8a5a3c')
    for i, (c, k) in enumerate((('red', 0), ('cream', 1), ('teal', 2), ('yellow', 0), ('mint', 1), ('pink', 2), ('blue', 0))):
        x = 940 + i * 76
        if k == 0:
            s.mug(x, 130, 64, c)
        elif k == 1:
            s.rect(x - 22, 66, 44, 64, c, 8); s.rect(x - 24, 58, 48, 14, 'brown', 3)
        else:
            s.ell(x, 100, 30, 30, c); s.ell(x, 100, 19, 19, light(c, .4))
    for x, c in ((960, 'grey'), (1050, '#6b6670'), (1150, 'rust'), (1260, 'grey')):
        s.line([(x, 150), (x, 190)], '#5a4a44', 5); s.ell(x, 225, 40, 38, c); s.ell(x - 8, 218, 24, 22, light(c, .25))
    s.lamp(800, 250, 'red', 100)
    s.person(330, 1090, 640, top='mint', hair='bun', hc='#a9a4a0', skin=0, glasses=True, mood='smile', look=.5, hl=(.02, .53), hr=(.25, .56), pattern='apron')
    s.person(800, 1050, 700, top='#7a4f6d', hair='afro', hc='#2a1c1a', skin=4, mood='laugh', look=-.4, hl=(-.26, .56), hr=(.22, .52))
    s.person(1265, 1090, 630, top='blue', hair='short', hc='#6b4a2e', skin=1, mood='happy', look=-.6, hl=(-.24, .53), hr=(.2, .52), pattern='stripes', beard=True)
    s.person(560, 1010, 480, kid=.8, top='yellow', hair='braids', hc='#b8742f', skin=0, mood='happy', look=.3, hl=(-.18, .56), hr=(.24, .57))
    s.person(1045, 1010, 470, kid=.85, top='moss', hair='curly', hc='#35231d', skin=3, mood='oh', look=-.6, hl=(-.2, .58), hr=(.18, .57))
    s.table(60, 960, 1480, 170, 260, '#bd8a58', '#f1dfba')
    s.rect(660, 690, 250, 130, '#b5432f', 26); s.rect(840, 690, 70, 130, dark('#b5432f', .3), 26, .5)
    for a in (640, 898):
        s.rect(a, 730, 34, 22, '#7b2d22', 8)
    s.ell(785, 694, 126, 28, '#d96a4c'); s.ell(785, 696, 112, 22, '#e9953f'); s.dabs(700, 684, 870, 706, ['#7a9a4a', '#f4c46a', '#c8553d'], 24, 9, .6)
    for d in (-60, 0, 55):
        s.path(f'M{785 + d} 672q-30 -34 0 -62q24 -30 0 -50', 'none', '#fff8ea', 11, .4)
    for x, y, c in ((250, 850, 'teal'), (490, 905, 'cream'), (1010, 905, 'yellow'), (1230, 850, 'mint'), (1400, 915, 'pink')):
        s.bowl(x, y, 62, c)
    s.ell(290, 932, 120, 24, '#8a5a3c')
    s.curve([(190, 915), (230, 872), (300, 862), (370, 878), (395, 915), (290, 932)], '#c98a4a')
    for i in range(4):
        s.path(f'M{232 + i * 40} 880q14 16 6 36', 'none', '#f1d39c', 7)
    for x, y, c in ((640, 920, '#e08e45'), (675, 932, '#e08e45'), (725, 915, '#7a9a4a'), (1120, 935, '#c8553d')):
        s.ell(x, y, 26, 18, dark(c, .15), rot=20); s.ell(x - 4, y - 4, 18, 11, light(c, .2), rot=20)
    return s


def playground():
    s = Scene(1600, 1200, 3)
    s.sky('#9cc4d2', '#f3e6c4', 560)
    for i, (c, k) in enumerate((('#b5654a', 1), ('#d9b08a', 0), ('#a85540', 2), ('#c98a5e', 0), ('#8d5a48', 1))):
        s.house(i * 300 + 60, 560, 200, 190 + (i % 2) * 50, c, kind=k)
    for i in range(11):
        s.bush(i * 160, 590, 95, ['#7f9455', '#90a05e'][i % 2])
    s.ground(580, '#b5b872')
    s.tree(1480, 700, 600, '#b39a3e')
    s.ell(980, 930, 420, 130, '#e9d3a0'); s.ell(980, 925, 400, 118, '#f1dfb4'); s.dabs(640, 850, 1320, 1020, ['#dcc48e', '#fbeecb'], 110, 16, .25, (-10, 10), .7)
    # swing
    for a, b in ((90, 190), (610, 510)):
        s.line([(a, 900), (b, 420)], '#8a5a3c', 20); s.line([(a + (60 if a < 300 else -60) * 2.6, 905), (b, 420)], '#7a4d33', 18)
    s.line([(170, 420), (530, 420)], '#a9683f', 24)
    s.line([(300, 425), (250, 735)], '#5a4a44', 5); s.line([(365, 425), (325, 735)], '#5a4a44', 5)
    s.rect(236, 735, 105, 16, 'red', 5)
    s.person(288, 830, 210, kid=.8, sit='side', face=1, top='yellow', hair='pony', hc='#c98f3f', skin=0, mood='happy', look=.4, hl=(-.16, .74), hr=(.18, .74), fl=(.38, .25), fr=(.42, .3), legs='blue', shadow=False)
    s.shadow(290, 890, 70)
    s.person(130, 960, 410, top='moss', hair='short', hc='#2d201c', skin=4, mood='laugh', look=.7, legs='#3d4d6a', hl=(.1, .7), hr=(.21, .64), beard=True)
    # slide
    s.line([(1330, 870), (1330, 530)], '#8a5a3c', 20); s.line([(1440, 870), (1440, 530)], '#8a5a3c', 20)
    for i in range(6):
        s.line([(1330, 840 - i * 50), (1440, 840 - i * 50)], '#a9683f', 12)
    s.path('M1320 545C1250 560 1180 800 1040 850L1000 858L1010 890L1060 885C1220 850 1270 640 1340 600Z', 'teal'); s.path('M1320 560C1250 590 1190 820 1040 868', 'none', light('teal', .3), 12)
    s.poly([(1295, 530), (1475, 530), (1385, 400)], 'red'); s.rect(1310, 530, 150, 22, '#a9683f')
    s.person(1130, 860, 190, kid=.9, sit='side', face=-1, top='pink', hair='curly', hc='#2b1d1a', skin=3, mood='happy', look=-.5, hl=(-.3, .85), hr=(.3, .85), fl=(-.36, .06), fr=(-.4, .0), legs='plum', shadow=False)
    s.person(880, 1010, 230, kid=.9, sit='floor', top='blue', hair='short', hc='#d9b25c', skin=5, mood='smile', look=.3, hl=(-.26, .12), hr=(.22, .14), legs='#6a4b3d')
    s.path('M800 975L850 975L842 1020L808 1020Z', 'red'); s.path('M806 975A20 24 0 0 1 846 975', 'none', '#5a4a44', 5)
    s.curve([(930, 1020), (955, 975), (985, 960), (1010, 985), (1035, 1020)], '#e2c78e'); s.line([(985, 965), (985, 920)], '#5a4a44', 4); s.poly([(985, 920), (1020, 932), (985, 945)], 'orange')
    s.rect(520, 975, 400 - 190, 20, '#a9683f', 4)
    for a in (530, 712):
        s.rect(a, 990, 14, 70, '#7a4d33')
    s.person(580, 1055, 400, sit='chair', top='orange', hat='hijab', hc='#7a4f6d', skin=2, mood='laugh', look=.5, legs='#463c4c', hl=(-.05, .36), hr=(.16, .38))
    s.person(690, 1060, 400, sit='chair', top='cream', hair='bob', hc='#6b3f24', skin=0, mood='smile', look=-.5, legs='blue', hl=(-.1, .37), hr=(.12, .36), scarf='red')
    s.mug(545, 945, 30, 'cream'); s.ball(1240, 1090, 42, 'cream', 'red')
    s.grass(0, 1600, 1080, 1190, '#a0a862', 110)
    return s


def library():
    s = Scene(1600, 1200, 4)
    s.room('#86a59c', '#b98454', 780, 'stripes')
    s.shelf(60, 140, 520, 4, 150); s.shelf(1060, 140, 480, 4, 150)
    s.window(680, 150, 300, 330); s.lamp(830, 130, 'yellow', 80)
    s.frame(690, 540, 120, 110, 0); s.frame(850, 540, 120, 110, 1)
    s.rug(800, 960, 640, 190, 'rust', 'yellow')
    for x, y, c in ((300, 900, 'teal'), (1320, 905, 'pink')):
        s.blob(x, y, 190, 110, dark(c, .15), 12, .04); s.blob(x - 12, y - 22, 165, 80, c, 12, .04)
    s.person(300, 960, 480, sit='floor', top='mint', hair='curly', hc='#4a2f22', skin=1, mood='laugh', look=.6, legs='navy', hl=(-.02, .3), hr=(.24, .3), glasses=True)
    s.person(430, 985, 300, kid=.9, sit='floor', top='red', hair='braids', hc='#2b1d1a', skin=3, mood='happy', look=-.5, legs='blue', hl=(-.2, .28), hr=(.2, .2))
    s.person(800, 930, 500, sit='floor', top='#e0a040', hat='hijab', hc='#34435e', skin=2, mood='laugh', look=0, legs='#5a4250', dress=True, hl=(-.15, .33), hr=(.15, .33))
    s.poly([(715, 775), (800, 795), (800, 690 + 170), (715, 690 + 150)], '#f7efdc'); s.poly([(885, 775), (800, 795), (800, 860), (885, 840)], '#efe2c2')
    s.poly([(708, 772), (715, 775), (715, 840), (800, 862), (885, 840), (885, 775), (892, 772), (892, 848), (800, 872), (708, 848)], 'red')
    s.person(1110, 1010, 290, kid=.9, sit='floor', top='teal', hair='short', hc='#c9a15a', skin=0, mood='oh', look=-.8, legs='#6a4b3d', pattern='stripes', hl=(-.2, .2), hr=(.2, .2))
    s.person(1310, 970, 490, sit='floor', top='plum', hair='short', hc='#2d201c', skin=4, mood='smile', look=-.6, legs='#3d4d6a', beard=True, hl=(-.2, .24), hr=(.12, .3))
    s.person(1225, 1000, 230, kid=1, sit='floor', top='yellow', hair='bald', hc='#4a2f22', skin=3, mood='happy', look=-.3, legs='mint', hl=(-.26, .3), hr=(.26, .36))
    s.person(620, 1060, 270, kid=1, view='back', sit='floor', top='blue', hair='short', hc='#6b3f24', skin=0, legs='rust', pattern='dots')
    for x, y, c, r in ((860, 1080, 'yellow', 8), (960, 1100, 'teal', -12), (200, 1090, 'pink', 10), (1440, 1100, 'orange', -6)):
        s.rect(x, y, 96, 66, c, 4, rot=r); s.rect(x + 10, y + 8, 60, 18, light(c, .6), 3, rot=r); s.rect(x + 80, y, 16, 66, dark(c, .25), 3, .7, rot=r)
    return s


def apples():
    s = Scene(1600, 1200, 5)
    s.sky('#b7cfcf', '#f8dfae', 640)
    for i in range(10):
        s.bush(i * 180, 600, 110, ['#8c9a62', '#a9984e', '#7d8c55'][i % 3])
    s.ground(585, '#a6aa62')
    for x, h in ((190, 640), (1390, 680), (820, 470)):
        s.tree(x, 720 if h > 500 else 640, h, '#8b9a48')
        for _ in range(26 if h > 500 else 14):
            a, b = x + s.u(-.33, .33) * h, (720 if h > 500 else 640) - h * s.u(.48, .95)
            s.ell(a, b, h * .021, h * .021, dark('red', .15)); s.ell(a - 3, b - 3, h * .014, h * .013, light('red', .12))
    s.bunting(-20, 150, 1620, 120, 90, 18)
    # press
    s.shadow(800, 1010, 210)
    for a in (655, 930):
        s.rect(a, 640, 26, 370, '#7a4d33')
    s.rect(630, 630, 350, 34, '#94633c', 5); s.rect(790, 520, 20, 230, '#6b6670'); s.line([(700, 525), (900, 525)], '#5a4234', 18)
    s.rect(715, 735, 170, 24, '#6b4a38', 5)
    for i in range(9):
        s.rect(705 + i * 21, 760, 19, 150, ['#bd8a58', '#ad7848', '#c9985f'][i % 3], 3)
    for y in (785, 875):
        s.rect(700, y, 196, 12, '#6b6670')
    s.rect(640, 910, 330, 26, '#8a5a3c', 5); s.path('M930 936Q985 940 985 975', 'none', '#e0a03a', 14)
    s.path('M945 975L1025 975L1012 1050L958 1050Z', '#8d9aa0'); s.ell(985, 976, 40, 10, '#e0a03a')
    s.person(520, 1040, 480, top='#b5432f', hair='short', hc='#8d8a86', skin=0, beard=True, mood='laugh', look=.6, legs='#3d4d6a', hr=(.36, 1.02), hl=(.22, .95), pattern='apron')
    s.person(1120, 1050, 330, kid=.7, top='yellow', hair='braids', hc='#2b1d1a', skin=3, mood='happy', look=-.7, legs='teal', hl=(-.3, .78), hr=(.1, .5))
    s.person(1280, 1030, 470, top='teal', hat='hijab', hc='#e3c08a', skin=2, mood='smile', look=-.5, legs='#463c4c', dress=True, hl=(-.2, .52), hr=(.2, .5))
    s.crate(1180, 1130, 230, 96)
    s.person(330, 1080, 300, kid=.85, top='orange', hair='short', hc='#c98f3f', skin=5, mood='laugh', look=.4, legs='#6a4b3d', hl=(-.1, .5), hr=(.2, .58), pattern='stripes')
    s.ell(388, 905, 20, 19, 'red'); s.crate(90, 1130, 220, 90, '#c9a53a'); s.crate(200, 1165, 200, 70)
    s.leaves(0, 900, 1600, 1190, 60); s.grass(0, 1600, 1100, 1195, '#99a058', 90)
    for x, y in ((560, 1120), (640, 1090), (1060, 1140), (720, 1150)):
        s.shadow(x, y + 14, 16); s.ell(x, y, 17, 16, 'red'); s.ell(x - 4, y - 5, 6, 5, '#f0a088')
    return s


def forest():
    s = Scene(1600, 1200, 6)
    s.rect(0, 0, 1600, 760, '#f2d493')
    for i in range(26):
        x = i * 66 + s.u(-20, 20)
        s.rect(x, 60, s.u(8, 20), 640, s.r.choice(['#dcb273', '#d3a566', '#c79a62']), op=.8)
    for i in range(16):
        s.tree(i * 108 + s.u(-30, 30), 670, s.u(330, 560), s.r.choice(['#f0c774', '#e9b565', '#e2a258', '#d9b871', '#c9b06a']), '#b98e62', spread=.3)
    s.ground(640, '#c88a48', cols=['#a9683a', '#dca75e', '#e8bd72', '#8f5a38'])
    s.path('M640 660C700 760 540 850 480 960C430 1060 420 1130 400 1240L1230 1240C1180 1100 1040 980 960 880C880 790 770 740 760 660Z', '#e2c28c')
    s.dabs(480, 800, 1120, 1190, ['#cfa76c', '#f0dcae'], 90, 22, .2, (-8, 8), .6, True)
    for x, y, h, c in ((90, 760, 820, '#c9602f'), (1500, 780, 880, '#d9963a'), (350, 700, 600, '#e0a63f'), (1230, 700, 640, '#b9512f')):
        s.tree(x, y, h, c, '#5a4036')
    for _ in range(5):
        a = s.u(100, 1400)
        s.poly([(a, -20), (a + 110, -20), (a - 240, 800), (a - 420, 800)], '#fff1c0', .13)
    s.leaves(0, 690, 1600, 1190, 330)
    s.person(690, 860, 250, top='teal', hair='short', hc='#5a3b28', skin=0, look=.3, view='back', legs='#4a4a55', hr=(.16, .4))
    s.person(760, 865, 150, kid=.8, top='red', skin=0, view='back', hat='beanie', scarf='yellow', hc='#5a3b28', legs='navy', hl=(-.2, .6))
    s.person(560, 1090, 480, top='#6f8f5a', hair='pony', hc='#b8742f', skin=0, look=.6, mood='laugh', legs='#3d4d6a', hat='beanie', scarf='rust', pattern='zip', hr=(.2, .42), fl=(-.1, .02), fr=(.09, .02))
    s.person(720, 1110, 270, kid=.9, top='yellow', hair='short', hc='#5a3b28', skin=0, look=-.5, mood='happy', legs='blue', hat='hood', hl=(-.24, .66), hr=(.32, .7), shoe='red')
    s.ell(808, 912, 20, 10, 'red', rot=-30); s.line([(800, 925), (812, 900)], '#6b3f24', 3)
    s.person(960, 1080, 490, top='plum', hair='afro', hc='#241917', skin=4, look=-.4, mood='smile', legs='#6a4b3d', scarf='orange', hr=(.18, .42), hl=(-.14, .46))
    s.person(1100, 1120, 285, kid=.85, top='orange', hair='curly', hc='#2b1d1a', skin=3, look=-.4, mood='laugh', legs='teal', hl=(-.2, .63), hr=(.3, .3))
    s.path('M1150 1040L1230 1040L1220 1110L1160 1110Z', '#b98454'); s.path('M1156 1040Q1190 960 1224 1040', 'none', '#8a5a3c', 7); s.dabs(1155, 1026, 1228, 1046, ['#8a5a3c', '#c8553d', '#d9853b'], 20, 11, .8)
    s.dog(340, 1120, 150, '#8a5a3c', 1)
    return s


def bikes():
    s = Scene(1600, 1200, 7)
    s.sky('#a3c6cf', '#f4e2b8', 520)
    s.rect(80, 190, 1000, 400, '#b5654a')
    for _ in range(360):
        s.rect(s.u(84, 1060), s.u(196, 580), 20, 7, s.r.choice([dark('#b5654a', .14), light('#b5654a', .14)]), 1, .6)
    s.poly([(50, 195), (180, 90), (980, 90), (1110, 195)], '#7d4336')
    for i in range(5):
        x = 130 + i * 190
        s.rect(x - 6, 254, 142, 152, '#f5ead3', 3); s.rect(x, 260, 130, 140, '#9db9c4'); s.path(f'M{x} 360L{x + 80} 260L{x + 130} 260L{x} 400Z', '#fff', op=.2)
        s.line([(x + 65, 260), (x + 65, 400)], '#f5ead3', 6)
        for k, c in enumerate(('red', 'yellow', 'teal')):
            s.ell(x + 25 + k * 40, 384, 13, 13, c)
    s.rect(480, 430, 180, 165, '#3f6b5c', 4); s.rect(495, 445, 70, 90, '#9db9c4'); s.rect(576, 445, 70, 90, '#9db9c4')
    s.text(570, 225, 'BASISSCHOOL', 32, 'cream')
    s.ground(585, '#d5b390', 4, 120, ['#c9a27c', '#e4c8a8'])
    for i in range(9):
        y = 600 + (i ** 1.5) * 24
        s.line([(0, y), (1600, y)], '#bd9672', 2.5, .7)
    s.tree(1330, 640, 560, '#c9883a')
    s.path('M180 1090C380 820 720 1010 900 880S1340 760 1490 860', 'none', '#f7ecd2', 12, .9)
    for x, y in ((250, 940), (610, 1010), (1010, 790), (1380, 930)):
        s.shadow(x, y, 30); s.path(f'M{x - 26} {y}L{x - 6} {y - 62}L{x + 6} {y - 62}L{x + 26} {y}Z', 'orange'); s.path(f'M{x - 17} {y - 24}L{x - 12} {y - 40}L{x + 12} {y - 40}L{x + 17} {y - 24}Z', 'cream')
    s.person(1180, 830, 320, top='yellow', hair='bun', hc='#a9a4a0', skin=0, look=-.4, mood='laugh', legs='blue', hl=(-.28, .9), hr=(.28, .88))
    s.bike(1330, 880, 165, 'blue', -1)
    s.person(1352, 880, 250, kid=.7, sit='bike', face=-1, top='plum', hat='hijab', hc='#d98b8b', skin=2, look=-.5, mood='happy', hl=(-.22, .56), hr=(-.2, .57), fl=(-.1, .16), fr=(-.05, .1), legs='#463c4c')
    s.bike(680, 1120, 300, 'red', 1)
    s.person(625, 1120, 500, sit='bike', face=1, top='#3f7f7f', hair='short', hc='#2b1d1a', skin=4, look=.5, mood='oh', hl=(.29, .52), hr=(.31, .53), fl=(.08, .2), fr=(.13, .1), legs='#4a4a55', hat='helmet', scarf='yellow')
    s.person(400, 1110, 500, top='#d98b6b', hair='long', hc='#b8742f', skin=0, look=.7, mood='laugh', legs='#3d4d6a', hr=(.38, .6), hl=(.24, .55), fr=(.16, .02), fl=(-.16, .02))
    s.person(1060, 1120, 300, kid=.8, top='orange', hair='curly', hc='#2b1d1a', skin=4, look=-.7, mood='happy', legs='navy', hl=(-.34, .9), hr=(.34, .92), pattern='stripes')
    s.leaves(0, 700, 1600, 1190, 40)
    return s


def lanterns():
    s = Scene(1600, 1200, 8)
    s.sky('#26305a', '#c9786a', 700, '#3c3654')
    s.ell(1270, 180, 60, 60, '#fbeec2'); s.glow(1270, 180, 190, '#fbeec2', .35)
    for _ in range(60):
        s.ell(s.u(0, 1600), s.u(0, 380), 2.4, 2.4, '#fdf3d0', s.u(.4, .9))
    for i, c in enumerate(('#54425c', '#4a3f63', '#5e4660', '#473c5e', '#54425c', '#5a445a', '#4a3f63')):
        s.house(i * 240 - 30, 700, 225, 250 + (i * 53) % 90, c, '#2f2a48', i % 3, True, i % 2)
    s.bulbs(-20, 250, 800, 230, 80, 12); s.bulbs(800, 230, 1620, 270, 80, 12)
    s.ground(695, '#4b4462', 5, 200, ['#5d5272', '#3c3654', '#6b5b74'])
    for _ in range(140):
        y = s.u(720, 1180); s.rect(s.u(0, 1600), y, 40, 10, s.r.choice(['#5a5070', '#413a58']), 4, .6)
    s.person(260, 900, 320, top='#5b4a74', hair='short', hc='#2b2026', skin=1, look=.6, legs='#2f2f4a', hr=(.2, .62), beard=True); s.lantern(350, 780, 34, '#e08e45')
    s.person(1360, 900, 320, top='#6b4a62', hat='hijab', hc='#4d6d80', skin=2, look=-.6, legs='#33304a', dress=True, hl=(-.2, .62)); s.lantern(1272, 775, 34, '#d98b8b')
    s.path('M450 1150C620 1010 960 1000 1180 1130', 'none', '#e9a860', 190, .1)

    def walk(x, y, H, col, **kw):
        k = kw.get('look', .5) > 0
        e = s.person(x, y, H, **{('hr' if k else 'hl'): (.26 if k else -.26, .72 if kw.get('kid') else .6)}, **kw)
        hx, hy = e[1 if k else -1]
        s.line([(hx, hy), (hx + (1 if k else -1) * H * .08, hy - H * .12), (hx + (1 if k else -1) * H * .1, hy - 2)], '#3a2a2a', 5)
        s.lantern(hx + (1 if k else -1) * H * .1, hy + H * .11, H * .1, col)
    walk(540, 1040, 450, '#e06a4a', top='#3f5f7f', hair='long', hc='#7a4628', skin=0, look=.5, mood='smile', legs='#2f3350', hat='beanie', scarf='#b5533f')
    walk(800, 1110, 330, '#f0b040', kid=.8, top='#b5533f', hair='short', hc='#5a3b28', skin=0, look=.4, mood='happy', legs='#33405e', hat='beanie', scarf='#e0a040')
    walk(340, 1130, 310, '#7fb08a', kid=.85, top='#d9a441', hair='braids', hc='#241917', skin=4, look=-.4, mood='laugh', legs='#5a3f55')
    walk(1140, 1075, 470, '#d9b04a', top='#5f7a5a', hair='afro', hc='#201614', skin=4, look=-.5, mood='laugh', legs='#33304a', scarf='#c8553d')
    walk(1345, 1145, 300, '#e58a8a', kid=.9, top='#7a4f8d', hair='bob', hc='#c98f3f', skin=5, look=.5, mood='oh', legs='#2f3350', hat='hood')
    s.rect(0, 0, 1600, 1200, '#26204e', op=.12)
    return s


def street():
    s = Scene(1600, 1200, 9)
    s.sky('#9fc7d6', '#f9e4b6', 520)
    for i, (c, k) in enumerate((('#b5654a', 0), ('#e3c39a', 1), ('#a85540', 2), ('#d99a6c', 0), ('#8d5a48', 1), ('#cfae88', 2))):
        s.house(i * 272 - 10, 700, 256, 360 + (i * 67) % 80, c, kind=k, door=i % 2)
    s.bunting(-20, 330, 820, 300, 110, 13); s.bunting(780, 300, 1620, 340, 110, 13)
    s.ground(695, '#c9a98c', 3, 100, ['#b8967a', '#dcc0a4'])
    for r in range(11):
        y = 705 + r ** 1.55 * 13
        for i in range(16):
            s.rect(i * 110 + (r % 2) * 55 + s.u(-4, 4), y, 92, 8 + r, s.r.choice(['#b98f76', '#c79d80', '#a97f6c']), 3, .55)
    s.person(260, 900, 400, top='blue', hair='short', hc='#2b1d1a', skin=3, look=.5, mood='laugh', hr=(.24, .58), pattern='apron', beard=True)
    s.person(480, 900, 390, top='yellow', hair='bob', hc='#c9a15a', skin=0, look=.4, mood='smile', hl=(-.1, .55), hr=(.2, .6))
    s.person(700, 905, 400, top='rust', hat='hijab', hc='#6f8f5a', skin=2, look=-.5, mood='laugh', hl=(-.22, .58), hr=(.16, .54), legs='#463c4c')
    s.person(930, 905, 400, top='teal', hair='bun', hc='#a9a4a0', skin=1, look=-.6, mood='happy', glasses=True, hl=(-.2, .58), hr=(.18, .56), dress=True)
    s.person(1120, 905, 300, kid=.8, top='pink', hair='curly', hc='#2b1d1a', skin=4, look=-.6, mood='laugh', hl=(-.3, .8), hr=(.2, .66))
    s.table(120, 890, 1080, 95, 150, '#bd8a58', '#f4e6cc')
    for x, c, f in ((220, 'teal', '#8a9a4b'), (420, 'red', '#e0a03a'), (640, 'yellow', '#b5432f'), (880, 'mint', '#e9953f'), (1090, 'pink', '#7a9a4a')):
        s.bowl(x, 842, 48, c, f, False)
    for x in (320, 540, 760, 990):
        s.mug(x, 872, 44, ['cream', 'orange', 'blue', 'plum'][int(x / 220) % 4])
    s.ell(540, 820, 60, 12, 'cream'); s.path('M490 818Q490 770 540 768Q590 770 590 818Z', '#a9603a'); s.path('M490 795Q540 815 590 795Q590 770 540 766Q490 770 490 795Z', '#f7d9c4'); s.ell(540, 762, 9, 9, 'red')
    s.wheelchair(1400, 1000, 420, -1, top='orange', hair='short', hc='#8d8a86', skin=0, mood='laugh', look=-.6, beard=True, hl=(-.24, .46), hr=(-.1, .38), legs='navy')
    # hopscotch with a child in mid-air
    for i in range(6):
        s.rect(420 + i * 88, 1080 - (i % 2) * 0, 82, 76, 'none', 4, .95, stroke='#fff6e2', sw=6); s.text(461 + i * 88, 1134, str(i + 1), 40, '#fff6e2')
    s.person(640, 1090, 290, kid=.85, top='red', hair='pony', hc='#8a4b2a', skin=0, look=.5, mood='happy', legs='navy', dress=True, hl=(-.34, .74), hr=(.34, .78), fl=(-.1, .12), fr=(.06, .04))
    s.person(230, 1130, 330, kid=.7, top='moss', hair='short', hc='#c98f3f', skin=5, look=.6, mood='laugh', legs='#6a4b3d', pattern='stripes', hr=(.3, .62))
    s.ball(1060, 1150, 44, 'yellow', 'blue')
    return s


def garden():
    s = Scene(1600, 1200, 10)
    s.sky('#a5cbd3', '#f6e8c2', 560)
    for i, c in enumerate(('#b5654a', '#d9b08a', '#a85540')):
        s.house(180 + i * 470, 560, 210, 180, c, kind=i)
    for i in range(10):
        s.bush(i * 180, 600, 105, ['#7f9455', '#6f8a55', '#90a05e'][i % 3])
    s.ground(590, '#9fae66')
    s.rect(1180, 400, 300, 250, '#8b6a4a'); s.poly([(1150, 405), (1330, 290), (1510, 405)], '#6b4a38')
    for i in range(7):
        s.line([(1180 + i * 50, 405), (1180 + i * 50, 650)], '#745539', 3)
    s.rect(1290, 480, 90, 170, '#3f6b5c', 3)
    for row, (y, k) in enumerate(((720, .6), (840, .8), (990, 1.05))):
        for x0 in (60, 620, 1160):
            w = 420
            s.shadow(x0 + w / 2, y + 40 * k, w * .52, 18)
            s.rect(x0, y, w, 46 * k, '#a9743f', 4); s.rect(x0, y + 22 * k, w, 3, '#7a4d33'); s.poly([(x0 + 20, y - 34 * k), (x0 + w - 20, y - 34 * k), (x0 + w, y), (x0, y)], '#5d4233')
            for i in range(9):
                px, py = x0 + 30 + i * 45, y - 12 * k
                t = (row + int(x0 / 500) + 0) % 4
                if t == 0:
                    for q in range(3):
                        s.blob(px + (q - 1) * 10, py - 10 * k, 22 * k, 18 * k, ['#6f9455', '#8fb065', '#a9c47a'][q], 9, .15)
                elif t == 1:
                    s.ell(px, py, 20 * k, 17 * k, '#e08433'); s.ell(px - 5, py - 3, 8 * k, 12 * k, '#f2a654'); s.line([(px, py - 16 * k), (px + 4, py - 26 * k)], '#5f7a45', 6)
                elif t == 2:
                    s.line([(px, py), (px, py - 70 * k)], '#6f8f5a', 4)
                    for q in range(3):
                        s.ell(px + (-1) ** q * 13, py - (20 + q * 18) * k, 14, 7, '#7fa05f', rot=-20 * (-1) ** q)
                    s.ell(px + 10, py - 34 * k, 8, 8, 'red'); s.ell(px - 8, py - 52 * k, 8, 8, 'red')
                else:
                    s.line([(px, py), (px, py - 52 * k)], '#6f8f5a', 5)
                    for a in range(6):
                        s.ell(px + 16 * k * (1, .5, -.5, -1, -.5, .5)[a], py - 52 * k + 16 * k * (0, .87, .87, 0, -.87, -.87)[a], 11 * k, 11 * k, ['yellow', 'pink', 'orange'][i % 3])
                    s.ell(px, py - 52 * k, 9 * k, 9 * k, '#8a5a3c')
        if row == 0:
            s.person(560, 800, 320, top='plum', hair='afro', hc='#241917', skin=4, look=.4, mood='smile', legs='#4a4a55', hr=(.24, .5))
        if row == 1:
            s.person(1100, 960, 420, top='yellow', hair='short', hc='#a9a4a0', skin=0, look=.5, mood='laugh', legs='blue', hr=(.26, .5), hl=(.06, .52), hat='cap', scarf='teal', glasses=True)
            s.path('M1205 760l70 0l-8 70l-54 0Z', 'teal'); s.path('M1275 775l52 -30', 'none', 'teal', 12); s.path('M1210 765q-30 30 4 52', 'none', 'teal', 9)
            for i in range(6):
                s.line([(1330 + i * 5, 752 + i * 3), (1344 + i * 9, 796 + i * 3)], '#dff0f2', 3, .8)
    s.person(545, 1140, 480, top='#c8553d', hair='pony', hc='#6b3f24', skin=1, look=.6, mood='laugh', legs='#3d4d6a', hr=(.22, .46), hl=(-.12, .44), shoe='#5f7a45', pattern='apron')
    s.person(860, 1160, 320, kid=.8, top='teal', hair='short', hc='#2b1d1a', skin=3, look=-.5, mood='happy', legs='#6a4b3d', hl=(-.17, .44), hr=(.17, .44), shoe='red', pattern='dots')
    s.ell(860, 1015, 62, 50, '#e08433'); s.ell(845, 1012, 24, 44, '#f2a654'); s.ell(880, 1016, 18, 44, '#cf7329', .7); s.path('M860 968q4 -24 20 -26', 'none', '#5f7a45', 10)
    s.person(1080, 1165, 270, kid=1, top='pink', hair='curly', hc='#b8742f', skin=0, look=-.5, mood='laugh', legs='moss', shoe='yellow', dress=True)
    s.path('M250 1100L330 1100L318 1165L262 1165Z', '#8d9aa0'); s.path('M256 1100Q290 1030 324 1100', 'none', '#6b6670', 5)
    s.grass(0, 1600, 1110, 1195, '#90a05e', 120)
    return s


def craft():
    s = Scene(1600, 1200, 11)
    s.room('#c6a9a0', '#9c6b45', 780, 'dots')
    s.window(420, 90, 760, 440, True); s.curtain(340, 40, 110, 560, 'teal'); s.curtain(1150, 40, 110, 560, 'teal')
    s.frame(120, 160, 150, 170, 0); s.frame(140, 380, 120, 130, 2); s.frame(1340, 150, 160, 160, 1); s.frame(1330, 370, 140, 160, 2)
    s.lamp(800, 200, 'yellow', 90)
    s.bunting(60, 50, 420, 60, 30, 7); s.bunting(1180, 60, 1560, 50, 30, 7)
    s.person(280, 1100, 620, top='#8fae8a', hair='curly', hc='#2b1d1a', skin=3, look=.6, mood='smile', hl=(.0, .54), hr=(.26, .56))
    s.person(590, 1010, 460, kid=.8, top='red', hair='bob', hc='#c9a15a', skin=0, look=.3, mood='happy', hl=(-.16, .56), hr=(.2, .56), pattern='dots')
    s.person(860, 1010, 450, kid=.85, top='blue', hair='short', hc='#2b1d1a', skin=4, look=-.3, mood='oh', hl=(-.2, .56), hr=(.18, .62), pattern='stripes')
    s.person(1120, 1015, 445, kid=.85, top='orange', hair='braids', hc='#8a4b2a', skin=1, look=-.5, mood='laugh', hl=(-.2, .57), hr=(.18, .57))
    s.person(1370, 1100, 630, top='plum', hat='hijab', hc='#e9d3a8', skin=2, look=-.6, mood='laugh', hl=(-.24, .53), hr=(.14, .54))
    s.table(40, 960, 1520, 170, 260, '#c9955f')
    for x, y, c, r in ((250, 880, 'cream', -8), (560, 900, '#fbf4e6', 4), (850, 890, 'cream', -3), (1100, 900, '#fbf4e6', 7), (1330, 885, 'mint', -6)):
        s.poly([(x - 70, y - 34), (x + 60, y - 40), (x + 84, y + 26), (x - 88, y + 30)], c)
        for q in range(4):
            s.ell(x - 40 + q * 28, y - 6 + (q % 2) * 10, 15, 8, s.r.choice(['red', 'teal', 'yellow', 'pink', 'blue', 'orange']), .9)
    for x, c in ((400, 'red'), (440, 'blue'), (480, 'yellow')):
        s.rect(x - 15, 830, 30, 40, '#f4ecdc', 4); s.ell(x, 831, 15, 5, c)
    s.rect(695, 790, 60, 76, '#5f8a8a', 8); [s.line([(710 + i * 9, 795), (702 + i * 13, 735 - (i % 2) * 16)], ['red', 'yellow', 'green', 'blue'][i], 8) for i in range(4)]
    s.leaves(120, 840, 1480, 940, 34, size=16); s.mug(990, 860, 52, 'teal'); s.mug(180, 910, 56, 'rust')
    s.path('M1215 928l36 -22m-36 22l40 8', 'none', '#6b6670', 6); s.ell(1207, 926, 10, 8, 'none', stroke='red', sw=6)
    return s


def music():
    s = Scene(1600, 1200, 12)
    s.room('#d8a48a', '#b98454', 740, 'stripes')
    s.window(120, 120, 330, 360); s.shelf(1220, 200, 300, 3, 140); s.lamp(800, 150, 'teal', 90)
    s.frame(560, 180, 140, 120, 1); s.frame(930, 190, 130, 130, 2); s.bunting(440, 60, 1180, 60, 50, 12)
    for x, y, k in ((700, 420, 1), (960, 380, .8), (1120, 470, 1.1), (560, 480, .8)):
        s.ell(x, y, 17 * k, 13 * k, 'plum', .75, -20); s.line([(x + 15 * k, y - 3), (x + 15 * k, y - 66 * k)], 'plum', 6 * k, .75); s.path(f'M{x + 15 * k} {y - 66 * k}q{26 * k} {10 * k} {22 * k} {34 * k}', 'none', 'plum', 6 * k, .75)
    s.rug(800, 960, 700, 210, 'teal', 'cream')
    s.person(560, 850, 440, sit='floor', top='yellow', hair='long', hc='#8a4b2a', skin=0, look=.5, mood='laugh', legs='blue', hl=(-.2, .36), hr=(.22, .4))
    s.person(700, 880, 220, kid=1, sit='floor', top='pink', hair='bald', hc='#8a4b2a', skin=0, look=.2, mood='happy', legs='cream', hl=(-.3, .56), hr=(.3, .6))
    s.person(1040, 850, 450, sit='floor', top='#b5432f', hair='short', hc='#201614', skin=4, look=-.5, mood='laugh', legs='#463c4c', beard=True, hl=(-.3, .28), hr=(.08, .34))
    s.ell(1030, 795, 84, 52, '#a9683a'); s.ell(960, 790, 56, 42, '#c98a4a'); s.ell(985, 792, 20, 16, '#4a3328'); s.line([(1060, 780), (1190, 712)], '#6b4630', 16); s.line([(970, 792), (1190, 714)], '#f4e6cc', 2.5)
    s.person(260, 1010, 470, sit='floor', top='moss', hat='hijab', hc='#c8553d', skin=2, look=.6, mood='happy', legs='#463c4c', hl=(-.02, .36), hr=(.2, .36))
    s.person(420, 1040, 250, kid=1, sit='floor', top='orange', hair='curly', hc='#2b1d1a', skin=2, look=.5, mood='oh', legs='blue', hl=(-.22, .3), hr=(.24, .46))
    s.ell(490, 925, 22, 22, 'red'); s.line([(484, 940), (476, 968)], '#8a5a3c', 7)
    s.person(1350, 1020, 480, sit='floor', top='blue', hair='bun', hc='#a9a4a0', skin=1, look=-.6, mood='smile', glasses=True, legs='plum', hl=(-.22, .34), hr=(.06, .34))
    s.person(1190, 1050, 255, kid=1, sit='floor', top='mint', hair='braids', hc='#c98f3f', skin=5, look=-.5, mood='happy', legs='rust', hl=(-.2, .36), hr=(.2, .4))
    s.rect(1085, 1010, 100, 70, 'red', 10); s.ell(1135, 1012, 50, 14, 'cream'); [s.line([(1088 + i * 24, 1020), (1100 + i * 24, 1076)], 'yellow', 4) for i in range(4)]
    s.person(800, 1120, 290, kid=.95, view='back', sit='floor', top='plum', hair='short', hc='#2b1d1a', skin=4, legs='teal', pattern='stripes', hl=(-.3, .5), hr=(.3, .5))
    return s


def clothes():
    s = Scene(1200, 1600, 13)
    s.room('#b9c2a2', '#a87449', 1080, 'panel')
    s.window(90, 120, 300, 360); s.lamp(760, 250, 'orange', 95); s.bunting(420, 90, 1220, 70, 60, 10)
    s.text(800, 480, 'RUILRAIL', 58, 'rust', -2)
    s.line([(440, 560), (1150, 560)], '#6b6670', 16); s.line([(480, 560), (470, 1180)], '#6b6670', 14); s.line([(1110, 560), (1120, 1180)], '#6b6670', 14)
    for i, c in enumerate(('red', 'yellow', 'teal', 'cream', 'pink', 'moss', 'blue', 'orange', 'plum')):
        x = 535 + i * 66; h = s.u(130, 240)
        s.path(f'M{x} 560q10 -24 -4 -26M{x} 566L{x - 30} 600M{x} 566L{x + 30} 600', 'none', '#6b4630', 5)
        s.path(f'M{x - 12} 590L{x - 40} 604L{x - 58} 680L{x - 36} 688L{x - 32} 660L{x - 36} {600 + h}L{x + 36} {600 + h}L{x + 32} 660L{x + 36} 688L{x + 58} 680L{x + 40} 604L{x + 12} 590Q{x} 604 {x - 12} 590Z', c)
        s.path(f'M{x + 12} 640L{x + 10} {600 + h}L{x + 36} {600 + h}L{x + 32} 650Z', dark(c, .25), op=.5)
        if i % 3 == 0:
            for y in range(630, int(590 + h), 26):
                s.line([(x - 32, y), (x + 32, y)], light(c, .55), 7)
        if i % 3 == 1:
            s.ell(x, 670, 14, 14, light(c, .6))
    s.rect(500, 1010, 600, 26, '#8a5a3c')
    for x, c in ((560, 'red'), (680, 'yellow'), (800, 'teal'), (930, 'pink'), (1040, 'navy')):
        for d in (0, 42):
            s.path(f'M{x + d - 18} 1010l0 -62l26 0l2 36q24 4 24 26Z', c); s.rect(x + d - 20, 944, 30, 12, light(c, .4), 3)
    s.rug(600, 1430, 560, 130, 'rust', 'cream')
    s.person(330, 1450, 700, top='#d9a441', hair='afro', hc='#241917', skin=4, look=.6, mood='laugh', legs='#3d4d6a', hl=(.02, .62), hr=(.27, .62))
    s.path('M395 930l110 -6l34 60l-26 16l-18 -20l2 120l-96 4l-4 -120l-22 22l-24 -22Z', 'pink'); s.ell(450, 1000, 20, 20, 'cream')
    s.person(860, 1460, 690, top='teal', hair='long', hc='#b8742f', skin=0, look=-.6, mood='happy', legs='#6a4b3d', hl=(-.3, .64), hr=(.16, .5), pattern='stripes')
    s.person(600, 1490, 400, kid=.85, top='#7a4f6d', hair='curly', hc='#2b1d1a', skin=3, look=.3, mood='laugh', legs='yellow', hl=(-.3, .55), hr=(.3, .55), dress=True, shoe='red')
    s.rect(150, 1430, 170, 110, '#b98454', 6); s.dabs(165, 1412, 305, 1436, ['red', 'teal', 'yellow', 'pink', 'cream'], 30, 24, .5)
    return s


def babycafe():
    s = Scene(1600, 1200, 14)
    s.room('#e2c3a0', '#b07c50', 760, 'dots')
    s.window(120, 110, 420, 350); s.window(1060, 110, 420, 350); s.lamp(530, 170, 'teal', 75); s.lamp(1070, 170, 'teal', 75)
    s.frame(640, 150, 150, 130, 0); s.frame(830, 160, 140, 120, 1)
    s.text(805, 360, 'KOFFIE &amp; THEE', 46, 'rust')
    for x0, x1, c in ((60, 720, 'moss'), (900, 1550, 'plum')):
        s.rect(x0, 520, x1 - x0, 260, c, 50); s.rect(x0 - 20, 640, x1 - x0 + 40, 210, dark(c, .12), 40); s.rect(x0 + 40, 650, (x1 - x0) / 2 - 50, 130, light(c, .14), 30); s.rect((x0 + x1) / 2 + 10, 650, (x1 - x0) / 2 - 50, 130, light(c, .14), 30)
        s.dabs(x0 + 20, 530, x1 - 20, 820, [light(c, .25), dark(c, .2)], 80, 16, .3, (0, 180), .35)

    def cuddle(x, y, skin, c, face):
        s.ell(x, y + 34, 66, 44, c, rot=20 * face); s.ell(x + 34 * face, y - 6, 38, 38, SKIN[skin]); s.path(f'M{x + 34 * face - 36} {y - 12}a36 38 0 0 1 72 0q-36 -16 -72 0Z', '#5a3b28')
        for d in (-12, 12):
            s.path(f'M{x + 34 * face + d - 7} {y - 2}q7 7 14 0', 'none', '#33232c', 4)
        s.path(f'M{x + 34 * face - 7} {y + 13}q7 7 14 0', 'none', '#7a2e2e', 4); s.ell(x + 34 * face - 20, y + 9, 8, 5, '#d9604f', .4); s.ell(x + 34 * face + 20, y + 9, 8, 5, '#d9604f', .4)
    s.person(230, 920, 560, sit='chair', top='cream', hair='bun', hc='#5a3b28', skin=1, look=.5, mood='smile', legs='navy', hl=(.0, .36), hr=(.16, .33)); cuddle(270, 690, 1, 'pink', 1)
    s.person(520, 925, 560, sit='chair', top='orange', hair='short', hc='#241917', skin=4, look=-.5, mood='laugh', legs='#4a4a55', beard=True, glasses=True, hl=(-.16, .34), hr=(.02, .35)); cuddle(500, 700, 3, 'yellow', -1)
    s.person(1060, 920, 560, sit='chair', top='rust', hat='hijab', hc='#e3c08a', skin=2, look=.5, mood='laugh', legs='#463c4c', dress=True, hl=(-.12, .38), hr=(.2, .4))
    s.person(1370, 925, 560, sit='chair', top='teal', hair='long', hc='#c9a15a', skin=0, look=-.5, mood='happy', legs='blue', hl=(-.14, .36), hr=(.08, .34)); cuddle(1345, 695, 0, 'mint', -1)
    s.rug(800, 1060, 520, 120, 'yellow', 'cream')
    s.ell(800, 905, 190, 46, '#8a5a3c'); s.ell(800, 896, 190, 44, '#c0905e'); [s.line([(x, 920), (x - 10, 1010)], '#7a4d33', 16) for x in (690, 910)]
    s.mug(730, 905, 60, 'red'); s.mug(870, 910, 60, 'blue'); s.ell(800, 880, 52, 12, 'cream'); s.dabs(765, 866, 835, 882, ['#c98a4a', '#a9603a'], 12, 14, .6); s.mug(1188, 700, 52, 'cream')
    s.person(620, 1120, 260, kid=1, sit='floor', top='blue', hair='curly', hc='#2b1d1a', skin=3, look=.4, mood='happy', legs='rust', hl=(-.2, .26), hr=(.28, .26))
    s.person(1010, 1130, 250, kid=1, sit='floor', top='red', hair='bald', hc='#5a3b28', skin=0, look=-.4, mood='oh', legs='cream', hl=(-.26, .24), hr=(.22, .2), pattern='stripes')
    for x, y, c in ((740, 1110, 'red'), (790, 1110, 'teal'), (765, 1062, 'yellow'), (880, 1120, 'pink')):
        s.rect(x, y, 46, 46, c, 5); s.rect(x + 30, y, 16, 46, dark(c, .25), 5, .5)
    return s


def campfire():
    s = Scene(1600, 1200, 15)
    s.sky('#1f2a50', '#8a5a6a', 690, '#3a3f48')
    for _ in range(90):
        s.ell(s.u(0, 1600), s.u(0, 480), 2.6, 2.6, '#fdf3d0', s.u(.3, .9))
    for i in range(13):
        s.fir(i * 135 + s.u(-20, 20), 700, s.u(280, 470), '#2c3f4a')
    s.ground(680, '#5a5548', cols=['#6b6450', '#464238', '#7a6b4e'])
    s.glow(800, 900, 780, '#f0a04a', .5); s.ell(800, 980, 560, 150, '#c98a4a', .25)

    def tent(x, y, w, c):
        s.poly([(x - w, y), (x, y - w * 1.1), (x + w, y)], c); s.poly([(x + w * .2, y), (x, y - w * 1.1), (x + w, y)], dark(c, .3)); s.poly([(x - w * .3, y), (x, y - w * .8), (x + w * .2, y)], '#f6c870')
    tent(260, 760, 170, '#7a5a4a'); tent(1400, 770, 160, '#4d6d70')
    s.person(560, 900, 420, sit='chair', top='#a9483a', hair='long', hc='#6b3f24', skin=0, look=.5, mood='laugh', legs='#34405e', scarf='#d9a441', hr=(.2, .42))
    s.person(800, 860, 400, sit='chair', top='#7a6a9a', hat='hijab', hc='#c98f8f', skin=2, look=0, mood='smile', legs='#463c4c', hl=(-.06, .38), hr=(.06, .38)); s.mug(800, 722, 40, 'cream')
    s.person(1050, 900, 430, sit='chair', top='#5f8a5a', hair='short', hc='#201614', skin=4, look=-.5, mood='laugh', legs='#3a3a4a', beard=True, hl=(-.22, .42))
    s.rect(450, 880, 240, 44, '#5d4233', 20); s.rect(930, 885, 250, 44, '#5d4233', 20); s.ell(690, 902, 16, 22, '#b98a5a'); s.ell(930, 907, 16, 22, '#b98a5a')
    for a in (-18, 14, -40, 38):
        s.rect(700, 985, 200, 34, '#6b4630', 16, rot=a)
    for k, c in ((1, '#e0602f'), (.78, '#f0923a'), (.52, '#fbc75a'), (.28, '#fff0b8')):
        s.path(f'M{800 - 110 * k} 990C{800 - 150 * k} {990 - 130 * k} {800 - 60 * k} {990 - 160 * k} {800 - 50 * k} {990 - 260 * k}C{800 - 10 * k} {990 - 210 * k} {800 + 10 * k} {990 - 250 * k} {800 + 20 * k} {990 - 320 * k}C{800 + 70 * k} {990 - 230 * k} {800 + 150 * k} {990 - 130 * k} {800 + 110 * k} 990Z', c)
    for _ in range(40):
        s.ell(s.u(680, 930), s.u(360, 760), 4, 4, '#ffc870', s.u(.4, .95))
    for i in range(12):
        a = math.pi * 2 * i / 12
        s.blob(800 + math.cos(a) * 165, 1010 + math.sin(a) * 46, 30, 20, ['#7d7a78', '#64606a'][i % 2])
    e = s.person(340, 1080, 320, kid=.8, sit='floor', top='#d9a441', hair='braids', hc='#2b1d1a', skin=3, look=.6, mood='happy', legs='#5a3f55', hr=(.3, .36)); s.line([e[1], (650, 880)], '#8a6a4a', 7); s.ell(655, 876, 22, 16, '#fbf0dc', rot=-25)
    e = s.person(1270, 1090, 320, kid=.85, sit='floor', top='#4a7f9a', hair='short', hc='#c98f3f', skin=5, look=-.6, mood='laugh', legs='#6a4b3d', hl=(-.3, .36), hat='beanie', scarf='#c8553d'); s.line([e[-1], (955, 885)], '#8a6a4a', 7); s.ell(950, 880, 22, 16, '#fbf0dc', rot=25)
    s.person(1110, 1140, 270, kid=.95, view='back', sit='floor', top='#b5533f', hair='bob', hc='#3a2620', skin=1, legs='#2f3350')
    s.person(500, 1150, 280, kid=.9, view='back', sit='floor', top='#5a7a5a', hat='beanie', scarf='#e0a040', hc='#4a2f22', skin=1, legs='#2f3350')
    return s


def football():
    s = Scene(1600, 1200, 16)
    s.sky('#9bc6d4', '#f2e7c4', 540)
    for i in range(12):
        s.bush(i * 145, 590, 110, ['#7f9455', '#a9984e', '#6f8a55'][i % 3])
    s.ground(570, '#93ad5c', cols=['#7f9a4e', '#a9c06e', '#88a355', '#b5c97c'])
    for i in range(5):
        s.poly([(i * 360 - 260, 1240), (i * 360 - 80, 1240), (520 + i * 150, 590), (440 + i * 150, 590)], '#b2c677', .35)
    s.tree(120, 680, 540, '#a3a84e'); s.tree(1490, 660, 480, '#c99a3e')
    for k in range(12):
        s.line([(1010 + k * 28, 440), (1010 + k * 28, 640)], '#f4ecdc', 2, .6)
    for k in range(7):
        s.line([(1000, 450 + k * 30), (1330, 450 + k * 30)], '#f4ecdc', 2, .6)
    s.line([(1000, 650), (1000, 435), (1330, 435), (1330, 650)], '#fbf4e6', 13)
    s.person(1165, 680, 290, top='#d9a441', hair='short', hc='#c98f3f', skin=0, look=-.4, mood='oh', legs='navy', hl=(-.34, .74), hr=(.34, .76), beard=True, fl=(-.13, .02), fr=(.13, .02))
    s.person(420, 760, 300, top='plum', hat='hijab', hc='#d98b8b', skin=2, look=.6, mood='laugh', legs='#463c4c', hl=(-.26, .86), hr=(.26, .9))
    s.pram(250, 790, 170, 'blue', 1, 2)
    s.person(760, 830, 260, kid=.8, top='blue', hair='curly', hc='#2b1d1a', skin=4, look=.5, mood='laugh', legs='cream', hl=(-.3, .5), hr=(.32, .62), fl=(-.18, .1), fr=(.1, .02))
    s.person(520, 1090, 510, top='red', hair='short', hc='#241917', skin=3, look=.6, mood='laugh', legs='navy', hl=(-.3, .62), hr=(.26, .52), fl=(-.16, .02), fr=(.22, .1), pattern='stripes', shoe='cream')
    s.person(1010, 1110, 340, kid=.75, top='yellow', hair='pony', hc='#8a4b2a', skin=0, look=-.6, mood='happy', legs='teal', hl=(-.3, .48), hr=(.32, .6), fl=(-.16, .08), fr=(.12, .02))
    s.person(1300, 1090, 330, kid=.8, top='orange', hair='braids', hc='#2b1d1a', skin=3, look=-.7, mood='laugh', legs='blue', hl=(-.34, .84), hr=(.3, .8))
    s.ball(740, 1090, 46, 'cream', 'navy')
    for d in (0, 16, 32):
        s.line([(650 - d, 1050 + d), (620 - d, 1056 + d)], '#fbf4e6', 5, .7)
    s.grass(0, 1600, 1020, 1195, '#86a050', 170)
    return s


def market():
    s = Scene(1200, 1600, 17)
    s.sky('#a3c4cf', '#f7e2b4', 560)
    s.house(-40, 860, 290, 480, '#b5654a', kind=1); s.house(260, 860, 270, 420, '#e3c39a', kind=0); s.house(540, 860, 300, 500, '#a85540', kind=1); s.house(850, 860, 380, 400, '#d99a6c', kind=2)
    s.bunting(-20, 330, 1220, 290, 120, 15)
    s.ground(850, '#cbb195', 3, 90, ['#b8967a', '#dcc0a4'])
    for r in range(13):
        for i in range(13):
            s.rect(i * 104 + (r % 2) * 52, 865 + r ** 1.5 * 15, 90, 9 + r, s.r.choice(['#b98f76', '#c79d80', '#a97f6c']), 3, .5)
    for x in (190, 1000):
        s.rect(x, 620, 18, 620, '#8a5a3c')
    for i in range(10):
        s.path(f'M{170 + i * 87} 560L{150 + i * 91} 690q45 40 91 0L{257 + i * 87} 560Z', 'red' if i % 2 else 'cream')
    s.rect(165, 545, 880, 26, '#a9683f', 6)
    s.person(420, 1270, 560, top='#6f8f5a', hair='bob', hc='#b8742f', skin=0, look=.4, mood='laugh', hl=(-.18, .55), hr=(.26, .6), pattern='apron')
    s.person(800, 1270, 570, top='#d9a441', hair='short', hc='#241917', skin=4, look=-.4, mood='happy', beard=True, hl=(-.2, .58), hr=(.18, .55), pattern='apron')
    s.rect(150, 1060, 900, 210, '#a9743f', 4)
    for y in (1110, 1165, 1220):
        s.line([(150, y), (1050, y)], '#7a4d33', 4)
    s.rect(130, 1036, 940, 36, '#c0905e', 4)
    for x, c in ((150, 'red'), (390, '#c9a53a'), (640, '#e08433'), (880, '#8a9a4b')):
        s.crate(x, 1050, 180, 62, c)
    s.rect(470, 1120, 260, 90, '#3a4a44', 6, rot=-2); s.text(600, 1180, 'SOEP € 1', 44, 'cream', -2)
    s.person(310, 1510, 560, view='back', top='plum', hat='hijab', hc='#4a6d94', skin=2, legs='#463c4c', dress=True)
    s.person(530, 1530, 330, kid=.85, top='yellow', hair='curly', hc='#2b1d1a', skin=2, look=.4, mood='laugh', legs='teal', hl=(-.24, .6), hr=(.26, .68)); s.ell(618, 1292, 24, 23, 'red'); s.ell(611, 1285, 8, 7, '#f0a088')
    s.wheelchair(900, 1510, 480, -1, top='teal', hair='long', hc='#8a4b2a', skin=1, mood='laugh', look=-.5, legs='navy', hl=(-.28, .5), hr=(-.1, .38))
    s.leaves(0, 1300, 1200, 1590, 30)
    return s


def winter():
    s = Scene(1600, 1200, 18)
    s.sky('#a9bccb', '#f3dcc6', 620)
    for i in range(12):
        s.fir(i * 150 - 20, 640, s.u(200, 330), '#6f8a86', True)
    s.ground(610, '#eceae6', cols=['#d9dde2', '#fbf9f4', '#cfd6de'])
    for x, h in ((150, 640), (1460, 700), (1130, 460), (420, 420)):
        s.tree(x, 700 if h > 500 else 650, h, trunk='#5d4c4a', bare=True)
    s.path('M720 640C800 760 560 860 500 980C470 1060 450 1140 440 1240L1160 1240C1140 1100 980 960 900 860C850 780 800 720 790 640Z', '#dcd9d6'); s.dabs(520, 800, 1080, 1190, ['#c9cad0', '#f1eee8'], 90, 24, .25, (-10, 10), .6, True)
    s.person(600, 1090, 490, top='rust', hair='long', hc='#5a3b28', skin=0, look=.5, mood='laugh', legs='#34405e', hat='beanie', scarf='teal', pattern='zip', hr=(.24, .5))
    s.rect(720, 1104, 190, 14, '#8a5a3c', 6); s.rect(735, 1076, 160, 14, '#b98454', 6); [s.line([(x, 1078), (x, 1108)], '#8a5a3c', 8) for x in (760, 870)]; s.line([(735, 1082), (718, 850)], '#6b4630', 5)
    s.person(815, 1090, 250, kid=.95, sit='floor', top='yellow', hair='short', hc='#5a3b28', skin=0, look=-.3, mood='happy', legs='blue', hat='beanie', scarf='red', hl=(-.3, .5), hr=(.3, .52), shadow=False)
    s.person(1050, 1080, 500, top='#4a6d94', hair='short', hc='#201614', skin=4, look=-.4, mood='laugh', legs='#4a4a55', hat='beanie', scarf='orange', pattern='zip', beard=True, hr=(.24, .4))
    s.person(1210, 1110, 300, kid=.8, top='pink', hair='braids', hc='#2b1d1a', skin=3, look=-.5, mood='laugh', legs='plum', hat='beanie', scarf='mint', hl=(-.24, .62), hr=(.34, .86)); s.ell(1322, 850, 20, 20, '#fdfcf8')
    for r, y in ((92, 1010), (66, 880), (46, 785)):
        s.ell(300 + 6, y, r, r * .95, '#cfd6de'); s.ell(300 - 6, y - 5, r * .9, r * .86, '#fbf9f4')
    s.poly([(300, 785), (352, 796), (300, 800)], 'orange'); [s.ell(x, 774, 6, 7, '#33232c') for x in (285, 315)]; s.rect(262, 735, 76, 14, '#34435e', 3); s.rect(274, 690, 52, 50, '#34435e', 4)
    [s.ell(300, y, 7, 7, '#33232c') for y in (860, 890, 980)]; s.line([(240, 880), (170, 820), (160, 790)], '#5d4c4a', 8); s.line([(362, 880), (425, 830), (450, 835)], '#5d4c4a', 8); s.path('M255 826Q300 850 345 826', 'none', 'red', 20)
    s.dog(440, 1140, 140, '#8a5a3c', 1)
    for _ in range(150):
        r = s.u(2, 6); s.ell(s.u(0, 1600), s.u(0, 1180), r, r, '#ffffff', s.u(.5, .95))
    return s


def repair():
    s = Scene(1500, 1500, 19)
    s.room('#9fb0a2', '#a58a72', 960, 'panel')
    s.rect(880, 120, 520, 380, '#c0905e', 6)
    for x, y, l in ((950, 200, 120), (1020, 200, 90), (1090, 200, 130), (1170, 200, 100), (1250, 200, 110), (1330, 200, 80)):
        s.line([(x, y), (x, y + l)], '#6b6670', 14); s.ell(x, y + l, 17, 17, 'none', stroke='#6b6670', sw=10); s.ell(x, y - 6, 10, 10, '#8d3f35')
    for x in (980, 1120, 1270):
        s.ell(x, 425, 52, 52, 'none', stroke='#3b3540', sw=12)
    s.window(130, 150, 420, 380); s.lamp(740, 260, 'red', 100)
    s.line([(700, 1230), (700, 800)], '#6b6670', 18); s.line([(560, 1240), (840, 1240)], '#6b6670', 18); s.shadow(750, 1250, 300, 50)
    s.bike(760, 1085, 430, 'teal', 1)
    s.person(330, 1330, 720, top='orange', hair='short', hc='#a9a4a0', skin=0, look=.6, mood='smile', glasses=True, beard=True, legs='#3d4d6a', hr=(.36, .44), hl=(.2, .4), pattern='apron')
    s.line([(585, 1020), (640, 975)], '#6b6670', 16)
    s.person(1140, 1330, 680, top='plum', hair='afro', hc='#241917', skin=4, look=-.6, mood='laugh', legs='#4a4a55', hl=(-.3, .5), hr=(.14, .46))
    s.person(620, 1400, 400, kid=.8, top='yellow', hair='pony', hc='#8a4b2a', skin=1, look=.4, mood='happy', legs='red', hr=(.34, .62), hl=(-.14, .5), pattern='dots')
    s.person(910, 1410, 380, kid=.85, top='blue', hair='curly', hc='#2b1d1a', skin=3, look=-.5, mood='oh', legs='moss', hl=(-.24, .5), hr=(.16, .5), pattern='stripes')
    s.rect(1180, 1380, 200, 74, 'red', 8); s.rect(1180, 1366, 200, 22, dark('red', .25), 6); s.path('M1240 1366q40 -54 80 0', 'none', '#6b6670', 10)
    return s


def shed():
    """No people: an empty reading corner in the morning sun."""
    s = Scene(1600, 1200, 20)
    s.room('#d9b98e', '#b07c50', 780, 'stripes')
    s.window(560, 100, 480, 420); s.curtain(470, 60, 120, 720, 'pink'); s.curtain(1010, 60, 120, 720, 'pink')
    s.shelf(70, 190, 340, 4, 140); s.shelf(1210, 330, 320, 3, 140)
    s.rug(790, 980, 560, 160, 'teal', 'cream')
    s.poly([(620, 520), (1000, 520), (760, 1190), (180, 1190)], '#fff1c0', .22)
    for x, y, c in ((470, 930, 'rust'), (1130, 940, 'moss')):
        s.blob(x, y, 200, 120, dark(c, .15), 12, .04); s.blob(x - 10, y - 30, 170, 80, c, 12, .04); s.dabs(x - 150, y - 90, x + 150, y + 70, [light(c, .3), dark(c, .2)], 40, 16, .3, (0, 180), .4)
    s.rect(720, 930, 170, 26, '#8a5a3c', 6); s.rect(735, 950, 18, 90, '#7a4d33'); s.rect(857, 950, 18, 90, '#7a4d33'); s.mug(770, 932, 50, 'red'); s.rect(805, 905, 76, 24, 'yellow', 3); s.rect(812, 884, 66, 22, 'blue', 3)
    s.rect(1270, 210, 90, 110, '#c8703f', 10)
    for a in range(9):
        s.path(f'M1315 215Q{1255 + a * 15} {150 - a % 3 * 30} {1215 + a * 25} {120 + a % 2 * 40}', 'none', '#5f8a55', 8); s.ell(1215 + a * 25, 120 + a % 2 * 40, 30, 13, ['#6f9a5f', '#87ad6c'][a % 2], rot=-40 + a * 14)
    b = '#a9743f'  # a teddy bear
    s.ell(480, 870, 58, 66, b); s.ell(480, 780, 46, 44, b); [s.ell(480 + d, 742, 18, 18, dark(b, .2)) for d in (-36, 36)]; s.ell(480, 794, 22, 17, light(b, .4)); s.ell(480, 787, 8, 6, '#33232c'); [s.ell(480 + d, 770, 5, 6, '#33232c') for d in (-17, 17)]; [s.ell(480 + d, 920, 24, 20, dark(b, .12)) for d in (-44, 44)]; [s.ell(480 + d, 850, 18, 34, dark(b, .1), rot=-d / 2) for d in (-58, 58)]
    for x, y, c, r in ((640, 1060, 'red', 8), (960, 1070, 'yellow', -12)):
        s.rect(x, y, 110, 74, c, 4, rot=r); s.rect(x + 12, y + 10, 70, 20, light(c, .6), 3, rot=r)
    return s


def apple_table():
    """No people: the harvest on a table."""
    s = Scene(1600, 1200, 21)
    s.sky('#b9cfc8', '#f8e3b4', 700)
    for i in range(11):
        s.bush(i * 165, 640, 150, ['#8c9a62', '#a9984e', '#b9863e'][i % 3])
    s.ground(620, '#a6aa62'); s.tree(1380, 700, 640, '#b8933e'); s.bunting(-20, 120, 1620, 90, 90, 16)
    s.table(60, 1010, 1480, 330, 150, '#b98454')
    s.crate(120, 860, 330, 130); s.crate(480, 820, 280, 110, '#c9a53a'); s.crate(1160, 870, 320, 130, '#8a9a4b')
    for x, c in ((830, '#d98b3a'), (920, '#e0a03a'), (1010, '#c9782f')):
        s.rect(x - 32, 730, 64, 150, c, 14); s.rect(x - 16, 680, 32, 60, c, 8); s.rect(x - 20, 664, 40, 24, '#8a5a3c', 5); s.rect(x - 32, 790, 64, 46, 'cream', 2); s.ell(x, 812, 11, 11, 'red'); s.rect(x + 12, 740, 12, 130, '#fff3d6', 6, .4)
    for x, y, c in ((540, 940, 'cream'), (760, 960, 'teal'), (330, 950, 'pink')):
        s.bowl(x, y, 84, c, '#e3c06a')
    for x, y in ((950, 950), (1010, 968), (1080, 945), (180, 970), (1400, 965)):
        s.ell(x + 6, y + 20, 32, 9, '#2a1f3a', .2); s.ell(x, y, 31, 29, dark('red', .1)); s.ell(x - 5, y - 5, 22, 20, light('red', .12)); s.ell(x - 10, y - 11, 6, 5, '#fff1d8'); s.line([(x, y - 26), (x + 4, y - 38)], '#5a4234', 5); s.ell(x + 14, y - 36, 13, 6, '#7a9a4a', rot=-20)
    s.leaves(0, 1080, 1600, 1195, 60)
    return s


def window_walk():
    """No people: boots and coats in the hall after a walk."""
    s = Scene(1200, 1600, 22)
    s.room('#cdb38b', '#9c6b45', 1130, 'panel')
    s.rect(90, 180, 420, 950, '#4d7069', 8); s.rect(140, 240, 320, 330, '#f4dfae', 6); s.blob(230, 480, 90, 70, '#d9963a'); s.blob(370, 500, 90, 80, '#c9703c'); s.line([(300, 240), (300, 570)], '#4d7069', 16); s.line([(140, 400), (460, 400)], '#4d7069', 16); s.ell(470, 700, 16, 16, 'yellow')
    s.rect(580, 380, 560, 26, '#8a5a3c', 4)
    for i, (c, h) in enumerate((('yellow', 330), ('rust', 420), ('blue', 300), ('moss', 250), ('plum', 400))):
        x = 630 + i * 112
        s.line([(x, 400), (x, 425)], '#5a4a44', 10)
        s.limb((x - 36, 462), (x - 52, 440 + h * .36), (x - 54, 430 + h * .68), dark(c, .1), 30)
        s.limb((x + 36, 462), (x + 52, 440 + h * .36), (x + 54, 430 + h * .68), dark(c, .1), 30)
        s.path(f'M{x - 18} 428C{x - 70} 436 {x - 34} 520 {x - 52} {430 + h}Q{x} {444 + h} {x + 52} {430 + h}C{x + 34} 520 {x + 70} 436 {x + 18} 428Q{x} 448 {x - 18} 428Z', c)
        s.path(f'M{x} 445L{x} {428 + h}', 'none', dark(c, .3), 5); s.path(f'M{x + 16} 470L{x + 16} {430 + h}L{x + 50} {430 + h}L{x + 34} 520Z', dark(c, .25), op=.4)
    s.lamp(820, 200, 'orange', 80)
    s.rect(560, 1040, 600, 30, '#a9743f', 5); s.rect(590, 1070, 24, 110, '#7a4d33'); s.rect(1110, 1070, 24, 110, '#7a4d33')
    for x, c in ((640, 'red'), (790, 'cream'), (940, 'teal')):
        s.blob(x, 1010, 56, 34, c, 12, .05); s.blob(x, 985, 18, 18, light(c, .5))
    s.rug(640, 1400, 500, 120, 'rust', 'yellow')
    for x, y, c, k in ((300, 1350, 'red', 1), (520, 1400, 'yellow', .8), (730, 1370, 'green', 1.15), (950, 1410, 'blue', .75), (390, 1480, 'pink', .62)):
        for d in (0, 78):
            xx = x + d * k
            s.shadow(xx + 20 * k, y, 50 * k); s.path(f'M{xx - 24 * k} {y}l0 {-130 * k}l{52 * k} 0l{2 * k} {74 * k}q{46 * k} {6 * k} {46 * k} {52 * k}q0 {6 * k} {-8 * k} {4 * k}Z', c); s.rect(xx - 27 * k, y - 140 * k, 58 * k, 20 * k, light(c, .35), 4); s.rect(xx - 24 * k, y - 10 * k, 100 * k, 10 * k, dark(c, .4), 4); s.path(f'M{xx + 14 * k} {y - 110 * k}l{4 * k} {56 * k}', 'none', light(c, .55), 7 * k, .6)
    s.leaves(150, 1240, 1080, 1560, 60, size=16)
    return s


ALL = {  # name: function, width, format, quality
    'park': (park, 4000, 'jpg', 80), 'lantaarns': (lanterns, 4000, 'jpg', 80), 'bos': (forest, 4000, 'jpg', 80),
    'soep': (soup, 2200, 'jpg', 82), 'speeltuin': (playground, 2000, 'jpg', 82), 'bieb': (library, 2400, 'jpg', 82),
    'appelpers': (apples, 2000, 'jpg', 82), 'fietsles': (bikes, 2200, 'jpg', 82), 'straatfeest': (street, 2400, 'jpg', 82),
    'moestuin': (garden, 2000, 'jpg', 82), 'knutselen': (craft, 2000, 'jpg', 82), 'muziek': (music, 1800, 'jpg', 82),
    'ruilrail': (clothes, 1600, 'jpg', 82), 'babycafe': (babycafe, 2000, 'jpg', 82), 'kampvuur': (campfire, 1800, 'jpg', 82),
    'voetbal': (football, 1800, 'jpg', 82), 'markt': (market, 1600, 'jpg', 82), 'winter': (winter, 2000, 'jpg', 82),
    'fietsen-maken': (repair, 1600, 'jpg', 82), 'leeshoek': (shed, 1600, 'png', 0), 'appeltafel': (apple_table, 1800, 'jpg', 82),
    'laarzen': (window_walk, 1600, 'jpg', 82),
}
NIGHT = {'lantaarns', 'kampvuur'}
