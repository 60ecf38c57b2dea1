"""The portal's settings: one file, everything that differs between places from the environment.

Without `DATABASE_URL` the portal is *embedded*: SQLite, files and a secret key of its own in
`PORTAL_DATA_DIR`, for a first look on one machine. With it the portal is in production and asks for what a
production needs; `portal.checks` says in words what is missing.
"""

import json
import logging
import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from kombu import Queue as CeleryQueue

from portal import pool
from portal.schedule import BEAT_SCHEDULE, READ_MAILBOXES

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DATA_DIR = Path(env("PORTAL_DATA_DIR", default=str(BASE_DIR / "var"))).resolve()
EMBEDDED = not env("DATABASE_URL", default="")
DEBUG = env.bool("DEBUG", default=False)
PORT = env.int("PORT", default=8000)
SITE_URL = env("SITE_URL", default=f"http://localhost:{PORT}").rstrip("/")
SITE_HOST = urlsplit(SITE_URL).hostname or "localhost"
SITE_IS_HTTPS = SITE_URL.startswith("https://")


def _embedded_secret_key() -> str:
    """The embedded default's own secret, made at the first start and kept in the data folder."""
    path = DATA_DIR / "secret_key"
    with suppress(OSError):
        return path.read_text()
    key = secrets.token_urlsafe(50)
    with suppress(OSError):
        DATA_DIR.mkdir(parents=True, exist_ok=True)
        # "x": of two processes that start together only one writes, the other reads what was written.
        with path.open("x") as file:
            path.chmod(0o600)
            file.write(key)
        return key
    with suppress(OSError):
        return path.read_text()
    # The folder cannot be written: the command that needs it says so.
    return key


SECRET_KEY = env("SECRET_KEY", default="") or (_embedded_secret_key() if EMBEDDED else "")
# What was signed or encrypted with an earlier key is still good, while that key stands here.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
#: The key of the audit log's hashes; it must stay the same for ever, also where SECRET_KEY changes.
AUDIT_KEY = env("AUDIT_KEY", default="")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[SITE_HOST, "localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "portal.apps.PortalConfig",
    "portal.apps.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "crispy_forms",
    "crispy_forms_gds",
    "phonenumber_field",
    "anymail",
    "csp",
    "django_structlog",
    "django_prometheus",
    "simple_history",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "intake",
    "enquiries",
    "suppliers",
]

MIDDLEWARE = [
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    # What only sets headers comes first, so that whatever answers below has them: files, redirects, errors.
    "portal.headers.HeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.heads.HeadsMiddleware",
    "intake.webhooks.LargeWebhooksMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "intake.sign_in_middleware.StaffSessionMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "portal.unavailable.DatabaseUnavailableMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.context.site",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["gds"]
CRISPY_TEMPLATE_PACK = "gds"
# The error summary and its links are the house's own; an error in a template must not pass in silence.
CRISPY_FAIL_SILENTLY = False


# ---------------------------------------------------------------------------------------------- database
def _database() -> dict:
    if EMBEDDED:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA_DIR / "portal.sqlite3",
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                # With secure_delete, what is erased is overwritten in the file, too.
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON;"
                ),
            },
            # A file, not memory: the tests then meet the same locks and journal as the embedded default.
            "TEST": {"NAME": str(DATA_DIR / "test.sqlite3")},
        }
    database = env.db("DATABASE_URL")
    # The pool keeps connections by itself; Django's own persistence must then be off.
    database |= {"CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": True}
    database.setdefault("OPTIONS", {}).setdefault("pool", pool.options())
    return database


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "portal"}}

# ------------------------------------------------------------------------------------- time and language
# What the staff's side is always in; the public one offers LANGUAGES, by cookie or Accept-Language.
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
if env.bool("PORTAL_PSEUDO_LOCALES", default=False):
    # Made by scripts/messages.py, for tests: see docs/languages.md.
    LANGUAGES += [("en-xa", "Pseudo-English"), ("ar-xb", "Pseudo-Arabic")]
    LOCALE_PATHS += [BASE_DIR / "build" / "locale"]
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True
PHONENUMBER_DEFAULT_REGION = "GB"
PHONENUMBER_DEFAULT_FORMAT = "NATIONAL"

