"""What others do to the file: their versions come in while nobody is at work here, and copies of it are offered."""

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QFileSystemWatcher, QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFileDialog, QToolButton

from editor.canvas.selected import main_part
from editor.window.docks import bring
from export.load import PROJECT_SUFFIX
from model.change import ChangeSet
from model.records import Conflict
from model.store.messages import Plan
from model.store.problems import ProjectFileProblem
from model.store.reports import Met, Report
from model.timeline import Timeline

if TYPE_CHECKING:
    from editor.window.main_window import MainWindow

REST_MS = 700
"""So long after the last change made here another version may come in."""
AGAIN_MS = 250
"""So long it waits where a version came while somebody was at work, before it tries again."""
SETTLED_MS = 300
"""So long after something stirred in the folder the file is looked at: sync clients write in several steps."""
POLL_MS = 15_000
"""How often the file is looked at where nothing stirs, since shares tell nobody."""


class _Anchor(NamedTuple):
    """Something on the map, and where on the viewport it is seen."""

    id: str
    at: QPointF


class Sharing(QObject):
    """Watches the file of one window's project. Nothing of it stops anybody."""

    _reported = Signal(object)
    _listed = Signal(object)
    _found = Signal(object)

    def __init__(self, window: "MainWindow") -> None:
        """Watch from the first rest on."""
        super().__init__(window)
        self._window, self._project, self._voice = window, window.project, window.voice
        self._session = window.session
        self._waiting: Met | None = None
        self._copies: list[Path] = []
        self._offered: tuple[Path, Callable[[], str]] | None = None
        self._looked_into: dict[Path, tuple[int, int]] = {}
        self._searching = False
        self._closed = False
        self._taking = False
        self._watcher = QFileSystemWatcher(self)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._again = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._settled = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._poll = QTimer(self, interval=POLL_MS)
        self.badge = QToolButton()
        self._connect()

    def _connect(self) -> None:
        self._reported.connect(self._take_report)
        self._listed.connect(self._take_list)
        self._found.connect(self._take_copies)
        self._project.listen(self._reported.emit)
        self._session.changed.connect(self._heard)
        self._again.timeout.connect(self._try)
        self._settled.timeout.connect(self.look)
        self._poll.timeout.connect(self.look)
        for stirred in (self._watcher.fileChanged, self._watcher.directoryChanged):
            stirred.connect(self._stirred)
        QApplication.instance().applicationStateChanged.connect(self._stirred)
        self.badge.setObjectName("small")
        self.badge.clicked.connect(self.show_conflicts)
        self._window.status_line.addPermanentWidget(self.badge)
        self._voice.keep(self, self._count)
        self._poll.start()
        self._settled.start()

    def close(self) -> None:
        """Watch no more."""
        self._closed = True
        for timer in (self._rest, self._again, self._settled, self._poll):
            timer.stop()
        watched = [*self._watcher.files(), *self._watcher.directories()]
        if watched:
            self._watcher.removePaths(watched)

    # What others did to the file

    def _stirred(self, *_: object) -> None:
        """Look soon: something happened in the folder, or the program was gone to or left."""
        if not self._closed:
            self._settled.start()

    def look(self) -> None:
        """See whether the file was changed by somebody else, and what lies beside it."""
        if self._closed:
            return
        self._follow_path()
        self._project.look()
        self._search()
        self._offer_copy()

    def _follow_path(self) -> None:
        """Watch the file that is the project's now, anew where it was replaced, and its folder."""
        path = self._project.path
        wanted = {str(each) for each in (path, path.parent) if each.exists()} if path else set()
        watched = {*self._watcher.files(), *self._watcher.directories()}
        if gone := sorted(watched - wanted):
            self._watcher.removePaths(gone)
        if fresh := sorted(wanted - watched):
            self._watcher.addPaths(fresh)

    def _take_report(self, report: Report) -> None:
        if self._closed or not isinstance(report, Met):
            return
        self._waiting = report
        self._try()

    def _heard(self, changes: ChangeSet) -> None:
        if not self._taking:
            self._rest.start()
        if any(isinstance(change.record, Conflict) for change in changes.changes):
            self._count()

    def is_idle(self) -> bool:
        """Return whether nobody is at work: nothing is dragged, written in place, chosen from a list, or just typed."""
        window = self._window
        return not (
            self._rest.isActive()
            or window.view.gestures.busy
            or window.view.in_place.edited
            or window.tabs.editor is not None
            or window.outline.tree.state() == QAbstractItemView.State.EditingState
            or QApplication.activePopupWidget() is not None
            or QApplication.mouseButtons() != Qt.MouseButton.NoButton
        )

    def _try(self) -> None:
        """Take in the version that was met, as soon as nobody is at work."""
        if self._closed or self._waiting is None:
            return
        if not self.is_idle():
            self._again.start()
            return
        met, self._waiting = self._waiting, None
        anchor = self._anchor()
        self._taking = True
        try:
            taken = self._project.take(met.plan)
        finally:
            self._taking = False
        if taken is not None:  # else the project has moved on since, and is told of the file again
            self._hold(anchor)
            self._say(taken, met.path.name)
            self._look_again()

    # The view stays

    def _anchor(self) -> _Anchor | None:
        """Return what is to be seen at the same place afterwards: the selection, else what is nearest to the middle."""
        view = self._window.view
        room = view.viewport().rect()
        chosen = main_part(view.sheet, self._session.selection.primary or "")
        if chosen is not None:
            at = view.camera.to_view(chosen.x, chosen.y)
            if room.contains(at.toPoint()):
                return _Anchor(chosen.id, at)
        x, y = view.camera.to_sheet(QPointF(room.topLeft()))
        shown = view.sheet.within(x, y, room.width() / view.zoom, room.height() / view.zoom)
        cards = [_Anchor(each.id, view.camera.to_view(each.x, each.y)) for each in shown if each.part == "card"]
        middle = QPointF(room.center())
        return min(cards, key=lambda each: (each.at - middle).manhattanLength(), default=None)

    def _hold(self, anchor: _Anchor | None) -> None:
        view = self._window.view
        placed = main_part(view.sheet, anchor.id) if anchor is not None else None
        if anchor is not None and placed is not None:
            moved = view.camera.to_view(placed.x, placed.y) - anchor.at
            view.navigator.scroll(moved.x(), moved.y())

    # Saying what came in

    def _say(self, plan: Plan, name: str) -> None:
        """Say in one quiet line what came in; that two projects had nothing in common is said in the banner."""
        if plan.kind == "none":
            return
        if plan.kind == "union":
            self._window.banner.show_sentence(lambda: self._voice.say("sharing.union", name=name), bad=False)
        self._session.said.emit(self.sentence(plan))

    def sentence(self, plan: Plan) -> str:
        """Return what came in, in words: whose, how much of it, and how many conflicts it left."""
        say = self._voice.say
        steps = sum(1 for entry in plan.entries if len(entry.parents) == 1)
        count = steps or len(plan.changes.changes)
        others = [name for name in plan.authors if name and name != self._project.author]
        if others:
            said = say("sharing.came_in", names=say("layout.list_separator").join(others), count=count)
        elif self._project.author in plan.authors:
            said = say("sharing.own_came_in", count=count)
        else:
            said = say("sharing.changes_came_in", count=count)
        conflicts = [say("count.conflict", count=plan.conflicts)] if plan.conflicts else []
        return say("layout.separator").join([said, *conflicts])

    def _count(self) -> None:
        """Show how many conflicts wait for a decision, and a way to them; nothing while there are none."""
        count = len(self._session.document.conflicts())
        words = self._voice.say("count.conflict", count=count)
        self.badge.setText(words)
        self.badge.setToolTip(self._voice.say("conflicts.show"))
        self.badge.setAccessibleName(words)
        self.badge.setVisible(count > 0)

    def show_conflicts(self) -> None:
        """Go to the conflicts."""
        bring(self._window, self._window.docks["conflicts"])
        self._window.panels["conflicts"].focus_first()

    # Copies beside the file, and other files

    def _search(self) -> None:
        """Look for conflicted copies beside the file, on a thread of its own since that reads the folder."""
        path = self._project.path
        if path is not None and not self._searching:
            self._searching = True
            threading.Thread(target=self._list, args=(path,), name="copies", daemon=True).start()

    def _list(self, path: Path) -> None:
        from model.store.conflicted import find_conflicted

        found = []
        for each in find_conflicted(path):
            with suppress(OSError):
                about = each.stat()
                found.append((each, (about.st_mtime_ns, about.st_size)))
        with suppress(RuntimeError):  # the window has gone meanwhile
            self._listed.emit(found)

    def _take_list(self, found: Sequence[tuple[Path, tuple[int, int]]]) -> None:
        """Have the copies read whether they hold something new, each once while it stays as it is."""
        self._searching = False
        self._withdraw_unless(path in dict(found) for path in self._on_offer())
        fresh = [path for path, stamp in found if self._looked_into.get(path) != stamp]
        self._looked_into.update(found)
        if fresh and not self._closed:
            timeline = self._project.timeline().copy()
            threading.Thread(target=self._look_into, args=(fresh, timeline), name="copies", daemon=True).start()

    def _look_into(self, paths: Sequence[Path], timeline: Timeline) -> None:
        from model.store.conflicted import is_news

        looked = {path: is_news(path, timeline) for path in paths}
        with suppress(RuntimeError):
            self._found.emit(looked)

    def _take_copies(self, looked: Mapping[Path, bool]) -> None:
        """Take what was found of copies: whether each holds something new."""
        self._withdraw_unless(looked.get(path, True) for path in self._on_offer())
        news = [path for path, new in looked.items() if new and path not in self._on_offer()]
        self._copies = [path for path in self._copies if path not in looked] + news
        self._offer_copy()

    def _look_again(self) -> None:
        """Look anew into the copies that are offered or wait for it: what came in may have brought what they hold."""
        for path in (*self._copies, *self._on_offer()):
            self._looked_into.pop(path, None)
        self._settled.start()

    def _on_offer(self) -> tuple[Path, ...]:
        """Return the copy that the banner offers just now, if it does."""
        offered = self._offered
        return (offered[0],) if offered is not None and self._window.banner.shows(offered[1]) else ()

    def _withdraw_unless(self, still: Iterable[bool]) -> None:
        if not all(still):
            self._window.banner.hide()

    def _offer_copy(self) -> None:
        """Offer to merge the next copy, as soon as the banner says nothing else."""
        self._copies = [each for each in self._copies if each.exists()]
        if self._closed or not self._copies or not self._window.banner.isHidden():
            return
        path = self._copies.pop(0)

        def sentence() -> str:
            return self._voice.say("sharing.copy_found", name=path.name)

        self._offered = (path, sentence)
        offers = (("sharing.merge", lambda: self.merge(path)),)
        self._window.banner.show_sentence(sentence, bad=False, offers=offers)

    def ask_merge(self) -> None:
        """Ask for a file to merge."""
        path = self._project.path
        dialog = QFileDialog(
            self._window, self._voice.say("sharing.merge_title"), str(path.parent if path else Path.home())
        )
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(f"{self._voice.say('files.masar')} (*{PROJECT_SUFFIX})")
        dialog.fileSelected.connect(lambda name: self.merge(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def merge(self, path: Path) -> None:
        """Merge a file into the project and say what came in; the file itself stays where and as it is."""
        self._window.settle()
        anchor = self._anchor()
        self._taking = True
        try:
            plan = self._project.merge_file(path)
        except ProjectFileProblem as met:
            problem = met
            self._window.banner.show_sentence(lambda: self._voice.say(problem.key, **problem.values))
            return
        finally:
            self._taking = False
        self._hold(anchor)
        if plan.kind == "none":
            self._session.said.emit(self._voice.say("sharing.nothing_new", name=path.name))
        self._say(plan, path.name)
        self._offer_copy()
