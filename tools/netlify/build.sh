#!/bin/sh
# Builds the program and the site for Netlify. $1 is the address where the site will stand.
set -eu
cd "$(dirname "$0")/../.."
mkdir -p .opladers/bin
go build -o .opladers/bin/opladers ./cmd/opladers
status=0
.opladers/bin/opladers build --no-collect --cache .opladers/cache --base-url "$1" || status=$?
[ "$status" -eq 0 ] || [ "$status" -eq 3 ]
