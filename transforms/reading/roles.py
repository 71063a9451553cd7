"""Who is what: person, role and organisation as the text states them.

Belongs here: offices stated right beside a person ('Acme chief executive Jane Doe', 'Jane Doe, a director of Acme'). Does not belong
here: who is quoted (`speakers`), finding persons (`names`, `resolution`).
"""

from functools import cache

import polars as pl

from transforms.reading.alternations import any_of
from transforms.reading.lexicon import words
from transforms.reading.spans import text_before

_REACH = 90
"""Code points beside a person within which an office is looked for."""

_RUNS = "runs|heads|leads|chairs|manages|founded|co-founded|started|owns|controls|set up"
"""What somebody does who speaks for an organisation."""


def find_roles(sentences: pl.DataFrame, mentions: pl.DataFrame) -> pl.DataFrame:
    """sentences: `frames.Sentences`, mentions: `frames.Mentions`.

    Returns (article_no, sentence_no, start, end: the person's span, person, role, organisation nullable), one row a person and place.
    """
    beside = _with_neighbours(mentions.filter(pl.col("kind").is_in(["person", "organisation"])))
    texts = sentences.select("sentence_no", "plain").join(
        beside.select("sentence_no").unique(), on="sentence_no", how="semi", maintain_order="left"
    )
    # Six patterns of every office are costly: only where a word of one stands.
    texts = texts.filter(pl.col("plain").str.contains_any(_words_of_offices(), ascii_case_insensitive=True))
    framed = (
        beside.join(texts, on="sentence_no", maintain_order="left")
        .with_columns(_from=(pl.col("start").cast(pl.Int64) - _REACH).clip(0))
        .with_columns(
            before=pl.col("plain").str.slice(pl.col("_from"), pl.col("start") - pl.col("_from")),
            before_that=text_before(pl.col("plain"), "start_before", _REACH),
            after=pl.col("plain").str.slice(pl.col("end"), _REACH),
            gap_before=pl.col("plain").str.slice(pl.col("end_before"), pl.col("start") - pl.col("end_before")),
            gap_after=pl.col("plain").str.slice(pl.col("end"), pl.col("start_after") - pl.col("end")),
            beyond=pl.col("plain").str.slice(pl.col("end_after"), _REACH),
        )
    )
    return _read(framed) if framed.height else _nobody(framed)


def _nobody(framed: pl.DataFrame) -> pl.DataFrame:
    """No role."""
    place = framed.select("article_no", "sentence_no", "start", "end", person="name")
    return place.with_columns(pl.lit(None, pl.String).alias(column) for column in ("role", "organisation"))


@cache
def _words_of_offices() -> list[str]:
    """The last word of every office, and what leads to a verb that stands for one."""
    last = [title.split(" ")[-1] for title in words("titles", "title")]
    return sorted({*last, ", who "})


@cache
def _office() -> str:
    """One or more offices joined by 'and' or a comma, each with up to three words around it, as a regular expression."""
    one = rf"(?:[a-z-]+ ){{0,3}}\b{any_of(words('titles', 'title'))}\b"
    return rf"(?i:{one}(?:(?:,| and|, and)(?: [a-z]+)? {one})*)"


def _with_neighbours(named: pl.DataFrame) -> pl.DataFrame:
    """Persons with the organisation named right before and right after them in their sentence."""
    ordered = named.sort("sentence_no", "start")

    def neighbour(column: str, step: int) -> pl.Expr:
        same = pl.col("sentence_no").shift(step) == pl.col("sentence_no")
        return pl.when(same & (pl.col("kind").shift(step) == "organisation")).then(pl.col(column).shift(step))

    return ordered.with_columns(
        start_before=neighbour("start", 1),
        end_before=neighbour("end", 1),
        name_before=neighbour("name", 1),
        start_after=neighbour("start", -1),
        end_after=neighbour("end", -1),
        name_after=neighbour("name", -1),
    ).filter((pl.col("kind") == "person") & ~pl.col("form").is_in(["pronoun", "descriptor"]))


def _read(framed: pl.DataFrame) -> pl.DataFrame:
    """The office beside each person, and whose it is; persons without one drop out."""
    office = _office()
    # "Acme chief executive Jane Doe", "Acme's chief executive, Jane Doe"
    led = pl.col("gap_before").str.extract(rf"^(?:'s|')?,? ?({office}),? $", 1)
    # "Jane Doe, Acme's chief executive", "Jane Doe, Acme vice president for India"
    owned = pl.when(pl.col("gap_after").str.contains(r"^, (?:the )?$")).then(
        pl.col("beyond").str.extract(rf"^(?:'s|')? ({office}(?: for [A-Z]\w+)?)", 1)
    )
    # "Jane Doe, chief executive of Acme"
    served = pl.col("gap_after").str.extract(rf"^,? (?:the |a |an )?({office}) (?:of|at|for|with|from) (?:the )?$", 1)
    # "Jane Doe, who runs Acme"
    runs = pl.col("gap_after").str.extract(rf"^, who (?:now |also |still |has )?({_RUNS}) (?:the )?$", 1)
    # "the chief executive of Acme, Jane Doe,"
    headed = pl.when(pl.col("gap_before").str.contains("^,? $")).then(
        pl.col("before_that").str.extract(rf"({office}) (?:of|at) (?:the )?$", 1)
    )
    # "chief executive Jane Doe", "Jane Doe, its chief executive"
    alone = pl.coalesce(
        pl.col("before").str.extract(rf"(?:^|[ ,\"])({office}),? $", 1),
        pl.col("after").str.extract(rf"^, (?:the |a |an |its |their |his |her )?({office})", 1),
    )
    return (
        framed.with_columns(_led=led, _owned=owned, _served=served, _runs=runs, _headed=headed, _alone=alone)
        .with_columns(role=pl.coalesce("_led", "_owned", "_served", "_runs", "_headed", "_alone"))
        .filter(pl.col("role").is_not_null())
        .with_columns(
            organisation=pl.when(pl.col("_led").is_not_null())
            .then("name_before")
            .when(pl.col("_owned").is_not_null() | pl.col("_served").is_not_null() | pl.col("_runs").is_not_null())
            .then("name_after")
            .when(pl.col("_headed").is_not_null())
            .then("name_before")
        )
        .select(
            "article_no",
            "sentence_no",
            "start",
            "end",
            person="name",
            role=pl.col("role").str.strip_chars(" ,").str.replace("^(?:The|A|An) ", ""),
            organisation="organisation",
        )
    )
