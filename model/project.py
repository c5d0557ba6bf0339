"""An open project: the document, its history and its file, wired together. This is the only wirer.

Opening checks and reads; from then on every ChangeSet that goes through the document's door is handed to the
writer, and nobody waits. What becomes of it is told to those who `watch`.
"""

import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path

from model.change import ChangeSet, change_set
from model.document import Document
from model.edits.sending import cleaned_for_sending
from model.entry import Entry
from model.history import History, older_steps
from model.records import Record
from model.restoring import difference, forgetting, restoring, state_at
from model.sharing import Sharing, planned
from model.store import files, start
from model.store.files import Whole
from model.store.logbook import Logbook
from model.store.messages import Pending, Plan
from model.store.places import let_go
from model.store.problems import ProjectFileProblem
from model.store.references import check_references
from model.store.reports import CopyFailed, CopySaved, KeptCopy, KeptHere, LogRead, Met, Report
from model.store.schedule import QUIET
from model.store.start import Start
from model.store.status import Gathered, Status, gather
from model.store.strays import Stray, stray_of
from model.store.watching import Planned
from model.store.writer import Writer
from model.timeline import Timeline

Watcher = Callable[[Status], None]
Teller = Callable[[Report], None]

_open_projects: "list[OpenProject]" = []


class OpenProject:
    """A document that is open, with its history, its file and its safety. Its methods belong to one thread.

    document, history: what the editor works on. author, session: under which the log holds what is done. recovered:
    it holds work that was left behind by a program that ended without closing. repaired: how many values of the file
    had to be brought into their limits.
    """

    def __init__(self, begun: Start, quiet: float = QUIET) -> None:
        """Wire up what was made or read. Use `new`, `open` or `recover`.

        quiet: seconds without a change before the file is published.
        """
        self.document = Document(begun.records)
        self.recovered, self.repaired = begun.recovered, begun.repaired
        self.author, self.session = begun.sitting.author, begun.sitting.session
        self._opened, self._private = begun.opened, begun.private
        self._path = begun.attachment.path
        self._lock = threading.Lock()
        self._known = Gathered(saved=-1 if begun.recovered else 0)
        self._watchers: list[Watcher] = []
        self._tellers: list[Teller] = []
        self._logbook = Logbook(begun.records, begun.head, begun.sitting)
        self._older: tuple[list[Entry], list[Entry]] | None = None
        self._remembers = False
        self.document.listen(self._before_history)
        self.history = History(self.document)
        self.document.listen(self._after_history)
        self._writer = Writer(begun, self._logbook, self._told, self._plan, quiet)
        self._sharing = Sharing(self.document, self.history, self._logbook, self._writer, self._keep, lambda: self.path)
        self._writer.begin()
        _open_projects.append(self)

    @classmethod
    def new(cls, records: Iterable[Record], author: str | None = None, quiet: float = QUIET) -> "OpenProject":
        """Return a project without a file that begins with these records: a blank one, a template, a sample.

        author: the name in the log, the user's of this computer unless given.
        """
        return cls(start.fresh(records, start.sitting(author)), quiet)

    @classmethod
    def open(cls, path: Path, author: str | None = None, quiet: float = QUIET) -> "OpenProject":
        """Return the project in a file; raise ProjectFileProblem saying why it cannot be opened.

        When this process has the file open already, that project is returned. When a program that ended without
        closing left work on this file behind, the project holds that work, and is `recovered`.
        """
        already = find_open(path)
        if already is not None:
            return already
        with suppress(OSError, ProjectFileProblem):
            stray = stray_of(path)
            if stray is not None:
                return cls.recover(stray, author, quiet)
        return cls(start.from_file(path, start.sitting(author)), quiet)

    @classmethod
    def copy_of(cls, path: Path, author: str | None = None, quiet: float = QUIET) -> "OpenProject":
        """Return a project with the content and history of a file and no file of its own: nothing goes back into that.

        Its history lets it be merged with that file later. Raise ProjectFileProblem as `open` does.
        """
        return cls(start.from_file(path, start.sitting(author), attached=False), quiet)

    @classmethod
    def recover(cls, stray: Stray, author: str | None = None, quiet: float = QUIET) -> "OpenProject":
        """Return the project that takes up work left behind (`model.store.strays.strays` finds it), on its document.

        Raise ProjectFileProblem when it cannot be read, or somebody else has taken it up.
        """
        return cls(start.from_stray(stray, start.sitting(author)), quiet)

    @property
    def path(self) -> Path | None:
        """The file of the project, or None. It changes with `save_as`, and when work is kept in a copy beside it."""
        with self._lock:
            return self._path

    @property
    def status(self) -> Status:
        """Where the work is now."""
        with self._lock:
            return self._known.status(self._path)

    @property
    def is_only_here(self) -> bool:
        """Whether closing would leave work that is in no file: what a window asks about before it closes."""
        with self._lock:
            return self._path is None and self._known.saved < self._known.made

    def watch(self, watcher: Watcher) -> None:
        """Call the watcher with each new status. It is called from the writer's threads as well as this one."""
        self._watchers.append(watcher)

    def listen(self, teller: Teller) -> None:
        """Call the teller with each report of the writer (see `model.store.reports`), from the writer's threads."""
        self._tellers.append(teller)

    def save(self) -> bool:
        """Publish to the file, at once and in the background; False, with nothing done, while there is no file."""
        if self.path is not None:
            self.history.seal()
            self._writer.save()
        return self.path is not None

    def save_as(self, path: Path) -> None:
        """Make this the project's file and publish to it, over whatever is there. Where that fails, it is not its file.

        Raise ProjectFileProblem where another window of this process has that file.
        """
        other = find_open(path)
        if other is not None and other is not self:
            raise ProjectFileProblem("file.open_elsewhere", name=path.name)
        self.history.seal()
        with self._lock:
            self._path = path.absolute()
        self._writer.save_as(path.absolute())

    def publish_soon(self) -> None:
        """Publish in the background what is unpublished, as when the window loses the focus."""
        self._writer.soon()

    def save_copy_without_history(self, path: Path, *, cleaned: bool = False) -> None:
        """Write a copy that holds no log, over whatever is there; told by a CopySaved or CopyFailed report.

        cleaned: fit for somebody outside, without authors, comments, named versions and hidden lanes either. Raise
        ProjectFileProblem where a window of this process has that file.
        """
        if find_open(path) is not None:
            raise ProjectFileProblem("file.open_elsewhere", name=path.name)
        records = tuple(self.document.records.values())
        kept = tuple(cleaned_for_sending(records)) if cleaned else records
        self._writer.on_copier(partial(self._write_copy, path, kept))

    def settle(self, timeout: float = 10.0) -> bool:
        """Wait until every change so far is kept, at most `timeout` seconds; return whether it is."""
        return self._writer.settle(timeout)

    def close(self, timeout: float = 10.0, *, discard: bool = False, leave: bool = True) -> bool:
        """Publish what is unpublished, if there is a file, and end; return whether that was done in time.

        It waits at most `timeout` seconds. Work without a file, or whose file cannot be written, stays on this
        computer and is found at the next start; unless it may not (`leave`), when the project is not closed. With
        `discard` it is removed, because the person said so. After False the project is still open, and its status
        says why.
        """
        if not self._sharing.close(timeout, discard=discard, leave=leave):
            return False
        if self._private is not None:
            let_go(self._private)
        self.document.forget(self._before_history)
        self.document.forget(self._after_history)
        _open_projects.remove(self)
        return True

    def read_log(self) -> None:
        """Read the log in the background; a LogRead report tells when `timeline` answers at once."""
        self._writer.read_log()

    def timeline(self) -> Timeline:
        """Return the log up to the last change, kept or not; the first call waits for it to be read.

        It is kept up from call to call. Also from the first call on, undo reaches back beyond this sitting.
        """
        if not self._logbook.is_read:
            self._writer.read_log()
            self._logbook.wait()
        timeline = self._logbook.timeline()
        if not self._remembers:
            self._remembers = True
            self.history.remember(*(self._older or older_steps(timeline, self.author, self._logbook.beginning)))
            self._older = None
        return timeline

    def records_at(self, entry: str) -> dict[str, Record]:
        """Return the records as they were at an entry of the log; raise ProjectFileProblem where that is not known."""
        return state_at(self.timeline(), entry, self.document.records)

    def restore(self, entry: str, title: str = "") -> ChangeSet:
        """Return to the state at an entry of the log, as one step; return the ChangeSet, empty if nothing differs.

        Comments, named versions and conflicts stay those of today. title: what the state is called. Raise
        ProjectFileProblem where the state is not known.
        """
        return self._step(restoring(self.document.records, self.records_at(entry), title))

    def revert(self) -> ChangeSet:
        """Return to what was opened, as one step that can be undone; return the ChangeSet, empty if nothing differs."""
        return self._step(change_set("change.revert", difference(self.document.records, self._opened)))

    def forget_before(self, entry: str) -> int:
        """Forget the log before an entry, which becomes its root; return how many entries were forgotten.

        What only the log still held, as deleted text, is gone from the file once it is published. Raise
        ProjectFileProblem where the entry's state is not known.
        """
        timeline = self.timeline()
        kept = forgetting(timeline, entry, self._logbook.whole_moment().records)
        forgotten = len(timeline) - len(kept)
        if forgotten:
            self.history.seal()
            self._keep(self._logbook.compact(kept, start.now()))
        return forgotten

    def _step(self, changes: ChangeSet) -> ChangeSet:
        """Apply a ChangeSet as a step that is joined with no other."""
        if changes:
            self.history.seal()
            self.document.apply(changes)
            self.history.seal()
        return changes

    def look(self) -> None:
        """See, in the background, whether the file was changed by somebody else, which a Met report tells; cheap."""
        self._writer.look()

    def take(self, plan: Plan) -> Plan | None:
        """Take in another version, as a Met report planned it; it is no step to undo. What has to be is published.

        None, with nothing done, where the project has moved on since: then the file is looked at again, and told.
        """
        return plan if self._sharing.take(plan) else None

    def merge_file(self, path: Path) -> Plan:
        """Take in a file that lies anywhere, as a conflicted copy does; raise ProjectFileProblem as for opening."""
        self.timeline()
        return self._sharing.merge_file(path)

    def _plan(self, whole: Whole, head: str) -> Planned:
        """Plan how a version that was met is taken in, on the copier's thread."""
        if not self._logbook.is_read:
            self._writer.read_log()
            self._logbook.wait()
        return planned(whole, head, self._logbook)

    def _before_history(self, _: ChangeSet) -> None:
        """Let no step of undo span what was published and what was not: the log keeps them apart."""
        if not self._logbook.is_open:
            self.history.seal()

    def _after_history(self, changes: ChangeSet) -> None:
        """Hand a ChangeSet to the writer. History has joined it to the step before when that is not the newest."""
        if not self._sharing.is_taking:
            squash = not changes.undoes and self.history.undoable is not changes
            self._keep(self._logbook.write(changes, squash=squash, time=start.now()))
        check_references(self.document, changes)

    def _keep(self, pending: Pending) -> None:
        with self._lock:
            self._known = gather(self._known, pending.number)
        self._writer.keep(pending)
        self._show()

    def _told(self, report: Report) -> None:
        """Take in a report and pass it on; called on the writer's threads."""
        if isinstance(report, LogRead) and not self._remembers and self._older is None:
            self._older = older_steps(self._logbook.moment().timeline, self.author, self._logbook.beginning)
        if isinstance(report, Met):
            self._sharing.met(report)
        with self._lock:
            self._known = gather(self._known, report)
            if isinstance(report, KeptCopy | KeptHere):
                self._path = report.path
        for teller in tuple(self._tellers):
            teller(report)
        if not isinstance(report, CopySaved | CopyFailed):
            self._show()

    def _show(self) -> None:
        status = self.status
        for watcher in tuple(self._watchers):
            watcher(status)

    def _write_copy(self, path: Path, records: tuple[Record, ...]) -> None:
        try:
            files.write(path, records, author="", time=start.now(), replace=True)
        except ProjectFileProblem as problem:
            self._told(CopyFailed(problem))
        else:
            self._told(CopySaved(path))


def find_open(path: Path) -> OpenProject | None:
    """Return the project that has this file open in this process, or None."""
    wanted = files.real(path)
    return next((each for each in _open_projects if each.path and files.real(each.path) == wanted), None)


def open_projects() -> tuple[OpenProject, ...]:
    """Return all projects that are open in this process."""
    return tuple(_open_projects)


def read_project(path: Path) -> Document:
    """Return the document in a file, for reading: no working file is made. Raise ProjectFileProblem."""
    return Document(files.read(path).records)


def write_new(path: Path, document: Document, *, replace: bool = False) -> None:
    """Write a document as a new file. Raise ProjectFileProblem, with what is there untouched, where that fails.

    replace: what is at the path may be replaced; otherwise a file that exists is refused.
    """
    files.write(path, document.records.values(), author=start.user_name(), time=start.now(), replace=replace)
