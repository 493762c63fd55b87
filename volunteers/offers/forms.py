"""“I can help”: what somebody would like to do, and their answer to a proposal."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from opportunities import choices
from opportunities.answers import Answers
from opportunities.guide import said_of_oneself
from portal.common.fields import CodesFormField
from portal.common.humans import HumanForm
from portal.common.public_forms import Checks, ConsentWidget, PublicForm, Radios
from portal.common.typed import TypedCharField, TypedTextField
from search.form_fields import PlaceField, labels_by_slug
from search.params import DEFAULT_RADIUS, LONGEST_WORDS, RADIUS_CHOICES
from submissions.forms import OnceForm
from volunteers import ages
from volunteers.forms import LONGEST, PersonForm
from volunteers.models import Offer, Proposal, Skill
from volunteers.offers import flow

# What the guide "What fits me" calls its answers, by our names.
FROM_GUIDE = {
    "fields": "field",
    "company": "audience",
    "times": "time",
    "commitments": "commitment",
    "languages": "language",
}


def company_choices() -> list[tuple[str, str]]:
    """Return who may be coming; age is a question of its own."""
    own = said_of_oneself()
    return [(code, own.get(code, code)) for code in choices.Audience.values if code != "minors"]


def radius_choices() -> list[tuple[int, str]]:
    return [(km, f"{km} km") for km in RADIUS_CHOICES]


def skills_by_slug() -> list[tuple[str, str]]:
    """Return all skills in the reader's words."""
    return [(skill.slug, skill.label) for skill in Skill.objects.all()]


