"""For `pdf_speed`: text is shaped once for measuring and not again for painting, with tools that are kept per style."""

from typing import Any

from weasyprint.text import line_break
from weasyprint.text.ffi import ffi, gobject, pango
from weasyprint.text.fonts import font_features, get_font_description

FEATURES = (
    "font_kerning",
    "font_variant_ligatures",
    "font_variant_position",
    "font_variant_caps",
    "font_variant_numeric",
    "font_variant_alternates",
    "font_variant_east_asian",
    "font_feature_settings",
)
engines_setup = line_break.Layout.setup
engines_set_text = line_break.Layout.set_text
engines_deactivate = line_break.Layout.deactivate
engines_reactivate = line_break.Layout.reactivate
engines_split = line_break.split_first_line


class Tools:
    """What Pango needs for text of one style, made once: context, language, font description, attributes."""

    def __init__(self, style: Any) -> None:
        self.context = ffi.gc(pango.pango_font_map_create_context(style.font_config.font_map), gobject.g_object_unref)
        pango.pango_context_set_round_glyph_positions(self.context, 0)
        pango.pango_context_set_base_dir(self.context, line_break.PANGO_DIRECTION[style["direction"]])
        if style["lang"]:
            self.language = pango.pango_language_from_string(style["lang"].encode())
            pango.pango_context_set_language(self.context, self.language)
        else:
            self.language = pango.pango_language_get_default()
        self.font = get_font_description(style)
        self.attributes = None
        if style["overflow_wrap"] in ("anywhere", "break-word"):
            self.attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
            # From the beginning to the end of whatever text.
            pango.pango_attr_list_insert(self.attributes, pango.pango_attr_insert_hyphens_new(0))


def _tools(style: Any) -> Tools | None:
    """The tools of a style without decoration, spacing or features of fonts; None for another."""
    plain = (
        style["text_decoration_line"] == "none"
        and style["font_language_override"] == "normal"
        and style["letter_spacing"] in ("normal", 0)
        and style["word_spacing"] == 0
        and not font_features(*(style[name] for name in FEATURES))
    )
    return Tools(style) if plain else None


def setup(self: Any, style: Any) -> None:
    """A new layout with the tools of its style."""
    try:
        tools = style.tools
    except AttributeError:
        tools = style.tools = _tools(style)
    self.tools = None if self.justification_spacing else tools
    if self.tools is None:
        engines_setup(self, style)
        return
    self.style, self.first_line_direction, self.language = style, 0, tools.language
    self.layout = ffi.gc(pango.pango_layout_new(tools.context), gobject.g_object_unref)
    pango.pango_layout_set_auto_dir(self.layout, 0)
    pango.pango_layout_set_font_description(self.layout, tools.font)
    if tools.attributes is not None:
        pango.pango_layout_set_attributes(self.layout, tools.attributes)


def set_text(self: Any, text: str, justify: Any = False) -> None:  # noqa: FBT002 -- the engine's
    """The text up to one character after the first line end; the attributes are there already."""
    if self.tools is None or "\t" in text:
        engines_set_text(self, text, justify)
        return
    end = text.find("\n")
    self.text = text if end == -1 else text[: end + 2]
    pango.pango_layout_set_text(self.layout, self.text.encode().replace(b"\x00", b""), -1)


def deactivate(self: Any) -> None:
    """Keep what was shaped for the painting: the memory goes with the child process."""
    if self.tools is None:
        engines_deactivate(self)


def reactivate(self: Any, style: Any) -> None:
    """Nothing to do for what was kept."""
    if self.tools is None or style is not self.style:
        engines_reactivate(self, style)


def split_first_line(text: str, style: Any, context: Any, max_width: Any, spacing: Any, *rest: Any, **named: Any) -> Any:
    """The first line of a text. Words that were on a line of their own once, in this style, are so again where they fit."""
    try:
        known = style.known_lines
    except AttributeError:
        known = style.known_lines = {} if style["white_space"] in ("normal", "nowrap") else None
    if known is None or spacing:
        return engines_split(text, style, context, max_width, spacing, *rest, **named)
    if text in known:
        layout, length, resume, width, height, baseline = known[text]
        if max_width is None or width <= max_width or style["white_space"] == "nowrap":
            return _shared(layout, max_width), length, resume, width, height, baseline
    found = engines_split(text, style, context, max_width, spacing, *rest, **named)
    layout, _length, resume, width, *_ = found
    fits = max_width is None or width <= max_width or style["white_space"] == "nowrap"
    if resume is None and fits and layout.tools is not None and layout.text == text:
        known[text] = found
    return found


def _shared(layout: Any, max_width: Any) -> Any:
    """The same shaped text for another box."""
    other = line_break.Layout.__new__(line_break.Layout)
    other.__dict__.update(layout.__dict__)
    other.max_width = max_width
    return other


VALUES = ((engines_split, split_first_line),)
METHODS = (
    (line_break.Layout, "setup", setup),
    (line_break.Layout, "set_text", set_text),
    (line_break.Layout, "deactivate", deactivate),
    (line_break.Layout, "reactivate", reactivate),
)
