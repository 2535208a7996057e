#!/usr/bin/env bash
# Makes the pictures of the handleiding that show what opladers really gives: it builds a small site from files such as
# staff send, and draws the report, the questions and the page that come of them. word.svg and map.svg are drawn by hand.
# Needs Debian's pandoc, libreoffice, poppler-utils, unzip and chromium. Look at what it made: the sheet is cut by hand.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server"; rm -rf "$work"' EXIT
cd "$root" && go build -o "$work/opladers" ./cmd/opladers
cd "$work"

opladers() { ./opladers --site site --cache cache --now 2026-11-24T09:15:00+01:00 "$@" >/dev/null; }
office() { soffice -env:UserInstallation="file://$work/office" --headless --convert-to "$1" --outdir "$2" "$3" &>/dev/null; }
shoot() { # FILE SCALE WIDTH HEIGHT ADDRESS
  timeout 60 chromium --headless --no-sandbox --user-data-dir="$work/chromium" --hide-scrollbars --force-device-scale-factor="$2" \
    --virtual-time-budget=10000 --window-size="$3,$4" --screenshot="$here/$1" "$5" &>/dev/null
}

# What staff send.
./opladers new site site >/dev/null
opladers new gemeente Zutphen
sed -i 's/^fase: .*/&\nvoorbeeld: true/' site/content/zutphen/_index.md
inbox=site/inbox/zutphen/verhalen
for i in 1 2; do
  unzip -p "$root/inbox/lochem/verhalen/verhaal appelmiddag def2.docx" "word/media/image$i.jpeg" >"foto$i.jpg"
done
cp "$here/voorbeeld.md" .
pandoc -f markdown-implicit_figures voorbeeld.md -o "Appelsap maken.docx"
office docx "$inbox" "Appelsap maken.docx"
cp "$root/inbox/zutphen/verhalen/Fietsen leren op het plein.docx" "$inbox/Fietsen leren.docx"
cp "Appelsap maken.docx" "Oud verhaal.docx"
office doc "$inbox" "Oud verhaal.docx"
opladers collect || [ $? -eq 3 ]

# The report, in a window.
height=$(($(grep -c '' "$inbox/_verslag.txt") * 17 + 56))
{
  cat <<SVG
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 700 $((height + 40))" width="700" height="$((height + 40))" fill="#1c1a3d">
<rect width="100%" height="100%" fill="#fff6da"/>
<rect x="27" y="27" width="652" height="$height" fill="#d9d3c4"/>
<rect x="20" y="20" width="652" height="$height" fill="#fff" stroke="#56536f"/>
<rect x="20" y="20" width="652" height="34" fill="#1c1a3d"/>
<text x="36" y="42" font-family="'DejaVu Sans', Verdana, Arial, sans-serif" font-size="14" fill="#fff">_verslag.txt</text>
<path d="M644 31l12 12m0-12l-12 12" stroke="#fff" stroke-width="2"/>
<text font-family="'DejaVu Sans Mono', Consolas, monospace" font-size="12.5" xml:space="preserve">
SVG
  sed 's/^\xef\xbb\xbf//; s/\r$//; s/&/\&amp;/g; s/</\&lt;/g' "$inbox/_verslag.txt" |
    awk '{ printf "<tspan x=\"38\" y=\"%d\">%s</tspan>\n", NR * 17 + 62, $0 }'
  echo '</text></svg>'
} >"$here/verslag.svg"

# The sheet with questions as LibreOffice shows it, in two parts so that it can be read, with answers typed in.
office pdf . "$inbox/_vragen.xlsx"
pdftoppm -r 150 -png -singlefile _vragen.pdf vragen
cp "$here/vragen.html" .
shoot vragen.jpg 1.2 600 642 "file://$work/vragen.html"

# The page.
opladers build --no-collect
./opladers --site site --cache cache serve --no-collect --port 1399 &>/dev/null &
server=$!
sleep 5
shoot pagina.jpg 0.85 700 900 http://localhost:1399/zutphen/verhalen/appelsap-voor-de-hele-straat/
