"""What the centre's staff do with a news item and a guide, in the admin, as they do it.

Create, preview, publish, translate, change, schedule, take down, move: in a real browser, on
the running portal, looked at by a visitor after each step.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.running import RunningSite, opening, serving

pytestmark = pytest.mark.browser

WRITTEN = """text => [...document.querySelectorAll("#page-edit-form [name$='-value']")]
    .some(field => field.value.includes(text))"""
SOON = "2031-02-01 09:30"


@dataclass(frozen=True)
class Piece:
    """What somebody writes: where, and in which words."""

    index: str
    kind: str
    title: str
    slug: str
    polish: str
    polish_slug: str


PIECES = [
    Piece(
        index="aktuality",
        kind="news item",
        title="Žluté čepice jedou do Łodzi",
        slug="zlute-cepice-jedou-do-lodzi",
        polish="Żółte czapki jadą do Łodzi",
        polish_slug="zolte-czapki-jada-do-lodzi",
    ),
    Piece(
        index="poradna",
        kind="guide",
        title="Co s klíči, když dobrovolník odjede",
        slug="co-s-klici-kdyz-dobrovolnik-odjede",
        polish="Co z kluczami, gdy wolontariusz wyjedzie",
        polish_slug="co-z-kluczami-gdy-wolontariusz-wyjedzie",
    ),
]


@pytest.fixture(scope="module")
def site(demo_folder: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    """Yield a running portal that these tests may change."""
    with serving(demo_folder, tmp_path_factory.mktemp("editing") / "var") as site:  # type: ignore[arg-type]
        yield site


@pytest.fixture(scope="module")
def desk(browser: Browser, site: RunningSite) -> Iterator[Page]:
    """Yield a moderator's window, logged in."""
    logins = dict(line.split() for line in (site.var / "logins.txt").read_text().splitlines())
    with opening(browser, site) as open_page:
        page = open_page("/admin/login/", width=1400, height=1000, locale="en-GB")
        page.locator("[name=username]").fill("moderator")
        page.locator("[name=password]").fill(logins["moderator"])
        page.locator("[type=submit]").click()
        page.locator("#wagtail-sidebar nav").wait_for()
        yield page


@pytest.fixture(scope="module")
def reader(browser: Browser, site: RunningSite) -> Iterator[Page]:
    """Yield a visitor's window."""
    with opening(browser, site) as open_page:
        yield open_page("/cs/")


