"""Make static/fonts/sign.woff2: the face of headings and signs, with our letters only.

    npm install @fontsource/barlow-semi-condensed
    pip install fonttools brotli
    python tools/subset_font.py node_modules/@fontsource/barlow-semi-condensed

Run it again when a language with other letters is added to LETTERS.
"""

import sys
from pathlib import Path

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

TARGET = Path(__file__).resolve().parents[1] / "static" / "fonts"
WEIGHT = 700
LETTERS = {
    "en": "abcdefghijklmnopqrstuvwxyz",
    "cs": "áčďéěíňóřšťúůýž",
    "sk": "áäčďéíĺľňóôŕšťúýž",
    "pl": "ąćęłńóśźż",
    "sl": "čšžćđ",
    "de": "äöüß",
    "others": "àâçèêëîïñôùûőű",  # in names of people and places
}
SIGNS = "0123456789 \u00a0\u202f.,:;!?…·•-–—'\"‘’‚“”„«»‹›()[]/\\&@#%+−×=<>*°€§©®™_|~^`½¼¾ªº²³"
# Characters that look like another one.
SAME = {"\u2011": "-", "\u202f": "\u00a0"}
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "tnum", "lnum"]


def main(package: Path) -> None:
    """Write the font and its licence from an unpacked @fontsource package."""
    name = package.name
    parts = [
        subset(package / "files" / f"{name}-{part}-{WEIGHT}-normal.woff2")
        for part in ("latin", "latin-ext")
    ]
    font = merged(parts)
    add_same(font)
    font.flavor = "woff2"
    TARGET.mkdir(parents=True, exist_ok=True)
    font.save(TARGET / "sign.woff2")
    (TARGET / "LICENSE.txt").write_text((package / "LICENSE").read_text())
    size = (TARGET / "sign.woff2").stat().st_size
    print(f"{size} bytes; without a drawing: {''.join(sorted(missing(font))) or 'none'}")


def subset(path: Path) -> Path:
    """Return a file with what ``path`` has of our letters, unpacked and without hints."""
    options = Options(hinting=False, layout_features=FEATURES, desubroutinize=True)
    options.drop_tables += ["DSIG", "MATH"]
    font = TTFont(path)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted())
    subsetter.subset(font)
    font.flavor = None
    unpacked = Path(f"/tmp/{path.stem}.ttf")
    font.save(unpacked)
    return unpacked


def merged(parts: list[Path]) -> TTFont:
    """Return one font with the letters of all ``parts``."""
    return Merger().merge([str(part) for part in parts])


def add_same(font: TTFont) -> None:
    """Let the characters in SAME use the drawings of others."""
    for table in font["cmap"].tables:
        for copy, original in SAME.items():
            if ord(original) in table.cmap:
                table.cmap[ord(copy)] = table.cmap[ord(original)]


def wanted() -> set[int]:
    """Return the code points of all letters, small and capital, and of the signs."""
    letters = "".join(LETTERS.values())
    return {ord(c) for c in letters + letters.upper() + SIGNS}


def missing(font: TTFont) -> set[str]:
    """Return the letters that the face does not have."""
    return {chr(point) for point in wanted() - set(font.getBestCmap())}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
