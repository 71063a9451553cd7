"""The frames that pass between the stages of reading: one schema a stage, declared once.

Belongs here: column names, types, keys and meanings of the frames inside `transforms.reading`. They live only as long as a
batch is read. Does not belong here: what is stored (see `lake`), the star schema (see `core`), any rule of reading.

Offsets are Unicode code points. `*_no` columns are row numbers inside one batch (UInt32), cheap to join and sort on, and never stored.
Every function of a stage takes and returns these columns; it may carry more. Tests validate them; the hot path does not.
"""

import dataframely as dy

from transforms.contracts import enums


def one_of(values: tuple[str, ...]):
    """A dataframely check: the column holds only these values (nulls are the business of `nullable`)."""
    return lambda column: column.is_in(list(values))


class Articles(dy.Schema):
    """What reading starts from: one row an article."""

    article_no = dy.UInt32(primary_key=True, description="row number of the article in the batch, 0 upwards, in order")
    article_id = dy.String(description="id as given to extract, or the lake's article_id")
    text = dy.String(description="the article's whole stored text; every stored offset counts code points of this")
    headline = dy.String(nullable=True, description="headline where the document's format names one; it also stands in text")
    published = dy.String(nullable=True, description="publication date known from outside the text, ISO 8601: 2018-04-27, 2018-04 or 2018")
    publisher = dy.String(nullable=True, description="publisher where the document's format names one")


class Segments(dy.Schema):
    """Every article text cut without gaps that hold words: one row a stretch of lines of one kind."""

    segment_no = dy.UInt32(primary_key=True, description="row number in the batch, in order of article and position")
    article_no = dy.UInt32()
    kind = dy.String(check=one_of(enums.SEGMENT_KINDS))
    char_start = dy.UInt32(description="first code point in the article's text")
    char_end = dy.UInt32(description="one past the last code point")


class Sentences(dy.Schema):
    """One row a sentence of every segment (boilerplate too: its numbers are set aside, not lost)."""

    sentence_no = dy.UInt32(primary_key=True, description="row number in the batch, in order of article and position")
    article_no = dy.UInt32()
    segment_no = dy.UInt32()
    paragraph_no = dy.UInt32(description="row number of the paragraph in the batch")
    kind = dy.String(check=one_of(enums.SEGMENT_KINDS), description="kind of its segment")
    char_start = dy.UInt32(description="first code point in the article's text")
    text = dy.String(description="exactly the article's text from char_start on")
    plain = dy.String(
        description="text with one code point for one: curly quotes straight, dashes U+2010..U+2013 and minus U+2212 as '-', "
        "spaces, tabs and line breaks as ' ', dotted capital I as I. Same offsets as text."
    )
    lower = dy.String(description="plain in lower case; same offsets as text")
    quoted_from_before = dy.Bool(description="a double quotation opened in an earlier sentence is still open where this one begins")


class Numbers(dy.Schema):
    """One row a number phrase of a sentence, claim or not."""

    number_no = dy.UInt32(primary_key=True, description="row number in the batch, in order of sentence and position")
    sentence_no = dy.UInt32()
    article_no = dy.UInt32()
    start = dy.UInt32(description="code points into the sentence's text")
    end = dy.UInt32()
    number_text = dy.String(description="the figure's own words: currency, numeral, scale word and % or unit; never an approximator")
    set_aside = dy.String(nullable=True, check=one_of(enums.SET_ASIDE_REASONS), description="why it is no quantity, null when it is one")
    form = dy.String(description="digits, words, fraction, ordinal, multiple, article: how the numeral is written")
    value = dy.Float64(
        nullable=True,
        description="fully scaled, in the normalised unit (pence become pounds, GW become W); a range's low end; negative only with a "
        "printed minus",
    )
    value_high = dy.Float64(nullable=True, description="ranges only")
    unit = dy.String(
        nullable=True,
        description="ISO 4217 code, percent, percentage_points, count, people, rank, multiple, ratio, duration or base physical unit",
    )
    unit_kind = dy.String(nullable=True, check=one_of(enums.UNIT_KINDS))
    printed_value = dy.Float64(nullable=True, description="scaled by its scale word, in the unit as printed")
    printed_value_high = dy.Float64(nullable=True)
    printed_unit = dy.String(
        nullable=True,
        description="ISO 4217 code, percent, people, count, p, cent, or a physical unit's long singular name",
    )
    decimals = dy.Int16(nullable=True, description="printed fraction digits less the scale's exponent; a bare integer has 0")
    bound = dy.String(check=one_of(enums.BOUNDS))
    direction = dy.String(nullable=True, check=one_of(enums.DIRECTIONS), description="a change word governs the number")
    per = dy.String(nullable=True, description="singular noun of a rate: user, year, share, barrel, W")
    counted = dy.String(nullable=True, description="the noun that is counted: singular, lower case, with its modifiers")
    measured_text = dy.String(nullable=True, description="the noun phrase that says what is counted or measured, as it stands")


