"""The panel of path checks: each finding with its sentence, a fix where there is one, a way to go there or mute it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
)

from editor.bridge import Session
from editor.icons import icon, pixmap
from editor.panels.panel import Panel, column, label, scrolling
from editor.style import colours
from editor.window.voice import Voice
from model.checks.finding import Finding
from model.checks.fixes import fix
from model.checks.sentences import sentence
from model.edits.fields import set_fields
from model.records import Card

MOST_SHOWN = 100
"""How many findings the panel lists; beyond that it says how many more there are."""
AT_ONCE, IN_TURN = 20, 8
"""How many rows are made at once, which is what fits, and then in each turn of the event loop: a row takes 0.7 ms."""


class FindingRow(QFrame):
    """One finding. Click or Enter goes there; the arrows go up and down the list.

    made_of: the finding and the language it is said in; a row that would be made of the same can stay.
    """

    chosen = Signal(object)
    fix_wanted = Signal(object)
    menu_wanted = Signal(object, object)

    def __init__(self, finding: Finding, voice: Voice) -> None:
        """Say what was found."""
        super().__init__()
        self.finding, self.made_of = finding, (finding, voice.language)
        said = sentence(finding, voice.language)
        self.setObjectName("finding")
        self.setProperty("muted", finding.muted)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{voice.say(f'severity.{finding.severity}')}, {finding.code}: {said}")
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 8, 6, 8)
        row.setSpacing(8)
        mark = QLabel()
        mark.setPixmap(pixmap(f"finding_{finding.severity}", "", 14, self.devicePixelRatioF()))
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        words, lines = column(2)
        code = label(finding.code, "code")
        code.setToolTip(voice.say(f"{finding.key}.name"))
        lines.addWidget(code)
        lines.addWidget(label(said, "hint" if finding.muted else "sentence", wrap=True))
        self.button = self._fix_button(voice)
        if finding.fixable and not finding.muted:
            lines.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeading)
        else:
            self.button.hide()
        row.addWidget(words, 1)
        more = QToolButton()
        more.setObjectName("small")
        more.setIcon(icon("unmute" if finding.muted else "mute", colours()["grey"]))
        more.setToolTip(voice.say("checks.unmute" if finding.muted else "checks.mute"))
        more.setAccessibleName(more.toolTip())
        more.clicked.connect(lambda: self.menu_wanted.emit(self, more.mapToGlobal(more.rect().bottomLeft())))
        row.addWidget(more, 0, Qt.AlignmentFlag.AlignTop)

    def _fix_button(self, voice: Voice) -> QPushButton:
        key = f"{self.finding.key}.fix"
        button = QPushButton(voice.say(key) if self.finding.fixable else "", self)
        button.setObjectName("link")
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self.fix_wanted.emit(self.finding))
        return button

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go to what the finding is about."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.chosen.emit(self.finding)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to mute."""
        self.menu_wanted.emit(self, event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space go there; the arrows walk."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self.finding)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            found = (each for each in self.parentWidget().findChildren(FindingRow) if not each.isHidden())
            rows = sorted(found, key=lambda each: each.y())
            place = rows.index(self) + (1 if event.key() == Qt.Key.Key_Down else -1)
            rows[max(0, min(place, len(rows) - 1))].setFocus()
        else:
            super().keyPressEvent(event)


class Checks(Panel):
    """Lists the session's findings. `gone_to`: the id of a record to bring into sight on the map."""

    gone_to = Signal(str)
    current_changed = Signal()

    def __init__(self, session: Session, voice: Voice) -> None:
        """Follow the session's findings."""
        super().__init__()
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session, self._voice = session, voice
        self.muted_shown = False
        self.current: Finding | None = None
        self._checked: set[str] = set()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        body, self._rows = column(7, (14, 2, 14, 12))
        self.area = scrolling(body)
        outer.addWidget(self.area)
        self.summary = label("", "hint", wrap=True)
        self._rows.addWidget(self.summary)
        self.rows: list[FindingRow] = []
        self._listed: Sequence[Finding] = ()
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(lambda: self._fill(IN_TURN))
        self.muted = QPushButton()
        self.muted.setObjectName("link")
        self.muted.setAutoDefault(False)
        self.muted.clicked.connect(self.toggle_muted)
        self._rows.addWidget(self.muted, 0, Qt.AlignmentFlag.AlignLeading)
        self._rows.addStretch(1)
        session.findings_changed.connect(self.refresh)
        session.map_shown.connect(lambda _: self.refresh())
        voice.keep(self, self.refresh)

    def shown(self) -> Sequence[Finding]:
        """Return the findings on the map shown that are not muted; the muted too while these are shown."""
        here = (each for each in self._session.findings if each.map == self._session.map_id)
        return [each for each in here if self.muted_shown or not each.muted]

    def refresh(self) -> None:
        """List the findings as they are now. Rows that stay the same stay, and those out of sight come later."""
        findings = self.shown()
        if self.current not in findings:
            self.current = None
        focus = QApplication.focusWidget()
        had_focus = focus is not None and any(row is focus or row.isAncestorOf(focus) for row in self.rows)
        before = self.rows
        self._listed = findings[:MOST_SHOWN]
        self._fill(AT_ONCE)
        if had_focus and self.rows and not any(row is focus or row.isAncestorOf(focus) for row in self.rows):
            self.rows[0].show()
            self.rows[0].setFocus()
        for row in set(before).difference(self.rows):
            self._rows.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._say_summary(len(findings))
        self.current_changed.emit()

    def _fill(self, most: int) -> None:
        """Make at most so many of the rows that are missing, from the top; the rest in later turns."""
        made = {row.made_of: row for row in self.rows}
        self.rows = []
        for finding in self._listed:
            row = made.pop((finding, self._voice.language), None)
            if row is None and most > 0:
                row, most = self._row(finding), most - 1
            if row is not None:
                if self._rows.indexOf(row) != 1 + len(self.rows):
                    self._rows.insertWidget(1 + len(self.rows), row)
                self.rows.append(row)
        if len(self.rows) < len(self._listed):
            self._later.start()

    def answered(self, map_id: str) -> None:
        """Take note that a map was checked: until then it is not said that nothing was found."""
        if map_id not in self._checked:
            self._checked.add(map_id)
            self.refresh()

    def _row(self, finding: Finding) -> FindingRow:
        row = FindingRow(finding, self._voice)
        row.chosen.connect(self.go_to)
        row.fix_wanted.connect(self._fix)
        row.menu_wanted.connect(self._offer)
        return row

    def _say_summary(self, count: int) -> None:
        silent = sum(1 for each in self._session.findings if each.muted and each.map == self._session.map_id)
        say = self._voice.say
        none = "checks.none" if self._session.map_id in self._checked else "checks.running"
        self.summary.setVisible(count == 0 or count > MOST_SHOWN)
        self.summary.setText(say("checks.more", count=count - MOST_SHOWN) if count > MOST_SHOWN else say(none))
        self.muted.setVisible(silent > 0)
        self.muted.setText(say("checks.hide_muted" if self.muted_shown else "checks.show_muted", count=silent))

    def toggle_muted(self) -> None:
        """Show the muted findings too, or hide them again."""
        self.muted_shown = not self.muted_shown
        self.refresh()

    # Going there

    def go_to(self, finding: Finding) -> None:
        """Select what a finding is about and bring it into sight."""
        self.current = finding
        targets = [each for each in finding.targets if each in self._session.document]
        self._session.selection.choose(*targets)
        if targets:
            self.gone_to.emit(targets[0])
        self.current_changed.emit()

    def next_finding(self) -> None:
        """Go to the finding after the current one, from the last to the first."""
        self._step(1)

    def previous_finding(self) -> None:
        """Go to the finding ahead of the current one, from the first to the last."""
        self._step(-1)

    def _step(self, step: int) -> None:
        findings = self.shown()
        if findings:
            here = findings.index(self.current) if self.current in findings else (-1 if step > 0 else 0)
            self.go_to(findings[(here + step) % len(findings)])
            self._session.said.emit(sentence(findings[(here + step) % len(findings)], self._voice.language))

    # Fixing and muting

    def _fix(self, finding: Finding) -> None:
        changes = fix(self._session.document, finding)
        if changes is not None:
            self._session.history.seal()
            self._session.apply(changes, select_new=True)

    def fix_current(self) -> None:
        """Apply the fix of the current finding."""
        if self.current is not None:
            self._fix(self.current)

    def card_of_current(self) -> Card | None:
        """Return the card that the current finding is about first, or None."""
        return self._card(self.current) if self.current is not None else None

    def _card(self, finding: Finding) -> Card | None:
        found = self._session.document.find(finding.targets[0] if finding.targets else None)
        return found if isinstance(found, Card) else None

    def mute_for_card(self) -> None:
        """Mute the current finding's check for its card; unmute it where it is muted."""
        card = self.card_of_current()
        if self.current is not None and card is not None:
            self._mute(card.id, card.muted_checks, self.current.code)

    def mute_for_project(self) -> None:
        """Mute the current finding's check for the whole project; unmute it where it is muted."""
        project = self._session.document.project
        if self.current is not None:
            self._mute(project.id, project.muted_checks, self.current.code)

    def _mute(self, identity: str, muted: Sequence[str], code: str) -> None:
        fresh = tuple(each for each in muted if each != code) if code in muted else (*muted, code)
        self._session.history.seal()
        self._session.apply(set_fields(self._session.document, identity, muted_checks=fresh))

    def _offer(self, row: FindingRow, place: object) -> None:
        """Offer to mute the check, for the card or for the project; or to listen to it again."""
        self.current = row.finding
        self.current_changed.emit()
        self.menu().popup(place)

    def menu(self) -> QMenu:
        """Return the menu of the current finding."""
        menu = QMenu(self)
        card, project = self.card_of_current(), self._session.document.project
        code = self.current.code if self.current is not None else ""
        if card is not None:
            key = "checks.unmute_card" if code in card.muted_checks else "act.mute_card"
            menu.addAction(self._voice.say(key)).triggered.connect(self.mute_for_card)
        key = "checks.unmute_project" if code in project.muted_checks else "checks.mute_project"
        menu.addAction(self._voice.say(key, code=code)).triggered.connect(self.mute_for_project)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def focus_first(self) -> None:
        """Put the focus on the first finding, or on what stands in their place."""
        (self.rows[0] if self.rows else self.muted).setFocus()
