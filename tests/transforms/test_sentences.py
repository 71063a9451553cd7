"""Where sentences begin and end, and where a quotation is still open."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.transforms.builders import articles, sentences
from transforms import vocabulary
from transforms.contracts import frames
from transforms.reading.segments import cut_segments
from transforms.reading.sentences import MAX_SENTENCE, split_sentences


def texts(text: str) -> list[str]:
    return sentences(text)["text"].to_list()


class TestEnds:
    def test_stops_before_capitals_figures_and_signs(self):
        assert texts("Sales rose. Profit fell! Why? 12 vans broke. $5 was lost. iPhones sold.") == [
            "Sales rose.", "Profit fell!", "Why?", "12 vans broke.", "$5 was lost.", "iPhones sold.",
        ]  # fmt: skip

    @pytest.mark.parametrize(
        "text",
        [
            "Norvik paid Mr. Holm and Dr. Lund $4.5 million.",
            "Norvik Inc. President Astrid Holm and Tamlin Corp. Chairman Per Lund met in the U.S. Senate.",
            "The fee is Rs. 5,000 and it is the No. 1 complaint.",
            "It was signed on Jan. 5 and Sept. 9 by J. P. Lund and A.B. Holm.",
            "Vans vs. Trucks is a matter for approx. 5 million buyers, e.g. Norwegians.",
            "Sales of 4.5 million vans, i.e. 3.2% more; profit fell.",
            "3. Norvik sold 5 vans.",
            "Lumo.com and U.S. sales grew 5 p.c. in all.",
        ],
    )
    def test_no_end_at_abbreviations_decimals_and_initials(self, text):
        assert texts(text) == [text]

    def test_an_abbreviation_may_end_a_sentence(self):
        assert texts("They bought Tamlin Inc. The price was $5m.") == ["They bought Tamlin Inc.", "The price was $5m."]
        assert texts("It sells in the U.S. In Norway it leads.") == ["It sells in the U.S.", "In Norway it leads."]
        assert texts("The board said No. Then it met.") == ["The board said No.", "Then it met."]

    @pytest.mark.parametrize(
        ("first", "second"),
        [('"We sold 5 vans."', "Norvik is glad."), ("“We sold 5 vans.”", "Norvik is glad."), ("(It sold 5 vans.)", "It is glad.")],
    )
    def test_the_mark_after_the_stop_belongs_to_the_sentence(self, first, second):
        assert texts(f"{first} {second}") == [first, second]

    def test_a_stop_whose_blank_was_lost(self):
        assert texts("Norvik sold 5 vans.The rest stayed. See Norvik.com and Lumo.In every case it won.")[0] == "Norvik sold 5 vans."
        assert texts("See Norvik.com or Node.Js on Mi.com today.") == ["See Norvik.com or Node.Js on Mi.com today."]

    def test_a_footnote_after_the_stop(self):
        assert texts("Sales rose 5%.[12] Profit fell.") == ["Sales rose 5%.[12]", "Profit fell."]

    def test_a_figure_that_ends_a_sentence_is_no_list_item(self):
        assert texts("It closed on Oct. 5. The stock fell.") == ["It closed on Oct. 5.", "The stock fell."]

    def test_a_question_in_quotes_keeps_its_speaker(self):
        assert texts("“Can we sell 500 vans?” Astrid Holm asked. Nobody knew.") == [
            "“Can we sell 500 vans?” Astrid Holm asked.",
            "Nobody knew.",
        ]

    def test_line_breaks_end_titles_and_paragraphs(self):
        assert texts("Vans sell well\n\nNorvik sold 5 vans\nTamlin sold 6 vans.") == [
            "Vans sell well",
            "Norvik sold 5 vans",
            "Tamlin sold 6 vans.",
        ]


WRAPPED = """Norvik Motors, the Norwegian maker of vans, said on Monday that it sold
4,200 vans in the first quarter and that it expects to sell 20,000 of
them by the end of the year. Its rival Tamlin Trucks sold about $16
billion worth of lorries, and its chief executive Per Lund called the
Norwegians a "serious threat" to the whole of the business.