# ----------------------------------------------------------------------------------- static and uploads
STATIC_URL = "/static/"
STATIC_ROOT = Path(env("STATIC_ROOT", default=str(DATA_DIR / "static")))
# build/vendor: what npm brings, copied there by scripts/vendor_assets.py; absent until `make` has run.
STATICFILES_DIRS = [
    BASE_DIR / "portal" / "assets",
    *([("vendor", BASE_DIR / "build" / "vendor")] if (BASE_DIR / "build" / "vendor").is_dir() else []),
]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "uploads", "base_url": None, "file_permissions_mode": 0o600},
    },
    "staticfiles": {"BACKEND": "portal.storage.StaticFilesStorage"},
}
ATTACHMENT_MAX_BYTES = 10 * 1024 * 1024
ATTACHMENT_MAX_COUNT = 5
# Files go to disk beyond this; the rest of a form (text) is far smaller.
FILE_UPLOAD_MAX_MEMORY_SIZE = 512 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

# ------------------------------------------------------------------------------------- celery and redis
REDIS_URL = env("REDIS_URL", default="redis://127.0.0.1:6379/0")
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = TIME_ZONE
# Every task may run any number of times, so each is acknowledged once it is done; a task whose worker is lost
# comes back. What makes it end is not redis: the claims of a message are counted in its row.
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 5000
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 10
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# Celery closes the database connection after each task otherwise: measured, 3.7 times fewer emails.
CELERY_DB_REUSE_MAX = 1000
CELERY_TASK_DEFAULT_QUEUE = "housekeeping"
CELERY_TASK_QUEUES = [CeleryQueue("mail"), CeleryQueue("housekeeping")]
CELERY_TASK_ROUTES = {
    "intake.tasks.deliver": {"queue": "mail"},
    "intake.tasks.apply_event": {"queue": "mail"},
    "intake.tasks.apply_inbound": {"queue": "mail"},
}
# A sender never waits for redis: one try, a second at most; the sweep sends what the doorbell missed.
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BROKER_CONNECTION_TIMEOUT = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# After these seconds redis gives a task that nobody has acknowledged to another worker. Celery reads it in
# three places; no email is sent for longer than EMAIL_TIMEOUT, and no result is kept.
CELERY_VISIBILITY_TIMEOUT = 600
CELERY_RESULT_BACKEND_TRANSPORT_OPTIONS = {"visibility_timeout": CELERY_VISIBILITY_TIMEOUT}
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": CELERY_VISIBILITY_TIMEOUT,
    "socket_connect_timeout": 1,
    "socket_timeout": 5,
    "max_retries": 0,
}
CELERY_BEAT_SCHEDULE = BEAT_SCHEDULE
CELERY_BEAT_SCHEDULER = "portal.beat:Scheduler"
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "celerybeat-schedule")

# -------------------------------------------------------------------------------------------------- email
MAIL_DIR = DATA_DIR / "mail"
EMAIL_BACKEND = env("EMAIL_BACKEND", default="portal.eml.EmailBackend" if EMBEDDED else "")
DEFAULT_FROM_EMAIL = env(
    "DEFAULT_FROM_EMAIL", default=f"Hackney Learning Trust <no-reply@{SITE_HOST}>" if EMBEDDED else ""
)
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_TIMEOUT = 20
if env("EMAIL_URL", default=""):
    vars().update({key: value for key, value in env.email("EMAIL_URL").items() if key != "EMAIL_BACKEND"})


def _anymail(environment: Mapping[str, str]) -> dict[str, Any]:
    """anymail's settings: text, as keys and passwords are, but for those that it wants as something else."""
    given = {
        name.removeprefix("ANYMAIL_"): value
        for name, value in environment.items()
        if name.startswith("ANYMAIL_")
    }
    return {
        # Seconds until there is a connection, and until there is an answer.
        "REQUESTS_TIMEOUT": (5, 20),
        **{name: _as_anymail_wants(name, value) for name, value in given.items()},
    }


def _as_anymail_wants(name: str, value: str) -> Any:
    if name == "REQUESTS_TIMEOUT":
        return float(value)
    if value.lower() in ("true", "false"):
        return value.lower() == "true"
    return json.loads(value) if value.startswith("{") else value


