"""quantulum3's speed on the same sentences: `python -m bench.rival COUNT` (needs the bench extra)."""

import json
import sys
from time import perf_counter

from bench import texts


def main() -> None:
    count = int(sys.argv[1])
    lines = texts.sentences(count)["text"].to_list()
    from quantulum3 import parser

    parser.parse(lines[0])
    begun = perf_counter()
    found = sum(len(parser.parse(line)) for line in lines)
    seconds = perf_counter() - begun
    print(
        json.dumps(
            {"what": "quantulum3", "count": count, "seconds": round(seconds, 2), "per_second": round(count / seconds), "found": found}
        )
    )


if __name__ == "__main__":
    main()
