#!/bin/sh
# Asks the registries for known holes in the locked libraries. Needs advisories: a mirror may not have them.
# usage: audit.sh <python>
set -eu
failed=0
"$1" -m pip_audit -r requirements.txt --no-deps --disable-pip --strict || failed=1
npm audit --omit=dev --audit-level=low || failed=1
exit "$failed"
