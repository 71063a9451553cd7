"""Everybody in a sentence who may speak: people, organisations, places and sources that nobody names.

Belongs here: who could be the speaker of a verb, and whose unit, staff or document it is. Does not belong here: reporting verbs and
which of the actors speaks by one (`utterances`), finding names (`names`, `resolution`).
"""

import polars as pl

from transforms.reading.quotations import POSITION, position
from transforms.reading.spans import text_before

_EXPLAINED = "^, (?:which|who|whose|an?|the|one|part) "
"""What tells more of an organisation between commas ('Acme, which owns ...')."""
_WHOSE = r"^ (?:at|for|from|by|of|with|released|published|obtained|compiled|provided|collected|gathered|produced|prepared|issued)(?-u:\b)"
"""What leads from a source to whose it is ('data provided by Acme')."""
_BEGINS_CLAUSE = r"(?i)(?:^|[ ,])(?:after|when|before|as|since|while|because|if|though|although|once|whereas)(?: the)? $"
"""What stands before the subject of a clause."""
_TRADE = r"^ (?:firm|provider|company|house|group|tracker|specialist|service|agency|platform|start-?up|website|site|outfit)(?-u:\b)"
"""What makes a noun before it the trade of a name and no source ('data firm Acme')."""
_DEFINITE = r"(?i)(?-u:\b)(?:the|this|that|its|their|these|those|same)(?: [a-z-]+){0,2} $"
"""What stands before a document told of before ('the same report said'); 'a filing showed' is nobody's."""


def find_actors(sources: pl.DataFrame, mentions: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """Everybody who may speak: (sentence_no, start, end, name, kind, org, desc, led, aside, possessive), sorted by place."""
    open_ = sentences.select("sentence_no", "quoted_from_before")
    named = (
        mentions.join(open_.select("sentence_no"), on="sentence_no", how="semi", maintain_order="left")
        .filter(pl.col("kind").is_in(["person", "organisation", "place"]) & pl.col("name").is_not_null())
        .select(
            "sentence_no", "start", "end", "name", "kind", "led", "aside", "possessive", "form", org="company", desc=pl.lit(None, pl.String)
        )
    )
    texts = sentences.select("sentence_no", "plain")
    named = (
        named.join(texts, on="sentence_no", maintain_order="left")
        .with_columns(
            explained=pl.col("plain").str.slice("end", 8).str.contains(_EXPLAINED),
            # "The day after Acme reported": Acme begins a clause.
            # "Harper's said": the s is the name's own.
            possessive=pl.col("possessive") & ~pl.when("possessive").then("name").cast(pl.String).str.ends_with("'s").fill_null(False),
            led=pl.col("led") & ~text_before(pl.when("led").then("plain"), "start", 14).str.contains(_BEGINS_CLAUSE).fill_null(False),
        )
        .drop("plain")
    )
    said = sources.join(texts, on="sentence_no", maintain_order="left")
    unnamed = said.filter(~pl.col("plain").str.slice(pl.col("end"), 14).str.contains(_TRADE)).select(
        "sentence_no",
        "start",
        "end",
        desc="match",
        source="source_kind",
        led=pl.lit(False),
        aside=pl.lit(False),
        possessive=pl.lit(False),
        form=pl.lit("unnamed"),
        _whose=pl.col("plain").str.slice(pl.col("end"), 14).str.contains(_WHOSE),
        definite=text_before(pl.when(pl.col("source_kind") == "document").then("plain"), "start", 30).str.contains(_DEFINITE),
    )
    together = pl.concat([named, unnamed], how="diagonal_relaxed").with_columns(position("start")).sort(POSITION)
    # "Acme Data said", "an Acme Data survey": the noun is part of the name.
    inside = (pl.col("sentence_no").shift(1) == pl.col("sentence_no")) & (pl.col("end") <= pl.col("end").shift(1))
    inside &= (pl.col("form") == "unnamed") & ~pl.col("form").shift(1).is_in(["unnamed", "descriptor"])
    together = together.filter(~inside.fill_null(False))
    same_before = pl.col("sentence_no").shift(1) == pl.col("sentence_no")
    same_after = pl.col("sentence_no").shift(-1) == pl.col("sentence_no")
    gap_before = pl.col("start").cast(pl.Int64) - pl.col("end").shift(1).cast(pl.Int64)
    gap_after = pl.col("start").shift(-1).cast(pl.Int64) - pl.col("end").cast(pl.Int64)
    org_before = same_before & (pl.col("kind").shift(1) == "organisation") & (gap_before <= 12)
    # "The newspaper" is a descriptor of nobody's newspaper; "research" in "Acme Research" is Acme Research's.
    org_before &= (gap_before >= 0) | (pl.col("form").shift(1) != "descriptor")
    # The next organisation of the sentence, whatever nouns stand between ("a report from market research firm Acme").
    organisation = pl.col("kind") == "organisation"
    next_name, next_at = (pl.when(organisation).then(c).backward_fill() for c in ("name", POSITION))
    width = pl.col("end").cast(pl.Int64) - pl.col("start").cast(pl.Int64)
    org_after = pl.col("_whose") & (next_at - pl.col(POSITION) - width <= 40)
    owner = pl.when(org_before).then(pl.col("name").shift(1)).when(org_after).then(next_name)
    before_person = same_after & (pl.col("kind").shift(-1) == "person") & (gap_after <= 2)
    # "according to analysts Acme Research"
    before_person |= same_after & organisation.shift(-1) & (gap_after == 1) & pl.col("source").is_in(["staff", "anonymous"])
    # "Acme's Advanced Research Unit said": an unknown unit speaks for whose it is.
    unit = (
        org_before
        & (gap_before <= 3)
        & pl.col("possessive").shift(1).fill_null(False)
        & (pl.col("form") == "unknown")
        & (pl.col("kind") == "organisation")
    )
    # "Acme, the maker of bolts, said": the descriptor says only what Acme is.
    apposed = org_before & (gap_before == 2) & (pl.col("form") == "descriptor") & (pl.col("form").shift(1) != "descriptor")
    return (
        together.with_columns(
            _apposed=apposed,
            _owner=owner,
            _unit=pl.when(unit).then(pl.col("name").shift(1)),
            _titled=before_person & (pl.col("form") == "unnamed"),
        )
        .filter(~pl.col("_titled").fill_null(False) & ~pl.col("_apposed").fill_null(False))
        .with_columns(
            name=pl.when((pl.col("form") == "unnamed") & pl.col("source").is_in(["official", "document", "staff"]))
            .then("_owner")
            .otherwise(pl.coalesce("_unit", "name")),
            kind=pl.when((pl.col("form") == "unnamed") & pl.col("_owner").is_not_null() & (pl.col("source") != "anonymous"))
            .then(pl.lit("organisation"))
            .otherwise("kind"),
            org=pl.when((pl.col("form") == "unnamed") & (pl.col("source") != "anonymous")).then("_owner").otherwise("org"),
        )
        .drop("_owner", "_unit", "_titled", "_whose", "_apposed")
        .join(open_, on="sentence_no", how="left", maintain_order="left")
    )
