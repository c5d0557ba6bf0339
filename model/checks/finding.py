"""What a check returns. Words live in the catalogue: the sentence of J104 is "finding.J104" with these values."""

from dataclasses import dataclass

SEVERITIES = ("error", "warning", "note")


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding on one map.

    targets: ids of the records it is about, the first is where to go (empty: the map as a whole). values: for the
    sentence's placeholders. fixable: `model.checks.fixes.fix` has a ChangeSet for it. muted: by project or card.
    """

    code: str
    severity: str
    map: str
    targets: tuple[str, ...] = ()
    values: tuple[tuple[str, str], ...] = ()
    fixable: bool = False
    muted: bool = False

    @property
    def key(self) -> str:
        """The catalogue key of its sentence."""
        return f"finding.{self.code}"
