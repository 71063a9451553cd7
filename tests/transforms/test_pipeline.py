"""The reader as a whole: laws that hold for any text."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.corpus_loader import articles_and_gold
from tests.transforms.builders import articles
from transforms.contracts import lake
from transforms.reading.pipeline import concat, read, read_all

TEXTS = (
    "Norvik Robotics raises its forecast\n\n"
    "Norvik Robotics said on Monday that revenue rose 12% to $3.1bn in 2023.\n\nIts rival Palmyra lost $40m.",
    "Nothing happened.",
    "",
    "12",
    "Sales of Halden Motors fell by a third, from 90,000 cars in 2020 to 60,000 in 2021, said Ana Ruiz, its chief executive.",
    "© 2021 Harbour Daily. Call 555-0134.",
)
WORDS = st.sampled_from(
    [
        *("Norvik", "Inc", "sold", "rose", "to", "from", "said", "the company", "last year", "if", "users", "first", "half", "million"),
        *("5", "$3.1bn", "10-15%", "per cent", "2021", "Rs", "crore", "Q3", "1/2", "12:30", "e+9", "€"),
        *("“", "”", "'", "\n\n", ".", ",", "(", ")", "-", "İ", "ﬁ", "📈"),
    ]
)


@pytest.mark.parametrize("text", TEXTS)
def test_every_text_is_read_and_its_rows_keep_their_contracts(text):
    reading = read(articles(text))
    lake.ClaimRows.validate(reading.claims)
    lake.SetAsideRows.validate(reading.set_aside)
    lake.MentionRows.validate(reading.mentions)
    lake.RoleRows.validate(reading.roles)
    lake.PublicationRows.validate(reading.publications)
    lake.SegmentRows.validate(reading.segments)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(WORDS, max_size=40).map(" ".join), min_size=1, max_size=4))
def test_any_words_are_read_and_every_number_stands_where_it_is_said_to(texts):
    given_articles = articles(*texts)
    reading = read(given_articles)
    lake.ClaimRows.validate(reading.claims)
    stored = given_articles.select("article_id", "text")
    for rows in (reading.claims, reading.set_aside):
        cut = pl.col("text").str.slice(pl.col("char_start"), pl.col("char_end") - pl.col("char_start"))
        assert rows.join(stored, on="article_id").filter(cut != pl.col("number_text")).is_empty()


def test_an_article_reads_the_same_alone_and_in_company():
    together = read(articles(*TEXTS))
    alone = concat([read(articles(text).with_columns(article_id=pl.lit(f"t{n}"))) for n, text in enumerate(TEXTS)])
    for name in ("claims", "set_aside", "mentions", "roles", "publications", "segments"):
        one, other = getattr(together, name), getattr(alone, name)
        assert one.equals(other), name


def test_an_article_reads_the_same_whatever_stands_beside_it():
    together, _ = articles_and_gold("practice")
    together = together.with_columns(pl.int_range(pl.len(), dtype=pl.UInt32).alias("article_no"))
    backwards = together.reverse().with_columns(pl.int_range(pl.len(), dtype=pl.UInt32).alias("article_no"))
    few = [
        backwards.slice(at, 12).with_columns(pl.int_range(pl.len(), dtype=pl.UInt32).alias("article_no"))
        for at in range(0, backwards.height, 12)
    ]
    one = read(together).claims.sort("article_id", maintain_order=True)
    other = concat([read(part) for part in few]).claims.sort("article_id", maintain_order=True)
    differing = one.join(other, on=one.columns, how="anti", nulls_equal=True)
    assert differing.select("article_id", "number_text", "subject").rows() == []
    assert one.height == other.height


def test_batches_do_not_show(monkeypatch):
    whole = read(articles(*TEXTS)).claims
    monkeypatch.setattr("transforms.reading.pipeline.BATCH_CHARS", 60)
    assert concat(list(read_all(articles(*TEXTS)))).claims.equals(whole)


def test_what_is_measured_is_said_by_the_words_that_name_the_metric_where_none_stand_beside_the_figure():
    text = "Korvane Foods told of its year. Operating profit at the dairy, which is 40 years old, more or less stood still at $5 million."
    (claim,) = read(articles(text)).claims.filter(pl.col("unit") == "USD").to_dicts()
    assert claim["measured_text"] == "operating profit"
