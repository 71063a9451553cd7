"""The closed vocabularies of Saidso: every enumeration a column may hold, declared once.

Belongs here: lists of allowed values. Does not belong here: words found in texts (those are data, `transforms/vocabulary`).
"""

BOUNDS = ("exact", "approx", "more_than", "at_least", "less_than", "at_most", "range")
MODALITIES = ("actual", "estimate", "forecast", "target", "hypothetical")
DIRECTIONS = ("up", "down")
ATTRIBUTIONS = ("direct_quote", "indirect", "author", "headline")
SEGMENT_KINDS = ("headline", "body", "byline", "caption", "boilerplate")
ENTITY_KINDS = ("organisation", "person", "product", "place", "market")
ALIAS_KINDS = ("name", "surname", "misspelling", "source_error")
PERIOD_KINDS = ("year", "half", "quarter", "month", "day", "range", "fiscal_year")
PERIOD_BASES = ("stated", "relative", "inherited", "none")
PUBLISHED_PRECISIONS = ("day", "month", "year")
PUBLISHED_BASES = ("metadata", "url", "text", "inferred", "none")
INGEST_OUTCOMES = ("accepted", "duplicate", "revised", "quarantined")
# base: what a change is measured against; `since` and `plan` keep their detail in period_text and the sentence.
BASES = ("year_on_year", "quarter_on_quarter", "month_on_month", "since", "plan", "expectation", "previous")
# basis: the accounting view of the figure.
FIGURE_BASES = ("consolidated", "standalone", "adjusted", "reported", "run_rate", "constant_currency", "pro_forma", "underlying", "average")
UNIT_KINDS = ("money", "percent", "percentage_points", "count", "people", "rank", "multiple", "ratio", "duration", "physical")
DURATION_UNITS = ("years", "quarters", "months", "weeks", "days", "hours", "minutes", "seconds")
SET_ASIDE_REASONS = (
    "date",
    "clock_time",
    "ordinal",
    "name",
    "title",
    "idiom",
    "enumeration",
    "reference_window",
    "boilerplate",
    "phone_number",
    "web_address",
    "age",
    "contract",
    "no_subject",
    "not_business",
)
FLAGS = (
    "missing_scale",
    "implausible",
    "ambiguous_period",
    "undated",
    "converted_amount",
    "contradictory_rate",
    "headline_mismatch",
    "same_person_two_names",
    "subject_by_default",
    "anonymous_source",
    "relayed",
    "ambiguous_metric",
)