class SlugsField(CodesFormField):
    """Fields of volunteering to tick, by their slugs."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=labels_by_slug, **kwargs)


class WishesForm(PublicForm):
    """What somebody would like to do, where and when."""

    fields_wished = SlugsField(
        label=_("What would you like to do?"),
        required=False,
        widget=Checks({"small": True}),
    )
    words = TypedCharField(
        label=_("In your own words"),
        help_text=_("What you are good at, or what you always wanted to do: driving, guitar …"),
        max_length=LONGEST_WORDS,
        required=False,
    )
    skills = CodesFormField(
        choices=skills_by_slug,
        label=_("What are you good at?"),
        required=False,
        widget=Checks({"small": True, "fold": True}),
    )
    company = CodesFormField(
        label=_("Who is coming?"),
        choices=company_choices,
        required=False,
        widget=Checks({"small": True, "fold": True}),
    )
    place = PlaceField(
        label=_("Near which town?"),
        help_text=_("Leave it out if you would go anywhere, or stay at home."),
        required=False,
    )
    radius = forms.TypedChoiceField(
        label=_("Within"),
        choices=radius_choices,
        coerce=int,
        initial=DEFAULT_RADIUS,
        required=False,
    )
    remote = forms.BooleanField(
        label=_("From home?"),
        required=False,
        widget=ConsentWidget({"words": _("From home is fine, too")}),
    )
    times = CodesFormField(
        label=_("When do you have time?"),
        choices=choices.Time.choices,
        required=False,
        widget=Checks({"small": True}),
    )
    commitments = CodesFormField(
        label=_("How often?"), choices=choices.Commitment.choices, required=False, widget=Checks
    )
    languages = CodesFormField(
        label=_("Languages you speak"),
        help_text=_("If you tick any, one of them has to be spoken there."),
        choices=choices.Language.choices,
        required=False,
        widget=Checks({"small": True, "fold": True}),
    )
    avoided = SlugsField(
        label=_("What you would rather leave to others"),
        required=False,
        widget=Checks({"small": True, "fold": True}),
    )
    text = TypedTextField(
        label=_("A few words"),
        help_text=_("Who you are, and what else we should know."),
        max_length=LONGEST,
        required=False,
        most_links=1,
        widget=forms.Textarea({"rows": 4}),
    )

    def check_wishes(self, given: dict[str, Any]) -> None:
        """Ask for at least something to look for; what is liked cannot be left out, too."""
        liked = set(given.get("fields_wished") or ())
        if liked & set(given.get("avoided") or ()):
            text = _("You ticked the same above. Choose one of both.")
            self.add_error("avoided", text)
        if not self.errors and not (liked or given.get("words") or given.get("skills")):
            text = _("Tick something, or say below in your own words what you would like to do.")
            self.add_error("fields_wished", text)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        self.check_wishes(given)
        return given

    @property
    def wishes(self) -> dict[str, Any]:
        """What was said, as it is kept."""
        given = self.cleaned_data
        own = {name: given[name] for name in Offer.WISHES if name != "fields"}
        own |= {"fields": given["fields_wished"], "radius": given["radius"] or DEFAULT_RADIUS}
        return {
            **own,
            "text": given["text"],
            "skills": list(Skill.objects.filter(slug__in=given["skills"])),
        }


def answered(answers: Answers) -> dict[str, Any]:
    """Return what was answered in the guide as the form takes it.

    Whoever said nothing of languages speaks that of the page, to begin with.
    """
    params = answers.params
    filters = {name: list(params.filters.get(facet, ())) for name, facet in FROM_GUIDE.items()}
    return {
        **filters,
        "languages": filters["languages"] or [get_language() or settings.LANGUAGE_CODE],
        "fields_wished": filters["fields"],
        "words": params.words,
        "place": params.place or params.near,
        "radius": params.radius,
        "remote": answers.remote,
        "avoided": list(answers.avoided),
    }


class OfferForm(PersonForm, WishesForm, HumanForm, OnceForm):
    """“I can help.”"""

    deed = "send"

    consent = forms.BooleanField(
        label=_("Your consent"),
        widget=ConsentWidget(),
        error_messages={"required": _("Without your consent we may not keep it.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tell_age(ages.guardian_age_near(None))
        self.fields["consent"].widget.attrs["words"] = self.agreed
        wishes = [*WishesForm.base_fields]
        person = ["name", "email", "phone", "age", "guardian", "consent"]
        self.order_fields([*wishes, *person, *HumanForm.base_fields])

    @property
    def agreed(self) -> str:
        """What people agree to, as they read it."""
        words = _(
            "The centre may keep what I wrote, look for something that fits, and tell me of it. "
            "It passes nothing on before I say yes. I can have all of it erased at any time."
        )
        return str(words)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        self.check_reach(given)
        self.check_guardian(given, ages.guardian_age_near(given.get("place")))
        self.writes_to = given.get("email") or ""
        return given

    def send(self, language: str) -> Offer:
        """Return what was sent; the same form sent twice is one."""
        nonce = self.cleaned_data["nonce"]
        return flow.send(nonce, self.wishes, self.agreed, language=language, **self.person)


class ChangeOfferForm(WishesForm):
    """What somebody would like by now."""

    def __init__(self, *args: Any, offer: Offer, **kwargs: Any) -> None:
        kept = {name: getattr(offer, name) for name in (*Offer.WISHES, "text")}
        skills = [skill.slug for skill in offer.skills.all()]
        initial = {**kept, "fields_wished": offer.fields, "skills": skills}
        super().__init__(*args, initial=initial, **kwargs)


class NoForm(PublicForm):
    """Why not, if somebody likes to say so."""

    reason = forms.ChoiceField(
        label=_("Why not?"),
        choices=Proposal.Reason.choices,
        required=False,
        widget=Radios,
    )
    text = TypedCharField(
        label=_("A sentence for us"), max_length=300, required=False, most_links=1
    )


class YesForm(PublicForm):
    """What the organisation gets with the yes."""

    text = TypedTextField(
        label=_("A few words for the organisation"),
        max_length=LONGEST,
        required=False,
        most_links=1,
        widget=forms.Textarea({"rows": 4}),
    )
