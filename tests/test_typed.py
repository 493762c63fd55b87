"""What people type in public is harmless once a field has taken it."""

import time
import unicodedata
from collections.abc import Iterator

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from portal.common.typed import TypedCharField, TypedTextField

LINE = TypedCharField(max_length=80)
TEXT = TypedTextField(max_length=300)
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
PIRATES = "\U0001f3f4\u200d\u2620\ufe0f"

# What was typed into one line, and what is kept.
LINES = [
    ("Domov  pro\tseniory \n", "Domov pro seniory"),
    ("a\x00b\x07c\x7f\x9b", "abc"),
    ("Ana\r\nBcc: all@example.org", "Ana Bcc: all@example.org"),
    ("gpj.\u202eexe\u202c \u2066x\u2069", "gpj.exe x"),
    ("z\u200be\u200cr\u200do\ufeff\u00ad", "zero"),
    ("Z\u030cir\u030ca", "\u017dir\u030ca".replace("r\u030c", "\u0159")),
    (f"{FAMILY} {PIRATES}", f"{FAMILY} {PIRATES}"),
    ("\U0001f44d\U0001f3fd\u200d", "\U0001f44d\U0001f3fd"),
    ("a" + "\u0316" * 50 + "b", "a" + "\u0316" * 3 + "b"),
    ("a\u2028b\u2029c\x85d\x0be", "a b c d e"),
    ("\ud800x\udfff", "x"),
    ("<b>=1+1</b>", "<b>=1+1</b>"),
    ("20\u00a0let", "20 let"),
]


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """The words of errors are looked at."""
    with translation.override("en"):
        yield


@pytest.mark.parametrize(("typed", "kept"), LINES)
def test_a_line_is_kept_without_what_nobody_sees(typed: str, kept: str) -> None:
    assert LINE.clean(typed) == kept


@pytest.mark.parametrize("typed", ["", "  \n", "\u200b\u3164", "\u2800 \u115f", "\x00", "\ufeff"])
def test_what_looks_empty_is_empty(typed: str) -> None:
    with pytest.raises(ValidationError) as error:
        LINE.clean(typed)
    assert error.value.code == "required"


def test_a_text_keeps_its_lines() -> None:
    typed = "  One\r\n- two \r- three\n\n\n \n\nfour\u2028five\t\n"
    assert TEXT.clean(typed) == "One\n- two\n- three\n\nfour\nfive"


@given(st.text(max_size=60))
def test_whatever_is_typed_is_clean_and_stays_as_it_is(typed: str) -> None:
    field = TypedTextField(max_length=300, required=False, most_links=99)
    kept = field.clean(typed)
    assert field.clean(kept) == kept
    assert unicodedata.is_normalized("NFC", kept)
    unseen = {sign for sign in kept if unicodedata.category(sign) in {"Cc", "Cf", "Cs"}}
    assert unseen <= {"\n", "\u200d"}
    kept.encode()


@pytest.mark.parametrize("size", [81, 1_000, 1_000_000])
def test_what_is_too_long_is_refused_in_plain_words(size: int) -> None:
    with translation.override("en"), pytest.raises(ValidationError) as error:
        LINE.clean("ř" * size)
    assert error.value.messages == [f"Write at most 80 characters here; this has {size}."]


def test_a_huge_text_is_refused_at_once() -> None:
    began = time.perf_counter()
    with pytest.raises(ValidationError):
        TEXT.clean("\u0316x\r\n" * 500_000)
    assert time.perf_counter() - began < 0.1


def test_what_fits_once_it_is_tidy_is_not_refused() -> None:
    assert LINE.clean("\u200b" + "r\u030c" * 80 + " \r\n") == "ř" * 80
    with pytest.raises(ValidationError):
        LINE.clean("r\u030c" * 81)


def test_a_browser_does_not_cut_what_is_pasted() -> None:
    class Form(forms.Form):
        line = TypedCharField(max_length=80)

    assert "maxlength" not in str(Form()["line"])


# A text, and how many links it has.
LINKS = [
    ("Hlidac.cz z. s., o.p.s., Mgr.Jana Nová, 9–12 hod.", 0),
    ("jana@example.org", 0),
    ("see https://example.org/", 1),
    ("HTTP://a.example and www.b.example", 2),
    ("<a href=//c.example>x</a>", 1),
    ("[url=d.example]x[/url]", 1),
    ("javascript://x ftp://y", 2),
]


@pytest.mark.parametrize(("text", "links"), LINKS)
def test_links_are_counted(text: str, links: int) -> None:
    TypedTextField(max_length=300, most_links=links).clean(text)
    if links:
        with pytest.raises(ValidationError):
            TypedTextField(max_length=300, most_links=links - 1).clean(text)


def test_a_line_takes_no_links_and_a_text_takes_three() -> None:
    with translation.override("en"), pytest.raises(ValidationError) as error:
        LINE.clean("www.example.org")
    assert error.value.messages == ["Please leave web addresses out of this answer."]
    TEXT.clean("www.a.example " * 3)
    with translation.override("en"), pytest.raises(ValidationError) as error:
        TEXT.clean("www.a.example " * 4)
    assert error.value.messages == ["Please leave at most 3 web addresses in this text."]


def test_invisible_signs_hide_no_link() -> None:
    with pytest.raises(ValidationError):
        LINE.clean("ht\u200btps:/\u00ad/example.org")