class Mentions(dy.Schema):
    """One row a stretch of a sentence that names or stands for an entity."""

    mention_no = dy.UInt32(primary_key=True)
    sentence_no = dy.UInt32()
    article_no = dy.UInt32()
    start = dy.UInt32(description="code points into the sentence's text")
    end = dy.UInt32()
    mention_text = dy.String()
    name = dy.String(
        nullable=True,
        description="canonical name after resolution inside the article (surname -> full name, pronoun -> antecedent); null if unresolved",
    )
    kind = dy.String(nullable=True, check=one_of(enums.ENTITY_KINDS))
    company = dy.String(
        nullable=True,
        description="canonical name of the organisation behind it (Xiaomi behind Mi Music); itself for an organisation",
    )
    form = dy.String(description="known, unknown (found by its form), alias, surname, pronoun, descriptor (the company, the Chinese firm)")
    parent = dy.String(nullable=True)
    wikidata_qid = dy.String(nullable=True)


class Periods(dy.Schema):
    """One row an expression of time in a sentence, resolved to calendar dates."""

    sentence_no = dy.UInt32()
    article_no = dy.UInt32()
    start = dy.UInt32(description="code points into the sentence's text")
    end = dy.UInt32()
    period_text = dy.String()
    period = dy.String(
        nullable=True,
        description="ISO 8601: 2014, 2014-Q4, 2014-H1, 2014-03, 2014-03-31 or two joined by '/'; null when it cannot be resolved",
    )
    period_start = dy.Date(nullable=True)
    period_end = dy.Date(nullable=True)
    period_kind = dy.String(nullable=True, check=one_of(enums.PERIOD_KINDS))
    basis = dy.String(check=one_of(enums.PERIOD_BASES), description="stated (2014) or relative (last year)")
    role = dy.String(
        description="within (in 2014), deadline (by the end of 2019), comparison (a year earlier, from the same quarter last year), since, "
        "window (in five months), rate (a year, per month), event (a date that dates no figure)",
    )


class Publications(dy.Schema):
    """One row an article: when it was published, as well as can be known."""

    article_no = dy.UInt32(primary_key=True)
    published_on = dy.Date(nullable=True, description="first day of what is known")
    published_end = dy.Date(nullable=True, description="last day of what is known")
    precision = dy.String(nullable=True, check=one_of(enums.PUBLISHED_PRECISIONS))
    basis = dy.String(check=one_of(enums.PUBLISHED_BASES))


class Attributions(dy.Schema):
    """One row a number: who says it, by quotation or by a reporting verb."""

    number_no = dy.UInt32(primary_key=True)
    speaker = dy.String(nullable=True, description="canonical name of the person or organisation; null when nobody is named")
    speaker_kind = dy.String(nullable=True, check=one_of(enums.ENTITY_KINDS))
    speaker_org = dy.String(nullable=True, description="organisation the speaker speaks for")
    speaker_desc = dy.String(nullable=True, description="an unnamed source as described: experts, a spokesman")
    cited_source = dy.String(nullable=True, description="outlet whose report is relayed")
    attribution = dy.String(check=one_of(enums.ATTRIBUTIONS))


class Measures(dy.Schema):
    """One row a number: which metric of the catalogue it is."""

    number_no = dy.UInt32(primary_key=True)
    metric = dy.String(description="id of the catalogue, other when nothing fits")
    of_metric = dy.String(
        nullable=True,
        description="for growth_rate, growth_multiple, change, rank, revenue_share: metric id, or snake-case words where none fits",
    )
    scope = dy.String(nullable=True, description="part of the business the figure is limited to: hardware, smartphones")
    base = dy.String(nullable=True, check=one_of(enums.BASES))
    basis = dy.String(nullable=True, check=one_of(enums.FIGURE_BASES))
    sign = dy.Int8(description="-1 where the value is a decline and must be stored negative, else 1")
    measured_unit = dy.String(nullable=True, description="people, where the metric counts people and the numeral alone said count")
    said_text = dy.String(nullable=True, description="the noun phrase that named the metric, in lower case")
    metric_score = dy.Float64(description="0..1, how sure the metric is")


class Modalities(dy.Schema):
    """One row a number: fact, or how else it is meant."""

    number_no = dy.UInt32(primary_key=True)
    modality = dy.String(check=one_of(enums.MODALITIES))
    cue = dy.String(nullable=True, description="the word that decided it")


class Subjects(dy.Schema):
    """One row a number and subject ('each', 'both', 'respectively' give several)."""

    number_no = dy.UInt32(primary_key=True)
    ordinal = dy.UInt8(primary_key=True, description="0 upwards among the subjects of one number")
    subject = dy.String(nullable=True)
    subject_kind = dy.String(nullable=True, check=one_of(enums.ENTITY_KINDS))
    company = dy.String(nullable=True)
    place = dy.String(nullable=True)
    subject_score = dy.Float64(description="0..1, how sure the subject is")
    by_default = dy.Bool(description="taken from the headline or an earlier sentence")
