"""`saidso run` as its users meet it: in a process of its own, on files, with everything real."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from tests.orchestration.conftest import ORTANIS, ROOT, environment, saidso

HEAVY = ("dagster", "dbt", "great_expectations")


@pytest.fixture
def used(released: Path, tmp_path: Path) -> Path:
    """A home of its own that already has a release."""
    shutil.copytree(released, tmp_path / "home", symlinks=True)
    return tmp_path / "home"


@pytest.fixture
def one_more(tmp_path: Path) -> Path:
    path = tmp_path / "brellin.txt"
    path.write_text("Brellin opens stores\nJune 2, 2021\n\nBrellin Foods opened 40 stores in 2020 and earned revenue of £310 million.\n")
    return path


def ask(home: Path, query: str) -> list[tuple]:
    with duckdb.connect(str(home / "current" / "warehouse.duckdb"), read_only=True) as connection:
        return connection.execute(query).fetchall()


def current(home: Path) -> str:
    return (home / "current").resolve().name


def test_a_run_ends_with_a_release_and_says_what_is_in_it(released):
    told = (released.parent / "run.out").read_text()
    for words in (f"Released {released / 'releases'}", "2 articles", "numbers set aside", "checks passed", "For a taste:", "saidso claims"):
        assert words in told
    assert ask(released, "select count(*) from core.dim_article") == [(2,)]
    assert ask(released, "select count(*) > 3 from marts.claims") == [(True,)]
    [release] = (released / "releases").iterdir()
    manifest = json.loads((release / "manifest.json").read_text())
    assert manifest["checks"]
    assert all(check["passed"] or check["severity"] == "warning" for check in manifest["checks"])
    assert (release / "marts" / "claims.parquet").exists()
    assert (release / "audit" / "audit.html").exists()


def test_a_summary_is_readable_on_a_terminal(released):
    told = (released.parent / "run.out").read_text()
    assert max(map(len, told.splitlines())) <= 160
    assert "1 warnings" not in told
    passed = next(line for line in told.splitlines() if "checks passed" in line).strip().partition(" checks")[0]
    assert passed in (released.parent / "run.err").read_text(), "the stage's line and the summary count the same checks"


def test_a_run_goes_on_when_its_watcher_leaves(used, one_more):
    process = subprocess.Popen(
        [sys.executable, "-m", "orchestration.cli", "run", one_more],
        env=environment(used), cwd=used.parent, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stderr is not None
    process.stderr.readline()
    process.stderr.close()
    assert process.wait(timeout=300) == 0
    assert ask(used, "select count(*) from core.dim_article") == [(3,)]


def test_a_run_while_readers_are_pinned_tells_of_the_new_release(used, one_more):
    pinned = current(used)
    assert saidso(used, "rollback", pinned).returncode == 0
    told = saidso(used, "run", one_more).stdout
    assert current(used) == pinned
    assert f"Released {used / 'releases' / pinned}" not in told
    assert "3 articles" in told
    assert f"readers stay pinned to {pinned}" in told


def test_a_run_shows_a_line_a_stage(released):
    shown = (released.parent / "run.err").read_text()
    stages = ["landing", "articles", "reading", "star", "marts", "candidate", "audit", "release"]
    assert [line.split()[1] for line in shown.splitlines() if line.startswith("- ") and not line.startswith("- starting")] == stages


def test_nothing_new_is_said_before_anything_heavy_is_imported(used):
    articles = used.parent / "again"
    articles.mkdir()
    (articles / "ortanis.txt").write_text(ORTANIS)
    before = current(used)
    program = f"""
