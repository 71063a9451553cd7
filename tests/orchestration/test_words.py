"""Lines on a terminal: counted nouns, cut sentences, rows cut to the width, a taste that differs."""

from hypothesis import given
from hypothesis import strategies as st

from orchestration.cli import show
from orchestration.cli.run import different
from orchestration.words import counted, excerpt


def test_one_is_singular():
    assert [counted(n, "article") for n in (0, 1, 2, 1200)] == ["0 articles", "1 article", "2 articles", "1,200 articles"]


def test_a_short_sentence_stays_whole_and_a_long_one_still_shows_the_figure():
    assert excerpt("Veldara earned\n $3 million.", "$3 million", 40) == "Veldara earned $3 million."
    long = "After a year of many troubles that need not be told here again, Veldara earned $3 million, it said on a Tuesday in May."
    shown = excerpt(long, "$3 million", 50)
    assert "$3 million" in shown
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert excerpt("Veldara earned $3 million" + " and more" * 20, "$3 million", 50).startswith("Veldara earned $3 million")


@given(st.text(max_size=300), st.text(max_size=30), st.text(max_size=300), st.integers(40, 120))
def test_an_excerpt_is_never_wider_and_holds_its_words(before, words, after, width):
    sought = " ".join(words.split())
    shown = excerpt(f"{before} {words} {after}", words, width)
    assert len(shown) <= width
    assert sought in shown
    assert "\n" not in shown


def test_a_table_fits_the_width_it_is_given(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "50")
    show.print_rows(["subject", "sentence"], [["Veldara", "word " * 40]], "table")
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 50
    assert lines[-1].endswith("…")


def test_a_table_in_a_pipe_is_not_cut(capsys, monkeypatch):
    monkeypatch.delenv("COLUMNS", raising=False)
    show.print_rows(["sentence"], [["word " * 40]], "table")
    assert capsys.readouterr().out.splitlines()[-1] == ("word " * 40).strip()


def test_a_taste_tells_of_different_companies_and_metrics_where_it_can():
    def row(company, metric):
        return (company, company, metric)

    rows = [
        row("Veldara", "revenue"),
        row("Veldara", "users"),
        row("Ortanis", "revenue"),
        row("Ortanis", "price"),
        row("Brellin", "stores"),
    ]
    assert different(rows) == [rows[0], rows[3], rows[4]]
    assert different(rows[:2]) == rows[:2]
    assert different([]) == []
