"""The main window: one open project, its map in the middle, the panels about it."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QIcon, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QMenu, QStackedLayout, QStyle, QVBoxLayout, QWidget

from editor.bridge import Session
from editor.canvas.view import MapView
from editor.panels.checks import Checks
from editor.panels.comments import Comments
from editor.panels.conflicts import Conflicts
from editor.panels.history import HistoryPanel
from editor.panels.inspector import Inspector
from editor.panels.outline import Outline
from editor.panels.palette import Palette
from editor.panels.panel import Panel, column
from editor.style import menu_style
from editor.window.actions import PANELS, Act
from editor.window.after_paint import AfterPaint
from editor.window.banner import Banner
from editor.window.brief import Brief
from editor.window.conditions import chosen_touchpoints
from editor.window.docks import Dock, arrange, bring, mirror, size
from editor.window.exports import Exports
from editor.window.files import Files
from editor.window.history import Histories
from editor.window.menus import Menus
from editor.window.parts import Parts
from editor.window.sharing import Sharing
from editor.window.status_line import StatusLine
from editor.window.tabs import Tabs
from editor.window.top_bar import TopBar
from editor.window.watch import Watch
from model.edits.fields import set_fields_of_all
from model.project import OpenProject
from model.records import Lane
from resources import ICONS

if TYPE_CHECKING:
    from editor.app import Shell

FIRST_SIZE = (1440, 900)


class MainWindow(QMainWindow):
    """Everything about one project. What it can do is in the action table; `perform` does it."""

    def __init__(self, shell: "Shell", project: OpenProject) -> None:
        """Show a project."""
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowIcon(QIcon(str(ICONS / "masar.svg")))
        self.setAcceptDrops(True)
        self.shell, self.voice = shell, shell.voice
        self.project = project
        self.session = Session(project.document, project.history, self)
        self._mirrored = self.voice.right_to_left
        self._build()
        self.history, self.parts = Histories(self, self._pages), Parts(self)
        self.menus = Menus(self)
        self.top = TopBar(self.voice, self.menus.actions)
        bar = self.addToolBar("")
        bar.setObjectName("top")
        bar.setMovable(False)
        bar.layout().setContentsMargins(0, 0, 0, 0)
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        bar.addWidget(self.top)
        self.files, self.exports, self.sharing = Files(self), Exports(self), Sharing(self)
        self._connect()
        self.watch = Watch(self.session, self)
        self.watch.answered.connect(self._answered)
        AfterPaint(self.view.viewport(), self.watch.ask)
        self._place()
        self.voice.keep(self, self._say)

    def _build(self) -> None:
        session, voice = self.session, self.voice
        self.view = MapView(session, self)
        self.tabs, self.banner, self.brief = Tabs(session, voice), Banner(voice), Brief(session, voice, self)
        self.palette_panel, self.outline = Palette(voice), Outline(session, voice)
        self.inspector, self.checks = Inspector(session, voice), Checks(session, voice)
        self.comments = Comments(session, voice, lambda: self.project.author)
        self.conflicts = Conflicts(session, voice, self.project.author)
        self.history_panel = HistoryPanel(voice)
        middle = QWidget()
        middle.setObjectName("middle")
        middle.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._middle = QVBoxLayout(middle)
        self._middle.setContentsMargins(0, 0, 0, 0)
        self._middle.setSpacing(0)
        self._middle.addWidget(self.banner)
        live, rows = column(0)
        rows.addWidget(self.tabs)
        inset = QHBoxLayout()
        inset.setContentsMargins(16, 0, 16, 6)
        inset.addWidget(self.brief)
        rows.addLayout(inset)
        rows.addWidget(self.view, 1)
        self._pages = QStackedLayout()
        self._middle.addLayout(self._pages, 1)
        self._pages.addWidget(live)  # shows it, which must be within the window by now
        self.setCentralWidget(middle)
        self.status_line = StatusLine(session, voice)
        self.setStatusBar(self.status_line)
        self.panels: dict[str, Panel] = {
            "palette": self.palette_panel,
            "outline": self.outline,
            "inspector": self.inspector,
            "checks": self.checks,
            "comments": self.comments,
            "conflicts": self.conflicts,
            "history": self.history_panel,
        }
        self.docks = {name: Dock(name, self.panels[name], voice) for name in PANELS}

    def _connect(self) -> None:
        session = self.session
        for signal in (session.changed, session.map_shown, session.left_alone):
            signal.connect(lambda _: self.menus.refresh())
        for signal in (session.selection.changed, session.findings_changed, self.checks.current_changed):
            signal.connect(self.menus.refresh)
        session.changed.connect(lambda _: self.files.show_state())
        self.palette_panel.wanted.connect(self.insert)
        for panel in (self.outline, self.checks, self.comments, self.conflicts):
            panel.gone_to.connect(self.view.reveal)
        self.outline.context_requested.connect(self.offer)
        session.comments_wanted.connect(self.parts.show_comments)
        self.view.zoom_changed.connect(self.top.show_zoom)
        self.view.context_requested.connect(self.offer)
        self.brief.wanted.connect(self.show_map_details)
        self.top.actual_size_wanted.connect(lambda: self.history.canvas.actual_size())
        self.top.export_wanted.connect(self.show_export)
        later = QTimer(self, singleShot=True, interval=0)
        later.timeout.connect(self.menus.refresh)
        for dock in self.docks.values():
            dock.visibilityChanged.connect(lambda _: later.start())

    def _place(self) -> None:
        """Take the place and the docks that were kept last time for windows of this direction."""
        settings = self.shell.settings
        arrange(self, self.docks, mirrored=self._mirrored)
        geometry, docks = settings.state("place"), settings.state(self._state_name())
        if geometry is None or not self.restoreGeometry(geometry):
            room = self.screen().availableGeometry()
            title = self.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight, None, self)
            self.resize(min(FIRST_SIZE[0], room.width()), min(FIRST_SIZE[1], room.height() - title))
        self._sized = docks is not None and self.restoreState(docks)

    def _state_name(self) -> str:
        return "docks_rtl" if self._mirrored else "docks_ltr"

    def _say(self) -> None:
        """Say everything in the language spoken, and mirror the window where its direction changed."""
        if self._mirrored != self.voice.right_to_left:
            self._mirrored = self.voice.right_to_left
            mirror(self, self.docks)
        self.menus.say()
        self.view.setAccessibleName(self.voice.say("canvas.name"))
        self.files.show_state()

    def _answered(self, map_id: str) -> None:
        self.checks.answered(map_id)
        self.status_line.checked.add(map_id)
        self.status_line.say_findings()

    # What the action table names

    def part(self, name: str) -> QWidget:
        """Return the part of the window in which an action's keys work."""
        return {
            "view": self.view,
            "outline": self.outline,
            "history_panel": self.history_panel,
            "past": self.history.past,
        }[name]

    def perform(self, act: Act) -> None:
        """Do what an action of the table says."""
        named = {"window": self, "view": self.history.canvas}
        target: Any = named.get(act.target) or getattr(self, act.target)
        method = getattr(target, act.method)
        if act.argument or act.name == "language.system":
            method(act.argument)
        else:
            method()
        if act.checked:
            self.menus.refresh()

    def insert(self, name: str) -> None:
        """Put something onto the map, as Insert and the palette do, and go to the map to name it."""
        self.view.setFocus()
        self.view.insert(name)

    def offer(self, identity: str, place: QPoint) -> None:
        """Open the menu of what is under the pointer on the map."""
        self.context_menu(identity).popup(place)

    def context_menu(self, identity: str) -> QMenu:
        """Return the menu of a record, or of the map where the id is empty."""
        menu = QMenu(self)
        menu.setStyle(menu_style())
        names = ["edit_words", "", "cut", "copy", "paste", "duplicate", "", "delete"] if identity else ["paste"]
        if identity and chosen_touchpoints(self):
            names += ["", "link"]
        names += [each for each in ("hide_lanes", "show_lanes") if self._offers(each, identity)]
        for name in names:
            if name:
                menu.addAction(self.menus.actions[name])
            else:
                menu.addSeparator()
        if identity and chosen_touchpoints(self):
            menu.addMenu(self.menus.menus["journey/role"])
        if not identity:
            menu.addSeparator()
            menu.addMenu(self.menus.menus["insert"])
        menu.aboutToHide.connect(menu.deleteLater)
        # A menu hides before what was chosen in it is done.
        menu.aboutToHide.connect(lambda: QTimer.singleShot(0, self.view, self._point_nowhere))
        return menu

    def _offers(self, name: str, identity: str) -> bool:
        """Whether a menu offers to hide or show lanes: that of a lane, or of the map where some are hidden."""
        is_lane = isinstance(self.session.document.find(identity), Lane)
        return self.menus.actions[name].isEnabled() and (is_lane or (name == "show_lanes" and not identity))

    def _point_nowhere(self) -> None:
        self.view.pointed = None

    def toggle_panel(self, name: str) -> None:
        """Show a panel and go into it, or hide it."""
        dock = self.docks[name]
        if dock.isHidden():
            bring(self, dock)
            self.parts.enter(name)
        else:
            dock.hide()

    def toggle_full_screen(self) -> None:
        """Fill the screen, or stop doing so."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def set_role(self, role: str) -> None:
        """Make the selected touchpoints starts, steps, goals or exits."""
        ids = [card.id for card in chosen_touchpoints(self)]
        if ids:
            self.session.history.seal()
            self.session.apply(set_fields_of_all(self.session.document, ids, role=role))

    def show_details(self) -> None:
        """Go to the first field of what is selected."""
        self.docks["inspector"].show()
        self.inspector.focus_first()

    def show_map_details(self) -> None:
        """Go to the fields of the map, its persona and the project."""
        self.session.selection.clear()
        self.show_details()

    def settle(self) -> None:
        """Take over what is still being typed on the map, before something reads or saves the document."""
        self.view.in_place.commit()
        self.session.history.seal()

    # Dialogs

    def show_export(self) -> None:
        """Open the export dialog."""
        from editor.dialogs.export import ExportDialog

        ExportDialog(self).open()

    def show_print(self) -> None:
        """Open the system's print dialog."""
        from editor.dialogs.printing import PrintJob

        PrintJob(self).open()

    def show_keys(self) -> None:
        """List all keys."""
        from editor.dialogs.keys import KeysDialog

        KeysDialog(self).open()

    def show_about(self) -> None:
        """Say what Masar is, and the licences of all that is shipped."""
        from editor.dialogs.about import AboutDialog

        AboutDialog(self).open()

    def report_fault(self, log: str) -> None:
        """Say that something went wrong in Masar itself, and take back the gesture it happened in."""
        self.banner.show_sentence(lambda: self.voice.say("fault.banner", file=log))
        self.view.gestures.cancel()

    # Events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back to the map with Escape from a panel that had no use for it."""
        if event.key() == Qt.Key.Key_Escape:
            self.history.back_to_now()
            self.parts.enter("view")
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Give the docks their first sizes ahead of the first paint, where none were kept."""
        super().showEvent(event)
        if not self._sized:
            self._sized = True
            size(self, self.docks)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if self.files.dropped(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the files dropped."""
        self.shell.open_files(self.files.dropped(event.mimeData()), self)
        event.acceptProposedAction()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the window's state, let go of the project; ask first where the work has no file of its own.

        While a file is being exported the window stays, and closes when that is done.
        """
        if self.exports.is_busy:
            self.exports.close_when_done()
            event.ignore()
            return
        if not self.files.may_close():
            event.ignore()
            return
        self.shell.settings.keep_state("place", self.saveGeometry())
        self.shell.settings.keep_state(self._state_name(), self.saveState())
        for part in (self.watch, self.exports, self.sharing):
            part.close()
        self.shell.forget(self)
        event.accept()
