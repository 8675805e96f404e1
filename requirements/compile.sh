#!/bin/sh
# Rewrites the locked requirement files from the .in files (names, versions and hashes only).
set -eu
cd "$(dirname "$0")"
UV=${UV:-../.venv/bin/uv}
lock() { "$UV" pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
    --no-annotate --no-header "$@"; }
lock base.in -o base.txt
lock -c base.txt build.in -o build.txt
lock uv.in -o uv.txt
lock -c base.txt s3.in -o s3.txt
lock -c base.txt redis.in -o redis.txt
lock -c base.txt -c build.txt -c s3.txt -c redis.txt dev.in -o dev.txt
lock node.in -o node.txt
