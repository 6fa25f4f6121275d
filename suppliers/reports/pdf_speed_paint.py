"""For `pdf_speed`: painting text and rules, and writing numbers."""

from typing import Any

import pydyf
from weasyprint.draw import border
from weasyprint.draw import text as draw
from weasyprint.formatting_structure import boxes
from weasyprint.pdf import fonts as pdf_fonts
from weasyprint.pdf import stream as pdf_stream
from weasyprint.text.ffi import FROM_UNITS, ffi, gobject, harfbuzz, pango

from suppliers.reports.pdf_speed_style import RADII

# What Pango may take for the end of a paragraph.
ENDS = ("\n", "\r", "\u2028", "\u2029")
UNKNOWN, EMPTY = pango.PANGO_GLYPH_UNKNOWN_FLAG, pango.PANGO_GLYPH_EMPTY
GLYPH = ffi.sizeof("PangoGlyphInfo")
# Glyph, width and both offsets; what follows says where clusters begin.
WRITTEN = ffi.offsetof("PangoGlyphInfo", "attr")
NEARLY_NOTHING = 1e-6
# A font with Chinese characters has megabytes; what is cut from it for one paper is smaller, and new each time.
LARGE = 2_000_000

ffi.cdef("void * g_object_ref (void *);", override=True)
engines_references = pydyf.PDF.page_references
engines_object_data = pdf_fonts.get_hb_object_data
engines_set_color = pdf_stream.Stream.set_color
engines_font_key = pdf_stream.get_pango_font_key
engines_first_line = draw.draw_first_line
engines_border = border.draw_border
engines_outline = border.draw_outline
engines_bytes = pydyf._to_bytes  # noqa: SLF001 -- one of the functions that are replaced

_font_keys: dict[int, tuple[Any, Any]] = {}
_font_files: dict[tuple[int, int], bytes] = {}
_colors: dict[int, tuple[Any, ...]] = {}
_numbers: dict[float, bytes] = {}


def font_key(pango_font: Any) -> Any:
    """Key, description and size of a font. It is held, so that no other font gets its address."""
    address = int(ffi.cast("uintptr_t", pango_font))
    if address not in _font_keys:
        held = ffi.gc(gobject.g_object_ref(pango_font), gobject.g_object_unref)
        _font_keys[address] = (engines_font_key(pango_font), held)
    return _font_keys[address][0]


def draw_first_line(stream: Any, textbox: Any, text_overflow: str, block_ellipsis: str, matrix: Any) -> Any:
    """Paint a line of plain text: every run as one string, every glyph looked up by its number and width."""
    text = textbox.pango_layout.text
    cut = text_overflow == "ellipsis" or block_ellipsis != "none" or any(end in text for end in ENDS)
    if cut:
        # The engine changes what it cuts: not what other boxes share.
        textbox.pango_layout.setup(textbox.style)
        textbox.pango_layout.set_text(text, justify=True)
    if cut or not textbox.text.strip() or textbox.style["font_size"] < NEARLY_NOTHING:
        return engines_first_line(stream, textbox, text_overflow, block_ellipsis, matrix)
    runs = _runs(stream, textbox.pango_layout.get_first_line()[0], text)
    if runs is None:
        return engines_first_line(stream, textbox, text_overflow, block_ellipsis, matrix)
    stream.set_text_matrix(*matrix.values)
    previous, shown = None, ""
    for pango_font, font, size, string in runs:
        if pango_font != previous:
            previous = pango_font
            if shown:
                stream.show_text(shown)
            shown = ""
            stream.set_font_size(font.hash, size)
        shown += f"<{string}"
        shown = shown[:-1] if shown[-1] == "<" else f"{shown}>"
    stream.show_text(shown)
    return []


