"""The job as Dagster's daemon runs it: nothing is landed before, the inbox is."""

from pathlib import Path

import dagster as dg

from orchestration.defs.jobs import JOB, day_tags, run_config
from orchestration.home import home, inbox, writable_home
from orchestration.instance import open_instance
from orchestration.pending import is_released, waiting_in_inbox
from orchestration.recovery import PROCESS_TAG
from tests.orchestration.conftest import VELDARA


def test_a_run_the_sensor_asked_for_releases_what_waits_in_the_inbox():
    from orchestration.definitions import defs

    folder = writable_home()
    assert folder == home()
    (inbox(folder) / "veldara.txt").write_text(VELDARA)
    with open_instance(folder) as instance:
        result = defs.resolve_job_def(JOB).execute_in_process(
            instance=instance, run_config=run_config(), tags=day_tags(instance, folder), raise_on_error=False
        )
        assert result.success, failures(result)
        run = instance.get_run_by_id(result.run_id)
        assert PROCESS_TAG in run.tags, "a killed run must be known by its process"
        made = {"/".join(event.asset_key.path) for event in result.all_events if event.is_step_materialization}
        checked = result.get_asset_check_evaluations()
    assert {"landing", "articles", "claims", "core/fact_claim", "marts/claims", "candidate", "release"} <= made
    assert all(check.passed for check in checked if check.blocking)
    assert {check.check_name for check in checked} >= {"audit_passed", "number_text_stands_at_its_offsets"}
    assert is_released(folder)
    assert waiting_in_inbox(folder) == []
    assert_released(folder)


def assert_released(folder: Path) -> None:
    import duckdb

    with duckdb.connect(str(folder / "current" / "warehouse.duckdb"), read_only=True) as connection:
        assert connection.execute("select count(*) from marts.claims").fetchall()[0][0] > 0


def failures(result: dg.ExecuteInProcessResult) -> list[str]:
    return [event.step_failure_data.error.to_string() for event in result.all_events if event.is_step_failure]
