"""Reporting verbs and the people and organisations that speak by them.

Belongs here: where a sentence says that somebody says something, and who that is. Does not belong here: which numbers it covers
(`speakers`), quotation marks (`quotations`).
"""

from functools import cache

import polars as pl

from transforms.reading.actors import find_actors
from transforms.reading.alternations import any_of
from transforms.reading.lexicon import outlets
from transforms.reading.quotations import POSITION, in_quotation, position
from transforms.reading.spans import find_spans, text_before
from transforms.reading.verb_sides import sided, with_actors
from transforms.vocabulary import load

_PASSIVE = (
    "is|are|was|were|be|been|being|as|than|the|an?|its|their|his|her|with|of|a recently|the recently|a newly|by|previously"
    "|on|and|or|for|in|from|to|this"
)
"""Words before a verb form that make it a passive, a participle or a noun: nobody speaks by it."""
_AMOUNT_NEXT = r"^ (?:only|nearly|roughly|approximately|barely|merely) "
"""What looks like an adverb of saying and belongs to a figure ('adds only 3m users')."""
_SUPPOSED = r"(?-u:\b)(?:would|could|might|may|will|can|to|not) $"
"""What stands before a verb that shows nothing yet ('it would indicate a rise')."""
_OF_THEIRS = r"[0-9][^,;.\"0-9]{0,24} $"
_NOT_OF_THEIRS = r"(?-u:\b)(?:than|as|what|when|if|while|and|but|which|that|where|or|because|after) (?:the )?$"
"""Before a speaker: a figure that is theirs alone ('above the 3% Acme predicts')."""
_BY = r"^(?:estimated|forecast|expected|predicted|projected|reported|recorded|cited|quoted) by$"
_COLON = ': "'
"""A name right before it speaks ('Doe: "We sold 3m."')."""
_CONSENSUS = r"(?i-u:estimates|forecasts|expectations|projections|consensus|analysts) $"
"""What stands before 'compiled by Acme' where only the figure right before it is Acme's ('short of the 3m average of estimates ...')."""
_ADVERBIAL = (
    r"^(?:[ .,;:)\"]*$|,? ?(?:in|on|at|to|by|via|through|during|after|before|from|with|without|when|as|late|later|early|earlier"
    r"|this|last|here|yesterday|today|ahead|citing|adding|according|separately|recently|again|then|afterwards|reporters|analysts|investors|journalists"
    r"|shareholders|employees|staff|lawmakers|delegates|parliament|[a-z]+ly|[A-Z][A-Za-z]+)(?-u:\b)|,)"
)
"""What may follow the verb of a clause that closes its sentence; anything else is what it says ('Acme warned that ...')."""
_DATED = r"^,? (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? [0-9]{1,2}(?:$|[.,;])"
"""What may follow it as well: "..., Acme said Oct. 8"."""
_OBJECTLESS = r"^[:,.;\"]|^$|^ (?:that|in an?|on|at an?|to|during|when|as|last|late|later|by|via|[a-z]+ly|[A-Z][a-z]+day)(?-u:\b)"
"""What follows a verb that says something ('Doe added on Friday'), where its object would stand otherwise ('added 3 plants')."""
_AMOUNT_AT = r"^ [^,.;]{3,90} at (?:[a-z]+ ){0,3}[^a-z0-9 ]{0,4}[0-9]"
"""What follows 'puts' where it estimates ('puts its share at 14%')."""
_INSERTED = r"^(?: (?:on |late on |late |early |last )?(?:[A-Z][a-z]+day|yesterday|today)| in an? [a-zA-Z ]{3,60})?, "
"""What follows an utterance that stands between commas ('..., the company said on Monday, as ...')."""
_WRITTEN = r"^ (?:[^a-z]*[0-9]|(?:down|off|up|back|new|more|net|gross|premiums?|polic|business|loans|checks|cheques|code|software)(?-u:\b))"
"""What is written and not said ('wrote premiums of 3m', 'wrote off its stake')."""
_NOUN = r"^ (?:to|for|of|in|on|at|by|from|as|after|and) |^[.,;]"
"""What follows 'forecast' where it is a noun ('trims its forecast to 3m')."""
_TAIL = 70
"""Code points that may follow an utterance which closes its sentence ('..., the company said in a statement')."""
_COMPLEMENT = r"^[^,;:\"]{0,40}$"
_CONTRAST = r" (?:but|while|whereas|although) "
"""Between a verb and whoever expects something in what it says: "Doe said Acme expects"."""
_OUTLET_NOUNS = ("report", "paper", "article", "newspaper", "magazine", "daily", "weekly")


