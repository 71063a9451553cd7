"""Attribution: who says each number."""

import polars as pl
import pytest

from tests.transforms.builders import sentences
from transforms.contracts import frames
from transforms.reading.mentions import find_mentions
from transforms.reading.roles import find_roles
from transforms.reading.spans import find_spans
from transforms.reading.speakers import attribute

TOYOTA = "Toyota is a carmaker. Its chief executive is Maria Ostrander. "


def numbers_of(cut: pl.DataFrame) -> pl.DataFrame:
    """Every run of digits as a number: all that attribution needs to know of one."""
    found = find_spans(cut, "sentence_no", "plain", r"\d+").join(cut.select("sentence_no", "article_no"), on="sentence_no")
    return found.sort("sentence_no", "start").with_row_index("number_no").rename({"match": "number_text"})


def said(text: str) -> list[dict]:
    """The attribution of every number of a text, in order."""
    cut = sentences(text)
    mentions = find_mentions(cut)
    answers = attribute(cut, numbers_of(cut), mentions, find_roles(cut, mentions))
    return frames.Attributions.validate(answers, cast=True).sort("number_no").to_dicts()


def speakers(text: str) -> list[str | None]:
    """Only the speakers."""
    return [answer["speaker"] for answer in said(text)]


class TestIndirectSpeech:
    @pytest.mark.parametrize(
        "text",
        [
            "Toyota said profit rose 3%.",
            "Toyota has said that profit rose 3%.",
            "Profit rose 3%, Toyota said.",
            "Profit rose 3%, said Toyota.",
            "Profit rose 3%, according to Toyota.",
            "According to Toyota, profit rose 3%.",
            "Toyota on Tuesday reported a profit of 3 yen.",
            "Toyota expects profit to rise 3%.",
            "Toyota plans to open 3 plants.",
            "Toyota is forecasting 3% growth.",
            "A Toyota spokesman said profit rose 3%.",
            "A spokeswoman for Toyota said profit rose 3%.",
            "Profit rose 3% (according to data obtained by Toyota, a carmaker).",
        ],
    )
    def test_an_organisation_with_a_reporting_verb(self, text):
        assert speakers(text) == ["Toyota"]

    @pytest.mark.parametrize(
        "text",
        [
            "Maria Ostrander, Toyota's chief executive, said profit rose 3%.",
            "Toyota chief executive Maria Ostrander said profit rose 3%.",
            "Profit rose 3%, said Maria Ostrander, chief executive of Toyota.",
            "Toyota plans to open 3 plants, according to chief executive Maria Ostrander.",
        ],
    )
    def test_a_named_person_before_an_organisation(self, text):
        answer = said(text)[0]
        assert answer["speaker"] == "Maria Ostrander"
        assert answer["speaker_kind"] == "person"
        assert answer["attribution"] == "indirect"

    def test_the_person_speaks_for_the_organisation_of_the_role(self):
        assert said("Profit rose 3%, said Maria Ostrander, chief executive of Toyota.")[0]["speaker_org"] == "Toyota"

    def test_nobody_says_what_the_author_states(self):
        answer = said("Toyota sold 3 million cars.")[0]
        assert (answer["speaker"], answer["attribution"]) == (None, "author")

    def test_a_passive_has_no_speaker(self):
        assert speakers("Toyota is expected to sell 3 cars. With expected sales of 4 it leads.") == [None, None]

    def test_the_past_figure_of_a_forecast_is_the_authors(self):
        assert speakers("Toyota expects sales to double to 6 from about 3 in 2014.")[:2] == ["Toyota", None]

    def test_added_says_nothing_when_things_are_added(self):
        assert speakers("Toyota added 3 plants.") == [None]

    def test_the_second_speaker_of_a_sentence_takes_over(self):
        assert speakers("Toyota said sales rose 3%, while Renault said they fell 4%.") == ["Toyota", "Renault"]

    def test_a_pronoun_speaks_for_its_antecedent(self):
        assert speakers("Toyota grew. It announced 3 new plants.") == ["Toyota"]

    def test_the_report_is_whose_report_was_named(self):
        assert speakers("Sales fell, according to a report by Nomura. Toyota sold 3 cars, the report said.") == ["Nomura"]


