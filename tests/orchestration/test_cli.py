"""The command line: help a newcomer understands, one clear line for every mistake, output that programs can read."""

import csv
import io
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from orchestration.cli import build_parser
from tests.orchestration.conftest import ROOT, environment, saidso

HEAVY = ("dagster", "dbt", "great_expectations", "duckdb")
TEXT = "Veldara Robotics earned $1.2 billion from services in 2018, the company said. Its services revenue was $800 million in 2017.\n"


def test_help_names_every_command_and_a_way_to_start(home):
    told = saidso(home, "-h")
    assert told.returncode == 0
    for word in (
        "run",
        "extract",
        "sql",
        "claims",
        "releases",
        "rollback",
        "audit",
        "doctor",
        "dev",
        "start here",
        "Exit codes",
        str(home),
    ):
        assert word in told.stdout


@pytest.mark.parametrize("command", ["run", "extract", "sql", "claims", "releases", "rollback", "audit", "doctor", "dev"])
def test_every_command_explains_itself(command, capsys):
    with pytest.raises(SystemExit) as stopped:
        build_parser().parse_args([command, "-h"])
    assert stopped.value.code == 0
    assert capsys.readouterr().out.startswith(f"usage: saidso {command}")


def test_a_version_is_told(home):
    assert saidso(home, "--version").stdout.startswith("saidso 0.")


@pytest.mark.parametrize("arguments", [["nonsense"], ["rollback"], ["sql", "--format", "xml", "select 1"], []])
def test_wrong_use_ends_with_two(home, arguments):
    assert saidso(home, *arguments).returncode == 2


@pytest.mark.parametrize("command", [["sql", "select 1"], ["claims"], ["releases"], ["audit"], ["rollback", "x"]])
def test_without_a_release_one_line_says_what_to_do(home, command):
    done = saidso(home, *command)
    assert done.returncode == 2
    assert done.stderr.strip() == f"saidso: there is no release in {home} yet: `saidso run PATH` makes one"


# --- extract ---


def test_extract_loads_nothing_of_the_warehouse(home):
    program = f"""
import sys
from orchestration.cli import main
main(["extract", "-"])
print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"""
    done = subprocess.run([sys.executable, "-c", program], input=TEXT, env=environment(home), capture_output=True, text=True, cwd=ROOT)
    assert done.stderr.strip() == "[]"


def test_extract_prints_a_claim_a_line_with_numbers_as_numbers(home):
    from transforms.reading.extract import CLAIM_FIELDS

    done = saidso(home, "extract", "-", stdin=TEXT)
    claims = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, done.stderr
    assert {claim["number_text"] for claim in claims} == {"$1.2 billion", "$800 million"}
    for claim in claims:
        assert tuple(claim) == CLAIM_FIELDS
        assert isinstance(claim["value"], int | float)
        assert claim["article_id"] == "stdin"
        assert TEXT[claim["char_start"] : claim["char_end"]] == claim["number_text"]


def test_extract_reads_files_and_names_claims_by_their_stem(home, tmp_path):
    path = tmp_path / "veldara.txt"
    path.write_text(TEXT)
    done = saidso(home, "extract", "--quantities", path)
    assert {json.loads(line)["article_id"] for line in done.stdout.splitlines()} == {"veldara"}


def test_a_bad_json_line_costs_a_line_of_complaint_and_no_other_line(home):
    lines = [json.dumps({"id": "a", "text": TEXT}), "no json", json.dumps({"id": "b", "text": TEXT, "published": "2019-03-01"})]
    done = saidso(home, "extract", stdin="\n".join(lines))
    assert done.returncode == 0
    assert len(done.stderr.strip().splitlines()) == 1
    assert "line 2" in done.stderr
    assert {json.loads(line)["article_id"] for line in done.stdout.splitlines()} == {"a", "b"}


@pytest.mark.parametrize("stdin", ["", " \n", '{"text": 3}\n'])
def test_nothing_readable_ends_with_two(home, stdin):
    done = saidso(home, "extract", "-", stdin=stdin)
    assert done.returncode == 2
    assert "nothing readable" in done.stderr
    assert done.stdout == ""


def test_a_missing_file_does_not_cost_the_others(home, tmp_path):
    path = tmp_path / "veldara.txt"
    path.write_text(TEXT)
    done = saidso(home, "extract", tmp_path / "missing.txt", path)
    assert done.returncode == 0
    assert "missing.txt: cannot be read" in done.stderr
    assert done.stdout


def test_a_folder_gives_its_text_files(home, tmp_path):
    (tmp_path / "folder" / "deep").mkdir(parents=True)
    (tmp_path / "folder" / "deep" / "veldara.txt").write_text(TEXT)
    (tmp_path / "folder" / "picture.png").write_bytes(b"\x89PNG")
    done = saidso(home, "extract", tmp_path / "folder")
    assert (done.returncode, done.stderr) == (0, "")
    assert {json.loads(line)["article_id"] for line in done.stdout.splitlines()} == {"veldara"}