class Editor:
    """Somebody at Wagtail's editor; finds things as people do, by what they say."""

    def __init__(self, page: Page, site: RunningSite) -> None:
        self.page = page
        self.site = site

    def list_of(self, piece: Piece) -> int:
        """Return the key of the Czech list that ``piece`` stands below."""
        code = (
            "from wagtail.models import Page;"
            f"print(Page.objects.get(slug={piece.index!r}, locale__language_code='cs').pk)"
        )
        return int(self.site.manage("shell", "--no-imports", "-c", code))

    def begin(self, piece: Piece) -> None:
        """Go from the list to an empty page below it."""
        self.page.goto(f"/admin/pages/{self.list_of(piece)}/add_subpage/")
        if "/add/" not in self.page.url:
            self.page.get_by_role("link", name=re.compile(piece.kind, re.IGNORECASE)).click()
        expect(self.page.locator("[name=title]")).to_be_visible()

    def write(self, title: str, summary: str, text: str) -> None:
        self.page.locator("[name=title]").press_sequentially(title)
        self.page.locator("[name=summary]").fill(summary)
        self.page.locator(".c-sf-add-button").first.click()
        self.page.get_by_role("option", name="Text", exact=True).click()
        self.page.locator(".public-DraftEditor-content").first.click()
        self.page.keyboard.type(text)
        # The editor hands what was typed to the form a moment later.
        self.page.wait_for_function(WRITTEN, arg=text)

    def preview(self) -> Locator:
        """Open the preview; return its heading."""
        self.page.locator("[data-side-panel-toggle=preview]").first.click()
        return self.page.frame_locator("#w-preview-iframe").locator("h1")

    def close_preview(self) -> None:
        self.page.locator("[data-side-panel-toggle=preview]").first.click()

    def press(self, action: str) -> None:
        """Press one of the buttons at the foot: ``action-publish`` …; "" saves a draft."""
        button = self.page.locator(f"footer button[name={action}]") if action else self.saving()
        if not button.first.is_visible():
            self.page.locator("footer [data-w-dropdown-target=toggle]").first.click()
        with self.page.expect_navigation():
            button.first.click()

    def saving(self) -> Locator:
        return self.page.locator("footer").get_by_role("button", name=re.compile("^Save draft"))

    def told(self) -> Locator:
        """Return what the admin says after the last step."""
        return self.page.locator(".messages")

    def open(self, title: str) -> None:
        """Find a page by its title, as somebody does who does not remember where it is."""
        self.page.goto("/admin/pages/search/?" + urlencode({"q": title}))
        self.page.get_by_role("link", name=title, exact=True).first.click()
        self.page.wait_for_load_state()
        if "/edit/" not in self.page.url:
            self.page.goto(re.sub(r"/pages/(\d+)/.*", r"/pages/\1/edit/", self.page.url))

    def translate(self, title: str, texts: dict[str, str]) -> None:
        """Translate from the report into Polish: begin, fill in, publish."""
        self.report(title)
        self.page.get_by_role("link", name="Translate", exact=True).first.click()
        self.page.get_by_label("Polski").check()
        with self.page.expect_navigation():
            self.page.locator("main form [type=submit]").first.click()
        self.report(title)
        expect(self.page.locator("main")).to_contain_text(re.compile("begun", re.IGNORECASE))
        self.page.get_by_role("link", name="Open the translation").first.click()
        for original, translation in texts.items():
            self.fill_in(original, translation)
        self.publish_translation()

    def report(self, title: str) -> None:
        self.page.goto("/admin/translations/pl/?" + urlencode({"q": title}))

    def fill_in(self, original: str, translation: str) -> None:
        """Translate one text, side by side."""
        box = self.page.locator("li, div").filter(has_text=original)
        row = box.filter(has=self.page.get_by_role("button", name="Translate", exact=True)).last
        row.get_by_role("button", name="Translate", exact=True).first.click()
        self.page.locator("main textarea").first.fill(translation)
        self.page.get_by_role("button", name="Save", exact=True).click()
        expect(self.page.locator("main textarea")).to_have_count(0)

    def publish_translation(self) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("button", name="Publish in Polski").click()

    def schedule(self, moment: str) -> None:
        """Set when the page goes public."""
        self.page.locator("[data-side-panel-toggle=status]").first.click()
        self.page.get_by_role("button", name=re.compile("schedule", re.IGNORECASE)).first.click()
        field = self.page.locator("[name=go_live_at]")
        field.fill(moment)
        # The calendar beside the field opens a moment later, closes when one presses elsewhere.
        calendar = self.page.locator(".xdsoft_datetimepicker:visible")
        expect(calendar).to_have_count(1)
        self.page.locator("#schedule-publishing-dialog h2").click()
        expect(calendar).to_have_count(0)
        self.page.get_by_role("button", name="Save schedule").click()
        expect(self.told()).to_contain_text("updated")

    def unpublish(self) -> None:
        with self.page.expect_navigation():
            key = re.findall(r"/pages/(\d+)/", self.page.url)[0]
            self.page.goto(f"/admin/pages/{key}/unpublish/")
        with self.page.expect_navigation():
            self.page.locator("main form [type=submit]").first.click()


@pytest.fixture(scope="module")
def editor(desk: Page, site: RunningSite) -> Editor:
    return Editor(desk, site)


