"""Which numbers are facts, and which are estimates, forecasts, plans or suppositions."""

import polars as pl
import pytest

from tests.transforms.builders import articles, sentences
from tests.transforms.test_periods import stub_numbers
from transforms.contracts import enums, frames
from transforms.reading.modality import judge_modality
from transforms.reading.periods import find_periods, find_publications
from transforms.reading.pipeline import read
from transforms.vocabulary import load


def judge(*texts: str) -> list[str]:
    """The modality of every number."""
    told = sentences(*texts, published="2024-07-22")
    periods = find_periods(told, find_publications(articles(*texts, published="2024-07-22"), told))
    numbers = stub_numbers(told, periods)
    judged = frames.Modalities.validate(judge_modality(told, numbers, periods))
    assert judged["number_no"].to_list() == numbers["number_no"].to_list()
    return judged["modality"].to_list()


@pytest.mark.parametrize(
    ("text", "modalities"),
    [
        ("Acme sold 3 pumps.", ["actual"]),
        ("Acme agreed to buy Bolt for $3 billion.", ["actual"]),
        ("Acme expects sales of $5 this year.", ["forecast"]),
        ("Sales are expected to reach $5.", ["forecast"]),
        ("A loss of $5 is expected.", ["forecast"]),
        ("Sales should top $5.", ["forecast"]),
        ("The fee could bring in $5.", ["forecast"]),
        ("In May 300 shops opened.", ["actual"]),
        ("On expected sales of $5, tax takes 6%.", ["forecast", "forecast"]),
        ("Acme plans to open 30 shops.", ["target"]),
        ("Acme aims for 20% of the market.", ["target"]),
        ("Acme will invest $5 in pumps.", ["target"]),
        ("The chairman repeated his intention to lift exports to $5.", ["target"]),
        ("The state set a goal of 40% by 2030.", ["target"]),
        ("An estimated 4,000 came.", ["estimate"]),
        ("According to experts, profit was $5.", ["estimate"]),
        ("According to analysts Acme, profit was $5.", ["actual"]),
        ("Its share was estimated at 12%.", ["estimate"]),
        ("If sales fall 10%, profit drops 20%.", ["hypothetical", "hypothetical"]),
        ("Even if the plant saves $5 a day, nobody will notice.", ["hypothetical"]),
        ("It would have made $9.", ["hypothetical"]),
        ("He could read 900 books on pumps and still wouldn't mend one.", ["hypothetical"]),
        ("Under the deal, Bolt will pay $300.", ["actual"]),
        ("Acme said it would pay $3, a premium of 29%, in a deal that values Bolt at $90.", ["forecast", "actual", "actual"]),
        ("Brokers had been looking for $4.", ["forecast"]),
        ("Sales missed the $5 that analysts had pencilled in.", ["forecast"]),
        ("Profit of $5 beat the $4 expected by analysts.", ["actual", "forecast"]),
        ("The aim is to reach 50 shops.", ["target"]),
        ("About 300 people are to be hired.", ["target"]),
        ("It had aimed for 300 shops.", ["target"]),
        ("The lender said it would cut 400 jobs.", ["target"]),
        ("Sales of $5 were more than it had expected.", ["actual"]),
        ("Output probably grew 3%.", ["forecast"]),
        ("Roughly 40% of users are thought to be idle.", ["estimate"]),
        ("Their turnover is put at $5.", ["estimate"]),
        ("Brokers put the cost of the strike at about $5.", ["estimate"]),
        ("Brokers put the cost of the strike at up to $5.", ["estimate"]),
        ("Acme puts prices up by 5%.", ["actual"]),
        ("Acme put its own sales at $5.", ["actual"]),
        ("By the growers' reckoning, the crop is worth $5.", ["estimate"]),
        ("Each lost day meant $5 in sales, the head of the growers estimated.", ["estimate"]),
        ("A 10% fall in prices would cost Acme $5.", ["hypothetical", "hypothetical"]),
        ("The scheme is meant to save $5.", ["target"]),
        ("Their turnover is estimated to reach next year about $5.", ["forecast"]),
        ("Sales are forecast at $50 this year, which leaves pumps a share of 6%.", ["forecast", "forecast"]),
        ("Should sales drop 4%, it will close.", ["hypothetical"]),
        ("Were it to sell 40 shops, it would earn $3.", ["hypothetical", "hypothetical"]),
        ("The dam would cost $5 if it were built today.", ["hypothetical"]),
        ("It sold 5 shops and would close 9 if a buyer was found.", ["actual", "hypothetical"]),
        ("A rise of 1% would add $3 to costs.", ["hypothetical", "hypothetical"]),
        ("Asked if it was for sale, he said it had 300 bidders.", ["actual"]),
        ("Some 300 jobs could go.", ["forecast"]),
        ("Its 5,000 workers will get a bonus.", ["actual"]),
        ("Some 300 jobs would go if the mill closed.", ["hypothetical"]),
        ("At the top of the range the group would be worth $9.", ["hypothetical"]),
        ("The bank estimates that output will expand 2%.", ["forecast"]),
        ("Brokers have a target price of $9.", ["forecast"]),
        ("That was more than the $4 it had forecast.", ["forecast"]),
        ("Acme will invest $9, plus or minus $1.", ["target", "target"]),
        ("It missed expectations: $3 against $4.", ["actual", "forecast"]),
        ("The others had bet on 3%.", ["forecast"]),
        ("Some shares would be kept for the carrier's 900 workers.", ["actual"]),
        ("It may sell no more than 99 pumps and had to cut pay by 4%.", ["forecast", "actual"]),
        ("It kept its profit forecast of $300, 39% below last year's.", ["forecast", "forecast"]),
        ("Acme raises its sales forecast to $9 as profit jumps 60%.", ["forecast", "actual"]),
        ("The market is worth perhaps $9.", ["estimate"]),
    ],
)
def test_a_cue_governs_its_clause(text: str, modalities: list[str]):
    assert judge(text) == modalities


