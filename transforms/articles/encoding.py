"""Bytes to characters.

Belongs here: byte order marks, declared and detected encodings, telling text from binary. Does not belong here: formats of articles.
"""

import codecs
import re

SAMPLE = 200_000
"""Bytes looked at to detect an encoding or a binary."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding=["']([\w.:-]+)|<meta[^>]{0,300}?charset=["']?\s*([\w.:-]+)""", re.IGNORECASE)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\v\x1b\x1e\x1f")) + b"\x7f"
_MAGIC = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\x1f\x8b", "gzip-compressed"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x28\xb5\x2f\xfd", "zstd-compressed"),
    (b"BZh", "bzip2-compressed"),
    (b"\x7fELF", "a program"),
)


class Undecodable(Exception):
    """The bytes are no text; the message says what they are, as far as can be told."""


def decode(data: bytes) -> str:
    """The characters of a document: by byte order mark, declaration, UTF-8, or detection.

    Raises Undecodable for binaries and hopeless encodings.
    """
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise Undecodable(f"binary: {what}, not text, HTML, JSON lines or a feed")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if wide := _wide(data):
        return data.decode(wide, "replace")
    _refuse_binary(data)
    declared = _declared(data)
    if declared and declared != "utf-8":
        try:
            return data.decode(declared)
        except UnicodeDecodeError:
            pass
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _repaired(data) or _detected(data, error)


def _refuse_binary(data: bytes) -> None:
    sample = data[:SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls > max(3, len(sample) // 200):
        raise Undecodable("binary: full of control characters, not text, HTML, JSON lines or a feed")


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every second byte of a mostly Latin text is NUL."""
    sample = data[:2_000]
    if len(sample) < 8:
        return None
    even, odd = sample[0::2].count(0) / len(sample[0::2]), sample[1::2].count(0) / len(sample[1::2])
    if odd > 0.7 and even < 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 and odd < 0.1 else None


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data[:4_096])
    if not found:
        return None
    try:
        return codecs.lookup((found.group(1) or found.group(2)).decode("ascii")).name
    except (LookupError, UnicodeDecodeError):
        return None


def _repaired(data: bytes) -> str | None:
    """UTF-8 with a few broken bytes: the whole characters beside them prove what it is."""
    text = data.decode("utf-8", "replace")
    whole = sum(1 for character in text[:SAMPLE] if character > "\x7f" and character != "\ufffd")
    broken = text[:SAMPLE].count("\ufffd")
    return text if broken <= max(1, whole) and broken * 20 <= len(text[:SAMPLE]) and whole else None


def _detected(data: bytes, error: UnicodeDecodeError) -> str:
    sample = data[:SAMPLE]
    high = sum(byte > 0x7F for byte in sample)
    # Western text has few accents, and detection guesses wildly from a few; other scripts have many.
    if high * 10 <= len(sample):
        try:
            return data.decode("cp1252")
        except UnicodeDecodeError:
            pass
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    if best is None:
        raise Undecodable(f"cannot be decoded: no UTF-8 (byte {error.start}) and no other known encoding")
    return data.decode(best.encoding, "replace")
