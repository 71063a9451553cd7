"""Landing: bytes kept unchanged, one event an arrival, nothing lost and nothing doubled."""

import hashlib
import json
import os
import threading
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import polars as pl
import pytest

from transforms import lake, landing, sources
from transforms.contracts.lake import ArticleRows, IngestEvents
from transforms.landing import LandingError, articles_of, land

NOW = datetime(2021, 5, 4, 22, 30, tzinfo=UTC)
BODY = "Norvik Motors sold 4,200 vans in the first quarter, the company said on Monday."
OTHER = "Tamlin Trucks sold 3,900 lorries in the same period, which was more than expected."


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    return folder


def outcomes(result: landing.LandingResult) -> list[str]:
    return result.events["outcome"].to_list()


def later(hours: int) -> datetime:
    return NOW + timedelta(hours=hours)


class TestOutcomes:
    def test_accepted(self, home, folder):
        (folder / "b.txt").write_text(BODY)
        (folder / "a.txt").write_text(OTHER)
        result = land([folder], home, NOW)
        assert outcomes(result) == ["accepted", "accepted"]
        assert [Path(uri).name for uri in result.events["source_uri"]] == ["a.txt", "b.txt"]
        assert result.arrival_day == date(2021, 5, 4)
        assert IngestEvents.is_valid(result.events)
        assert pl.read_parquet(result.events_path).equals(result.events)

    def test_the_bytes_are_kept_under_their_hash(self, home, folder):
        data = BODY.replace("Monday.", "Monday.\r\n\0").encode("utf-16")
        (folder / "a.txt").write_bytes(data)
        (sha256,) = land([folder], home, NOW).events["document_sha256"]
        assert sha256 == hashlib.sha256(data).hexdigest()
        assert (home / "landing" / sha256[:2] / sha256).read_bytes() == data

    def test_duplicates_by_bytes_and_by_text(self, home, folder):
        (folder / "a.txt").write_text(BODY)
        (folder / "b.txt").write_text(BODY)
        (folder / "c.txt").write_bytes(BODY.encode("utf-16"))
        assert outcomes(land([folder], home, NOW)) == ["accepted", "duplicate", "duplicate"]
        assert outcomes(land([folder], home, later(1))) == ["duplicate"] * 3

    def test_revised_keeps_the_old_version(self, home, folder):
        path = folder / "a.txt"
        path.write_text(BODY)
        first = land([path], home, NOW)
        path.write_text(BODY + " It was a record.")
        second = land([path], home, later(1))
        assert outcomes(second) == ["revised"]
        assert articles_of(pl.concat([first.events, second.events]), home)["text"].to_list() == [BODY, BODY + " It was a record."]
        path.write_text(BODY)
        assert outcomes(land([path], home, later(2))) == ["duplicate"]

    def test_items_of_one_document(self, home, folder):
        rows = [{"id": "v1", "text": BODY}, {"text": OTHER}, {"url": "https://fjord.example/v3", "text": BODY + " Third."}, "odd"]
        path = folder / "feed.jsonl"
        path.write_text("\n".join(json.dumps(row) for row in rows))
        result = land([path], home, NOW)
        assert outcomes(result) == ["accepted", "accepted", "accepted", "quarantined"]
        assert result.events["source_uri"].to_list()[0] == f"{path}#v1"
        assert result.events["source_uri"].to_list()[2] == "https://fjord.example/v3"
        assert set(result.events["document_uri"]) == {str(path)}
        rows[0] = {"id": "v1", "text": BODY + " Corrected."}
        rows.insert(1, {"text": OTHER + " A fourth."})
        path.write_text("\n".join(json.dumps(row) for row in rows))
        assert outcomes(land([path], home, later(1))) == ["revised", "accepted", "duplicate", "duplicate", "quarantined"]

    def test_a_source_named_twice_arrives_once(self, home, folder):
        path = folder / "a.txt"
        path.write_text(BODY)
        assert outcomes(land([path, folder, f"file://{path}", folder / ".." / "news" / "a.txt"], home, NOW)) == ["accepted"]

    def test_ids_depend_on_what_arrives_alone(self, tmp_path, folder):
        (folder / "a.txt").write_text(BODY)
        one, two = (land([folder], tmp_path / name, NOW).events for name in ("one", "two"))
        assert one.equals(two)