@cache
def _cue_pattern() -> str:
    verbs = any_of(load("reporting_verbs")["phrase"].to_list())
    nouns = any_of(load("unnamed_sources")["noun"].to_list())
    edge = r"(?-u:\b)"
    return rf"{edge}(?:(?:{_PASSIVE}) )?{verbs}{edge}|{edge}{nouns}{edge}|{_COLON}"


def find_utterances(sentences: pl.DataFrame, mentions: pl.DataFrame, roles: pl.DataFrame, marks: pl.DataFrame) -> pl.DataFrame:
    """sentences: those in question. mentions, roles: of the batch. marks: as of `quotations.quotation_marks`.

    Returns one row a reporting verb with a speaker: sentence_no, article_no, quoted (it stands inside a quotation), _position and end
    (of the verb), relative (its clause begins with 'which'), narrow (it claims nothing beyond a comma), tight (nothing
    but the figure beside it), verb_kind (say, expect, show,
    according, closing, amount, colon), backward (it claims what stands before it), speaker, speaker_kind, speaker_org, speaker_desc,
    person, outlet, is_outlet.
    """
    cues = _cues(sentences)
    verbs = cues.filter(pl.col("verb_kind").is_not_null()).drop("source_kind")
    texts = sentences.select("sentence_no", "article_no", "quoted_from_before", "plain", titled=pl.col("kind") == "headline")
    # Only who stands in a sentence with a verb can speak, and only verbs with somebody beside them are spoken.
    spoken_in = texts.join(verbs.select("sentence_no"), on="sentence_no", how="semi", maintain_order="left")
    actors = in_quotation(find_actors(cues.filter(pl.col("source_kind").is_not_null()), mentions, spoken_in), marks)
    peopled = spoken_in.join(actors.select("sentence_no"), on="sentence_no", how="semi", maintain_order="left")
    placed = verbs.join(peopled, on="sentence_no", maintain_order="left").with_columns(position("start"))
    # "The United States", "the Acme Reports": a verb in capitals inside a sentence is part of a name.
    capital = pl.col("plain").str.slice(pl.col("start"), 1).str.contains("[A-Z]") & (pl.col("start") > 0)
    placed = placed.filter(~capital | pl.col("titled") | (pl.col("verb_kind") == "according"))
    return _choose(with_actors(in_quotation(placed, marks), actors), roles, mentions)


