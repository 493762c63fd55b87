"""One machine, one command: no service, a secret of its own under var/."""

from .base import *
from .base import SECRET_KEY, VAR_DIR, env
from .secret import local_secret

SECRET_KEY = SECRET_KEY or local_secret(VAR_DIR)
ALLOWED_HOSTS = ["*"]
# A folder instead of a mail server: one file for each mail, which mail programs open.
if not env.str("EMAIL_URL", default=""):
    EMAIL_BACKEND = "portal.common.mail_backends.Folder"
    EMAIL_FILE_PATH = VAR_DIR / "mails"
