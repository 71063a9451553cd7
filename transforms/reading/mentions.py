"""Sentences to mentions: which entity each capitalised run, pronoun and descriptor stands for.

Belongs here: the order of the steps and the frame that leaves the stage. Does not belong here: finding names (`names`), what a
name means in its article (`resolution`), what a pronoun stands for (`antecedents`), who says what (`speakers`).
"""

import polars as pl

from transforms.reading.antecedents import resolve_references
from transforms.reading.evidence import mark_firms, without_divisions
from transforms.reading.names import cut_runs
from transforms.reading.openings import keep_apostrophes, mark_openings
from transforms.reading.origins import without_origins
from transforms.reading.quotations import position
from transforms.reading.resolution import resolve_names
from transforms.reading.runs import find_runs
from transforms.reading.told_by_country import with_firms_told_by_country
from transforms.reading.towns import mark_seats, mark_towns

_SAID = ("mention_text", "name", "kind", "company", "form", "parent", "wikidata_qid")


def find_mentions(sentences: pl.DataFrame) -> pl.DataFrame:
    """sentences: `frames.Sentences` -> `frames.Mentions`, in order of sentence and position, without overlaps.

    Carries, beyond the contract: led (Boolean: what stands right before says that the sentence is hardly about the name),
    aside (Boolean: or that it is not the name who speaks), possessive.
    """
    # Names are codes of one dictionary a batch until they leave: joining and comparing texts costs ten times as much.
    coded = pl.Categorical(pl.Categories.random())
    runs = find_runs(sentences, coded)
    names, references = cut_runs(runs, coded)
    places = sentences.select(
        "sentence_no",
        "article_no",
        _headline=pl.col("kind") == "headline",
        _length=pl.col("plain").str.len_chars(),
        _stopped=pl.col("plain").str.ends_with("."),
    )
    runs = runs.select("sentence_no", "start", "match_no").join(places, on="sentence_no", maintain_order="left")
    standing_names = keep_apostrophes(_placed(runs, names), sentences, coded)
    judged = mark_seats(without_divisions(standing_names, sentences), sentences)
    judged = mark_towns(mark_firms(judged, sentences), sentences)
    resolved = resolve_names(mark_openings(judged, sentences), sentences)
    said = _placed(runs.drop("_headline", "_length", "_stopped"), references)
    said, resolved = with_firms_told_by_country(said, without_origins(resolved, sentences), sentences)
    # Many a short text refers to nobody: the patterns of references are not even compiled then.
    standing = [resolve_references(said, resolved, sentences).with_columns(aside=pl.lit(False))] if said.height else []
    leaving = [
        "sentence_no", "article_no", "start", "end", "mention_text", "name", "kind", "company", "form", "parent", "wikidata_qid", "led",
        "aside", "possessive",
    ]  # fmt: skip
    return (
        pl.concat([frame.select(leaving) for frame in (resolved, *standing)])
        .sort(position("start"))
        .with_columns(pl.col(_SAID).cast(pl.String))
        .with_row_index("mention_no")
    )


def _placed(runs: pl.DataFrame, pieces: pl.DataFrame) -> pl.DataFrame:
    """Pieces of distinct runs at every place where their run stands: start and end in the sentence."""
    return (
        runs.join(pieces, on="match_no", maintain_order="left_right")
        .with_columns(
            end=(pl.col("start") + pl.col("piece_end")).cast(pl.UInt32), start=(pl.col("start") + pl.col("piece_start")).cast(pl.UInt32)
        )
        .drop("piece_start", "piece_end", "match_no")
    )
