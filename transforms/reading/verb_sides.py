"""On which side of a reporting verb its speaker stands.

Belongs here: the actors around a verb, and which of them is its subject by its place. Does not belong here: who the actors are (`actors`),
whether the verb says anything and what it claims (`utterances`).
"""

from functools import cache
from typing import Literal

import polars as pl

from transforms.reading.alternations import any_of
from transforms.reading.lexicon import words
from transforms.reading.quotations import POSITION
from transforms.reading.spans import text_before

_NEAR, _NEAR_PERSON, _AHEAD = 60, 130, 90
"""Code points between a speaker and the verb, at most: before it, a person with an apposition before it, after it."""
_INVERTED = r"^(?: [a-z][a-z'-]*| [A-Z]{2,4}){1,6} (?:(?:Sir|Dame|Lord|Dr|Mr|Ms|Mrs|Prof|Professor)\.? )?$"
"""Between a verb and its speaker that follows it: an office in small letters ('said its finance chief Dr Doe')."""
_AFTER_INVERTED = (
    "^(?:(?: (?:building society|data|research|group|survey|study|index|poll|analyst|economist)s?)?[,.;]|$"
    "| (?:in|on|at|of|from|during|after|to|last|this|who|late|early|yesterday|[A-Z][a-z]+day)(?-u:\\b))"
)
_NOT_CLOSING = r"(?i)[\",] ?(?:but|while|whereas|although|though)(?: [a-z-]+)* $"
_ANOTHER_CLAUSE = r"[;\"]| (?:after|when|as|while|because|since|before|that|which|who|but|and) "
"""Between whoever opens a sentence and a participle that may be somebody else's."""
_SERVES = r"^,? (?:of|at|from|with|for) (?:the )?(?:[A-Za-z&.'-]+ ){0,5}$"
"""Between a person and whom they work for."""
_SIDE = pl.Enum(["ap", "a", "bp", "b"])


@cache
def _titled() -> str:
    """An office between an organisation and whoever holds it, as a regular expression."""
    return rf"(?i)^(?:'s|')? (?:[a-z-]+,? ){{0,5}}{any_of(words('titles', 'title'))} $"


