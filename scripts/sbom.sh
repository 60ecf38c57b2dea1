#!/bin/sh
# Writes what the portal is made of, as CycloneDX: the libraries of requirements.txt and those of the pages.
# usage: sbom.sh <python> <folder>
set -eu
mkdir -p "$2"
"$1" -m cyclonedx_py requirements requirements.txt --pyproject pyproject.toml --output-reproducible \
    --of JSON -o "$2/python.cdx.json" --validate
npm sbom --package-lock-only --omit=dev --sbom-format=cyclonedx >"$2/pages.cdx.json"
echo "Written: $2/python.cdx.json, $2/pages.cdx.json"
