"""Contacts for address books: vCard (RFC 6350), and the same as a QR code."""

from typing import TYPE_CHECKING

import segno
from django.utils.safestring import SafeString

from portal.common.furniture import furniture
from portal.common.heads import absolute

if TYPE_CHECKING:
    from home.models import ContactPage


def escaped(text: str) -> str:
    """Return ``text`` as a value of a vCard."""
    for sign in ("\\", ",", ";"):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def vcard(page: "ContactPage") -> str:
    """Return ``page`` as vCard 3.0, which all telephones read."""
    brand = furniture(page.language).brand
    town = (page.street, page.place.label, "", page.postcode, "")
    lines = {
        "N": f"{escaped(page.title)};;;;",
        "FN": escaped(f"{brand}, {page.title}"),
        "ORG": escaped(brand),
        "TEL;TYPE=work,voice": escaped(page.phone),
        "EMAIL": escaped(page.email),
        "ADR;TYPE=work": f";;{';'.join(map(escaped, town))}",
        "GEO": ";".join(f"{number:.5f}" for number in page.spot or ()),
        "URL": absolute(page.url or ""),
    }
    known = [f"{name}:{value}" for name, value in lines.items() if value]
    return "\r\n".join(["BEGIN:VCARD", "VERSION:3.0", *known, "END:VCARD", ""])


def qr_code(text: str) -> SafeString:
    """Return ``text`` as a drawing (SVG), black on white whatever the page's colours are.

    Four modules of white around it: without them, and in light on dark, many telephones
    find nothing (ISO/IEC 18004).
    """
    code = segno.make_qr(text, error="m")
    return SafeString(code.svg_inline(border=4, omitsize=True, light="#fff", svgclass="qr"))