@pytest.mark.parametrize("piece", PIECES, ids=lambda piece: piece.index)
def test_page_goes_from_an_idea_to_two_languages_and_back(
    editor: Editor, reader: Page, site: RunningSite, piece: Piece
) -> None:
    path = f"/cs/{piece.index}/{piece.slug}/"

    editor.begin(piece)
    editor.write(piece.title, "V jedné větě.", "Dnes se jede.")
    expect(editor.preview()).to_have_text(piece.title)
    editor.close_preview()
    editor.press("")
    assert status(reader, path) == 404, "a draft is public"

    editor.open(piece.title)
    editor.press("action-publish")
    expect(editor.told()).to_contain_text("published")
    reader.goto(path)
    expect(reader.locator("h1")).to_have_text(piece.title)
    expect(reader.locator("main")).to_contain_text("Dnes se jede.")

    reader.locator(".lang a[hreflang=pl]").first.click()
    expect(reader.locator("h1[lang=cs]")).to_have_text(piece.title)
    texts = {piece.title: piece.polish, "V jedné větě.": "W jednym zdaniu.",
             "Dnes se jede.": "Dziś jedziemy."}  # fmt: skip
    editor.translate(piece.title, texts)
    reader.goto(path)
    reader.locator(".lang a[hreflang=pl]").first.click()
    expect(reader.locator("h1")).to_have_text(piece.polish)
    assert reader.url.endswith(f"/{piece.polish_slug}/")
    polish = reader.url

    editor.open(piece.title)
    editor.page.locator("[name=summary]").fill("Ve dvou větách. Opravdu.")
    editor.press("action-publish")
    editor.report(piece.title)
    expect(editor.page.locator("main")).to_contain_text(re.compile("out of date", re.IGNORECASE))
    reader.goto(polish)
    expect(reader.locator("main")).to_contain_text("W jednym zdaniu.")

    editor.open(piece.title)
    editor.unpublish()
    reader.goto(f"/cs/{piece.index}/")
    expect(reader.get_by_role("link", name=piece.title)).to_have_count(0)
    assert status(reader, polish) == 200, "its translation went with it"
    editor.open(piece.polish)
    editor.unpublish()
    assert (status(reader, path), status(reader, polish)) == (404, 404)


def status(reader: Page, path: str) -> int:
    """Return what a visitor gets at ``path``."""
    answer = reader.request.get(path)
    return answer.status


def test_page_waits_until_its_time(editor: Editor, reader: Page) -> None:
    piece = PIECES[0]
    editor.begin(piece)
    editor.write("Otevřeno až v únoru", "Brzy.", "Těšíme se.")
    editor.press("")
    editor.open("Otevřeno až v únoru")
    editor.schedule(SOON)
    editor.open("Otevřeno až v únoru")
    editor.press("action-publish")
    expect(editor.told()).to_contain_text("scheduled")
    assert status(reader, f"/cs/{piece.index}/otevreno-az-v-unoru/") == 404


def test_moved_page_is_found_at_its_old_address(
    editor: Editor, reader: Page, site: RunningSite
) -> None:
    """A plain page: news and guides have one list in a language, and cannot leave it."""
    site.manage("shell", "--no-imports", "-c", MADE)
    editor.page.goto(f"/admin/pages/{key_of(site, 'stary-list')}/move/")
    with editor.page.expect_navigation():
        editor.page.goto(
            f"/admin/pages/{key_of(site, 'stary-list')}/move/{key_of(site, 'archiv')}/confirm/"
        )
    with editor.page.expect_navigation():
        editor.page.locator("main form [type=submit]").first.click()
    reader.goto("/cs/stary-list/")
    assert reader.url.endswith("/cs/archiv/stary-list/")
    expect(reader.locator("h1")).to_have_text("Starý list")


def key_of(site: RunningSite, slug: str) -> str:
    code = f"from wagtail.models import Page; print(Page.objects.get(slug={slug!r}).pk)"
    return site.manage("shell", "--no-imports", "-c", code).strip()


MADE = """
from home.models import HomePage, StandardPage
home = HomePage.objects.get(locale__language_code="cs")
for title, slug in (("Archiv", "archiv"), ("Starý list", "stary-list")):
    page = StandardPage(title=title, slug=slug, summary="…")
    home.add_child(instance=page)
    page.save_revision().publish()
    home.refresh_from_db()
"""
