"""All measurements, a table each: `make bench`."""

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from bench.texts import ROOT, SHARED


def main() -> None:
    reading()
    rival()
    runs()


def reading() -> None:
    """The reader over growing corpora: cost must stay linear and memory flat."""
    print("reading                 count     s    per s   MB/s  peak MB   claims")
    for what, count in (("articles", 1_000), ("articles", 20_000), ("sentences", 1_000), ("sentences", 100_000), ("sentences", 1_000_000)):
        measured = _measured("bench.reading", what, str(count))
        print(
            f"{what:20}{count:>9}{measured['seconds']:>6}{measured['per_second']:>9}{measured['mb_per_second']:>7}"
            f"{measured['peak_mb']:>9}{measured['claims']:>9}"
        )
    print("share of each stage, one million sentences: " + ", ".join(f"{k} {v:.0%}" for k, v in measured["stage_share"].items()))


def rival() -> None:
    """quantulum3 and the reader on the same sentences in the same run."""
    try:
        theirs = _measured("bench.rival", "2000")
    except subprocess.CalledProcessError:
        print("quantulum3 is not installed: pip install -e '.[bench]'")
        return
    ours = _measured("bench.reading", "sentences", "200000")
    print(
        f"quantulum3 {theirs['per_second']} sentences/s, reader {ours['per_second']}: {ours['per_second'] / theirs['per_second']:.0f} times"
    )


def runs() -> None:
    """A whole `saidso run`, first and second, in a fresh home."""
    source = SHARED / "articles" if (SHARED / "articles").exists() else ROOT / "articles"
    home = Path(tempfile.mkdtemp(prefix="saidso-bench-"))
    command = [str(Path(sys.executable).with_name("saidso")), "run", str(source)]
    try:
        for label in ("first run", "second run"):
            begun = perf_counter()
            subprocess.run(command, env={**os.environ, "SAIDSO_HOME": str(home)}, check=True, capture_output=True)
            peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
            print(f"{label}: {perf_counter() - begun:.1f} s wall, {peak} MB peak (largest process so far)")
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _measured(module: str, *arguments: str) -> dict:
    done = subprocess.run([sys.executable, "-m", module, *arguments], check=True, capture_output=True, text=True, cwd=ROOT)
    return json.loads(done.stdout.strip().splitlines()[-1])


if __name__ == "__main__":
    main()
