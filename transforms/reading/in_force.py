"""Names that a later word may stand for: what each sentence is about, for pronouns and descriptors to look back to.

Belongs here: which names of a sentence stay in force behind it. Does not belong here: which of these a pronoun or descriptor stands for
(`antecedents`), who only speaks (`voices`).
"""

from functools import cache

import polars as pl

from transforms.reading.alternations import either
from transforms.reading.quotations import POSITION
from transforms.reading.rows import read_some
from transforms.reading.spans import text_before
from transforms.vocabulary import load

KINDS = 8
"""More than there are kinds of entities."""
MEANT = ("name", "kind", "company", "parent", "wikidata_qid")
"""What a reference takes over from the name it stands for."""
_BYLINE = 40
"""Code points at a sentence's beginning within which bylines and the agencies of datelines stand."""
_AND = 5
"""Code points between two names that 'and' joins."""
_LISTED = 2
"""Names that commas may join before two that 'and' does ('Acme, Brind, Cora and Dole')."""
_OPENS = 5
"""Code points at a sentence's beginning within which the first word stands (a quotation mark)."""
_PHRASE = 80
"""Code points at a sentence's beginning within which a name is part of the phrase that it begins with."""
_TIME = r"^\"?(?:in|on|last|at|by|during|since|for|this|earlier|but|and|meanwhile|however|yesterday|today)(?: [^,]{1,30})?,? $"
"""What may stand before the subject of a sentence without being a clause."""
_KIN_WORDS = (
    r"(?:rivals?|competitors?|parent|owners?|subsidiary|unit|arm|affiliate|supplier|partner|predecessor|successor|sister)"
    r"(?: (?:company|group|firm|airline|bank|chain|carrier|retailer|brand))?,? $"
)
_KIN = rf"(?-u:\b){_KIN_WORDS}"
"""What a reference is told of another by: 'its rival Acme' is spoken of itself."""
_OF_KIN = (
    r"^'s? (?:[a-z-]+ ){0,2}(?:rivals?|competitors?|parent|owners?|subsidiary|affiliate|sister)"
    r"(?: (?:company|group|firm|airline|bank|chain))?,? [a-z]"
)
"""What stands behind whose kin is spoken of, not itself ('Acme's parent, Brind, said')."""
_POSSESSED = (
    r"(?-u:\b)(?:its|their|the [a-z-]+'s|whose) (?:[a-z-]+ ){0,2}"
    r"(?:owners?|parent|parent company|backers?|landlord|holding company|sponsor), $"
)
"""What stands before who only owns what is spoken of ('sold by its owner, Acme')."""


def article_and_kind(kind: str) -> pl.Expr:
    """One number for an article and a kind of entity."""
    return pl.col("article_no").cast(pl.UInt64) * KINDS + pl.col(kind).to_physical()


