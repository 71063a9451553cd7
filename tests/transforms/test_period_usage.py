"""Periods told by published news of many countries: financial years, months since the year began, comparisons, plans."""

import pytest

from tests.transforms.dated_numbers import date_numbers


def periods(text: str, published: str) -> list[str | None]:
    return [period for _, period in date_numbers(text, published=published)]


@pytest.mark.parametrize(
    ("published", "text", "expected"),
    [
        (
            "2019-11-08",
            "During the second quarter of this fiscal, Vantrel's profit grew to Rs 64 crore from Rs 54 crore in the year-ago period.",
            ["2019-Q3", "2018-Q3"],
        ),
        ("2019-11-08", "Vantrel earned Rs 64 crore in the second quarter of the current financial year.", ["2019-Q3"]),
        (
            "2020-01-14",
            "Its profit fell to Rs 73 crore from Rs 97 crore logged in the September quarter of the current fiscal.",
            [None, "2019-Q3"],
        ),
        ("2020-01-14", "It set aside Rs 14 crore in the September quarter of FY20.", ["2019-Q3"]),
        ("2014-10-17", "Vantrel earned Rs 64 crore in the June ended quarter.", ["2014-Q2"]),
        ("2018-06-07", "Gasoline stocks fell by 3 million barrels in the week to June 1.", ["2018-05-26/2018-06-01"]),
        ("2018-06-07", "Gasoline stocks fell by 3 million barrels in the week ended Friday, June 1.", ["2018-05-26/2018-06-01"]),
        ("2019-05-30", "Wheat for July delivery lost 4 cents.", [None]),
        (
            "2017-09-29",
            "Exports of tea reached $3 billion in September, bringing the nine-month figure to $27 billion.",
            ["2017-09", "2017-01/2017-09"],
        ),
        (
            "2017-09-29",
            "Exports of tea reached $3 billion in September. The nine-month volume was 11 million tonnes.",
            ["2017-09", "2017-01/2017-09"],
        ),
        (
            "2016-12-05",
            "In the first 11 months of this year, it sold 4 million tonnes of tea. In the 11-month period, it sold 1.6 million of coffee.",
            ["2016-01/2016-11", "2016-01/2016-11"],
        ),
        ("2019-02-06", "Profit fell 30% in the first nine months.", ["2018-01/2018-09"]),
        ("2019-02-06", "Profit fell 30% in the first nine months, to 30 billion yen.", ["2018-04/2018-12", "2018-04/2018-12"]),
        ("2018-11-06", "Profit fell 30% in the first half, to 30 billion yen.", ["2018-04/2018-09", "2018-04/2018-09"]),
        ("2016-02-05", "Its outlook for fiscal 2015 sales stayed at 28 billion yen.", ["2015-04/2016-03"]),
        ("2023-10-20", "Food exports in the first quarter of the financial year 2023-24 grew by 18%.", ["2023-Q3"]),
        (
            "2023-10-20",
            "Tea exports in the first three months of 2023 rose 8%. In the reviewed period coffee exports rose 9%.",
            ["2023-Q1", "2023-Q1"],
        ),
        ("2022-02-21", "In the second half of 2021 it lost $12, compared with $16 the year earlier.", ["2021-H2", "2020-H2"]),
        ("2019-11-08", "In the third quarter of 2019 it made $63, up from $53 clocked in the year ago period.", ["2019-Q3", "2018-Q3"]),
        ("2019-11-08", "The six-month delay cost it $4.", [None]),
        ("2019-11-08", "Its nine-month profit rose 4%.", ["2019-01/2019-09"]),
        ("2019-05-30", "Vantrel moved 4% of its July crude.", [None]),
        ("2019-05-30", "Vantrel makes pumps for July delivery worth $4.", [None]),
        ("2019-05-30", "July deliveries fell 4%.", ["2018-07"]),
        (
            "2016-12-05",
            "In the first nine months of 2016 it made $4. In the first nine months of last year it had made $2.",
            ["2016-01/2016-09", "2015-01/2015-09"],
        ),
    ],
)
def test_months_quarters_and_financial_years(published: str, text: str, expected: list[str | None]):
    assert periods(text, published) == expected


