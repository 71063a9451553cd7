"""The marts: dbt run in this process over the candidate.

Belongs here: running dbt (build, parse), what became of each node, plain names for the marts in schema `main`. Does not belong here: the
models (`dbt/`), Dagster's view of them (`orchestration`).

dbt is imported only here and only when it runs: it takes two seconds. No DuckDB connection of ours may be open while it does.
"""

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from warehouse.ddl import quoted
from warehouse.dictionary import DBT_FOLDER, declared_models
from warehouse.paths import Home

NO_UNIT_TESTS = ("--exclude", "resource_type:unit_test")
"""dbt's unit tests belong to the test suite: a failing one would hide every other result of a build."""

SCHEMA = "marts"
MODEL_FOLDERS = ("marts", "intermediate")


class MartsError(Exception):
    """dbt could not run at all (a project that does not parse, a candidate that cannot be opened); the message says why."""


@dataclass(frozen=True)
class NodeResult:
    """What became of one dbt node. unique_id: model.saidso.claims; status: success, pass, warn, error, fail or skipped."""

    unique_id: str
    resource_type: str
    status: str
    seconds: float
    failures: int | None
    message: str | None
    compiled_sql: str | None

    @property
    def name(self) -> str:
        return self.unique_id.split(".")[2]

    @property
    def blocks(self) -> bool:
        """It keeps the candidate from release."""
        return self.status in ("error", "fail", "runtime error")


@dataclass(frozen=True)
class BuildResult:
    """What became of a build. nodes: in order of execution; run_results, manifest: dbt's own files."""

    nodes: list[NodeResult] = field(default_factory=list)
    manifest: Path | None = None
    run_results: Path | None = None

    @property
    def success(self) -> bool:
        return not self.failed

    @property
    def failed(self) -> list[NodeResult]:
        return [node for node in self.nodes if node.blocks]

    @property
    def warned(self) -> list[NodeResult]:
        return [node for node in self.nodes if node.status == "warn"]


def build(home: str | Path | Home, *arguments: str) -> BuildResult:
    """Build every seed and model and run every data test over the candidate; return what became of each.

    arguments: more of dbt's (`--select claims`). A model or test that fails is told in the result, not raised. Raises MartsError when dbt
    could not run at all.
    """
    home = Home.at(home)
    anew = ("--full-refresh",) if _all_must_be_derived_anew(home) else ()
    result = _invoke(home, "build", *(arguments or NO_UNIT_TESTS), *anew)
    if result.result is None or not hasattr(result.result, "results"):
        raise MartsError(f"dbt did not run: {result.exception}")
    nodes = [_node(node) for node in result.result.results]
    _finish(home, nodes)
    target = target_folder(home)
    return BuildResult(nodes, target / "manifest.json", target / "run_results.json")


def manifest(home: str | Path | Home) -> Path:
    """dbt's manifest of the project, made anew when it is missing or the project's files have changed.

    Raises MartsError when the project does not parse.
    """
    home = Home.at(home)
    path = home.dbt / f"manifest-{project_hash()[:12]}.json"
    if not path.exists():
        result = _invoke(home, "parse")
        if not result.success:
            raise MartsError(f"the dbt project does not parse: {result.exception}")
        # dbt writes its manifest in place, at every build: a copy of our own is whole or not there
        draft = path.with_suffix(".draft")
        shutil.copyfile(target_folder(home) / "manifest.json", draft)
        for older in home.dbt.glob("manifest-*.json"):
            older.unlink()
        os.replace(draft, path)
    return path


