"""Expressions of time, their dates and their roles, and the period of each number."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.transforms.builders import articles, sentences
from tests.transforms.dated_numbers import date_numbers, read_periods, stub_numbers
from transforms.contracts import enums, frames
from transforms.reading.modality import judge_modality
from transforms.reading.periods import assign_periods, find_periods, find_publications
from transforms.reading.periods.patterns import any_of, tree_of
from transforms.vocabulary import load


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("in 2015", "2015"),
        ("in Q1 2018", "2018-Q1"),
        ("in 1Q18", "2018-Q1"),
        ("in the first quarter of 2018", "2018-Q1"),
        ("in the final quarter of 2014", "2014-Q4"),
        ("in the last quarter of 2017", "2017-Q4"),
        ("in the first quarter", "2024-Q1"),
        ("in the last quarter", "2024-Q2"),
        ("in the June 2023 quarter", "2023-Q2"),
        ("in the March quarter", "2024-Q1"),
        ("in the quarter ended 30 June 2024", "2024-Q2"),
        ("in the three months to June", "2024-Q2"),
        ("in the 13 weeks ended June 29", "2024-Q2"),
        ("for the year ending Oct. 31, 2018", "2017-11/2018-10"),
        ("in the first six months of 2015", "2015-H1"),
        ("in the first seven months of the year", "2024-01/2024-07"),
        ("in H1 2019", "2019-H1"),
        ("in the second half of last year", "2023-H2"),
        ("in July-September 2017", "2017-Q3"),
        ("in September 2017", "2017-09"),
        ("in May last year", "2023-05"),
        ("in March", "2024-03"),
        ("in November", "2023-11"),
        ("on April 27, 2018", "2018-04-27"),
        ("on 27 April 2018", "2018-04-27"),
        ("on Friday", "2024-07-19"),
        ("on Monday", "2024-07-22"),
        ("yesterday", "2024-07-21"),
        ("last year", "2023"),
        ("this year", "2024"),
        ("by the end of next year", "2025"),
        ("last month", "2024-06"),
        ("between 2019 and 2023", "2019/2023"),
        ("by the end of the next decade", "2030/2039"),
        ("a decade ago", "2014"),
        ("in the reported quarter", "2024-Q2"),
        ("in 2017-18", "2017-07/2018-06"),
        ("over the holiday quarter", "2023-Q4"),
        ("five years from now", "2029"),
        ("within three years", "2027"),
        ("in the last three months of 2014", "2014-Q4"),
        ("in 2018 Q2", "2018-Q2"),
        ("in the third-quarter 2018", "2018-Q3"),
        ("in the twelve months through September 2018", "2017-10/2018-09"),
        ("in the year to the end of December 2018", "2018"),
        ("between January and March", "2024-Q1"),
        ("in the April-June quarter", "2024-Q2"),
        ("in the quarter", "2024-Q2"),
        ("over the next five years", "2029"),
        ("in the January-to-March quarter", "2024-Q1"),
        ("by the early 2030s", "2030/2033"),
        ("by the late 2020s", "2027/2029"),
    ],
)
def test_an_expression_resolves(words: str, period: str):
    found = read_periods(f"Acme opened shops {words}.")
    assert found["period"].to_list() == [period]


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("in FY25", "2024-04/2025-03"),
        ("in Q1FY25", "2024-Q2"),
        ("in 2017-18", "2017-04/2018-03"),
        ("in Q4 FY24", "2024-Q1"),
        ("in the first quarter", "2024-Q2"),
    ],
)
def test_rupees_make_the_financial_year_begin_in_april(words: str, period: str):
    assert read_periods(f"Acme earned Rs 30 crore {words}.")["period"].to_list() == [period]


@pytest.mark.parametrize(
    "text",
    [
        "Some 2000 people came.",
        "It cost $2018.",
        "It makes 2015 units a day.",
        "Lee Jun said so.",
        "It may rise.",
        "The engine does 2000 rpm.",
    ],
)
def test_what_is_no_time(text: str):
    assert read_periods(text).filter(pl.col("role") != "rate").is_empty()


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Acme sold 3 pumps in 2014.", "within"),
        ("Acme will have 30 shops by the end of 2019.", "deadline"),
        ("Sales rose from 3 in the same quarter last year.", "comparison"),
        ("Acme has led since 2009.", "since"),
        ("Acme rose 3% over the past five months.", "window"),
        ("Users pay $3 a month.", "rate"),
        ("The firm said on Friday it had 3 shops.", "event"),
        ("Acme, founded in 1998, has 3 shops.", "event"),
        ("Sales rose 4% year-on-year.", "comparison"),
    ],
)
def test_a_role(text: str, role: str):
    assert read_periods(text)["role"].to_list() == [role]


def test_relative_time_needs_a_publication_date():
    found = read_periods("Acme sold 3 pumps last year.", published=None)
    assert found.select("period", "period_start", "basis").rows() == [(None, None, "relative")]


def test_a_rough_publication_date_leaves_open_what_it_cannot_tell():
    found = read_periods("Acme sold 3 pumps last year and 1 last quarter.", published="2019")
    assert found.select("period", "ambiguous").rows() == [("2018", False), (None, True)]


def test_a_month_of_publication_tells_the_last_quarter():
    assert read_periods("Acme sold 3 pumps in the last quarter.", published="2018-04")["period"].to_list() == ["2018-Q1"]


def test_what_the_article_speaks_of_carries_a_year_earlier():
    found = read_periods("Sales rose in the first quarter of 2018. They were 3 in the same quarter a year earlier.")
    assert found["period"].to_list() == ["2018-Q1", "2017-Q1"]


def test_an_earlier_year_in_passing_does_not_change_what_the_article_speaks_of():
    found = read_periods("Sales rose in the second quarter of 2018. It had led in the fourth quarter of 2013. Profit fell in the quarter.")
    assert found["period"].to_list()[-1] == "2018-Q2"


@pytest.mark.parametrize(
    ("text", "dated"),
    [
        ("Acme made $5 in 2014.", [("$5", "2014")]),
        ("Sales rose 12% to $5 in the second quarter from $4 a year earlier.", [("12%", "2024-Q2"), ("$5", "2024-Q2"), ("$4", "2023-Q2")]),
        ("Acme expects sales to rise this year to $9 from $3 in 2023.", [("$9", "2024"), ("$3", "2023")]),
        ("In 2022, it made $3; in 2023 it made $5.", [("$3", "2022"), ("$5", "2023")]),
        ("Sales grew from $3 in 2021 to $5 in 2023.", [("$3", "2021"), ("$5", "2023")]),
        ("Profit was $5 in 2023, compared with $4 in 2022 and $3 in 2021.", [("$5", "2023"), ("$4", "2022"), ("$3", "2021")]),
        ("Acme plans to open 30 shops by 2030.", [("30", "2030")]),
        ("Acme wants to cut costs from $9 now to $4 by 2030.", [("$9", "2024"), ("$4", "2030")]),
        ("Acme wants to cut costs from $9 to $4 by 2030.", [("$9", "2024"), ("$4", "2030")]),
        ("Sales grew 5% in the first half, and will rise 8% in the second half.", [("5%", "2024-H1"), ("8%", "2024-H2")]),
        ("Exports fell 3% year-on-year in June and 2% in May.", [("3%", "2024-06"), ("2%", "2024-05")]),
        ("During the first half last year, Acme sold 3 pumps.", [("3", "2023-H1")]),
        ("The deal, valued at $3, will close in March.", [("$3", None)]),
        ("Acme, founded in 1998, has 30 shops.", [("30", None)]),
        ("Duty rose 3% over the past five months.", [("3%", None)]),
        ("Acme has 30 shops.", [("30", None)]),
        ("Shares of Acme fell 4%.", [("4%", "2024-07-22")]),
        ("Shares of Acme have risen 4% this year.", [("4%", "2024")]),
        ("Sales in January fell 3% and in February 4%.", [("3%", "2024-01"), ("4%", "2024-02")]),
        ("Sales for 2023 came to $5, compared to $4 in 2022, a rise of 25%.", [("$5", "2023"), ("$4", "2022"), ("25%", "2023")]),
        ("In 2023 it had 40 shops, against 30 two years earlier.", [("40", "2023"), ("30", "2021")]),
        ("Acme has raised $50 since 2019, including $20 last month.", [("$50", "2019-01/2024-07"), ("$20", "2024-06")]),
        ("Acme expects full-year revenue of $5 million.", [("$5 million", "2024")]),
        ("Acme opened 3 plants, its second purchase within two years.", [("3", None)]),
        ("In the fourth quarter ended in May sales fell 5%.", [("5%", "2024-03/2024-05")]),
        ("Sales in the fiscal year through March 2026 should reach $5.", [("$5", "2025-04/2026-03")]),
        (
            "In the six months ended June 30 sales were $5, which is 6% above the year-earlier level.",
            [("$5", "2024-H1"), ("6%", "2024-H1")],
        ),
        ("Over 8 million firms use its pumps today, Acme claimed.", [("8 million", None)]),
        ("Acme could see sales of $5.5 million in December.", [("$5.5 million", "2024-12")]),
        ("The cuts come to 7% of its staff and follow a first wave in February.", [("7%", None)]),
        ("The new owners could add $5 to costs by 2027.", [("$5", "2027")]),
        ("Acme raised its 2024 guidance to $9 million from $8 million.", [("$9 million", "2024"), ("$8 million", "2024")]),
        ("In July it had forecast $5 for 2024.", [("$5", "2024")]),
        ("Sales rose 5% in the second quarter, after falling 3% in the first.", [("5%", "2024-Q2"), ("3%", "2024-Q1")]),
        ("It was 4% in June, up from 3% in May and 2% a year earlier.", [("4%", "2024-06"), ("3%", "2024-05"), ("2%", "2023-06")]),
        ("Acme, which came to Spain in 2019, sold 30 pumps last year.", [("30", "2023")]),
        ("Acme, which exports 30% of its pumps, lost $5 in 2023.", [("30%", None), ("$5", "2023")]),
        ("It cut 30 jobs last year and still has 400.", [("30", "2023"), ("400", None)]),
        ("Acme on Monday posted a 12% rise in quarterly profit to $5 million.", [("12%", "2024-Q2"), ("$5 million", "2024-Q2")]),
        ("At year-end it had 30 shops.", [("30", "2023")]),
        ("By the end of 2026 Acme aims to have 30 shops.", [("30", "2026")]),
        ("Shares of Acme, which have lost 9% this year, were 3% higher in early trading.", [("9%", "2024"), ("3%", "2024-07-22")]),
        ("It had 3 shops in 2022, and it now has 5.", [("3", "2022"), ("5", None)]),
        ("Sales were $5 in the second quarter, against $4 in the same quarter of 2021.", [("$5", "2024-Q2"), ("$4", "2021-Q2")]),
        ("In the second quarter the margin was 9%, which compares with 8% a year ago.", [("9%", "2024-Q2"), ("8%", "2023-Q2")]),
        ("Acme announced a further $5 of buybacks on Thursday.", [("$5", None)]),
        ("It pays $3, a premium of 9% to Friday's closing price.", [("$3", None), ("9%", None)]),
        ("The solar park will cover 9% of demand from 2030.", [("9%", "2030")]),
        ("In the second quarter it ranked third with a share of 9%.", [("9%", "2024-Q2")]),
        ("By the end of June the chain had 30 shops.", [("30", "2024-06")]),
        ("It opened in 2004 and makes 50 pumps a year.", [("50", None)]),
        ("Half-year sales rose 9%.", [("9%", "2024-H1")]),
        ("Full-year profit rose 9%.", [("9%", "2023")]),
        ("Acme earned $5 before interest and tax in the first half.", [("$5", "2024-H1")]),
        ("In the second quarter profit tumbled 60% on the year to $5.", [("60%", "2024-Q2"), ("$5", "2024-Q2")]),
        ("In the second quarter it sold 30 pumps, or 96% of the 2019 level.", [("30", "2024-Q2"), ("96%", "2024-Q2")]),
        ("Pumps made up 9% of sales ten years ago.", [("9%", "2014")]),
        ("By 2010 pumps brought in $5.", [("$5", "2010")]),
        ("It lifts 2025 pump sales forecast to 9%.", [("9%", "2025")]),
    ],
)
def test_a_number_takes_the_period_of_its_clause(text: str, dated: list[tuple[str, str | None]]):
    assert date_numbers(text) == dated


@pytest.mark.parametrize(
    ("text", "dated"),
    [
        ("Vantrel shipped 300 pumps through May 2024.", [("300", "2024-01/2024-05")]),
        ("Vantrel sold its yard for $30 (€28) in 2021.", [("$30", "2021"), ("€28", "2021")]),
        ("Orders have been falling since April 2021, when they reached $13.", [("$13", "2021-04")]),
        ("Steel costs much more than 2023's average of $610.", [("$610", "2023")]),
        ("Tolver said that in May rents went up by 4%.", [("4%", "2024-05")]),
        ("The rate rose to 7% for the final month of last year.", [("7%", "2023-12")]),
        ("Cork brought in $65 in the first month of this year.", [("$65", "2024-01")]),
        ("Tolver made a profit of $11 over the first six months of this year.", [("$11", "2024-H1")]),
        ("Tolver paid out treble the $62 of 2010.", [("$62", "2010")]),
        ("Vantrel will spend $40 over the next decade.", [("$40", "2034")]),
        ("Rents climbed to $900 in May, a level last seen in August 2008.", [("$900", "2024-05")]),
        ("Growth was 7% in 2023-4.", [("7%", "2023-07/2024-06")]),
        ("Wexcombe missed its profit outlook, sending shares down by 10% to close at $30.", [("10%", "2024-07-22"), ("$30", "2024-07-22")]),
        ("Shares of Vantrel, which owns the Red Lantern and Blue Door chains, sank more than 12%.", [("12%", "2024-07-22")]),
        ("Shares in Vantrel slid 14% after it told of its first quarter.", [("14%", "2024-07-22")]),
        ("Tolver will open 30 shops in 2025 and 40 the following year.", [("30", "2025"), ("40", "2026")]),
        ("The budget for the fiscal year starting in October calls for $20.", [("$20", "2024-10/2025-09")]),
        ("Stocks are up 60% on average.", [("60%", None)]),
        ("The pound fell 2% to $1.21.", [("2%", "2024-07-22"), ("$1.21", "2024-07-22")]),
    ],
)
def test_a_number_keeps_the_period_that_is_its_own(text: str, dated: list[tuple[str, str | None]]):
    assert date_numbers(text) == dated


def test_the_month_of_a_launch_is_not_what_the_article_speaks_of():
    text = "The country launched its $12 million fund in March. Profit in the first quarter was $4 against a loss of $5 a year earlier."
    assert dict(date_numbers(text))["$5"] == "2023-Q1"


def test_what_sums_a_figure_up_is_of_its_period():
    assert date_numbers("Homes in Arden sold for a median of $160 in May 2024. That is an increase of 21%.")[-1] == ("21%", "2024-05")


def test_some_day_nobody_names_is_no_period():
    assert date_numbers("Vantrel raised $6 in May 2024. Its rival was recently valued at $157.")[-1] == ("$157", None)


def test_this_quarter_with_a_past_verb_is_the_one_just_reported():
    text = "In the second quarter sales were $5. For this quarter, phones made up 80% of users."
    assert date_numbers(text) == [("$5", "2024-Q2"), ("80%", "2024-Q2")]


def test_a_noun_that_looks_like_a_verb_is_no_instant():
    text = "In the second quarter deliveries rose 4%. A rise in fruit exports by 67% overshadowed the decline."
    assert date_numbers(text) == [("4%", "2024-Q2"), ("67%", "2024-Q2")]


def test_an_article_may_say_when_its_financial_year_begins():
    text = "The financial year of Vantrel begins in October. It lost $6 in the second quarter."
    assert date_numbers(text) == [("$6", "2024-Q1")]


def test_a_number_inherits_from_what_came_before_and_never_from_what_follows():
    text = "Sales fell 3%.\n\nSales reached $5 million in the second quarter.\n\nMargins shrank to 4%. Staff costs dropped 2%."
    assert [period for _, period in date_numbers(text)] == [None, "2024-Q2", "2024-Q2", "2024-Q2"]


def test_an_instant_in_the_present_tense_has_no_period():
    text = "Sales reached $5 million in the second quarter.\n\nAcme has 30 shops. It employs 400."
    assert [period for _, period in date_numbers(text)] == ["2024-Q2", None, None]


def test_the_year_is_the_one_spoken_of_unless_it_is_still_to_end():
    text = "In the year to December 2023, sales were $5. Profit for the year was $1. It will have 30 shops by the end of the year."
    assert [period for _, period in date_numbers(text)] == ["2023", "2023", "2024"]


def test_a_forecast_does_not_inherit_a_finished_period():
    text = "Sales reached $5 million in the second quarter. The fee could bring in $3 million."
    assert [period for _, period in date_numbers(text)] == ["2024-Q2", None]


def test_a_year_back_counts_from_the_reported_quarter():
    text = "Sales rose 3% to Rs 50 crore in the reported quarter. Costs fell to Rs 9 crore, from Rs 11 crore on a year-over-year basis."
    assert date_numbers(text)[-2:] == [("Rs 9 crore", "2024-Q2"), ("Rs 11 crore", "2023-Q2")]


def test_a_financial_year_that_the_article_names_holds_for_later_sentences():
    text = "In the year ended August 31, sales were $5. Acme expects $9 this fiscal year."
    assert [period for _, period in date_numbers(text, published="2023-10-12")] == ["2022-09/2023-08", "2023-09/2024-08"]


def test_the_month_of_an_event_is_not_what_the_article_speaks_of():
    text = "Sales rose 5% in the second quarter.\n\nSpot prices peaked in July.\n\nVolumes increased by 6%."
    assert [period for _, period in date_numbers(text)] == ["2024-Q2", "2024-Q2"]


def test_the_figure_that_a_change_starts_from_is_a_year_older():
    text = "Sales rose in the first half of 2022.\n\nDebts swelled to $5 from $3."
    assert [period for _, period in date_numbers(text)] == ["2022-H1", "2021-H1"]


def test_the_figure_that_a_change_starts_from_may_come_first():
    text = "Sales rose in the first half of 2022.\n\nCosts climbed from $3 to $5."
    assert [period for _, period in date_numbers(text)] == ["2021-H1", "2022-H1"]


def test_a_figure_said_twice_has_one_period():
    assert date_numbers("In 2022 sales were $5. They were $6 ($7) in 2023.") == [("$5", "2022"), ("$6", "2023"), ("$7", "2023")]


def test_what_has_happened_so_far_is_of_no_earlier_period():
    text = "Sales were $5 in 2022. Acme has raised $3 and is valued at $9."
    assert [period for _, period in date_numbers(text)] == ["2022", None, None]


def test_the_cost_of_a_pound_is_a_result_and_a_price_is_not():
    text = "Profit rose 4% in the second quarter. Cash costs jumped to $2 per pound. The pump costs $9."
    assert [period for _, period in date_numbers(text)] == ["2024-Q2", "2024-Q2", None]


def test_an_aside_is_not_what_the_next_sentence_speaks_of():
    text = "Acme, which lost $3 in 2021, went on to sell 30 pumps last year. The margin was 8%."
    assert [period for _, period in date_numbers(text)][-1] == "2023"


def test_a_currency_in_passing_does_not_make_the_financial_year():
    body = "Acme digs in Chile. It has 3 mines. It has 4 ships. It has 5 trains. It raised its full-year guidance to $9 million."
    assert ("$9 million", "2024") in date_numbers(body + " A partner in Osaka owes it 3 billion yen.")


def test_articles_do_not_mix():
    dated = date_numbers("Sales rose 3% in the first quarter of 2018.", "Sales rose 4% and costs fell.", published="2018-05")
    assert dated == [("3%", "2018-Q1"), ("4%", None)]


def test_the_frames_keep_their_contracts():
    text = "Sales rose 3% to $5 in the second quarter from $4 a year earlier. Acme will have 30 shops by the end of next year. It fell 3%."
    told = sentences(text, published="2024-07-22")
    publications = find_publications(articles(text, published="2024-07-22"), told)
    periods = find_periods(told, publications)
    frames.Periods.validate(periods.select(list(frames.Periods.columns())))
    numbers = stub_numbers(told, periods)
    dated = assign_periods(told, numbers, periods, publications, judge_modality(told, numbers, periods))
    assert set(dated["period_basis"]) <= set(enums.PERIOD_BASES)
    assert set(dated["period_kind"].drop_nulls()) <= set(enums.PERIOD_KINDS)
    assert dated.schema["ambiguous"] == pl.Boolean


def test_nothing_in_nothing_out():
    told = sentences("x").clear()
    publications = find_publications(articles("x").clear(), told)
    periods = find_periods(told, publications)
    numbers = stub_numbers(told, periods)
    assert periods.is_empty()
    assert publications.is_empty()
    assert assign_periods(told, numbers, periods, publications, judge_modality(told, numbers, periods)).is_empty()


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.sampled_from(["in 2014", "İstanbul", "last year", "“May 3”", "Q1 2018", "rose 5%", "per month", "€5", "by 2030", "on Friday,"]),
        max_size=8,
    )
)
def test_offsets_point_at_the_words(words: list[str]):
    text = " ".join(["Acme", *words])
    told = sentences(text, published="2024-07-22")
    found = read_periods(text).join(told.select("sentence_no", "plain"), on="sentence_no")
    cut = found.select(pl.col("plain").str.slice(pl.col("start"), pl.col("end") - pl.col("start")))["plain"]
    assert cut.to_list() == found["period_text"].to_list()
    assert (found["period_start"].is_null() | (found["period_start"] <= found["period_end"])).all()


@pytest.mark.parametrize(
    ("name", "key"),
    [("months", "word"), ("weekdays", "word"), ("relative_periods", "phrase"), ("fiscal_year_conventions", "cue"), ("past_verbs", "verb")],
)
def test_vocabulary_has_unique_keys_and_no_blanks(name: str, key: str):
    words = load(name)
    assert words[key].is_unique().all()
    assert words.null_count().sum_horizontal().item() == 0


def test_vocabulary_holds_known_values():
    relative = load("relative_periods")
    assert set(relative["anchor"]) <= {"published", "reported", "told", "topic", "present", "none"}
    assert set(relative["unit"]) <= {"year", "half", "quarter", "month", "week", "day", "decade", "fiscal", "new_fiscal", "same", "-"}
    assert set(relative["role"]) <= {"within", "deadline", "comparison", "basis", "now", "rate"}
    assert (relative["phrase"] == relative["phrase"].str.to_lowercase()).all()
    words = load("period_words")
    assert words.select("word", "kind").is_unique().all()
    assert set(words["kind"]) <= {"number", "ordinal", "year_noun", "not_year_noun", "fiscal"}
    assert load("months")["month"].cast(pl.Int8).is_between(1, 12).all()
    assert load("fiscal_year_conventions")["first_month"].cast(pl.Int8).is_between(1, 12).all()


@given(words=st.lists(st.text("ab -.", min_size=1, max_size=5), min_size=1, max_size=8), text=st.text("ab -.", max_size=20))
def test_a_tree_of_words_finds_what_their_list_finds(words, text):
    def found(pattern):
        return pl.Series([text]).str.extract_all(pattern).to_list()

    assert found(tree_of(words)) == found(any_of(words))