def with_actors(verbs: pl.DataFrame, actors: pl.DataFrame) -> pl.DataFrame:
    """Each verb with the nearest actor before it, the nearest one told more of before it, and the first actor and person after it.

    trails: the verb is a participle behind its clause, and whoever opens the clause stands for the nearest actor: "Acme left Bolt, saying".
    """
    fields = ("start", "end", "name", "kind", "org", "desc", "source", "form", "definite")
    actors = actors.filter(~pl.col("quoted"))
    subjects = actors.filter((~pl.col("led") | (pl.col("kind") == "person")) & ~pl.col("possessive").fill_null(False))
    persons = actors.filter((pl.col("kind") == "person") & ~pl.col("possessive").fill_null(False))
    # Who is told more of between commas: any person, "Acme, which owns ...", "Acme, the maker of ...".
    heads = subjects.filter((pl.col("kind") == "person") | pl.col("explained"))

    def near(frame: pl.DataFrame, prefix: str, strategy: Literal["backward", "forward"]) -> pl.DataFrame:
        right = frame.select("sentence_no", POSITION, **{f"{prefix}_{f}": pl.col(f) for f in fields})
        return verbs.select("sentence_no", POSITION).join_asof(
            right, on=POSITION, by="sentence_no", strategy=strategy, check_sortedness=False
        ).drop("sentence_no", POSITION)  # fmt: skip

    # "According to Acme's report": whose report it is says it, but "its report" says no more than the article.
    owner = pl.col("kind").is_in(["organisation", "person"]).fill_null(False) & (pl.col("form") != "pronoun")
    speaking = actors.filter((~pl.col("possessive").fill_null(False) | owner) & ~pl.col("aside"))
    found = pl.concat(
        [
            verbs,
            near(subjects, "b", "backward"),
            near(heads, "bp", "backward"),
            near(speaking, "a", "forward"),
            near(persons, "ap", "forward"),
        ],
        how="horizontal",
    )
    # "Acme raised its dividend to 5 cents a share, payable in May, and expects": too far from Acme to be near.
    far = (pl.col("start").cast(pl.Int64) - pl.col("b_end").cast(pl.Int64) > _NEAR).fill_null(True)
    participle = pl.col("match").str.ends_with("ing")
    asked = found.filter(participle | (far & (pl.col("verb_kind") == "expect")))
    led = text_before(pl.col("plain"), "start", 5)
    behind = asked.filter((participle & led.str.ends_with(", ")) | (far & (led == " and "))).select(
        "sentence_no", POSITION, "start", "plain", "b_start"
    )
    if not behind.height:
        return found.with_columns(trails=pl.lit(False))
    peopled = subjects.filter((pl.col("kind") != "place").fill_null(True))
    peopled = peopled.join(
        behind.select("sentence_no", "plain").unique("sentence_no", keep="first", maintain_order=True),
        on="sentence_no",
        maintain_order="left",
    )
    # "Acme chief executive Jane Doe": she opens the clause.
    ahead = pl.col("plain").str.slice("end", (pl.col("start").shift(-1).cast(pl.Int64) - pl.col("end").cast(pl.Int64)).clip(0))
    person_next = (pl.col("sentence_no").shift(-1) == pl.col("sentence_no")) & (pl.col("kind").shift(-1) == "person")
    titled = person_next & ahead.str.contains(_titled())
    first = peopled.filter(~titled.fill_null(False)).unique("sentence_no", keep="first", maintain_order=True)
    opened = (
        behind.join(first.select("sentence_no", **{f"_first_{f}": pl.col(f) for f in fields}), on="sentence_no", maintain_order="left")
        .filter(pl.col("_first_start") <= pl.col("b_start"))
        .filter(~pl.col("plain").str.slice("_first_end", pl.col("start") - 5 - pl.col("_first_end")).str.contains(_ANOTHER_CLAUSE))
        .select(POSITION, *(f"_first_{f}" for f in fields), trails=pl.lit(True))
    )
    return (
        found.join(opened, on=POSITION, how="left", maintain_order="left")
        .with_columns(pl.col("trails").fill_null(False))
        .with_columns(pl.when("trails").then(f"_first_{f}").otherwise(f"b_{f}").alias(f"b_{f}") for f in fields)
        .drop(f"_first_{f}" for f in fields)
    )


