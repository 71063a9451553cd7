"""What several articles decide together, decided anew after a load: entities, versions, duplicates, dimensions of what was seen.

Belongs here: SQL over `core` that runs inside the loader's transaction. Does not belong here: rows of one article
(`transforms.star`), marts.

Every answer is a function of the rows that stand in `core`, with ties broken by name or id, so the order of loading never shows.
Rewritten is only what changed: a load costs a scan of a few columns, not a rewrite of the warehouse.
"""

import duckdb
import polars as pl

from transforms import dimensions
from transforms.contracts import enums
from transforms.star import ALIAS_KIND_OF_FORM

Connection = duckdb.DuckDBPyConnection


def fill_fixed_dimensions(connection: Connection) -> None:
    """Days and modalities: no article changes them."""
    _replace(connection, "dim_date", dimensions.dates())
    _replace(connection, "dim_modality", dimensions.modalities())


def note_touched(connection: Connection, article_ids: pl.Series) -> None:
    """Remember which articles are about to be replaced, and the entities they named until now."""
    connection.register("touched_ids", pl.DataFrame({"article_id": article_ids}, schema={"article_id": pl.String}).to_arrow())
    connection.execute("CREATE OR REPLACE TEMP TABLE touched_article AS SELECT DISTINCT article_id FROM touched_ids")
    connection.unregister("touched_ids")
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE touched_entity AS SELECT DISTINCT entity_id FROM core.entity_sighting "
        "WHERE article_id IN (SELECT article_id FROM touched_article)"
    )
    _note_changed_subjects(connection, "article_id IN (SELECT article_id FROM touched_article)")


def note_new_names(connection: Connection) -> None:
    """Add the entities the replaced articles name now."""
    connection.execute(
        "INSERT INTO touched_entity SELECT DISTINCT entity_id FROM core.entity_sighting "
        "WHERE article_id IN (SELECT article_id FROM touched_article) AND entity_id NOT IN (SELECT entity_id FROM touched_entity)"
    )


def settle(connection: Connection) -> None:
    """All of it, after the rows of the touched articles stand."""
    _agree_on_entities(connection)
    _collect_aliases(connection)
    _settle_versions(connection)
    _settle_duplicates(connection)
    _note_changed_subjects(connection, "article_id IN (SELECT article_id FROM touched_article)")
    _count_readings(connection)
    _list_what_was_seen(connection)


def agree_on_publishers(connection: Connection, publishers: pl.DataFrame) -> None:
    """Add publishers; of two spellings of one name the first in order stays."""
    connection.register("new_rows", publishers.to_arrow())
    respelt = "SELECT 1 FROM core.dim_publisher AS old JOIN new_rows USING (publisher_id) WHERE new_rows.name < old.name"
    if connection.execute(respelt).fetchone():
        _note_all_changed(connection)
    connection.execute(
        "INSERT INTO core.dim_publisher BY NAME SELECT * FROM new_rows "
        "ON CONFLICT DO UPDATE SET name = least(dim_publisher.name, excluded.name)"
    )
    connection.unregister("new_rows")


def _agree_on_entities(connection: Connection) -> None:
    """An entity is what most of the articles that name it say; of equal votes, the first kind or name in order."""
    kinds = "CASE kind " + " ".join(f"WHEN '{kind}' THEN {rank}" for rank, kind in enumerate(enums.ENTITY_KINDS)) + " END"
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE entity_before AS SELECT * FROM core.dim_entity SEMI JOIN touched_entity USING (entity_id)"
    )
    connection.execute("DELETE FROM core.dim_entity WHERE entity_id IN (SELECT entity_id FROM touched_entity)")
    connection.execute(f"""
        INSERT INTO core.dim_entity BY NAME
        WITH seen AS (
            SELECT entity_id, article_id, name, kind, parent_id, wikidata_qid
            FROM core.entity_sighting WHERE entity_id IN (SELECT entity_id FROM touched_entity)
        ),
        names AS ({_majority("name", "name")}),
        kinds AS ({_majority("kind", kinds)}),
        parents AS ({_majority("parent_id", "parent_id")}),
        qids AS ({_majority("wikidata_qid", "wikidata_qid")})
        SELECT entity_id, name, kind, parent_id, wikidata_qid
        FROM names JOIN kinds USING (entity_id) LEFT JOIN parents USING (entity_id) LEFT JOIN qids USING (entity_id)
    """)
    _note_renamed(connection)


def _note_renamed(connection: Connection) -> None:
    """Marts write names: the subjects of every claim that speaks of a renamed entity, under its old name and its new one."""
    connection.execute("""
        CREATE OR REPLACE TEMP TABLE renamed AS
        SELECT entity_id, before.name FROM entity_before AS before JOIN core.dim_entity AS entity USING (entity_id)
        WHERE (before.name, before.kind) IS DISTINCT FROM (entity.name, entity.kind)
    """)
    if connection.execute("SELECT 1 FROM renamed LIMIT 1").fetchone():
        connection.execute("INSERT OR IGNORE INTO core.changed_subject SELECT name FROM renamed")
        columns = ("subject_id", "company_id", "place_id", "speaker_id", "speaker_org_id", "cited_source_id")
        _note_changed_subjects(connection, " OR ".join(f"{column} IN (SELECT entity_id FROM renamed)" for column in columns))


def _note_changed_subjects(connection: Connection, claims: str) -> None:
    """Have the marts of these claims' subjects derived anew. claims: a condition on core.fact_claim."""
    connection.execute(f"""
        INSERT OR IGNORE INTO core.changed_subject
        SELECT DISTINCT entity.name FROM core.fact_claim AS claim JOIN core.dim_entity AS entity ON claim.subject_id = entity.entity_id
        WHERE {claims}
    """)


