"""Which document a working file is the work on. It lies beside the working file, for what is in that is published."""

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from model.store.places import flush_folder, let_go

SUFFIX = ".json"


@dataclass(frozen=True, slots=True)
class Attachment:
    """What a working file belongs to.

    target: the path of the document, or empty while it has none. title: of the project. known: hashes of the bytes
    that may lie at the target: what was opened or published, and what was about to be. opened: the entry of the log
    with which the sitting began. published: the newest entry that the target holds.
    """

    target: str = ""
    title: str = ""
    known: tuple[str, ...] = ()
    opened: str = ""
    published: str = ""

    @property
    def path(self) -> Path | None:
        """The target as a path, or None."""
        return Path(self.target) if self.target else None

    def about_to_hold(self, file_hash: str) -> "Attachment":
        """Return the attachment of a moment in which the target may hold what it did or what is being put there."""
        return replace(self, known=tuple(dict.fromkeys((*self.known, file_hash))))


def beside(working: Path) -> Path:
    """Return where the attachment of a working file lies."""
    return working.with_suffix(SUFFIX)


def save(working: Path, attachment: Attachment) -> None:
    """Write the attachment of a working file, whole or not at all; raise OSError where that fails."""
    path = beside(working)
    new = path.with_suffix(".new")
    with new.open("w", encoding="utf-8", errors="surrogatepass") as file:
        json.dump(asdict(attachment), file)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
    flush_folder(path.parent)


def load(working: Path) -> Attachment:
    """Return the attachment of a working file; an empty one, of work without a document, where none can be made out.

    Raise OSError where it cannot be read now: taken for empty, it would be written over.
    """
    try:
        data = json.loads(beside(working).read_text(encoding="utf-8", errors="surrogatepass"))
        return Attachment(
            str(data["target"]),
            str(data["title"]),
            tuple(str(each) for each in data["known"]),
            str(data["opened"]),
            str(data["published"]),
        )
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return Attachment()


def remove(working: Path) -> None:
    """Remove the attachment of a working file that is gone: of one still there, nobody would know whose it is."""
    with suppress(OSError):
        if not working.exists():
            let_go(beside(working), beside(working).with_suffix(".new"))
