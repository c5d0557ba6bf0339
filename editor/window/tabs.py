"""The tabs: the maps of the project, to switch, add, rename in place, delete and put in order."""

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QMenu, QTabBar, QToolButton, QWidget
from shiboken6 import isValid

from editor.bridge import Session
from editor.icons import icon
from editor.panels.direction import turn
from editor.style import colours, plain
from editor.window.voice import Voice
from model.edits.draft import created, short
from model.edits.fields import remove, set_fields
from model.edits.maps import add_map, duplicate_map, move_map
from model.records import JourneyMap, rules

WIDEST = 230
"""Pixels of the longest title that is shown whole."""
LEAST_LINE = 140
"""Pixels of the narrowest line to write a title in."""


class _Bar(QTabBar):
    """A bar of tabs that stays as narrow as its tabs, and tells of double clicks and F2."""

    def __init__(self, tabs: "Tabs") -> None:
        super().__init__()
        self._tabs = tabs
        self.setMovable(True)
        self.setExpanding(False)
        self.setDrawBase(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setUsesScrollButtons(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Rename the tab under the pointer."""
        if self.tabAt(event.position().toPoint()) >= 0:
            self._tabs.rename_map()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Rename with F2, delete with Delete."""
        if event.key() == Qt.Key.Key_F2:
            self._tabs.rename_map()
        elif event.key() == Qt.Key.Key_Delete:
            self._tabs.delete_map()
        else:
            super().keyPressEvent(event)

    def minimumSizeHint(self) -> QSize:
        """Return no more room than the tabs take: Qt reserves some for scroll buttons that are not there."""
        return self.sizeHint().boundedTo(QSize(160, 60))

    def shortened(self, title: str) -> str:
        """Return a title that does not fill the bar; Qt's own shortening does not know the font of the style sheet."""
        font = self.font()
        font.setWeight(QFont.Weight.Medium)
        return QFontMetrics(font).elidedText(title, Qt.TextElideMode.ElideRight, WIDEST)

    def tabLayoutChange(self) -> None:
        """Keep the line in which a title is written over its tab."""
        super().tabLayoutChange()
        self._tabs.follow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the line in which a title is written over its tab."""
        super().resizeEvent(event)
        self._tabs.follow()


class Tabs(QWidget):
    """The bar and its plus, mirroring the maps of a session."""

    def __init__(self, session: Session, voice: Voice) -> None:
        """Follow the session."""
        super().__init__()
        self._session, self._voice = session, voice
        self._following = False
        self.editor: QLineEdit | None = None
        self._left: QWidget | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 10, 14, 6)
        row.setSpacing(4)
        self.bar = _Bar(self)
        self.bar.setMovable(not session.read_only)
        self.plus = QToolButton(self)
        self.plus.setHidden(session.read_only)
        self.plus.setIcon(icon("add", colours()["soft"]))
        self.plus.clicked.connect(self.add_map)
        row.addWidget(self.bar)
        row.addWidget(self.plus)
        row.addStretch(1)
        self.bar.currentChanged.connect(self._chosen)
        self.bar.tabMoved.connect(self._moved)
        self.bar.customContextMenuRequested.connect(self._offer)
        session.changed.connect(lambda _: self.refresh())
        session.map_shown.connect(lambda _: self.refresh())
        voice.keep(self, self._say)

    def _say(self) -> None:
        say = self._voice.say
        self.plus.setToolTip(say("act.add_map"))
        self.plus.setAccessibleName(say("act.add_map"))
        self.bar.setAccessibleName(say("tabs.name"))
        self.refresh()

    def refresh(self) -> None:
        """Show the maps as they are now."""
        maps = self._session.document.maps()
        self._following = True
        while self.bar.count() > len(maps):
            self.bar.removeTab(self.bar.count() - 1)
        for place, journey in enumerate(maps):
            if place == self.bar.count():
                self.bar.addTab("")
            title = self._title(journey)
            words = self.bar.shortened(title).replace("&", "&&")
            if self.bar.tabText(place) != words:
                self.bar.setTabText(place, words)
            self.bar.setTabToolTip(place, plain(journey.title) if self.bar.shortened(title) != journey.title else "")
            self.bar.setTabData(place, journey.id)
            if journey.id == self._session.map_id:
                self.bar.setCurrentIndex(place)
        self._following = False

    def _title(self, journey: JourneyMap) -> str:
        return short(journey.title, 60) or self._voice.say("tabs.untitled")

    def _chosen(self, place: int) -> None:
        if not self._following and place >= 0:
            self._session.show_map(self.bar.tabData(place))

    def _moved(self, source: int, target: int) -> None:
        """Put the maps in the order that the tabs were dragged to."""
        if self._following:
            return
        order = [self.bar.tabData(place) for place in range(self.bar.count())]
        maps = [each.id for each in self._session.document.maps()]
        moved = order[target]
        before = maps.index(moved)
        index = order.index(moved)
        self._session.apply(move_map(self._session.document, moved, index + 1 if index > before else index))

    # What the Journey menu does

    def add_map(self) -> None:
        """Add a map as the last tab, show it, and rename it in place."""
        kept = self._session.document.get(JourneyMap, self._session.map_id) if self._session.map_id else None
        fields = {"persona": kept.persona, "language": kept.language, "direction": kept.direction} if kept else {}
        self._session.history.seal()
        changes = add_map(self._session.document, self._voice.say("tabs.new"), **fields)
        self._session.apply(changes)
        self._session.show_map(created(changes)[0])
        self.rename_map()

    def duplicate_map(self) -> None:
        """Copy the map shown, and show the copy."""
        journey = self._session.document.get(JourneyMap, self._session.map_id)
        title = self._voice.say("common.copy_of", title=self._title(journey))
        changes = duplicate_map(self._session.document, journey.id, title)
        self._session.apply(changes)
        self._session.show_map(next(each for each in created(changes) if self._is_map(each)))

    def _is_map(self, identity: str) -> bool:
        return isinstance(self._session.document.find(identity), JourneyMap)

    def delete_map(self) -> None:
        """Delete the map shown, if it is not the last one; undo brings it back."""
        changes = remove(self._session.document, [self._session.map_id])
        if self._session.apply(changes):
            self._session.said.emit(self._voice.say("tabs.deleted"))

    def next_map(self) -> None:
        """Show the next map, from the last the first."""
        self._step(1)

    def previous_map(self) -> None:
        """Show the map before, from the first the last."""
        self._step(-1)

    def _step(self, step: int) -> None:
        maps = [each.id for each in self._session.document.maps()]
        self._session.show_map(maps[(maps.index(self._session.map_id) + step) % len(maps)])

    # Renaming in place

    def rename_map(self) -> None:
        """Open a line over the tab shown; Enter or leaving it renames, Escape does not."""
        place = self.bar.currentIndex()
        if place < 0 or self.editor is not None or self._session.read_only:
            return
        journey = self._session.document.get(JourneyMap, self.bar.tabData(place))
        edit = QLineEdit(journey.title, self)
        edit.setMaxLength(rules(JourneyMap)["title"].limit)
        edit.setAccessibleName(self._voice.say("tabs.name"))
        edit.inputRejected.connect(lambda: self._refused(edit.maxLength()))
        edit.textChanged.connect(lambda _: turn(edit, self._voice.right_to_left))
        turn(edit, self._voice.right_to_left)
        edit.selectAll()
        edit.installEventFilter(self)
        edit.returnPressed.connect(lambda: self._rename(journey.id))
        self.editor, self._left = edit, QApplication.focusWidget()
        self.layout().activate()
        self.follow()
        edit.show()
        edit.setFocus()

    def follow(self) -> None:
        """Lay the line over its tab, wherever that is now."""
        if self.editor is None:
            return
        area = self.bar.tabRect(self.bar.currentIndex())
        area.moveTopLeft(self.bar.mapTo(self, area.topLeft()))
        width = max(area.width(), LEAST_LINE)
        if self._voice.right_to_left:
            area.setLeft(area.right() + 1 - width)
        area.setWidth(width)
        self.editor.setGeometry(area.adjusted(1, 1, -1, -1))

    def _refused(self, limit: int) -> None:
        self._session.said.emit(self._voice.say("edit.cut", limit=self._voice.number(limit)))

    def _rename(self, identity: str, *, keep: bool = False) -> None:
        edit, self.editor = self.editor, None
        if edit is None:
            return
        text = edit.text().strip()
        edit.removeEventFilter(self)
        if edit.hasFocus():
            # Before it is hidden, or Qt would hand the focus to whatever comes next in the window for a moment.
            back = self._left
            (back if back is not None and isValid(back) and back.isVisible() else self.bar).setFocus()
        edit.deleteLater()
        edit.hide()
        document = self._session.document
        if not keep and text and identity in document and text != document.get(JourneyMap, identity).title:
            self._session.history.seal()
            self._session.apply(set_fields(document, identity, title=text))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """End renaming when the line is left, or by Escape without renaming."""
        if watched is self.editor and self.editor is not None:
            identity = str(self.bar.tabData(self.bar.currentIndex()))
            if event.type() == QEvent.Type.FocusOut:
                self._rename(identity)
            elif isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
                self._rename(identity, keep=True)
                return True
        return super().eventFilter(watched, event)

    def _offer(self, place: QPoint) -> None:
        """Offer what can be done with the tab under the pointer."""
        tab = self.bar.tabAt(place)
        if tab < 0 or self._session.read_only:
            return
        self.bar.setCurrentIndex(tab)
        menu = QMenu(self)
        for name, act in (
            ("rename_map", self.rename_map),
            ("duplicate_map", self.duplicate_map),
            ("delete_map", self.delete_map),
        ):
            entry = menu.addAction(self._voice.say(f"act.{name}"))
            entry.setEnabled(name != "delete_map" or self.bar.count() > 1)
            entry.triggered.connect(act)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.bar.mapToGlobal(place))
