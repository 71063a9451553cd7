"""`python -m orchestration.cli`, the same as `saidso`."""

import sys

from orchestration.cli import main

sys.exit(main())
