# syntax=docker/dockerfile:1
# The pages' styles and scripts, from npm.
FROM node:22-bookworm-slim AS assets
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund

# The libraries, in a virtual environment of their own.
FROM python:3.12-slim-bookworm AS libraries
RUN python -m venv /venv
COPY requirements.txt .
RUN /venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.txt

FROM python:3.12-slim-bookworm
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    PORTAL_DATA_DIR=/data STATIC_ROOT=/app/static
RUN useradd --system --uid 10001 --home-dir /app portal && install -d -o portal -g portal /data /app
WORKDIR /app
COPY --from=libraries /venv /venv
COPY manage.py ./
COPY portal portal
COPY intake intake
COPY enquiries enquiries
COPY suppliers suppliers
COPY templates templates
COPY scripts/vendor_assets.py scripts/
COPY --from=assets /build/node_modules node_modules
# The embedded default is enough to collect the static files: no secret and no database is needed for it.
RUN python scripts/vendor_assets.py && rm -rf node_modules \
    && PORTAL_DATA_DIR=/tmp/build python manage.py collectstatic --no-input --verbosity 0 && rm -rf /tmp/build
USER portal
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=4 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["gunicorn", "portal.wsgi", "--bind", "0.0.0.0:8000", "--workers", "3", "--threads", "4", "--worker-tmp-dir", "/dev/shm", "--no-control-socket"]
