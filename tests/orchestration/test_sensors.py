"""Runs that start by themselves, asked of a real Dagster instance."""

from pathlib import Path
from typing import Any

import dagster as dg
import pytest

from orchestration.defs.jobs import FIRST_DAY, LAST_DAY
from orchestration.defs.policies import ARRIVAL_DAY
from orchestration.defs.sensors import requests
from orchestration.home import inbox
from orchestration.instance import open_instance


@pytest.fixture
def instance(home: Path):
    with open_instance(home) as instance:
        yield instance


@pytest.fixture(autouse=True)
def settled_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("orchestration.defs.sensors.SETTLED_SECONDS", 0.0)


def look(home: Path, instance: dg.DagsterInstance) -> Any:
    sensor, _ = requests(home)
    with dg.build_sensor_context(instance=instance) as context:
        return sensor.evaluate_tick(context)


def test_an_empty_inbox_asks_for_nothing(home, instance):
    assert look(home, instance).run_requests == []


def test_documents_ask_for_one_run_with_a_key_of_their_own(home, instance):
    document(home, "a.txt")
    [first] = look(home, instance).run_requests
    [again] = look(home, instance).run_requests
    assert first.run_key == again.run_key, "Dagster starts one run for one key"
    document(home, "b.txt")
    [more] = look(home, instance).run_requests
    assert more.run_key != first.run_key


def test_a_document_still_growing_is_left_for_the_next_look(home, instance, monkeypatch):
    monkeypatch.setattr("orchestration.defs.sensors.SETTLED_SECONDS", 60.0)
    document(home, "a.txt")
    assert look(home, instance).run_requests == []


def test_a_request_names_the_days_it_works_on(home, instance):
    document(home, "a.txt")
    [request] = look(home, instance).run_requests
    days = instance.get_dynamic_partitions(ARRIVAL_DAY.name)
    assert request.tags[FIRST_DAY] in days
    assert request.tags[LAST_DAY] == days[-1]


def test_the_cursor_stays_small(home, instance):
    for number in range(200):
        document(home, f"{number}.txt")
    assert len(look(home, instance).cursor or "") < 100


def test_the_hour_asks_for_a_run_only_when_something_waits(home, instance):
    _, schedule = requests(home)
    with dg.build_schedule_context(instance=instance) as context:
        assert schedule.evaluate_tick(context).run_requests, "nothing is released yet"


def document(home: Path, name: str) -> None:
    inbox(home).mkdir(exist_ok=True)
    (inbox(home) / name).write_text(f"{name}: sales rose 12%.")
