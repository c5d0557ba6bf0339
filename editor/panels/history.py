"""The history: the log as a list, a slider through time over it, and what differs between two states."""

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSlider, QStackedLayout, QVBoxLayout, QWidget

from editor.history.compare_view import CompareView
from editor.history.log_model import LogModel
from editor.history.log_view import LogView
from editor.history.moments import day
from editor.history.rows import NOW, Row
from editor.panels.panel import Panel, column, label
from editor.window.voice import Voice
from model.records import Version
from model.timeline import Timeline

PAGES = 20
"""So many presses of Page Down take the slider through all of the log."""


class HistoryPanel(Panel):
    """The panel. It shows a log and where somebody stands in it, and tells what is wanted of it.

    seen: it is shown, so that the log is needed. chosen: an entry to show (empty: now).
    picked: the entry (empty: now) to compare the one with for which `pick` was called. renamed, removed: the id of a
    version that is to be. menu_wanted: a `Row` and where on the screen its menu is to open. name_wanted,
    compare_wanted: its buttons.
    """

    seen = Signal()
    chosen = Signal(str)
    picked = Signal(str, str)
    renamed = Signal(str)
    removed = Signal(str)
    menu_wanted = Signal(object, QPoint)
    name_wanted = Signal()
    compare_wanted = Signal()

    def __init__(self, voice: Voice) -> None:
        """Show an empty log."""
        super().__init__()
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._voice = voice
        self._timeline = Timeline()
        self._order: list[str] = []
        self._at = ""
        self._picking = ""
        self._following = False
        self.model = LogModel(voice)
        self.list = LogView(self.model)
        self.compare = CompareView(voice)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.first, self.last = label("", "quiet"), label("", "quiet")
        self.hint = label("", "hint", wrap=True)
        self.hint.setContentsMargins(4, 6, 4, 4)
        self.name, self.with_file = QPushButton(), QPushButton()
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._log_page())
        self._pages.addWidget(self.compare)
        self._connect()
        voice.keep(self, self._say)

    def _log_page(self) -> QWidget:
        page = QWidget()
        rows = QVBoxLayout(page)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        top, lines = column(0, (14, 2, 14, 6))
        ends = QHBoxLayout()
        ends.addWidget(self.first)
        ends.addStretch(1)
        ends.addWidget(self.last)
        lines.addWidget(self.slider)
        lines.addLayout(ends)
        lines.addSpacing(4)
        lines.addWidget(self.hint)
        foot, links = column(2, (14, 6, 14, 10))
        for button in (self.name, self.with_file):
            button.setObjectName("link")
            button.setAutoDefault(False)
            links.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)
        rows.addWidget(top)
        rows.addWidget(self.list, 1)
        rows.addWidget(foot)
        return page

    def _connect(self) -> None:
        self.slider.valueChanged.connect(self._slid)
        self.list.walked.connect(self._walked)
        self.list.entered.connect(self._entered)
        self.list.customContextMenuRequested.connect(self._offer)
        self.name.clicked.connect(self.name_wanted)
        self.with_file.clicked.connect(self.compare_wanted)

    def _say(self) -> None:
        say = self._voice.say
        self.model.say()
        self.last.setText(say("history.now"))
        self.slider.setAccessibleName(say("history.slider"))
        self.list.setAccessibleName(say("panel.history"))
        self.name.setText(say("act.name_version"))
        self.with_file.setText(say("act.compare_file"))
        self._say_ends()

    def _say_ends(self) -> None:
        oldest = next(iter(self._timeline.entries.values()), None)
        self.first.setText(day(oldest.time, self._voice) if oldest is not None else "")
        short_log = len(self._order) <= 1
        key = "history.pick" if self._picking else "history.empty"
        self.hint.setVisible(bool(self._picking) or short_log)
        self.hint.setText(self._voice.say(key))

    # What it shows

    def follow(self, timeline: Timeline, versions: list[Version]) -> None:
        """Show a log and its named versions."""
        self._timeline = timeline
        self._order = list(timeline.entries)
        self.model.follow(timeline.entries, versions)
        self._say_ends()
        self.stand_at(self._at)

    def stand_at(self, entry: str) -> None:
        """Show where somebody stands: at an entry, or at now."""
        self._at = entry
        self._following = True
        self.slider.setRange(0, len(self._order))
        self.slider.setPageStep(max(1, len(self._order) // PAGES))
        self.slider.setEnabled(bool(self._order))
        place = self._order.index(entry) if entry in self._timeline.entries else len(self._order)
        self.slider.setValue(place)
        if self.model.row_at(self.list.currentIndex()).entry != entry or not self.list.currentIndex().isValid():
            self.list.stand_at(self.model.index_of(entry))
        if not entry:
            self.model.fold()
        self._following = False

    def show_log(self, *, compared: bool) -> None:
        """Show what differs instead of the log, or the log again."""
        had_focus = self.isAncestorOf(self.window().focusWidget() or self)
        self._pages.setCurrentIndex(1 if compared else 0)
        if had_focus:
            self.focus_first()

    @property
    def comparing(self) -> bool:
        """Whether it shows what differs."""
        return self._pages.currentIndex() == 1

    def pick(self, entry: str) -> None:
        """Let an entry be chosen to compare this one with; an empty id ends that."""
        self._picking = entry
        self._say_ends()

    @property
    def row(self) -> Row:
        """The row that the list stands on."""
        return self.model.row_at(self.list.currentIndex())

    def focus_first(self) -> None:
        """Go into the list."""
        (self.compare.tree if self.comparing else self.list).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """Tell that the log is needed."""
        super().showEvent(event)
        self.seen.emit()

    # What is done to it

    def _slid(self, place: int) -> None:
        if not self._following:
            self.chosen.emit(self._order[place] if place < len(self._order) else "")

    def _walked(self, index: QModelIndex) -> None:
        row = self.model.row_at(index)
        if not self._picking and row.entry != self._at:
            self.chosen.emit(row.entry)

    def _entered(self, index: QModelIndex) -> None:
        picking, row = self._picking, self.model.row_at(index)
        if not picking:
            self._walked(index)
        elif picking != row.entry:
            self.pick("")
            self.picked.emit(picking, row.entry)

    def _offer(self, place: QPoint) -> None:
        index = self.list.indexAt(place)
        if not index.isValid() or not index.flags() & Qt.ItemFlag.ItemIsSelectable:
            index = self.list.currentIndex()
            place = self.list.visualRect(index).center()
        row = self.model.row_at(index)
        if row != NOW:
            self.menu_wanted.emit(row, self.list.viewport().mapToGlobal(place))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves what was begun here; F2 and Delete rename a version and take its name away."""
        version = self.row.version if self.list.hasFocus() else ""
        match event.key():
            case Qt.Key.Key_Escape if self._picking:
                self.pick("")
            case Qt.Key.Key_Escape if self.comparing:
                self.compare.closed.emit()
            case Qt.Key.Key_F2 if version:
                self.renamed.emit(version)
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace if version:
                self.removed.emit(version)
            case _:
                super().keyPressEvent(event)