import sys
from orchestration.cli import main
code = main(["run", {str(articles)!r}])
print([name for name in {HEAVY!r} if name in sys.modules])
sys.exit(code)"""
    done = subprocess.run([sys.executable, "-c", program], env=environment(used), capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert "Nothing new" in done.stdout
    assert done.stdout.splitlines()[-1] == "[]"
    assert current(used) == before
    assert "Nothing new" in saidso(used, "run", articles).stdout, "still nothing new the next time"


def test_a_document_in_the_inbox_is_read_once_and_left_there(used, one_more):
    shutil.copy(one_more, used / "inbox" / "brellin.txt")
    done = saidso(used, "run")
    assert done.returncode == 0, done.stderr
    assert ask(used, "select count(*) from marts.claims where company ilike '%brellin%'")[0][0] > 0
    assert (used / "inbox" / "brellin.txt").exists()
    again = saidso(used, "run")
    assert "Nothing new" in again.stdout
    assert "landing" not in again.stderr


def test_the_audit_keeps_a_bad_candidate_from_readers(used, one_more):
    before = current(used)
    with duckdb.connect(str(used / "build" / "warehouse.duckdb")) as connection:
        [(claim,)] = connection.execute("select min(claim_id) from core.fact_claim").fetchall()
        connection.execute("update core.fact_claim set char_start = char_start + 3, char_end = char_end + 3 where claim_id = ?", [claim])
    done = saidso(used, "run", one_more)
    assert done.returncode == 1, done.stderr
    assert "number_text_stands_at_its_offsets: 1 row of core.fact_claim" in done.stderr
    assert claim in done.stderr
    assert f"readers keep {before}" in done.stderr
    assert current(used) == before
    assert saidso(used, "run").returncode == 1, "asked again, it is still blocked"
    (used / "build" / "warehouse.duckdb").unlink()
    healed = saidso(used, "run")
    assert healed.returncode == 0, healed.stderr
    assert ask(used, "select count(*) from core.dim_article") == [(3,)]


def test_a_damaged_build_file_is_built_anew_from_the_lake(used, one_more):
    (used / "build" / "warehouse.duckdb").write_bytes(b"no database " * 4096)
    done = saidso(used, "run", one_more)
    assert done.returncode == 0, done.stderr
    assert "the build file was damaged" in done.stderr
    assert ask(used, "select count(*) from core.dim_article") == [(3,)]


def test_bad_documents_get_a_line_each_and_good_ones_arrive(home, tmp_path):
    folder = tmp_path / "mixed"
    folder.mkdir()
    (folder / "good.txt").write_text(ORTANIS)
    (folder / "empty.txt").touch()
    (folder / "binary.bin").write_bytes(bytes(range(256)) * 20)
    (folder / "broken.txt").write_bytes(b"Tellis caf\xe9s sold 5 million cups in 2019, the company said.\xff\xfe\n")
    (folder / "page.html").write_text("<html><body><nav><a href='/'>Home</a></nav></body></html>")
    (folder / "feed.xml").write_text(
        '<?xml version="1.0"?><rss version="2.0"><channel><title>News</title><item><title>Sales</title><link>https://news.example/1</link>'
        "<description>Corvane sold 5 million lamps in 2019, the company said on Monday.</description></item><item><title>Mo"
    )
    (folder / "lines.jsonl").write_text(
        '{"id": "a", "text": "Dalmere employs 300 people in 2020."}\nno json\n{"id": "b", "text": "Oster."}\n'
    )
    (folder / "vanished.txt").symlink_to(tmp_path / "nowhere.txt")
    done = saidso(home, "run", folder, tmp_path / "missing.txt")
    assert done.returncode == 0, done.stderr
    problems = [line for line in done.stderr.splitlines() if "not read:" in line]
    for name in ("empty.txt", "binary.bin", "page.html", "feed.xml", "lines.jsonl", "vanished.txt", "missing.txt"):
        assert sum(name in line for line in problems) == 1, (name, problems)
    assert "Traceback" not in done.stderr
    names = {name for (name,) in ask(home, "select name from core.dim_article")}
    assert {"good", "broken", "a", "b"} <= names
    assert ask(home, "select count(*) from core.fact_ingest_event where outcome = 'quarantined' and reason is not null")[0][0] >= 7


@pytest.mark.parametrize("what", ["missing.txt", "empty.txt"])
def test_nothing_readable_is_wrong_use(home, tmp_path, what):
    (tmp_path / "empty.txt").touch()
    done = saidso(home, "run", tmp_path / what)
    assert done.returncode == 2
    assert "nothing readable" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_home_that_cannot_be_written_to_is_one_clear_line(tmp_path, articles):
    (tmp_path / "home").write_text("a file, not a folder")
    done = saidso(tmp_path / "home", "run", articles)
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert "SAIDSO_HOME" in done.stderr
