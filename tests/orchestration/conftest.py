"""Homes for the tests of orchestration: folders of their own, a real Dagster instance in each, the command line as a process."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

# `orchestration.definitions` reads SAIDSO_HOME when it is imported.
os.environ["SAIDSO_HOME"] = tempfile.mkdtemp(prefix="saidso-tests-")

ROOT = Path(__file__).resolve().parents[2]

VELDARA = """Veldara Robotics: services revenue passes $1 billion
By Ana Ruiz
March 12, 2019

Veldara Robotics, the maker of home robots, earned $1.2 billion from services in 2018, up from $800 million in 2017,
chief executive Mara Lindqvist said.
The company shipped 4.5 million robots in 2018. "We expect services revenue of more than $2 billion in 2019," Lindqvist said.
"""
ORTANIS = """Ortanis cuts prices in India
May 3, 2020

Ortanis Motors sold 120,000 scooters in the first quarter of 2020, 12% fewer than a year earlier.
The company employs 3,400 people in Pune and said it would invest Rs 250 crore by the end of 2021.
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An empty SAIDSO_HOME."""
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder with two articles about invented companies."""
    return write_articles(tmp_path / "articles")


def write_articles(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "veldara.txt").write_text(VELDARA)
    (folder / "ortanis.txt").write_text(ORTANIS)
    return folder


def saidso(home: Path, *arguments: object, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command line as a user does, in a process of its own."""
    return subprocess.run(
        command(*arguments), env=environment(home), input=stdin, capture_output=True, text=True, timeout=300, cwd=home.parent
    )


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "orchestration.cli", *map(str, arguments)]


def environment(home: Path) -> dict[str, str]:
    return {**os.environ, "SAIDSO_HOME": str(home), "PYTHONPATH": str(ROOT)}


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which two articles were released by an undisturbed run. Tests only read it."""
    folder = tmp_path_factory.mktemp("released")
    done = saidso(folder / "home", "run", write_articles(folder / "articles"))
    assert done.returncode == 0, done.stderr
    (folder / "run.out").write_text(done.stdout)
    (folder / "run.err").write_text(done.stderr)
    return folder / "home"
