"""Build hook: the wheel's dependencies are the lines of base.in, written once."""

from pathlib import Path

from hatchling.metadata.plugin.interface import MetadataHookInterface


class RequirementsHook(MetadataHookInterface):
    """Gives the wheel the dependencies of base.in, and those that it needs only for some settings."""

    def update(self, metadata: dict[str, object]) -> None:
        """Fill `dependencies` from requirements/base.in, the extras `s3` and `redis` from the files of their names."""
        metadata["dependencies"] = self._lines("base")
        metadata["optional-dependencies"] = {name: self._lines(name) for name in ("s3", "redis")}

    def _lines(self, name: str) -> list[str]:
        lines = (Path(self.root) / "requirements" / f"{name}.in").read_text().splitlines()
        return [line for line in lines if line and not line.startswith(("#", "-"))]