class TestBadInput:
    def test_each_has_a_reason_and_the_good_arrive(self, home, folder):
        (folder / "1-good.txt").write_text(BODY)
        (folder / "2-empty.txt").touch()
        (folder / "3-binary.bin").write_bytes(bytes(range(256)) * 20)
        (folder / "4-link").symlink_to(folder / "nowhere")
        (folder / "5-loop").symlink_to(folder)
        (folder / "6-page.html").write_text("<html><body><a>Home</a></body></html>")
        os.mkfifo(folder / "7-pipe")
        (folder / ".hidden").write_text(OTHER)
        (folder / "8-half.txt.part").write_text(OTHER)
        (folder / "9-good.txt").write_text(OTHER)
        result = land([folder, folder / "missing.txt"], home, NOW)
        assert outcomes(result) == ["accepted", *["quarantined"] * 6, "accepted", "quarantined"]
        reasons = result.events["reason"].drop_nulls().to_list()
        expected = ["empty", "binary", "link", "back into itself", "without an article", "neither a file nor a folder", "no such file"]
        assert all(want in reason for want, reason in zip(expected, reasons, strict=True))

    def test_a_file_that_vanishes(self, home, folder, monkeypatch):
        (folder / "a.txt").write_text(BODY)
        (folder / "b.txt").write_text(OTHER)
        found = list(sources.find_sources([folder]))
        monkeypatch.setattr(landing, "find_sources", lambda wanted: found)
        (folder / "a.txt").unlink()
        result = land([folder], home, NOW)
        assert outcomes(result) == ["quarantined", "accepted"]
        assert result.events["reason"][0] == "vanished before it could be read"
        assert result.events["document_sha256"][0] is None

    def test_an_unreadable_file(self, home, folder, monkeypatch):
        (folder / "a.txt").write_text(BODY)

        def refuse(*_args):
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(sources, "open", refuse, raising=False)
        assert land([folder], home, NOW).events["reason"].to_list() == ["cannot be read: permission denied"]

    def test_a_document_that_breaks_its_parser(self, home, folder, monkeypatch):
        def break_down(*_args):
            raise MemoryError("no")

        monkeypatch.setattr("transforms.articles.document.read_feed", break_down)
        (folder / "a.rss").write_text("<rss></rss>")
        (folder / "b.txt").write_text(BODY)
        assert outcomes(land([folder], home, NOW)) == ["quarantined", "accepted"]

    def test_a_home_that_cannot_be_written_to(self, tmp_path, folder):
        (tmp_path / "home").write_text("a file")
        with pytest.raises(LandingError, match="SAIDSO_HOME") as caught:
            land([folder], tmp_path / "home", NOW)
        assert "\n" not in str(caught.value)

    def test_a_full_disk_is_no_fault_of_the_document(self, home, folder, monkeypatch):
        (folder / "a.txt").write_text(BODY)

        def fail(_handle):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "fsync", fail)
        with pytest.raises(LandingError, match="No space left"):
            land([folder], home, NOW)


class TestUrls:
    @pytest.fixture
    def address(self):
        class Answers(BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200 if self.path != "/gone" else 410)
                self.end_headers()
                self.wfile.write(f"<html><body><article><h1>Vans sell</h1><p>{BODY} {OTHER}</p></article></body></html>".encode())

            def log_message(self, *_args):
                pass

        server = HTTPServer(("127.0.0.1", 0), Answers)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        server.server_close()

    def test_a_page_is_fetched(self, home, address):
        result = land([f"{address}/2021/05/03/vans-sell"], home, NOW)
        assert outcomes(result) == ["accepted"]
        row = articles_of(result.events, home).row(0, named=True)
        assert (row["name"], row["published"], row["published_basis"]) == ("vans-sell", "2021-05-03", "url")

    def test_what_cannot_be_fetched(self, home, address):
        result = land([f"{address}/gone", "http://127.0.0.1:9/"], home, NOW)
        assert outcomes(result) == ["quarantined"] * 2
        assert all(reason.startswith("could not be fetched") for reason in result.events["reason"])


