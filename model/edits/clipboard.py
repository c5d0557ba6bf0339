"""Copy, paste and duplicate: records to plain data and back as new records."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from model.change import ChangeSet
from model.document import Document
from model.edits.cards import takes
from model.edits.draft import Draft, short
from model.edits.lanes import pencil_lane
from model.ids import new_id
from model.records import LANE_KINDS, LANE_OF_CARD, Card, JourneyMap, Lane, Link, Stage, from_data, to_data

FORMAT = "masar-cards"


def copy(document: Document, identities: Iterable[str]) -> dict[str, Any]:
    """Return what the clipboard holds of a selection: stages and cards in reading order, links between the cards.

    A stage brings its cards, those of hidden lanes too, or cutting it would lose them. Each card carries its lane's
    kind, whether that is hidden, and its stage's place among the stages of the map.
    """
    wanted = set(identities)
    cards: list[Card] = []
    stages: list[Stage] = []
    place: dict[str, int] = {}
    for journey in document.maps():
        columns = document.stages(journey.id)
        place |= {stage.id: index for index, stage in enumerate(columns)}
        stages += [stage for stage in columns if stage.id in wanted]
        chosen = [card for card in document.reading_order(journey.id, hidden=True) if {card.id, card.stage} & wanted]
        cards += chosen
    held = {card.id for card in cards}
    links = [
        link
        for journey in document.maps()
        for link in document.links(journey.id)
        if link.source in held and link.target in held
    ]
    return {
        "format": FORMAT,
        "stages": [to_data(stage) for stage in stages],
        "cards": [to_data(card) | _home(document, card) | {"column": place[card.stage]} for card in cards],
        "links": [to_data(link) for link in links],
    }


def _home(document: Document, card: Card) -> dict[str, Any]:
    lane = document.get(Lane, card.lane)
    return {"lane_kind": lane.kind} | ({"lane_hidden": True} if lane.hidden else {})


def paste(
    document: Document, data: Any, map_id: str, stage_id: str | None = None, lane_id: str | None = None
) -> ChangeSet:
    """Put copied records onto a map with new ids; raise BadRecord when the data is not what `copy` made.

    Copied stages come back as new stages behind the one pointed at. Other cards land in the stage pointed at, those
    from later columns in the stages after it; each in the lane pointed at where that takes it, else in one of its
    own kind, made when there is none. What was in a hidden lane comes into a hidden lane, and nothing else does.
    """
    draft = Draft(document)
    source = data if isinstance(data, dict) else {}
    columns = list(document.stages(map_id))
    here = next((index for index, stage in enumerate(columns) if stage.id == stage_id), 0)
    names: dict[str, str] = {}
    for raw in source.get("stages", ()):
        stage = from_data(raw)
        if isinstance(stage, Stage):
            place = (here + 1 if columns else 0) + len(names)
            names[stage.id] = new_id()
            order = draft.place(columns, place)
            made = draft.put(replace(stage, id=names[stage.id], map=map_id, order=order))
            columns.insert(min(place, len(columns)), made)
    raws = [dict(raw) for raw in source.get("cards", ()) if isinstance(raw, dict)]
    loose = [int(raw.get("column", 0)) for raw in raws if raw.get("stage") not in names]
    first = min(loose, default=0)
    if raws and not columns:
        columns.append(draft.put(Stage(id=new_id(), map=map_id, order=draft.place([], 0))))
    pencil = _Pencil(draft, map_id, lane_id)
    for raw in raws:
        lane_kind, column = raw.pop("lane_kind", None), int(raw.pop("column", 0))
        hidden = raw.pop("lane_hidden", False) is True
        card = from_data(raw)
        if isinstance(card, Card):
            stage_to = names.get(card.stage) or columns[min(here + column - first, len(columns) - 1)].id
            names[card.id] = pencil.put(card, stage_to, str(lane_kind), hidden=hidden)
    _retie(draft, names, map_id, source.get("links", ()))
    title = short(str(raws[0].get("title", ""))) if raws else ""
    return draft.finish("change.paste", number=str(len(raws) + len(source.get("stages", ()))), title=title)


class _Pencil:
    """Puts cards into a draft one after the other, remembering the lanes and cells it has filled."""

    def __init__(self, draft: Draft, map_id: str, lane_id: str | None) -> None:
        self.draft, self.map_id = draft, map_id
        self.pointed = draft.document.find(lane_id)
        self.lanes: list[Lane] = list(draft.document.lanes(map_id))
        self.cells: dict[tuple[str, str], list[Card]] = {}

    def put(self, card: Card, stage_id: str, lane_kind: str, *, hidden: bool) -> str:
        lane = self._lane(card, lane_kind, hidden=hidden)
        cell = self.cells.setdefault((stage_id, lane.id), list(self.draft.document.cell(stage_id, lane.id)))
        order = self.draft.place(cell, len(cell))
        made = replace(card, id=new_id(), map=self.map_id, stage=stage_id, lane=lane.id, order=order)
        cell.append(self.draft.put(made))
        return made.id

    def _lane(self, card: Card, lane_kind: str, *, hidden: bool) -> Lane:
        if not hidden and isinstance(self.pointed, Lane) and not self.pointed.hidden and takes(self.pointed, card.kind):
            return self.pointed
        wanted = lane_kind if lane_kind in LANE_KINDS and lane_kind == "free" else LANE_OF_CARD[card.kind]
        for lane in self.lanes:
            if lane.kind == wanted and lane.hidden == hidden:
                return lane
        lane = pencil_lane(self.draft, self.map_id, wanted)
        if hidden:
            lane = self.draft.put(replace(lane, hidden=True))
        self.lanes.append(lane)
        return lane


def _retie(draft: Draft, names: dict[str, str], map_id: str, links: Iterable[Any]) -> None:
    """Point what the pasted cards are about, and the links between them, at the new ids."""
    for made in list(names.values()):
        card = draft.find(made)
        if isinstance(card, Card) and card.about:
            about = names.get(card.about)
            known = draft.document.find(card.about)
            if about is None and isinstance(known, Card) and known.map == map_id:
                about = known.id
            draft.change(made, about=about)
    for raw in links:
        link = from_data(raw)
        if isinstance(link, Link) and link.source in names and link.target in names:
            tied = replace(link, id=new_id(), map=map_id, source=names[link.source], target=names[link.target])
            draft.put(tied)


def duplicate(document: Document, identities: Iterable[str]) -> ChangeSet:
    """Copy cards and stages in place: each card right behind its original, each stage with its cards to its end."""
    draft = Draft(document)
    wanted = [each for each in dict.fromkeys(identities) if each in document]
    names: dict[str, str] = {}
    stages = [record for each in wanted if isinstance(record := document.records[each], Stage)]
    inside = {stage.id for stage in stages}
    for stage in stages:
        siblings = list(document.stages(stage.map))
        order = draft.place(siblings, siblings.index(stage) + 1)
        names[stage.id] = draft.put(replace(stage, id=new_id(), order=order)).id
        for card in document.cards(stage.map):
            if card.stage == stage.id:
                names[card.id] = draft.put(replace(card, id=new_id(), stage=names[stage.id])).id
    cells: dict[tuple[str, str], list[Any]] = {}
    for each in wanted:
        record = document.records[each]
        if isinstance(record, Card) and record.stage not in inside:
            cell = cells.setdefault((record.stage, record.lane), list(document.cell(record.stage, record.lane)))
            at = next(index for index, other in enumerate(cell) if other.id == each) + 1
            made = draft.put(replace(record, id=new_id(), order=draft.place(cell, at)))
            cell.insert(at, made)
            names[each] = made.id
    cards = [each for each in names if isinstance(document.records[each], Card)]
    links = [link for journey in document.maps() for link in document.links(journey.id)]
    between = [to_data(link) for link in links if link.source in names and link.target in names]
    if cards:
        home = document.get(Card, cards[0]).map
        _retie(draft, names, home, between)
    title = short(document.get(Card, cards[0]).title) if cards else ""
    return draft.finish("change.duplicate", title=title, number=str(len(wanted)))


def home_of(document: Document, identity: str) -> tuple[str | None, str | None]:
    """Return the stage and lane to paste beside: those of a card, or the stage or lane itself."""
    record = document.find(identity)
    match record:
        case Card():
            return record.stage, record.lane
        case Stage():
            return record.id, None
        case Lane():
            return None, record.id
        case JourneyMap():
            return None, None
    return None, None
