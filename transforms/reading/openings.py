"""Unknown words that open a sentence: which of them are names, by what follows them.

Belongs here: telling 'Korvane, the Danish maker' and 'Korvane sells' from 'Revenue, a key measure' and 'Investors sold'. Does not
belong here: finding names (`names`), what a name means in its article (`resolution`).
"""

import polars as pl

_AHEAD = 30
"""Code points looked at behind an opening word."""
_APPOSED = (
    r"^(?: \([^)]{1,12}\))?, (?:the|a|an|its|which|whose|one of|based|maker|owner|founded|formerly|part of) "
    r"|^ (?:chief (?:executive|financial|operating|technology)|finance (?:director|chief)|chair(?:man|woman)|spokes(?:man|woman|person)"
    r"|(?:co-)?founder|plc|n\.v\.|a\.s\.|s\.a\.)(?: |,|$)"
)
_LATELY = r"^ (?:(?:now|also|still|already|currently|recently) )?"
_SINGULAR = rf"{_LATELY}(?:has|is|was|does|says|[a-z]{{2,}}[^s]s) "
_ACTS = rf"{_LATELY}(?:has|had|is|was|will|would|to|made|sold|saw|took|lost|won|spent|paid|built|began|[a-z]{{2,}}(?:ed|[^s]s)) "
_TRADES = (
    r"^ (?:(?:now|also|alone|recently|currently|itself|which|meanwhile) )?(?:reported|posted|sold|sells|employs|employed|shipped"
    r"|ships|acquired|bought|buys|owns|operates|launched|opened|dismissed|hired|makes|made|raised|runs|built|builds|announced|agreed"
    r"|booked|earned|earns|expects|plans"
    r"|cut|lost|won|paid|spent|serves|carried|charges|delivered"
    r"|produced|produces|harvested|supplies|manages|recorded|swung|filed|closed) "
)
"""What a company does and hardly ever a common noun without an article."""
_OWN_APOSTROPHE = (
    r"^'s(?:[,;:.)]|$| (?:has|had|is|was|will|would|could|said|says|does|did|also|now|itself|which|who|reported|posted|sold|sells|employs"
    r"|opened|operates|owns|runs|plans|expects|makes|made) )"
)
"""What stands behind a name with 's of its own, and hardly ever behind an owner: a verb, a comma, the end."""
_COMMON_ENDING = "(?:ing|ed|ly|tion|sion|ment|ness|ers|ors|ists|ies|ions|ments|ings|ship|ism|men|women|ure|age|ance|ence|ents?|ants?|th)$"


def mark_openings(found: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """found: names at their places (sentence_no, article_no, start, end, mention_text, known, first, openable, coined).
    sentences: `frames.Sentences`.

    Adds `opens_as_name` (Boolean): an unknown word that opens this sentence as a company or a person does.
    """
    keyed = found.with_row_index("_row")
    doubtful = keyed.filter(~pl.col("known") & pl.col("first") & pl.col("openable") & ~pl.col("coined")).select(
        "_row", "sentence_no", "article_no", "end", pl.col("mention_text").cast(pl.String)
    )
    spoken = pl.col("mention_text").str.to_lowercase()
    plural = pl.col("mention_text").str.ends_with("s") & ~pl.col("mention_text").str.contains("(?:ss|us|is)$")
    told = (
        doubtful.join(sentences.select("sentence_no", "lower"), on="sentence_no", how="left", maintain_order="left")
        .with_columns(_after=pl.col("lower").str.slice(pl.col("end"), _AHEAD))
        .with_columns(
            _sure=pl.col("_after").str.contains(_APPOSED),
            _acts=pl.col("_after").str.contains(_ACTS)
            & (~plural | pl.col("_after").str.contains(_SINGULAR))
            & ~spoken.str.contains(_COMMON_ENDING),
            _trades=pl.col("_after").str.contains(_TRADES) & ~plural & ~spoken.str.contains(_COMMON_ENDING),
        )
        .with_columns(_times=pl.len().over("article_no", "mention_text"))
        .filter(pl.col("_sure") | pl.col("_trades") | pl.col("_acts") & (pl.col("_times") > 1))
    )
    opens = pl.col("_row").is_in(told["_row"].implode()) | (pl.col("coined") & pl.col("first"))
    return keyed.with_columns(opens_as_name=opens).drop("_row", "openable", "coined")


def keep_apostrophes(found: pl.DataFrame, sentences: pl.DataFrame, coded: pl.DataType) -> pl.DataFrame:
    """found: names at their places (sentence_no, article_no, start, end, mention_text, name, known, possessive); coded: their type.

    Unknown names that end in 's of their own ("Korvane's sells pies", "at Korvane's, sales rose"): told by what follows somewhere in the
    article, and by never standing there without it. They lose `possessive` and gain the two letters.
    """
    key = pl.struct("article_no", "mention_text")
    owners = found.filter(~pl.col("known") & pl.col("possessive")).select("sentence_no", "article_no", "mention_text", "end")
    told = (
        owners.join(sentences.select("sentence_no", "lower"), on="sentence_no", maintain_order="left")
        .filter(pl.col("lower").str.slice(pl.col("end"), _AHEAD).str.contains(_OWN_APOSTROPHE))
        .select("article_no", "mention_text")
        .unique()
        .join(found.filter(~pl.col("possessive")), on=["article_no", "mention_text"], how="anti")
    )
    if told.is_empty():
        return found
    own = ~pl.col("known") & pl.col("possessive") & key.is_in(told.select(key).to_series().implode())
    whole = pl.col("mention_text").cast(pl.String) + "'s"
    return (
        found.with_columns(_own=own)
        .with_columns(
            mention_text=pl.when("_own").then(whole.cast(coded)).otherwise("mention_text"),
            name=pl.when("_own").then(whole.cast(coded)).otherwise("name"),
            end=pl.col("end") + pl.when("_own").then(2).otherwise(0).cast(pl.UInt32),
            possessive=pl.col("possessive") & ~pl.col("_own"),
            shaped=pl.col("shaped") | pl.col("_own"),
        )
        .drop("_own")
    )
