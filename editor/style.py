"""The look of the window: fonts, palette and style sheet, all made from the theme's tables."""

import tomllib
from functools import cache
from pathlib import Path
from string import Template
from tempfile import TemporaryDirectory

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette, Qt
from PySide6.QtWidgets import QApplication, QProxyStyle, QStyle, QStyleHintReturn, QStyleOption, QWidget

from editor.icons import svg
from model.layout.theme import theme
from resources import FONTS, THEMES

BASE_SIZE = 13
"""Pixel size of the window's text."""
FAMILIES = ("Rubik", "Noto Sans", "Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans Symbols 2", "Noto Emoji")


@cache
def colours(name: str = "calm") -> dict[str, str]:
    """Return the window's colours by name; raise FileNotFoundError for a theme that Masar does not ship."""
    return tomllib.loads((THEMES / f"{name}.window.toml").read_text(encoding="utf-8"))


def colour(name: str) -> QColor:
    """Return one of the window's colours."""
    return QColor(colours()[name])


def kind_colour(kind: str) -> str:
    """Return the colour of a kind of card or of stages; grey for what has none of its own."""
    return theme().kinds.get(kind, colours()["grey"])


class _MenuStyle(QProxyStyle):
    """Fusion, with the letters that choose underlined only while Alt is held.

    Besides being calmer this keeps Arabic words whole: a line under one letter parts it from its neighbours. It is
    given to menus only, since a style in Python would be asked thousands of times by a window of other widgets.
    """

    def __init__(self) -> None:
        super().__init__("Fusion")

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returned: QStyleHintReturn | None = None,
    ) -> int:
        """Answer what Qt asks of a style."""
        if hint == QStyle.StyleHint.SH_UnderlineShortcut:
            return int(bool(QApplication.keyboardModifiers() & Qt.KeyboardModifier.AltModifier))
        return super().styleHint(hint, option, widget, returned)


@cache
def menu_style() -> QStyle:
    """Return the style of menus and their bar. One serves all; it belongs to the application and goes after them."""
    made = _MenuStyle()
    made.setParent(QApplication.instance())
    return made


@cache
def _load_fonts() -> None:
    for path in sorted(FONTS.glob("*.ttf")):
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise OSError(f"{path.name}: not a font that Qt can read")


def base_font() -> QFont:
    """Return the window's font: Rubik, then the fonts shipped for what it lacks."""
    font = QFont()
    font.setFamilies(list(FAMILIES))
    font.setPixelSize(BASE_SIZE)
    return font


def palette() -> QPalette:
    """Return the palette for what the style sheet does not reach."""
    made = QPalette(colour("surface"))
    role = QPalette.ColorRole
    for where, name in (
        (role.Window, "surface"),
        (role.Base, "surface"),
        (role.AlternateBase, "raised"),
        (role.Button, "surface"),
        (role.WindowText, "text"),
        (role.Text, "text"),
        (role.ButtonText, "text"),
        (role.Highlight, "selection"),
        (role.HighlightedText, "surface"),
        (role.PlaceholderText, "disabled"),
        (role.Link, "link"),
        (role.Mid, "edge"),
    ):
        made.setColor(where, colour(name))
    for where in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, where, colour("disabled"))
    return made


@cache
def _pictures() -> "TemporaryDirectory[str]":
    """Draw the few icons that a style sheet can only take from files; the folder goes with the process."""
    folder = TemporaryDirectory(prefix="masar-style-")
    tones = colours()
    for name, icon, tone in (
        ("open_list", "open_list", "grey"),
        ("branch_open", "open_list", "grey"),
        ("branch_closed", "closed_list", "grey"),
        ("branch_closed_rtl", "closed_list_rtl", "grey"),
        ("tick", "tick", "surface"),
    ):
        (Path(folder.name) / f"{name}.svg").write_text(svg(icon, tones[tone]), encoding="utf-8")
    return folder


def style_sheet(*, right_to_left: bool = False) -> str:
    """Return the style sheet with the theme's colours filled in."""
    folder = Path(_pictures().name)
    names = {
        name: (folder / f"{name}.svg").as_posix() for name in ("open_list", "branch_open", "branch_closed", "tick")
    }
    if right_to_left:
        names["branch_closed"] = (folder / "branch_closed_rtl.svg").as_posix()
    return Template((THEMES / "calm.qss").read_text(encoding="utf-8")).substitute(colours() | names)


def dress(application: QApplication) -> None:
    """Give the application its fonts, its palette and its style sheet."""
    _load_fonts()
    if application.font() != base_font():
        application.setStyle("Fusion")
        application.setFont(base_font())
        application.setPalette(palette())
    redress(application)


def redress(application: QApplication) -> None:
    """Set the style sheet anew, for the direction the application runs in."""
    sheet = style_sheet(right_to_left=application.isRightToLeft())
    if sheet != application.styleSheet():
        application.setStyleSheet(sheet)


def plain(text: str, limit: int = 400) -> str:
    """Return a text for a tooltip that shows as it stands: tooltips have no switch against markup."""
    shortened = text if len(text) <= limit else text[: limit - 1] + "…"
    return Qt.convertFromPlainText(shortened) if Qt.mightBeRichText(shortened) else shortened
