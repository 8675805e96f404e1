"""Build hook: the wheel's dependencies are the lines of base.in, written once."""

from pathlib import Path

from hatchling.metadata.plugin.interface import MetadataHookInterface


class RequirementsHook(MetadataHookInterface):
    """Gives the wheel the dependencies of base.in."""

    def update(self, metadata: dict[str, object]) -> None:
        """Fill `dependencies` from requirements/base.in."""
        lines = (Path(self.root) / "requirements" / "base.in").read_text().splitlines()
        metadata["dependencies"] = [line for line in lines if line and not line.startswith(("#", "-"))]
