"""Everything the window can do, as one table: menus, tool bar, keys, the list of keys and the tests all read it."""

from dataclasses import dataclass, field

from editor.panels.entries import CARDS, FIRST, LANES, LINES, Entry
from editor.window.voice import OWN_NAMES
from model.records import Card as _Card
from model.records import rules

MENUS = ("file", "edit", "insert", "view", "journey", "check", "help")
"""The menus of the bar; "insert/lanes" in an action's place is a menu within one."""
MAP, OUTLINE, HISTORY, PAST = "view", "outline", "history_panel", "past"


@dataclass(frozen=True, slots=True)
class Act:
    """One action. Its words are the catalogue's `act.NAME`, or `words` where that is given.

    place: the menu it stands in. target, method, argument: what is called, on which part of the window. keys: its
    shortcuts, the first is shown. works_in: the parts in which its keys work; empty is the whole window. when: the
    condition under which it can be used. checked: the state that its tick shows. group: a line divides groups.
    """

    name: str
    place: str
    target: str
    method: str
    keys: tuple[str, ...] = ()
    argument: str = ""
    when: str = "always"
    checked: str = ""
    icon: str = ""
    works_in: tuple[str, ...] = ()
    words: str = field(default="")
    group: int = 0

    @property
    def key_of_words(self) -> str:
        """The catalogue key of what it is called."""
        return self.words or f"act.{self.name}"


def _insert(entry: Entry, place: str, group: int = 0) -> Act:
    keys = (entry.key,) if entry.key else ()
    return Act(
        f"insert.{entry.name}", place, "view", "insert", keys, entry.name, "has_map", words=entry.words, group=group
    )


