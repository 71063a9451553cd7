"""quantulum3's speed on lines of text: `rival/bin/python bench/rival.py FILE`, one text a line.

It runs in an environment of its own (`bench/rival.lock`), so that nothing of the rival's is in the product's; hence it imports nothing
from this repository.
"""

import json
import logging
import sys
import warnings
from pathlib import Path
from time import perf_counter

warnings.filterwarnings("ignore")  # its classifier was stored by another release of scikit-learn; the pace is the same
logging.disable(logging.WARNING)


def main() -> None:
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    from quantulum3 import parser

    parser.parse(lines[0])  # models and units load at the first call
    begun = perf_counter()
    found = sum(len(parser.parse(line)) for line in lines)
    print(json.dumps({"count": len(lines), "seconds": round(perf_counter() - begun, 2), "found": found}))


if __name__ == "__main__":
    main()
