"""Showing the text of a document as it is signed: headings, paragraphs and lists, every letter escaped."""

from dataclasses import dataclass

from django import template

register = template.Library()


@dataclass(frozen=True)
class Block:
    """A piece of text: `heading`, `subheading`, `list` or `paragraph`."""

    kind: str
    lines: tuple[str, ...]


@register.filter
def document_blocks(text: str) -> list[Block]:
    """The blocks of a text, parted by empty lines: `# ` and `## ` are headings, `- ` begins an item of a list."""
    found = []
    for piece in text.replace("\r\n", "\n").split("\n\n"):
        lines = tuple(line.strip() for line in piece.strip().split("\n") if line.strip())
        if not lines:
            continue
        if lines[0].startswith("## "):
            found.append(Block("subheading", (lines[0][3:],)))
        elif lines[0].startswith("# "):
            found.append(Block("heading", (lines[0][2:],)))
        elif all(line.startswith("- ") for line in lines):
            found.append(Block("list", tuple(line[2:] for line in lines)))
        else:
            found.append(Block("paragraph", lines))
    return found