class TestQuotations:
    def test_every_sentence_of_a_quotation_has_its_speaker(self):
        text = TOYOTA + "“We sold 3 cars. We sold 4 vans,” Ostrander said. “We may sell 5 trucks.”"
        answers = said(text)
        assert [a["speaker"] for a in answers] == ["Maria Ostrander"] * 3
        assert {a["attribution"] for a in answers} == {"direct_quote"}

    def test_what_stands_outside_the_marks_is_not_quoted(self):
        text = TOYOTA + "“We grew,” Ostrander said.\n\nSales were 3 million."
        assert speakers(text) == [None]

    def test_a_reporting_verb_inside_the_marks_does_not_change_the_speaker(self):
        text = TOYOTA + "“Renault said it sold 3 cars,” Ostrander said."
        assert speakers(text) == ["Maria Ostrander"]

    def test_an_unclosed_paragraph_goes_on_in_the_next(self):
        text = TOYOTA + "\n\n“We sold 3 cars.\n\n“We sold 4 vans,” Ostrander said."
        assert speakers(text) == ["Maria Ostrander", "Maria Ostrander"]


class TestClausesOfBusinessNews:
    """Attribution as news agencies write it, a pattern a line."""

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            # The speaker behind the verb, with an office before the name.
            ("“We will open 30 shops,” conceded chairman Sir Gareth Wilmot.", ["Gareth Wilmot"]),
            ("“We will carry 183 guests,” said chief executive Sean O'Donnell.", ["Sean O'Donnell"]),
            ("“We sold 3 cars,” added Maria Ostrander.", ["Maria Ostrander"]),
            ("“We sold 3 cars,” Toyota CEO Maria Ostrander told reporters.", ["Maria Ostrander"]),
            ("“Prices fall 5%,” analysts at Nomura wrote.", ["Nomura"]),
            # A quotation split around its attribution, or led by one.
            ("“Sales,” said Maria Ostrander, “grew 5%.”", ["Maria Ostrander"]),
            ("“We sold 3,” Maria Ostrander, who runs Toyota, said, “and will sell 5.”", ["Maria Ostrander", "Maria Ostrander"]),
            ("Sales will rise, founder Maria Ostrander said at a briefing. “Margins should be 20%.”", ["Maria Ostrander"]),
            ("Maria Ostrander: “We sold 3 cars.”", ["Maria Ostrander"]),
            ("As Maria Ostrander put it: “We sold 3 cars.”", ["Maria Ostrander"]),
            # Statements, filings, reports and surveys.
            ("In a statement, Toyota said sales grew 5%.", ["Toyota"]),
            ("Toyota said in a filing that sales grew 5%.", ["Toyota"]),
            ("Toyota sold 3 cars in June, a stock exchange filing showed on Monday.", [None]),
            ("Sales grew 5%, official data showed on Tuesday.", [None]),
            ("Figures from Nomura showed sales grew 5%.", ["Nomura"]),
            ("A survey by Nomura found that 5% of buyers wait.", ["Nomura"]),
            ("Nomura's survey found that 5% of buyers wait.", ["Nomura"]),
            # Forecasters.
            ("Nomura's chief economist Maria Ostrander reckons growth will be 5%.", ["Maria Ostrander"]),
            ("Analysts at Nomura expect growth of 5%.", ["Nomura"]),
            ("Profit beat the 5 billion expected by analysts.", [None]),
            ("Toyota guided for revenue of 5 billion.", ["Toyota"]),
            ("Nomura, a research firm, puts Toyota's share at 14 percent.", ["Nomura"]),
            ("Toyota puts 3 engines on the market.", [None]),
            # To report is to say, to post is to do.
            ("Toyota reported a profit of 5 billion.", ["Toyota"]),
            ("Toyota posted a profit of 5 billion.", [None]),
            # Inserted clauses.
            ("Revenue, Toyota said, rose 5%.", ["Toyota"]),
            ("Revenue rose 5%, Toyota said, and costs fell 3%.", ["Toyota", "Toyota"]),
            ("Toyota, which owns Nomura, said sales rose 5%.", ["Toyota"]),
            # What a clause no longer covers.
            ("Profit at Toyota rose to 663, but the carmaker cautioned that it was too early to cheer.", [None]),
            ("Toyota, which reported a profit of 5 million, owes banks 7 million.", ["Toyota", None]),
            ("Toyota aims to sell 3 cars this year, and has already shipped 2.", ["Toyota", None]),
            ("Wheat costs 8 dollars; a mill in 4 will close, according to a survey by the Nomura Institute.", [None, "Nomura Institute"]),
        ],
    )
    def test_who_says_each_figure(self, text, expected):
        assert speakers(text) == expected

    def test_an_outlet_and_its_sources(self):
        answer = said("Toyota may be worth 5 billion, Reuters reported, citing sources.")[0]
        assert (answer["speaker"], answer["cited_source"], answer["attribution"]) == ("Reuters", "Reuters", "indirect")

    def test_the_figure_of_a_headline(self):
        cut = sentences("Toyota sold 3 cars, Ostrander says\n\nThe carmaker Toyota opened a plant in Peru on Friday.")
        cut = cut.with_columns(kind=pl.when(pl.col("sentence_no") == 0).then(pl.lit("headline")).otherwise("kind"))
        mentions = find_mentions(cut)
        assert attribute(cut, numbers_of(cut), mentions, find_roles(cut, mentions))["attribution"].to_list() == ["headline"]


