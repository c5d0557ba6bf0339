"""What the writer tells: plain facts, sent from its own threads. Whoever shows them brings them to the GUI's thread."""

from dataclasses import dataclass
from pathlib import Path

from model.store.messages import Plan
from model.store.problems import ProjectFileProblem


@dataclass(frozen=True, slots=True)
class Kept:
    """All changes up to this number are committed to the working file: a crash loses none of them."""

    through: int


@dataclass(frozen=True, slots=True)
class Unkept:
    """The working file cannot be written. What was changed is only in memory; the writer tries again by itself."""

    problem: ProjectFileProblem


@dataclass(frozen=True, slots=True)
class Saving:
    """The file is being published."""


@dataclass(frozen=True, slots=True)
class Saved:
    """The file at this path holds all changes up to this number."""

    path: Path
    through: int


@dataclass(frozen=True, slots=True)
class KeptHere:
    """The target could not be written and is as it was. The work is kept on this computer; trying again goes on.

    path: of the document. After a "Save as" that failed it is what it was before.
    """

    problem: ProjectFileProblem
    path: Path | None


@dataclass(frozen=True, slots=True)
class KeptCopy:
    """The target holds no project that can be read, and stays. The work is in a copy beside it, now its document."""

    target: Path
    path: Path
    through: int


@dataclass(frozen=True, slots=True)
class CopySaved:
    """A copy without history was written."""

    path: Path


@dataclass(frozen=True, slots=True)
class CopyFailed:
    """A copy without history could not be written."""

    problem: ProjectFileProblem


@dataclass(frozen=True, slots=True)
class Met:
    """Another version of this project lies at the path, and `plan` says how it is taken in (`OpenProject.take`).

    hash: of its bytes. Until it is taken in, the work is kept on this computer and the file stays as it is.
    """

    plan: Plan
    path: Path
    hash: str


@dataclass(frozen=True, slots=True)
class Behind:
    """The file at this path holds an older version than the one published last: it is published again soon."""

    path: Path
    hash: str


@dataclass(frozen=True, slots=True)
class Heavy:
    """The file at this path has grown so large (`size` in bytes) that it soon cannot be opened: time to compact it."""

    path: Path
    size: int


@dataclass(frozen=True, slots=True)
class LogRead:
    """The log was read: `OpenProject.timeline` answers at once from now on."""


Report = Kept | Unkept | Saving | Saved | KeptHere | KeptCopy | CopySaved | CopyFailed | LogRead | Met | Behind | Heavy
