"""What a figure measures. Every sentence is written for these tests; no company in them exists."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.transforms import figures
from transforms.contracts import enums, frames
from transforms.reading.metrics import measure
from transforms.vocabulary import load

NOBODY = frames.Mentions.create_empty()


def read(text: str, *wanted: tuple) -> list[dict]:
    """The measures of these figures of a text."""
    sentences = figures.sentences(*text.split("\n"))
    measures = measure(sentences, figures.numbers(sentences, *wanted), NOBODY)
    frames.Measures.validate(measures)
    return measures.rows(named=True)


LEVELS = [
    ("Brandholm's turnover reached $40 million last year.", "$40 million", "USD", "revenue"),
    ("Revenue from cloud services came to $3 billion.", "$3 billion", "USD", "services_revenue"),
    ("The group took $2 billion in revenue from online services.", "$2 billion", "USD", "services_revenue"),
    ("Handset revenue was $5 million.", "$5 million", "USD", "product_revenue"),
    ("Korvane made $9 billion in the spring quarter.", "$9 billion", "USD", "revenue"),
    ("Its net profit was $70 million.", "$70 million", "USD", "net_profit"),
    ("Tessaly reported a profit of $70 million.", "$70 million", "USD", "profit"),
    ("The loss-making grocer posted a net loss of $8 million.", "$8 million", "USD", "net_loss"),
    ("Norvik keeps a 4% profit margin on its kettles.", "4%", "percent", "profit_margin"),
    ("Norvik's gross margin was 31%.", "31%", "percent", "gross_margin"),
    ("Its $12 billion valuation startled rivals.", "$12 billion", "USD", "valuation"),
    ("The start-up was valued at $300 million.", "$300 million", "USD", "valuation"),
    ("Drovia invests $90 million a year in small makers of pumps.", "$90 million", "USD", "investment"),
    ("The bakery chain raised $20 million in a Series B round.", "$20 million", "USD", "funding_round"),
    ("A court fined the bank $6 million.", "$6 million", "USD", "fine"),
    ("Norvik agreed to acquire Tessaly for $3 billion.", "$3 billion", "USD", "deal_value"),
    ("The lamp is priced at $49.", "$49", "USD", "price"),
    ("The plant cost $600 million to build.", "$600 million", "USD", "cost"),
    ("The average selling price fell to $310.", "$310", "USD", "average_price"),
    ("Vextra spent $3 billion on research and development.", "$3 billion", "USD", "research_spend"),
    ("Brandholm holds a 25% stake in Tallis.", "25%", "percent", "stake"),
    ("The tariff on kettles rises to 15%.", "15%", "percent", "tariff"),
    ("Its share of the market slid to 15%.", "15%", "percent", "market_share"),
    ("Exports bring in 60% of the group's total revenue.", "60%", "percent", "revenue_share"),
    ("About 30% of all kettles are sold in rural areas.", "30%", "percent", "rural_share"),
    ("The moon is 4% iron.", "4%", "percent", "other"),
    ("The farm will have a generating capacity of 350 MW.", "350 MW", "W", "installed_capacity"),
    ("The factory has an annual production capacity of 2 GW.", "2 GW", "W", "production_capacity"),
]


@pytest.mark.parametrize(("text", "number", "unit", "metric"), LEVELS)
def test_the_words_around_a_figure_name_its_metric(text, number, unit, metric):
    value = 600e6 if metric == "cost" else 40.0
    assert read(text, (number, unit, {"value": value}))[0]["metric"] == metric


COUNTS = [
    ("Korvane sold 7 million devices.", "7 million", "count", "device", "units_sold"),
    ("Korvane shipped 7 million devices.", "7 million", "count", "device", "shipments"),
    ("The works will produce 300,000 cars.", "300,000", "count", "car", "production_volume"),
    ("The airline ordered 40 jets.", "40", "count", "jet", "units_ordered"),
    ("The grocer has 22 shops.", "22", "count", "shop", "store_count"),
    ("The grocer opened 22 shops.", "22", "count", "shop", "stores_opened"),
    ("The app has 5 million downloads.", "5 million", "count", "download", "downloads"),
    ("The service has 5 million monthly active users.", "5 million", "people", "monthly active user", "users_monthly_active"),
    ("Streamix has 5 million subscribers.", "5 million", "people", "subscriber", "subscribers"),
    ("Streamix added 5 million subscribers.", "5 million", "people", "subscriber", "subscriber_net_additions"),
    ("Drovia employs 900 people.", "900", "people", "people", "headcount"),
    ("Peru is a country of 33 million people.", "33 million", "people", "people", "population"),
    ("Some 900 people came to the fair.", "900", "people", "people", "other"),
]


@pytest.mark.parametrize(("text", "number", "unit", "counted", "metric"), COUNTS)
def test_the_counted_noun_and_its_verb_name_the_metric(text, number, unit, counted, metric):
    assert read(text, (number, unit, {"counted": counted}))[0]["metric"] == metric


CHANGES = [
    ("Shipments were down 9%.", "9%", "percent", "growth_rate", "shipments", -1),
    ("Net profit jumped by 40%.", "40%", "percent", "growth_rate", "net_profit", 1),
    ("A 15% decline in revenue hurt the group.", "15%", "percent", "growth_rate", "revenue", -1),
    ("Its shares plunged 12% on Monday.", "12%", "percent", "growth_rate", "share_price", -1),
    ("Revenue tripled in a year.", "tripled", "multiple", "growth_multiple", "revenue", 1),
    ("Revenue rose by $40 million.", "$40 million", "USD", "change", "revenue", 1),
    ("Net debt fell $40 million.", "$40 million", "USD", "change", "debt", -1),
    ("Korvane is the second largest maker of lamps by shipments.", "second", "rank", "rank", "shipments", 1),
    ("A price increase of 5% is due.", "5%", "percent", "growth_rate", "price", 1),
    ("Korvane sold 30% fewer lamps.", "30%", "percent", "growth_rate", None, -1),
    ("Subscriber growth was 5%.", "5%", "percent", "growth_rate", "subscribers", 1),
    ("Online services account for 6% of its revenue.", "6%", "percent", "revenue_share", "services_revenue", 1),
]


@pytest.mark.parametrize(("text", "number", "unit", "metric", "of_metric", "sign"), CHANGES)
def test_a_change_says_of_what_and_which_way(text, number, unit, metric, of_metric, sign):
    got = read(text, (number, unit))[0]
    assert (got["metric"], got["of_metric"], got["sign"]) == (metric, of_metric, sign)


SETTINGS = [
    ("The round values the company at $900 million.", "$900 million", "USD", "valuation"),
    ("The average member brings us $9 a month.", "$9", "USD", "arpu"),
    ("Rooms go for $80 a night.", "$80", "USD", "price"),
    ("Norvik slipped 11p to 655p.", "655p", "GBP", "share_price"),
    ("It raised $40 million through an initial public offering.", "$40 million", "USD", "funds_raised"),
    ("The jobless rate dipped below 12%.", "12%", "percent", "other"),
    ("The savings account pays 4%.", "4%", "percent", "interest_rate"),
    ("Korvane will open 60 stores.", "60", "count", "stores_planned"),
    ("The carrier operates 63 aircraft.", "63", "count", "fleet_size"),
    ("Some 400 jobs will go.", "400", "count", "headcount_change"),
    ("GDP grew 2%.", "2%", "percent", "gdp_growth"),
]


@pytest.mark.parametrize(("text", "number", "unit", "metric"), SETTINGS)
def test_set_phrases_around_a_figure_name_its_metric(text, number, unit, metric):
    assert read(text, (number, unit))[0]["metric"] == metric


@pytest.mark.parametrize("lead", ["against", "down from", "compared with", "versus", "an improvement on"])
def test_what_a_figure_is_compared_with_measures_the_same(lead):
    got = read(f"Core earnings were $40 million, {lead} $43 million.", ("$40 million", "USD"), ("$43 million", "USD"))
    assert [row["metric"] for row in got] == [got[0]["metric"]] * 2
    assert got[0]["metric"] != "change"


def test_the_level_reached_is_not_the_change():
    got = read(
        "Turnover fell 8% to $40 million, from $43 million a year earlier.",
        ("8%", "percent"),
        ("$40 million", "USD"),
        ("$43 million", "USD"),
    )
    assert [row["metric"] for row in got] == ["growth_rate", "revenue", "revenue"]
    assert [row["base"] for row in got] == ["year_on_year", None, None]


def test_each_figure_of_a_list_takes_its_own_phrase():
    got = read("Brandholm posted profits of $2 million and revenue of $51 million.", ("$2 million", "USD"), ("$51 million", "USD"))
    assert [row["metric"] for row in got] == ["profit", "revenue"]


def test_a_phrase_that_leads_to_the_next_figure_is_that_figures():
    got = read("It earned a profit of $2 million on sales of $51 million.", ("$2 million", "USD"), ("$51 million", "USD"))
    assert [row["metric"] for row in got] == ["profit", "revenue"]


def test_a_converted_amount_measures_what_the_amount_does():
    got = read("The lamp sells at a CNY499 ($70) bargain price.", ("CNY499", "CNY"), ("$70", "USD"))
    assert [row["metric"] for row in got] == ["price", "price"]


def test_what_fell_is_told_by_the_sentence_before():
    got = read("Headcount reached 900.\nThe number fell by 13%.", ("900", "people"), ("13%", "percent"))
    assert (got[1]["metric"], got[1]["of_metric"], got[1]["sign"]) == ("growth_rate", "headcount", -1)


def test_nothing_is_inherited_from_another_article():
    from tests.transforms import builders

    sentences = builders.sentences("Net debt was $4 million.", "It fell by 13%.")
    got = measure(sentences, figures.numbers(sentences, ("$4 million", "USD"), ("13%", "percent")), NOBODY)
    assert got["of_metric"].to_list() == [None, None]


def test_a_loss_of_subscribers_is_negative():
    got = read("Streamix lost 5,000 subscribers.", ("5,000", "people", {"counted": "subscriber"}))[0]
    assert (got["metric"], got["sign"]) == ("subscriber_net_additions", -1)


def test_a_printed_minus_is_not_turned_round():
    assert read("Revenue fell -4%.", ("-4%", "percent", {"value": -4.0}))[0]["sign"] == 1


def test_the_numbers_own_direction_wins():
    assert read("Revenue moved 4%.", ("4%", "percent", {"direction": "down"}))[0]["sign"] in (1, -1)
    assert read("Revenue growth turned to a fall of 4%.", ("4%", "percent", {"direction": "down"}))[0]["sign"] == -1


def test_a_metric_of_people_makes_a_bare_count_people():
    sentences = figures.sentences("Its subscriber base reached 4 million.")
    got = measure(sentences, figures.numbers(sentences, ("4 million", "count")), NOBODY)
    assert got["measured_unit"].to_list() == ["people"]


def test_scope_limits_a_margin():
    assert read("The maker earns a 5% profit margin on hardware.", ("5%", "percent"))[0]["scope"] == "hardware"


def test_a_figure_without_words_is_other_and_unsure():
    got = read("It said 400.", ("400", "count"))[0]
    assert got["metric"] == "other"
    assert got["metric_score"] < 0.4


def test_numbers_set_aside_have_no_row():
    sentences = figures.sentences("Revenue was $4 in 2014.")
    numbers = figures.numbers(sentences, ("$4", "USD"), ("2014", "count", {"set_aside": "date"}))
    assert measure(sentences, numbers, NOBODY)["number_no"].to_list() == [0]


def test_no_numbers_no_rows():
    sentences = figures.sentences("Nothing is counted here.")
    assert measure(sentences, figures.numbers(sentences), NOBODY).height == 0


PIECES = st.sampled_from(["revenue", "fell by", "$5", ",", "and", "sales of", "up", "of the market", "users", "(", "İ", "💰", "to"])


@settings(max_examples=40, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=12))
def test_every_quantity_has_one_row_whatever_the_words(pieces):
    text = " ".join([*pieces, "$5"])
    sentences = figures.sentences(text)
    numbers = figures.numbers(sentences, *[("$5", "USD")] * text.count("$5"))
    measures = measure(sentences, numbers, NOBODY)
    frames.Measures.validate(measures)
    assert measures["number_no"].to_list() == numbers["number_no"].to_list()


def test_sentences_in_any_company_are_read_alike():
    one = read("Turnover fell 8% to $40 million.", ("8%", "percent"), ("$40 million", "USD"))
    many = read("Turnover fell 8% to $40 million.\nHeadcount rose.", ("8%", "percent"), ("$40 million", "USD"))
    assert one == many


# --- vocabulary


def test_catalogue_holds_what_the_vocabulary_names():
    known = set(load("metrics")["metric"])
    for file, column in (
        ("metric_phrases", "metric"),
        ("counted_nouns", "metric"),
        ("share_words", "metric"),
        ("subject_families", "metric"),
    ):
        assert set(load(file)[column]) <= known, file
    for column in ("when_gained", "when_lost"):
        assert set(load("counted_nouns")[column].drop_nulls()) <= known


def test_settings_name_known_metrics_and_hold_their_figure_once():
    from transforms.reading.settings import AGAIN, KINDS, NONE, SAME

    rows = load("figure_settings")
    assert rows.drop("direction").null_count().sum_horizontal().item() == 0
    assert set(rows["direction"].drop_nulls()) <= {"up", "down"}
    assert set(rows["kind"]) == set(KINDS)
    assert set(rows["metric"]) <= {*load("metrics")["metric"], SAME, AGAIN, NONE}
    assert rows["weight"].cast(pl.Float64).is_between(0, 1).all()
    for kind, pattern in rows.select("kind", "pattern").iter_rows():
        assert f"{{{kind}}}" in pattern, pattern


def test_metrics_are_unique_with_plausible_ranges():
    metrics = load("metrics")
    assert metrics["metric"].is_unique().all()
    ranges = metrics.filter(pl.col("metric") != "other").select(pl.col("plausible_low", "plausible_high").cast(pl.Float64))
    assert ranges.filter(pl.col("plausible_low") > pl.col("plausible_high")).is_empty()
    assert ranges.null_count().sum_horizontal().item() == 0


def test_phrases_are_many_lower_case_and_unique_by_unit():
    phrases = load("metric_phrases")
    assert phrases.height >= 400
    assert phrases.select("phrase", "unit_kind").is_unique().all()
    assert (phrases["phrase"] == phrases["phrase"].str.to_lowercase().str.strip_chars()).all()
    assert set(phrases["unit_kind"]) <= {*enums.UNIT_KINDS, "any"}
    assert set(phrases["role"]) <= {"noun", "verb"}
    assert phrases["weight"].cast(pl.Float64).is_between(0, 1).all()


@pytest.mark.parametrize(
    ("file", "key"), [("change_words", "phrase"), ("counted_nouns", "noun"), ("scopes", "phrase"), ("share_words", "word")]
)
def test_keys_are_unique_and_not_blank(file, key):
    column = load(file)[key]
    assert column.is_unique().all()
    assert column.null_count() == 0


def test_directions_and_bases_are_of_the_enumerations():
    assert set(load("change_words")["direction"]) <= set(enums.DIRECTIONS)
    rows = load("figure_bases")
    assert set(rows.filter(pl.col("column") == "base")["value"]) <= set(enums.BASES)
    assert set(rows.filter(pl.col("column") == "basis")["value"]) <= set(enums.FIGURE_BASES)


def test_an_investment_of_pocket_money_is_implausible():
    low = load("metrics").filter(pl.col("metric") == "investment")["plausible_low"].cast(pl.Float64).item()
    assert low > 100  # US dollars: a few thousand rupees that lost their crore must show


AROUND = [
    ("The jobless rate edged up to 4.9%.", "4.9%", "percent", "other", 1),
    ("Output was 7% below the level of a year earlier.", "7%", "percent", "growth_rate", -1),
    ("Output was 7% above the preceding quarter.", "7%", "percent", "growth_rate", 1),
    ("The state wants to keep control but will sell 40% of Tessaly.", "40%", "percent", "stake", 1),
    ("Korvane leads with a share of 23%.", "23%", "percent", "market_share", 1),
    ("Cloud brought in $9 million, or 57% of the group total.", "57%", "percent", "revenue_share", 1),
    ("The margin was 19%, which compares with 28% a year ago.", "28%", "percent", "profit_margin", 1),
    ("The bank of Norvia lowered its key rate by half a point.", "half a point", "percentage_points", "interest_rate_change", -1),
    ("Norvik earned $9 million after tax.", "$9 million", "USD", "net_profit", 1),
    ("Norvik earned $9 million before interest and taxes.", "$9 million", "USD", "operating_profit", 1),
    ("Norvik paid out $9 million to its owners.", "$9 million", "USD", "dividend", 1),
    ("Tessaly burned through $9 million in the spring.", "$9 million", "USD", "cost", 1),
    ("Korvane is swallowing Tessaly for $9 million.", "$9 million", "USD", "deal_value", 1),
    ("Tessaly's founders turned down $9 million.", "$9 million", "USD", "deal_value", 1),
    ("The winger left Norvik for a fee of $9 million.", "$9 million", "USD", "deal_value", 1),
    ("Sales excluding VAT were $9 million.", "$9 million", "USD", "revenue", 1),
    ("House prices jump $9 in a month.", "$9", "USD", "price_change", 1),
    ("The patients lost 9% of their body weight.", "9%", "percent", "other", 1),
]


@pytest.mark.parametrize(("text", "number", "unit", "metric", "sign"), AROUND)
def test_set_phrases_around_a_figure_say_its_metric_and_its_sign(text, number, unit, metric, sign):
    found = read(text, (number, unit, {"value": 9.0}))[0]
    assert (found["metric"], found["sign"]) == (metric, sign)


def test_jobs_that_go_are_negative_also_where_the_figure_stands_first():
    counted = {"value": 800.0, "counted": "job"}
    assert read("Some 800 jobs in the port are to go.", ("800", "count", counted))[0]["sign"] == -1
    assert read("Some 800 jobs in the port are to be created.", ("800", "count", counted))[0]["sign"] == 1


def test_percentages_in_a_row_measure_the_same():
    found = read("Korvane and Tessaly followed with shares of 9% and 6% respectively.", ("9%", "percent"), ("6%", "percent"))
    assert [row["metric"] for row in found] == ["market_share", "market_share"]


def test_an_extra_shop_is_not_won_by_a_word_further_off():
    shops = {"value": 85.0, "counted": "shop"}
    assert read("Extra buyers came to its 85 shops.", ("85", "count", shops))[0]["metric"] == "store_count"


def test_jobs_that_are_trimmed_are_negative():
    found = read("Korvane will trim 400 posts.", ("400", "count", {"value": 400.0, "counted": "post"}))[0]
    assert (found["metric"], found["sign"]) == ("headcount_change", -1)


def test_of_figures_in_a_row_the_first_word_tells_of_all():
    posts = {"value": 300.0, "counted": "post"}
    found = read("Korvane will shed 300 and 200 posts.", ("300", "count", {"value": 300.0}), ("200", "count", posts))
    assert [(row["metric"], row["sign"]) for row in found] == [("headcount_change", -1)] * 2


def test_ships_are_things_not_what_somebody_does():
    assert read("By noon 36 ships lay at anchor.", ("36", "count", {"value": 36.0, "counted": "ship"}))[0]["metric"] != "shipments"


def test_what_is_said_to_cost_hundreds_of_millions_is_a_project():
    assert read("It is the heart of the $9bn plan.", ("$9bn", "USD", {"value": 9e9}))[0]["metric"] == "investment"
    assert read("It is the heart of the $9 plan.", ("$9", "USD", {"value": 9.0}))[0]["metric"] == "price"


def test_what_is_weighed_once_is_what_the_article_weighs():
    text = "The farm has a generating capacity of 350 MW.\nIts owners are calm.\nThey would be content with 300 MW."
    found = read(text, ("350 MW", "W"), ("300 MW", "W"))
    assert [row["metric"] for row in found] == ["installed_capacity", "installed_capacity"]


def test_a_list_of_changes_in_brackets_is_of_changes():
    told = read(
        "Falls were led by steel (-12%), timber (8%) and paper (3%).",
        ("-12%", "percent", {"value": -12.0}),
        ("8%", "percent"),
        ("3%", "percent"),
    )
    assert [m["metric"] for m in told] == ["growth_rate"] * 3


def test_a_third_currency_measures_the_same():
    told = read("Net profit rose to 2bn euros ($2.4bn; £1.7bn) as sales fell.", ("2bn euros", "EUR"), ("$2.4bn", "USD"), ("£1.7bn", "GBP"))
    assert [m["metric"] for m in told] == ["net_profit"] * 3


PHRASES = [
    ("Brintle's international sales increased to $14 billion.", "$14 billion", "USD", "international sales", "revenue"),
    ("At a record, once more, $72 million.", "$72 million", "USD", "turnover", "revenue"),
    ("By noon it was 44p.", "44p", "GBP", "Shares", "share_price"),
    ("The band sang of $4 million.", "$4 million", "USD", "songs of joy", "other"),
    ("It lists 40 million of them.", "40 million", "count", "prices", "other"),
]


@pytest.mark.parametrize(("text", "figure", "unit", "phrase", "metric"), PHRASES)
def test_the_noun_phrase_of_a_figure_names_its_metric_where_nothing_else_does(text, figure, unit, phrase, metric):
    counted = "song" if unit == "count" else None
    assert read(text, (figure, unit, {"measured_text": phrase, "counted": counted}))[0]["metric"] == metric


def test_what_changed_is_the_noun_phrase_of_the_change():
    told = read("It then rose by 9%, Brintle said.", ("9%", "percent", {"measured_text": "overseas sales"}))[0]
    assert (told["metric"], told["of_metric"]) == ("growth_rate", "revenue")


def test_a_converted_amount_takes_what_its_amount_took():
    figures_ = [("97p", "GBP", {"value": 0.97}), ("44p", "GBP", {"value": 0.44}), ("$0.85", "USD", {"value": 0.85})]
    told = read("Shares of Tallis fell from 97p to as little as 44p ($0.85).", *figures_)
    assert [t["metric"] for t in told] == ["share_price"] * 3


@pytest.mark.parametrize(("per", "metric"), [("tonne", "unit_cost"), ("share", "average_price"), (None, "average_price")])
def test_what_a_tonne_costs_on_average_is_a_unit_cost(per, metric):
    assert read("Tallis had an average cost of $72.", ("$72", "USD", {"value": 72, "per": per}))[0]["metric"] == metric


def test_what_one_share_earned_says_nothing_of_the_figures_after_it():
    told = read(
        "It made a profit of $15 million, or 15 cents a share, from $23 million.", *_money("$15 million", "15 cents", "$23 million")
    )
    assert [t["metric"] for t in told] == ["profit"] * 3


def _money(*texts: str) -> list[tuple]:
    return [(text, "USD", {"value": 0.15 if "cents" in text else 15e6}) for text in texts]


def test_a_place_is_not_by_a_price_named_before():
    told = read("The share price rose to $9. Brintle is the fifth largest bank.", ("$9", "USD"), ("fifth", "rank"))
    assert told[1]["of_metric"] is None


@pytest.mark.parametrize(
    ("text", "figure", "unit", "metric", "sign"),
    [
        ("The $2 billion agreement needs consent.", "$2 billion", "USD", "deal_value", 1),
        ("Tallis hopes to mop up $90 million.", "$90 million", "USD", "funds_raised", 1),
        ("The country's trade deficit widened to $3 billion.", "$3 billion", "USD", "other", 1),
        ("Norvik told unions of 350 redundancies.", "350", "people", "headcount_change", -1),
        ("Some 740 workers are employed at the brewery.", "740", "people", "headcount", 1),
        ("Korvane supplies 23% of global tin demand.", "23%", "percent", "market_share", 1),
        ("Norvik kept its margin near 17% of turnover.", "17%", "percent", "profit_margin", 1),
        ("Rents climbed by just over 11%.", "11%", "percent", "growth_rate", 1),
    ],
)
def test_settings_of_news(text, figure, unit, metric, sign):
    told = read(text, (figure, unit))[0]
    assert (told["metric"], told["sign"]) == (metric, sign)


def test_every_metric_has_words():
    assert read("It burned through $58 million.", ("$58 million", "USD"))[0]["said_text"] is not None