@pytest.mark.parametrize(
    ("text", "modalities"),
    [
        ("Acme expects sales to reach $9, from $3 in 2023.", ["forecast", "actual"]),
        ("Acme wants to cut its costs from $9 to $4.", ["actual", "target"]),
        ("Acme expects $9 this year, compared with $3 last year.", ["forecast", "actual"]),
        ("Acme raised its forecast to $9 from $8.", ["forecast", "forecast"]),
        ("Acme trimmed its guidance to 2,000 pumps from a previous range of 4,000 pumps.", ["forecast", "forecast"]),
        ("It raised its forecast for 2022 to $9, from an earlier $8.", ["forecast", "forecast"]),
        ("It cut its sales target from $9 to $8.", ["target", "target"]),
        ("It expects $9, compared with the $8 it earned last year.", ["forecast", "actual"]),
    ],
)
def test_the_figure_that_a_plan_starts_from_is_a_fact(text: str, modalities: list[str]):
    assert judge(text) == modalities


@pytest.mark.parametrize(
    ("text", "modalities"),
    [
        ("Sales rose 8% but are expected to fall 2%.", ["actual", "forecast"]),
        ("While growth is expected to slow, sales rose 8%.", ["actual"]),
        ("Acme, which expects to open 50 shops, made $3 last year.", ["forecast", "actual"]),
        ("Analysts expect 5% after sales rose 8%.", ["forecast", "actual"]),
        ("Sales beat expectations of $4, coming in at $5.", ["forecast", "actual"]),
        ("The $20 deposit should not worry most of the estimated 700 tenants.", ["actual", "estimate"]),
        ("It said it would close its mill, sending its shares down 9%.", ["actual"]),
        ('"If orders hold, sales may rise 5%," wrote Ann Poe, who expects $9.', ["hypothetical", "forecast"]),
        ("Acme, which plans to open 40 shops, has 300 of them.", ["target", "actual"]),
        ("Acme wants to sell its 37% stake in Bolt for $2.", ["actual", "target"]),
        ("Acme plans to open shops in Spain, where it has 300 of them.", ["actual"]),
        ("Acme will open a shop in a mall that cost $9.", ["actual"]),
        ("Acme aims to cut costs by $9 and has 300 shops.", ["target", "actual"]),
        ("Acme aims to cut costs by $9 and have 300 shops.", ["target", "target"]),
        ("Acme spends $9 on posters to help it reach 20 million users.", ["actual", "target"]),
        ("Acme will axe 700 jobs despite a 5% rise in profit.", ["target", "actual"]),
        ("Acme plans to open 9 shops following a 5% rise in sales.", ["target", "actual"]),
    ],
)
def test_a_cue_ends_with_its_clause(text: str, modalities: list[str]):
    assert judge(text) == modalities


