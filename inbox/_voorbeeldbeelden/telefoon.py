"""Makes the rendered pictures look as if they came from a phone: EXIF data, and some stored on their side or mirrored.

    python3 telefoon.py RENDERED OUT
"""
import subprocess
import sys
from pathlib import Path

from PIL import Image

import scenes

SQUARE = {'zutphen': (52.13895, 6.19595), 'lochem': (52.15945, 6.41125), 'aalten': (51.92535, 6.58085)}
# name: (when, town or None, Orientation)
SHOT = {
    'park': ('2026-10-03 10:41:12', 'lochem', 1), 'lantaarns': ('2026-11-11 18:04:37', 'zutphen', 3),
    'bos': ('2026-09-27 11:20:05', 'lochem', 6), 'soep': ('2026-11-05 17:38:50', 'zutphen', 8),
    'speeltuin': ('2026-09-05 14:15:31', 'aalten', 1), 'bieb': ('2026-09-22 09:50:44', 'lochem', 6),
    'appelpers': ('2026-10-10 14:22:09', 'lochem', 8), 'appeltafel': ('2026-10-10 16:05:27', 'lochem', 1),
    'markt': ('2026-10-10 15:10:58', 'lochem', 1), 'fietsles': ('2026-09-30 14:33:16', 'zutphen', 6),
    'fietsen-maken': ('2026-09-30 15:12:40', 'zutphen', 1), 'straatfeest': ('2026-09-20 15:03:22', 'aalten', 3),
    'voetbal': ('2026-09-20 17:46:01', 'aalten', 5), 'moestuin': ('2026-09-26 11:11:11', 'aalten', 1),
    'kampvuur': ('2026-09-26 20:52:48', 'aalten', 1), 'knutselen': ('2026-11-04 14:30:22', None, 2),
    'muziek': ('2026-11-10 10:04:19', 'lochem', 1), 'ruilrail': ('2026-09-25 10:36:33', 'zutphen', 1),
    'babycafe': ('2026-09-17 10:18:02', None, 1), 'laarzen': ('2026-11-11 18:55:14', 'zutphen', 1),
    'winter': ('2026-01-10 13:27:45', 'aalten', 1), 'leeshoek': (None, None, 1),
}
T = Image.Transpose
STORE = {2: T.FLIP_LEFT_RIGHT, 3: T.ROTATE_180, 5: T.TRANSPOSE, 6: T.ROTATE_90, 8: T.ROTATE_270}

src, out = Path(sys.argv[1]), Path(sys.argv[2])
out.mkdir(parents=True, exist_ok=True)
for name, (when, town, orient) in SHOT.items():
    _, _, fmt, quality = scenes.ALL[name]
    target = out / f'{name}.{fmt}'
    if orient == 1:
        target.write_bytes((src / target.name).read_bytes())
    else:
        Image.open(src / target.name).transpose(STORE[orient]).save(target, quality=quality, optimize=True)
    if when is None:
        continue
    tags = ['-Make=Voorbeeld', '-Model=Telefoon 12', f'-Orientation#={orient}', f'-AllDates={when.replace("-", ":")}',
            '-OffsetTimeOriginal=+02:00' if '-11-' not in when and '-01-' not in when else '-OffsetTimeOriginal=+01:00',
            '-FNumber=1.8', '-ISO=100', '-FocalLength=4.2', '-Software=Camera 3.1']
    if town:
        lat, lon = SQUARE[town]
        tags += [f'-GPSLatitude={lat}', '-GPSLatitudeRef=N', f'-GPSLongitude={lon}', '-GPSLongitudeRef=E', '-GPSAltitude=14']
    subprocess.run(['exiftool', '-q', '-overwrite_original', *tags, str(target)], check=True)
