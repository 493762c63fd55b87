"""The menu "Volunteering", what can be done to many entries at once, translations."""

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from portal.common.admin import MENU
from portal.common.bulk import DeleteEntries, PublishEntries, UnpublishEntries
from portal.common.translating import UpdateView

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


# Before wagtail-localize's own, which stands at the same address.
@hooks.register("register_admin_urls", order=-1)
def translation_addresses() -> list[URLPattern]:
    """Return the address at which translations are brought up to date."""
    return [path("localize/update/<int:translation_source_id>/", UpdateView.as_view())]
