"""The field of a date: a button that says it, a calendar to choose it, a way to clear it."""

from datetime import date
from typing import Any

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtWidgets import QCalendarWidget, QHBoxLayout, QMenu, QPushButton, QToolButton, QWidget, QWidgetAction

from editor.icons import icon
from editor.panels.field import MIXED, Field
from editor.style import colours
from editor.window.voice import Voice
from model.rules import Rule


def written_date(iso: str, language: str) -> str:
    """Return an ISO date as the language writes it."""
    from babel.dates import format_date

    return format_date(date.fromisoformat(iso), "long", locale=language)


class DateField(Field):
    """A day, or none."""

    def __init__(self, rule: Rule, voice: Voice) -> None:
        """Show no day."""
        super().__init__(rule, voice)
        self._value: Any = ""
        self.button = QPushButton()
        self.button.setObjectName("fieldButton")
        self.button.setProperty("mirrored", voice.right_to_left)
        self.button.setIcon(icon("calendar", colours()["grey"]))
        self.button.setAutoDefault(False)
        self.button.installEventFilter(self)
        self.clear = QToolButton()
        self.clear.setObjectName("small")
        self.clear.setIcon(icon("close", colours()["grey"]))
        self.clear.setToolTip(voice.say("inspector.clear"))
        self.clear.setAccessibleName(voice.say("inspector.clear"))
        row = QWidget()
        box = QHBoxLayout(row)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(self.button, 1)
        box.addWidget(self.clear)
        self.add(row, focus=False)
        self.setFocusProxy(self.button)
        self.button.clicked.connect(self.open_calendar)
        self.clear.clicked.connect(lambda: self._choose(""))

    def open_calendar(self) -> QMenu:
        """Open the calendar under the button, on the day shown."""
        menu = QMenu(self)
        calendar = QCalendarWidget()
        calendar.setLocale(QLocale(self.voice.language))
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        if isinstance(self._value, str) and self._value:
            calendar.setSelectedDate(QDate.fromString(self._value, Qt.DateFormat.ISODate))
        action = QWidgetAction(menu)
        action.setDefaultWidget(calendar)
        menu.addAction(action)
        calendar.activated.connect(lambda day: (menu.close(), self._choose(day.toString(Qt.DateFormat.ISODate))))
        calendar.clicked.connect(lambda day: (menu.close(), self._choose(day.toString(Qt.DateFormat.ISODate))))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))
        calendar.setFocus()
        return menu

    def _choose(self, value: str) -> None:
        self.show_value(value)
        self.edited.emit(value)

    def show_value(self, value: Any) -> None:
        """Show a day."""
        self._value = value
        said = value and value is not MIXED
        unsaid = self.voice.say("inspector.mixed" if value is MIXED else "inspector.no_date")
        self.button.setText(written_date(value, self.voice.language) if said else unsaid)
        self.clear.setVisible(bool(said))

    def value(self) -> Any:
        """Return the ISO date, or an empty text."""
        return "" if self._value is MIXED else self._value
