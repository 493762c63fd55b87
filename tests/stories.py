"""Organisations that send their profile with a first call: two in each language."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Story:
    """Who they are, what they look for, and how somebody asks for it."""

    language: str
    country: str
    town: str
    region: str
    field: str
    number: str
    name: str
    summary: str
    corrected: str
    title: str
    # One inflected word without diacritics that the corrected text and the call have otherwise.
    word: str

    contact = "Ema Kos"

    @property
    def email(self) -> str:
        """Whom everything is written to; other mails may go to other people."""
        return f"person.{self.number}@example.org"

    @property
    def profile(self) -> dict[str, dict[str, str | list[str]]]:
        """The answers to each page of the form for profiles."""
        return {
            "who": {
                "name": self.name,
                "legal_form": "association",
                "country": self.country,
                "registration_number": self.number,
                "language": self.language,
            },
            "what": {"summary": self.summary, "fields_of_work": [self.field]},
            "where": {"place": self.town, "reach": "region"},
            "contact": {
                "phone": "+420 485 000 111",
                "contact_name": self.contact,
                "contact_email": self.email,
            },
        }

    @property
    def call(self) -> dict[str, dict[str, str | list[str]]]:
        """The answers to each page of the form for calls."""
        return {
            "job": {
                "title": self.title,
                "summary": self.corrected,
                "description": self.corrected,
                "fields_of_work": [self.field],
                "language": self.language,
            },
            "where": {"mode": "on_site", "places": self.town, "barrier_free": "yes"},
            "when": {"commitment": "regular"},
            "who": {"people_wanted": "3"},
            "contact": {},
        }


STORIES = [
    Story(
        "cs", "CZ", "Liberec", "CZ-51", "animals", "99008017",
        name="Útulek Za Vodou",
        summary="Hledáme lidi.",
        corrected="Chodíme na procházky s opuštěnými psy a krmíme kočky.",
        title="Procházky se psy",
        word="opustene",
    ),
    Story(
        "cs", "CZ", "Zlín", "CZ-72", "seniors", "99008025",
        name="Vzpomínky u kávy",
        summary="Hledáme lidi.",
        corrected="Předčítáme starým lidem, kteří už na písmenka nevidí.",
        title="Předčítání nad kávou",
        word="pismenkum",
    ),
    Story(
        "pl", "PL", "Wrocław", "PL-02", "children", "0009000801",
        name="Bajki na Dobranoc",
        summary="Szukamy ludzi.",
        corrected="Czytamy dzieciom książki w szpitalnych świetlicach.",
        title="Czytanie na dobranoc",
        word="swietlica",
    ),
    Story(
        "pl", "PL", "Toruń", "PL-04", "environment", "0009000802",
        name="Zielony Brzeg",
        summary="Szukamy ludzi.",
        corrected="Sprzątamy plaże nad jeziorami i sadzimy drzewa.",
        title="Sobota nad jeziorem",
        word="jeziora",
    ),
    Story(
        "sl", "SI", "Maribor", "SI-070", "refugees", "9932046000",
        name="Odprta vrata Tabor",
        summary="Iščemo ljudi.",
        corrected="Beguncem pomagamo pri učenju slovenščine in na uradih.",
        title="Pogovori v slovenščini",
        word="slovenscino",
    ),
    Story(
        "sl", "SI", "Koper", "SI-050", "culture", "9932089000",
        name="Ladijska zgodba",
        summary="Iščemo ljudi.",
        corrected="V pristanišču obnavljamo stare čolne in pripovedujemo o njih.",
        title="Obnova starih čolnov",
        word="pristanisce",
    ),
    Story(
        "en", "CZ", "Brno", "CZ-64", "education", "99008033",
        name="Second Language Café",
        summary="We need people.",
        corrected="We teach newcomers to mend bicycles and to speak Czech.",
        title="Mending bicycles together",
        word="bicycle",
    ),
    Story(
        "en", "SI", "Ljubljana", "SI-061", "sport", "9932127000",
        name="Wheels for All Ljubljana",
        summary="We need people.",
        corrected="We push wheelchairs on the long walks that our athletes love.",
        title="Walking with athletes",
        word="wheelchair",
    ),
]  # fmt: skip