def project_hash() -> str:
    """Hash of the dbt project's files."""
    files = sorted(file for file in DBT_FOLDER.rglob("*") if file.is_file() and file.suffix in (".sql", ".yml", ".csv"))
    digest = hashlib.sha256()
    for file in files:
        digest.update(str(file.relative_to(DBT_FOLDER)).encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def target_folder(home: str | Path | Home) -> Path:
    """Where dbt leaves its manifest and results."""
    return Home.at(home).dbt / "target"


def _invoke(home: Home, command: str, *arguments: str) -> Any:
    from dbt.cli.main import dbtRunner

    folder = home.dbt
    (folder / "logs").mkdir(parents=True, exist_ok=True)
    places = ["--project-dir", str(DBT_FOLDER), "--profiles-dir", str(DBT_FOLDER)]
    places += ["--target-path", str(target_folder(home)), "--log-path", str(folder / "logs")]
    with _environment(SAIDSO_CANDIDATE=str(home.candidate), DBT_SEND_ANONYMOUS_USAGE_STATS="false"):
        return dbtRunner().invoke(
            ["--quiet", "--no-use-colors", "--log-level", "none", "--log-level-file", "info", command, *places, *arguments]
        )


@contextmanager
def _environment(**values: str) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _node(result: Any) -> NodeResult:
    node = result.node
    return NodeResult(
        unique_id=node.unique_id,
        resource_type=str(getattr(node.resource_type, "value", node.resource_type)),
        status=str(getattr(result.status, "value", result.status)),
        seconds=float(result.execution_time or 0.0),
        failures=result.failures,
        message=result.message,
        compiled_sql=getattr(node, "compiled_code", None),
    )


def are_outdated(home: str | Path | Home) -> bool:
    """Whether a build would change anything: rows were loaded since the last complete one, or the project is another."""
    home = Home.at(home)
    if not home.candidate.exists():
        return False
    with duckdb.connect(str(home.candidate), read_only=True) as connection:
        try:
            waiting = connection.execute("SELECT 1 FROM core.changed_subject LIMIT 1").fetchone() is not None
        except duckdb.CatalogException:
            return True
        return waiting or not _is_of_this_project(connection)


def _all_must_be_derived_anew(home: Home) -> bool:
    """Marts of another project, or a change that shows everywhere, leave nothing to build on."""
    with duckdb.connect(str(home.candidate)) as connection:
        everything = connection.execute("SELECT 1 FROM core.changed_subject WHERE subject = '*'").fetchone() is not None
        return everything or not _is_of_this_project(connection)


def _is_of_this_project(connection: duckdb.DuckDBPyConnection) -> bool:
    stamp = f"SELECT 1 FROM core.loaded_part WHERE table_name = 'marts' AND part = 'marts/{project_hash()}'"
    return connection.execute(stamp).fetchone() is not None


def _finish(home: Home, nodes: list[NodeResult]) -> None:
    """After a build: plain names for the marts; after a complete one, no subject waits any more.

    `select * from claims` works by views in schema main, not qualified with the catalogue's name.
    """
    built = {node.name for node in nodes if node.resource_type == "model" and node.status == "success"}
    with duckdb.connect(str(home.candidate)) as connection:
        stand = connection.execute(f"SELECT table_name FROM duckdb_tables() WHERE schema_name = '{SCHEMA}'").fetchall()
        connection.begin()
        for mart in (model for model in declared_models(SCHEMA) if (model["name"],) in stand):
            connection.execute(f"CREATE OR REPLACE VIEW main.{mart['name']} AS SELECT * FROM {SCHEMA}.{mart['name']}")
            connection.execute(f"COMMENT ON VIEW main.{mart['name']} IS {quoted(mart['description'].strip())}")
            for column in mart["columns"]:
                told = quoted(column["description"].strip())
                connection.execute(f"COMMENT ON COLUMN main.{mart['name']}.{column['name']} IS {told}")
        if built >= {model["name"] for folder in MODEL_FOLDERS for model in declared_models(folder)}:
            connection.execute("DELETE FROM core.changed_subject")
            connection.execute("DELETE FROM core.loaded_part WHERE table_name = 'marts'")
            connection.execute(f"INSERT INTO core.loaded_part VALUES ('marts/{project_hash()}', 'marts', 0, now() AT TIME ZONE 'UTC')")
        connection.commit()