ANYMAIL = _anymail(env.ENVIRON)
# An address that somebody else keeps typing must not be flooded by us: see docs/operations.md.
ACKNOWLEDGEMENTS_PER_RECIPIENT_PER_DAY = env.int("ACKNOWLEDGEMENTS_PER_RECIPIENT_PER_DAY", default=3)
# From when on what comes in by the forms is suspicious, and from how many points on it is held: docs/spam.md.
SPAM_HOLD_FROM = env.int("SPAM_HOLD_FROM", default=100)
SPAM_POINTS = env.dict("SPAM_POINTS", cast={"value": int}, default={})
SPAM_SECONDS = env.float("SPAM_SECONDS", default=3)
SPAM_LINKS = env.int("SPAM_LINKS", default=2)
# Sites whose names nobody can simply buy; our own is never counted.
SPAM_LINKS_NOT_COUNTED = env.list("SPAM_LINKS_NOT_COUNTED", default=["gov.uk", "sch.uk", "ac.uk", "nhs.uk"])
SPAM_FOREIGN_LETTERS = env.int("SPAM_FOREIGN_LETTERS", default=50)
# A school's whole staff may be behind one network address.
SPAM_POSTS_PER_CLIENT_PER_HOUR = env.int("SPAM_POSTS_PER_CLIENT_PER_HOUR", default=30)
SPAM_POSTS_PER_CLIENT_PER_DAY = env.int("SPAM_POSTS_PER_CLIENT_PER_DAY", default=100)
SPAM_POSTS_PER_RECIPIENT_PER_DAY = env.int("SPAM_POSTS_PER_RECIPIENT_PER_DAY", default=20)
# For so long a reply waits, so that its author can take it back; 0 sends it at once.
REPLY_UNDO_SECONDS = max(0, env.int("REPLY_UNDO_SECONDS", default=10))

# -------------------------------------------------------------------------------------------- suppliers
# Whether anybody may look up HLT's suppliers, and see of each what it agreed to.
SUPPLIER_DIRECTORY = env.bool("SUPPLIER_DIRECTORY", default=False)
# The domain whose email comes in by the provider's webhook: answers, and <queue>@ it. See docs/operations.md.
INBOUND_DOMAIN = env("INBOUND_DOMAIN", default="").strip().lower()
# A webhook posts a whole email as one body; Postmark's, the largest, ends at 35 MB of JSON.
INBOUND_MAX_BYTES = 40 * 1024 * 1024
# Mailboxes that are read each minute, by the name of their queue: INBOUND_IMAP_PRESS is that of "press".
INBOUND_IMAP = {
    key.removeprefix("INBOUND_IMAP_"): value
    for key, value in env.ENVIRON.items()
    if key.startswith("INBOUND_IMAP_") and value
}
if INBOUND_IMAP:
    CELERY_BEAT_SCHEDULE["read-mailboxes"] = READ_MAILBOXES

# ------------------------------------------------------------------------------------------ suggestions
# The types of which a queue is suggested once that is learnt better than the rules know it.
SUGGEST_QUEUE_FOR = env.list("SUGGEST_QUEUE_FOR", default=["general"])
# From how many per cent on a new submission of a type is moved by itself: "general=95". Never, if empty.
SUGGESTION_MOVES_AT = env.dict("SUGGESTION_MOVES_AT", cast={"value": int}, default={})

# ---------------------------------------------------------------------------------------------- sign-in
AUTHENTICATION_BACKENDS = ["intake.access.NameOrEmailBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "CommonPasswordValidator", "NumericPasswordValidator")
] + [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "intake.password_words.HouseWordsValidator"},
]
# For how long the link holds with which an invited colleague chooses a password.
PASSWORD_RESET_TIMEOUT = 7 * 24 * 60 * 60
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
ACCOUNT_ADAPTER = "intake.sign_in_adapter.SignInAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
# Addresses are the account's own, typed by an administrator; allauth keeps and confirms none.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_AUTHENTICATED_LOGIN_REDIRECTS = False
# The portal counts attempts itself, where every process sees them: intake/sign_in_limits.py.
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False
# Staff show more than a password, by "on"; only the embedded default may say "off".
STAFF_SECOND_FACTOR = env("STAFF_SECOND_FACTOR", default="off" if EMBEDDED else "on")
MFA_ADAPTER = "intake.sign_in_adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["recovery_codes", "totp", "webauthn"]
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Hackney Learning Trust"
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_PASSKEY_LOGIN_ENABLED = True
# The clocks of telephones: a code is right half a minute early and late; it is good once all the same.
MFA_TOTP_TOLERANCE = 1
# A passkey proves who is there by a finger, a face or a PIN, so that it may do without a password.
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SITE_IS_HTTPS