def _runs(stream: Any, line: Any, text: str) -> list[tuple[Any, Any, float, str]] | None:
    """Pango's font, the PDF's font, size and glyphs of each run; None when one is not plain (a colour, a missing glyph)."""
    found = []
    run = line.runs[0]
    while run != ffi.NULL:
        pango_font = run.data.item.analysis.font
        font, size = stream.add_font(pango_font)
        if font.bitmap or font.svg or font.png or font.colr:
            return None
        known = font.__dict__.setdefault("written", {}).setdefault(size, {})
        raw = bytes(ffi.buffer(run.data.glyphs.glyphs, run.data.glyphs.num_glyphs * GLYPH))
        parts = []
        for start in range(0, len(raw), GLYPH):
            key = raw[start : start + WRITTEN]
            part = known.get(key)
            if part is None:
                part = known[key] = _glyph(stream, run.data, start // GLYPH, (font, size), text)
            if not part:
                return None
            parts.append(part)
        found.append((pango_font, font, size, "".join(parts)))
        run = run.next
    return found


def _glyph(stream: Any, run: Any, position: int, font_and_size: tuple[Any, float], text: str) -> str:
    """One glyph as the engine writes it, with the shifts before and after; empty when it is not plain."""
    font, size = font_and_size
    info = run.glyphs.glyphs[position]
    glyph, width = info.glyph, info.geometry.width
    if glyph == EMPTY or glyph & UNKNOWN or info.geometry.y_offset:
        return ""
    if glyph not in font.to_unicode:
        font.to_unicode[glyph] = _written_as(run, position, text)
    if glyph not in font.widths:
        pango.pango_font_get_glyph_extents(run.item.analysis.font, glyph, stream.ink_rect, stream.logical_rect)
        font.widths[glyph] = round(stream.logical_rect.width * 1000 * FROM_UNITS / size)
    offset = info.geometry.x_offset / size
    kerning = font.widths[glyph] + offset - width * 1000 * FROM_UNITS / size
    return (f">{-offset}<" if offset else "") + f"{glyph:04x}" + (f">{int(kerning)}<" if kerning else "")


def _written_as(run: Any, position: int, text: str) -> str:
    """The characters that a glyph stands for."""
    start, clusters, end = run.item.offset, run.glyphs.log_clusters, run.item.length
    if run.item.analysis.level % 2:
        end = end if position == 0 else clusters[position - 1]
    elif position < run.glyphs.num_glyphs - 1:
        end = clusters[position + 1]
    return text.encode()[start + clusters[position] : start + end].decode()


def _bottom_rule(style: Any) -> Any:
    """The colour of the solid rule under boxes of this style; None when the engine has to look closer."""
    color = style["border_bottom_color"]
    color = style["color"] if color == "currentcolor" else color
    plain = (
        style["visibility"] == "visible"
        and style["column_width"] == style["column_count"] == "auto"
        and style["border_image_source"][0] == "none"
        and (style["border_bottom_style"] == "solid" or not style["border_bottom_width"])
        and all((0, "px") in style[name] for name in RADII)
        and color.alpha > 0
    )
    return color if plain else None


def draw_border(stream: Any, box: Any) -> None:
    """A box has no border, or a rule under it; four sides are the engine's matter."""
    style = box.style
    try:
        rule = style.bottom_rule
    except AttributeError:
        rule = style.bottom_rule = _bottom_rule(style)
    if rule is None or box.border_top_width or box.border_right_width or box.border_left_width:
        engines_border(stream, box)
    elif box.border_bottom_width:
        _draw_rule(stream, box, rule)


def _draw_rule(stream: Any, box: Any, color: Any) -> None:
    """As the engine does: clip to the rule, then fill what lies between the border box and the padding box."""
    x, y, width, height = box.border_box_x(), box.border_box_y(), box.border_width(), box.border_height()
    thick, bottom = box.border_bottom_width, y + height
    with stream.artifact(), stream.stacked():
        stream.move_to(x + width, bottom)
        stream.line_to(x, bottom)
        stream.line_to(x, bottom - thick)
        stream.line_to(x + width, bottom - thick)
        stream.clip(even_odd=True)
        stream.end()
        stream.set_color(color)
        stream.rectangle(x, y, width, height - thick)
        stream.rectangle(x, y, width, height)
        stream.fill(even_odd=True)


def draw_outline(stream: Any, box: Any) -> None:
    """No box of a paper has an outline."""
    if box.style["outline_width"]:
        engines_outline(stream, box)
        return
    for child in box.children:
        if isinstance(child, boxes.Box):
            draw_outline(stream, child)


def to_bytes(item: Any) -> Any:
    """The same coordinates come again and again."""
    kind = item.__class__
    if kind is bytes:
        return item
    if kind is str:
        return item.encode("ascii")
    if kind is float:
        found = _numbers.get(item)
        if found is None:
            found = _numbers[item] = engines_bytes(item)
        return found
    return engines_bytes(item)


def set_color(self: Any, color: Any, stroke: Any = False) -> None:  # noqa: FBT002 -- the engine's
    """A paper has six colours; each is worked out once."""
    if stroke or color.space != "srgb":
        engines_set_color(self, color, stroke)
        return
    known = _colors.get(id(color))
    if known is None:
        *channels, alpha = color
        # Holding the colour keeps another one from getting its number.
        known = _colors[id(color)] = (alpha, (color.space, *channels), color.to("srgb").coordinates, color)
    alpha, key, coordinates, _color = known
    self.set_alpha(alpha)
    if key != self._current_color:
        self._current_color = key
        self.set_color_rgb(*coordinates)


def page_references(self: Any) -> Any:
    """The pages' references are asked for with every tag."""
    count = len(self.pages["Kids"])
    if self.__dict__.get("known_pages") != count:
        self.known_pages, self.known_references = count, engines_references.fget(self)
    return self.known_references


def hb_object_data(hb_object: Any, ot_color: Any = None, glyph: Any = None) -> Any:
    """The file of a font: once per process, not a copy of eleven megabytes per paper. It is held, and so is its address."""
    if ot_color is not None:
        return engines_object_data(hb_object, ot_color, glyph)
    blob = harfbuzz.hb_face_reference_blob(hb_object)
    with ffi.new("unsigned int *") as length:
        data = harfbuzz.hb_blob_get_data(blob, length)
        size = int(length[0])
    if data == ffi.NULL or size < LARGE:
        harfbuzz.hb_blob_destroy(blob)
        return engines_object_data(hb_object)
    address = int(ffi.cast("uintptr_t", data)), size
    if address in _font_files:
        harfbuzz.hb_blob_destroy(blob)
    else:
        _font_files[address] = ffi.unpack(data, size)
    return _font_files[address]


VALUES = (
    (engines_object_data, hb_object_data),
    (engines_font_key, font_key),
    (engines_first_line, draw_first_line),
    (engines_border, draw_border),
    (engines_outline, draw_outline),
    (engines_bytes, to_bytes),
)
METHODS = (
    (pdf_stream.Stream, "set_color", set_color),
    (pydyf.PDF, "page_references", property(page_references)),
)
