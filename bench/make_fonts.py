"""Cut the fonts of the PDFs out of Noto Sans CJK SC and, for the letters it lacks, Noto Sans.

Run once, by hand, when the coverage has to change; its output is committed, so nobody needs the source
font to run Assay. See docs/howto/fonts.md.

    python bench/make_fonts.py /usr/share/fonts/opentype/noto /usr/share/fonts/truetype/noto static/fonts
"""

import argparse
import hashlib
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FAMILY = "Assay Sans SC"
LETTERS_FAMILY = "Assay Sans Letters"
RARE_FAMILY = "Assay Sans Rare"
COLLECTION_INDEX_OF_SIMPLIFIED_CHINESE = 2
# Every build of the same source gives the same bytes: the time stamp is the release of the source, not of the cut.
MODIFIED_AT = 3_702_240_000

# Names of people and companies are set in Latin with marks, Greek (formulas), Cyrillic and kana too.
COMMON_RANGES = (
    (0x0020, 0x007E),
    (0x00A0, 0x024F),
    (0x02B0, 0x036F),
    (0x0370, 0x04FF),
    (0x1E00, 0x1EFF),
    (0x2000, 0x209F),
    (0x20A0, 0x22FF),
    (0x2460, 0x24FF),
    (0x2500, 0x27BF),
    (0x3000, 0x312F),
    (0x31C0, 0x31EF),
    (0x3200, 0x33FF),
    (0xFE10, 0xFE1F),
    (0xFE30, 0xFE4F),
    (0xFF00, 0xFFEF),
)
# The Chinese face draws these as wide as a character; text in English and sums take the narrow ones first.
NARROW = {0x00B1, 0x00B7, 0x00D7, 0x00F7, 0x2018, 0x2019, 0x201C, 0x201D, 0x2026}
# A space takes the font of the letter before it, so every font needs its own.
SPACES = {0x0020, 0x00A0, 0x2002, 0x2003, 0x2009, 0x200A, 0x202F}
# The whole basic block, the compatibility ideographs, and what the source draws of extensions B and later
# (𠮷 and other characters of names).
REGULAR_RANGES = ((0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))


# Characters of extension A that names and trades on the mainland use; the block has 6,582, nearly all unused.
RARE = (
    "㑇㑊㕮㘎㙍㙘㙦㛃㛚㛹㟃㠇㠓㤘㥄㧐㧑㧟㫰㬊㬎㬚㭎㭕㮾㰀㳇㳘㳚㴔㵐㶲㸆㸌㺄㻬㽏㿠䁖䂮"
    "䃅䃎䅟䌹䎃䎖䏝䏡䏲䐃䓖䓛䓨䓫䓬䗖䗛䗪䗴䜣䝙䢺䢼䣘䥽䦃䲟䲠䲢䴓䴔䴕䴖䴗䴘䴙䶮"
)


def multibyte_characters(encoding: str, leads: Iterable[int], trails: Iterable[int]) -> Iterator[int]:
    """Yield the code points of the two-byte characters of `encoding` with these lead and trail bytes."""
    trails = tuple(trails)
    for lead in leads:
        for trail in trails:
            try:
                yield ord(bytes((lead, trail)).decode(encoding))
            except UnicodeDecodeError:
                continue


def bold_ideographs() -> set[int]:
    """GB 2312 (6,763 characters in use on the mainland): headings, labels, most names."""
    return set(multibyte_characters("gb2312", range(0xB0, 0xF8), range(0xA1, 0xFF)))


def in_ranges(ranges: Iterable[tuple[int, int]]) -> set[int]:
    """All code points of the ranges, ends included."""
    return {code for first, last in ranges for code in range(first, last + 1)}


def rename(font: TTFont, family: str, style: str) -> None:
    """Give the cut its own name: OFL 1.1 asks for it where a name is reserved, and fontconfig must not mix them up."""
    postscript = f"{family.replace(' ', '')}-{style}"
    full = family if style == "Regular" else f"{family} {style}"
    replacements = {1: family, 2: style, 3: f"2.004;{postscript}", 4: full, 6: postscript}
    names = font["name"]
    for record in list(names.names):
        if record.nameID in (16, 17, 18, 21, 22, 25) or (record.platformID, record.langID) != (3, 0x409):
            names.removeNames(record.nameID, record.platformID, record.platEncID, record.langID)
    for name_id, value in replacements.items():
        names.setName(value, name_id, 3, 1, 0x409)
    if "CFF " in font:
        rename_outlines(font, postscript, full, family)


def rename_outlines(font: TTFont, postscript: str, full: str, family: str) -> None:
    """The same name inside the outlines of a PostScript-flavoured font."""
    cff = font["CFF "].cff
    cff.fontNames = [postscript]
    top = cff.topDictIndex[0]
    top.FullName, top.FamilyName = full, family
    for index, part in enumerate(getattr(top, "FDArray", ())):
        part.FontName = f"{postscript}-{index}"


def cut(font: TTFont, family: str, style: str, wanted: set[int]) -> TTFont:
    """The font with the wanted characters only, without hinting, under its new name."""
    options = Options()
    options.hinting = False
    options.desubroutinize = True
    options.layout_features = ["kern", "locl", "palt", "halt", "liga", "ccmp", "mark", "mkmk"]
    options.name_IDs = ["*"]
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    rename(font, family, style)
    font["head"].modified = font["head"].created = MODIFIED_AT
    font.flavor = "woff2"
    return font


def source_font(folder: Path, style: str) -> TTFont:
    """Noto Sans CJK SC in one weight, out of the collection of all five designs."""
    path = folder / f"NotoSansCJK-{style}.ttc"
    return TTFont(path, fontNumber=COLLECTION_INDEX_OF_SIMPLIFIED_CHINESE, recalcTimestamp=False)


def save(font: TTFont, path: Path) -> None:
    """Write the font and print what it holds."""
    font.save(path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    sys.stdout.write(f"{path.name}: {len(font.getBestCmap()):,} characters, {path.stat().st_size:,} bytes, {digest}\n")


def main() -> int:
    """Make all files."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("source", type=Path, help="folder with NotoSansCJK-Regular.ttc and -Bold.ttc")
    parser.add_argument("letters", type=Path, help="folder with NotoSans-Regular.ttf and -Bold.ttf")
    parser.add_argument("target", type=Path, help="folder for the woff2 files")
    arguments = parser.parse_args()
    common = in_ranges(COMMON_RANGES)
    for style, ideographs in (("Regular", in_ranges(REGULAR_RANGES)), ("Bold", bold_ideographs())):
        source = source_font(arguments.source, style)
        letters = TTFont(arguments.letters / f"NotoSans-{style}.ttf", recalcTimestamp=False)
        lacking = common - set(source.getBestCmap())
        save(cut(letters, LETTERS_FAMILY, style, lacking | NARROW | SPACES), arguments.target / f"AssaySansLetters-{style}.woff2")
        if style == "Regular":
            rare = cut(source_font(arguments.source, style), RARE_FAMILY, style, set(map(ord, RARE)) | SPACES)
            save(rare, arguments.target / "AssaySansRare-Regular.woff2")
        save(cut(source, FAMILY, style, common | ideographs), arguments.target / f"AssaySansSC-{style}.woff2")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