_FILE = (
    Act("new", "file", "files", "new", ("Ctrl+N",)),
    Act("open", "file", "files", "ask_open", ("Ctrl+O",)),
    Act("clear_recent", "file/recent", "files", "clear_recent", when="has_recent", group=1),
    Act("save", "file", "files", "save", ("Ctrl+S",), group=1),
    Act("save_as", "file", "files", "ask_save_as", ("Ctrl+Shift+S",), group=1),
    Act("save_copy", "file", "files", "ask_save_copy", group=1),
    Act("save_clean", "file", "files", "ask_save_clean", group=1),
    Act("revert", "file", "files", "revert", group=1),
    Act("merge_file", "file", "sharing", "ask_merge", group=1),
    Act("restore_backup", "file", "files", "ask_backup", group=1),
    Act("show_history", "file/versions", "history", "show", ("Ctrl+H",), group=1),
    Act("name_version", "file/versions", "history", "name_version", ("Ctrl+Shift+N",), group=1),
    Act("earlier", "file/versions", "history", "earlier", ("Alt+Down",), works_in=(HISTORY, PAST), group=2),
    Act("later", "file/versions", "history", "later", ("Alt+Up",), when="in_past", works_in=(HISTORY, PAST), group=2),
    Act("restore", "file/versions", "history", "restore", when="at_moment", group=3),
    Act("back_to_now", "file/versions", "history", "back_to_now", when="in_past", group=3),
    Act("compare_file", "file/versions", "history", "compare_with_file", group=4),
    Act("export", "file", "window", "show_export", ("Ctrl+E",), group=2),
    Act("print", "file", "window", "show_print", ("Ctrl+P",), group=2),
    Act("close", "file", "window", "close", ("Ctrl+W",), group=3),
    Act("quit", "file", "shell", "quit", ("Ctrl+Q",), group=3),
)
_EDIT = (
    Act("undo", "edit", "session", "undo", ("Ctrl+Z",), when="undoable", icon="undo"),
    Act("redo", "edit", "session", "redo", ("Ctrl+Shift+Z", "Ctrl+Y"), when="redoable", icon="redo"),
    Act("cut", "edit", "view", "cut", ("Ctrl+X",), when="cards_or_stages", works_in=(MAP, OUTLINE), group=1),
    Act("copy", "edit", "view", "copy", ("Ctrl+C",), when="cards_or_stages", works_in=(MAP, OUTLINE), group=1),
    Act("paste", "edit", "view", "paste", ("Ctrl+V",), when="has_map", works_in=(MAP, OUTLINE), group=1),
    Act("duplicate", "edit", "view", "duplicate_selected", ("Ctrl+D",), when="cards_or_stages", group=1),
    Act(
        "delete",
        "edit",
        "view",
        "remove_selected",
        ("Del", "Backspace"),
        "",
        "selected",
        "",
        "",
        (MAP, OUTLINE),
        group=1,
    ),
    Act("edit_words", "edit", "view", "edit_selected", ("F2",), when="one_selected", works_in=(MAP,), group=2),
    Act("select_all", "edit", "view", "select_all", ("Ctrl+A",), when="has_map", works_in=(MAP, OUTLINE), group=2),
)
_INSERT = (
    *(_insert(entry, "insert") for entry in FIRST),
    *(_insert(entry, "insert/cards", 1) for entry in CARDS),
    *(_insert(entry, "insert/lanes", 1) for entry in LANES),
    *(_insert(entry, "insert/lines", 1) for entry in LINES),
)
PANELS = ("palette", "outline", "inspector", "checks", "comments", "conflicts", "history")
"""The panels about the map, in the order in which F6 goes through them after the map."""
_VIEW = (
    Act("zoom_in", "view", "view", "zoom_in", ("Ctrl++", "Ctrl+="), icon="zoom_in"),
    Act("zoom_out", "view", "view", "zoom_out", ("Ctrl+-",), icon="zoom_out"),
    Act("fit", "view", "view", "fit", ("Ctrl+0",)),
    Act("actual_size", "view", "view", "actual_size", ("Ctrl+1",)),
    *(
        Act(
            f"panel.{name}",
            "view/panels",
            "window",
            "toggle_panel",
            (),
            name,
            checked="panel_shown",
            words=f"panel.{name}",
        )
        for name in PANELS
    ),
    Act("next_part", "view", "parts", "next", ("F6",), group=1),
    Act("previous_part", "view", "parts", "previous", ("Shift+F6",), group=1),
    Act("full_screen", "view", "window", "toggle_full_screen", ("F11",), checked="full_screen", group=1),
    Act("language.system", "view/language", "shell", "choose_language", checked="language", group=2),
    *(
        Act(
            f"language.{language}",
            "view/language",
            "shell",
            "choose_language",
            (),
            language,
            checked="language",
            words=f"choice.language.{language}",
            group=3,
        )
        for language in OWN_NAMES
    ),
)
_JOURNEY = (
    Act("add_map", "journey", "tabs", "add_map", ("Ctrl+T",)),
    Act("rename_map", "journey", "tabs", "rename_map", when="has_map"),
    Act("duplicate_map", "journey", "tabs", "duplicate_map", when="has_map"),
    Act("delete_map", "journey", "tabs", "delete_map", when="several_maps"),
    Act("next_map", "journey", "tabs", "next_map", ("Ctrl+PgDown",), when="several_maps", group=1),
    Act("previous_map", "journey", "tabs", "previous_map", ("Ctrl+PgUp",), when="several_maps", group=1),
    Act("link", "journey", "view", "link_selected", ("Ctrl+L",), when="touchpoints", group=2),
    *(
        Act(
            f"role.{role}",
            "journey/role",
            "window",
            "set_role",
            (),
            role,
            "touchpoints",
            "role",
            words=f"choice.role.{role}",
            group=2,
        )
        for role in rules(_Card)["role"].choices
    ),
    Act(
        "hide_lanes", "journey", "view", "hide_lanes", ("Ctrl+Shift+H",), when="lanes", works_in=(MAP, OUTLINE), group=3
    ),
    Act("show_lanes", "journey", "view", "show_lanes", ("Ctrl+Shift+L",), when="hidden_lanes", group=3),
    Act("details", "journey", "window", "show_details", ("Ctrl+I",), group=4),
    Act("comment", "journey", "parts", "comment", ("Ctrl+Alt+M",), when="one_card", group=4),
)
_CHECK = (
    Act("next_finding", "check", "checks", "next_finding", ("F8",), when="has_findings"),
    Act("previous_finding", "check", "checks", "previous_finding", ("Shift+F8",), when="has_findings"),
    Act("fix_finding", "check", "checks", "fix_current", ("Ctrl+.",), when="finding_fixable", group=1),
    Act("mute_card", "check", "checks", "mute_for_card", when="finding_of_card", group=1),
    Act("mute_project", "check", "checks", "mute_for_project", when="finding_chosen", group=1),
    Act("show_muted", "check", "checks", "toggle_muted", checked="muted_shown", group=2),
)
_ALSO_IN_PAST = ("new", "open", "clear_recent", "save", "save_as", "save_copy", "save_clean", "close")
_HELP = (
    Act("keys", "help", "window", "show_keys", ("F1",)),
    Act("about", "help", "window", "show_about", group=1),
)
ACTIONS = (*_FILE, *_EDIT, *_INSERT, *_VIEW, *_JOURNEY, *_CHECK, *_HELP)
IN_THE_PAST = frozenset(
    act.name
    for act in ACTIONS
    if act.target in ("history", "shell") or act.place.split("/")[0] in ("help", "view") or act.name in _ALSO_IN_PAST
)
"""What can be used while the map is shown as it was: nothing that would change it, or print another than is shown."""

MAP_KEYS = (
    "arrows",
    "reading_order",
    "extend",
    "move",
    "score",
    "type",
    "commit",
    "break_line",
    "cancel",
    "back",
    "pan",
    "zoom",
    "menu",
)
"""Keys that the map takes by itself: `mapkey.NAME` says what they do and `mapkey.NAME.keys` which they are."""