@pytest.mark.parametrize(
    ("published", "text", "expected"),
    [
        (
            "2004-10-18",
            "Vantrel earned $25 million, or $0.61 a share, in the third quarter, down from $27 million, or $0.64 a share, last year.",
            ["2004-Q3", "2004-Q3", "2003-Q3", "2003-Q3"],
        ),
        (
            "2023-11-16",
            "Vantrel made $150 million in the first half. Adjusted profit rose to $177 million from $171 million last year.",
            ["2023-H1", "2023-H1", "2022-H1"],
        ),
        (
            "2023-11-16",
            "In the first half profit rose to $118 million or $0.31 per share from $115 million or $0.30 per share a year ago.",
            ["2023-H1", "2023-H1", "2022-H1", "2022-H1"],
        ),
        (
            "2019-11-08",
            "Loans stood at $381 million on September 30, 2019, against $365 million the previous year.",
            ["2019-09-30", "2018-09-30"],
        ),
        (
            "2023-10-20",
            "In July-September it made $88 from 155 tonnes, compared with sales of 105 tonnes valued at $78 in the same period last year.",
            ["2023-Q3", "2023-Q3", "2022-Q3", "2022-Q3"],
        ),
        ("2024-10-25", "Output was 9 tonnes in the September quarter, down 2% on the June quarter.", ["2024-Q3", "2024-Q3"]),
        ("2024-10-25", "Sales are up 5% on last year.", [None]),
        ("2024-10-25", "Sales in the third quarter were up 5% on 2019.", ["2024-Q3"]),
        ("2017-06-08", "Oil is 8% below its levels on May 25.", [None]),
        ("2024-11-04", "It pays $3 a share, a premium of 29% to the stock's closing price on Friday.", [None, None]),
        ("2024-11-04", "It pays $3 a share, a premium of 29% over Friday closing price.", [None, None]),
        ("2024-11-04", "The stock closed at $3 on Friday.", ["2024-11-01"]),
        (
            "2023-11-16",
            "In the first half it made $5 million. It declared a dividend of 8 pence, payable on May 2 to holders of record on May 1.",
            ["2023-H1", "2023-H1"],
        ),
        ("2019-02-06", "It now expects $1 million instead of the $2 million it projected three months ago.", [None, None]),
        ("2020-10-20", "The mine will add 2 million tonnes of output in the second half.", ["2020-H2"]),
        ("2020-10-20", "The mine expects to ship 2 million tonnes in January-June.", ["2021-H1"]),
        ("2020-10-20", "Analysts expect it to report sales of $4 million for the third quarter.", ["2020-Q3"]),
        ("2013-05-14", "Tolver cut its first quarter shipment guidance and expects margins to be as low as 1%.", ["2013-Q1"]),
        ("2020-02-18", "Tolver plans $4 million of savings from closing 30 shops if the deal closes by the end of 2020.", [None, None]),
        ("2005-02-04", "Tolver has taken delivery of 6 ships and next month we will refit the piers.", [None]),
        (
            "2022-07-20",
            "In the March-May period sales were $14 million, against a mean forecast of $15 million.",
            ["2022-03/2022-05", "2022-03/2022-05"],
        ),
    ],
)
def test_what_a_figure_is_set_against_and_what_is_to_come(published: str, text: str, expected: list[str | None]):
    assert periods(text, published) == expected


