"""Measurements: speed and memory of reading and of whole runs. `make bench` runs them all; no test depends on a time."""
