"""The table of all named hostile files, by the room it belongs to."""

from tests.model.store.hostile.craft import Hostile
from tests.model.store.hostile.logs import LOGS
from tests.model.store.hostile.older import OLDER
from tests.model.store.hostile.outside import OUTSIDE
from tests.model.store.hostile.places import PLACES
from tests.model.store.hostile.references import REFERENCES
from tests.model.store.hostile.schemas import SCHEMAS
from tests.model.store.hostile.values import VALUES

TABLE: dict[str, dict[str, Hostile]] = {
    "outside": OUTSIDE,
    "schemas": SCHEMAS,
    "values": VALUES,
    "references": REFERENCES,
    "logs": LOGS,
    "places": PLACES,
    "older": OLDER,
}
