"""When an article was published, as metadata or its address says.

Belongs here: dates of formats and URLs, to ISO 8601 with the precision that is known. Does not belong here: dates in texts (`reading`).
"""

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

_ISO = re.compile(r"^\s*((?:19|20)\d\d)(?:-?(\d\d)(?:-?(\d\d))?)?(?![\d])")
_IN_URL = re.compile(r"[/-]((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])(?:[/-](0?[1-9]|[12]\d|3[01]))?(?=[/-]|$)")
_WRITTEN = ("%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y", "%B %Y", "%b %Y", "%Y/%m/%d")
_EPOCH = range(100_000_000, 10_000_000_000)
"""Seconds since 1970 that can be a date of publication."""


def iso_date(value: object) -> str | None:
    """A date of metadata as 2018-04-27, 2018-04 or 2018; None when it cannot be told. The day is the one printed, in whatever zone."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        if int(value) in _EPOCH:
            return datetime.fromtimestamp(value, UTC).date().isoformat()
        value = str(value)
    if not isinstance(value, str) or not value.strip() or len(value) > 100:
        return None
    if found := _ISO.match(value):
        return _known(*found.groups())
    return _written(value.strip())


def url_date(uri: str) -> str | None:
    """The date in an address like /2018/04/27/ or /2018/04/; None without one."""
    found = _IN_URL.search(uri)
    return _known(*found.groups()) if found else None


def _known(year: str, month: str | None, day: str | None) -> str | None:
    try:
        return "-".join(filter(None, (year, month and f"{_checked(year, month, day).month:02d}", day and f"{int(day):02d}")))
    except ValueError:
        return None


def _checked(year: str, month: str, day: str | None) -> date:
    return date(int(year), int(month), int(day or 1))


def _written(value: str) -> str | None:
    for form in _WRITTEN:
        try:
            day = datetime.strptime(value, form)
        except ValueError:
            continue
        return day.strftime("%Y-%m" if "%d" not in form else "%Y-%m-%d")
    try:
        return parsedate_to_datetime(value).date().isoformat()
    except (ValueError, TypeError, IndexError):
        return None
