"""Settings: every command works with no variable set; each can be overridden by the environment.

`DATA_DIR` holds everything that is written: database, files, mail, queue, secret key.
"""

from pathlib import Path

import environ
from csp.constants import NONE, SELF

from inspection.schedule import SCHEDULE
from inspection.secret import read_or_make_secret

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var"))).resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="") or read_or_make_secret(DATA_DIR / "secret_key")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
# Served by TLS at a proxy in production; the plain-HTTP demo on loopback has no TLS at all.
SECURE = env.bool("SECURE", default=False)

INSTALLED_APPS = [
    "organization",
    "campaigns",
    "findings",
    "rectification",
    "reports",
    "inspection",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "guardian",
    "axes",
    "csp",
    "django_htmx",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "inspection.middleware.request_id",
    "inspection.middleware.one_calendar",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "inspection.languages.one_language",
    "inspection.middleware.SignedIn",
    "inspection.middleware.idle_exit",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "inspection.middleware.Refusals",
    "inspection.outside.Outside",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "inspection.urls"
FORM_RENDERER = "organization.forms.rendering.Renderer"
WSGI_APPLICATION = "inspection.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django.template.loaders.filesystem.Loader"],
                )
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "inspection.context.shell",
            ],
        },
    }
]

DATABASES = {
    "default": env.db_url("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'inspection.sqlite3'}")
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # WAL alone still loses writers: two transactions that read first and write later deadlock.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"]["CONN_MAX_AGE"] = 60  # seconds; a new connection costs as much as a save
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Addresses and networks of our proxies: only they say from where a request really comes.
TRUSTED_PROXIES = env.list("TRUSTED_PROXIES", default=[])

# Who may do what is decided by role rows (organization/roles.py), never by has_perm.
AUTH_USER_MODEL = "organization.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "guardian.backends.ObjectPermissionBackend",  # guardian's system check asks for it
]
ANONYMOUS_USER_NAME = None
GUARDIAN_MONKEY_PATCH_USER = False
# The sign-in form calls it "username"; axes would look for the name of our column.
AXES_USERNAME_FORM_FIELD = "username"
AXES_FAILURE_LIMIT = "organization.guessing.failure_limit"
SIGN_IN_GUESSES = 5  # wrong passwords of an account
LINK_GUESSES = env.int("LINK_GUESSES", default=20)  # unknown invitations from one address
BOX_ROOM = env.int("BOX_ROOM", default=1000)  # notes in the opinion boxes of a campaign
PUBLIC_POSTS = env.int("PUBLIC_POSTS", default=60)  # forms without an account, a minute and address
AXES_COOLOFF_TIME = 0.25  # hours
# An account is locked whatever address asks. The second entry follows from the first; axes'
# system check wants to see the address, which alone would lock out a whole office behind one.
AXES_LOCKOUT_PARAMETERS = ["username", ["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "organization.views.sign_in.locked_out"
AXES_DISABLE_ACCESS_LOG = True
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"
PERSONAL_LINK_DAYS = env.int("PERSONAL_LINK_DAYS", default=14)  # 0: everybody signs in
INVITATION_DAYS = env.int("INVITATION_DAYS", default=14)  # how long the one-time link is good
SESSION_COOKIE_AGE = 12 * 3600  # absolute
SESSION_IDLE_SECONDS = 30 * 60
SESSION_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "inspection.errors.csrf_failure"
SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS: list[str] = []
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# Of pages and mails for who has chosen none, and of what nobody reads in particular. A browser's
# own wish counts only where it is asked for: an office shares its machines.
LANGUAGES = [("zh-hans", "简体中文"), ("zh-hant", "繁體中文"), ("en", "English")]
LANGUAGE_CODE = env.str("LANGUAGE_CODE", default="zh-hans")
LANGUAGE_FROM_BROWSER = env.bool("LANGUAGE_FROM_BROWSER", default=False)
LANGUAGE_COOKIE_NAME = "language"
FORMAT_MODULE_PATH = ["inspection.formats"]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.str("TIME_ZONE", default="Asia/Shanghai")  # one for all campaigns

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STATICFILES_DIRS = [BASE_DIR / "static"]
# The files are few and vendored: whitenoise serves them straight from the folder,
# so that no collectstatic stands between a fresh clone and the first page.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG


def WHITENOISE_ADD_HEADERS_FUNCTION(headers, path: str, url: str) -> None:
    """Let the worker of a sheet answer for the sheet's address."""
    if url.endswith("/js/sheet_worker.js"):
        headers["Service-Worker-Allowed"] = "/campaigns/"


MEDIA_ROOT = DATA_DIR / "files"
FILE_UPLOAD_PERMISSIONS = 0o640
EVIDENCE_MAX_BYTES = env.int("EVIDENCE_MAX_BYTES", default=20 * 1024 * 1024)
EVIDENCE_QUOTA_BYTES = env.int("EVIDENCE_QUOTA_BYTES", default=500 * 1024 * 1024)  # a person
EVIDENCE_ORPHAN_DAYS = env.int("EVIDENCE_ORPHAN_DAYS", default=30)  # then an unused file goes
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FONTS_DIR = env.str("FONTS_DIR", default="")
# Where backups lie, whatever tool makes them, and after how many days the last one is too old.
BACKUP_DIR = Path(env.str("BACKUP_DIR", default=str(DATA_DIR / "backups"))).resolve()
BACKUP_WARN_DAYS = env.int("BACKUP_WARN_DAYS", default=7)

EMAIL_URL = env.str("EMAIL_URL", default="")
MAIL_DIR = DATA_DIR / "mail"
if EMAIL_URL:
    vars().update(env.email_url("EMAIL_URL"))
else:
    EMAIL_BACKEND = "inspection.mail.FolderBackend"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="inspection@localhost")
# Nothing is mailed in the quiet hours ("" for never). Reminders leave once a day, in one mail a
# person, from DIGEST_AT on ("": each at once in a mail of its own), spread over so many minutes.
QUIET_HOURS = env.str("QUIET_HOURS", default="21:30-07:30")
DIGEST_AT = env.str("DIGEST_AT", default="08:36")
DIGEST_SPREAD = env.int("DIGEST_SPREAD", default=21)
MAIL_PAUSES = env.list("MAIL_PAUSES", cast=int, default=[0, 30])  # minutes of each hour
SITE_URL = env.str("SITE_URL", default=f"http://127.0.0.1:{env.str('PORT', default='8000')}")

REDIS_URL = env.str("REDIS_URL", default="")
QUEUE_DIR = DATA_DIR / "queue"
CELERY_BROKER_URL = REDIS_URL or "filesystem://localhost"
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, object] = (
    {"max_retries": 0, "socket_connect_timeout": 1}
    if REDIS_URL
    else {
        "data_folder_in": str(QUEUE_DIR / "messages"),
        "data_folder_out": str(QUEUE_DIR / "messages"),
        "processed_folder": str(QUEUE_DIR / "processed"),
        "control_folder": str(QUEUE_DIR / "control"),
        "store_processed": False,
        "polling_interval": 0.2,  # seconds
    }
)
if not REDIS_URL:
    for folder in ("messages", "processed", "control"):
        (QUEUE_DIR / folder).mkdir(parents=True, exist_ok=True)
# A mail server that does not answer holds up mails, and nothing else.
CELERY_TASK_ROUTES = {"organization.tasks.deliver_notices": {"queue": "mail"}}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# All workers bind the one exchange of remote control: on files each would meet the other's writing.
CELERY_WORKER_ENABLE_REMOTE_CONTROL = bool(REDIS_URL)
CELERY_BEAT_SCHEDULE = SCHEDULE
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat-schedule")
CELERY_TIMEZONE = TIME_ZONE

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
