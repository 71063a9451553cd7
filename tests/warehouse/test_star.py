"""Lake frames to star frames: ids, names, shapes."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from tests.warehouse import lake_writing, scenario
from transforms import dimensions
from transforms.contracts.core import CORE_TABLES
from transforms.contracts.dictionary import core_table
from transforms.star import names_to_ids, star_frames


def test_every_star_frame_keeps_its_contract():
    for table, frame in star_frames(lake_writing.lake_frames()).items():
        assert CORE_TABLES[table].validate(frame).height == frame.height
        assert frame.columns == list(core_table(table).schema)


def test_no_lake_rows_make_no_star_rows():
    assert {frame.height for frame in star_frames({}).values()} == {0}


def test_fixed_dimensions_keep_their_contracts():
    assert CORE_TABLES["dim_date"].validate(dimensions.dates()).height > 40_000
    assert CORE_TABLES["dim_modality"].validate(dimensions.modalities()).height == 5
    metrics = CORE_TABLES["dim_metric"].validate(dimensions.metrics(pl.Series(["offline_sales", "revenue"])))
    assert metrics.filter(~pl.col("is_catalogued"))["metric_id"].to_list() == ["offline_sales"]
    units = CORE_TABLES["dim_unit"].validate(dimensions.units(pl.Series(["W", "USD"])))
    assert units.filter(pl.col("unit").is_in(["W", "USD"])).select("unit", "unit_kind").rows() == [("USD", "money"), ("W", "physical")]


def test_the_calendar_knows_halves_quarters_weeks_and_ends_of_months():
    day = dimensions.dates().filter(pl.col("date") == pl.date(2016, 2, 29)).rows(named=True)[0]
    assert (day["half"], day["quarter"], day["month"], day["iso_week"], day["is_month_end"]) == (
        "2016-H1",
        "2016-Q1",
        "2016-02",
        "2016-W09",
        True,
    )


def test_a_name_has_one_id_however_it_is_cased_or_spaced():
    ids = names_to_ids(pl.Series(["Sun Works", "SUN  works", "Moon", None]))
    assert ids.height == 3
    assert ids["id"].n_unique() == 2


@given(st.lists(st.text(min_size=1), min_size=1))
def test_ids_do_not_depend_on_company_or_order(names):
    together = dict(names_to_ids(pl.Series(names)).rows())
    alone = {name: dict(names_to_ids(pl.Series([name])).rows())[name] for name in names}
    assert together == alone


def test_a_product_has_the_organisation_behind_it_as_parent_and_an_organisation_none():
    sightings = star_frames(lake_writing.lake_frames())["entity_sighting"]
    ids = dict(names_to_ids(pl.Series(["Lumora", "Lumora Screen"])).rows())
    assert set(sightings.filter(pl.col("name") == "Lumora Screen")["parent_id"]) == {ids["Lumora"]}
    assert set(sightings.filter(pl.col("name") == "Lumora")["parent_id"]) == {None}


def test_reprints_share_a_body_whatever_stands_around_it():
    shift, reprint = scenario.CORPUS[:2]
    assert shift.text != reprint.text
    assert star_frames(lake_writing.lake_frames((shift, reprint)))["dim_article"]["body_fingerprint"].n_unique() == 1
