"""Menus and actions made from the table, in the language spoken, with letters to reach them by."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QActionGroup, QKeySequence, Qt
from PySide6.QtWidgets import QMenu

from editor.icons import icon
from editor.style import colours, menu_style, plain
from editor.window.actions import ACTIONS, IN_THE_PAST, MENUS, Act
from editor.window.conditions import CONDITIONS, TICKS
from editor.window.voice import OWN_NAMES
from model.labels import label_words

if TYPE_CHECKING:
    from editor.window.main_window import MainWindow


def with_letters(words: Sequence[str]) -> list[str]:
    """Return the words of one menu, each with a "&" ahead of the letter that chooses it.

    A letter at the beginning of a word is preferred, and none is given twice in one menu; what is left without one
    can still be reached by the arrows. Every "&" of the words themselves is kept.
    """
    taken: set[str] = set()
    lettered = []
    for text in words:
        starts = [at for at, letter in enumerate(text) if letter.isalpha() and (at == 0 or text[at - 1] == " ")]
        others = [at for at, letter in enumerate(text) if letter.isalpha()]
        at = next((at for at in (*starts, *others) if text[at].casefold() not in taken), None)
        if at is None:
            lettered.append(text.replace("&", "&&"))
            continue
        taken.add(text[at].casefold())
        lettered.append(text[:at].replace("&", "&&") + "&" + text[at:].replace("&", "&&"))
    return lettered


def with_letter(text: str, letter: str) -> str:
    """Return a text with a "&" ahead of the first place of a letter that was given to it before."""
    before, found, after = text.partition(letter) if letter else (text, "", "")
    return before.replace("&", "&&") + ("&" + found if found else "") + after.replace("&", "&&")


class Menus:
    """All actions of one window by name, and the menus that hold them."""

    def __init__(self, window: "MainWindow") -> None:
        """Make every action of the table and hang the menus into the window's bar."""
        self._window = window
        self.actions: dict[str, QAction] = {}
        self.menus: dict[str, QMenu] = {}
        self._in_menu: dict[str, list[tuple[QAction, str]]] = {"": []}
        self._recent: list[QAction] = []
        self._letters: dict[str, str] = {}
        window.menuBar().setStyle(menu_style())
        for name in MENUS:
            self._menu(name)
        groups: dict[str, int] = {}
        for act in ACTIONS:
            menu = self._menu(act.place, groups, act.group)
            if groups.get(act.place, act.group) != act.group:
                menu.addSeparator()
            groups[act.place] = act.group
            action = self._action(act)
            menu.addAction(action)
            self._in_menu[act.place].append((action, act.key_of_words))
        self.menus["file/recent"].aboutToShow.connect(self._fill_recent)
        for name in ("edit", "journey", "check", "view/panels", "file"):
            self.menus[name].aboutToShow.connect(self.refresh)

    def _menu(self, place: str, groups: dict[str, int] | None = None, group: int = 0) -> QMenu:
        """Return the menu of a place, made when first asked for; the File menu's list of recent files comes early."""
        if place in self.menus:
            return self.menus[place]
        above = place.rpartition("/")[0]
        menu = QMenu(self._window)
        menu.setStyle(menu_style())
        menu.setToolTipsVisible(False)
        self.menus[place] = menu
        self._in_menu[place] = []
        if above:
            if groups is not None and place != "file/recent" and groups.get(above, group) != group:
                self.menus[above].addSeparator()
                groups[above] = group
            self.menus[above].addMenu(menu)
        else:
            self._window.menuBar().addMenu(menu)
        self._in_menu[above].append((menu.menuAction(), f"menu.{place.replace('/', '_')}"))
        return menu

    def _action(self, act: Act) -> QAction:
        action = QAction(self._window)
        action.setObjectName(act.name)
        action.setShortcuts([QKeySequence(key) for key in act.keys])
        action.setCheckable(bool(act.checked))
        if act.works_in:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            for part in act.works_in:
                self._window.part(part).addAction(action)
        else:
            self._window.addAction(action)
        action.triggered.connect(lambda _=False, act=act: self._window.perform(act))
        if act.checked in ("language", "role"):
            group = self._window.findChild(QActionGroup, act.checked) or QActionGroup(self._window)
            group.setObjectName(act.checked)
            group.setExclusionPolicy(QActionGroup.ExclusionPolicy.ExclusiveOptional)
            group.addAction(action)
        self.actions[act.name] = action
        return action

    def say(self) -> None:
        """Put all words in the language spoken."""
        voice = self._window.voice
        for entries in self._in_menu.values():
            texts = [self._words(action, key) for action, key in entries]
            for (action, _), text, lettered in zip(entries, texts, with_letters(texts), strict=True):
                action.setText(lettered + self._key_in_order(action))
                action.setToolTip(text)
                self._letters[action.objectName()] = lettered[lettered.index("&") + 1] if "&" in lettered else ""
        tones = colours()
        for act in ACTIONS:
            if act.icon:
                mirrored = voice.right_to_left and act.icon in ("undo", "redo")
                name = f"{act.icon}_rtl" if mirrored else act.icon
                self.actions[act.name].setIcon(icon(name, tones["soft"], tones["disabled"]))
                self.actions[act.name].setIconVisibleInMenu(False)
        self.refresh()

    def _words(self, action: QAction, key: str) -> str:
        language = action.objectName().removeprefix("language.")
        return OWN_NAMES.get(language) or self._window.voice.say(key)

    def _key_in_order(self, action: QAction) -> str:
        """Return what keeps "Ctrl++" from being shown as "++Ctrl" in a right-to-left menu (UAX #9)."""
        key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        if not self._window.voice.right_to_left or not key or key[-1].isalnum():
            return ""
        return f"\t\u2066{key}\u2069"

    def refresh(self) -> None:
        """Enable what can be used now, tick what is on, and say what undo and redo would do."""
        for act in ACTIONS:
            action = self.actions[act.name]
            usable = act.name in IN_THE_PAST or not self._window.history.away
            action.setEnabled(usable and CONDITIONS[act.when](self._window))
            if act.checked:
                action.setChecked(TICKS[act.checked](self._window, act.argument))
        history = self._window.session.history
        voice = self._window.voice
        for name, step in (("undo", history.undoable), ("redo", history.redoable)):
            what = label_words(step.label, voice.language) if step is not None else ""
            text = voice.say(f"act.{name}_of", what=what) if what else voice.say(f"act.{name}")
            self.actions[name].setText(with_letter(text, self._letters.get(name, "")))
            self.actions[name].setToolTip(plain(text))

    def _fill_recent(self) -> None:
        """List the files opened last ahead of the line that clears them."""
        menu = self.menus["file/recent"]
        for action in self._recent:
            menu.removeAction(action)
            action.deleteLater()
        before = menu.actions()[0]
        self._recent = [self._recent_action(path) for path in self._window.files.recent()]
        menu.insertActions(before, self._recent)
        if self._recent:
            self._recent.append(menu.insertSeparator(before))

    def _recent_action(self, path: Path) -> QAction:
        action = QAction(f"\u2068{path.name}\u2069".replace("&", "&&"), self._window)
        action.setStatusTip(str(path))
        action.triggered.connect(lambda: self._window.files.open(path))
        return action