@pytest.mark.parametrize(
    ("text", "modalities"),
    [
        ("Profit will not match last year's total of $9.", ["actual"]),
        ("Acme aims to lift output to 9 tonnes from the current 5 tonnes.", ["target", "actual"]),
        ("Acme expects to beat last year's forecast of $9.", ["forecast"]),
        ("Acme expects a current-year profit of $9.", ["forecast"]),
        ("Acme may have to write off $9 it has spent on fees.", ["actual"]),
        ("Acme plans to cut its $9 debt.", ["actual"]),
        ("Acme plans to repay $9 of its debt.", ["target"]),
        ("The bank sees an upside of 8% from Friday's close of $5.", ["forecast", "actual"]),
        ("Its margin was $5, lower than most estimates.", ["actual"]),
        ("Spending will top $9, up from the previous record of $8.", ["forecast", "actual"]),
        ("Acme could raise its $5 a share offer for Bolt.", ["actual"]),
        ("Bolt's proposed $8 takeover of Acme needs approval.", ["actual"]),
        ("Acme could make a $5 offer for Bolt.", ["forecast"]),
        ("The market will expand to $9 by 2030, up from a meagre $3 in 2016.", ["forecast", "actual"]),
        ("Sales are expected to reach $9, up from an earlier forecast of $8.", ["forecast", "forecast"]),
    ],
)
def test_what_is_reached_already_is_a_fact_among_plans(text: str, modalities: list[str]):
    assert judge(text) == modalities


@pytest.mark.parametrize(
    ("text", "modalities"),
    [
        ("Acme missed its full-year sales target by 5%.", ["actual"]),
        ("Acme could report a profit that beats its forecast by 6%.", ["forecast"]),
        ("Acme raised its sales forecast by $5.", ["forecast"]),
        ("Acme met 95% of its target.", ["actual"]),
        ("Prices rose less than its 2% annual target.", ["target"]),
        ("Inflation will stay below its 2% annual target.", ["target"]),
        ("Acme set a target of $72 in sales, including $62 from exports.", ["target", "target"]),
        ("Its profit was short of analysts' estimates, which had been $8.", ["forecast"]),
        ("The bank's median forecast rose to 3%, up from 2%.", ["forecast", "forecast"]),
        ("The projection for this year fell to $3, down from $4.", ["forecast", "forecast"]),
        ("Acme revised its growth forecast from 5% to 3%.", ["forecast", "forecast"]),
        ("Growth is forecast to slow from 5% to 3%.", ["actual", "forecast"]),
        ("He kept his $9 price target.", ["forecast"]),
        ("The bank stuck to its 2% growth forecast.", ["forecast"]),
        ("The 9 banks forecast growth.", ["actual"]),
        ("Sales beat FactSet estimates of $9.", ["forecast"]),
        ("Profit fell short of analysts' forecast of $9.", ["forecast"]),
        ("The loss was wider than the $9 that was forecast by brokers.", ["forecast"]),
    ],
)
def test_expectations_tell_how_high_they_are(text: str, modalities: list[str]):
    assert judge(text) == modalities