@pytest.mark.parametrize(
    ("published", "text", "expected"),
    [
        ("2019-04-01", "Inflation slowed in March, the office said on Monday. Core inflation eased to 0.8%.", ["2019-03"]),
        (
            "2019-04-01",
            "In March services rose 1%. Goods edged up 0.2% after a 0.4% increase in the previous month.",
            ["2019-03", "2019-03", "2019-02"],
        ),
        ("2007-05-03", "Output grew 1.3% in the first quarter. Prices rose 2.1% in the year to March.", ["2007-Q1", "2006-04/2007-03"]),
        ("2014-04-10", "A median forecast of analysts showed inflation at 1.2% in March.", ["2014-03"]),
        (
            "2022-10-27",
            "Users grew 9% in the first half ended September 30. Growth came to 18% in the second quarter. Profit was $33.",
            ["2022-04/2022-09", "2022-Q3", "2022-Q3"],
        ),
        (
            "2022-10-27",
            "Users grew 9% in the first half ended September 30.\nGrowth came to 18% in the second quarter.\nProfit was $33.",
            ["2022-04/2022-09", "2022-Q3", "2022-04/2022-09"],
        ),
        ("2020-08-21", "The price in July was $304, which is up 8% from July 2019.", ["2020-07", "2020-07"]),
        ("2024-07-26", "Buyers wait due to rates that averaged near 7% in June.", ["2024-06"]),
        ("2024-07-26", "The guild reported this week that sales of old boats in June fell 5%.", ["2024-06"]),
        (
            "2013-04-05",
            "The economy expanded 3% in the fourth quarter.\nThe bank took its benchmark interest rate to 3.25%.",
            ["2012-Q4", None],
        ),
        ("2023-04-12", "Vantrel cut its 2023 forecast for growth by 1% and next year's outlook by 2%.", ["2023", "2024"]),
        (
            "2023-10-30",
            "Vantrel lost $13 million in the six months to September 30, compared with $28 million in the prior period.",
            ["2023-04/2023-09", "2022-04/2022-09"],
        ),
        (
            "2023-10-30",
            "Vantrel made $13 in the year to June 2023. In the first six months of 2023 Tolver made $5, and Orlen $6 in the same period.",
            ["2022-07/2023-06", "2023-H1", "2023-H1"],
        ),
        ("2005-02-04", "The jet fell into the sea on 11 September 2001. Shares of Vantrel closed up 4%.", ["2005-02-04"]),
        ("2026-07-17", "Shipments fell 2% in the second quarter. The sub-$200 segment was hit by prices.", ["2026-Q2", None]),
        ("2019-12-17", "Vantrel raised $6 million in May. Tolver said it was acquiring a 20% stake in a rival.", ["2019-05", None]),
        ("2005-02-04", "The fee was raised in October. Its estimated annual sales of $160 million are short of the cost.", [None]),
        (
            "2018-04-28",
            "In the first quarter of 2018 losses fell. They were $622, against a 97% jump in the first quarter of 2017. Sales grew 34%.",
            ["2018-Q1", "2017-Q1", "2018-Q1"],
        ),
        ("2018-01-09", "Sales rose 1.5% in the 54 days to 24 December.", ["2017-11-01/2017-12-24"]),
        (
            "2018-01-09",
            "Sales rose 3.1% in the six weeks to 30 December and 2% in the 13 weeks to 30 December.",
            ["2017-11-19/2017-12-30", "2017-Q4"],
        ),
    ],
)
def test_what_an_article_speaks_of_and_what_has_no_period(published: str, text: str, expected: list[str | None]):
    assert periods(text, published) == expected


