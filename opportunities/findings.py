"""What staff should look at before they publish a call for volunteers."""

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from rapidfuzz import fuzz

from opportunities.choices import Audience, Commitment
from opportunities.models import Opportunity
from organisations_directory.findings import EDIT as EDIT_ORGANISATION
from organisations_directory.findings import own_hosts
from portal.common import findings
from portal.common.findings import Finding, Passage, Refusal
from submissions.models import Submission
from words import folded_words

# Letters below which a text hardly tells anything.
LEAST = {"title": 8, "summary": 30, "description": 150}
PASSAGES = ("title", "summary", "description", "tasks", "requirements", "offer_text")
# Of 100: titles that have nearly all words in common, in any order.
ALIKE = 85
MOST_ALIKE = 5
# Full age, in years.
ADULT = 18
# Who comes with, or is, somebody under age.
YOUNG = (Audience.MINORS, Audience.FAMILIES)
# The admin's form of a call.
EDIT = "wagtailsnippets_opportunities_opportunity:edit"


def of(draft: Opportunity, submission: Submission) -> list[Finding]:
    """Return the findings about ``draft``, which somebody sent as ``submission``."""
    return of_opportunity(draft, submission.email, refusals(draft, submission))


def refusals(draft: Opportunity, submission: Submission) -> list[Refusal]:
    """Return what was declined before, of the same e-mail or the same organisation."""
    same = Q(email__iexact=submission.email)
    if host := draft.organisation_id:
        calls = Opportunity.objects.filter(organisation=host)
        same |= Q(entry_type=type_of(Opportunity), entry_id__in=calls.values("pk"))
        same |= Q(entry_type=type_of(type(draft.organisation)), entry_id=host)
    declined = Submission.objects.filter(state=Submission.State.DECLINED).exclude(pk=submission.pk)
    return [Refusal(str(one)) for one in declined.filter(same).order_by("-decided_at")]


def type_of(model: type) -> ContentType:
    return ContentType.objects.get_for_model(model)


def of_opportunity(
    draft: Opportunity, email: str, refusals: Iterable[Refusal] = ()
) -> list[Finding]:
    """Return the findings about ``draft``, problems first. ``email`` is the author's."""
    host = draft.organisation
    found = [
        *findings.of_refusals(refusals),
        *of_host(draft),
        *of_similar(draft),
        *of_dates(draft),
        *of_age(draft),
        *findings.of_email(email, host.website if host else ""),
        *findings.of_passages(passages(draft), own_hosts(host) if host else ()),
        *findings.of_languages(draft),
    ]
    return sorted(found, key=findings.rank)


def of_host(draft: Opportunity) -> list[Finding]:
    """Return whether the call would be seen: it needs an organisation that is shown."""
    host = draft.organisation
    if host is None:
        return [Finding("problem", "no-organisation", _("It belongs to no organisation."))]
    if host.live:
        return []
    sentence = _("Its organisation is not published: %(name)s.")
    url = reverse(EDIT_ORGANISATION, args=[host.pk])
    return [Finding("problem", "organisation-hidden", sentence, {"name": host.name}, url)]


def of_similar(draft: Opportunity) -> list[Finding]:
    """Return the calls of the same organisation, drafts included, with a like title."""
    if draft.organisation_id is None:
        return []
    others = Opportunity.objects.sources().current().filter(organisation=draft.organisation_id)
    others = others.exclude(pk=draft.entry_id)
    rows = others.order_by("-pk").values_list("pk", "title")
    like = [row for row in rows if is_like(row[1], draft.title)][:MOST_ALIKE]
    sentence = _("Perhaps the same call: %(title)s.")
    return [
        Finding("notice", "like-title", sentence, {"title": title}, reverse(EDIT, args=[key]))
        for key, title in like
    ]


def is_like(one: str, other: str) -> bool:
    """Return whether two titles have nearly the same words, marks and order aside."""
    return (
        fuzz.token_sort_ratio(" ".join(folded_words(one)), " ".join(folded_words(other))) >= ALIKE
    )


def of_dates(draft: Opportunity) -> list[Finding]:
    """Return what is over already, or that nothing says when the call ends."""
    ends = [name for name in ("end_on", "deadline", "expires_on") if getattr(draft, name)]
    if not ends and draft.start_on and draft.commitment == Commitment.ONE_OFF:
        ends = ["start_on"]
    if not ends:
        return [Finding("notice", "no-end", _("Nothing says until when the call stands."))]
    today = timezone.localdate()
    sentence = _("%(label)s: already past.")
    return [
        Finding("problem", "over", sentence, {"label": label(name)})
        for name in ends
        if getattr(draft, name) < today
    ]


def of_age(draft: Opportunity) -> list[Finding]:
    """Return where the minimum age and who is welcome do not go together."""
    age, welcome = draft.minimum_age, set(draft.welcomes)
    values = {"age": age}
    if age is None:
        return []
    if age >= ADULT and welcome & set(YOUNG):
        sentence = _("Minimum age %(age)s, but people under age are welcome.")
        return [Finding("problem", "age", sentence, values)]
    if age < ADULT and Audience.MINORS not in welcome:
        sentence = _("Minimum age %(age)s, but nothing says that people under 18 are welcome.")
        return [Finding("notice", "age", sentence, values)]
    return []


def passages(draft: Opportunity) -> list[Passage]:
    """Return what visitors read, as far as authors write it freely."""
    return [Passage(label(n), getattr(draft, n), LEAST.get(n, 0)) for n in PASSAGES]


def label(name: str) -> str:
    """Return what people call the field, in the language that is active."""
    return str(capfirst(Opportunity._meta.get_field(name).verbose_name))
