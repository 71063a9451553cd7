"""Plain text.

Belongs here: a text file as one article. Does not belong here: its headline and date, which reading finds.
"""

from transforms.articles.item import Item, article


def read_text(text: str, name: str | None) -> Item:
    """The one article of a plain text."""
    return article(0, "text", text, name=name)