# The council's own directory of staff, by OpenID Connect: see docs/operations.md. Off without its address.
OIDC_SERVER_URL = (
    env("OIDC_SERVER_URL", default="").removesuffix("/.well-known/openid-configuration").rstrip("/")
)
OIDC_CLIENT_ID = env("OIDC_CLIENT_ID", default="")
OIDC_CLIENT_SECRET = env("OIDC_CLIENT_SECRET", default="")
OIDC_NAME = env("OIDC_NAME", default="your work account")
OIDC_GROUPS_CLAIM = env("OIDC_GROUPS_CLAIM", default="groups")
OIDC_ALLOWED_DOMAINS = [domain.lower() for domain in env.list("OIDC_ALLOWED_DOMAINS", default=[])]
SOCIALACCOUNT_ADAPTER = "intake.directory.adapter.DirectoryAdapter"
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10

# --------------------------------------------------------------------------------------------- security
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SITE_IS_HTTPS
SESSION_COOKIE_NAME = "__Host-session" if SITE_IS_HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if SITE_IS_HTTPS else "csrf"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
MESSAGE_STORAGE = "portal.message_cookie.MessageStorage"
CSRF_FAILURE_VIEW = "portal.views.csrf_failure"
SECURE_SSL_REDIRECT = SITE_IS_HTTPS
# The redirect leads to our own address, whatever host a request names.
SECURE_SSL_HOST = urlsplit(SITE_URL).netloc
# The container's own health check speaks plain HTTP from inside.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SITE_IS_HTTPS else None
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if SITE_IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SITE_IS_HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# No page needs any of what a browser can be asked for.
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: []
    for feature in (
        *("accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "fullscreen"),
        *("geolocation", "gyroscope", "magnetometer", "microphone", "midi", "payment", "usb"),
    )
}
# Who finds a hole writes to it: mailto:security@example.org, or a page's address. Empty: /contacts/.
SECURITY_CONTACT = env("SECURITY_CONTACT", default="")
CSP_REPORTS = "/csp-reports/"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
        # Where browsers tell of what they refused. The new way needs HTTPS; who knows it leaves the old.
        "report-uri": CSP_REPORTS,
        **({"report-to": "csp"} if SITE_IS_HTTPS else {}),
    }
}

# ------------------------------------------------------------------------------------------- operations
STAFF_PASSWORD = env("STAFF_PASSWORD", default="")
CLAMAV_URL = env("CLAMAV_URL", default="")
# Without a key nothing is looked up: a supplier's registration works all the same.
COMPANIES_HOUSE_URL = env("COMPANIES_HOUSE_URL", default="https://api.company-information.service.gov.uk")
COMPANIES_HOUSE_API_KEY = env("COMPANIES_HOUSE_API_KEY", default="")
SENTRY_DSN = env("SENTRY_DSN", default="")
if SENTRY_DSN:
    import sentry_sdk

    from portal import error_reports

    sentry_sdk.init(**error_reports.options(SENTRY_DSN))

# One line a request, when it is answered, and nothing in it that tells who it was.
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = logging.DEBUG
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "portal.logs.formatter", "json": not DEBUG and not EMBEDDED}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="INFO")},
    "loggers": {
        "django.server": {"level": "WARNING"},
        # Its lines carry the task's arguments and are said by structlog already.
        "celery.worker.strategy": {"level": "WARNING"},
        "celery.app.trace": {"level": "WARNING"},
        # A line a request, with the number of the company that somebody asked about.
        "httpx": {"level": "WARNING"},
    },
}
