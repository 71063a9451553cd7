"""Neighbouring pieces of a run that are one name, made one, and what kind of thing each name is by its form.

Belongs here: which pieces of a *distinct* run belong together (Acme + Ltd, Bank of + Ghana, Denver + Lithium) and what the words of a
name tell about its kind. Does not belong here: finding the pieces (`names`), what the rest of the article tells (`evidence`,
`resolution`).
"""

from functools import cache

import polars as pl

from transforms.reading.lexicon import are_english, calendar_words, is_english, organisation_words, outlets, words

_MADE = ["tail", "head", "person", "branch", "loose", "index"]
_MEMBERS = "[a-z](?:ers|ors|ists|men)$"
"""Whose association it is ('Grain Shippers of Canada')."""
_WHOLE = ["Group", "Holdings", "Holding", "Group Holdings"]
"""What names the whole of a known firm."""
_PERSONAL = "^[A-ZÀ-Þ][a-zß-ž][A-Za-zÀ-ž'-]*(?: [A-ZÀ-Þ][A-Za-zÀ-ž.'-]*)? [A-ZÀ-Þ][A-Za-zÀ-ž'-]{2,}$"
"""Two or three plain words."""
_WHEN = r"^(?:in|of|since|until|by|from|on|for|to|after|than|over) "
"""What leads to a month that is one."""


def fuse(pieces: pl.DataFrame, framed: pl.DataFrame) -> pl.DataFrame:
    """pieces: known and unknown names of distinct runs, in order (match_no, start, end, text, name, kind, known, ambiguous and what the
    vocabulary tells); framed: match_no, match.

    Returns the pieces with neighbours made one, with name and kind (null where the form does not tell).
    """
    return _judge(_grouped(_joints(pieces, framed), framed))


