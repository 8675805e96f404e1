#!/bin/sh
# Rewrites the locked requirement files from the .in files (names, versions and hashes only).
set -eu
cd "$(dirname "$0")"
UV=${UV:-../.venv/bin/uv}
flags="-q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header"
$UV pip compile $flags base.in -o base.txt
$UV pip compile $flags -c base.txt dev.in -o dev.txt
