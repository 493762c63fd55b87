"""Logos of the demo's invented organisations, drawn by code."""

from django.utils.html import format_html

# Strokes on a field of 24 × 24, one drawing a line.
MARKS = {
    "paw": "M12 12c-3 0-5 3-5 5s2 3 5 2c3 1 5 0 5-2s-2-5-5-5zM6 9v1M10 6v1M14 6v1M18 9v1",
    "tree": "M12 21v-6M12 3l5 7h-3l4 5H6l4-5H7z",
    "house": "M4 11l8-7 8 7M6 10v10h12V10M10 20v-6h4v6",
    "heart": "M12 20S4 15 4 9a4 4 0 0 1 8-1 4 4 0 0 1 8 1c0 6-8 11-8 11z",
    "book": "M12 6c-3-2-6-2-8-1v13c2-1 5-1 8 1 3-2 6-2 8-1V5c-2-1-5-1-8 1zM12 6v13",
    "hands": "M4 13l4-4 4 3 4-3 4 4M8 9V5M16 9V5M4 13l6 6h4l6-6",
    "star": "M12 3l2.7 6 6.3.6-4.8 4.2 1.4 6.2-5.6-3.4L6.4 20l1.4-6.2L3 9.600l6.300-.6z",
    "sun": (
        "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v3M12 19v3M2 12h3M19 12h3"
        "M5 5l2 2M17 17l2 2M5 19l2-2M17 7l2-2"
    ),
    "bridge": "M2 16h20M2 16c5-9 15-9 20 0M7 11v5M12 9v7M17 11v5M4 16v4M20 16v4",
    "leaf": "M5 19C4 9 10 4 20 4c0 10-5 16-15 15zM5 19l8-8",
    "bowl": "M3 12h18a9 8 0 0 1-18 0zM9 8c-1-2 1-3 0-5M14 8c-1-2 1-3 0-5",
    "wheel": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 3v18M3 12h18M6 6l12 12M18 6L6 18",
    "music": (
        "M9 18V6l10-2v12M9 18a2.500 2.500 0 1 1-5 0 2.500 2.500 0 0 1 5 0z"
        "M19 16a2.500 2.500 0 1 1-5 0 2.500 2.500 0 0 1 5 0z"
    ),
    "wave": "M2 9c4-4 6 4 10 0s6 4 10 0M2 15c4-4 6 4 10 0s6 4 10 0",
    "mountain": "M2 19l7-12 4 6 3-4 6 10zM9 7l-2 5 2-1 2 2",
    "key": "M8 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 12h9v4M17 12v3",
    "lamp": "M8 3h8l3 8H5zM12 11v8M8 20h8",
    "bird": "M3 14c5 0 6-7 11-7l4-2-1 5c0 6-5 8-9 8H5l3-3M14 9h.1",
    "boat": "M3 15h18l-3 5H6zM12 15V3l7 9h-7M12 5l-6 7h6",
}


def logo(mark: str, hue: int) -> bytes:
    """Return an SVG picture: ``mark`` in white on a ground of ``hue`` (degrees)."""
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 120" width="120" height="120">'
        '<rect width="120" height="120" fill="hsl({hue} 45% 34%)"/>'
        '<rect y="104" width="120" height="16" fill="hsl({second} 70% 68%)"/>'
        '<path transform="translate(18 10) scale(3.5)" d="{path}" fill="none" stroke="#fff" '
        'stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round"/></svg>',
        hue=hue,
        second=(hue + 40) % 360,
        path=MARKS[mark],
    ).encode()
