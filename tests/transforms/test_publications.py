"""When an article was published: metadata, date line, or inferred from its tenses."""

import datetime as dt

import polars as pl
import pytest

from tests.transforms.builders import articles, sentences
from transforms.contracts import frames
from transforms.reading.periods import find_publications


def publication(text: str, published: str | None = None) -> dict:
    """The one row of `find_publications`."""
    found = find_publications(articles(text, published=published), sentences(text, published=published))
    return frames.Publications.validate(found).row(0, named=True)


@pytest.mark.parametrize(
    ("published", "first", "last", "precision"),
    [
        ("2018-04-27", dt.date(2018, 4, 27), dt.date(2018, 4, 27), "day"),
        ("2018-04-27T10:30:00Z", dt.date(2018, 4, 27), dt.date(2018, 4, 27), "day"),
        ("2018-02", dt.date(2018, 2, 1), dt.date(2018, 2, 28), "month"),
        ("2018", dt.date(2018, 1, 1), dt.date(2018, 12, 31), "year"),
    ],
)
def test_metadata_is_taken_as_precisely_as_it_is(published: str, first: dt.date, last: dt.date, precision: str):
    row = publication("Acme sold pumps in 2011.", published)
    assert (row["published_on"], row["published_end"], row["precision"], row["basis"]) == (first, last, precision, "metadata")


@pytest.mark.parametrize(
    "text",
    [
        "Acme results\n\nJune 3, 2021 by Jo Bloggs\n\nAcme sold 3 pumps.",
        "LEEDS, June 3, 2021 (Newswire) - Acme sold 3 pumps.",
        "Published on 3 June 2021\n\nAcme sold 3 pumps.",
        "2021-06-03\n\nAcme sold 3 pumps in 2015.",
    ],
)
def test_a_date_line_is_read(text: str):
    row = publication(text)
    assert (row["published_on"], row["precision"], row["basis"]) == (dt.date(2021, 6, 3), "day", "text")


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("In 2016, Acme sold 4 million pumps.", 2017),
        ("Towards the end of 2014, Acme overtook Bolt.", 2015),
        ("Acme expects sales of $5 in 2022, up from $4 in 2021.", 2022),
        ("Acme plans to have 50 shops by the end of 2023. It opened 20 in 2022.", 2023),
        ("The state wants 30% from wind by 2030. In 2017 the share was 12%.", 2018),
        ("Sales rose 5% in the first quarter of 2018. It will add 30 shops.", 2018),
        ("Sales fell 40% in March 2020.", 2020),
        ("Acme sold 4 pumps in the first five months of 2015. In 2014 it sold 9.", 2015),
        ("Acme, founded in 1998, sold 4 pumps in 2016.", 2017),
    ],
)
def test_the_year_is_inferred_from_the_tenses(text: str, year: int):
    row = publication(text)
    assert (row["published_on"], row["published_end"]) == (dt.date(year, 1, 1), dt.date(year, 12, 31))
    assert (row["precision"], row["basis"]) == ("year", "inferred")


@pytest.mark.parametrize(
    "text", ["Acme sold 3 pumps.", "Acme, founded in 1998, sells pumps.", "Acme will spend $2 by 2030.", "Some 2000 people came."]
)
def test_nothing_is_inferred_from_little(text: str):
    row = publication(text)
    assert (row["published_on"], row["precision"], row["basis"]) == (None, None, "none")


def test_a_footer_never_counts():
    text = "Acme sells pumps.\n\nIn 2016 we sold 4 million."
    told = sentences(text)
    footer = told.with_columns(kind=pl.when(pl.col("text").str.contains("2016")).then(pl.lit("boilerplate")).otherwise("kind"))
    assert find_publications(articles(text), footer)["basis"].to_list() == ["none"]


def test_one_row_an_article_in_order():
    found = find_publications(articles("Acme sold 3.", "In 2016, it sold 4.", "x"), sentences("Acme sold 3.", "In 2016, it sold 4.", "x"))
    assert found["article_no"].to_list() == [0, 1, 2]
    assert found["basis"].to_list() == ["none", "inferred", "none"]
