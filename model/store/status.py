"""How safe the work is, gathered from the writer's reports: the one line that the window shows."""

from dataclasses import dataclass, replace
from pathlib import Path

from model.store.problems import ProjectFileProblem
from model.store.reports import Behind, Kept, KeptCopy, KeptHere, Met, Report, Saved, Saving, Unkept

STATES = ("untitled", "keeping", "kept", "saving", "saved", "kept_here", "kept_copy", "not_kept")


@dataclass(frozen=True, slots=True)
class Status:
    """Where the work is. Its sentence is `say(status.key, language, **status.values)`.

    state: untitled (kept on this computer, no file yet), keeping (not committed yet), kept (committed, not yet in
    the file), saving, saved, kept_here (the file cannot be written: `problem` says why), kept_copy (somebody else's
    work is in the file, this work in a copy beside it), not_kept (`problem`: it is in memory only).
    """

    state: str
    path: Path | None
    problem: ProjectFileProblem | None = None

    @property
    def key(self) -> str:
        """The catalogue key of the line to show."""
        return f"status.{self.state}"

    @property
    def values(self) -> dict[str, str]:
        """The values of its sentence."""
        if self.path is None and self.problem is not None:
            return {"name": self.problem.values.get("name", "")}
        return {"name": self.path.name if self.path else ""}


@dataclass(frozen=True, slots=True)
class Gathered:
    """What is known so far: numbers of the last change made, kept and saved, and what went wrong last."""

    made: int = 0
    kept: int = 0
    saved: int = 0
    saving: bool = False
    unkept: ProjectFileProblem | None = None
    unsaved: ProjectFileProblem | None = None
    copied: bool = False

    def status(self, path: Path | None) -> Status:
        """Return the status that this comes to."""
        if self.unkept is not None:
            return Status("not_kept", path, self.unkept)
        if self.kept < self.made and self.saved < self.made:
            return Status("keeping", path)
        if self.saving:
            return Status("saving", path)
        if self.unsaved is not None:
            return Status("kept_here", path, self.unsaved)
        if path is None:
            return Status("untitled", path)
        if self.saved < self.made:
            return Status("kept", path)
        return Status("kept_copy" if self.copied else "saved", path)


def gather(known: Gathered, report: Report | int) -> Gathered:
    """Return what is known after a report, or after the change with this number was made."""
    match report:
        case int(made):
            return replace(known, made=made)
        case Kept(through):
            return replace(known, kept=through, unkept=None)
        case Unkept(problem):
            return replace(known, saving=False, unkept=problem)
        case Saving():
            return replace(known, saving=True)
        case Saved(_, through):
            unkept = None if through >= known.made else known.unkept
            return replace(known, saving=False, saved=through, unsaved=None, copied=False, unkept=unkept)
        case KeptCopy(_, _, through):
            return replace(known, saving=False, saved=through, unsaved=None, copied=True)
        case Met():
            return replace(known, saving=False)
        case Behind():
            return replace(known, saved=-1)
        case KeptHere(problem, _):
            return replace(known, saving=False, unsaved=problem)
    return known