@pytest.mark.parametrize(
    ("published", "text", "expected"),
    [
        (
            "2024-10-15",
            "India is to add 35 GW. It expects 30 in the current fiscal year. India added 10 in the first five months of this fiscal year.",
            [None, "2024-04/2025-03", "2024-04/2024-08"],
        ),
        (
            "2017-10-28",
            "Pakistan sold 3% more in the first three months of this fiscal. In the first quarter of this fiscal year Pakistan made Rs 9.",
            ["2017-Q3", "2017-Q3"],
        ),
        ("2018-05-14", "Japan's bourse told of profits. Those of Japanese firms rose 5% in fiscal 2017.", ["2017-04/2018-03"]),
        (
            "2015-10-28",
            "Vantrel shipped 84 pumps in the third quarter of 2015. Its market share was 23% (24% in Q3 2014).",
            ["2015-Q3", "2015-Q3", "2014-Q3"],
        ),
        ("2016-01-29", "Vantrel finished the year with 324 shops.", ["2015"]),
        (
            "2016-01-29",
            "It sold 85 in the fourth quarter of 2015, up 5% from 77 in the last quarter of 2014. For the full year it sold 300.",
            ["2015-Q4", "2015-Q4", "2014-Q4", "2015"],
        ),
        ("2008-02-01", "Its offer is a 62% premium above the closing price of Vantrel stock on January 31.", [None]),
        ("2010-10-27", "Volume rose 24% because of this year's purchase of a rival, but sales of lager fell 2%.", [None, None]),
        ("2013-04-18", "Vantrel posted a 7% rise in full year organic revenue.", ["2012"]),
        (
            "2010-01-19",
            "Volumes for the third quarter, ended Dec. 31, were 1% below last year. Soft drinks grew 2% in the quarter.",
            ["2009-Q4", "2009-Q4"],
        ),
        (
            "2019-07-17",
            "Vantrel lost 100 users last quarter. Earnings were 60 cents vs. 56 cents expected.",
            ["2019-Q2", "2019-Q2", "2019-Q2"],
        ),
        (
            "2021-07-21",
            "It added 1.5 million users in the second quarter, about 20% of the number it added in the same quarter a year ago.",
            ["2021-Q2", "2021-Q2"],
        ),
        ("2021-07-21", "Vantrel forecast it would add 3 million users in the ongoing quarter.", ["2021-Q3"]),
        ("2019-07-18", "In April, the firm guided for growth and said it would add 5 million users.", [None]),
        ("2010-12-23", "On Wednesday, the head of Vantrel said that it will get 20 new jets.", [None]),
        (
            "2015-09-21",
            "Vantrel carried 129 million guests, some 9 million more than its figure of 120 million in 2013.",
            [None, None, "2013"],
        ),
        ("2010-10-27", "Last week Vantrel, the brewer, said sales rose 1% in the six months to end-September.", ["2010-04/2010-09"]),
        (
            "2025-01-05",
            "Vantrel sold 587 cars last year. Two other makes led the pack with 312 and 280 cars sold.",
            ["2024", "2024", "2024"],
        ),
        ("2025-01-05", "In 2024 it sold 5 and 7 cars in Peru and Chile, each down 7% and 5% on year.", ["2024", "2024", "2024", "2024"]),
        (
            "2023-11-25",
            "Boxes rose 1% to 40 tonnes from January to October this year, versus last year's 39 tonnes.",
            ["2023-01/2023-10", "2023-01/2023-10", "2022-01/2022-10"],
        ),
        (
            "2023-11-25",
            "From January to October it moved 40 tonnes. Imports rose to 20 tonnes from 19 tonnes during the period.",
            ["2023-01/2023-10", "2023-01/2023-10", "2022-01/2022-10"],
        ),
        ("2015-10-02", "Vantrel expects to save $58 million in the fiscal year 2016.", ["2016"]),
        (
            "2013-02-13",
            "Deposits and loans were $41 and $15 for the year ended December 31, 2012, as against $79 and $34 in the previous year.",
            ["2012", "2012", "2011", "2011"],
        ),
        ("2014-01-30", "Vantrel raised its 2013 dividend by 20% after posting record quarterly earnings.", ["2013"]),
        ("2021-05-14", "Stocks for the 2021/22 marketing year are to fall by 11%.", ["2021-07/2022-06"]),
    ],
)
def test_years_told_of_and_figures_that_keep_to_themselves(published: str, text: str, expected: list[str | None]):
    assert periods(text, published) == expected
