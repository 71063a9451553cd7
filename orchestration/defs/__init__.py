"""What Dagster serves, one stage or integration a module, in the order of the way of the data."""
