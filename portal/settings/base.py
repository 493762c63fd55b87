"""Settings that every installation shares; safe ones by default.

What differs from one installation to the next comes from the environment and
is read here, once. The table of variables is in README.md.
"""

from pathlib import Path

import environ


class Env(environ.Env):
    """Mails go through backends of ours, which know more of what became of them."""

    EMAIL_SCHEMES = {  # noqa: RUF012  # as it is there
        **environ.Env.EMAIL_SCHEMES,
        **dict.fromkeys(
            ("smtp", "smtps", "smtp+tls", "smtp+ssl"), "portal.common.mail_backends.Server"
        ),
        "filemail": "portal.common.mail_backends.Folder",
    }


env = Env()

BASE_DIR = Path(__file__).resolve().parents[2]
# Everything the running site writes: database, index, uploads, logs, cache.
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY", default="")
PUBLIC_URL = env.str("PUBLIC_URL", default="http://localhost:8000").rstrip("/")
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=[environ.urlparse(PUBLIC_URL).hostname or "localhost"]
)
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

INSTALLED_APPS = [
    # Ours, from the top of the house down (docs/architecture.md).
    "home",
    "news",
    "advice",
    "editorial",
    "volunteers",
    "opportunities",
    "organisations_directory",
    "alerts",
    "submissions",
    "search",
    "portal.common",
    # Theirs.
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_htmx",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.forms",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    # Our own files need nothing of what follows.
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.common.parameters.ParametersMiddleware",
    "portal.common.caching.PageCacheMiddleware",
    "portal.common.sites.SiteMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "portal.common.policy.PolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.common.languages.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "portal.common.csrf.CsrfMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "portal.common.moved.MovedMiddleware",
    "portal.common.routing.RouteMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "portal" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.common.furniture.context",
            ],
            "builtins": ["portal.common.templatetags.portal"],
        },
    },
]

# --- Database -------------------------------------------------------------

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR}/portal.sqlite3")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Readers never wait for the writer (WAL); a writer waits for another up to
    # 20 s, and takes its turn at BEGIN, so that none dies of a late upgrade.
    # https://docs.djangoproject.com/en/5.2/ref/databases/#sqlite-notes
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-8000;"
        ),
    }
    # Each thread keeps its connection: to open the file anew for every request costs as
    # much as two queries. With it go up to 8 MB of pages (cache_size, in kB).
    DATABASES["default"]["CONN_MAX_AGE"] = None
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 300
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Services ---------------------------------------------------------------

CACHES = {"default": env.cache_url("CACHE_URL", default="locmemcache://portal")}
# How long a process may go on with the content version it knows, in seconds.
CONTENT_VERSION_SECONDS = 0.5
# Forms of words with their lemmas, made by `python -m words.build`.
LEXICON_DIR = Path(env.str("LEXICON_DIR", default=str(VAR_DIR / "words")))
SEARCH_URL = env.str("SEARCH_URL", default=f"tantivy:{VAR_DIR}/search")
globals().update(env.email_url("EMAIL_URL", default="smtp://localhost:25"))
# A mail server that is there answers within seconds; while it does not, the worker stands
# still. https://docs.djangoproject.com/en/5.2/ref/settings/#email-timeout
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Dobrosměr <ahoj@dobrosmer.example>")

# --- Languages and places ---------------------------------------------------

# Names of the languages in themselves, so that each reader finds their own.
LANGUAGE_NAMES = {
    "cs": "Čeština",
    "pl": "Polski",
    "sl": "Slovenščina",
    "en": "English",
    "sk": "Slovenčina",
    "de": "Deutsch",
    "uk": "Українська",
}
PORTAL_LANGUAGES = env.list("PORTAL_LANGUAGES", default=["cs", "pl", "sl", "en"])
LANGUAGES = [(code, LANGUAGE_NAMES.get(code, code)) for code in PORTAL_LANGUAGES]
LANGUAGE_CODE = PORTAL_LANGUAGES[0]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
USE_I18N = True
WAGTAIL_I18N_ENABLED = True
FORMAT_MODULE_PATH = ["portal.formats"]
LOCALE_PATHS = [BASE_DIR / "portal" / "locale"]
# ISO 3166-1 codes of the countries whose regions and towns are loaded.
PORTAL_COUNTRIES = env.list("PORTAL_COUNTRIES", default=["CZ", "PL", "SI"])
TIME_ZONE = env.str("TIME_ZONE", default="Europe/Prague")
USE_TZ = True

# --- Submissions ---------------------------------------------------------------