class TestUnnamedAndRelayed:
    @pytest.mark.parametrize("who", ["Analysts", "Experts", "People familiar with the matter"])
    def test_people_nobody_names_are_described(self, who):
        answer = said(f"{who} said Toyota sold 3 cars.")[0]
        assert (answer["speaker"], answer["speaker_desc"]) == (None, who.lower())

    def test_an_outlet_alone_is_speaker_and_source(self):
        answer = said("Toyota sold 3 million cars, Reuters reported.")[0]
        assert (answer["speaker"], answer["cited_source"]) == ("Reuters", "Reuters")

    def test_an_outlet_that_relays_a_speaker_is_the_source(self):
        answer = said("Toyota announced 3 new plants, Reuters reported.")[0]
        assert (answer["speaker"], answer["cited_source"]) == ("Toyota", "Reuters")

    def test_the_outlet_somebody_told(self):
        answer = said("Toyota told Reuters that it sold 3 cars.")[0]
        assert (answer["speaker"], answer["cited_source"]) == ("Toyota", "Reuters")


class TestWhoSpeaks:
    """The speaker among those who stand near the verb."""

    @pytest.mark.parametrize(
        ("text", "speaker"),
        [
            ("Its chief executive, Jane Oduvo, who met investors, said the operator spent 3 million.", "Jane Oduvo"),
            ("Commenting on it, the managing director, Mr. Karl Oduvo, said the lender would add 25 branches.", "Karl Oduvo"),
            ("Toyota, which owns 30% of it, said in Tokyo that costs were $24.", "Toyota"),
            ("Sales rose 3%, according to data firm Cartmore, as prices fell.", "Cartmore"),
            ("Sales rose 3%, according to Cartmore's Asia tracker.", "Cartmore"),
            ("It would lose 5% of its income, reckons Jane Oduvo of broker Dammer.", "Jane Oduvo"),
            ("Toyota will cut 300 jobs, the carmaker said Wednesday, as it shifts money.", "Toyota"),
        ],
    )
    def test_is_found(self, text, speaker):
        assert speakers(TOYOTA + text)[-1] == speaker

    @pytest.mark.parametrize(
        "text",
        [
            "In 2010 the United States brought 3% of sales.",
            "Toyota wrote premiums of 3 million.",
            "Toyota wrote off 3 million.",
            "Toyota trims its Corolla forecast to 3 million.",
            "Revenue was 30, well short of the average of analyst estimates compiled by Cartmore.",
        ],
    )
    def test_nobody_does(self, text):
        assert speakers(text)[-1] is None


def test_one_row_for_every_number():
    cut = sentences("Toyota said 1, 2 and 3. “4,” said nobody. 5.")
    numbers = numbers_of(cut)
    mentions = find_mentions(cut)
    assert sorted(attribute(cut, numbers, mentions, find_roles(cut, mentions))["number_no"]) == sorted(numbers["number_no"])


def test_cues_that_overlap_their_actors():
    assert speakers("Estimates from data from Nomura, figures showed, said 3. It estimated by data from 4 reports.")


def test_no_numbers_at_all():
    cut = sentences("Toyota said nothing.")
    mentions = find_mentions(cut)
    assert attribute(cut, numbers_of(cut), mentions, find_roles(cut, mentions)).height == 0


