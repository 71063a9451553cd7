"""Bytes to articles: formats, encodings, metadata, and one clear reason for what cannot be read."""

import json

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms import vocabulary
from transforms.articles import Item, json_lines, read_document
from transforms.articles import document as documents
from transforms.articles.dates import iso_date, url_date
from transforms.articles.encoding import decode
from transforms.articles.item import article, slug
from transforms.articles.language import guess_languages

BODY = "Norvik Motors sold 4,200 vans in the first quarter, the company said on Monday."
SECOND = "It expects to sell twice as many of them in the next year, and its rival Tamlin is not amused by that."


def items(data: bytes, uri: str = "/tmp/vans.txt", media: str | None = None) -> list[Item]:
    return list(read_document(data, source_uri=uri, media=media))


def only(data: bytes, uri: str = "/tmp/vans.txt") -> Item:
    (item,) = items(data, uri)
    return item


class TestPlainText:
    def test_the_text_is_kept_but_for_line_ends_and_nul(self):
        item = only(f"Vans sell\r\n\r\n  {BODY}\r{SECOND}\0 ".encode())
        assert item.text == f"Vans sell\n\n  {BODY}\n{SECOND} "
        assert (item.name, item.media, item.published_basis) == ("vans", "text", "none")

    def test_the_id_is_of_the_stored_text(self):
        assert only(BODY.encode()).article_id == only(BODY.encode("utf-16")).article_id == only(b"\xef\xbb\xbf" + BODY.encode()).article_id

    @pytest.mark.parametrize(
        ("data", "reason"),
        [
            (b"", "empty"),
            (b" \n\n ", "empty"),
            (b"123 456 $$$ 7.5%", "no letters"),
            (bytes(range(256)) * 40, "binary"),
            (b"%PDF-1.7 ...", "a PDF"),
            (b"PK\x03\x04....", "ZIP"),
        ],
    )
    def test_one_reason_for_what_is_no_text(self, data, reason):
        item = only(data)
        assert item.text is None
        assert reason in item.reason
        assert "\n" not in item.reason

    def test_too_large(self, monkeypatch):
        monkeypatch.setitem(documents.MAX_BYTES, "text", 1_000)
        assert only(b"x" * 1_001).reason.startswith("too large")
        assert article(0, "text", "x" * 5_000_001).reason.startswith("too large")


class TestEncodings:
    TEXT = "Norvik sold 4,200 vans for €9 million – “a record”, said Åsa Ø. Façade."

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
    def test_detected(self, encoding):
        assert decode(self.TEXT.encode(encoding)) == self.TEXT

    def test_declared(self):
        page = f'<html><head><meta charset="iso-8859-2"></head><body><p>Škoda vyrobila 5 vozů. {BODY}</p></body></html>'
        assert "Škoda vyrobila 5 vozů" in only(page.encode("iso-8859-2"), "/tmp/a.html").text

    def test_other_scripts(self):
        text = "Компания продала четыре тысячи фургонов в первом квартале, сообщили в понедельник. " * 5
        assert decode(text.encode("cp1251")) == text

    def test_a_few_broken_bytes_do_not_spoil_utf_8(self):
        text = decode(self.TEXT.encode() * 3 + b"\xff\xfe broken " + self.TEXT.encode())
        assert "“a record”" in text
        assert "\ufffd" in text

    @settings(max_examples=50, deadline=None)
    @given(st.binary(max_size=400))
    def test_any_bytes_give_an_article_or_a_reason(self, data):
        for media in ("text", "html", "jsonl", "rss", None):
            for item in items(data, media=media):
                assert (item.text is None) != (item.reason is None)


PAGE = f"""<!DOCTYPE html><html lang="en-GB"><head><title>Norvik sells 4,200 vans - The Fjord Post</title>
<meta property="og:site_name" content="The Fjord Post"><meta name="author" content="Astrid Holm">
<script type="application/ld+json">{{"@graph": [{{"@type": "NewsArticle", "datePublished": "2021-05-04T23:30:00+02:00"}}]}}</script></head>
<body><nav><a href="/">Home</a> <a href="/b">Business</a></nav><article><h1>Norvik sells 4,200 vans</h1><p>{BODY}</p><h2>Twice as many</h2>
<p>{SECOND}</p></article><footer>Updated 1 January 2009. 5 million readers.</footer></body></html>"""


