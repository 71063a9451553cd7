"""Names: distinct capitalised runs cut into known and unknown ones.

Belongs here: the cutting of each *distinct* run into names, once wherever it stands. Does not belong here: finding the runs (`runs`),
which neighbouring pieces are one name (`fusing`), what a name means in its article (`resolution`), antecedents (`antecedents`).
"""

from functools import cache

import polars as pl

from transforms.reading.alternations import any_of
from transforms.reading.fusing import fuse
from transforms.reading.lexicon import KIND, lexicon, organisation_words, words
from transforms.reading.name_forms import describe
from transforms.reading.references import cut_references
from transforms.reading.rows import read_some
from transforms.reading.runs import LEAD, PIECE, PRONOUN
from transforms.reading.spans import find_phrases, find_spans
from transforms.reading.works import are_titles, name_works
from transforms.vocabulary import load

_TOKEN = "[A-Za-z0-9À-ž]+"
_SUM = (
    r" (?:(?:N|P|R|K|RM|Rs|Sh|KSh|USh|TSh|GHS)(?:[0-9]+(?:[.,][0-9]+)+(?:bn|tn|[bmtkBMTK])?|[0-9]+(?:bn|tn|[bmtkBMTK]))"
    r"|(?:N|P|R|RM|Rs|Sh|KSh|USh|TSh|GHS)[0-9]{3,})$"
)
"""An amount of money that a name runs into ('Korvane Bank N465 million')."""
_COMPOUND = "[A-Z][A-Za-z]*-(?:[a-z]+(?:ed|ing)|held|run|led|rich|wide|built|grown|born|hit|prone|size|cap)"
"""What a name is told by where a sentence begins with it ('Cash-strapped', 'Family-owned')."""
_ADVERB = "[A-Z][a-z]+(?:edly|ingly|antly|ently|ously|ively|fully|ably|ibly|ionally|ically|ately|ntially)"
"""What ends words that open sentences and no names ('Purportedly', 'Surprisingly')."""


def cut_runs(runs: pl.DataFrame, coded: pl.DataType) -> tuple[pl.DataFrame, pl.DataFrame]:
    """runs: as of `runs.find_runs`. Returns (names, references), both one row a piece of a *distinct* run (match_no), texts as codes.

    names: match_no, piece_start, piece_end, mention_text, name, kind, company, parent, wikidata_qid, country, known, possessive, and what
    `name_forms.describe` tells. references: match_no, piece_start, piece_end, mention_text, name, meant, form, country, possessive, ...
    """
    distinct = (
        runs.select("match_no", "match")
        .unique("match_no", keep="any")
        .sort("match_no")
        .with_columns(initial=(pl.col("match_no") % 2).cast(pl.Boolean))
    )
    heads = rf"^(?:[Tt]he|[Tt]his) .*\b{any_of(words('descriptors', 'head'))}(?:'s|')?$"
    marked = distinct.with_columns(_pronoun=pl.col("match").str.contains(rf"^{PRONOUN}$"), _descriptor=pl.col("match").str.contains(heads))
    references = cut_references(marked.filter(pl.col("_pronoun") | pl.col("_descriptor")))
    runs = marked.filter(~pl.col("_pronoun") & ~pl.col("_descriptor")).drop("_pronoun", "_descriptor")
    titles = are_titles(runs)
    works = [name_works(runs.filter(titles))] if titles.any() else []
    plain = _names(runs.filter(~titles)).with_columns(quoted=pl.lit(False))
    names = describe(pl.concat([plain, *works], how="diagonal_relaxed"))
    return names.with_columns(pl.col(pl.String).cast(coded)), references.with_columns(pl.col(pl.String).cast(coded))


@cache
def _paper() -> str:
    """How names of reports, surveys and forecasts end, as a regular expression."""
    return f" {any_of(organisation_words('paper'))}$"


