"""Every vocabulary file can be loaded, says where its facts come from, and states nothing twice. What a file's values may be is
tested with the stage that reads it."""

import pytest

from transforms.vocabulary import FOLDER, load

FILES = sorted(path.stem for path in FOLDER.glob("*.csv"))
SOURCES = "".join(path.read_text(encoding="utf-8") for path in FOLDER.glob("SOURCES*.md"))


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_loaded_sourced_and_without_repetition(name: str):
    rows = load(name)
    assert rows.height
    assert not rows[:, 0].is_null().any(), "a row without its key"
    assert rows.is_unique().all(), rows.filter(rows.is_duplicated()).head(5)
    assert f"`{name}.csv`" in SOURCES, "add a line to the SOURCES file of its stage"


def test_the_vocabulary_is_generous():
    """What users were promised: all currencies, hundreds of ways to say the metrics, thousands of names."""
    assert load("currencies").height >= 170
    assert load("metric_phrases").height >= 400
    assert sum(load(name).height for name in ("organisations", "products", "places")) >= 5_000
