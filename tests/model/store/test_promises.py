"""In which order things happen: a promise is made once it is kept, and nothing goes before it is safe elsewhere."""

import pytest

from model.project import OpenProject
from model.store import attachment, backups, placing, publish
from model.store.opening import hash_of
from model.store.reports import Kept, Saved
from model.store.working import WorkingFile
from tests.model.store.crash import count_up
from tests.model.store.support import until, write


@pytest.fixture
def events(monkeypatch):
    """What happened, in its order: the names of some steps of the store, each after it was done, and of reports."""
    heard = []

    def watch(place, name):
        ours = getattr(place, name)

        def watched(*arguments, **named):
            result = ours(*arguments, **named)
            heard.append(name)
            return result

        monkeypatch.setattr(place, name, watched)

    for place, name in (
        (WorkingFile, "append"),
        (WorkingFile, "discard"),
        (WorkingFile, "create"),
        (attachment, "save"),
        (publish, "_move"),
        (publish, "flush_folder"),
        (backups, "keep"),
    ):
        watch(place, name)
    return heard


@pytest.fixture
def opened(tmp_path, events):
    """A project in a file, of which is told when it is kept and saved."""
    path = tmp_path / "documents" / "map.masar"
    path.parent.mkdir()
    write(path)
    made = OpenProject.open(path, quiet=3600.0)
    events.clear()
    made.listen(lambda report: events.append(type(report).__name__) if isinstance(report, Kept | Saved) else None)
    yield made
    made.close(discard=True)


def order(events, *wanted):
    """Return those of some events that happened, in their order, each once, by its first time."""
    return [each for each in dict.fromkeys(events) if each in wanted]


def test_kept_is_said_only_after_the_commit(opened, events):
    count_up(opened)
    assert opened.settle()
    assert order(events, "append", "Kept") == ["append", "Kept"]


def test_whose_a_working_file_is_is_written_down_before_it_is_made(opened, events):
    count_up(opened)
    assert opened.settle()
    assert order(events, "save", "create") == ["save", "create"]


def test_saved_is_said_only_after_the_new_name_is_on_the_disk_and_a_backup_is_kept(opened, events):
    count_up(opened)
    opened.settle()
    events.clear()
    opened.save()
    until(lambda: "Saved" in events)
    assert order(events, "_move", "flush_folder", "keep", "Saved") == ["_move", "flush_folder", "keep", "Saved"]


def test_a_working_file_goes_only_after_its_work_is_in_its_place(opened, events):
    count_up(opened)
    opened.settle()
    events.clear()
    assert opened.close()
    assert order(events, "_move", "flush_folder", "discard") == ["_move", "flush_folder", "discard"]


def test_what_is_about_to_be_published_is_written_down_before(opened, monkeypatch, home):
    ours, noted = placing.place, []

    def place(file, target, known):
        (working,) = (home / "working").glob("*.working")
        noted.append(hash_of(file) in attachment.load(working).known)
        return ours(file, target, known)

    monkeypatch.setattr(placing, "place", place)
    count_up(opened)
    opened.save()
    until(lambda: opened.status.state == "saved")
    assert noted == [True]


def test_an_attachment_is_replaced_whole_or_not_at_all(tmp_path, monkeypatch):
    working = tmp_path / "w.working"
    before = attachment.Attachment("/documents/map.masar", "title", ("a",), "b", "c")
    attachment.save(working, before)

    def half(_, file):
        file.write('{"target": ')
        raise OSError("no")

    monkeypatch.setattr(attachment.json, "dump", half)
    with pytest.raises(OSError, match="no"):
        attachment.save(working, attachment.Attachment())
    assert attachment.load(working) == before
