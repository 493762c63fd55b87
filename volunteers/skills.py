"""The skills that a portal begins with; staff add and rename. The migration that calls
:func:`create` runs it with the models of its time."""

from typing import Any

# Slug, and the name in English, Czech, Polish and Slovenian.
SKILLS = (
    ("driving", "driving a car", "řízení auta", "prowadzenie samochodu", "vožnja avtomobila"),
    ("first-aid", "first aid", "první pomoc", "pierwsza pomoc", "prva pomoč"),
    ("sign-language", "sign language", "znakový jazyk", "język migowy", "znakovni jezik"),
    ("translating", "translating", "překládání", "tłumaczenie", "prevajanje"),
    ("teaching", "teaching", "doučování", "korepetycje", "poučevanje"),
    ("crafts", "working with tools", "práce s nářadím", "praca narzędziami", "delo z orodjem"),
    ("gardening", "gardening", "zahradničení", "ogrodnictwo", "vrtnarjenje"),
    ("cooking", "cooking", "vaření", "gotowanie", "kuhanje"),
    ("music", "music", "hudba", "muzyka", "glasba"),
    ("sport", "sport", "sport", "sport", "šport"),
    ("computers", "computers", "počítače", "komputery", "računalniki"),
    ("photography", "photography", "fotografování", "fotografia", "fotografiranje"),
    ("writing", "writing", "psaní", "pisanie", "pisanje"),
    ("law", "law", "právo", "prawo", "pravo"),
    ("accounting", "accounting", "účetnictví", "księgowość", "računovodstvo"),
    (
        "organising",
        "organising events",
        "pořádání akcí",
        "organizacja wydarzeń",
        "prirejanje dogodkov",
    ),
)


def create(apps: Any) -> None:
    """Make those that are missing."""
    model = apps.get_model("volunteers.Skill").objects
    for number, (slug, english, czech, polish, slovenian) in enumerate(SKILLS):
        names = {"en": english, "cs": czech, "pl": polish, "sl": slovenian}
        values = {"name": czech, "names": names, "sort_order": number}
        model.get_or_create(slug=slug, defaults=values)
