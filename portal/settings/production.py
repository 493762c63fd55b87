"""Settings of a public site; all it needs comes from the environment."""

import sys

from .base import *
from .base import PUBLIC_URL, SECRET_KEY, env

if not SECRET_KEY:
    sys.exit(
        "SECRET_KEY is not set. Production does not start without one: "
        'python -c "import secrets; print(secrets.token_urlsafe(50))" makes one.'
    )

# What ends TLS stands before the site. TRUSTED_PROXIES=0 if nothing does.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=1)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = PUBLIC_URL.startswith("https://")
SECURE_HSTS_SECONDS = 31_536_000 if SECURE_SSL_REDIRECT else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = SECURE_SSL_REDIRECT
CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT
