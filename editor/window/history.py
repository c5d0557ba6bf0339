"""What one window does with its project's past: shows it, names it, compares it, restores it, forgets it."""

import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QStackedLayout

from editor.canvas.view import MapView
from editor.dialogs.ask import Ask
from editor.dialogs.version import VersionDialog
from editor.history.moments import clock, day
from editor.history.past import Past
from editor.history.rows import Row
from editor.history.travel import Comparing, Travel
from editor.style import menu_style
from editor.window.docks import bring
from export.load import PROJECT_SUFFIX
from model.change import ChangeSet
from model.compare import compare
from model.document import Document
from model.edits.draft import short
from model.edits.versions import name_version, remove_version, rename_version
from model.project import read_project
from model.records import BadRecord, Record, Version
from model.store.problems import ProjectFileProblem
from model.store.reports import LogRead, Report
from model.timeline import UnknownState

READ_AFTER_MS = 1_500
"""So long after a window came its log is read, unless it is wanted earlier: undo reaches back into older sittings."""

if TYPE_CHECKING:
    from editor.window.main_window import MainWindow


class Histories(QObject):
    """The past of a window's project. travel: where in it the window stands."""

    _reported = Signal(object)

    def __init__(self, window: "MainWindow", pages: QStackedLayout) -> None:
        """Wait until the log is wanted. pages: where the past takes the place of the map."""
        super().__init__(window)
        self._window, self._project, self._voice = window, window.project, window.voice
        self._session, self.panel = window.session, window.history_panel
        self.past = Past(self._voice)
        pages.addWidget(self.past)
        self.travel = Travel(self._session, window.view, self.past, pages, self._voice)
        self._known = False
        self._asked = False
        self._late = QTimer(self, singleShot=True, interval=0)
        self._late.timeout.connect(self._follow)
        self._connect()
        if self._project.path is not None:
            QTimer.singleShot(READ_AFTER_MS, self, self._read)

    def _connect(self) -> None:
        self._reported.connect(self._take_report)
        self._project.listen(self._reported.emit)
        self._session.changed.connect(lambda _: self._late.start())
        self.travel.moved.connect(self._moved)
        self.travel.refused.connect(self._session.said)
        self.past.bar.restore_wanted.connect(self.restore)
        panel = self.panel
        panel.seen.connect(self._read)
        panel.chosen.connect(self.travel.go)
        panel.picked.connect(self.compare)
        panel.menu_wanted.connect(lambda row, place: self.menu(row).popup(place))
        panel.renamed.connect(self.rename_version)
        panel.removed.connect(self.remove_version)
        panel.name_wanted.connect(self.name_version)
        panel.compare_wanted.connect(self.compare_with_file)
        panel.compare.wanted.connect(self.travel.reveal)
        panel.compare.closed.connect(self.travel.back_to_now)

    # The log

    def _read(self) -> None:
        """Have the log read in the background, once."""
        if not self._asked:
            self._asked = True
            self._project.read_log()
        self._late.start()

    def _take_report(self, report: Report) -> None:
        if isinstance(report, LogRead):
            self._known = True
            # Only by being asked for does the log give undo what this person did in older sittings.
            self._project.timeline()
            self._window.menus.refresh()
            self._follow()

    def _follow(self) -> None:
        """Show the log as it is now, while somebody looks at it."""
        if not self._known or not (self.panel.isVisible() or self.travel.away):
            return
        timeline = self._project.timeline()
        self.panel.follow(timeline, self._session.document.versions())
        self.travel.follow(timeline)

    def _ready(self) -> None:
        """Know the log, waiting for it where it must be."""
        self._asked = self._known = True
        self._late.stop()
        self.travel.follow(self._project.timeline())
        self.panel.follow(self.travel.timeline, self._session.document.versions())

    # Standing somewhere

    @property
    def away(self) -> bool:
        """Whether the past is shown, and nothing can be changed."""
        return self.travel.away

    @property
    def canvas(self) -> MapView:
        """The canvas that is shown: of now, or of the past."""
        return self.travel.view

    def _moved(self) -> None:
        """Follow to where the window stands now: nothing beside the map can be used to change it in the past."""
        window, comparing = self._window, self.travel.comparing
        self.panel.stand_at(self.travel.at)
        if comparing is not None:
            self.panel.compare.show_differences(
                comparing.differences, comparing.before, comparing.after, comparing.names
            )
        self.panel.show_log(compared=comparing is not None)
        for name, panel in window.panels.items():
            if panel is not self.panel:
                window.docks[name].widget().setEnabled(not self.away)
        window.top.show_zoom(self.canvas.zoom)
        window.top.export.setEnabled(not self.away)
        window.menus.refresh()

    def show(self) -> None:
        """Show the history, and go into it."""
        bring(self._window, self._window.docks["history"])
        self.panel.focus_first()

    def earlier(self) -> None:
        """Show the map one entry earlier."""
        self._ready()
        self.travel.step(-1)

    def later(self) -> None:
        """Show the map one entry later; after the last one comes now."""
        self._ready()
        self.travel.step(1)

    def back_to_now(self) -> None:
        """Show the map as it is."""
        self.travel.back_to_now()

    def restore(self, entry_id: str = "") -> None:
        """Make the map what it was at an entry, the one shown unless named: one step that can be undone."""
        wanted = entry_id or self.travel.at
        entry = self._project.timeline().entries.get(wanted)
        if entry is None:
            return
        self.travel.back_to_now()
        when = {"day": day(entry.time, self._voice), "time": clock(entry.time)}
        try:
            changes = self._project.restore(wanted, self._called(wanted))
        except ProjectFileProblem as problem:
            self._say_problem(problem)
            return
        said = "history.restored" if changes else "history.nothing_restored"
        self._session.said.emit(self._voice.say(said, **when))

    def _say_problem(self, problem: ProjectFileProblem) -> None:
        self._window.banner.show_sentence(lambda: self._voice.say(problem.key, **problem.values))

    # Named versions

    def name_version(self, entry_id: str = "") -> None:
        """Ask for a name for an entry: the one named, else the one shown, else now."""
        self._window.settle()
        self._ready()
        entry = entry_id or self.travel.at or self.travel.timeline.head

        def named(title: str, note: str) -> None:
            by, now = self._project.author, time.time_ns() // 1_000_000
            self._apply(name_version(self._session.document, entry, title, note, author=by, time=now))

        shown = self.travel.timeline.entries.get(entry)
        default = day(shown.time if shown and entry_id + self.travel.at else time.time_ns() // 1_000_000, self._voice)
        VersionDialog(self._window, self._voice, "history.name_title", default, "", named).open()

    def _apply(self, changes: ChangeSet) -> None:
        self._session.history.seal()
        self._session.apply(changes)
        self._follow()

    def rename_version(self, version_id: str) -> None:
        """Ask for another name and note for a version."""
        version = self._session.document.get(Version, version_id)

        def named(title: str, note: str) -> None:
            if version_id in self._session.document:
                self._apply(rename_version(self._session.document, version_id, title, note))

        VersionDialog(self._window, self._voice, "history.rename_title", version.title, version.note, named).open()

    def remove_version(self, version_id: str) -> None:
        """Take a version's name away."""
        self._apply(remove_version(self._session.document, version_id))
        self._session.said.emit(self._voice.say("history.name_removed"))

    # Comparing

    def compare(self, one: str, other: str) -> None:
        """Show what differs between two entries, the earlier one first; the empty id is now."""
        self._window.settle()
        self._ready()
        order = [*self.travel.timeline.entries, ""]
        first, second = sorted((one, other), key=order.index)
        before, after = self._records(first), self._records(second)
        if before is None or after is None:
            self._session.said.emit(self._voice.say("history.cannot_tell"))
            return
        self._show(before, after, partial(self._called, first), partial(self._called, second))

    def _show(
        self,
        before: Mapping[str, Record],
        after: Mapping[str, Record],
        before_called: Callable[[], str],
        after_called: Callable[[], str],
    ) -> None:
        differences = [each for each in compare(before, after) if not isinstance(each.record, Version)]
        bring(self._window, self._window.docks["history"])
        self.travel.compare(Comparing(before, after, differences, (before_called, after_called)))
        self.panel.focus_first()

    def _records(self, entry_id: str) -> dict[str, Record] | None:
        """Return the records at an entry (the empty id: now), or None where they cannot be told."""
        if not entry_id:
            return dict(self._session.document.records)
        try:
            return dict(self.travel.states.go(entry_id))
        except (UnknownState, BadRecord):
            return None

    def _called(self, entry_id: str) -> str:
        """Return what an entry is called: by its name where it has one, else by its moment."""
        if not entry_id:
            return self._voice.say("history.now")
        named = [each for each in self._session.document.versions() if each.entry == entry_id]
        entry = self.travel.timeline.entries.get(entry_id)
        if named:
            return short(named[-1].title, 60) or self._voice.say("common.untitled")
        if entry is None:
            return self._voice.say("history.unknown_day")
        return self._voice.say("history.moment", day=day(entry.time, self._voice), time=clock(entry.time))

    def compare_with_file(self) -> None:
        """Ask for a file to compare the map with."""
        self._window.settle()
        say = self._voice.say
        path = self._project.path
        dialog = QFileDialog(self._window, say("act.compare_file"), str(path.parent if path else Path.home()))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(f"{say('files.masar')} (*{PROJECT_SUFFIX})")
        dialog.finished.connect(dialog.deleteLater)
        dialog.fileSelected.connect(lambda name: self.compare_file(Path(name)))
        dialog.open()

    def compare_file(self, path: Path) -> None:
        """Show what differs between a file and the map as it is now."""
        try:
            other: Document = read_project(path)
        except ProjectFileProblem as problem:
            self._say_problem(problem)
            return
        now = dict(self._session.document.records)
        self._show(other.records, now, lambda: path.name, partial(self._called, ""))

    # Forgetting

    def ask_forget(self, entry_id: str) -> None:
        """Ask whether all that was before an entry is to be forgotten."""
        ask = Ask(self._window, self._voice, "history.forget_question", "history.forget_details")
        ask.offer("history.forget_do", lambda: self.forget_before(entry_id))
        ask.offer("dialog.cancel", lambda: None)
        ask.answers["dialog.cancel"].setFocus()
        ask.open()

    def forget_before(self, entry_id: str) -> None:
        """Forget all that was before an entry."""
        try:
            number = self._project.forget_before(entry_id)
        except ProjectFileProblem as problem:
            self._say_problem(problem)
            return
        self._ready()
        self._session.said.emit(self._voice.say("history.forgotten", count=number))

    # The menu of a row

    def menu(self, row: Row) -> QMenu:
        """Return the menu of an entry or a version."""
        menu = QMenu(self._window)
        menu.setStyle(menu_style())
        entry = row.entry
        named = self._named_before(entry)
        lines: list[tuple[str, Callable[[], object]] | None] = [
            ("history.show", lambda: self.travel.go(entry)),
            ("history.restore", lambda: self.restore(entry)),
            None,
            ("history.compare_now", lambda: self.compare(entry, "")),
        ]
        if named is not None:
            lines.append(("history.compare_named", lambda: self.compare(named, entry)))
        lines += [("history.compare_other", lambda: self.panel.pick(entry)), None]
        if row.version:
            lines.append(("history.rename", lambda: self.rename_version(row.version)))
            lines.append(("history.remove_name", lambda: self.remove_version(row.version)))
        else:
            lines.append(("act.name_version", lambda: self.name_version(entry)))
        if self._has_before(entry):
            lines += [None, ("history.forget", lambda: self.ask_forget(entry))]
        for line in lines:
            if line is None:
                menu.addSeparator()
            else:
                menu.addAction(self._voice.say(line[0])).triggered.connect(lambda _=False, act=line[1]: act())
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _named_before(self, entry_id: str) -> str | None:
        """Return the entry that was named last before this one."""
        named = {each.entry for each in self._session.document.versions()}
        found = None
        for each in self.travel.timeline.entries:
            if each == entry_id:
                return found
            found = each if each in named else found
        return None

    def _has_before(self, entry_id: str) -> bool:
        return next(iter(self.travel.timeline.entries), entry_id) != entry_id