def names_in_force(names: pl.DataFrame, references: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """names: resolved names with their voices, in order; references: with `_heads` and `meant`; sentences: `frames.Sentences`.

    The first name of a sentence that no preposition leads is what the sentence is about: it is in force to the sentence's end and
    beyond. Others ('..., like KreditBee') are in force only where the article has had no such name yet, and names behind the pronoun or
    descriptor that a sentence is about only within it.

    Returns, in order of place: _position, _by (`article_and_kind`), country, outside, the columns of `MEANT`, local (in its sentence only).
    """
    ordered = names.filter(pl.col("kind").is_in(["organisation", "person", "place"])).with_columns(
        _by=article_and_kind("kind"), _person=pl.col("kind") == "person"
    )
    in_sentence = pl.col("sentence_no").cast(pl.UInt64) * KINDS + pl.col("kind").to_physical()
    ordered = _with_openings(ordered.with_columns(_in_sentence=in_sentence).with_row_index("_nth"), references, sentences)
    led = pl.col("led") & ~pl.col("attributed") & ~pl.col("_opening")
    # Who only reports is not spoken of, unless the article names nobody else.
    outlet = pl.col("name").cast(pl.String).is_in(outlets().implode()) & ~pl.col("told") | pl.col("voice")
    ordered = ordered.with_columns(_free=(~led & ~outlet & ~pl.col("_owner")) | pl.col("_person"))
    # 'Acme and Beta joined in': neither is the company that is spoken of.
    beside = (pl.col("sentence_no") == pl.col("sentence_no").shift(-1)) & (pl.col("kind") == pl.col("kind").shift(-1))
    gap = pl.when(beside).then(pl.col("start").shift(-1).cast(pl.Int64) - pl.col("end"))
    joint, comma = ordered.select((gap == _AND).fill_null(False).alias("_joint"), (gap == len(", ")).fill_null(False).alias("_comma"))
    for _ in range(_LISTED):
        joint = joint | comma & joint.shift(-1, fill_value=False)
    ordered = ordered.with_columns(_joint=joint | joint.shift(1, fill_value=False))
    subjects = (
        ordered.filter(pl.col("_free") & ~pl.col("_person") & ~pl.col("_joint"))
        .select("_nth", "_in_sentence")
        .unique("_in_sentence", keep="first")
    )
    cited = (pl.col("form") == "unknown") & pl.col("led") & (pl.col("start") < _BYLINE)
    # The first name of the headline, and that of the text below it.
    firsts = (
        ordered.filter(~cited & ~pl.col("cited") & ~pl.col("_owner"))
        .select("_nth", "_by", "_free", headline=pl.col("headline") & (pl.col("kind") == "organisation"))
        .unique(["_by", "headline"], keep="first")
        .filter(~pl.col("_free"))
    )
    chosen = pl.concat([subjects["_nth"], firsts["_nth"]])
    return (
        ordered.filter(pl.col("_person") | pl.col("_nth").is_in(chosen.implode()))
        .with_columns(local=pl.col("_behind") & ~pl.col("_nth").is_in(firsts["_nth"].implode()))
        .select(POSITION, "_by", "country", "outside", *MEANT, "local")
    )


def _with_openings(ordered: pl.DataFrame, references: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """Names with what the words before them tell, all False in articles without references to organisations.

    Adds _opening (part of the phrase that its sentence begins with: 'Sales at Acme fell'), _owner (who only owns what is spoken of, or
    whose owner is), _behind (behind a pronoun or descriptor that its sentence is about: 'It bought Acme').
    """
    asked = references.filter(pl.col("meant") == "organisation")
    text = sentences.lazy().select("sentence_no", "lower")
    standing = asked.filter((pl.col("start") < _BYLINE) & ~pl.col("_nobody"))
    first = (pl.col("start") < _OPENS) | pl.col("_heads")
    # 'In May it bought': only few pronouns stand neither first nor too far behind.
    timed = (
        standing.lazy()
        .filter(~first & (pl.col("mention_text").cast(pl.String) == "it"))
        .select("sentence_no", "start", "end")
        .join(text, on="sentence_no", how="left", maintain_order="left")
        .filter(pl.col("lower").str.head(pl.col("start")).str.contains(_TIME))
        .drop("lower")
    )
    heads = (
        pl.concat([standing.lazy().filter(first).select("sentence_no", "start", "end"), timed])
        .sort("sentence_no", "start")
        .select("sentence_no", _from="start", _until="end")
        .unique("sentence_no", keep="first", maintain_order=True)
    )
    referring = pl.col("sentence_no").is_in(asked["sentence_no"].unique().implode())
    leading = pl.col("led") & (pl.col("start") < _PHRASE)
    telling = (
        (pl.col("kind") == "organisation")
        & (referring | leading | pl.col("possessive"))
        & pl.col("article_no").is_in(asked["article_no"].unique().implode())
    )

    def read(firms: pl.LazyFrame) -> pl.LazyFrame:
        return (
            firms.select("sentence_no", "start", "end", "possessive", _leading=leading)
            .join(heads, on="sentence_no", how="left", maintain_order="left")
            .join(text, on="sentence_no", how="left", maintain_order="left")
            .with_columns(_before=text_before(pl.col("lower"), "start", _PHRASE))
            .select(
                _opening=_asked(pl.col("_leading"), pl.col("_before"), _phrase()),
                _owner=_asked(pl.col("_before").str.ends_with(", "), pl.col("_before"), _POSSESSED)
                | _asked(pl.col("possessive"), pl.col("lower").str.slice("end", _PHRASE), _OF_KIN),
                # 'The lender Acme' is one name; 'its rival Acme' is spoken of itself.
                _behind=(pl.col("start") > pl.col("_until") + 2) & ~_asked(pl.col("start") > pl.col("_until"), pl.col("_before"), _KIN),
            )
        )

    return read_some(ordered, telling, read).with_columns(pl.col("_opening", "_owner", "_behind").fill_null(False))


def _asked(where: pl.Expr, text: pl.Expr, pattern: str) -> pl.Expr:
    """The text contains the pattern, looked for only where asked: nulls cost nothing."""
    return pl.when(where).then(text).str.contains(pattern).fill_null(False)


@cache
def _phrase() -> str:
    """A sentence's beginning up to the name whose figures it is about: 'Shares in', 'Passenger numbers at the carrier'."""
    held = load("owned_nouns").filter(pl.col("held").is_not_null())["word"]
    return rf"^(?:[a-z'-]+,? ){{0,4}}(?:(?:{either(held)}) (?:of|in|at) (?:the )?(?:[a-z-]+ ){{0,3}}$|{_KIN_WORDS})"


@cache
def outlets() -> pl.Series:
    """Names of newspapers, agencies and sites."""
    return load("outlets")["canonical"].drop_nulls().unique()
