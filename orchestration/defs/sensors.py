"""What starts a run by itself: documents in the inbox, the hour, and articles that were read again.

Belongs here: sensors and the schedule. Does not belong here: the job, what waits (`pending`).
"""

from pathlib import Path

import dagster as dg

from orchestration.defs.jobs import JOB, day_tags, run_config
from orchestration.pending import SETTLED_SECONDS, inbox_key, is_released, unparsed, waiting_in_inbox
from orchestration.recovery import end_dead_runs

# Looks for what was read again, by a better reader or by hand; what arrives is the business of the two below.
rereading = dg.AutomationConditionSensorDefinition(
    "rereading", target=dg.AssetSelection.all(), default_status=dg.DefaultSensorStatus.RUNNING, minimum_interval_seconds=60
)


def requests(home: Path) -> tuple[dg.SensorDefinition, dg.ScheduleDefinition]:
    """The sensor and the schedule of one home."""

    @dg.sensor(name="inbox", job_name=JOB, minimum_interval_seconds=30, default_status=dg.DefaultSensorStatus.RUNNING)
    def inbox(context: dg.SensorEvaluationContext) -> dg.RunRequest | dg.SkipReason:
        """Asks for a run when documents have arrived in the inbox and stopped growing."""
        # A killed run would hold the queue's one place, and nobody else looks while the daemon runs.
        end_dead_runs(context.instance)
        files = waiting_in_inbox(home, settled=SETTLED_SECONDS)
        if not files:
            return dg.SkipReason("nothing waits in the inbox")
        key = inbox_key(files)
        context.update_cursor(key)
        return dg.RunRequest(run_key=key, run_config=run_config(), tags=day_tags(context.instance, home))

    @dg.schedule(
        name="hourly", job_name=JOB, cron_schedule="5 * * * *", execution_timezone="UTC", default_status=dg.DefaultScheduleStatus.RUNNING
    )
    def hourly(context: dg.ScheduleEvaluationContext) -> dg.RunRequest | dg.SkipReason:
        """Finishes what a killed run left and takes what the sensor missed; skips the hour when nothing waits."""
        if is_released(home) and not unparsed(home) and not waiting_in_inbox(home, settled=SETTLED_SECONDS):
            return dg.SkipReason("everything that has landed is released, and nothing waits in the inbox")
        return dg.RunRequest(run_key=None, run_config=run_config(), tags=day_tags(context.instance, home))

    return inbox, hourly