def test_bytes_that_are_no_text_and_texts_without_end_are_one_line_each(home, tmp_path):
    from orchestration.cli.extract import LONGEST
    from transforms.articles.item import MAX_TEXT

    assert LONGEST == MAX_TEXT
    (tmp_path / "noise.txt").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "endless.txt").write_text("word 12 " * (LONGEST // 8 + 1))
    (tmp_path / "veldara.txt").write_text(TEXT)
    done = saidso(home, "extract", *(tmp_path / name for name in ("noise.txt", "endless.txt", "veldara.txt")))
    assert done.returncode == 0
    assert [line.split(": ")[2].rpartition("/")[2] for line in done.stderr.splitlines()] == ["noise.txt", "endless"]
    assert {json.loads(line)["article_id"] for line in done.stdout.splitlines()} == {"veldara"}


def test_a_text_without_claims_says_so_and_prints_nothing(home):
    done = saidso(home, "extract", stdin="The weather was fine.\n")
    assert (done.returncode, done.stdout) == (0, "")
    assert "no claim was found" in done.stderr


# --- over a release ---


def test_sql_answers_in_three_forms(released):
    query = "select 1.50::decimal(38,6) as amount, 'a,b' as words, null as nothing, ['x','y'] as several, date '2020-01-02' as day"
    table = saidso(released, "sql", query).stdout
    assert table.splitlines()[0].split() == ["amount", "words", "nothing", "several", "day"]
    assert table.splitlines()[2].split() == ["1.5", "a,b", "x,", "y", "2020-01-02"]
    rows = list(csv.reader(io.StringIO(saidso(released, "sql", query, "--format", "csv").stdout)))
    assert rows[1] == ["1.5", "a,b", "", "x, y", "2020-01-02"]
    line = json.loads(saidso(released, "sql", query, "--format", "jsonl").stdout)
    assert line == {"amount": 1.5, "words": "a,b", "nothing": None, "several": ["x", "y"], "day": "2020-01-02"}


def test_sql_reads_a_query_from_standard_input(released):
    assert json.loads(saidso(released, "sql", "--format", "jsonl", stdin="select 1 as one").stdout) == {"one": 1}


def test_a_query_that_is_wrong_is_explained(released):
    done = saidso(released, "sql", "select nonsense from marts.claims")
    assert done.returncode == 2
    assert "nonsense" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("query", ["", "  ", ";", "-- nothing"])
def test_no_query_is_told(released, query):
    done = saidso(released, "sql", query)
    assert done.returncode == 2
    assert done.stderr.startswith("saidso: no query was given")


def test_an_unknown_table_is_answered_with_the_public_ones_on_one_line(released):
    done = saidso(released, "sql", "select * from articles")
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert "claims, implied_metrics, metric_timeline" in done.stderr


def test_nothing_about_somebody_is_told(released):
    done = saidso(released, "claims", "--about", "100%")
    assert done.returncode == 0
    assert 'nothing in the release is about "100%"' in done.stderr


def test_a_limit_is_a_number(home):
    done = saidso(home, "claims", "--limit", "-1")
    assert done.returncode == 2
    assert "invalid number value: '-1'" in done.stderr


def test_a_release_cannot_be_changed(released):
    done = saidso(released, "sql", "delete from core.fact_claim")
    assert done.returncode == 2
    assert "read-only" in done.stderr


def test_claims_are_found_by_what_they_are_about(released):
    claims = [json.loads(line) for line in saidso(released, "claims", "--about", "ortanis", "--format", "jsonl").stdout.splitlines()]
    assert claims
    assert all("ortanis" in f"{claim['company']} {claim['subject']}".lower() for claim in claims)
    assert isinstance(claims[0]["value"], int | float)
    assert "ortanis" in saidso(released, "claims", "--about", "Ortanis", "--limit", "1").stdout.lower()


def test_the_audit_of_the_release_can_be_read(released):
    done = saidso(released, "audit")
    assert done.returncode == 0
    assert "checks passed" in done.stdout
    assert "audit.html" in done.stdout


def test_a_healthy_home_is_told_healthy(released):
    done = saidso(released, "doctor")
    assert done.returncode == 0, done.stdout
    assert all(line.startswith("ok ") for line in done.stdout.splitlines())
    for words in ("Python", "dagster", "GB free", "no run is at work", "current release", "last run"):
        assert words in done.stdout


def test_a_rollback_holds_until_it_is_released(released, tmp_path: Path):
    home = tmp_path / "home"
    shutil.copytree(released, home, symlinks=True)
    newest = (home / "current").resolve().name
    shutil.copytree(home / "releases" / newest, home / "releases" / "20000101T000000Z")
    manifest = home / "releases" / "20000101T000000Z" / "manifest.json"
    manifest.chmod(0o644)
    manifest.write_text(manifest.read_text().replace(newest, "20000101T000000Z"))

    assert "20000101T000000Z" in saidso(home, "releases").stdout
    assert saidso(home, "rollback", "20000101T000000Z").returncode == 0
    assert (home / "current").resolve().name == "20000101T000000Z"
    assert "pinned" in saidso(home, "releases").stdout
    assert saidso(home, "rollback", "--release").returncode == 0
    assert (home / "current").resolve().name == newest
    unknown = saidso(home, "rollback", "nonsense")
    assert unknown.returncode == 2
    assert newest in unknown.stderr