class TestWhoseFigure:
    @pytest.mark.parametrize(
        ("text", "who"),
        [
            ("Profit rose 3%, according to data provided by Toyota, a carmaker.", "Toyota"),
            ("Profit rose 3%, reports Toyota.", "Toyota"),
            ("As estimated by Toyota, profit rose 3%.", "Toyota"),
            ("The news came the day after Toyota reported that profit rose 3%.", "Toyota"),
            ("Maria Ostrander outlined her plan to sell 3 more cars.", "Maria Ostrander"),
            ("Maria Ostrander suggested the dip was a one-off, with growth of 3%.", "Maria Ostrander"),
            ("Profit rose 3%, its boss, Maria Ostrander, tells the Financial Times.", "Maria Ostrander"),
            ("If it went ahead, Toyota would indicate a rise of 3%.", None),
            ("Despite the rain, Toyota adds only 3 shops.", None),
        ],
    )
    def test_who_says_it(self, text, who):
        assert speakers(TOYOTA + text) == [who]

    def test_what_somebody_predicts_is_theirs_and_no_other_figure_is(self):
        assert speakers(TOYOTA + "Growth was 2% against the 3% Toyota predicts.") == [None, "Toyota"]
        assert speakers(TOYOTA + "Growth was 2% against the 3% forecast by Toyota.") == [None, "Toyota"]

    @pytest.mark.parametrize(
        ("text", "who"),
        [
            ("Maria Ostrander said Toyota expects to sell 3 more cars.", ["Maria Ostrander"]),
            ("Maria Ostrander said sales fell but Toyota expects to sell 3 more cars.", ["Toyota"]),
            ("Profit rose 3%, Toyota said Oct. 8.", ["Toyota", "Toyota"]),
            ("Growth will be 3%, Toyota expects, up from a low base.", ["Toyota"]),
            ("Toyota left Nomura, saying its fees had risen 3%.", ["Toyota"]),
            ("Nomura fell after Toyota left, saying its fees had risen 3%.", ["Toyota"]),
            ("Toyota said its profit of 3 was below analysts' forecasts.", ["Toyota"]),
            ("Toyota said profit was 3, compared with brokers' forecasts of 4.", ["Toyota", None]),
            ("Toyota said profit was 3, compared with its own forecast of 4.", ["Toyota", "Toyota"]),
            ("Macy's said sales rose 3%.", ["Macy's"]),
            ("Sales rose 3%, according to analysts Strategy Analytics, as demand grew.", ["Strategy Analytics"]),
            ("Sales rose 3%, Toyota said in a report published on its website, with gains in vans.", ["Toyota"]),
            ("A Strategy Analytics survey found that sales rose 3%.", ["Strategy Analytics"]),
            ("A Counterpoint Research survey found that sales rose 3%.", ["Counterpoint Research"]),
            ("Toyota's accounts show that it made 3.", ["Toyota"]),
            ("Toyota chief executive Maria Ostrander disputed the figures of Nomura, saying sales rose 3%.", ["Maria Ostrander"]),
            ("Toyota raised its dividend, payable in May to all of its holders of record, and expects sales of 3.", ["Toyota"]),
            ("According to Maria Ostrander's estimate, sales rose 3%.", ["Maria Ostrander"]),
            ("Analyst Maria Ostrander of Nomura says profit rose 3%.", ["Maria Ostrander"]),
            ("Maria Ostrander of research firm Nomura said profit rose 3%.", ["Maria Ostrander"]),
            ('"Profit rose 3%," Toyota\'s announcement reads.', ["Toyota"]),
            ("Sales, Macy's said, rose 3%.", ["Macy's"]),
        ],
    )
    def test_the_one_who_opens_the_clause(self, text, who):
        assert speakers(TOYOTA + text) == who

    def test_a_paragraph_of_quotation_right_after_a_quotation_goes_on(self):
        assert speakers(TOYOTA + '\n\n"We made 3 cars," said Maria Ostrander.\n\n"We sold 2 of them."') == ["Maria Ostrander"] * 2
        between = '\n\n"We made 3 cars," said Maria Ostrander.\n\nSo they did.\n\n"We sold 2 of them."'
        assert speakers(TOYOTA + between) == ["Maria Ostrander", None]

    def test_the_report_is_what_an_outlet_wrote(self):
        text = "Toyota is for sale, the Financial Times reported. It could fetch 3 billion, the report said. The newspaper said it lost 4."
        assert speakers(text) == ["Financial Times"] * 2
