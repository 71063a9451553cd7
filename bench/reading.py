"""Speed and memory of the reader: `python -m bench.reading [articles|sentences] COUNT`.

Each call is one process, so that its peak memory is that of this size alone.
"""

import json
import resource
import sys
from time import perf_counter, process_time

from bench import texts


def main() -> None:
    what, count = sys.argv[1], int(sys.argv[2])
    frame = texts.frame(what, count)
    size = frame["text"].str.len_bytes().sum()
    from transforms.reading.pipeline import read, read_all

    read(frame.head(50))  # vocabulary and first-call costs are paid once, not by every article
    clock: dict[str, float] = {}
    begun, busy_before = perf_counter(), process_time()
    claims = sum(reading.claims.height for reading in read_all(frame, clock))
    seconds, cpu = perf_counter() - begun, process_time() - busy_before
    busy = sum(clock.values())
    print(
        json.dumps(
            {
                "what": what,
                "count": count,
                "seconds": round(seconds, 2),
                "per_second": round(count / seconds),
                "cpu_us_each": round(cpu / count * 1e6, 1),
                "mb_per_second": round(size / seconds / 1e6, 2),
                "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
                "claims": claims,
                "stage_share": {stage: round(spent / busy, 3) for stage, spent in sorted(clock.items(), key=lambda item: -item[1])},
            }
        )
    )


if __name__ == "__main__":
    main()
