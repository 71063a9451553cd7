"""Great Expectations' Data Docs, made to open without a network.

Belongs here: writing them and taking every outside address out. Does not belong here: our own page (`pages`).

Great Expectations' pages load scripts and styles from content networks, and bring 4 MB of fonts and pictures along. What remains
here is their HTML with one small stylesheet of ours.
"""

import re
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import quote

SITE = "audit"

_OUTSIDE_TAGS = re.compile(r"<script\b[^>]*>.*?</script>|<link\b[^>]*>|<img\b[^>]*>|<iframe\b.*?</iframe>", re.DOTALL | re.IGNORECASE)
_OUTSIDE_ADDRESS = re.compile(r"""\b(href|src|action)\s*=\s*(["'])(?:https?:)?//[^"']*\2""", re.IGNORECASE)
_STYLE_ADDRESS = re.compile(r"""url\(\s*["']?(?:https?:)?//[^)]*\)|@import[^;]*;""", re.IGNORECASE)
_HEAD_END = re.compile(r"</head>", re.IGNORECASE)

STYLE = """
body { margin: 0 auto; max-width: 70rem; padding: 1.5rem; color: #1d2430;
       font: 15px/1.5 system-ui, "Segoe UI", "Liberation Sans", sans-serif }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 1.5rem }
th, td { border-bottom: 1px solid #dfe3ea; padding: .35rem .6rem .35rem 0; text-align: left; vertical-align: top; overflow-wrap: anywhere }
pre, code { white-space: pre-wrap; overflow-wrap: anywhere; font-size: .85rem } ul { padding-left: 1.2rem }
.btn, button, footer, .sticky, .modal, [role=dialog], #ge-cta-footer, .navbar, .cooltip, .nav-tabs { display: none !important }
th { white-space: nowrap }
.collapse { display: block !important }
.tab-content > .tab-pane { display: block } .fas.fa-check-circle::before { content: "\\2713"; color: #1c7a4b }
.fas.fa-times::before { content: "\\2717"; color: #b3261e } .fas.fa-exclamation-triangle::before { content: "!"; color: #8a5a00 }
"""


def write(context: Any, folder: Path) -> None:
    """Write the pages of the context's validation results to a new folder (`index.html` is the way in)."""
    # Great Expectations reads `$` in its configuration as a variable.
    store = {"class_name": "TupleFilesystemStoreBackend", "base_directory": str(folder).replace("$", r"\$")}
    site = {"class_name": "SiteBuilder", "store_backend": store, "site_index_builder": {"class_name": "DefaultSiteIndexBuilder"}}
    context.add_data_docs_site(SITE, {**site, "show_how_to_buttons": False})
    context.build_data_docs(site_names=[SITE])
    shutil.rmtree(folder / "static", ignore_errors=True)
    for file in folder.rglob("*.html"):
        file.write_text(without_outside_addresses(file.read_text(encoding="utf-8")), encoding="utf-8")
    (folder / "index.html").write_text(_index(folder), encoding="utf-8")


def _index(folder: Path) -> str:
    """The way in, table by table: Great Expectations' own is drawn by a script from elsewhere."""
    results = {page.relative_to(folder).parts[1:3]: page.relative_to(folder).as_posix() for page in folder.glob("validations/**/*.html")}
    rows = "".join(
        f"<tr><td>{schema}.{table}</td><td><a href='{quote(page)}'>results</a></td>"
        f"<td><a href='expectations/{schema}/{table}.html'>expectations</a></td></tr>"
        for (schema, table), page in sorted(results.items())
    )
    head = f"<meta charset='utf-8'><title>Data Docs</title><link rel='icon' href='data:,'><style>{STYLE}</style>"
    body = f"<h1>Data Docs</h1><p><a href='../audit.html'>The audit in words</a></p><table>{rows}</table>"
    return f"<!doctype html>\n<html lang='en'><head>{head}</head><body>{body}</body></html>\n"


def without_outside_addresses(html: str) -> str:
    """The page without scripts, pictures, fonts and addresses of other hosts, and with the small stylesheet."""
    inside = _STYLE_ADDRESS.sub("", _OUTSIDE_ADDRESS.sub("", _OUTSIDE_TAGS.sub("", html)))
    return _HEAD_END.sub(lambda end: f"<link rel='icon' href='data:,'><style>{STYLE}</style>{end[0]}", inside, count=1)