def sided(verbs: pl.DataFrame) -> pl.DataFrame:
    """On which side of the verb its speaker stands: ap, a (person, anybody after it), bp, b (before it); verbs without one drop out."""
    start, end = pl.col("start").cast(pl.Int64), pl.col("end").cast(pl.Int64)
    framed = verbs.with_columns(
        (start - pl.col("b_end").cast(pl.Int64)).alias("_b_gap"),
        (start - pl.col("bp_end").cast(pl.Int64)).alias("_bp_gap"),
        (pl.col("a_start").cast(pl.Int64) - end).alias("_a_gap"),
        (pl.col("ap_start").cast(pl.Int64) - end).alias("_ap_gap"),
        _before_text("start").alias("_left"),
    ).with_columns(
        _marked=pl.col("_left").str.contains('"', literal=True),
        _comma=pl.col("_left").str.contains(",", literal=True),
        _says=pl.col("verb_kind").is_in(["say", "closing", "expect"]),
    )
    # Null where nobody can follow the verb, which spares the expressions below.
    follows = pl.col("_says") & (pl.col("_marked") | pl.col("_comma")) & (pl.col("_a_gap") <= 60) & (pl.col("_ap_gap") <= 60)
    to_person = pl.when(follows).then("plain").str.slice(end, pl.col("_ap_gap").clip(0, 60)).str.contains(_INVERTED)
    inverted = framed.with_columns(_person_next=to_person.fill_null(False)).with_columns(
        _office=pl.when("_person_next").then("plain").str.slice(pl.col("ap_end"), 10).str.contains(_AFTER_INVERTED).fill_null(False),
        # "..., said Acme." is not "Jane Doe, the head of Acme, said Acme had ...".
        _next=pl.when(pl.col("_comma") & (pl.col("_a_gap") <= 6) & ((pl.col("verb_kind") != "expect") | (pl.col("a_kind") == "person")))
        .then("plain")
        .str.slice(pl.col("a_end"), 24)
        .str.contains(_AFTER_INVERTED)
        .fill_null(False),
        _near_mark=pl.col("_marked") & (pl.col("_a_gap") <= 40) & _unbroken(end, "_a_gap"),
    )
    inverts = ~pl.col("match").is_in(["told", "tells"])
    said_after = inverts & (
        (pl.col("_marked") & (pl.col("_a_gap") <= 6))
        | pl.col("_next")
        | (pl.col("_marked") & pl.col("_person_next"))
        | pl.col("_near_mark")
        | (pl.col("_comma") & pl.col("_office"))
    )
    apposed = (
        (pl.col("verb_kind") != "colon")
        & (pl.col("_bp_gap") <= _NEAR_PERSON)
        & (pl.col("b_kind") != "person").fill_null(True)
        & ((pl.col("bp_kind") == "person") | (pl.col("bp_start") <= pl.col("b_start")))
        & pl.col("_comma")
    )
    near = (pl.col("_b_gap") <= pl.when(pl.col("verb_kind") == "colon").then(0).otherwise(_NEAR)) & (
        (pl.col("b_kind") != "place").fill_null(True) | (pl.col("_b_gap") <= 6)
    )
    near |= pl.col("trails")
    # "analyst Jane Doe of Acme says": she does, and for Acme.
    serving = (pl.col("bp_kind") == "person") & (pl.col("b_kind") == "organisation") & (pl.col("_b_gap") <= 10)
    serving &= (pl.col("bp_end") < pl.col("b_start")) & (pl.col("_says") | (pl.col("verb_kind") == "show"))
    between = pl.when(serving).then("plain").str.slice(pl.col("bp_end"), pl.col("b_start") - pl.col("bp_end"))
    told = inverted.with_columns(
        _ahead=(pl.col("verb_kind") == "according") | (pl.col("_says") & said_after.fill_null(False)),
        _apposition=pl.when(apposed).then("plain").str.slice(pl.col("bp_end"), 1) == ",",
        _serving=between.str.contains(_SERVES).fill_null(False),
        _near=near,
    )
    sided = told.with_columns(
        _side=pl.when(pl.col("_ahead") & (pl.col("_ap_gap") <= 60)).then(pl.lit("ap", _SIDE))
        .when(pl.col("_ahead") & (pl.col("_a_gap") <= _AHEAD)).then(pl.lit("a", _SIDE))
        .when("_ahead").then(None)
        .when(pl.col("_apposition") | pl.col("_serving")).then(pl.lit("bp", _SIDE))
        .when("_near").then(pl.lit("b", _SIDE))
    ).filter(pl.col("_side").is_not_null())  # fmt: skip
    before = pl.when(pl.col("_side") == "bp").then("bp_start").when(pl.col("_side") == "b").then("b_start").otherwise("start").fill_null(0)
    # What stands right before the speaker or the verb: a mark or a comma when the clause closes what was said.
    return sided.with_columns(_clause=before).with_columns(_closes=_opens_clause(), _then=pl.col("plain").str.slice(end, 6))


def _unbroken(end: pl.Expr, gap: str) -> pl.Expr:
    """Whether nothing but words stands between a verb and the one after it ('said the head of research at Acme')."""
    return pl.when("_marked").then("plain").str.slice(end, pl.col(gap).clip(0, 40)).str.contains(r"^[^.,;:\"0-9]*$")


def _opens_clause() -> pl.Expr:
    """Whether a mark or a comma stands before the speaker, or before the office that leads to the speaker."""
    at = pl.col("_clause").cast(pl.Int64)
    left = text_before(pl.col("plain"), at, 60)
    return left.str.contains(r"[\",] ?(?:[A-Za-z'-]+ ){0,6}$") & ~left.str.contains(_NOT_CLOSING)


def _before_text(column: str) -> pl.Expr:
    """The last code points before a place of the sentence, without an article ('..., the report said')."""
    at = pl.col(column).cast(pl.Int64)
    left = text_before(pl.col("plain"), at, 6)
    return left.str.replace(r"(?i)(^|\W)(?:the|a|an|its) $", "${1}").str.tail(2)
