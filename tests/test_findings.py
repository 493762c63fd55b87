"""What a machine sees in a profile before staff decide."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from organisations_directory import findings as of_organisations
from organisations_directory.findings import of_organisation
from organisations_directory.models import Organisation
from portal.common import findings
from portal.common.findings import Finding, Passage, Refusal
from submissions.models import Submission
from tests import factories
from tests.admin import address, client_of

ABOUT = f"<p>{'We look after the beech woods above the town with anybody who comes. ' * 4}</p>"


def codes(found: list[Finding]) -> set[str]:
    return {finding.code for finding in found}


def passage(text: str, least: int = 0) -> set[str]:
    return codes(findings.of_passages([Passage("About", text, least)]))


ODD = [
    ("<p>We plant trees.</p>", set()),
    ("<p>Since 1998, 1. 5. 2026, 10.30–12.00, 120 000 Kč, IČO 00064581, 250 people</p>", set()),
    ("<p>Call +420 605 123 456</p>", {"phone-in-text"}),
    ("<p>Call 605 123 456!</p>", {"phone-in-text"}),
    ("<p>Call 605123456</p>", {"phone-in-text"}),
    ("<p>Tel. 00386 41 123 456</p>", {"phone-in-text"}),
    ("<p>Tel. 041 123 456</p>", {"phone-in-text"}),
    ("<p>Tel. 01/234-56-78</p>", {"phone-in-text"}),
    ("<p>Tel. +48 (22) 123-45-67</p>", {"phone-in-text"}),
    ("<p>Call<br/>605<br/>123<br/>456</p>", {"phone-in-text"}),
    ("<p>Write to info@bucina.example.</p>", {"email-in-text"}),
    ("<p>Write to info&#64;bucina.example</p>", {"email-in-text"}),
    ("<p>POMÁHÁME ZVÍŘATŮM V CELÉM KRAJI</p>", {"capitals"}),
    ("<p>ADRA, ČSOP, SKP</p>", set()),
    ('<p><a href="https://a.example/x">a</a></p>', {"links"}),
    ("<p>See www.bucina.example</p>", {"links"}),
    ("<p>See HTTPS://bucina.example</p>", {"links"}),
    ("<p>http://[half</p>", set()),
    ("", set()),
]


@pytest.mark.parametrize(("text", "expected"), ODD)
def test_what_is_odd_in_a_text(text: str, expected: set[str]) -> None:
    assert passage(text) == expected


def test_text_shorter_than_its_least_is_told_by_its_letters_without_markup() -> None:
    assert passage("<p>Short <b>text</b></p>", least=11) == {"short"}
    assert passage("<p>Short <b>text</b></p>", least=10) == set()


def test_links_are_counted_by_address_and_named_by_host() -> None:
    texts = [
        '<a href="https://www.a.example/1">https://www.a.example/1</a> https://a.example/2',
        "http://b.example.",
    ]
    (finding,) = findings.of_links(texts)
    with translation.override("en"):
        assert finding.text == "The texts contain 3 links to other sites: a.example, b.example."
    assert finding.level == "notice"


def test_many_links_are_a_problem_and_those_to_the_own_website_none() -> None:
    texts = [f"https://{name}.example" for name in "abcd"]
    assert [finding.level for finding in findings.of_links(texts)] == ["problem"]
    assert (
        findings.of_links(["https://www.own.example/x https://blog.own.example"], ["own.example"])
        == []
    )
    assert findings.of_links(["https://notown.example"], ["own.example"])


EMAILS = [
    ("marta@tribuciny.example", "https://tribuciny.example", "email-of-website"),
    ("Marta@TriBuciny.Example", "https://www.tribuciny.example/kontakt", "email-of-website"),
    ("marta@mail.tribuciny.example", "https://tribuciny.example", "email-of-website"),
    ("marta@charita.example", "https://liberec.charita.example", "email-of-website"),
    ("a@one.webs.example", "https://two.webs.example", "email-elsewhere"),
    ("a@nottribuciny.example", "https://tribuciny.example", "email-elsewhere"),
    ("a@tribuciny.example.evil.example", "https://tribuciny.example", "email-elsewhere"),
    ("tribuciny@seznam.cz", "https://tribuciny.example", "free-mail"),
    ("tribuciny@seznam.cz", "https://seznam.cz/tribuciny", "free-mail"),
    ("tribuciny@WP.PL", "", "free-mail"),
    ("marta@tribuciny.example", "", ""),
    ("", "https://tribuciny.example", ""),
    ("marta@tribuciny.example", "not an address", ""),
]


@pytest.mark.parametrize(("email", "website", "code"), EMAILS)
def test_email_speaks_for_its_own_website_only(email: str, website: str, code: str) -> None:
    assert codes(findings.of_email(email, website)) == ({code} if code else set())


def test_free_mail_is_known_in_every_country_of_the_portal() -> None:
    for domain in ("gmail.com", "seznam.cz", "wp.pl", "siol.net"):
        assert codes(findings.of_email(f"a@{domain}", "")) == {"free-mail"}


def test_findings_are_in_the_language_of_who_reads_them() -> None:
    (finding,) = findings.of_passages([Passage("About", "x", least=9)])
    with translation.override("en"):
        assert finding.text == "About: very short."
    assert str(finding) == finding.text


def test_signs_of_formats_in_a_name_are_shown_as_they_are() -> None:
    (finding,) = findings.of_refusals([Refusal("100 %s %(name)s {x}")])
    assert "100 %s %(name)s {x}" in finding.text


pytestmark = pytest.mark.django_db


def draft(**attributes: Any) -> Organisation:
    """Return a profile without a fault that was never saved."""
    place = factories.place()
    return Organisation(
        locale=factories.locale(),
        **{
            "name": "Tři bučiny",
            "legal_form": "association",
            "registration_number": "99000016",
            "summary": "We look after the beech woods above the town.",
            "about": ABOUT,
            "place": place,
            "website": "https://tribuciny.example",
            **attributes,
        },
    )


def found(email: str = "marta@tribuciny.example", **attributes: Any) -> list[Finding]:
    """Return what is found in a draft, the languages aside, which it never has."""
    of_draft = of_organisation(draft(**attributes), email)
    return [finding for finding in of_draft if finding.code != "languages"]


def test_profile_without_a_fault_shows_what_speaks_for_it() -> None:
    assert {(each.level, each.code) for each in found()} == {
        ("good", "number-right"),
        ("good", "email-of-website"),
    }


NUMBERS = [
    ({"registration_number": ""}, "notice", "no-number"),
    ({"registration_number": "99000017"}, "problem", "number-wrong"),
    ({"registration_number": "99000017", "place": None}, "notice", "number-unchecked"),
    ({"registration_number": "CZ 990 000 16"}, "good", "number-right"),
]


@pytest.mark.parametrize(("attributes", "level", "code"), NUMBERS)
def test_registration_number_is_looked_at(
    attributes: dict[str, Any], level: str, code: str
) -> None:
    numbers = {(each.level, each.code) for each in found(**attributes) if "number" in each.code}
    assert numbers == {(level, code)}


def test_informal_group_needs_no_number() -> None:
    of_group = codes(found(legal_form="informal", registration_number=""))
    assert not {code for code in of_group if "number" in code}


def test_odd_texts_of_a_profile_are_named_as_in_the_form() -> None:
    with translation.override("en"):
        texts = [each.text for each in found(summary="Short", about="<p>a@b.example</p>")]
    assert "In one sentence: very short." in texts
    assert "About the organisation: contains an e-mail address." in texts


def test_link_to_its_own_website_is_no_finding() -> None:
    assert "links" not in codes(found(about=f"{ABOUT}<p>https://tribuciny.example/akce</p>"))
    assert "links" in codes(found(about=f"{ABOUT}<p>https://other.example/akce</p>"))


def test_duplicates_lead_to_their_forms_drafts_included() -> None:
    there = factories.organisation(name="Tři bučiny, z. s.", live=False)
    numbered = factories.organisation(name="Les", registration_number="99000016")
    by_code = {finding.code: finding for finding in found()}
    assert by_code["like-name"].url == address("edit", there)
    assert by_code["same-number"].url == address("edit", numbered)
    assert client_of("Moderators").get(by_code["like-name"].url).status_code == 200


def test_saved_profile_is_no_duplicate_of_itself() -> None:
    saved = draft()
    saved.save()
    assert not {"like-name", "same-number"} & codes(of_organisation(saved, "a@b.example"))


def test_missing_translations_are_named() -> None:
    entry = draft()
    entry.save()
    factories.translation(entry, "pl")
    (missing,) = (each for each in of_organisation(entry, "") if each.code == "languages")
    assert {name.strip() for name in missing.values["languages"].split(",")} == {
        "Slovenščina",
        "English",
    }


def test_profile_in_all_languages_lacks_none() -> None:
    entry = draft()
    entry.save()
    for language in ("pl", "sl", "en"):
        factories.translation(entry, language)
    assert findings.of_languages(entry) == []


def test_problems_come_first_and_what_is_good_last() -> None:
    entry = draft(about="<p>a@b.example</p>")
    levels = [each.level for each in of_organisation(entry, "a@gmail.com", [Refusal("Old")])]
    assert levels == sorted(levels, key=["problem", "notice", "good"].index)
    assert {"problem", "notice", "good"} == set(levels)


def declined(**attributes: Any) -> Submission:
    return Submission.objects.create(
        kind_slug="organisation",
        language="cs",
        state=Submission.State.DECLINED,
        decided_at=timezone.now(),
        **attributes,
    )


def refused(submission: Submission, **attributes: Any) -> list[str]:
    of_draft = of_organisations.of(draft(**attributes), submission)
    return [each.values["title"] for each in of_draft if each.code == "refused"]


def test_earlier_refusals_of_the_same_email_or_number_are_told() -> None:
    other = factories.organisation(name="Old", registration_number="99000016")
    by_email = declined(email="Marta@tribuciny.example")
    by_number = declined(email="x@y.example", entry=other)
    declined(email="somebody@else.example")
    own = declined(email="marta@tribuciny.example")
    assert set(refused(own)) == {str(by_email), str(by_number)}
    assert refused(own, registration_number="") == [str(by_email)]


def test_queries_do_not_grow_with_the_duplicates() -> None:
    def queries(number: int) -> int:
        for _ in range(number):
            factories.organisation(name="Tři bučiny", place=factories.place())
        entry = draft()
        of_organisation(entry, "a@b.example")
        with CaptureQueriesContext(connection) as captured:
            of_organisation(entry, "a@b.example")
        return len(captured)

    assert queries(1) == queries(3)
