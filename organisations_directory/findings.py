"""What staff should look at before they publish an organisation's profile."""

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from organisations_directory import numbers
from organisations_directory.duplicates import Candidate, similar
from organisations_directory.models.organisation import Organisation
from portal.common import findings
from portal.common.findings import Finding, Passage, Refusal
from submissions.models import Submission

# Letters below which a text hardly tells anything.
LEAST_SUMMARY, LEAST_ABOUT = 30, 150
# The admin's form of an organisation.
EDIT = "wagtailsnippets_organisations_directory_organisation:edit"


def of(draft: Organisation, submission: Submission) -> list[Finding]:
    """Return the findings about ``draft``, which somebody sent as ``submission``."""
    return of_organisation(draft, submission.email, refusals(draft, submission))


def refusals(draft: Organisation, submission: Submission) -> list[Refusal]:
    """Return what was declined before, of the same e-mail or with the same number."""
    same = Q(email__iexact=submission.email)
    if number := draft.registration_number:
        organisations = Organisation.objects.filter(registration_number=number)
        kind = ContentType.objects.get_for_model(Organisation)
        same |= Q(entry_type=kind, entry_id__in=organisations.values("pk"))
    declined = Submission.objects.filter(state=Submission.State.DECLINED).exclude(pk=submission.pk)
    return [Refusal(str(one)) for one in declined.filter(same).order_by("-decided_at")]


def of_organisation(
    draft: Organisation, email: str, refusals: Iterable[Refusal] = ()
) -> list[Finding]:
    """Return the findings about ``draft``, problems first.

    ``email`` is the author's; ``refusals`` were of the same e-mail or number. The draft may
    be one that was never saved.
    """
    found = [
        *findings.of_refusals(refusals),
        *of_duplicates(draft),
        *of_place(draft),
        *of_number(draft),
        *findings.of_email(email, draft.website),
        *findings.of_passages(passages(draft), own_hosts(draft)),
        *findings.of_languages(draft),
    ]
    return sorted(found, key=findings.rank)


def of_duplicates(draft: Organisation) -> list[Finding]:
    """Return the organisations, drafts included, that may be the same one."""
    candidates = similar(
        draft.name, draft.registration_number, draft.place, drafts=True, without=draft.entry_id
    )
    return [of_candidate(candidate) for candidate in candidates]


def of_candidate(candidate: Candidate) -> Finding:
    organisation = candidate.organisation
    url = reverse(EDIT, args=[organisation.pk])
    values = {"name": organisation.name, "town": organisation.place or "–"}
    if candidate.same_number:
        sentence = _("The same registration number: %(name)s (%(town)s).")
        return Finding("problem", "same-number", sentence, values, url)
    sentence = _("Perhaps the same: %(name)s (%(town)s).")
    return Finding("notice", "like-name", sentence, values, url)


def of_place(draft: Organisation) -> list[Finding]:
    """Return whether it can be found by place."""
    if draft.place:
        return []
    return [Finding("problem", "no-place", _("No town: nobody finds it by place."))]


def of_number(draft: Organisation) -> list[Finding]:
    """Return whether the registration number is there, and can be true."""
    if draft.legal_form == Organisation.LegalForm.INFORMAL:
        return []
    if not draft.registration_number:
        return [Finding("notice", "no-number", _("No registration number."))]
    country = numbers.country_of(draft.place)
    values = {"number": draft.registration_number}
    if country not in numbers.KINDS:
        sentence = _("The registration number %(number)s cannot be checked: no rules for it.")
        return [Finding("notice", "number-unchecked", sentence, values)]
    return [of_checked(draft.registration_number, country)]


def of_checked(number: str, country: str) -> Finding:
    try:
        right = numbers.check(number, country)
    except ValidationError:
        sentence = _("The registration number cannot be right: %(number)s.")
        return Finding("problem", "number-wrong", sentence, {"number": number})
    sentence = _("The registration number can be right: %(kind)s %(number)s.")
    values = {"kind": right.kind, "number": right.display}
    return Finding("good", "number-right", sentence, values)


def passages(draft: Organisation) -> list[Passage]:
    """Return what visitors read, as far as authors write it freely."""
    return [
        Passage(label(name), getattr(draft, name), least)
        for name, least in (("name", 0), ("summary", LEAST_SUMMARY), ("about", LEAST_ABOUT))
    ]


def label(name: str) -> str:
    """Return what people call the field, in the language that is active."""
    return str(capfirst(Organisation._meta.get_field(name).verbose_name))


def own_hosts(draft: Organisation) -> list[str]:
    """Return the host of its website, which its texts may well link to."""
    host = findings.host_of(draft.website)
    return [host] if host else []
