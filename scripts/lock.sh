#!/bin/sh
# Writes the lock files from pyproject.toml, the .in files and package.json. No index host is named in them.
# usage: lock.sh <python>
set -eu
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
"$1" -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check uv
compile() {
    "$folder/venv/bin/uv" pip compile --quiet --universal --generate-hashes --python-version 3.11 \
        --no-emit-index-url --no-header "$@"
}
compile pyproject.toml -o requirements.txt
compile --group dev pyproject.toml -c requirements.txt -o requirements-dev.txt
compile requirements-node.in -o requirements-node.txt
compile requirements-redis.in -c requirements.txt --no-deps -o requirements-redis.txt
npm install --package-lock-only --omit-lockfile-registry-resolved --no-audit --no-fund --loglevel=error
