"""What a finding calls the things it speaks of: by their titles, or by their kind and place where they have none."""

from model.checks.sentences import Values, figure, literal
from model.document import Document
from model.records import Card, JourneyMap, Lane, Persona, Project, Record, Stage


def named(document: Document, name: str, record: Record) -> Values:
    """Return the values that let a sentence call a record by name in its placeholder `name`.

    A title is quoted; an untitled card is told by its kind and stage, an untitled stage by its number. Links have
    no name of their own: name their two ends instead.
    """
    match record:
        case Card():
            return _card(document, name, record)
        case Stage():
            return _stage(document, name, record)
        case Lane():
            return _titled(name, record.title, f"@lane.{record.kind}")
        case Persona():
            return _titled(name, record.name, "@finding.untitled.persona")
        case JourneyMap():
            return _titled(name, record.title, "@finding.untitled.map")
        case Project():
            return _titled(name, record.title, "@finding.untitled.project")
    raise TypeError(record)


def _titled(name: str, title: str, otherwise: str) -> Values:
    text = literal(title)
    return ((name, "@finding.named"), (f"{name}_title", text)) if text else ((name, otherwise),)


def _card(document: Document, name: str, card: Card) -> Values:
    text = literal(card.title)
    if text:
        return ((name, "@finding.named"), (f"{name}_title", text))
    stage = document.get(Stage, card.stage)
    return ((name, f"@finding.untitled.{card.kind}"), *_stage(document, f"{name}_stage", stage))


def _stage(document: Document, name: str, stage: Stage) -> Values:
    text = literal(stage.title)
    if text:
        return ((name, "@finding.named"), (f"{name}_title", text))
    place = [each.id for each in document.stages(stage.map)].index(stage.id) + 1
    return ((name, "@finding.untitled.stage"), (f"{name}_number", figure(place)))
