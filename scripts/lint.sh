#!/bin/sh
# Every check that reads the code without running its tests. Expects the virtual environment's bin on PATH.
set -eu
say() { printf '%s\n' "lint: $1"; }
scratch="$(mktemp -d)"
trap 'rm -rf "$scratch"' EXIT
export PORTAL_DATA_DIR="$scratch"

say "style";        ruff check --quiet .; ruff format --quiet --check .
say "templates";    djlint --quiet --lint templates
say "types";        mypy
say "layers";       lint-imports --no-cache >"$scratch/layers" || { cat "$scratch/layers"; exit 1; }
say "migrations";   python manage.py makemigrations --check --dry-run
say "compose file"; check-jsonschema --quiet --builtin-schema vendor.compose-spec docker-compose.yml
say "settings of a production"
env DATABASE_URL=postgres://portal:portal@127.0.0.1:5432/portal REDIS_URL=redis://127.0.0.1:6379/0 \
    SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(60))')" \
    SITE_URL=https://portal.example.org DEFAULT_FROM_EMAIL=portal@example.org \
    EMAIL_BACKEND=anymail.backends.postmark.EmailBackend ANYMAIL_POSTMARK_SERVER_TOKEN=token \
    ANYMAIL_WEBHOOK_SECRET=name:password \
    python manage.py check --deploy --fail-level WARNING
say "clean"
