"""One machine, one command: no service, a secret of its own under var/."""

from .base import *
from .base import SECRET_KEY, VAR_DIR
from .secret import local_secret

SECRET_KEY = SECRET_KEY or local_secret(VAR_DIR)
ALLOWED_HOSTS = ["*"]