def _note_all_changed(connection: Connection) -> None:
    """Have all marts derived anew."""
    connection.execute("INSERT OR IGNORE INTO core.changed_subject VALUES ('*')")


def _majority(column: str, order: str) -> str:
    """The value of a column that most articles give an entity."""
    return f"""
        SELECT entity_id, {column} FROM seen WHERE {column} IS NOT NULL GROUP BY entity_id, {column}
        QUALIFY row_number() OVER (PARTITION BY entity_id ORDER BY count(DISTINCT article_id) DESC, {order}) = 1
    """


def _collect_aliases(connection: Connection) -> None:
    forms = ", ".join(f"('{form}', '{kind}')" for form, kind in ALIAS_KIND_OF_FORM.items())
    connection.execute("DELETE FROM core.entity_alias WHERE entity_id IN (SELECT entity_id FROM touched_entity)")
    connection.execute(rf"""
        INSERT INTO core.entity_alias BY NAME
        SELECT entity_id, regexp_replace(mention_text, '\s+', ' ', 'g') AS alias, min(alias_kind) AS alias_kind
        FROM core.fact_mention JOIN (VALUES {forms}) AS forms (form, alias_kind) USING (form)
        WHERE entity_id IN (SELECT entity_id FROM touched_entity)
        GROUP BY ALL
    """)


def _settle_versions(connection: Connection) -> None:
    """Texts from one source are versions of one article, by publication then id; the last is current.

    A JSON lines file or a feed is a source of many articles: there the name joins the address. A text that arrived from several sources is
    current while it is the last of one of them, and counts its version in the first by name.
    """
    connection.execute("""
        CREATE OR REPLACE TEMP TABLE version AS
        WITH stated AS (
            SELECT DISTINCT event.source_uri, article.article_id, article.published_on,
                event.source_uri || CASE WHEN event.media IN ('jsonl', 'rss') THEN '#' || article.name ELSE '' END AS source
            FROM core.fact_ingest_event AS event JOIN core.dim_article AS article USING (article_id)
        ),
        ordered AS (
            SELECT article_id, source_uri, source,
                row_number() OVER later AS version_no,
                lead(article_id) OVER later IS NULL AS is_last
            FROM stated WINDOW later AS (PARTITION BY source ORDER BY published_on NULLS FIRST, article_id)
        )
        SELECT article_id, min(source_uri) AS source_uri, arg_min(version_no, source)::INTEGER AS version_no, bool_or(is_last) AS is_current
        FROM ordered GROUP BY article_id
    """)
    connection.execute("""
        CREATE OR REPLACE TEMP TABLE settled AS
        SELECT version.* FROM version JOIN core.dim_article AS article USING (article_id)
        WHERE (article.source_uri, article.version_no, article.is_current)
            IS DISTINCT FROM (version.source_uri, version.version_no, version.is_current)
    """)
    _update_articles(connection, ("source_uri", "version_no", "is_current"))


def _settle_duplicates(connection: Connection) -> None:
    """Articles of one body: the earliest current one stands for all."""
    connection.execute("""
        CREATE OR REPLACE TEMP TABLE settled AS
        SELECT article_id, CASE WHEN first <> article_id THEN first END AS duplicate_of
        FROM (
            SELECT article_id, duplicate_of, first_value(article_id) OVER (
                PARTITION BY coalesce(body_fingerprint, article_id) ORDER BY is_current DESC, published_on NULLS LAST, article_id
            ) AS first
            FROM core.dim_article
        ) AS reprint
        WHERE reprint.duplicate_of IS DISTINCT FROM CASE WHEN first <> article_id THEN first END
    """)
    _update_articles(connection, ("duplicate_of",))


def _update_articles(connection: Connection, columns: tuple[str, ...]) -> None:
    """Write the settled columns of the articles they changed for."""
    changes = ", ".join(f"{column} = settled.{column}" for column in columns)
    connection.execute(f"UPDATE core.dim_article AS article SET {changes} FROM settled WHERE article.article_id = settled.article_id")
    _note_changed_subjects(connection, "article_id IN (SELECT article_id FROM settled)")


def _count_readings(connection: Connection) -> None:
    connection.execute("DELETE FROM core.dim_reading")
    connection.execute(
        "INSERT INTO core.dim_reading SELECT reading_id, count(*) FROM core.dim_article WHERE reading_id IS NOT NULL GROUP BY ALL"
    )


def _list_what_was_seen(connection: Connection) -> None:
    """Metrics and units of the vocabulary and those the facts have beyond it; rewritten only when there is a new one."""
    for table, key, columns, rows in (
        ("dim_metric", "metric_id", ("metric_id", "of_metric_id"), dimensions.metrics),
        ("dim_unit", "unit", ("unit",), dimensions.units),
    ):
        union = " UNION ".join(f"SELECT {column} FROM core.fact_claim WHERE {column} IS NOT NULL" for column in columns)
        seen = pl.Series(key, [row[0] for row in connection.execute(union).fetchall()], pl.String)
        wanted = rows(seen)
        stands = connection.execute(f"SELECT * FROM core.{table} ORDER BY {key}").pl()
        stands = stands.cast(wanted.schema)
        if not stands.equals(wanted):
            _replace(connection, table, wanted)
            # a new unit comes with its claims; another name or symbol of an old one stands in labels everywhere
            if stands.join(wanted, on=wanted.columns, how="anti", nulls_equal=True).height:
                _note_all_changed(connection)


def _replace(connection: Connection, table: str, frame: pl.DataFrame) -> None:
    connection.register("new_rows", frame.to_arrow())
    connection.execute(f"DELETE FROM core.{table}")
    connection.execute(f"INSERT INTO core.{table} BY NAME SELECT * FROM new_rows")
    connection.unregister("new_rows")
