"""Where the warehouse's files lie under SAIDSO_HOME.

Belongs here: paths. Does not belong here: making or reading what lies there.
"""

from dataclasses import dataclass
from pathlib import Path

DATABASE = "warehouse.duckdb"
"""Always this name: DuckDB takes the catalogue's name from the file's, and stored views may hold it."""


@dataclass(frozen=True)
class Home:
    """SAIDSO_HOME and what the warehouse keeps in it."""

    root: Path

    @classmethod
    def at(cls, root: "str | Path | Home") -> "Home":
        """The home at a path; a Home as it is."""
        return root if isinstance(root, Home) else cls(Path(root).absolute())

    @property
    def build(self) -> Path:
        return self.root / "build"

    @property
    def candidate(self) -> Path:
        """The warehouse build not yet audited."""
        return self.build / DATABASE

    @property
    def lock(self) -> Path:
        return self.build / ".lock"

    @property
    def dbt(self) -> Path:
        """dbt's target and logs."""
        return self.build / "dbt"

    @property
    def releases(self) -> Path:
        return self.root / "releases"

    @property
    def current(self) -> Path:
        """Link to the release that readers open."""
        return self.root / "current"

    @property
    def pinned(self) -> Path:
        """Marker of a rollback: while it stands, new releases leave `current` alone."""
        return self.root / "pinned"
