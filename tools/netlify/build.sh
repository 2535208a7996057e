#!/bin/sh
# Builds the program and the site for Netlify, and checks the site. $1 is the address where it will stand. When this fails, Netlify
# publishes nothing, and visitors keep the site that they see.
set -eu
cd "$(dirname "$0")/../.."
mkdir -p .opladers/bin
go build -o .opladers/bin/opladers ./cmd/opladers

# Status 3 means that all is done and something waits for a person.
status=0
.opladers/bin/opladers build --no-collect --cache .opladers/cache --base-url "$1" || status=$?
[ "$status" -eq 0 ] || [ "$status" -eq 3 ]

# Here status 3 means that a check of level error failed: that is not published. A preview is made all the same, so that one can look at
# what is wrong. OPLADERS_CHECK stands in netlify.toml.
if [ "${OPLADERS_CHECK:-no}" = yes ]; then
  status=0
  .opladers/bin/opladers check --cache .opladers/cache || status=$?
  case "$status-${CONTEXT:-production}" in
    0-*) ;;
    3-production) exit 3 ;;
    3-*) echo 'Dit is een voorvertoning. Met deze fouten komt de site niet online.' ;;
    *) exit "$status" ;;
  esac
fi
