"""What one window does with files: new, open, save, copies, return to what was opened, and closing without loss."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtWidgets import QFileDialog

from editor.dialogs.ask import Ask
from editor.window.banner import Offer
from editor.window.recovery import show_backups
from export.load import PROJECT_SUFFIX
from model.edits.draft import short
from model.store.header import LARGEST_FILE
from model.store.problems import ProjectFileProblem
from model.store.reports import CopyFailed, CopySaved, Heavy, KeptCopy, Report, Saved
from model.store.status import Status

if TYPE_CHECKING:
    from editor.window.main_window import MainWindow

TROUBLED, CALM = ("kept_here", "not_kept"), ("untitled", "kept", "saved")
"""States of the work that are said in the banner, and those that take that back."""
CLOSE_WITHIN_S = 10.0
"""So long a window that closes waits for its file to be written."""


class Files(QObject):
    """The file side of a window. The writer tells from threads of its own; signals bring that to this one."""

    _status = Signal(object)
    _report = Signal(object)

    def __init__(self, window: "MainWindow") -> None:
        """Watch the window's project."""
        super().__init__(window)
        self._window, self._project, self._voice = window, window.project, window.voice
        self._trouble: ProjectFileProblem | None = None
        self._closed = False
        self._called: Callable[[], str] | None = None
        self._discard: bool | None = None
        self._may_leave = self._warned = False
        self._status.connect(self._take_status)
        self._report.connect(self._take_report)
        self._project.watch(self._status.emit)
        self._project.listen(self._report.emit)

    # Saying how things stand

    def title(self) -> str:
        """Return what the document is called: the project's title, else its file, else that it has none."""
        path = self._project.path
        if path is None and self._called is not None:
            return self._called()
        return (
            short(self._project.document.project.title, 80)
            or (path.stem if path else "")
            or self._voice.say("common.untitled")
        )

    @property
    def is_called(self) -> bool:
        """Whether the document has a name by which it came: a backup, a rescued copy."""
        return self._called is not None

    def call(self, caption: Callable[[], str]) -> None:
        """Call the document something until it has a file, as where it is a backup or a rescued copy of another."""
        self._called = caption
        self.show_state()

    def show_state(self) -> None:
        """Show title and status in the window."""
        status = self._project.status
        say = self._voice.say
        line = say(status.key, **status.values)
        problem = status.problem
        reason = say(problem.key, **problem.values) if problem else line
        title = self.title()
        # Qt takes "[*]" in a window's title for a mark of its own, unless it stands there twice.
        self._window.setWindowTitle(say("files.window_title", title=title.replace("[*]", "[*][*]")))
        self._window.top.show_document(title, line, reason)

    def _take_status(self, _: Status) -> None:
        """Show a new status; trouble is also said in the banner, once, and taken back when it is over."""
        if self._closed:
            return
        status = self._project.status
        self.show_state()
        if status.state not in TROUBLED:
            self._may_leave = False
        if status.state in TROUBLED and status.problem is not None:
            if status.problem != self._trouble:
                self._trouble = status.problem
                self._say_problem(status.problem, offers=(("act.save_as", self.ask_save_as),))
        elif self._trouble is not None and status.state in CALM:
            self._trouble = None
            self._window.banner.hide()

    def _take_report(self, report: Report) -> None:
        if self._closed:
            return
        say = self._voice.say
        match report:
            case KeptCopy(target, path):
                words = {"name": target.name, "copy": path.name}
                self._say(lambda: say("file.kept_copy", **words), bad=False)
            case Saved(path):
                self._window.shell.settings.add_recent(path)
            case Heavy(path, size) if not self._warned:
                self._warned = True
                most = {"size": f"{size >> 20}", "most": f"{LARGEST_FILE >> 20}"}
                self._say(lambda: say("file.heavy", name=path.name, **most), bad=False)
            case CopySaved(path):
                self._window.session.said.emit(say("file.copy_saved", name=path.name))
            case CopyFailed(problem):
                self._say_problem(problem)

    def _say(self, sentence: Callable[[], str], *, bad: bool = True, offers: Sequence[Offer] = ()) -> None:
        self._window.banner.show_sentence(sentence, bad=bad, offers=offers)

    def _say_problem(self, problem: ProjectFileProblem, offers: Sequence[Offer] = ()) -> None:
        self._say(lambda: self._voice.say(problem.key, **problem.values), offers=offers)

    # Opening

    def new(self) -> None:
        """Show the templates as pictures to begin from."""
        from editor.dialogs.new import NewDialog

        NewDialog(self._window).open()

    def open(self, path: Path) -> None:
        """Open a file; one that is open already comes to the front."""
        self._window.shell.open_file(path, self._window)

    def ask_open(self) -> None:
        """Ask for a file to open."""
        say = self._voice.say
        dialog = self._dialog("files.open_title", QFileDialog.AcceptMode.AcceptOpen)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        readable = f"*{PROJECT_SUFFIX} *.mmd *.mermaid *.md *.markdown *.json"
        dialog.setNameFilters(
            [
                f"{say('files.readable')} ({readable})",
                f"{say('files.masar')} (*{PROJECT_SUFFIX})",
                f"{say('files.any')} (*)",
            ]
        )
        dialog.fileSelected.connect(lambda name: self.open(Path(name)))
        dialog.open()

    def recent(self) -> list[Path]:
        """Return the files opened last."""
        return self._window.shell.settings.recent()

    def clear_recent(self) -> None:
        """Forget the files opened last."""
        self._window.shell.settings.clear_recent()
        self._window.menus.refresh()

    def dropped(self, data: QMimeData) -> list[Path]:
        """Return the local files that something dragged holds."""
        return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]

    # Saving

    def _dialog(self, title: str, mode: QFileDialog.AcceptMode) -> QFileDialog:
        path = self._project.path
        dialog = QFileDialog(self._window, self._voice.say(title), str(path.parent if path else Path.home()))
        dialog.setAcceptMode(mode)
        dialog.finished.connect(dialog.deleteLater)
        dialog.rejected.connect(self._stay)
        return dialog

    def _ask_target(self, title: str, name: str, then: Callable[[Path], None]) -> None:
        self._window.settle()
        dialog = self._dialog(title, QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(f"{self._voice.say('files.masar')} (*{PROJECT_SUFFIX})")
        dialog.setDefaultSuffix(PROJECT_SUFFIX)
        dialog.selectFile(name)
        dialog.fileSelected.connect(lambda chosen: then(Path(chosen)))
        dialog.open()

    def file_name(self) -> str:
        """Return the title as a name for a file, without its ending."""
        kept = "".join(" " if letter in '/\\:*?"<>|\n\t' else letter for letter in self.title())
        return " ".join(kept.split()).strip(". ") or "Masar"

    def save(self) -> None:
        """Save to the document's file, or ask for one."""
        self._window.settle()
        if not self._project.save():
            self.ask_save_as()

    def ask_save_as(self, *, close: bool = False) -> None:
        """Ask where to save; close the window afterwards where that was wanted."""

        def save(path: Path) -> None:
            self.save_as(path)
            if close and self._project.path == path.absolute():
                self._window.close()
            else:
                self._stay()

        self._ask_target("files.save_as_title", self.file_name() + PROJECT_SUFFIX, save)

    def save_as(self, path: Path) -> None:
        """Make this the document's file and save to it."""
        try:
            self._project.save_as(path)
        except ProjectFileProblem as problem:
            self._say_problem(problem)
            return
        self.show_state()

    def ask_save_copy(self) -> None:
        """Ask where to put a copy without history."""
        name = self._voice.say("common.copy_of", title=self.file_name()).translate(_NO_ISOLATES)
        self._ask_target("files.save_copy_title", name + PROJECT_SUFFIX, self.save_copy)

    def save_copy(self, path: Path) -> None:
        """Put a copy without history at a path; the writer tells when it is there."""
        try:
            self._project.save_copy_without_history(path)
        except ProjectFileProblem as problem:
            self._say_problem(problem)

    def ask_save_clean(self) -> None:
        """Ask where to put a copy for somebody outside."""
        name = self._voice.say("files.clean_name", title=self.file_name()).translate(_NO_ISOLATES)
        self._ask_target("files.save_clean_title", name + PROJECT_SUFFIX, self.save_clean)

    def save_clean(self, path: Path) -> None:
        """Put a copy without history, authors, comments and hidden lanes at a path; the writer tells of it."""
        try:
            self._project.save_copy_without_history(path, cleaned=True)
        except ProjectFileProblem as problem:
            self._say_problem(problem)

    def ask_backup(self) -> None:
        """List the backups on this computer, to open one beside what is open."""
        show_backups(self._window.shell, self._window)

    def revert(self) -> None:
        """Return to what was opened, as one step that can be undone."""
        self._window.settle()
        said = "files.reverted" if self._project.revert() else "files.as_opened"
        self._window.session.said.emit(self._voice.say(said))

    def publish_soon(self) -> None:
        """Save in the background, as when the window loses the focus."""
        if not self._closed:
            self._project.publish_soon()

    # Closing

    def may_close(self) -> bool:
        """Close the project and return whether the window may go. Work without a file is asked about first."""
        if self._closed:
            return True
        self._window.settle()
        if self._project.is_only_here and self._discard is None:
            self.ask_close()
            return False
        return self._end()

    def ask_close(self) -> None:
        """Ask what becomes of work that has no file: a sheet of this window, which stops no other."""
        ask = Ask(self._window, self._voice, "files.close_question", "files.close_details")
        ask.offer("files.close_save", lambda: self.ask_save_as(close=True), primary=True)
        ask.offer("files.close_keep", lambda: self._close(discard=False))
        ask.offer("files.close_discard", lambda: self._close(discard=True))
        ask.offer("dialog.cancel", self._stay)
        ask.open()

    def _stay(self) -> None:
        self._window.shell.stay()

    def _close(self, *, discard: bool) -> None:
        self._discard, self._may_leave = discard, True
        self._window.close()

    def discard_on_close(self) -> None:
        """Let closing ask nothing and keep nothing that has no file: for windows that nobody works in."""
        self._discard = True

    def _end(self) -> bool:
        """Close the project; where its work cannot reach its file, stay once to say so. After that it is kept here."""
        if self._project.close(CLOSE_WITHIN_S, discard=bool(self._discard), leave=self._may_leave):
            self._closed = True
            return True
        self._discard = None
        self._stay()
        status, say = self._project.status, self._voice.say
        if status.problem is None:
            self._say(lambda: say(status.key, **status.values), bad=False)
            return False
        self._may_leave = status.state == "kept_here"
        if self._may_leave:
            ways: list[Offer] = [("act.save_as", self.ask_save_as)]
            ways.append(("files.close_keep", lambda: self._close(discard=False)))
        else:
            ways = [("act.save_copy", self.ask_save_copy)]
            ways.append(("files.close_discard", lambda: self._close(discard=True)))
        self._say_problem(status.problem, ways)
        return False


_NO_ISOLATES = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069"))
