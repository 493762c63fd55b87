"""From a private question to a published answer, as people go through it.

A visitor asks and is offered what has been answered, confirms by mail, an expert answers and
publishes without names, a moderator lets it go, others find it, and the asker asks back. Real
server, worker, mail server and browser.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from tests.hands import GO, Hand
from tests.running import NewPage
from tests.town import READS, Town, answer_the_question, arrive, staff, without_scripts

pytestmark = pytest.mark.browser
SUBMIT, APPROVE = '[name="action-submit"]', '[data-workflow-action-name="approve"]'
PRIVATE = ("Dobromila", "Dobromiła", "777 123 456")


@dataclass(frozen=True)
class Asking:
    """What somebody asks, what becomes of it, and how others look for it."""

    language: str
    email: str
    country: str
    text: str
    # A part of the title of what the demo has published on it.
    known: str
    title: str
    question: str
    answer: str
    # An inflected word, without diacritics, that stands otherwise in what is published.
    word: str
    back: str


CZECH = Asking(
    language="cs",
    email="dobromila@example.org",
    country="CZ",
    text=(
        "Jsem na úřadu práce a pomáhám jako dobrovolnice. Kdo mi platí pojištění, když spadnu "
        "z žebříku při věšení ptačích budek? Dobromila Peřinková, tel. 777 123 456."
    ),
    known="Jsem na úřadu práce",
    title="Platí úřad práce úraz, když dobrovolnice spadne ze žebříku?",
    question="Dobrovolnice věší ptačí budky a je v evidenci úřadu práce.",
    answer="Ne.\n\n- Úraz kryje pojistka organizace.\n- Zdravotní pojištění platí stát.",
    word="zebrikem",
    back="A co když pojistku nemají?",
)
POLISH = Asking(
    language="pl",
    email="dobromila.pl@example.org",
    country="PL",
    text=(
        "Jestem bezrobotna. Czy stracę zasiłek, jeśli zostanę wolontariuszem w latarni morskiej? "
        "Dobromiła Wieczorek, tel. 777 123 456."
    ),
    known="Czy jako bezrobotny stracę zasiłek",
    title="Czy bezrobotny może dyżurować w latarni morskiej?",
    question="Latarnia szuka osób na noc, a urząd pracy pyta o gotowość do pracy.",
    answer="Tak, jeśli nadal jest gotów podjąć pracę.",
    word="latarnie",
    back="A jeśli urząd wezwie mnie w dniu dyżuru?",
)


def ask(visitor: Hand, asking: Asking) -> str:
    """Go from the list to the form, fill it in, send it; return the reference."""
    visitor.press('footer a[href*="/otazky"], footer a[href*="/pytania"]')
    visitor.press('main a[href$="/ask/"]')
    visitor.type("text", asking.text)
    if not without_scripts(visitor):
        expect(visitor.page.locator("#similar")).to_contain_text(asking.known)
    visitor.tick("country", asking.country)
    visitor.type("email", asking.email)
    visitor.tick("consent")
    visitor.page.wait_for_timeout(READS)
    visitor.press(f"form {GO}")
    offered = visitor.page.locator("section.box")
    expect(offered).to_contain_text(asking.known)
    if without_scripts(visitor):
        answer_the_question(visitor)
    visitor.press(".box button[name=seen]")
    return visitor.page.locator(".lede .num").inner_text()


def answer(expert: Page, reference: str, text: str) -> None:
    """Find a question at the desk by its reference, take it, and answer."""
    expert.goto("/admin/asked/?" + urlencode({"q": reference}))
    expert.locator("table.listing .title a, td a").first.click()
    press(expert, "take")
    expert.locator("[name=answer-text]").fill(text)
    press(expert, "answer")


def press(expert: Page, button: str) -> None:
    with expert.expect_navigation():
        expert.locator(f"button[name=do][value={button}]").click()


def publish(expert: Page, asking: Asking) -> str:
    """Make a draft without names, and hand it in; return the address of its form."""
    expert.locator('a[href$="/publish/"]').click()
    # What the asker wrote stands there to be changed; what tells of them is pointed at.
    expect(expert.locator(".desk-findings")).to_contain_text("777 123 456")
    expert.locator("[name=title]").fill(asking.title)
    send = expert.locator("main form button:not([type])").last
    with expert.expect_navigation():
        send.click()
    expect(expert.locator(".desk__acts[role=alert]")).to_contain_text("777 123 456")
    expert.locator("[name=question]").fill(asking.question)
    expert.locator("[name=answer]").fill(asking.answer)
    expert.locator("[name=topic]").select_option(index=1)
    with expert.expect_navigation():
        expert.locator("main form button:not([type])").last.click()
    assert "/admin/snippets/advice/question/edit/" in expert.url, expert.inner_text("main")
    do_in_editor(expert, SUBMIT)
    return expert.url


def do_in_editor(page: Page, action: str) -> None:
    """Press a button in the menu of Wagtail's editor."""
    page.locator("footer .w-dropdown button").first.click()
    button = page.locator(action).first
    with page.expect_navigation():
        button.click()


def editor_of(page: Page, title: str) -> None:
    page.goto("/admin/snippets/advice/question/?" + urlencode({"q": title}))
    page.get_by_role("link", name=title).first.click()


def find(reader: Hand, asking: Asking) -> None:
    """Find what was published by a word, and open it."""
    page = reader.page
    page.goto(f"/{asking.language}/")
    reader.press('footer a[href*="/otazky"], footer a[href*="/pytania"]')
    path = page.url
    page.goto(f"{path}?" + urlencode({"q": asking.word, "country": asking.country}))
    page.get_by_role("link", name=asking.title).click()
    expect(page.locator("h1")).to_have_text(asking.title)
    assert not [word for word in PRIVATE if word in page.content()]


@pytest.mark.parametrize("asking", [CZECH, POLISH], ids=lambda asking: asking.language)
def test_question_travels_from_the_form_to_a_published_answer(
    open_page: NewPage, town: Town, asking: Asking
) -> None:
    home = f"/{asking.language}/"
    visitor = arrive(open_page, home, by_touch=asking is not CZECH)
    page = visitor.page
    reference = ask(visitor, asking)

    page.goto(town.address(asking.email, 1))
    visitor.press(GO)
    expect(page.locator("header b.num")).to_have_text(reference)
    assert "/ask/answer/" in town.address(asking.email, 2)

    expert = staff(open_page, town, "expert")
    answer(expert, reference, asking.answer)
    page.goto(town.address(asking.email, 3))
    expect(page.locator(".letter").last).to_contain_text(asking.answer.split("\n")[0])

    publish(expert, asking)
    moderator = staff(open_page, town, "moderator")
    editor_of(moderator, asking.title)
    do_in_editor(moderator, APPROVE)
    reader = arrive(open_page, home, by_touch=True)
    find(reader, asking)

    page.reload()
    expect(page.get_by_role("link", name=asking.title)).to_be_visible()
    visitor.press("button[name=helped][value=yes]")
    visitor.type("text", asking.back)
    visitor.press('form[action$="/back/"] button')
    assert page.locator('form[action$="/back/"]').count() == 0
    answer(expert, reference, "✓")
    page.goto(town.address(asking.email, 4))
    expect(page.locator(".letter").last).to_contain_text("✓")
    assert page.locator('form[action$="/back/"]').count() == 0
    subjects = [str(mail.message["subject"]) for mail in town.mails.to(asking.email)]
    assert len(subjects) == 4
    assert not [subject for subject in subjects if reference in subject or "@" in subject]
