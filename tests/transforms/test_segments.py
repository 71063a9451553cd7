"""What a stretch of an article is: headline, body, byline, caption or boilerplate."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.transforms.builders import articles
from transforms import vocabulary
from transforms.contracts import frames
from transforms.reading.segments import cut_segments

PARAGRAPH = "Norvik Motors sold 4,200 vans in the first quarter, the company said on Monday, and expects to sell twice as many next year."
SECOND = "Its rival Tamlin Trucks sold 3,900 vans in the same period. Analysts had expected both makers to sell fewer than 4,000."
THIRD = "Norvik's net profit rose to $12 million from $9 million a year earlier, helped by lower steel prices and a weak krone."
BODY = f"{PARAGRAPH}\n\n{SECOND}\n\n{THIRD}"


def stretches(text: str, headline: str | None = None) -> list[tuple[str, str]]:
    """(kind, text) of every segment."""
    cut = cut_segments(articles(text, headline=headline))
    frames.Segments.validate(cut.select(frames.Segments.column_names()))
    return [(kind, text[start:end]) for kind, start, end in cut.select("kind", "char_start", "char_end").iter_rows()]


def kind_of(line: str, text: str, headline: str | None = None) -> str:
    """The kind of the segment that holds the line."""
    return next(kind for kind, part in stretches(text, headline) if line in part)


class TestHeadline:
    def test_a_title_over_the_body(self):
        assert stretches(f"Norvik sells 4,200 vans in a quarter\n\n{BODY}")[0] == ("headline", "Norvik sells 4,200 vans in a quarter")

    def test_a_first_line_that_is_a_sentence_is_body(self):
        assert stretches(BODY) == [("body", BODY)]

    def test_a_text_of_one_line_is_body(self):
        assert stretches("  Norvik sells 4,200 vans \n") == [("body", "Norvik sells 4,200 vans")]

    def test_a_label_above_it_is_boilerplate(self):
        kinds = stretches(f"Markets\n\nNorvik sells 4,200 vans in a quarter\n\n{BODY}")
        assert [kind for kind, _ in kinds] == ["boilerplate", "headline", "body"]

    def test_its_second_copy_is_boilerplate(self):
        kinds = stretches(f"Norvik Sells 4,200 Vans in a Quarter\n\nNorvik sells 4,200 vans in a quarter\n\n{BODY}")
        assert [kind for kind, _ in kinds] == ["headline", "boilerplate", "body"]

    def test_a_title_that_ends_in_an_abbreviation(self):
        assert stretches(f"Norvik to buy the van maker Tamlin Inc.\n\n{BODY}")[0][0] == "headline"

    def test_the_headline_of_the_document_wins(self):
        text = f"Vans and lorries this week\n\nNorvik posts a record\n\n{BODY}"
        assert kind_of("Norvik posts a record", text, headline="Norvik posts a record") == "headline"

    def test_a_subheading_in_the_body_stays_body(self):
        text = f"Norvik sells 4,200 vans in a quarter\n\n{PARAGRAPH}\n\nProfit up to $12 million\n\n{THIRD}"
        assert kind_of("Profit up to", text) == "body"

    def test_a_subtitle_with_a_figure_stays_body(self):
        assert kind_of("Shares up", f"Norvik sells 4,200 vans in a quarter\n\nShares up 5% in early trade\n\n{BODY}") == "body"


class TestBylinesAndCaptions:
    @pytest.mark.parametrize(
        "line",
        [
            "By Astrid Holm",
            "BY ASTRID HOLM",
            "By Astrid Holm and Per Lund",
            "Written by Astrid Holm",
            "Updated: 4 May 2021",
            "March 3, 2021",
        ],
    )
    def test_byline(self, line):
        assert kind_of(line, f"Norvik sells 4,200 vans in a quarter\n\n{line}\n\n{BODY}") == "byline"

    def test_an_agency_credit_at_the_end(self):
        assert kind_of("(Reporting", f"{BODY}\n\n(Reporting by Astrid Holm; editing by Per Lund)") == "byline"

    @pytest.mark.parametrize("line", ["Image: Norvik Motors", "Photo by Per Lund", "Norvik Logo 7", "A Norvik van. File photo"])
    def test_caption(self, line):
        assert kind_of(line, f"Norvik sells 4,200 vans in a quarter\n\n{line}\n\n{BODY}") == "caption"

    def test_a_sentence_that_begins_with_by_is_body(self):
        assert kind_of("By 2025", f"{BODY}\n\nBy 2025 Norvik plans to sell 20,000 vans a year.") == "body"

    def test_a_title_that_begins_like_a_caption_is_no_caption(self):
        assert stretches(f"Photo app maker Lumo raises $50 million\n\n{BODY}")[0][0] == "headline"


class TestFooters:
    @pytest.mark.parametrize(
        "opener", ["Related Articles", "About the Author", "TRENDING NOW", "Leave a comment", "3 Comments", "More from Business"]
    )
    def test_everything_after_the_opening_of_a_footer(self, opener):
        text = f"{BODY}\n\n{opener}\n\nTen firms raised $900 million last year, a study has found, and most of them have spent it since."
        assert stretches(text)[-1][0] == "boilerplate"
        assert stretches(text)[0] == ("body", BODY)

    def test_a_marker_amid_the_body_takes_titles_only(self):
        text = f"{PARAGRAPH}\n\nRelated stories\n\nLumo raises $50 million\n\n{SECOND}\n\n{THIRD}\n\n{BODY}"
        assert kind_of("Lumo raises", text) == "boilerplate"
        assert kind_of(SECOND, text) == "body"
        assert kind_of(THIRD, text) == "body"

    def test_a_marker_above_the_body_takes_nothing(self):
        assert stretches(f"Trending\n\nNorvik sells 4,200 vans in a quarter\n\n{BODY}")[1][0] == "headline"

    def test_the_marker_inside_a_sentence_is_no_marker(self):
        assert stretches(f"{PARAGRAPH}\n\nComments on the deal came from 40 analysts.\n\n{THIRD}")[0][0] == "body"

    @pytest.mark.parametrize(
        "line",
        [
            "Share",
            "ADVERTISEMENT",
            "————————",
            "8 months ago",
            "4 min read",
            "Read more: Lumo raises $50 million",
            "© 2021 Norvik Media. All rights reserved.",
            "This website uses cookies to give you the best of 3 experiences.",
            "Copyright 2021 The Fjord Post",
            "Back to top",
            "Follow us on Twitter",
        ],
    )
    def test_single_lines_amid_the_body(self, line):
        text = f"{PARAGRAPH}\n\n{line}\n\n{THIRD}"
        assert [kind for kind, _ in stretches(text)] == ["body", "boilerplate", "body"]

    def test_teasers_with_their_ages(self):
        first = "Lumo Raises 50 Million\n\nThe maker of photo apps has raised…\n\n3 days ago"
        text = f"{BODY}\n\n{first}\n\nVans Are Back\n\nSales of vans grew 9…\n\n4 days ago"
        assert stretches(text) == [("body", BODY), ("boilerplate", text[len(BODY) + 2 :])]

    def test_three_bare_titles_at_the_end(self):
        assert (
            stretches(f"{BODY}\n\nLumo Raises 50 Million Dollars\nVans Are Back in Fashion\nTen Ways to Sell a Van")[-1][0] == "boilerplate"
        )

    def test_a_list_at_the_end_of_the_body_stays(self):
        assert kind_of("Revenue", f"{BODY}\n\n- Revenue of $80 million\n- Net profit of $12 million\n- Orders for 5,000 vans") == "body"

    def test_an_author_note_under_a_share_bar(self):
        text = f"{BODY}\n\nShare\n\nAstrid Holm\n\nAstrid joined the Post in 2015 and covers 40 companies."
        assert kind_of("40 companies", text) == "boilerplate"

    @pytest.mark.parametrize(
        "sentence",
        [
            "Lumo changed its privacy policy and paid a fine of $5 million, which is 3% of its yearly revenue.",
            "By continuing to build vans in Norway, Norvik expects to save $40 million a year from 2024 on.",
            "For subscriptions, Lumo charges $4 a month, a third less than its rivals do.",
            "To advertise its vans Norvik spent $9 million, twice as much as in the year before.",
            "Users download the app 40,000 times a day, Lumo said in a statement on Tuesday.",
            "Watch makers sold 12 million pieces in 2020, a fall of 8 percent from the year before.",
            "Related companies of Norvik sold another 300 vans in the same quarter, it said.",
            "Share prices of van makers rose 4% on the day, led by Norvik and Tamlin.",
            "Photo: the word alone earned Lumo $2 million in royalties, according to its annual report for the year to June, which "
            "also says that the firm wants to sell it.",
        ],
    )
    def test_body_sentences_that_use_the_words_of_footers(self, sentence):
        assert kind_of(sentence, f"Norvik sells 4,200 vans in a quarter\n\n{PARAGRAPH}\n\n{sentence}\n\n{THIRD}") == "body"

    def test_a_headline_that_ends_like_a_caption(self):
        assert stretches(f"Norvik spends $5 million on a new logo\n\n{BODY}")[0][0] == "headline"

    def test_a_title_under_also_read(self):
        assert kind_of("7 vans", f"{BODY}\n\nAlso read:\n7 vans we liked this spring") == "boilerplate"

    def test_the_last_section_of_the_body_is_no_author_note(self):
        assert kind_of("Tamlin sold", f"{BODY}\n\nTamlin Trucks\n\nTamlin sold 3,900 vans and covers a third of the market.") == "body"


WORDS = st.sampled_from(
    [
        "Share",
        "Related Articles",
        "By Astrid Holm",
        "—",
        "Norvik sold 5 vans.",
        "norvik",
        "8 days ago",
        "",
        " ",
        "Photo: x",
        "İ",
        "\x1f",
        "\ue002",
        "👩‍👩‍👧",
    ]
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.one_of(st.text(st.characters(codec="utf-8"), max_size=60), st.lists(WORDS, max_size=6).map("\n".join)), min_size=1, max_size=4
    )
)
def test_no_letter_is_outside_the_segments_and_none_is_in_two(texts):
    cut = cut_segments(articles(*texts))
    for number, text in enumerate(texts):
        spans = cut.filter(pl.col("article_no") == number).select("char_start", "char_end").rows()
        assert spans == sorted(spans)
        outside, reached = "", 0
        for start, end in spans:
            assert reached <= start < end <= len(text)
            outside, reached = outside + text[reached:start], end
        assert not (outside + text[reached:]).strip()


def test_vocabulary_is_known_and_unique():
    rows = vocabulary.load("boilerplate_markers")
    kinds = {
        "opens_footer",
        "footer_start",
        "single_line",
        "single_start",
        "notice",
        "contains",
        "label",
        "byline_start",
        "caption_start",
        "caption_end",
        "bio",
    }
    assert set(rows["kind"]) == kinds
    assert rows.null_count().sum_horizontal().item() == 0
    assert rows.is_unique().all()
    assert (rows["marker"] == rows["marker"].str.to_lowercase()).all()


def test_an_offer_of_subscription_under_an_article_is_no_part_of_it():
    body = "Brintle opens shops\n\nBrintle said on Monday it had opened 40 shops in the period, helped by cheap rents in the north.\n\n"
    cut = cut_segments(articles(body + "TO SUBSCRIBE: 3 months for £12"))
    assert cut["kind"].to_list() == ["headline", "body", "boilerplate"]


@pytest.mark.parametrize(
    "line",
    [
        "Storm nears the coast  • Vale wins cup final  • Ministers meet in Orvik  • Rates may fall in Q2  • Roundup: week in markets",
        "Home | Business | Markets | Sport | Letters",
        "Orvik mayor steps down · Ferry strike goes on · Tamlin to sell its yard · Three held after riot",
    ],
)
def test_titles_of_other_articles_in_one_line_are_no_part_of_it(line):
    assert kind_of(line, f"Norvik sells 4,200 vans in a quarter\n\n{line}\n\n{BODY}") == "boilerplate"


@pytest.mark.parametrize(
    "line",
    [
        "Sales $12m • Profit $3m • Debt down 4% • Dividend 20 cents",
        "Key figures | Vans sold: 4,200 | Net profit: $12 million | Margin: 8%",
        "The maker sells in Orvik • it closed two yards. • Its rival sold more. • A third is for sale.",
    ],
)
def test_key_figures_in_one_line_are(line):
    assert kind_of(line, f"Norvik sells 4,200 vans in a quarter\n\n{PARAGRAPH}\n\n{line}\n\n{BODY}") == "body"
