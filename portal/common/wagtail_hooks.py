"""The menu "Volunteering", what can be done to many entries at once, translations."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.contrib.settings.registry import register_setting

from portal.common.admin import MENU
from portal.common.brand import Brand
from portal.common.bulk import DeleteEntries, PublishEntries, UnpublishEntries
from portal.common.translating import UpdateView
from portal.common.translations import report, upload

register_setting(Brand, icon="image", order=200)
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


# Before wagtail-localize's own, which stand at the same addresses.
@hooks.register("register_admin_urls", order=-1)
def translation_addresses() -> list[URLPattern]:
    """Return where translations are brought up to date, and PO files taken in."""
    return [
        path("localize/update/<int:translation_source_id>/", UpdateView.as_view()),
        path("localize/translate/<int:translation_id>/pofile/upload/", upload.upload_one),
    ]


@hooks.register("register_admin_urls")
def report_addresses() -> list[URLPattern]:
    """Return where staff see what is translated."""
    view, files = report.TranslationReport, report.TranslationFiles
    return [
        path("translations/", report.any_report, name="translation_reports"),
        path("translations/upload/", upload.upload, name="translation_upload"),
        path("translations/<slug:language>/", view.as_view(), name="translation_report"),
        path(
            "translations/<slug:language>/results/",
            view.as_view(results_only=True),
            name="translation_report_results",
        ),
        path("translations/<slug:language>/files/", files.as_view(), name="translation_files"),
    ]


class ReportItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return report.may_report(request.user)


@hooks.register("register_reports_menu_item")
def report_item() -> MenuItem:
    """Return the report of ours; it knows what nobody has begun to translate, too."""
    return ReportItem(
        _("Translations by language"),
        reverse("translation_reports"),
        name="translation-report",
        icon_name="globe",
        order=100,
    )


@hooks.register("construct_reports_menu")
def leave_out_narrower_report(_request: HttpRequest, items: list[MenuItem]) -> None:
    """Leave out wagtail-localize's report, which lists only what was begun."""
    narrower = reverse("wagtail_localize:translations_report")
    items[:] = [item for item in items if item.url != narrower]
