#!/bin/sh
# Rewrites the locked requirement files of the Python sides (names, versions and hashes only).
set -eu
cd "$(dirname "$0")"
UV=${UV:-../../../.venv/bin/uv}
lock() { "$UV" pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
    --no-annotate --no-header "$@"; }
lock openbadgeslib.in -o openbadgeslib.txt
lock validator.in --override validator-overrides.txt -o validator.txt
