"""Everything Dagster serves: the command line, `saidso dev` and the tests load this one object.

Belongs here: putting the modules of `defs` together. Does not belong here: anything else.
"""

import dagster as dg

from orchestration.defs import audit, jobs, landing, marts, reading, release, sensors, star
from orchestration.defs.resources import SaidsoHome
from orchestration.home import home

_sensor, _schedule = sensors.requests(home())

defs = dg.Definitions(
    assets=[landing.landing, reading.articles, reading.claims, star.star, marts.marts, release.candidate, release.release],
    asset_checks=[audit.audit],
    jobs=[jobs.saidso_run],
    sensors=[_sensor, sensors.rereading],
    schedules=[_schedule],
    resources={"saidso_home": SaidsoHome(path=str(home()))},
    # The default executor spends about 10 s a step on imports.
    executor=dg.in_process_executor,
)