Analysts were not impressed."""


class TestLineBreaksInsideSentences:
    def test_hard_wrapped_text(self):
        found = sentences(WRAPPED)
        assert found.height == 3
        assert found["paragraph_no"].to_list() == [0, 0, 1]
        assert "$16\nbillion" in found["text"][1]
        assert "$16 billion" in found["plain"][1]

    def test_a_line_that_goes_on_in_small_letters(self):
        assert texts("Norvik Motors sold altogether more than 4,200\nvans in the quarter.\nTamlin sold 6.") == [
            "Norvik Motors sold altogether more than 4,200\nvans in the quarter.", "Tamlin sold 6.",
        ]  # fmt: skip

    def test_short_lines_of_a_list_stay_apart(self):
        assert texts("revenue: $5m\nprofit: $2m\nvans: 300") == ["revenue: $5m", "profit: $2m", "vans: 300"]


def quoted(text: str) -> list[bool]:
    return sentences(text)["quoted_from_before"].to_list()


class TestQuotations:
    @pytest.mark.parametrize("marks", ["“”", '""'])
    def test_over_several_sentences(self, marks):
        opening, closing = marks
        assert quoted(f"Sales rose. {opening}We sold 5 vans. We will sell 6,{closing} Holm said. It rained.") == [False, False, True, False]

    def test_over_paragraphs(self):
        text = "Holm was glad.\n\n“We sold 5 vans. It is a record.\n\n“We will sell 6 vans. Then we rest,” she said. It rained."
        assert quoted(text) == [False, False, True, True, True, False]

    def test_an_unbalanced_mark_does_not_reach_the_next_paragraph(self):
        assert quoted("Holm said “we sold 5 vans.\n\nTamlin sold 6 vans. It rained.") == [False, False, False]

    def test_inch_marks_and_apostrophes_open_nothing(self):
        assert quoted("Tamlin’s 60\" screens cost $5. They sold 300 of 'em. It's a record.") == [False, False, False]

    def test_a_quotation_does_not_reach_another_article(self):
        assert sentences("“We sold 5 vans.", "“We sold 6 vans. It rained.").get_column("quoted_from_before").to_list() == [
            False,
            False,
            True,
        ]


class TestLimits:
    def test_a_stretch_without_end_is_cut_at_blanks(self):
        text = "van " * 5_000
        assert max(len(part) for part in texts(text)) <= MAX_SENTENCE
        assert "".join(texts(text)).replace(" ", "") == text.replace(" ", "")

    def test_a_word_without_end_is_cut(self):
        assert max(len(part) for part in texts("x" * 250_000)) <= MAX_SENTENCE
        assert "".join(texts("x" * 250_000)) == "x" * 250_000

    def test_no_articles(self):
        empty = articles("Vans.").clear()
        assert split_sentences(empty, cut_segments(empty)).height == 0


ODD = st.sampled_from(
    [
        "Norvik sold 5 vans. ",
        "\n",
        "\n\n",
        "“We ",
        "” ",
        '"',
        "Mr. ",
        "U.S. ",
        "\x1f",
        "\ue000",
        "\ue002",
        "İ",
        " ",
        "\xa0",
        "? ",
        "x" * 1_100,
        "of\n",
        "👩‍👩‍👧 ",
    ]
)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.one_of(st.text(st.characters(codec="utf-8"), max_size=80), st.lists(ODD, max_size=12).map("".join)), min_size=1, max_size=4)
)
def test_a_sentence_is_the_text_at_its_place_and_nothing_is_lost(parts):
    frame = articles(*parts)
    found = split_sentences(frame, cut_segments(frame))
    frames.Sentences.validate(found)
    for number, text in enumerate(parts):
        reached = 0
        for start, sentence, plain, lower in (
            found.filter(pl.col("article_no") == number).select("char_start", "text", "plain", "lower").iter_rows()
        ):
            assert text[start : start + len(sentence)] == sentence
            assert len(sentence) == len(plain) == len(lower) <= MAX_SENTENCE
            assert start >= reached
            assert not text[reached:start].strip()
            reached = start + len(sentence)
        assert not text[reached:].strip()


def test_segments_without_bytes_and_flow_will_do():
    frame = articles(WRAPPED, "Norvik sold 5 vans. It rained.")
    bare = cut_segments(frame).select(frames.Segments.column_names())
    assert split_sentences(frame, bare).filter(pl.col("article_no") == 1)["text"].to_list() == ["Norvik sold 5 vans.", "It rained."]


def test_vocabulary_is_known_and_unique():
    abbreviations, openers = vocabulary.load("abbreviations"), vocabulary.load("sentence_openers")
    assert set(abbreviations["kind"]) == {"title", "never", "before_number", "may_end"}
    assert set(openers["kind"]) == {"opener", "saying"}
    assert abbreviations["abbreviation"].is_unique().all()
    assert openers["word"].is_unique().all()
    assert abbreviations.null_count().sum_horizontal().item() == openers.null_count().sum_horizontal().item() == 0