class TestHtml:
    def test_headline_body_and_metadata(self):
        item = only(PAGE.encode(), "/tmp/page.html")
        assert item.text == f"Norvik sells 4,200 vans\n\n{BODY}\n\nTwice as many\n\n{SECOND}"
        assert (item.headline, item.byline, item.publisher, item.language) == (
            "Norvik sells 4,200 vans",
            "Astrid Holm",
            "The Fjord Post",
            "en",
        )
        assert (item.published, item.published_basis, item.name) == ("2021-05-04", "metadata", "page")

    def test_the_date_in_the_address(self):
        page = PAGE.replace("datePublished", "dateSomething")
        item = only(page.encode(), "https://fjord.example/2021/05/04/norvik-sells-vans.html")
        assert (item.published, item.published_basis, item.name) == ("2021-05-04", "url", "norvik-sells-vans")

    def test_no_date_from_the_footer(self):
        assert only(PAGE.replace("datePublished", "dateSomething").encode(), "/tmp/page.html").published is None

    @pytest.mark.parametrize(
        "page", ["<html><body><nav><a>Home</a> <a>Business</a></nav></body></html>", "<html></html>", "<!doctype html><p>Vans</p>"]
    )
    def test_a_page_without_an_article(self, page):
        assert "without an article" in only(page.encode(), "/tmp/page.html").reason

    def test_a_page_is_known_by_its_beginning(self):
        assert only(PAGE.encode(), "https://fjord.example/vans").media == "html"
        assert only(PAGE.encode(), "/tmp/saved.txt").media == "html"


class TestJsonLines:
    def test_the_keys(self):
        row = {
            "id": "v-1",
            "text": BODY,
            "title": "Vans sell",
            "published": "2021-05-04T10:00:00Z",
            "publisher": "The Fjord Post",
            "author": "A. Holm",
        }
        item = only(json.dumps(row).encode(), "/tmp/a.jsonl")
        assert item.text == f"Vans sell\n\n{BODY}"
        assert (item.name, item.uri, item.headline, item.publisher, item.byline) == ("v-1", "v-1", "Vans sell", "The Fjord Post", "A. Holm")
        assert (item.published, item.published_basis) == ("2021-05-04", "metadata")

    def test_a_headline_that_stands_in_the_text_is_not_doubled(self):
        assert (
            only(json.dumps({"text": f"VANS SELL\n\n{BODY}", "headline": "Vans sell"}).encode(), "/a.jsonl").text == f"VANS SELL\n\n{BODY}"
        )

    def test_one_bad_line_does_not_stop_the_others(self):
        good = json.dumps({"id": 7, "text": BODY}).encode()
        found = items(
            b"\n".join([good, b'{"text": "cut of', b"", b"[1, 2]", b'{"id": 3}', b'{"text": "12 34"}', b"\xff\xfe\xfa", good]),
            "/tmp/a.jsonl",
        )
        assert [item.position for item in found] == [0, 1, 3, 4, 5, 6, 7]
        assert [item.text is not None for item in found] == [True, False, False, False, False, False, True]
        assert [item.reason.split(":")[0] for item in found if item.reason] == ["line 2", "line 4", "line 5", "line 6", "line 7"]

    def test_a_line_beyond_the_limit(self, monkeypatch):
        monkeypatch.setattr(json_lines, "MAX_LINE", 500)
        found = items(json.dumps({"text": "x" * 600}).encode() + b"\n" + json.dumps({"text": BODY}).encode(), "/tmp/a.jsonl")
        assert "line 1: too large" in found[0].reason
        assert found[1].text == BODY

    def test_an_array_and_a_printed_object(self):
        assert [item.text for item in items(json.dumps([{"text": BODY}, {"text": SECOND}], indent=1).encode(), "/tmp/a.json")] == [
            BODY,
            SECOND,
        ]
        assert only(json.dumps({"text": BODY}, indent=2).encode(), "/tmp/a.json").text == BODY

    def test_half_a_surrogate_pair(self):
        assert only(b'{"text": "Norvik \\ud83d sold 5 vans."}', "/a.jsonl").text == "Norvik ? sold 5 vans."


def feed(*entries: str) -> str:
    space = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    channel = f"<channel><title>Fjord Feed</title>{''.join(entries)}</channel>"
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0" {space}>{channel}</rss>'


