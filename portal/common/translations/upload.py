"""The form by which PO files come back."""

from typing import Any, TypeAlias

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from wagtail.admin.views.pages.utils import get_valid_next_url_from_request
from wagtail_localize.models import Translation

from portal.common.translations import exchange
from portal.common.translations.report import may_report

MOST_FILES = 200

Upload: TypeAlias = "UploadedFile[Any]"


class Files(forms.FileField):
    """Several files; ``cleaned_data`` has the list of them."""

    widget = type("FilesInput", (forms.FileInput,), {"allow_multiple_selected": True})

    def clean(self, data: Any, initial: Any = None) -> list[Upload]:
        """Return the files; raises ``ValidationError``."""
        files = data if isinstance(data, list) else [data]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(_("Send at most %(n)s at a time.") % {"n": MOST_FILES})
        return [super(Files, self).clean(file, initial) for file in files]


class UploadForm(forms.Form):
    files = Files(  # type: ignore[assignment]  # a form's own files are elsewhere
        label=gettext_lazy("PO files"),
        help_text=gettext_lazy("Each knows which text it belongs to. One that fits none is left."),
    )


def upload(request: HttpRequest) -> HttpResponse:
    """Take in PO files, whatever they translate."""
    if not may_report(request.user):
        raise PermissionDenied
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        for file in form.cleaned_data["files"]:
            take_in(request, file)
        return redirect("translation_upload")
    page = {"form": form, "back": reverse("translation_reports")}
    return TemplateResponse(request, "translations/upload.html", page)


@require_POST
def upload_one(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Take in the file of one translation, from the page where it is edited."""
    work = get_object_or_404(Translation, pk=translation_id)
    if not exchange.may_translate(request.user, work):
        raise PermissionDenied
    file = request.FILES.get("file")
    if file is None:
        messages.error(request, _("Choose a file."))
    else:
        take_in(request, file, only=work)
    return redirect(get_valid_next_url_from_request(request) or "wagtailadmin_home")


def take_in(request: HttpRequest, file: Upload, only: Translation | None = None) -> None:
    """Take in ``file`` and tell what came of it."""
    try:
        taken = exchange.take_in(file, request.user, only)
    except exchange.Refused as error:
        told = {"file": file.name, "why": error}
        messages.error(request, _("“%(file)s” was not taken in. %(why)s") % told)
    else:
        tell(request, taken)


def tell(request: HttpRequest, taken: exchange.Taken) -> None:
    """Say how much was taken in, and how much of it was not as it should be."""
    text = ngettext(
        "“%(title)s” (%(language)s): %(n)s text taken in.",
        "“%(title)s” (%(language)s): %(n)s texts taken in.",
        taken.texts,
    )
    named = {"title": taken.work.source.object_repr, "language": taken.language, "n": taken.texts}
    messages.success(request, text % named)
    for number, words in ((taken.cleaned, cleaned), (taken.unknown, unknown)):
        if number:
            messages.warning(request, words(number) % {"n": number})


def cleaned(number: int) -> str:
    return ngettext(
        "%(n)s text held formatting or links that do not belong there; they were left out.",
        "%(n)s texts held formatting or links that do not belong there; they were left out.",
        number,
    )


def unknown(number: int) -> str:
    return ngettext(
        "%(n)s text is not in the original any more; it was left out.",
        "%(n)s texts are not in the original any more; they were left out.",
        number,
    )