@cache
def _signs() -> str:
    """Signs of currencies that are letters ('Sh31 billion'), as one alternation."""
    signs = load("currency_words").filter(pl.col("kind") == "sign")["say"]
    return any_of(signs.filter(signs.str.contains("^[A-Za-z]+$")).to_list())


def _names(distinct: pl.DataFrame) -> pl.DataFrame:
    """Distinct runs cut into names: known ones by the vocabulary, the rest by their form, neighbours that are one name fused."""
    framed = _frame_of_run(distinct)
    names = _within_reach(framed)
    known = (
        find_phrases(framed, "match_no", "match", names["phrase"].to_list())
        .join(framed.select("match_no", "from_", "to"), on="match_no", maintain_order="left")
        .filter((pl.col("start") >= pl.col("from_")) & (pl.col("end") <= pl.col("to")))
        .drop("from_", "to")
        .join(names.rename({"phrase": "match"}), on="match", how="left", maintain_order="left")
        .rename({"match": "text"})
        .with_columns(known=pl.lit(True))
    )
    # "MNT-Korvane": the code of a currency is the beginning of a name there.
    codes = known.filter((pl.col("kind") == "never") & pl.col("text").str.contains("^[A-Z]{3}$"))
    inside = framed.select("match_no", "match").join(codes, on="match_no", maintain_order="right")
    glued = inside.filter(pl.col("match").str.slice("end", 2).str.contains("^-[A-Z]"))
    known = known.join(glued, on=["match_no", "start"], how="anti", maintain_order="left") if glued.height else known
    unknown = _unknown(_without_openers(framed, known), known)
    pieces = pl.concat([known, unknown], how="diagonal_relaxed").sort("match_no", "start", maintain_order=True)
    # 'like Acme and Widget': what leads to the first leads to the second.
    led = pl.col("start") == pl.col("lead").str.len_chars()
    joined = (pl.col("match_no") == pl.col("match_no").shift(1)) & (pl.col("start") == pl.col("end").shift(1) + 5)
    return (
        fuse(pieces, framed)
        .filter(
            ~pl.col("kind").is_in(["title", "never"]).fill_null(False)
            & ~pl.col("text").is_in(organisation_words("suffix"))
            & ~(pl.col("_after_word").fill_null(False) & pl.col("kind").is_null())
            # "The Kesslor Wealth Report" is nobody.
            & ~(~pl.col("known") & pl.col("text").str.contains(_paper()))
        )
        .join(framed.select("match_no", "match", "initial", "lead", "to", "priced"), on="match_no", maintain_order="left")
        .with_columns(
            lead=pl.when(led | joined).then(pl.col("lead").str.strip_chars()).otherwise(pl.lit("")),
            possessive=pl.col("match").str.slice("end", 3).str.contains("^'s(?: |$)|^'$"),
        )
        # "HK$3": letters of a currency are no name.
        .filter(~(pl.col("priced") & (pl.col("end") == pl.col("to"))))
        .rename({"start": "piece_start", "end": "piece_end", "text": "mention_text"})
        .drop("to", "priced", "_after_word", "_after_title")
        .with_columns(pl.col("kind").cast(KIND))
    )


def _within_reach(distinct: pl.DataFrame) -> pl.DataFrame:
    """The names of the vocabulary whose first word stands in any of the runs: far fewer to search for than all there are."""
    said = distinct.select(pl.col("match").str.extract_all(_TOKEN).explode().unique().alias("token")).drop_nulls()
    return _named().join(said, left_on="_first_token", right_on="token", how="semi", maintain_order="left").drop("_first_token")


@cache
def _named() -> pl.DataFrame:
    """The vocabulary's names with their first word."""
    return (
        lexicon()
        .filter(~pl.col("kind").is_in(["opener", "leading", "alone"]))
        .with_columns(_first_token=pl.col("phrase").str.extract(f"({_TOKEN})", 1))
    )


