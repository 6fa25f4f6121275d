"""For `pdf_speed`: reading the page, the styles of its elements, and what boxes take from their style."""

import contextlib
from typing import Any
from xml.etree import ElementTree as ET

import tinyhtml5
from weasyprint import CSS, css, html
from weasyprint.css.computed_values import PHYSICAL_FUNCTIONS
from weasyprint.css.counters import CounterStyle
from weasyprint.formatting_structure import boxes
from weasyprint.layout import background, percent
from weasyprint.layout import float as floats
from weasyprint.text import line_break

# Properties that are as they are for most elements: neither inherited, nor computed, nor dependent on others.
INITIAL = {
    key: value
    for key, value in css.INITIAL_VALUES.items()
    if key not in css.INHERITED
    and key not in css.INITIAL_NOT_COMPUTED
    and key not in {"position", "float", "display", "page"}
    and not key.startswith("text_decoration_")
    and not css.check_math(value)
}
# Without a style of its own a border has no width.
INITIAL |= {
    f"{edge}_width": 0 for edge in ("border_top", "border_right", "border_bottom", "border_left", "outline", "column_rule")
}
PHYSICAL = frozenset(PHYSICAL_FUNCTIONS)
LOGICAL = frozenset(function(block="ttb", inline=inline) for function in PHYSICAL_FUNCTIONS.values() for inline in ("ltr", "rtl"))
HANDED_DOWN = frozenset(key for key in css.INHERITED if key not in PHYSICAL and not key.startswith("text_decoration_"))
NOTES = frozenset({"footnote", "note-area"})
PLAIN_TYPES = frozenset({str, int, float})
SIDES = (("width", "left", "right"), ("height", "top", "bottom"))
LENGTHS = (
    *(f"{kind}_{side}" for kind in ("margin", "padding") for side in ("left", "right", "top", "bottom")),
    *("width", "height", "min_width", "min_height", "max_width", "max_height"),
)
BORDERS = tuple(f"border_{side}_width" for side in ("top", "right", "bottom", "left"))
RADII = tuple(f"border_{corner}_radius" for corner in ("top_left", "top_right", "bottom_right", "bottom_left"))
SQUARE = dict.fromkeys(RADII, (0, 0))

engines_parse = tinyhtml5.parse
engines_computed_init = css.ComputedStyle.__init__
engines_missing = css.ComputedStyle.__missing__
engines_set_computed = css.StyleFor.set_computed_styles
engines_anonymous_init = css.AnonymousStyle.__init__
engines_percentages = percent.resolve_percentages
engines_flow = boxes.Box.is_in_normal_flow
engines_strut = line_break.strut
engines_collisions = floats.avoid_collisions
engines_backgrounds = background.layout_box_backgrounds


def parse(source: Any, **options: Any) -> Any:
    """A page that says it is well-formed is read by the parser in C; for the engine's own those words are a comment."""
    page = source if isinstance(source, str) else source.read()
    if isinstance(page, str) and page.startswith("<?xml"):
        # Should a character in somebody's text be none for XML, the engine reads the page.
        with contextlib.suppress(ET.ParseError):
            return ET.fromstring(page)  # noqa: S314 -- the page is ours, with no entities of its own
    return engines_parse(page, **options)


def _base_sheet() -> CSS:
    """The engine's sheet for all pages, without styles of notes and list marks for elements that have neither."""
    lines = [line for line in html.UA.splitlines() if not line.startswith(("::footnote", "::note"))]
    marks = [f"li{line}" if line.startswith("::marker") else line for line in lines]
    return CSS(string="\n".join(marks), counter_style=CounterStyle())


def computed_init(self: Any, parent_style: Any, cascaded: Any, pseudo_type: Any, *rest: Any) -> None:
    """Begin with all plain initial values in one copy rather than ask for them one by one."""
    if pseudo_type is not None:
        engines_computed_init(self, parent_style, cascaded, pseudo_type, *rest)
        return
    self.update(INITIAL)
    for key in cascaded:
        self.pop(key, None)
        if key.endswith("_style"):
            self.pop(f"{key[:-6]}_width", None)
    if not LOGICAL.isdisjoint(cascaded):
        for key in PHYSICAL:
            self.pop(key, None)
    engines_computed_init(self, parent_style, cascaded, pseudo_type, *rest)


def set_computed_styles(self: Any, element: Any, *rest: Any, pseudo_type: Any = None, **named: Any) -> None:
    """Sixteen boxes in the margins of every page: those without content need no style, and the engine asks for none."""
    margin = pseudo_type is not None and pseudo_type.startswith("@") and pseudo_type[1:] not in NOTES
    if not margin or "content" in self.get_cascaded_styles().get((element, pseudo_type), {}):
        engines_set_computed(self, element, *rest, pseudo_type=pseudo_type, **named)


