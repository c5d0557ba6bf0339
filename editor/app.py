"""The application: its windows, its language, its files. `run` is what `main.py` calls when a window is wanted."""

import gc
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFileOpenEvent, QIcon
from PySide6.QtWidgets import QApplication

from editor.garbage import keep_off_frames, sweep_soon
from editor.style import dress, redress
from editor.window.banner import Offer
from editor.window.faults import Faults
from editor.window.main_window import MainWindow
from editor.window.recovery import ways_out
from editor.window.settings import Settings
from editor.window.voice import Voice, system_language
from export.load import PROJECT_SUFFIX, format_of
from model.document import Document
from model.importers.imported import ImportProblem, ReadingWarning
from model.importers.imported import sentence as import_sentence
from model.project import OpenProject, find_open
from model.store.places import home
from model.store.problems import ProjectFileProblem
from model.store.strays import strays
from model.templates import sample
from resources import ICONS
from resources.words import LANGUAGES

SAMPLE = "louise"
COLLECT_AFTER_MS = 2_000
"""So long after its start the program begins to collect garbage."""
MOST_RECOVERED = 5
"""How many windows are opened for work left behind; what is beyond waits for the next start."""
MOST_REFUSALS = 5
"""Of how many files that were opened together it is said why that could not be."""


class Shell(QObject):
    """What all windows of the process share."""

    def __init__(self, application: QApplication, folder: Path, *, language: str = "") -> None:
        """Dress the application and speak the language chosen, else the one given, else the system's."""
        super().__init__(application)
        self._application = application
        self.settings = Settings(folder)
        chosen = self.settings.language
        self.voice = Voice(chosen if chosen in LANGUAGES else language or system_language(), self)
        self.windows: list[MainWindow] = []
        self._quitting = False
        dress(application)
        keep_off_frames(application)
        self.voice.changed.connect(lambda: redress(application))
        application.setWindowIcon(QIcon(str(ICONS / "masar.svg")))
        application.applicationStateChanged.connect(self._publish)

    # Windows

    def show_project(self, project: OpenProject, *, instead_of: MainWindow | None = None) -> MainWindow:
        """Show a project in a window; it takes the place of a window in which nothing was done yet."""
        window = MainWindow(self, project)
        self.windows.append(window)
        if instead_of is not None and self.is_untouched(instead_of):
            window.setGeometry(instead_of.geometry())
            instead_of.close()
        elif instead_of is not None:
            window.move(instead_of.x() + 28, instead_of.y() + 28)
        window.show()
        window.view.setFocus()
        return window

    @staticmethod
    def is_untouched(window: MainWindow) -> bool:
        """Return whether nothing was done in a window and it has no file."""
        project = window.project
        done = project.is_only_here or project.history.undoable is not None or window.files.is_called
        return project.path is None and not done

    def show_document(self, document: Document, *, instead_of: MainWindow | None = None) -> MainWindow:
        """Show a document that has no file: a template, the sample, an import."""
        return self.show_project(OpenProject.new(document.records.values()), instead_of=instead_of)

    def show_sample(self, *, instead_of: MainWindow | None = None) -> MainWindow:
        """Show the sample map in the language spoken."""
        return self.show_document(sample(SAMPLE, self.voice.language), instead_of=instead_of)

    def forget(self, window: MainWindow) -> None:
        """Let go of a window that closed; quitting goes on with the next."""
        if window in self.windows:
            self.windows.remove(window)
            sweep_soon()
        if self._quitting and self.windows:
            self.windows[-1].close()

    def quit(self) -> None:
        """Close all windows, one after the other; a window that asks something stops this until it is answered."""
        self._quitting = True
        if self.windows:
            self.windows[-1].close()
        else:
            self._application.quit()

    def stay(self) -> None:
        """Stop quitting, because a window is to stay."""
        self._quitting = False

    # Files

    def open_file(self, path: Path, asker: MainWindow | None = None) -> MainWindow | None:
        """Open a file in a window of its own; say in the asker's banner, or over the sample, why that cannot be."""
        return next(iter(self.open_files([path], asker)), None)

    def open_files(self, paths: Sequence[Path], asker: MainWindow | None = None) -> list[MainWindow]:
        """Open each file in a window of its own and return the windows; say of all others together why they were not.

        asker: where that is said, and whose place the first takes if nothing was done in it.
        """
        opened, refused = [], []
        for path in paths:
            try:
                opened.append(self._open(path.absolute(), asker))
            except (ProjectFileProblem, ImportProblem) as problem:
                refused.append(problem)
        self._say_refused(refused, asker, paths[0] if len(paths) == 1 else None)
        return opened

    def _open(self, path: Path, asker: MainWindow | None) -> MainWindow:
        already = find_open(path)
        window = next((each for each in self.windows if each.project is already), None)
        if window is not None:
            self._raise(window)
            return window
        window = self._load(path, asker if asker in self.windows else None)
        self.settings.add_recent(path)
        return window

    def _load(self, path: Path, asker: MainWindow | None) -> MainWindow:
        if path.suffix.lower() == PROJECT_SUFFIX or format_of(path) == "masar" or not path.is_file():
            project = OpenProject.open(path)
            window = self.show_project(project, instead_of=asker)
            self._say_of_opening(window, project)
            return window
        from export.load import load

        loaded = load(path, language=self.voice.language)
        window = self.show_document(loaded.document, instead_of=asker)
        if loaded.warnings:
            self._say_warnings(window, path.name, loaded.warnings)
        return window

    def _say_of_opening(self, window: MainWindow, project: OpenProject) -> None:
        if project.recovered:
            window.banner.show_sentence(lambda: self.voice.say("file.recovered"), bad=False)
        elif project.repaired:
            window.banner.show_sentence(lambda: self.voice.say("file.repaired", count=project.repaired), bad=False)

    def _say_warnings(self, window: MainWindow, name: str, warnings: tuple[ReadingWarning, ...]) -> None:
        def said() -> str:
            first = import_sentence(warnings[0], self.voice.language)
            rest = len(warnings) - 1
            return f"{first} {self.voice.say('files.more_warnings', count=rest)}" if rest else first

        window.banner.show_sentence(lambda: f"{name}: {said()}", bad=False)

    def _say_refused(
        self,
        refused: Sequence[ProjectFileProblem | ImportProblem],
        asker: MainWindow | None,
        path: Path | None = None,
    ) -> None:
        """Say what could not be opened and why, in a window that is there; of one file, what can be done about it."""
        if not refused:
            return
        offers = ways_out(self, path.absolute(), refused[0], asker) if path is not None else ()
        reasons = refused[:MOST_REFUSALS]
        self._say_over(asker, lambda: "\n".join(self._reason(problem) for problem in reasons), offers)

    def say_problem(self, problem: ProjectFileProblem, asker: MainWindow | None, offers: Sequence[Offer] = ()) -> None:
        """Say why something could not be read, in the window that asked for it, or another that is there."""
        self._say_over(asker, lambda: self._reason(problem), offers)

    def _say_over(self, asker: MainWindow | None, said: Callable[[], str], offers: Sequence[Offer]) -> None:
        if asker not in self.windows:
            asker = self.windows[-1] if self.windows else self.show_sample()
        asker.banner.show_sentence(said, offers=offers)
        self._raise(asker)

    def _reason(self, problem: ProjectFileProblem | ImportProblem) -> str:
        """Return the sentence of a problem, after the name of the file where it does not name it itself."""
        values = dict(problem.values)
        name = values.pop("file", "")
        sentence = self.voice.say(problem.key, **values)
        return f"\u2068{name}\u2069: {sentence}" if name else sentence

    @staticmethod
    def _raise(window: MainWindow) -> None:
        window.setWindowState(window.windowState() & ~window.windowState().WindowMinimized)
        window.raise_()
        window.activateWindow()

    def recover(self) -> None:
        """Show the work that was left behind by a program that ended without closing, each on its document."""
        try:
            left = strays()
        except OSError:
            return
        refused = []
        for stray in left[:MOST_RECOVERED]:
            try:
                project = OpenProject.recover(stray)
            except ProjectFileProblem as problem:
                refused.append(problem)
            else:
                self._say_of_opening(self.show_project(project), project)
        self._say_refused(refused, None)

    # Language

    def choose_language(self, language: str) -> None:
        """Speak a language from now on, or the system's where none is named; all windows follow at once."""
        self.settings.language = language
        self.voice.speak(language or system_language())
        for window in self.windows:
            window.menus.refresh()

    def _publish(self, _: Qt.ApplicationState) -> None:
        """Save in the background when the application loses or gains the focus."""
        for window in self.windows:
            window.files.publish_soon()


