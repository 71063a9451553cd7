"""All measurements, a table each: `make bench`.

Every figure is of a process of its own. Nothing here decides whether a build passes: times depend on the machine.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from bench import texts

RIVAL = Path(sys.prefix) / "rival" / "bin" / "python"
SIZES = {"sentences": (1_000, 10_000, 100_000, 1_000_000), "articles": (1_000, 10_000, 50_000)}
RIVAL_TEXTS = 3_000
SHORT_TEXT = '{"id": "a", "text": "Orvellis sold 1.2 million heat pumps last year, its chief executive said."}\n'


def main() -> None:
    per_second = reading()
    rival(per_second)
    extract()
    runs()


def reading() -> dict[str, float]:
    """The reader over growing corpora: cost must stay linear, memory flat. Returns each kind's texts a second at its largest size."""
    largest = {}
    print(f"{'texts':10}{'count':>10}{'seconds':>9}{'per s':>8}{'us cpu each':>13}{'MB/s':>7}{'peak MB':>9}{'claims':>10}")
    for what, counts in SIZES.items():
        for count in counts:
            m = _module("bench.reading", what, str(count))
            print(
                f"{what:10}{count:>10,}{m['seconds']:>9}{m['per_second']:>8,}{m['cpu_us_each']:>13}{m['mb_per_second']:>7}"
                f"{m['peak_mb']:>9,}{m['claims']:>10,}",
                flush=True,
            )
        largest[what] = m
    for what, m in largest.items():
        print(f"share of each stage, {what}: " + ", ".join(f"{stage} {share:.1%}" for stage, share in m["stage_share"].items()))
    return {what: m["per_second"] for what, m in largest.items()}


def rival(ours: dict[str, float]) -> None:
    """quantulum3 on the same texts, a sentence a call; it has one process, as it would be used."""
    if not RIVAL.exists():
        print("quantulum3 is not here: `make bench` installs it in an environment of its own")
        return
    for what, texts_per_second in ours.items():
        lines = texts.sentence_texts(what)
        sentences_each = len(lines) / texts.original_count(what)
        with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
            file.write("\n".join((lines * (RIVAL_TEXTS // len(lines) + 1))[:RIVAL_TEXTS]))
            file.flush()
            m = _json([str(RIVAL), str(texts.ROOT / "bench" / "rival.py"), file.name])
        theirs, reader = m["count"] / m["seconds"], texts_per_second * sentences_each
        print(f"{what}: quantulum3 {theirs:,.0f} sentences/s, the reader {reader:,.0f} sentences/s: {reader / theirs:.0f} times")


def extract() -> None:
    """`saidso extract` on one short text, imports included."""
    times = []
    for _ in range(5):
        begun = perf_counter()
        subprocess.run([_saidso(), "extract", "-"], input=SHORT_TEXT, text=True, check=True, capture_output=True)
        times.append(perf_counter() - begun)
    print(f"saidso extract, one short text: {min(times):.2f} to {max(times):.2f} s")


def runs() -> None:
    """A whole `saidso run`, first and second, in a fresh home."""
    source = texts.SHARED / "articles" if (texts.SHARED / "articles").exists() else texts.ROOT / "articles"
    home = Path(tempfile.mkdtemp(prefix="saidso-bench-"))
    try:
        for label in ("first run", "second run"):
            begun = perf_counter()
            process = subprocess.Popen(
                [_saidso(), "run", str(source)], env={**os.environ, "SAIDSO_HOME": str(home)}, stdout=subprocess.DEVNULL
            )
            _, status, usage = os.wait4(process.pid, 0)
            if status:
                raise subprocess.CalledProcessError(status, "saidso run")
            print(f"saidso run, {label}: {perf_counter() - begun:.1f} s wall, {usage.ru_maxrss // 1024:,} MB peak")
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _saidso() -> str:
    return str(Path(sys.executable).with_name("saidso"))


def _module(module: str, *arguments: str) -> dict:
    return _json([sys.executable, "-m", module, *arguments])


def _json(command: list[str]) -> dict:
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=texts.ROOT)
    return json.loads(done.stdout.strip().splitlines()[-1])


if __name__ == "__main__":
    main()