FIRST = f"""<item><title>Vans &amp; lorries</title><link>https://fjord.example/vans-and-lorries</link>
<pubDate>Tue, 04 May 2021 10:00:00 +0200</pubDate><description>A teaser.</description>
<content:encoded><![CDATA[<p>{BODY}</p><p>{SECOND}</p><script>var x = 5;</script>]]></content:encoded></item>"""
LAST = f"<item><guid>n-2</guid><title>Tamlin</title><description>{SECOND}</description></item>"


class TestFeeds:
    def test_items(self):
        first, last = items(feed(FIRST, LAST).encode(), "/tmp/feed.rss")
        assert first.text == f"Vans & lorries\n\n{BODY}\n\n{SECOND}"
        assert (first.uri, first.name, first.published, first.publisher) == (
            "https://fjord.example/vans-and-lorries",
            "vans-and-lorries",
            "2021-05-04",
            "Fjord Feed",
        )
        assert (last.text, last.uri_is_key, last.published) == (f"Tamlin\n\n{SECOND}", True, None)

    def test_atom(self):
        atom = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Fjord</title><entry><title>Vans</title><link href="https://fjord.example/v"/>
        <updated>2021-05-04T10:00:00Z</updated><published>2021-05-03T10:00:00Z</published>
        <content type="html">&lt;p&gt;{BODY}&lt;/p&gt;</content></entry></feed>"""
        item = only(atom.encode(), "https://fjord.example/feed")
        assert (item.media, item.text, item.published) == ("rss", f"Vans\n\n{BODY}", "2021-05-03")

    @pytest.mark.parametrize("cut", [30, len(LAST) - 3])
    def test_cut_in_half(self, cut):
        whole = feed(FIRST, LAST)
        found = items(whole[: whole.index(LAST) + cut].encode(), "/tmp/feed.rss")
        assert [item.position for item in found] == [0, 1]
        assert found[0].text.endswith(SECOND)
        assert found[1].reason == "the feed is cut off after 1 whole item: the rest cannot be read"

    @pytest.mark.parametrize("data", ["<?xml version='1.0'?><catalogue><van/></catalogue>", feed(), feed(FIRST)[:120], "<rss"])
    def test_no_feed_and_no_items(self, data):
        assert only(data.encode(), "/tmp/feed.rss").reason


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2018-04-27", "2018-04-27"),
        ("2018-04-27T23:59:00-05:00", "2018-04-27"),
        ("20180427", "2018-04-27"),
        ("2018-04", "2018-04"),
        ("2018", "2018"),
        (2018, "2018"),
        (1524787200, "2018-04-27"),
        ("Fri, 27 Apr 2018 10:00:00 +0530", "2018-04-27"),
        ("April 27, 2018", "2018-04-27"),
        ("27 April 2018", "2018-04-27"),
        ("2018-13-40", None),
        ("yesterday", None),
        (None, None),
        (True, None),
    ],
)
def test_dates_of_metadata(value, expected):
    assert iso_date(value) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/2018/04/27/vans/", "2018-04-27"),
        ("https://a.example/2018/04/vans", "2018-04"),
        ("https://a.example/news-2018-04-27", "2018-04-27"),
        ("https://a.example/2018/13/27/vans", None),
        ("https://a.example/vans-2018", None),
        ("https://a.example/id/20180427123", None),
    ],
)
def test_dates_of_addresses(url, expected):
    assert url_date(url) == expected


def test_slugs():
    assert slug("https://a.example/2018/04/27/vans-sell.html?x=1") == "vans-sell"
    assert slug("https://a.example/vans-sell/index.html") == "vans-sell"
    assert slug("https://a.example/") == "a.example"


def test_language():
    german = "Die Firma hat im ersten Quartal mit dem Verkauf von Wagen auch in der Stadt nicht viel verdient."
    assert guess_languages(pl.Series(["Vans 500", f"{BODY} {SECOND}", german])).to_list() == [None, "en", "de"]
    assert guess_languages(pl.Series([], dtype=pl.String)).to_list() == []


def test_vocabulary_is_known_and_unique():
    rows = vocabulary.load("language_words")
    assert rows.null_count().sum_horizontal().item() == 0
    assert rows.is_unique().all()
    assert rows["language"].str.contains("^[a-z]{2}$").all()