@pytest.mark.parametrize(
    ("text", "modalities"),
    [
        ("The 300 jobs that Acme plans to cut are in Spain.", ["target"]),
        ("The $9 the company hopes to raise will pay for a mine.", ["target"]),
        ("Acme owns 300 shops and it plans to open more.", ["actual"]),
        ("Acme has 300 workers that plan to strike.", ["actual"]),
        ("The bank expects Acme will cut 300 jobs.", ["forecast"]),
        ("Acme expects to open 30 shops, which is 20% more than last year.", ["forecast", "forecast"]),
        ("Acme owns 30 shops, which is 20% more than last year.", ["actual", "actual"]),
        ("Spending would rise to $9 a year, of which $5 a year will go to wells.", ["forecast", "forecast"]),
        ("Acme plans to close 9 shops, of which 3 are in Spain.", ["target", "target"]),
        ("The bank thinks sales can double to $9.", ["forecast"]),
        ("Acme would also like to open 9 shops.", ["target"]),
        ("300 of its 5,000 jobs will go.", ["target", "actual"]),
        ("Growth is above the 4% range Acme predicts.", ["forecast"]),
        ("Its profit fell short of the $11 average of analyst estimates.", ["forecast"]),
    ],
)
def test_whoever_wants_or_foresees_it(text: str, modalities: list[str]):
    assert judge(text) == modalities


@pytest.mark.parametrize(
    ("text", "modalities"),
    [
        ("Poe estimates that 9 pumps were sold in shops and that 5 were sold online.", ["estimate", "estimate"]),
        ("It made an estimated $9 when it sold its mine.", ["estimate"]),
        ("Acme has likely sold 9 pumps.", ["estimate"]),
        ("Brokers value the group at $9.", ["estimate"]),
        ("The market is estimated to reach $9 by 2030.", ["forecast"]),
        ("The market is estimated to be worth $9.", ["estimate"]),
    ],
)
def test_estimates(text: str, modalities: list[str]):
    assert judge(text) == modalities


def test_a_conversion_in_brackets_is_meant_like_what_it_converts():
    text = "Norvik Brewing spent an estimated $9m (€8m; £7m) on a cellar. It made $7m (€6m) in May."
    claims = read(articles(text, published="2021-03-01")).claims.sort("char_start")
    assert claims["modality"].to_list() == ["estimate", "estimate", "estimate", "actual", "actual"]


def test_a_headline_foretells():
    assert judge("Sales of pumps to reach $9 by 2030\n\nAcme sold pumps to 3 farms.") == ["forecast", "actual"]


def test_a_headline_without_a_verb_tells_a_plan():
    assert judge("Acme to double output to 30 pumps\n\nAcme drew 3 buyers to its fair.") == ["target", "actual"]


def test_a_consequence_of_a_plan_is_no_fact():
    assert judge("Exports should be $80 million. Thus, pumps are 3% of them.") == ["forecast", "forecast"]
    assert judge("Exports should be $80. As a result, they should top $9, from $5.") == ["forecast", "forecast", "actual"]


def test_numbers_without_a_cue_are_all_there():
    assert judge("Acme sold 3 and 4. It has 5.", "It has 6.") == ["actual"] * 4


def test_vocabulary_has_unique_keys_and_known_values():
    cues = load("modality_cues")
    assert cues["cue"].is_unique().all()
    assert cues.null_count().sum_horizontal().item() == 0
    assert set(cues["modality"]) <= set(enums.MODALITIES)
    assert set(cues["side"]) <= {"before", "after", "both"}
    assert set(cues["reach"]) <= {"near", "phrase", "clause", "sentence"}
    assert set(cues["looks_back"]) <= {"yes", "no"}
    assert (cues["cue"] == cues["cue"].str.to_lowercase()).all()
    assert cues.select(pl.col("cue").str.strip_chars() == pl.col("cue"))["cue"].all()