def computed_missing(self: Any, key: str) -> Any:
    """Take what is handed down from the parent; nothing else needs to be looked at."""
    if key in HANDED_DOWN and self.parent_style is not None and key not in self.cascaded:
        value = self.parent_style[key]
        if value.__class__ in PLAIN_TYPES or not css.check_math(value):
            self[key] = value
            return value
    return engines_missing(self, key)


def anonymous_init(self: Any, parent_style: Any) -> None:
    """As `computed_init`."""
    self.update(INITIAL)
    engines_anonymous_init(self, parent_style)


def _fixed_lengths(style: Any) -> dict[str, Any] | None:
    """What `resolve_percentages` sets on every box of this style, if no length depends on the box around it."""
    if style["border_collapse"] == "collapse" or style["box_sizing"] == "padding-box":
        return None
    found: dict[str, Any] = {}
    for name in LENGTHS:
        value = style[name]
        if value is None or value == "auto":
            found[name] = 0 if value == "auto" and name.startswith("min_") else value
        elif getattr(value, "unit", None) == "px":
            found[name] = value.value
        else:
            return None
    for name in BORDERS:
        found[name] = style[name]
    if style["box_sizing"] == "border-box":
        for axis, before, after in SIDES:
            padding = found[f"padding_{before}"] + found[f"padding_{after}"]
            delta = padding + found[f"border_{before}_width"] + found[f"border_{after}_width"]
            for name in (axis, f"max_{axis}", f"min_{axis}"):
                if delta > 0 and found[name] != "auto":
                    found[name] = max(0, found[name] - delta)
    return found


def resolve_percentages(box: Any, containing_block: Any) -> None:
    """Set the used lengths of a box; those of most styles are the same for each of their boxes."""
    style = box.style
    try:
        lengths = style.fixed_lengths
    except AttributeError:
        lengths = style.fixed_lengths = _fixed_lengths(style)
    # The styles of items are changed in place by the layouts that we do not use.
    if lengths is None or box.is_flex_item or box.is_grid_item:
        engines_percentages(box, containing_block)
    else:
        box.__dict__.update(lengths)


def is_in_normal_flow(self: Any) -> Any:
    """Neither floated nor positioned nor a note: one answer for a style."""
    style = self.style
    try:
        return style.in_normal_flow
    except AttributeError:
        style.in_normal_flow = engines_flow(self)
        return style.in_normal_flow


def strut(style: Any) -> Any:
    """Line height and baseline: one answer for a style."""
    try:
        return style.strut
    except AttributeError:
        style.strut = engines_strut(style)
        return style.strut


def avoid_collisions(context: Any, box: Any, containing_block: Any, outer: Any = True) -> Any:  # noqa: FBT002 -- the engine's
    """Where nothing floats, a box is where it is and has the width of what contains it."""
    if context.excluded_shapes or containing_block.style["direction"] != "ltr" or box.is_floated():
        return engines_collisions(context, box, containing_block, outer)
    left = containing_block.content_box_x()
    if outer:
        return left, box.position_y, left + containing_block.width - left
    bound, right = left + box.margin_left, left + containing_block.width - box.margin_right
    return bound - box.margin_left, box.border_box_y() - box.margin_top, right - bound


def _is_bare(style: Any) -> bool:
    """Whether boxes of this style have no background, no shadow, no image round them, and square corners."""
    color = style["background_color"]
    return (
        style["border_image_source"][0] == style["mask_border_source"][0] == "none"
        and style["visibility"] == "visible"
        and color != "currentcolor"
        and color.alpha == 0
        and all(kind == "none" for kind, _value in style["background_image"])
        and not style["box_shadow"]
        and all((0, "px") in style[name] for name in RADII)
    )


def layout_box_backgrounds(page: Any, box: Any, get_image: Any, layout_children: Any = True, style: Any = None) -> None:  # noqa: FBT002 -- the engine's
    """Most boxes have nothing behind them."""
    own = box.style
    try:
        bare = own.bare
    except AttributeError:
        bare = own.bare = _is_bare(own)
    if not bare or box is page or style is not None:
        engines_backgrounds(page, box, get_image, layout_children, style)
        return
    box.__dict__.update(SQUARE)
    if layout_children:
        for child in box.all_children():
            layout_box_backgrounds(page, child, get_image)
    box.background = None


VALUES = (
    (engines_parse, parse),
    (html.UA_STYLESHEET, _base_sheet()),
    (engines_percentages, resolve_percentages),
    (engines_strut, strut),
    (engines_collisions, avoid_collisions),
    (engines_backgrounds, layout_box_backgrounds),
)
METHODS = (
    (css.StyleFor, "set_computed_styles", set_computed_styles),
    (css.ComputedStyle, "__init__", computed_init),
    (css.ComputedStyle, "__missing__", computed_missing),
    (css.AnonymousStyle, "__init__", anonymous_init),
    (boxes.Box, "is_in_normal_flow", is_in_normal_flow),
)