def _frame_of_run(distinct: pl.DataFrame) -> pl.DataFrame:
    """Where the capitalised words of a run begin (`from_`) and end (`to`), and what leads to it."""
    lead = pl.col("match").str.extract(rf"^({LEAD})", 1)
    return distinct.with_columns(lead=lead).with_columns(
        from_=pl.col("lead").str.len_chars(),
        to=pl.col("match").str.replace(r"(?:'s|'|[$£€])$", "").str.len_chars(),
        priced=pl.col("match").str.contains("[$£€]$"),
    )


def _without_openers(framed: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """Runs that begin a sentence lose the words that are capitalised only for standing there, up to the first known name."""
    openers = any_of(lexicon().filter(pl.col("kind") == "opener")["phrase"].to_list())
    first = known.group_by("match_no").agg(first=pl.col("start").min())
    opened = pl.col("match").str.slice(pl.col("from_"))
    width = (
        opened.str.len_chars()
        - opened.str.replace(rf"^(?:(?:{openers}|{_ADVERB}|{_COMPOUND})(?: |$))+(?:(?:of|of the|and|for|the) )*", "").str.len_chars()
    )
    starts = pl.col("initial") | pl.col("lead").str.contains(r"^[^\pL(]+$")
    return framed.join(first, on="match_no", how="left", maintain_order="left").with_columns(
        from_=pl.when(starts).then(pl.min_horizontal(pl.col("from_") + width, pl.col("first"))).otherwise("from_")
    )


def _unknown(framed: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """Runs of capitalised words between the known names. Columns as `known`, name = text, kind null until judged."""
    ends = framed.select("match_no", start="to", end="to")
    borders = pl.concat([known.select("match_no", "start", "end"), ends], how="vertical_relaxed").sort("match_no", "start", "end")
    previous = pl.when(pl.col("match_no") == pl.col("match_no").shift(1)).then(pl.col("end").shift(1)).fill_null(0)
    gaps = (
        borders.with_columns(_from=previous)
        .join(framed.select("match_no", "match", "from_"), on="match_no", maintain_order="left")
        .with_columns(_from=pl.max_horizontal("_from", "from_"))
        .filter(pl.col("start") > pl.col("_from"))
        .select(
            "match_no",
            "_from",
            _opens=pl.col("_from") == pl.col("from_"),
            gap=pl.col("match").str.slice(pl.col("_from"), pl.col("start") - pl.col("_from")),
        )
        .with_row_index("gap_no")
    )
    openers = lexicon().filter(pl.col("kind").is_in(["opener", "leading"]))["phrase"]
    leading = lexicon().filter(pl.col("kind") == "leading")["phrase"]
    return (
        find_spans(gaps, "gap_no", "gap", PIECE)
        .pipe(read_some, pl.col("match").str.contains(_SUM), _without_sum)
        .join(gaps.select("gap_no", "match_no", "_from", "_opens"), on="gap_no", maintain_order="left")
        .filter(
            ~(pl.col("match").is_in(openers.implode()) & (pl.col("_opens") | ~pl.col("match").is_in(leading.implode())))
            & ~pl.col("match").str.contains(
                rf"^(?:\p{{Lu}}|(?:[A-Z]{{1,3}}|{_signs()})\pN+.*|"
                r".*\$.*|.*-(?:[a-z]+ed|led|style|made|only|scale .*|free|ready|friendly|compatible|like|specific|bound|wide|driven))$"
            )
        )
        .select(
            "match_no",
            (pl.col("start") + pl.col("_from")).cast(pl.UInt32).alias("start"),
            (pl.col("end") + pl.col("_from")).cast(pl.UInt32).alias("end"),
            pl.col("match").alias("text"),
            pl.col("match").alias("name"),
            pl.lit(False).alias("known"),
        )
    )


def _without_sum(rows: pl.LazyFrame) -> pl.LazyFrame:
    """match and end of pieces without the amount behind them."""
    bare = pl.col("match").str.replace(_SUM, "")
    return rows.select(
        (pl.col("end") - pl.col("match").str.len_chars() + bare.str.len_chars()).cast(pl.UInt32).alias("end"), bare.alias("match")
    )
