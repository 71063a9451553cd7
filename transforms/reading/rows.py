"""Reading some rows of a frame by themselves.

Belongs here: how what few rows say comes back to its place among the others. Does not belong here: what any row says.
"""

from collections.abc import Callable, Iterable

import polars as pl


def read_some(frame: pl.DataFrame, wanted: pl.Expr, read: Callable[[pl.LazyFrame], pl.LazyFrame]) -> pl.DataFrame:
    """The frame with columns that are read of the wanted rows only.

    wanted: which rows (null counts as no). read: those rows in order -> columns, a row each, in the same order. A column that the frame has
    keeps its values elsewhere, a new one is null there.
    """
    mask = frame.select(wanted.fill_null(False)).to_series()
    return put_back(frame, mask, read(frame.lazy().filter(mask)).collect(engine="in-memory"))


def put_back(frame: pl.DataFrame, mask: pl.Series, part: pl.DataFrame) -> pl.DataFrame:
    """The frame with the columns of a part, which has a row for each row of the mask.

    Scattering a few texts is several times cheaper than choosing between two columns of texts row by row.
    """
    rows, schema = mask.arg_true(), frame.schema

    def whole(found: pl.Series) -> pl.Series:
        dtype = schema.get(found.name, found.dtype)
        own = frame.get_column(found.name).clone() if found.name in schema else found.clear(frame.height)
        return own.scatter(rows, found if found.dtype == dtype else found.cast(dtype))

    return frame.with_columns([whole(found) for found in part.get_columns()])


def beside(frame: pl.DataFrame, rows: pl.Series, step: int, columns: Iterable[str], prefix: str) -> list[pl.Series]:
    """Columns, under names with a prefix, of the rows that stand `step` rows from the given ones; beyond the frame the nearest row."""
    places = (rows.cast(pl.Int64) + step).clip(0, max(frame.height - 1, 0))
    return [frame[name].gather(places).alias(prefix + name) for name in columns]
