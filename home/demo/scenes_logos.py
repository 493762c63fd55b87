"""Logos of the demo's invented partners: a mark in strokes and the name, in the text's colour."""

# Name and mark by partner; the name has two lines, the mark a field of 44 × 44.
LOGOS: dict[str, tuple[str, ...]] = {
    "region": (
        "Liberecký",
        "kraj",
        "M4 3h36v19c0 11-9 16-18 20C13 38 4 33 4 22zM5 29l9-9 4 4 4-6 5 7 4-4 7 8",
        "M19 21V11h6v10M17 11h10",
    ),
    "zavora": (
        "Nadace",
        "Otevřená závora",
        "M3 41h38M9 41V24M35 41V24M5 24h8M31 24h8M9 24L36 4M18 17.3l4 5.4M26 11.4l4 5.4",
    ),
    "dwa-brzegi": (
        "Fundusz",
        "Dwa Brzegi",
        "M3 8c10 4 14 16 8 34M41 8c-10 4-14 16-8 34M7 22h30M7 27h30M17 22v5M27 22v5",
    ),
    "radio-za-kopcem": (
        "Rádio",
        "Za kopcem",
        "M2 41c7-14 33-14 40 0zM22 30V12M18 31l4-12 4 12M15 15a8 8 0 0 1 0-9M29 15a8 8 0 0 0 0-9",
        "M10 19a15 15 0 0 1 0-17M34 19a15 15 0 0 0 0-17",
    ),
    "pod-splavem": (
        "Tiskárna",
        "Pod Splavem",
        "M8 4h24v10H8zM32 9h6v9H22v4M3 28c5-4 7 4 13 0s7 4 13 0 7 4 12 0",
        "M3 35c5-4 7 4 13 0s7 4 13 0 7 4 12 0M3 42c5-4 7 4 13 0s7 4 13 0 7 4 12 0",
    ),
    "obdravski-sklad": (
        "Obdravski",
        "sklad",
        "M11 8h6v28h-6zM17 8h5v28h-5zM22 8h5v28h-5zM27 8h6v28h-6zM9 14h26M9 30h26",
        "M4 2c-4 7 4 13 0 20s4 13 0 20M40 2c-4 7 4 13 0 20s4 13 0 20",
    ),
}


def logo(first: str, second: str, *mark: str) -> str:
    """Return a logo of 160 × 48."""
    narrow = ' textLength="106" lengthAdjust="spacingAndGlyphs"' if len(second) > 12 else ""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 48" width="160" height="48">'
        '<path fill="none" stroke="currentColor" stroke-width="2.5" stroke-linejoin="round" '
        f'transform="translate(1 2)" d="{"".join(mark)}"/><g fill="currentColor" '
        'font-family="sans-serif" font-weight="700" font-size="14.5">'
        f'<text x="52" y="21">{first}</text>'
        f'<text x="52" y="39"{narrow}>{second}</text></g></svg>'
    )


PARTNERS: dict[str, str] = {key: logo(*words) for key, words in LOGOS.items()}
