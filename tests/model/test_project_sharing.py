"""Two computers work on one file: whatever the order, both keep their work, and they come to rest."""

import threading
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from model import project as module
from model.change import Change, change_set
from model.project import OpenProject, open_projects, read_project
from model.records import Card, Stage
from model.restoring import state_at
from model.sharing import ROUNDS, Sharing
from model.store import files, placing, publish, watching
from model.store.problems import ProjectFileProblem
from model.store.reports import Behind, KeptCopy, KeptHere, Met, Saved, Unkept
from model.store.strays import strays
from tests.model.store.support import small_document, tamper, until, write
from tests.model.test_project import leave
from tests.torture import times

NEVER = 3600.0


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """An application-data folder for each test, and no project left open after it."""
    monkeypatch.setenv("MASAR_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(watching, "PATIENCE", (0.01,))
    yield tmp_path / "home"
    for each in open_projects():
        assert each.close(discard=True)


@pytest.fixture
def path(tmp_path):
    folder = tmp_path / "documents"
    folder.mkdir()
    write(folder / "map.masar")
    return folder / "map.masar"


class Computer:
    """A window of another computer: nothing here knows that this process has the file open already."""

    def __init__(self, path, author, quiet=NEVER):
        others, module._open_projects[:] = module._open_projects[:], []
        self.opened = OpenProject.open(path, author=author, quiet=quiet)
        module._open_projects[:0] = others
        self.reports = []
        self.opened.listen(self.reports.append)

    def title(self, words, card="c1"):
        record = self.opened.document.get(Card, card)
        self.opened.document.apply(change_set("change.set_field", [Change(record, replace(record, title=words))]))

    def add(self, identity):
        card = replace(small_document().get(Card, "c1"), id=identity, order=f"b{identity}", title=f"Card {identity}")
        self.opened.document.apply(change_set("change.add_card", [Change(None, card)]))

    def remove(self, *identities):
        records = [self.opened.document.records[each] for each in identities]
        self.opened.document.apply(change_set("change.remove", [Change(record, None) for record in records]))

    def reads(self, card="c1"):
        return self.opened.document.get(Card, card).title

    def take(self):
        """Take in everything that was met so far, as a window does when it is idle."""
        taken = []
        while self.mets:
            met = self.mets[0]
            self.reports.remove(met)
            if self.opened.take(met.plan):
                taken.append(met)
        return taken

    @property
    def mets(self):
        return [report for report in self.reports if isinstance(report, Met)]

    def told(self, kind):
        return [report for report in self.reports if isinstance(report, kind)]

    def rest(self):
        """Wait until the threads of the project have nothing to do."""
        for _ in range(3):
            assert self.opened.settle()
            done = []
            self.opened._writer.on_copier(lambda done=done: done.append(1))
            until(lambda done=done: done)
        assert self.opened.settle()

    def save(self):
        """Save, taking in what lies there, until it is saved."""
        self.opened.save()
        self.rest()
        for _ in range(6):
            if not self.take():
                break
            self.rest()
        assert self.opened.status.state == "saved"

    def look(self):
        """Look at the file as an idle window does, and take in what is new."""
        self.opened.look()
        self.rest()
        taken = self.take()
        self.rest()
        return taken


@pytest.fixture
def amal(path):
    return Computer(path, "Amal")


@pytest.fixture
def noa(path, amal):
    return Computer(path, "Noa")


def test_both_keep_their_work_and_come_to_rest(path, amal, noa):
    amal.title("Asks a friend")
    noa.title("Waits a week", card="c2")
    amal.save()
    noa.save()
    (met,) = amal.look()
    assert (met.plan.kind, met.path, met.plan.authors) == ("forward", path, ("Noa",))
    assert amal.opened.status.state == "saved"
    assert (amal.reads(), amal.reads("c2")) == (noa.reads(), noa.reads("c2")) == ("Asks a friend", "Waits a week")
    assert amal.opened.timeline().head == noa.opened.timeline().head
    quiet = path.read_bytes(), path.stat().st_mtime_ns
    for each in (amal, noa, amal, noa):
        assert not each.look()
        each.opened.publish_soon()
        each.rest()
    assert (path.read_bytes(), path.stat().st_mtime_ns) == quiet
    assert amal.opened.close()
    assert noa.opened.close()
    assert (path.read_bytes(), path.stat().st_mtime_ns) == quiet
    assert not strays()


def test_nothing_is_published_over_what_was_met_until_it_was_taken_in(path, amal, noa):
    amal.title("Asks a friend")
    amal.save()
    theirs = path.read_bytes()
    noa.title("Waits a week", card="c2")
    noa.opened.save()
    until(lambda: noa.mets)
    noa.rest()
    assert path.read_bytes() == theirs
    assert noa.opened.status.state == "kept"
    assert not noa.told(KeptCopy | KeptHere)
    assert noa.take()
    until(lambda: noa.opened.status.state == "saved")
    assert {read_project(path).get(Card, each).title for each in ("c1", "c2")} == {"Asks a friend", "Waits a week"}


def test_two_values_of_one_field_become_a_conflict_on_both_computers(path, amal, noa):
    amal.title("Asks a friend")
    noa.title("Asks a colleague")
    amal.save()
    noa.save()
    (met,) = amal.look()
    assert amal.opened.document.records == noa.opened.document.records
    (conflict,) = amal.opened.document.conflicts()
    assert {conflict.kept_author, conflict.other_author} == {"Amal", "Noa"}
    assert met.plan.conflicts == 1


def test_what_one_deleted_and_the_other_changed_stays(path, amal, noa):
    amal.remove("l1", "l2", "c1")
    noa.title("Asks a friend")
    amal.save()
    noa.save()
    amal.look()
    assert amal.reads() == noa.reads() == "Asks a friend"
    assert amal.opened.document.conflicts()


def test_a_merge_is_no_step_of_either(path, amal, noa):
    amal.title("Asks a friend")
    amal.save()
    noa.title("Waits a week", card="c2")
    noa.save()
    noa.opened.history.undo()
    assert (noa.reads(), noa.reads("c2")) == ("Asks a friend", "Waits 12 hours")
    assert noa.opened.history.undoable is None


def test_typing_is_not_joined_across_a_merge(path, amal, noa):
    amal.title("Asks a friend")
    amal.save()
    card = noa.opened.document.get(Card, "c2")
    noa.opened.document.apply(change_set("x", [Change(card, replace(card, title="W"))], coalesce="typing"))
    noa.save()
    card = noa.opened.document.get(Card, "c2")
    noa.opened.document.apply(change_set("x", [Change(card, replace(card, title="Wa"))], coalesce="typing"))
    noa.rest()
    assert list(noa.opened.timeline().entries.values()) == list(noa.opened._writer._working.entries())[::-1]
    authors = [entry.author for entry in noa.opened.timeline().entries.values()]
    assert authors[1:] == ["Noa", "Amal", "", "Noa"]


def test_closing_merges_by_itself(path, amal, noa):
    amal.title("Asks a friend")
    amal.save()
    noa.title("Waits a week", card="c2")
    assert noa.opened.close()
    assert read_project(path).get(Card, "c1").title == "Asks a friend"
    assert read_project(path).get(Card, "c2").title == "Waits a week"
    assert len(list(path.parent.iterdir())) == 1
    amal.look()
    assert amal.reads("c2") == "Waits a week"


def test_closing_does_not_wait_for_ever_for_a_file_that_is_always_new(path, amal, noa):
    ours, turns = Sharing.take, []

    def take(self, plan):
        turns.append(amal.reads("c2"))
        amal.title(f"Waits {len(turns)} weeks", card="c2")
        amal.save()
        return ours(self, plan)

    amal.title("Asks a friend")
    amal.save()
    noa.title("Calls", card="c3")
    noa.opened._sharing.take = take.__get__(noa.opened._sharing)
    assert noa.opened.close()
    assert len(turns) == ROUNDS
    assert read_project(path).get(Card, "c2").title == f"Waits {ROUNDS} weeks"
    (stray,) = strays()
    assert stray.attachment.path == path
    again = Computer(path, "Noa")
    assert again.opened.recovered
    again.save()
    assert (again.reads("c3"), again.reads("c2")) == ("Calls", f"Waits {ROUNDS} weeks")


def test_a_plan_that_was_overtaken_is_made_again(path, amal, noa):
    amal.title("Asks a friend")
    amal.save()
    noa.opened.look()
    until(lambda: noa.mets)
    (met,) = noa.mets
    noa.title("Waits a week", card="c2")
    assert noa.opened.take(met.plan) is None
    assert noa.reads() == "Searches the web"
    noa.reports.remove(met)
    until(lambda: noa.mets)
    assert noa.take()[0].plan.kind == "merged"
    assert (noa.reads(), noa.reads("c2")) == ("Asks a friend", "Waits a week")


def test_typing_on_while_a_plan_waits_makes_it_again(path, amal, noa):
    def types(words):
        record = amal.opened.document.get(Card, "c1")
        change = Change(record, replace(record, title=words))
        amal.opened.document.apply(change_set("change.set_field", [change], coalesce="c1.title"))

    noa.title("Waits a week", card="c2")
    noa.save()
    types("Asks")
    amal.opened.look()
    amal.rest()
    types("Asks a friend")
    (met,) = amal.mets
    assert amal.opened.take(met.plan) is None
    amal.reports.remove(met)
    amal.rest()
    assert amal.take()[0].plan.kind == "merged"
    amal.save()
    whole = files.read_whole(path)
    assert (whole.records["c1"].title, whole.records["c2"].title) == ("Asks a friend", "Waits a week")
    for each in whole.timeline.entries:
        assert amal.opened.records_at(each) == state_at(whole.timeline, each, whole.records)


def test_forgetting_while_a_plan_waits_makes_it_again(path, amal, noa):
    noa.title("Waits a week", card="c2")
    noa.save()
    amal.title("Asks a friend")
    amal.opened.look()
    amal.rest()
    (met,) = amal.mets
    assert amal.opened.forget_before(amal.opened.timeline().head)
    assert amal.opened.take(met.plan) is None
    amal.reports.remove(met)
    amal.rest()
    assert amal.take()
    amal.save()
    whole = files.read_whole(path)
    assert (whole.records["c1"].title, whole.records["c2"].title) == ("Asks a friend", "Waits a week")


def test_what_was_met_at_a_file_is_not_taken_in_once_another_is_the_projects(path, amal, noa, tmp_path):
    noa.title("Waits a week", card="c2")
    noa.save()
    amal.opened.look()
    amal.rest()
    amal.opened.save_as(tmp_path / "other.masar")
    amal.rest()
    assert not amal.take()
    amal.rest()
    assert amal.opened.status.state == "saved"
    assert read_project(tmp_path / "other.masar").get(Card, "c2").title == amal.reads("c2") == "Waits 12 hours"
    assert read_project(path).get(Card, "c2").title == "Waits a week"


def test_closing_waits_for_no_plan_that_nobody_takes(path, amal, noa, monkeypatch):
    noa.title("Waits a week", card="c2")
    noa.save()
    reading, go_on = threading.Event(), threading.Event()

    def held(file):
        reading.set()
        assert go_on.wait(20)
        return files.read_whole(file)

    monkeypatch.setattr(watching, "read_whole", held)
    amal.opened.look()
    assert reading.wait(20)
    writer = amal.opened._writer
    monkeypatch.setattr(writer._thread, "join", lambda _: (until(lambda: writer._ended), go_on.set()))
    assert amal.opened.close()
    assert not writer._copier._thread.is_alive()


def test_looking_at_what_has_not_changed_reads_nothing(path, amal, monkeypatch):
    read = []
    ours = watching.hash_of
    monkeypatch.setattr(watching, "hash_of", lambda file: read.append(file) or ours(file))
    amal.look()
    assert read == [path]
    amal.look()
    assert read == [path]
    path.touch()
    amal.look()
    assert read == [path] * 2
    assert not amal.reports


def test_a_half_written_file_is_waited_for_in_silence(path, amal, noa):
    amal.title("Asks a friend")
    amal.save()
    whole = path.read_bytes()
    for half in (whole[:5000], b"", whole[:100]):
        path.write_bytes(half)
        assert not noa.look()
    assert not noa.reports
    path.write_bytes(whole)
    assert noa.look()
    assert noa.reads() == "Asks a friend"


def test_what_cannot_be_read_is_tried_again_a_few_times_though_it_looks_the_same(path, amal, noa, monkeypatch):
    amal.title("Asks a friend")
    amal.save()
    read = []

    def fail(file):
        read.append(file)
        raise ProjectFileProblem("file.damaged", name=file.name)

    with monkeypatch.context() as patch:
        patch.setattr(watching, "read_whole", fail)
        for _ in range(3):
            assert not noa.look()
    assert len(read) == 3
    assert noa.look()
    monkeypatch.setattr(watching, "read_whole", fail)
    path.touch()
    noa.opened._writer._watch.knows(())
    for _ in range(9):
        noa.look()
    assert len(read) == 8
    assert not noa.told(KeptHere | KeptCopy)


def test_a_file_that_was_damaged_is_left_alone_and_the_work_goes_beside_it(path, amal):
    path.write_bytes(b"nothing that could be read")
    amal.title("Asks a friend")
    amal.opened.save()
    until(lambda: amal.told(KeptCopy))
    assert path.read_bytes() == b"nothing that could be read"
    assert read_project(path.with_name("map (kept copy).masar")).get(Card, "c1").title == "Asks a friend"


def test_a_file_of_a_newer_version_is_left_alone(path, amal):
    tamper(path, "PRAGMA user_version=99")
    theirs = path.read_bytes()
    amal.title("Asks a friend")
    assert amal.opened.close()
    assert path.read_bytes() == theirs
    assert read_project(path.with_name("map (kept copy).masar")).get(Card, "c1").title == "Asks a friend"


def test_a_file_that_cannot_be_read_just_now_is_no_reason_for_a_copy(path, amal, monkeypatch):
    amal.title("Asks a friend")
    tamper(path, "UPDATE card SET title='a colleague' WHERE id='c2'")
    with monkeypatch.context() as patch:
        problem = ProjectFileProblem("file.unreadable", name="map.masar", folder="")
        patch.setattr(watching, "read_whole", lambda _: (_ for _ in ()).throw(problem))
        amal.opened.save()
        until(lambda: amal.told(KeptHere))
    assert len(list(path.parent.iterdir())) == 1
    amal.save()
    assert amal.reads("c2") == "a colleague"


def test_what_was_changed_without_a_word_in_the_log_is_merged_too(path, amal, noa):
    tamper(path, "UPDATE card SET title='a colleague' WHERE id='c2'")
    amal.title("Asks a friend")
    amal.save()
    assert (amal.reads(), amal.reads("c2")) == ("Asks a friend", "a colleague")
    noa.look()
    assert noa.opened.document.records == amal.opened.document.records
    assert noa.opened.timeline().head == amal.opened.timeline().head


def test_an_older_version_that_comes_back_is_replaced(path, amal):
    older = path.read_bytes()
    amal.title("Asks a friend")
    amal.save()
    path.write_bytes(older)
    amal.look()
    assert amal.told(Behind)
    assert amal.opened.status.state == "kept"
    amal.opened.publish_soon()
    until(lambda: amal.opened.status.state == "saved")
    assert read_project(path).get(Card, "c1").title == "Asks a friend"


def test_an_older_version_is_let_be_by_who_published_nothing(path, amal, noa):
    older = path.read_bytes()
    amal.title("Asks a friend")
    amal.save()
    noa.look()
    path.write_bytes(older)
    assert not noa.look()
    noa.opened.publish_soon()
    noa.rest()
    assert path.read_bytes() == older


def test_a_file_that_vanished_is_not_made_again_unasked(path, amal, noa):
    path.unlink()
    noa.look()
    amal.title("Asks a friend")
    amal.opened.publish_soon()
    until(lambda: amal.opened.status.state == "kept_here")
    assert not path.exists()
    amal.save()
    noa.look()
    assert noa.reads() == "Asks a friend"


def test_saving_as_over_another_project_replaces_it_and_its_window_merges(path, amal, tmp_path):
    other = path.with_name("other.masar")
    document = small_document()
    document.apply(
        change_set("x", [Change(each, None) for each in list(document.records.values()) if each.id in "l1l2"])
    )
    write(other, document)
    noa = Computer(other, "Noa")
    noa.title("Waits a week", card="c2")
    module._open_projects.remove(noa.opened)
    amal.opened.save_as(other)
    until(lambda: amal.told(Saved))
    module._open_projects.append(noa.opened)
    noa.opened.save()
    until(lambda: noa.mets)
    assert noa.take()[0].plan.kind == "union"
    until(lambda: noa.opened.status.state == "saved")
    assert noa.reads("c2") in ("Waits a week", "Waits 12 hours")


def test_a_conflicted_copy_is_merged_from_beside(path, amal):
    copy = path.with_name("map (Noa's conflicted copy 2026-11-21).masar")
    copy.write_bytes(path.read_bytes())
    noa = Computer(copy, "Noa")
    noa.title("Waits a week", card="c2")
    noa.save()
    assert noa.opened.close()
    amal.title("Asks a friend")
    made = amal.opened.merge_file(copy)
    assert (made.kind, made.authors) == ("merged", ("Noa",))
    assert (amal.reads(), amal.reads("c2")) == ("Asks a friend", "Waits a week")
    assert amal.opened.merge_file(copy).kind == "none"
    amal.rest()
    amal.save()
    assert files.read_whole(path).timeline.head == amal.opened.timeline().head
    with pytest.raises(ProjectFileProblem) as caught:
        amal.opened.merge_file(path.with_name("none.masar"))
    assert caught.value.key == "file.missing"


def test_the_same_merge_made_on_two_computers_is_published_once(path, amal):
    copy = path.with_name("elsewhere.masar")
    copy.write_bytes(path.read_bytes())
    noa = Computer(copy, "Noa")
    amal.title("Asks a friend")
    amal.save()
    noa.title("Waits a week", card="c2")
    noa.save()
    before = path.with_name("before.masar")
    before.write_bytes(path.read_bytes())
    amal.opened.merge_file(copy)
    noa.opened.merge_file(before)
    assert amal.opened.timeline().head == noa.opened.timeline().head
    amal.save()
    copy.write_bytes(path.read_bytes())
    quiet = copy.read_bytes(), copy.stat().st_mtime_ns, copy.stat().st_ino
    noa.save()
    assert noa.opened.close()
    assert (copy.read_bytes(), copy.stat().st_mtime_ns, copy.stat().st_ino) == quiet


def test_work_that_was_left_behind_is_merged_with_what_came_since(path, amal, noa):
    amal.title("Asks a friend")
    amal.rest()
    amal.opened._writer._inbox.put(lambda: amal.opened._writer._working.close())
    amal.opened._writer._inbox.put(lambda: setattr(amal.opened._writer, "_ended", True))
    amal.opened._writer._thread.join(10)
    amal.opened._writer._copier.finish(10)
    module._open_projects.remove(amal.opened)
    noa.title("Waits a week", card="c2")
    noa.save()
    again = Computer(path, "Amal")
    assert again.opened.recovered
    again.save()
    assert (again.reads(), again.reads("c2")) == ("Asks a friend", "Waits a week")


def test_a_compacted_log_still_meets_the_whole_one(path, amal, noa):
    amal.title("One")
    amal.save()
    noa.look()
    amal.title("Two")
    assert amal.opened.forget_before(amal.opened.timeline().head) == 2
    amal.save()
    noa.title("Waits a week", card="c2")
    noa.save()
    amal.look()
    assert amal.opened.document.records == noa.opened.document.records
    assert (amal.reads(), amal.reads("c2")) == ("Two", "Waits a week")
    assert amal.opened.timeline().head == noa.opened.timeline().head
    amal.title("Three")
    amal.save()
    noa.look()
    assert noa.reads() == "Three"


def test_a_compacted_log_replaces_the_whole_one_of_the_same_state(path, amal):
    amal.title("One")
    amal.save()
    amal.opened.forget_before(amal.opened.timeline().head)
    amal.rest()
    tamper(path, "PRAGMA page_size=8192", "VACUUM")  # other bytes that say the same
    amal.save()
    assert files.read(path).entries == 1
    assert amal.opened.status.state == "saved"


def test_what_was_taken_in_while_a_file_was_on_its_way_is_not_replaced_by_it(path, amal, noa, monkeypatch):
    amal.title("Asks a friend")
    amal.save()
    noa.opened.look()
    until(lambda: noa.mets)
    noa.title("Waits a week", card="c2")
    ours, held = placing.check_whole, threading.Event()

    def slow(*arguments):
        assert held.wait(20)
        ours(*arguments)

    monkeypatch.setattr(placing, "check_whole", slow)
    noa.opened.save()
    until(lambda: noa.opened._writer._publishing.in_flight)
    assert noa.opened.merge_file(path).kind == "merged"
    theirs = path.read_bytes()
    seen = []
    moved = publish._move
    monkeypatch.setattr(publish, "_move", lambda *a, **k: (seen.append(path.read_bytes()), moved(*a, **k))[1])
    held.set()
    until(lambda: noa.opened.status.state == "saved")
    assert seen == [theirs]
    whole = files.read_whole(path)
    assert {whole.records["c1"].title, whole.records["c2"].title} == {"Asks a friend", "Waits a week"}


def test_a_full_computer_still_saves_to_the_file(path, amal, noa, monkeypatch):
    def full(*_):
        raise OSError(28, "full")

    amal.title("Asks a friend")
    amal.rest()
    noa.title("Waits a week", card="c2")
    noa.rest()
    with monkeypatch.context() as patch:
        patch.setattr("model.store.working.WorkingFile._write", full)
        amal.title("Calls")
        until(lambda: amal.opened.status.state == "not_kept")
        amal.opened.save()
        until(lambda: amal.opened.status.state == "saved")
        whole = files.read_whole(path)
        assert (whole.records, whole.timeline.head) == (amal.opened.document.records, amal.opened.timeline().head)
        assert [each.author for each in whole.timeline.entries.values()] == ["Amal"] * 3
        told = len(amal.told(Unkept))
        amal.opened._writer._inbox.put(amal.opened._writer._commit)
        assert not amal.opened.settle()
        assert len(amal.told(Unkept)) == told
        assert amal.opened.status.state == "saved"
    amal.title("Calls again")
    noa.save()
    amal.save()
    noa.look()
    assert noa.opened.document.records == amal.opened.document.records


def test_work_saved_while_it_could_not_be_kept_is_not_replaced_by_what_was_kept(path, amal, monkeypatch):
    def full(*_):
        raise OSError(28, "full")

    amal.title("Asks a friend")
    amal.rest()
    with monkeypatch.context() as patch:
        patch.setattr("model.store.working.WorkingFile._write", full)
        amal.title("Calls")
        until(lambda: amal.opened.status.state == "not_kept")
        amal.opened.save()
        until(lambda: amal.opened.status.state == "saved")
        patch.setattr(amal.opened, "settle", lambda: True)
        leave(amal.opened)
    again = Computer(path, "Amal")
    assert (again.opened.recovered, again.reads()) == (True, "Asks a friend")
    assert again.opened.close()
    assert read_project(path).get(Card, "c1").title == "Calls"


def test_a_full_computer_that_closes_leaves_nothing_unsaved(path, amal, monkeypatch):
    def full(*_):
        raise OSError(28, "full")

    monkeypatch.setattr("model.store.working.WorkingFile._write", full)
    amal.title("Asks a friend")
    assert amal.opened.close()
    assert read_project(path).get(Card, "c1").title == "Asks a friend"
    assert not strays()


def test_a_file_that_would_be_too_large_to_open_is_not_published(path, amal, monkeypatch):
    before = path.read_bytes()
    amal.title("Asks a friend")
    amal.rest()
    with monkeypatch.context() as patch:
        patch.setattr("model.store.header.LARGEST_FILE", 4096)
        amal.opened.save()
        until(lambda: amal.told(KeptHere))
    assert amal.opened.status.problem.key == "file.too_large_to_save"
    assert path.read_bytes() == before
    monkeypatch.setattr("model.store.header.ADVISABLE_FILE", 4096)
    amal.opened.save()
    until(lambda: any(type(each).__name__ == "Heavy" for each in amal.reports))
    assert amal.opened.status.state == "saved"


ACT = st.one_of(
    st.tuples(st.just("title"), st.sampled_from(["c1", "c2", "c3"]), st.sampled_from("ABC")),
    st.tuples(st.just("add"), st.integers(0, 3)),
    st.tuples(st.just("remove"), st.integers(0, 3)),
    st.sampled_from([("undo",), ("save",), ("look",), ("save",), ("forget",)]),
)


def act_of(computer, name, arguments, number):
    match name:
        case "title":
            card, words = arguments
            if computer.reads(card) != words:
                computer.title(words, card)
        case "add":
            computer.add(f"n{number}")
            return f"n{number}"
        case "remove":
            added = sorted(each for each in computer.opened.document.records if each.startswith("n"))
            if added:
                computer.remove(added[arguments[0] % len(added)])
        case "undo":
            computer.opened.history.undo()
        case "forget":
            log = list(computer.opened.timeline().entries)
            computer.opened.forget_before(log[len(log) // 2])
        case "save":
            computer.save()
        case "look":
            computer.look()
    return None


@settings(deadline=None, max_examples=times(60), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.tuples(st.booleans(), ACT), max_size=14))
def test_two_computers_come_to_rest_with_everybodys_work(acts, tmp_path_factory, home):
    path = tmp_path_factory.mktemp("shared") / "map.masar"
    write(path)
    both = [Computer(path, "Amal"), Computer(path, "Noa")]
    entries = set()
    for number, (which, (name, *arguments)) in enumerate(acts):
        act_of(both[which], name, arguments, number)
        entries |= {each.id for each in both[which].opened.timeline().entries.values() if each.author}
    for _ in range(3):
        for each in both:
            each.save()
            each.look()
    one, two = both
    assert one.opened.document.records == two.opened.document.records
    assert one.opened.timeline().head == two.opened.timeline().head
    for each in both:
        assert all(entry in each.opened.timeline() for entry in entries)
    resting = path.read_bytes()
    for each in (*both, *both):
        assert not each.look()
    for each in both:
        assert each.opened.close()
    assert path.read_bytes() == resting
    assert files.read_whole(path).timeline.head == one.opened.timeline().head


def test_stages_and_order_survive_both(path, amal, noa):
    amal.opened.document.apply(change_set("x", [Change(None, Stage("s2", "m", "a1", "Deciding"))]))
    noa.add("n1")
    amal.save()
    noa.save()
    amal.look()
    assert {"s2", "n1"} <= amal.opened.document.records.keys() == noa.opened.document.records.keys()
    assert amal.told(Saved)


def test_a_copy_without_a_file_keeps_its_history_and_merges_back(path, amal):
    amal.title("Written before")
    assert amal.opened.save() and amal.opened.settle()
    until(lambda: any(isinstance(report, Saved) for report in amal.reports))
    copy = OpenProject.copy_of(path, author="Noa", quiet=NEVER)
    assert copy.path is None
    assert [entry.author for entry in copy.timeline().entries.values()][-1] == amal.opened.author
    amal.title("Written after", card="c2")
    assert amal.opened.save() and amal.opened.settle()
    until(lambda: sum(isinstance(report, Saved) for report in amal.reports) == 2)
    plan = copy.merge_file(path)
    assert (plan.kind, plan.conflicts) == ("forward", 0)
    assert copy.document.get(Card, "c2").title == "Written after"
    assert copy.close(discard=True)
    assert read_project(path).get(Card, "c1").title == "Written before"
