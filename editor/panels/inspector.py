"""The inspector: every field of what is selected; with nothing selected the map, its persona and the project."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from editor.bridge import Session
from editor.panels.field import MIXED, Field, LineField, TextField
from editor.panels.field_choice import FlagField
from editor.panels.field_number import NumberField
from editor.panels.forms import FIELDS, card_fields, edit_of, make_field
from editor.panels.panel import Panel, column, heading, label, scrolling
from editor.style import colours, kind_colour
from editor.window.after_paint import AfterPaint
from editor.window.voice import Voice
from model.change import ChangeSet
from model.edits.fields import remove
from model.edits.maps import add_persona
from model.records import KIND_OF, KINDS, RIGHT_TO_LEFT, Card, JourneyMap, Record
from model.rules import clean_value

Shape = tuple[str, ...]
"""What a form is for: ("card", "touchpoint"), ("link",), ("nothing",) ... One form serves all of a shape."""
_ICONS = {
    "project": "project",
    "persona": "person",
    "map": "map",
    "stage": "kind_stage",
    "lane": "lane",
    "link": "link",
}


class Section(QWidget):
    """The fields of one kind of record under a heading."""

    def __init__(self, session: Session, voice: Voice, kind: str, card_kind: str = "") -> None:
        """Make the fields; `show_records` fills them."""
        super().__init__()
        self._session, self._voice, self._kind = session, voice, kind
        self.ids: tuple[str, ...] = ()
        self.fields: dict[str, Field] = {}
        self.boxes: dict[str, QWidget] = {}
        self._shown: dict[str, Any] = {}
        self._stay = 0
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(9)
        words = f"card.{card_kind}" if card_kind else f"record.{kind}"
        icon, tint = _ICONS.get(kind, f"kind_{card_kind}"), kind_colour(card_kind or kind)
        if kind == "card" and not card_kind:
            words, icon, tint = "palette.cards", "kind_note", colours()["grey"]
        self.body.addWidget(heading(voice.say(words), icon, tint))

    def build(self, cls: type[Record], names: tuple[str, ...]) -> None:
        """Add a field for each name."""
        for name in names:
            field = make_field(self._session, self._voice, self._kind, cls, name)
            said = self._voice.say(f"field.{name}")
            box, rows = column(3)
            if not isinstance(field, FlagField):
                title = label(said, "fieldName")
                title.setBuddy(field)
                rows.addWidget(title)
            field.set_words(said)
            rows.addWidget(field)
            self.body.addWidget(box)
            self.boxes[name] = box
            self.fields[name] = field
            field.edited.connect(lambda value, name=name: self._edited(name, value))
            field.left.connect(lambda name=name: self._left(name))
            field.refused.connect(self._refused)

    def _edited(self, name: str, value: Any) -> None:
        document = self._session.document
        ids = [each for each in self.ids if each in document]
        if not ids:
            return
        coalesce = f"{name}:{ids[0]}:{len(ids)}:{self._stay}"
        self._session.apply(edit_of(document, ids, name, value, coalesce))

    def _refused(self, key: str, limit: int) -> None:
        self._session.said.emit(self._voice.say(key, limit=self._voice.number(limit)))

    def _left(self, name: str) -> None:
        """End the stay in a field: what is typed next is another step, and what was typed is shown as it was taken."""
        self._stay += 1
        self._session.history.seal()
        self.fields[name].show_value(self._shown.get(name, MIXED))

    def show_records(self, ids: tuple[str, ...]) -> None:
        """Show the values of these records, leaving alone a field whose words already mean the value."""
        document = self._session.document
        moved = ids != self.ids
        self.ids = ids
        records = [document.records[each] for each in ids]
        right = document.language(self._session.map_id) in RIGHT_TO_LEFT if self._session.map_id else False
        for name, field in self.fields.items():
            values = [getattr(record, name) for record in records]
            value = values[0] if all(each == values[0] for each in values) else MIXED
            field.right_to_left = right
            if moved or value is MIXED or not self._says(field, value):
                field.show_value(value)
            self._shown[name] = value

    @staticmethod
    def _says(field: Field, value: Any) -> bool:
        """Return whether a field to type in already says a value, if less neatly; leaving it tidies up."""
        if not isinstance(field, LineField | TextField | NumberField):
            return False
        try:
            return clean_value(field.rule, field.value()) == value
        except (ValueError, TypeError):
            return False


class Inspector(Panel):
    """Shows and edits what is selected, at once and one step for undo a stay in a field."""

    def __init__(self, session: Session, voice: Voice) -> None:
        """Follow the session's selection, map and changes."""
        super().__init__()
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session, self._voice = session, voice
        self._forms: dict[Shape, tuple[QWidget, list[Section]]] = {}
        self.sections: list[Section] = []
        self._shape: Shape = ()
        self._begun = False
        body, self._column = column(0, (14, 4, 14, 16))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.area = scrolling(body)
        outer.addWidget(self.area)
        self._column.addStretch(1)
        session.selection.changed.connect(self.refresh)
        session.map_shown.connect(lambda _: self.refresh())
        session.changed.connect(lambda _: self.refresh())
        voice.keep(self, self._say)
        AfterPaint(self, self.begin)

    def begin(self) -> None:
        """Show the fields from now on: making them waits for the panel's first paint, or until somebody goes there."""
        if not self._begun:
            self._begun = True
            self.refresh()

    def _say(self) -> None:
        """Make all forms anew in the language spoken."""
        for form, _ in self._forms.values():
            form.setParent(None)
            form.deleteLater()
        self._forms.clear()
        self._shape = ()
        self.refresh()

    def selected(self) -> list[Record]:
        """Return the records selected."""
        found = (self._session.document.find(each) for each in self._session.selection.ids)
        return [record for record in found if record is not None]

    @staticmethod
    def _shape_of(records: list[Record]) -> Shape:
        if not records:
            return ("nothing",)
        kinds = {KIND_OF[type(record)] for record in records}
        if len(kinds) > 1:
            return ("several", str(len(records)))
        kind = kinds.pop()
        if kind != "card":
            return (kind,)
        cards = {record.kind for record in records if isinstance(record, Card)}
        return ("card", cards.pop() if len(cards) == 1 else "")

    def refresh(self) -> None:
        """Show what is selected as it is now."""
        if not self._begun:
            return
        records = self.selected()
        shape = self._shape_of(records)
        if not records:
            persona = self._map().persona if self._map() else None
            shape = ("nothing", "with_persona" if persona else "")
        if shape != self._shape:
            self._turn_to(shape)
        for section, ids in zip(self.sections, self._ids(records), strict=True):
            section.show_records(ids)

    def _map(self) -> JourneyMap | None:
        found = self._session.document.find(self._session.map_id)
        return found if isinstance(found, JourneyMap) else None

    def _ids(self, records: list[Record]) -> list[tuple[str, ...]]:
        if records:
            return [tuple(record.id for record in records)] if self.sections else []
        journey = self._map()
        own = [(journey.id,)] if journey else []
        persona = [(journey.persona,)] if journey and journey.persona else []
        return [*own, *persona, (self._session.document.project.id,)]

    def _turn_to(self, shape: Shape) -> None:
        """Show the form of a shape, made when first needed."""
        for form, _ in self._forms.values():
            form.hide()
        if shape not in self._forms:
            form, rows = column(22)
            sections = self._build(shape, rows)
            self._column.insertWidget(0, form)
            self._forms[shape] = (form, sections)
        self._shape = shape
        form, self.sections = self._forms[shape]
        form.show()
        self.area.verticalScrollBar().setValue(0)

    def _build(self, shape: Shape, rows: QVBoxLayout) -> list[Section]:
        if shape[0] == "several":
            rows.addWidget(label(self._voice.say("inspector.several", count=int(shape[1])), "hint", wrap=True))
            return []
        if shape[0] == "nothing":
            return self._build_map(rows, with_persona=bool(shape[1]))
        section = Section(self._session, self._voice, shape[0], shape[1] if shape[0] == "card" else "")
        section.build(KINDS[shape[0]], card_fields(shape[1]) if shape[0] == "card" else FIELDS[shape[0]])
        rows.addWidget(section)
        return [section]

    def _build_map(self, rows: QVBoxLayout, *, with_persona: bool) -> list[Section]:
        """Build what shows while nothing is selected."""
        sections = []
        kinds = ["map", "persona", "project"] if with_persona else ["map", "project"]
        if not self._map():
            kinds = ["project"]
        for kind in kinds:
            section = Section(self._session, self._voice, kind)
            section.build(KINDS[kind], FIELDS[kind])
            rows.addWidget(section)
            sections.append(section)
            if kind == "map":
                section.boxes["persona"].layout().addWidget(self._persona_buttons(delete=with_persona))
        return sections

    def _persona_buttons(self, *, delete: bool) -> QWidget:
        row = QWidget()
        box = QHBoxLayout(row)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(16)
        wanted = [("inspector.new_persona", self._new_persona)]
        wanted += [("inspector.delete_persona", self._delete_persona)] if delete else []
        for key, act in wanted:
            button = QPushButton(self._voice.say(key))
            button.setObjectName("link")
            button.setAutoDefault(False)
            button.clicked.connect(act)
            box.addWidget(button)
        box.addStretch(1)
        return row

    def _new_persona(self) -> None:
        """Add a persona to the map shown and put the cursor into its name."""
        self._apply(add_persona(self._session.document, self._session.map_id))
        for section in self.sections:
            if "summary" in section.fields:
                section.fields["name"].setFocus()

    def _delete_persona(self) -> None:
        journey = self._map()
        if journey and journey.persona:
            self._apply(remove(self._session.document, [journey.persona]))

    def _apply(self, changes: ChangeSet) -> None:
        self._session.history.seal()
        self._session.apply(changes)

    def focus_first(self) -> None:
        """Put the cursor into the first field."""
        self.begin()
        if self.sections and self.sections[0].fields:
            next(iter(self.sections[0].fields.values())).setFocus()
