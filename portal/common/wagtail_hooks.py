"""The menu "Volunteering", and what can be done to many entries at once."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from portal.common.admin import MENU
from portal.common.bulk import DeleteEntries, PublishEntries, UnpublishEntries

hooks.register("register_bulk_action", PublishEntries)
hooks.register("register_bulk_action", UnpublishEntries)
# After Wagtail's, whose place it takes.
hooks.register("register_bulk_action", DeleteEntries, order=100)


@hooks.register("register_admin_menu_item")
def volunteering_menu() -> MenuItem:
    """Return the menu that the rooms fill."""
    return SubmenuMenuItem(
        _("Volunteering"),
        Menu(register_hook_name=MENU),
        name="volunteering",
        icon_name="group",
        order=150,
    )
