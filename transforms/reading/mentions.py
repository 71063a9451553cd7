"""Sentences to mentions: which entity each capitalised run, pronoun and descriptor stands for.

Belongs here: the order of the steps and the frame that leaves the stage. Does not belong here: finding names (`names`), what a
name means in its article (`resolution`), what a pronoun stands for (`antecedents`), who says what (`speakers`).
"""

import polars as pl

from transforms.reading.antecedents import resolve_references
from transforms.reading.names import cut_runs, find_runs
from transforms.reading.openings import mark_openings
from transforms.reading.resolution import resolve_names


def find_mentions(sentences: pl.DataFrame) -> pl.DataFrame:
    """sentences: `frames.Sentences` -> `frames.Mentions`, in order of sentence and position, without overlaps.

    Carries, beyond the contract: lead (the preposition or title right before the name, '' when none), possessive, country (of a
    known entity, ISO 3166 alpha-2).
    """
    runs = find_runs(sentences).join(
        sentences.select("sentence_no", "article_no", "kind", _length=pl.col("plain").str.len_chars()).rename({"kind": "segment_kind"}),
        on="sentence_no",
        maintain_order="left",
    )
    names, references = cut_runs(runs)
    resolved = resolve_names(mark_openings(_placed(runs, names), sentences))
    standing = resolve_references(_placed(runs, references), resolved)
    return (
        pl.concat([resolved, standing], how="diagonal_relaxed")
        .sort("sentence_no", "start")
        .with_columns(pl.int_range(pl.len(), dtype=pl.UInt32).alias("mention_no"), pl.col("lead").fill_null(""))
        .select(
            "mention_no", "sentence_no", "article_no", "start", "end", "mention_text", "name", "kind", "company", "form",
            "parent", "wikidata_qid", "lead", "possessive", "country",
        )
    )  # fmt: skip


def _placed(runs: pl.DataFrame, pieces: pl.DataFrame) -> pl.DataFrame:
    """Pieces of distinct runs at every place where their run stands: start and end in the sentence, mention_text."""
    return (
        runs.join(pieces, on=["match", "initial"], maintain_order="left_right")
        .with_columns(
            first=pl.col("initial") & (pl.col("piece_start") == 0) | pl.col("match").str.contains(r"^[^\pL\pN(]"),
            end=(pl.col("start") + pl.col("piece_end")).cast(pl.UInt32),
            start=(pl.col("start") + pl.col("piece_start")).cast(pl.UInt32),
            mention_text="text",
        )
        .drop("piece_start", "piece_end", "text", "match", "initial")
    )