def _joints(pieces: pl.DataFrame, framed: pl.DataFrame) -> pl.DataFrame:
    """Adds _joint: why a piece belongs to the one before it, null where it does not."""
    pieces = pieces.join(framed.select("match_no", "match", "lead"), on="match_no", maintain_order="left")
    tails, suffixes, heads = (organisation_words(role) for role in ("tail", "suffix", "head"))
    last, first = pl.col("text").str.split(" ").list.last(), pl.col("text").str.split(" ").list.first()
    same = pl.col("match_no") == pl.col("match_no").shift(1)
    distance = pl.col("start").cast(pl.Int64) - pl.col("end").shift(1).cast(pl.Int64)
    between = pl.when(same & (distance > 0)).then(pl.col("match").str.slice(pl.col("end").shift(1), distance.clip(0)))
    known_before, text_before, before = (pl.col(c).shift(1) for c in ("known", "text", "kind"))
    told = pieces.with_columns(
        _tail=last.is_in(tails) | last.is_in(suffixes),
        _prefix=~pl.col("known") & first.is_in(organisation_words("prefix")) & pl.col("text").str.contains(" ", literal=True),
        # "Volvo Group" is Volvo.
        _only_suffix=pl.col("text").is_in(suffixes) | pl.col("text").is_in(_WHOLE) & (before == "organisation") & known_before,
        _head=last.is_in(heads) | last.str.contains(_MEMBERS),
        _head_for=last.is_in(organisation_words("head_for")),
        _house=last.is_in(organisation_words("house")),
        _plain=pl.when(between == " and ").then(are_english(pl.col("text"))),
        _first_name=first.is_in(words("first_names", "name")),
        _nameless=~pl.col("known") & pl.col("kind").is_null(),
        _one_word=~pl.col("text").str.contains(" ", literal=True),
        _short=~pl.col("text").str.contains(" .* "),
        _beside=(between == " ").fill_null(False),
        _between=between,
        _voice=pl.col("name").is_in(outlets()) | pl.col("text").is_in(organisation_words("exchange")),
        _words_of_place=(pl.col("kind") == "place").fill_null(False),
        _english=is_english(pl.col("text").str.extract("^([^ ]+)(?: [^ ]+)?$", 1)).fill_null(False),
    ).with_columns(_common=pl.col("_english") & pl.col("_one_word"))
    told = told.with_columns(_entity=pl.col("kind").is_in(["organisation", "place", "product"]) | pl.col("_nameless"))
    beside, nameless, place = pl.col("_beside"), pl.col("_nameless"), pl.col("_words_of_place")
    nameless_before, place_before = nameless.shift(1), place.shift(1)
    # "Institute for Geography and Statistics"
    headed = (
        pl.col("_between").is_in([" of ", " of the "]) & pl.col("_head").shift(1)
        | (pl.col("_between") == " for ") & pl.col("_head_for").shift(1)
    ) & ~known_before
    listed = headed.shift(1) & pl.col("_plain") & nameless & ~pl.col("_tail")
    # "Dorwin's Grill & Bar"
    house = nameless & pl.col("_house")
    housed = (
        (pl.col("_between") == "'s ")
        & (nameless_before | (before == "organisation"))
        & (house | place & house.shift(-1) & (pl.col("_between").shift(-1) == " "))
    )
    # 'Korland Play': an unknown word right before a known one-word company makes one unknown name, unless a sentence opens with it.
    compound = (
        beside
        & nameless_before
        & (pl.col("start").shift(1) > 0)
        & pl.col("known")
        & (pl.col("kind") == "organisation")
        & pl.col("_one_word")
    )
    # 'Kirin Volvo': two known firms side by side are a third one.
    merged = (
        beside
        & (before == "organisation")
        & (pl.col("kind") == "organisation")
        & pl.col("_one_word")
        & pl.col("_one_word").shift(1)
        & known_before
        & pl.col("known")
        & ~(pl.col("ambiguous") | pl.col("ambiguous").shift(1))
        & ~(pl.col("_voice") | pl.col("_voice").shift(1))
    )
    # 'Korvane Refining and Petrochemical Co': a common word with the form of a firm goes on with the name before it.
    doubled = (
        (pl.col("_between") == " and ") & nameless_before & nameless & pl.col("_tail") & (pl.col("_english") & ~pl.col("_one_word"))
    ).fill_null(False)
    # 'April Homes': a word of the calendar before what organisations are called is part of the name, but for 'in April'.
    dated = (
        beside
        & (before == "never")
        & pl.col("_tail")
        & (text_before.is_in(calendar_words()) & (pl.col("_one_word") | ~pl.col("lead").str.contains(_WHEN)) | (text_before == "PT"))
    )
    # 'Denver Lithium', 'American Bolts', 'Orange Kestrel', 'Cerveceria Los Andes'
    loose = beside & (
        (place_before & nameless & pl.col("_short") & ~pl.col("_first_name"))
        | ((before == "demonym") & nameless & pl.col("_one_word") & pl.col("text").str.ends_with("s") & pl.col("_common"))
        | (pl.col("ambiguous").shift(1).fill_null(False) & (before == "organisation") & pl.col("_one_word").shift(1) & nameless)
        | (nameless_before & place & ~pl.col("_first_name").shift(1) & ~pl.col("_common").shift(1))
    )
    # "Danish Lamp Exchange All-Share Index": whatever stands before is part of it.
    ends = (nameless & _is_index()).fill_null(False)
    known_part = ~before.is_in(["title", "person", "never"]).fill_null(False)
    index = beside & known_part & (ends | (beside & ends).shift(-1) | (beside.shift(-1) & (beside & ends).shift(-2)))
    return told.with_columns(
        _after_title=beside & (before == "title"),
        # "Internet Thinking": what goes on from a word that is no name is none either, unless its form says so. "US-based Korvane" is one.
        _after_word=beside & (before == "never") & ~text_before.str.contains("-", literal=True),
        _joint=pl.when(index.fill_null(False))
        .then(pl.lit("index"))
        .when(beside & pl.col("_entity").shift(1) & pl.col("_only_suffix"))
        .then(pl.lit("suffix"))
        .when(pl.col("_between").str.contains("^, $") & pl.col("_entity").shift(1) & pl.col("_only_suffix"))
        .then(pl.lit("suffix"))
        .when(merged | doubled)
        .then(pl.lit("tail"))
        .when(beside & pl.col("_entity").shift(1) & ~pl.col("known") & pl.col("_tail") | compound | dated)
        .then(pl.lit("tail"))
        .when(beside & (before == "organisation") & (pl.col("kind") == "place"))
        .then(pl.lit("branch"))
        # "Prairie & Pacific Railway"
        .when(
            (pl.col("_between") == " & ")
            & (nameless | nameless_before)
            & pl.col("kind").is_in(["title", "demonym", "person"]).fill_null(False).not_()
            & before.is_in(["title", "demonym", "person"]).fill_null(False).not_()
        )
        .then(pl.lit("tail"))
        .when(housed)
        .then(pl.lit("tail"))
        .when(headed | listed)
        .then(pl.lit("head"))
        .when(beside & pl.col("_first_name").shift(1) & ~known_before & (pl.col("kind") != "title").fill_null(True) & ~pl.col("_tail"))
        .then(pl.lit("person"))
        # "Nigerian Exchange", "Brazil Mining Association"
        .when(beside & before.is_in(["place", "demonym"]) & ~pl.col("known") & pl.col("_tail"))
        .then(pl.lit("tail"))
        .when(loose)
        .then(pl.lit("loose")),
    ).with_columns(_group=pl.col("_joint").is_null().cum_sum())


def _is_index() -> pl.Expr:
    return pl.col("text").str.ends_with(" Index") | pl.col("text").str.ends_with(" Indices")