class TestKilled:
    """At any instant: what was done is either whole or not there, and doing it again completes it."""

    def test_bytes_without_an_event(self, home, folder, monkeypatch):
        (folder / "a.txt").write_text(BODY)
        with monkeypatch.context() as patch:
            patch.setattr(lake, "write_frame", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
            with pytest.raises(KeyboardInterrupt):
                land([folder], home, NOW)
        assert landing.events(home).collect().height == 0
        assert outcomes(land([folder], home, later(1))) == ["accepted"]

    def test_the_same_batch_again_changes_nothing(self, home, folder):
        (folder / "a.txt").write_text(BODY)
        first = land([folder], home, NOW)
        assert land([folder], home, NOW).events.equals(first.events)
        assert landing.events(home).collect().height == 1

    def test_half_copied_bytes_are_cleared(self, home, folder):
        (home / "landing").mkdir(parents=True)
        (home / "landing" / ".old.tmp").write_text("half")
        os.utime(home / "landing" / ".old.tmp", (0, 0))
        (folder / "a.txt").write_text(BODY)
        land([folder], home, NOW)
        assert not list((home / "landing").glob(".*"))

    def test_torn_bytes_are_replaced(self, home, folder):
        (folder / "a.txt").write_text(BODY)
        (sha256,) = land([folder], home, NOW).events["document_sha256"]
        path = landing.document_path(home, sha256)
        path.chmod(0o644)
        path.write_text(BODY[:10])
        land([folder], home, later(1))
        assert path.read_text() == BODY


class TestArticlesOf:
    def test_rows_are_rebuilt_from_the_bytes_alone(self, home, folder):
        (folder / "a.txt").write_text(BODY)
        (folder / "b.jsonl").write_text(
            json.dumps({"id": "x", "text": OTHER, "published": "2021-05"}) + "\nbad\n" + json.dumps({"text": BODY})
        )
        result = land([folder], home, NOW)
        rows = articles_of(result.events, home)
        assert ArticleRows.is_valid(rows)
        assert rows["text"].to_list() == [BODY, OTHER]
        assert rows["article_id"].to_list() == [hashlib.sha256(text.encode()).hexdigest()[:16] for text in (BODY, OTHER)]
        assert rows["name"].to_list() == ["a", "x"]
        assert rows["published"].to_list() == [None, "2021-05"]
        assert rows["first_seen_at"].unique().to_list() == [NOW]

    def test_no_events_no_rows(self, home):
        assert articles_of(IngestEvents.create_empty(), home).height == 0

    def test_bytes_that_are_gone(self, home, folder):
        (folder / "a.txt").write_text(BODY)
        result = land([folder], home, NOW)
        landing.document_path(home, result.events["document_sha256"][0]).unlink()
        with pytest.raises(LandingError, match="gone from landing"):
            articles_of(result.events, home)


class TestLakeParts:
    DAY = date(2021, 5, 4)

    def rows(self, home, folder) -> pl.DataFrame:
        (folder / "a.txt").write_text(BODY)
        (folder / "b.txt").write_text(OTHER)
        return articles_of(land([folder], home, NOW).events, home)

    def test_written_listed_and_scanned(self, home, folder):
        rows = self.rows(home, folder)
        path = lake.write_part(home, "articles", self.DAY, "b1", rows, ArticleRows)
        assert lake.parts(home, "articles") == lake.parts(home, "articles", self.DAY) == [path]
        assert lake.parts(home, "articles", date(2021, 5, 5)) == []
        assert lake.scan(home, "articles", ArticleRows).collect().equals(rows)
        assert lake.scan(home, "articles", ArticleRows, date(2021, 5, 5)).collect().schema == rows.schema

    def test_a_row_that_breaks_its_contract_is_set_apart(self, home, folder):
        rows = self.rows(home, folder).with_columns(
            published_basis=pl.when(pl.int_range(pl.len()) == 0).then(pl.lit("rumour")).otherwise("published_basis")
        )
        lake.write_part(home, "articles", self.DAY, "b1", rows, ArticleRows)
        assert lake.scan(home, "articles", ArticleRows).collect()["article_id"].to_list() == [rows["article_id"][1]]
        (apart,) = pl.read_parquet(lake.parts(home, "quarantine")).rows(named=True)
        assert (apart["reason"], apart["table"], apart["article_id"]) == ("contract", "articles", rows["article_id"][0])
        assert "published_basis" in apart["detail"]
        assert json.loads(apart["row"])["text"] == rows["text"][0]

    def test_the_same_part_again_changes_nothing(self, home, folder):
        rows = self.rows(home, folder)
        for _ in range(2):
            path = lake.write_part(home, "articles", self.DAY, "b1", rows, ArticleRows)
        assert [found.name for found in path.parent.iterdir()] == ["b1.parquet"]

    def test_a_kill_while_writing_leaves_no_part(self, home, folder, monkeypatch):
        rows = self.rows(home, folder)
        monkeypatch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            lake.write_part(home, "articles", self.DAY, "b1", rows, ArticleRows)
        assert lake.parts(home, "articles") == []

    def test_a_column_that_an_older_part_lacks_is_null(self, home, folder):
        rows = self.rows(home, folder)
        path = lake.part_path(home, "articles", self.DAY, "old")
        lake.write_frame(path, rows.drop("byline"))
        assert lake.scan(home, "articles", ArticleRows).collect()["byline"].to_list() == [None, None]