def _mainly_about(mentions: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """(article_no, _main): the organisation each of these articles names most often, the first of equals."""
    named = mentions.filter(pl.col("kind") == "organisation").select("article_no", "name")
    counted = (
        named.join(articles.select("article_no"), on="article_no", how="semi", maintain_order="left")
        .group_by("article_no", "name", maintain_order=True)
        .len()
    )
    return counted.sort("len", descending=True, maintain_order=True).unique("article_no", keep="first").select("article_no", _main="name")


def _cues(sentences: pl.DataFrame) -> pl.DataFrame:
    """(sentence_no, start, end, match, verb_kind, source_kind): reporting verbs that are not passive, and unnamed sources."""
    found = find_spans(sentences, "sentence_no", "lower", _cue_pattern())
    verbs = load("reporting_verbs").select(_bare="phrase", verb_kind="kind")
    verbs = verbs.vstack(pl.DataFrame({"_bare": [_COLON], "verb_kind": ["colon"]}))
    # "a survey by" is a phrase of its own, not "survey by" after a determiner.
    whole = pl.col("match").is_in(verbs["_bare"].to_list())
    bare = pl.when(whole).then("match").otherwise(pl.col("match").str.replace(rf"^(?:{_PASSIVE}) ", ""))
    found = _reports_as_verb(found, sentences)
    kinds = found.select("match").unique().with_columns(_bare=bare)
    sources = load("unnamed_sources").select(_bare="noun", source_kind="kind")
    classed = kinds.join(verbs, on="_bare", how="left", maintain_order="left").join(sources, on="_bare", how="left", maintain_order="left")
    passive = (pl.col("match") != pl.col("_bare")) & ~pl.col("match").str.contains(
        r"^(?:is|are|was|were|be|been|and|or|on|previously) .*ing\b|^and |^or |^previously |^on "
    )
    active = classed.with_columns(
        verb_kind=pl.when(~passive | (pl.col("verb_kind") == "according")).then("verb_kind"),
        # "the report", "by analysts": a noun in the vocabulary of verbs too is a noun after a determiner.
        _skip=pl.col("match").str.len_chars() - pl.col("_bare").str.len_chars(),
    )
    return (
        found.join(active.select("match", "_bare", "_skip", "verb_kind", "source_kind"), on="match", maintain_order="left")
        .filter(pl.col("verb_kind").is_not_null() | pl.col("source_kind").is_not_null())
        .with_columns(
            start=(pl.col("start") + pl.col("_skip")).cast(pl.UInt32),
            match="_bare",
            verb_kind=pl.when("_verb").then(pl.lit("say")).otherwise("verb_kind"),
            source_kind=pl.when(~pl.col("_verb")).then("source_kind"),
        )
        .drop("_bare", "_skip", "_verb")
        .with_columns(verb_kind=pl.when(pl.col("source_kind").is_null()).then("verb_kind"))
    )


def _reports_as_verb(found: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """With `_verb`: `reports` is a verb in '..., reports Acme', a noun elsewhere."""
    texts = sentences.select("sentence_no", "plain")
    unsure = found.filter(pl.col("match") == "reports").join(texts, on="sentence_no", maintain_order="left")
    after_comma = pl.col("plain").str.slice((pl.col("start").cast(pl.Int64) - 2).clip(0), 2) == ", "
    named = pl.col("plain").str.slice("end", 8).str.contains("^ (?:the )?[A-Z]")
    verbs = unsure.filter(after_comma & named).select("sentence_no", "start", _verb=pl.lit(True))
    return found.join(verbs, on=["sentence_no", "start"], how="left", maintain_order="left").with_columns(pl.col("_verb").fill_null(False))


def _choose(verbs: pl.DataFrame, roles: pl.DataFrame, mentions: pl.DataFrame) -> pl.DataFrame:
    """The speaker of each verb; verbs without one drop out."""
    placed = sided(verbs)

    def pick(field: str) -> pl.Expr:
        return pl.coalesce(pl.when(pl.col("_side") == s).then(f"{s}_{field}") for s in ("ap", "a", "bp", "b"))

    chosen = placed.with_columns(
        pick("name").alias("speaker"),
        pick("kind").alias("speaker_kind"),
        pick("org").alias("_org"),
        pick("desc").alias("speaker_desc"),
        pick("source").alias("_source"),
        pick("form").alias("_form"),
        pick("definite").alias("_definite"),
        pick("end").alias("_until"),
    ).filter(_is_said())
    return _describe(_meant(chosen, mentions), roles)


def _before_verb() -> pl.Expr:
    """The words before the verb."""
    at = pl.col("start").cast(pl.Int64)
    return text_before(pl.col("plain"), at, 24)


def _is_said() -> pl.Expr:
    """Whether an ambiguous verb says something here: 'added' after a quotation does, 'added 3m users' does not."""
    estimates = (pl.col("verb_kind") != "amount") | pl.col("plain").str.slice("end", 110).str.contains(_AMOUNT_AT)
    behind = pl.col("plain").str.slice("end", 24)
    told = behind.str.contains(_OBJECTLESS) & ~behind.str.contains(_AMOUNT_NEXT)
    # "Doe suggested the dip was over": a price is suggested by no person.
    suggested = pl.col("match").str.starts_with("suggest") & (pl.col("speaker_kind") == "person").fill_null(False)
    supposed = (pl.col("verb_kind") == "show") & _before_verb().str.contains(_SUPPOSED)
    inverted = pl.col("_side").is_in(["a", "ap"]) & ~pl.col("_then").str.contains("[0-9]")
    after = pl.col("plain").str.slice("end", 12)
    noun = (pl.col("match") == "forecast") & after.str.contains(_NOUN)
    booked = pl.col("match").is_in(["wrote", "writes"]) & after.str.contains(_WRITTEN)
    return (
        estimates
        & ~noun
        & ~booked
        & ~supposed
        & (
            (pl.col("verb_kind") != "closing")
            | (pl.col("_closes") & (told | inverted))
            | pl.col("_then").str.contains("^ that|^:|^,")
            | suggested
        )
    )


def _meant(verbs: pl.DataFrame, mentions: pl.DataFrame) -> pl.DataFrame:
    """'The report said', '..., it said': the organisation that spoke last in the article. 'A spokesman said': its main one."""
    nameless = pl.col("speaker").is_null()
    document, official = nameless & (pl.col("_source") == "document"), nameless & (pl.col("_source") == "official")
    again = (document & pl.col("_definite").fill_null(False)) | (
        (pl.col("_form") == "pronoun") & (pl.col("speaker_kind") == "organisation") & pl.col("_closes")
    )
    fresh = pl.when((pl.col("speaker_kind") == "organisation") & ~again.fill_null(False) & ~pl.col("speaker").is_in(list(outlets()))).then(
        "speaker"
    )
    return (
        verbs.join(_mainly_about(mentions, verbs.filter(official)), on="article_no", how="left", maintain_order="left")
        .sort(POSITION)
        .with_columns(
            _last=fresh.forward_fill().over("article_no"),
            _told=pl.when(pl.col("speaker_kind") == "organisation").then("speaker").forward_fill().over("article_no"),
            _again=again.fill_null(False),
            _official=official.fill_null(False),
        )
        # "Acme is for sale, the Herald wrote. The report said ...": what an outlet wrote is its report.
        .with_columns(
            _last=pl.when(document & pl.col("speaker_desc").is_in(_OUTLET_NOUNS) & pl.col("_told").is_in(list(outlets())))
            .then("_told")
            .otherwise("_last")
        )
        .with_columns(
            speaker=pl.when("_again").then(pl.coalesce("_last", "speaker")).when("_official").then("_main").otherwise("speaker"),
        )
        .with_columns(
            speaker_kind=pl.when((pl.col("_again") | pl.col("_official")) & pl.col("speaker").is_not_null())
            .then(pl.lit("organisation"))
            .otherwise("speaker_kind"),
            _org=pl.when(pl.col("_again") | pl.col("_official")).then("speaker").otherwise("_org"),
        )
    )


def _describe(verbs: pl.DataFrame, roles: pl.DataFrame) -> pl.DataFrame:
    """The columns that leave: whom the speaker speaks for, outlets, and whether the verb claims what stands before it."""
    spoken_for = roles.filter(pl.col("organisation").is_not_null()).unique(["article_no", "person"], keep="first")
    news = list(outlets())
    told = pl.when(pl.col("match").is_in(["told", "tells"]) & pl.col("a_name").is_in(news) & (pl.col("_a_gap") <= 20)).then("a_name")
    is_outlet = pl.col("speaker").is_in(news).fill_null(False)
    rest = pl.col("plain").str.slice(pl.max_horizontal("end", pl.col("_until").fill_null(0)))
    # A clause that goes on with figures of its own ('..., while Acme said it lost $3m') claims nothing before it.
    dated = rest.str.contains(_DATED)
    figureless = rest.str.contains("^[^0-9]*$|^,? (?:in|on|at|during|after|late|early) ")
    ends = (figureless & (pl.col("match").is_in(["told", "tells"]) | rest.str.contains(_ADVERBIAL))) | dated
    # "Revenue rose 3%, Acme said, and costs fell": inserted, it claims both sides.
    follows, inserted = pl.col("_side").is_in(["a", "ap"]), rest.str.contains(_INSERTED)
    reaches = follows | inserted | ((rest.str.len_chars() <= _TAIL) & ends)
    closing = reaches & pl.col("_closes") & pl.col("verb_kind").is_in(["say", "show", "closing"])
    # "..., Acme estimates.", "..., reckons Jane Doe of Acme."
    closing = closing | (pl.col("_closes") & (pl.col("verb_kind") == "expect") & (follows | inserted | (rest.str.len_chars() <= 2)))
    # "Above the 3% Acme predicts", "the 3% forecast by Acme": the figure beside it is theirs, and no other.
    beside = (pl.col("verb_kind") == "expect") & (pl.col("_side") == "b") & (pl.col("_b_gap") <= 5) & rest.str.contains(r"^[.,;]|^$")
    led = text_before(pl.col("plain"), "_clause", 32)
    led = led.str.replace("(?i)the $", "")
    # "3 was below analysts' forecasts": a noun.
    beside &= ~_before_verb().str.contains("'s? $")
    beside = (beside & led.str.contains(_OF_THEIRS) & ~led.str.contains(_NOT_OF_THEIRS)).fill_null(False)
    by = pl.col("match").str.contains(_BY)
    described = (
        verbs.join(
            spoken_for.select("article_no", speaker="person", _role_org="organisation"),
            on=["article_no", "speaker"],
            how="left",
            maintain_order="left",
        )
        .with_columns(
            is_outlet=is_outlet,
            outlet=pl.coalesce(pl.when(is_outlet).then("speaker"), told),
            person=(pl.col("speaker_kind") == "person").fill_null(False),
            speaker_org=pl.coalesce("_role_org", "_org"),
            tight=beside | by,
            narrow=(pl.col("verb_kind").is_in(["show", "according"]) & _before_verb().str.contains(_CONSENSUS)) | beside | by,
            backward=(pl.col("verb_kind") == "according") | closing | beside,
            relative=_before_verb().str.contains(r"(?-u:\b)(?:which|that|who) (?:has |had |have |also |recently |this week |last week )?$"),
        )
        .select(
            "sentence_no", "article_no", "quoted", POSITION, "end", "relative", "verb_kind", "narrow", "tight", "backward", "speaker",
            "speaker_kind", "speaker_org", "speaker_desc", "person", "outlet", "is_outlet", "plain", "_side", "_clause",
        )
        .sort(POSITION)
    )  # fmt: skip
    return _reported(described)


def _reported(utterances: pl.DataFrame) -> pl.DataFrame:
    """ "Doe said Acme expects": whoever says so foretells it."""
    same = (pl.col("sentence_no") == pl.col("sentence_no").shift(1)) & (pl.col("quoted") == pl.col("quoted").shift(1))
    says = (pl.col("verb_kind") == "say") & ~pl.col("is_outlet") & ~pl.col("relative") & pl.col("_side").is_in(["b", "bp"])
    inner = (pl.col("verb_kind") == "expect") & (pl.col("_side") == "b") & ~pl.col("person")
    rows = utterances.select((same & says.shift(1) & inner).fill_null(False).arg_true().cast(pl.UInt32).alias("_row"))["_row"]
    whose = ("speaker", "speaker_kind", "speaker_org", "speaker_desc", "person")
    before = utterances[rows - 1].select(*(pl.col(c).alias(f"_{c}") for c in whose), _from="end")
    apart = (pl.col("_clause").cast(pl.Int64) - pl.col("_from").cast(pl.Int64)).clip(0)
    between = pl.col("plain").str.slice("_from", apart)
    told = pl.concat([utterances[rows].select("plain", "_clause").with_columns(_row=rows), before], how="horizontal").filter(
        pl.col("_speaker").is_not_null() & between.str.contains(_COMPLEMENT) & ~between.str.contains(_CONTRAST)
    )
    kept = utterances.drop("plain", "_side", "_clause")
    if not told.height:
        return kept
    joined = kept.with_row_index("_row").join(told.drop("plain", "_clause", "_from"), on="_row", how="left", maintain_order="left")
    taken = pl.col("_speaker").is_not_null()
    return joined.with_columns(pl.when(taken).then(f"_{c}").otherwise(c).alias(c) for c in whose).select(kept.columns)