class Application(QApplication):
    """Takes the files that a file manager hands over while it runs (macOS)."""

    file_handed = Signal(str)

    def event(self, event: QEvent) -> bool:
        """Tell of a file; leave everything else to Qt."""
        if isinstance(event, QFileOpenEvent) and event.file():
            self.file_handed.emit(event.file())
            return True
        return super().event(event)


def prepare() -> tuple[QApplication, Shell]:
    """Return the application and what its windows will share."""
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else Application(sys.argv[:1])
    application.setApplicationName("Masar")
    application.setDesktopFileName("masar")
    shell = Shell(application, home())
    if isinstance(application, Application):
        application.file_handed.connect(lambda name: shell.open_file(Path(name)))
    return application, shell


def begin(shell: Shell, files: Sequence[str]) -> None:
    """Show the first windows: the files named, else work left behind, else the sample."""
    if files:
        shell.open_files([Path(name) for name in files])
    else:
        shell.recover()
    if not shell.windows:
        shell.show_sample()


def collect_from_now_on() -> None:
    """Collect garbage, which `main.py` stopped; what is there by now is never looked at, so that no frame waits."""
    gc.freeze()
    gc.enable()


def run(files: list[str]) -> int:
    """Open the editor on files, or on the sample; return the exit code when its last window is closed."""
    application, shell = prepare()
    faults = Faults(shell, home())
    faults.watch()
    try:
        with faults.survived():
            begin(shell, files)
        if not shell.windows:
            shell.show_sample()
        QTimer.singleShot(COLLECT_AFTER_MS, collect_from_now_on)
        return application.exec()
    finally:
        faults.stop()