# Working days within which the centre answers what people send; authors are told.
CHECK_WITHIN_DAYS = env.int("CHECK_WITHIN_DAYS", default=3)
# Working days within which experts answer what people ask; askers are told.
ANSWER_WITHIN_DAYS = env.int("ANSWER_WITHIN_DAYS", default=5)
# Whose public holidays are no working days: ISO 3166, "CZ", or "DE-BY" where parts differ.
CENTRE_COUNTRY = env.str("CENTRE_COUNTRY", default=PORTAL_COUNTRIES[0] if PORTAL_COUNTRIES else "")
# Months after which somebody is asked whether an entry is still true.
FRESH_ORGANISATION_MONTHS = env.int("FRESH_ORGANISATION_MONTHS", default=6)
FRESH_OPPORTUNITY_MONTHS = env.int("FRESH_OPPORTUNITY_MONTHS", default=2)
# How often the pages of entries are looked at, for their organisations; nobody is recognised.
COUNT_VIEWS = env.bool("COUNT_VIEWS", default=True)

# --- Volunteers ----------------------------------------------------------------

# Below which age a parent or guardian has to agree, by country: "CZ=15,PL=18"; the reasons
# stand in volunteers/ages.py.
GUARDIAN_AGES = {
    "CZ": 15,
    "PL": 18,
    "SI": 15,
    **env.dict("GUARDIAN_AGES", cast={"value": int}, default={}),
}
# Working days within which brokers pass on what people write, where it does not go by itself.
PASS_ON_WITHIN_DAYS = env.int("PASS_ON_WITHIN_DAYS", default=2)

# --- Robots ---------------------------------------------------------------------

# How many proxies of our own stand before the site, each writing into X-Forwarded-For whom
# it serves: what stands further left in it is what visitors say of themselves.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)

# --- Files -------------------------------------------------------------------

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "static"
MEDIA_URL = "media/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "portal.common.static_files.StaticFiles"},
}
WAGTAILIMAGES_IMAGE_MODEL = "common.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "portal.common.picture_forms.PictureForm"
# More than any camera of a telephone; each pixel takes four bytes while sizes are made.
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 60_000_000
# What people can open at home; nothing that a browser would run. In bytes: larger files keep
# visitors on telephones waiting.
WAGTAILDOCS_EXTENSIONS = [
    *("pdf", "docx", "odt", "rtf", "txt", "xlsx", "ods", "csv", "pptx", "odp", "epub", "zip"),
]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp", "svg"]

# --- Wagtail -----------------------------------------------------------------

WAGTAIL_SITE_NAME = "Dobrosměr"
WAGTAILADMIN_BASE_URL = PUBLIC_URL
WAGTAIL_ENABLE_UPDATE_CHECK = False  # nothing calls home
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # nor tells a third party who is editing
# Addresses that can be read out and typed on any keyboard: č → c, ł → l.
WAGTAIL_ALLOW_UNICODE_SLUGS = False
# An unsaved minute is worth less than a history in which the real steps show.
WAGTAIL_AUTOSAVE_INTERVAL = 0
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
# A new translation is a draft: until somebody translates it, it is a copy of the source.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False

# --- Security ----------------------------------------------------------------

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # the admin previews pages in a frame
CSRF_COOKIE_HTTPONLY = True
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# Blocks of upper rooms that texts of lower ones may hold, by the name they are stored under.
BODY_BLOCKS = {
    "contact": "home.blocks.contacts.ContactBlock",
    "partners": "home.blocks.partners.PartnersBlock",
}

# Where videos are played from once a visitor presses play, and only then.
VIDEO_PLAYERS = {
    "youtube": "https://www.youtube-nocookie.com",
    "vimeo": "https://player.vimeo.com",
}

# Public pages run our own files and nothing else: no inline script or style, no
# stranger's server. https://django-csp.readthedocs.io/en/latest/configuration.html
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],
        "frame-src": ["'self'", *VIDEO_PLAYERS.values()],
        "object-src": ["'none'"],
    }
}
# Wagtail's admin writes styles and a few scripts into its pages.
ADMIN_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "object-src": ["'none'"],
        "script-src": ["'self'", "'unsafe-inline'"],
        "style-src": ["'self'", "'unsafe-inline'"],
    }
}

# --- Closed for a while ------------------------------------------------------

# Every address answers 503, without asking the database or the page cache.
MAINTENANCE = env.bool("MAINTENANCE", default=False)
if MAINTENANCE:
    ROOT_URLCONF = "portal.maintenance"
    ALIVE = ("django.middleware.security", "whitenoise", "portal.common.policy")
    MIDDLEWARE = [name for name in MIDDLEWARE if name.startswith(ALIVE)]

# X_FRAME_OPTIONS is not DENY: see there. Our protection against forged requests is Django's,
# which the check does not see (portal.common.csrf).
SILENCED_SYSTEM_CHECKS = ["security.W003", "security.W019"]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
