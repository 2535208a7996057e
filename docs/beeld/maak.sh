#!/usr/bin/env bash
# Makes the pictures of the handleiding that show what opladers really gives: it builds a small site from files such as
# staff send, and draws the report, the questions and the page that come of them. word.svg and map.svg are drawn by hand.
# Needs Debian's pandoc, libreoffice, poppler-utils, unzip and chromium.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$here/../..
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$root" && go build -o "$work/opladers" ./cmd/opladers

run() { "$work/opladers" --site "$work/site" --cache "$work/cache" --now 2026-11-24T09:15:00+01:00 "$@" >/dev/null; }
shoot() { # FILE WIDTH HEIGHT PAGE
  chromium --headless --no-sandbox --user-data-dir="$work/chromium" --hide-scrollbars --force-device-scale-factor=1.5 --virtual-time-budget=3000 \
    --window-size="$2,$3" --screenshot="$here/$1" "$4" >/dev/null 2>&1
}

# the inbox
"$work/opladers" new site "$work/site" >/dev/null
"$work/opladers" new gemeente Zutphen --site "$work/site" >/dev/null
sed -i 's/^fase: .*/&\nvoorbeeld: true/' "$work/site/content/zutphen/_index.md"
inbox=$work/site/inbox/zutphen/verhalen
for i in 1 2; do
  unzip -p "$root/inbox/lochem/verhalen/verhaal appelmiddag def2.docx" "word/media/image$i.jpeg" >"$work/foto$i.jpg"
done
cp "$here/voorbeeld.md" "$work" && cd "$work"
pandoc -f markdown-implicit_figures voorbeeld.md -o "$inbox/Appelsap maken.docx"
cp "$root/inbox/zutphen/verhalen/Fietsen leren op het plein.docx" "$inbox/Fietsen leren.docx"
cp "$inbox/Appelsap maken.docx" "Oud verhaal.docx"
soffice --headless --convert-to doc --outdir "$inbox" "Oud verhaal.docx" >/dev/null
run collect || [ $? -eq 3 ]

# _verslag.txt, in a window
lines=$(grep -c '' "$inbox/_verslag.txt")
{
  cat <<SVG
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 700 $((lines * 17 + 96))" width="700" height="$((lines * 17 + 96))" fill="#1c1a3d">
<rect width="100%" height="100%" fill="#fff6da"/>
<rect x="27" y="27" width="652" height="$((lines * 17 + 56))" fill="#d9d3c4"/>
<rect x="20" y="20" width="652" height="$((lines * 17 + 56))" fill="#fff" stroke="#56536f"/>
<rect x="20" y="20" width="652" height="34" fill="#1c1a3d"/>
<text x="36" y="42" font-family="'DejaVu Sans', Verdana, Arial, sans-serif" font-size="14" fill="#fff">_verslag.txt</text>
<path d="M644 31l12 12m0-12l-12 12" stroke="#fff" stroke-width="2"/>
<text font-family="'DejaVu Sans Mono', Consolas, monospace" font-size="12.5" xml:space="preserve">
SVG
  sed 's/^\xef\xbb\xbf//; s/\r$//; s/&/\&amp;/g; s/</\&lt;/g' "$inbox/_verslag.txt" |
    awk '{ printf "<tspan x=\"38\" y=\"%d\">%s</tspan>\n", NR * 17 + 62, $0 }'
  echo '</text></svg>'
} >"$here/verslag.svg"

# _vragen.xlsx, as it prints
soffice --headless --convert-to pdf "$inbox/_vragen.xlsx" >/dev/null
pdftoppm -r 150 -x 100 -y 145 -W 1480 -H 345 -jpeg -jpegopt quality=80 -singlefile _vragen.pdf "$here/vragen"

# the page
run build --no-collect
page=$work/site/public/zutphen/verhalen/appelsap-voor-de-hele-straat/index.html
"$work/opladers" serve --help >/dev/null
shoot pagina.jpg 700 900 "file://$page"
