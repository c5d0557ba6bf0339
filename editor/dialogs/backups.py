"""The backups on this computer, by the file they are of, the newest first; the chosen one opens beside the file."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QHeaderView, QPushButton, QTreeWidget, QTreeWidgetItem, QVBoxLayout

from editor.panels.panel import label
from editor.window.recovery import open_backup
from model.store import backups
from model.store.backups import Backup
from model.store.files import real
from resources.words import isolated
from resources.words.times import written_moment

if TYPE_CHECKING:
    from editor.window.main_window import MainWindow

SIZE = (560, 420)
_KIB = 1024
LEFT_TO_RIGHT, END = "\u2066", "\u2069"
"""An isolate for paths, which run from the left whatever their folders are called (UAX #9)."""


class BackupsDialog(QDialog):
    """A sheet of its window. Enter, a double click or the button opens the chosen one as a document of its own."""

    def __init__(self, window: "MainWindow", path: Path | None = None) -> None:
        """List all backups; those of a file (the window's, where none is named) come first and stand open."""
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._window, self._voice = window, window.voice
        say = self._voice.say
        self.setWindowTitle(say("backups.title"))
        self.resize(*SIZE)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 20, 22, 16)
        column.setSpacing(8)
        column.addWidget(label(say("backups.title"), "title"))
        self.said = label("", "hint", wrap=True)
        column.addWidget(self.said)
        self.tree = QTreeWidget()
        self.tree.setColumnCount(2)
        self.tree.setHeaderHidden(True)
        self.tree.setUniformRowHeights(True)
        self.tree.header().setStretchLastSection(False)
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.tree.setAccessibleName(say("backups.title"))
        self.tree.itemActivated.connect(lambda *_: self.open_chosen())
        self.tree.currentItemChanged.connect(lambda *_: self._chosen())
        column.addWidget(self.tree, 1)
        row = QHBoxLayout()
        self.open_button, cancel = QPushButton(say("backups.open")), QPushButton(say("dialog.cancel"))
        self.open_button.setObjectName("primary")
        self.open_button.setAutoDefault(False)
        self.open_button.clicked.connect(self.open_chosen)
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.open_button)
        column.addLayout(row)
        self._fill(path or window.project.path)
        self._chosen()

    def _fill(self, first: Path | None) -> None:
        wanted = real(first) if first is not None else None
        found = sorted(backups.all_of(), key=lambda each: real(each[0]) != wanted)
        for target, kept in found:
            name = kept[0].title or target.stem
            top = QTreeWidgetItem([f"{isolated(name, self._voice.language)} · {LEFT_TO_RIGHT}{target}{END}", ""])
            top.setToolTip(0, "")
            self.tree.addTopLevelItem(top)
            for backup in kept:
                top.addChild(self._row(target, backup))
            top.setExpanded(len(found) == 1 or real(target) == wanted)
        self.said.setText(self._voice.say("backups.explained" if found else "backups.none"))
        self.tree.setVisible(bool(found))
        if found and self.tree.topLevelItem(0).isExpanded():
            self.tree.setCurrentItem(self.tree.topLevelItem(0).child(0))

    def _row(self, target: Path, backup: Backup) -> QTreeWidgetItem:
        try:
            size = backup.path.stat().st_size
        except OSError:
            size = 0
        when = written_moment(backup.time, self._voice.language)
        kibibytes = self._voice.number(max(1, round(size / _KIB)))
        row = QTreeWidgetItem([when, self._voice.say("backups.size", size=kibibytes)])
        row.setData(0, Qt.ItemDataRole.UserRole, (target, backup))
        row.setTextAlignment(1, Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        return row

    def _chosen(self) -> None:
        self.open_button.setEnabled(self.chosen() is not None)

    def chosen(self) -> tuple[Path, Backup] | None:
        """Return the backup chosen, and the file that it is of."""
        item = self.tree.currentItem()
        return item.data(0, Qt.ItemDataRole.UserRole) if item is not None else None

    def open_chosen(self) -> None:
        """Open the chosen backup beside whatever is open."""
        chosen = self.chosen()
        if chosen is not None:
            self.accept()
            open_backup(self._window.shell, *chosen, self._window)
