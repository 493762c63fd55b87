"""How the blocks are grouped where an editor chooses one."""

from django.utils.translation import gettext_lazy as _

WORDS = _("Words")
SEEN = _("To see and take away")
FILLED = _("Filled by the portal")
