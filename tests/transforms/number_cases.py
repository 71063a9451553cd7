"""How the specifications of numbers ask for them: by a text of one sentence."""

from tests.transforms import builders
from transforms.reading.numbers import find_numbers


def numbers(text: str) -> list[dict]:
    """The rows of `find_numbers`."""
    return find_numbers(builders.sentences(text)).rows(named=True)


def only(text: str) -> dict:
    """The one number of a text that is not set aside."""
    stated = [n for n in numbers(text) if n["set_aside"] is None]
    assert len(stated) == 1, [(n["number_text"], n["set_aside"]) for n in numbers(text)]
    return stated[0]


def stated(text: str) -> list[tuple]:
    """number_text, value, unit and bound of the quantities of a text."""
    return [(n["number_text"], n["value"], n["unit"], n["bound"]) for n in numbers(text) if n["set_aside"] is None]