@cache
def _lie() -> str:
    """How names of lakes, mountains, streets begin and end, as a regular expression."""
    begins, ends = ("|".join(organisation_words(role)) for role in ("place_head", "place_tail"))
    return rf"^(?:{begins}) | (?:{ends})$"


def _grouped(pieces: pl.DataFrame, framed: pl.DataFrame) -> pl.DataFrame:
    """One row a group of pieces that belong together, in order, with its text."""
    kept = ["match_no", "start", "name", "kind", "company", "parent", "wikidata_qid", "country", "known", "ambiguous", "_first_name",
            "_after_title", "_after_word"]  # fmt: skip
    grouped = pieces.group_by("_group", maintain_order=True).agg(
        pl.col(*kept).first(),
        pl.col("end").last(),
        _joint=pl.col("_joint").drop_nulls().last(),
        _made=pl.col("_joint").is_in(_MADE).any(),
        _loose=(pl.col("_joint") == "loose").any() & (pl.col("_joint").is_in(_MADE) & (pl.col("_joint") != "loose")).any().not_(),
        _tail=pl.col("_tail").last() | pl.col("_prefix").first(),
    )
    return grouped.join(framed.select("match_no", "match"), on="match_no", maintain_order="left").with_columns(
        text=pl.col("match").str.slice(pl.col("start"), pl.col("end") - pl.col("start"))
    )


def _judge(pieces: pl.DataFrame) -> pl.DataFrame:
    """Name, kind and company of each piece: the vocabulary's, or by its form."""
    made, unknown = pl.col("_made"), ~pl.col("known")
    bare = pl.col("text").str.replace(rf",? (?:{'|'.join(w.replace('.', '') for w in organisation_words('suffix'))})\.?$", "")
    by_form = made | unknown
    # What several rules ask of is found out once.
    pieces = pieces.with_columns(_lies=pl.col("text").str.contains(_lie()))
    word_count = pl.col("text").str.count_matches(" ") + 1
    # "Praful Kumar": a family name behind a word that is neither English nor how firms begin.
    named_so = pl.when(unknown & pl.col("text").str.extract(" ([^ ]+)$", 1).is_in(words("surnames", "name"))).then("text")
    first = named_so.str.extract("^([^ ]+) ", 1)
    family = (
        named_so.str.contains(_PERSONAL)
        & ~is_english(first)
        & ~first.is_in([*organisation_words("prefix"), *organisation_words("head"), *organisation_words("tail")])
    ).fill_null(False)
    person = (
        (pl.col("_joint") == "person")
        | (
            unknown
            & ~pl.col("_tail")
            & ~pl.col("_lies")
            & (pl.col("_after_title") | family | (pl.col("_first_name") & word_count.is_between(2, 4)))
        )
    ).fill_null(False) & (pl.col("_joint").is_null() | (pl.col("_joint") == "person"))
    pieces = pieces.with_columns(_person=person)
    org_before = pl.col("kind").shift(1).is_in(["organisation"]) & (pl.col("match_no") == pl.col("match_no").shift(1))
    beside = org_before & (pl.col("start") == pl.col("end").shift(1) + 1)
    owner = pl.when(beside & unknown & ~pl.col("_tail") & ~pl.col("_person") & pl.col("_joint").is_null()).then(pl.col("name").shift(1))
    loose = pl.col("_loose") & ~pl.col("_tail")
    kind = (
        pl.when(by_form & _is_index()).then(pl.lit("market"))
        .when("_person").then(pl.lit("person"))
        .when(owner.is_not_null()).then(pl.lit("product"))
        .when(loose).then(pl.lit(None, pl.String))
        .when(made | unknown & (pl.col("_tail") | pl.col("text").str.contains(" & ", literal=True))).then(pl.lit("organisation"))
        .when(unknown & pl.col("_lies")).then(pl.lit("place"))
        .when(unknown).then(pl.lit(None, pl.String))
        .otherwise("kind")
    )  # fmt: skip
    branch_of = pl.when(pl.col("_joint").is_in(["branch", "tail"]) & (pl.col("kind") == "organisation")).then("name")
    return pieces.with_columns(
        parent=pl.coalesce(branch_of, "parent"),
        wikidata_qid=pl.when(~made).then("wikidata_qid"),
        name=pl.when(by_form).then(bare).otherwise("name"),
        kind=kind,
        company=pl.coalesce(pl.when(pl.col("_joint") == "branch").then("name"), owner, pl.when(~made).then("company")),
        known=pl.col("known") & ~made,
        ambiguous=pl.col("ambiguous") & ~made,
        _after_word=pl.col("_after_word") & ~made,
    ).select(
        "match_no", "start", "end", "text", "name", "kind", "company", "parent", "wikidata_qid", "country", "known", "ambiguous",
        "_after_title", "_after_word",
    )  # fmt: skip
