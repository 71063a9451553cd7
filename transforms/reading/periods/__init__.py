"""Periods: when a figure is true, and when its article was published.

Belongs here: the public functions of the stage. Does not belong here: rules (each module beside this one has its own).
"""

from transforms.reading.periods.assignment import assign_periods
from transforms.reading.periods.expressions import find_periods
from transforms.reading.periods.publication import find_publications

__all__ = ["assign_periods", "find_periods", "find_publications"]
