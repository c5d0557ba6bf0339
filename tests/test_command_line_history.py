"""The commands about history and sharing: what each prints, writes and answers, and what it leaves untouched."""

import errno
import json
import os
from pathlib import Path

import pytest

from export.json_file import write_json
from model.change import Label
from model.document import Document
from model.edits.comments import add_comment
from model.edits.fields import remove, set_fields
from model.edits.versions import name_version
from model.records import Card, Comment, Lane, Stage
from model.store import backups, files, publish
from resources.words import LANGUAGES
from tests.model.store.support import as_first_version, tamper, write
from tests.story import NOON, Story
from tests.terminal import forget_environment, refused, run, written


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch, tmp_path):
    forget_environment(monkeypatch, tmp_path)


@pytest.fixture
def story():
    """Three steps of two people: a title, its undo, another title; the first is named."""
    made = Story()
    made.title("a", "Asks a friend")
    named = made.do(set_fields(made.document, "p", client="Nadlan"), "Noa", "second")
    made.do(name_version(made.document, named, "Sent", "by mail", author="Noa", time=NOON), "Noa", "second")
    made.title("b", "Signs", "Amal", "third")
    return made


@pytest.fixture
def file(story, tmp_path):
    return story.write(tmp_path / "a.masar")


def told(capfd, *arguments):
    """Return the JSON that a command prints."""
    code, out, err = run(capfd, *arguments, "--json")
    assert err == ""
    return code, json.loads(out)


# log


def test_the_log_is_grouped_by_sitting_newest_first_with_named_versions_beside(capfd, file, monkeypatch):
    code, out, err = run(capfd, "log", "a.masar")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert [line for line in lines if not line.startswith(" ")] == ["Amal", "Noa", "Amal"]
    assert [line.split("  ", 3)[-1] for line in lines if "entry" in line] == [
        "change of “Pays”: title",
        "naming of the version “Sent”",
        "change of “Buying”: client",
        "change of “Searches the web”: title",
        "beginning of the project",
    ]
    at = next(number for number, line in enumerate(lines) if "client" in line)
    assert lines[at + 1].strip() == "Version “Sent” – by mail"


def test_the_log_as_json_holds_every_entry_and_version(capfd, story, file):
    _, report = told(capfd, "log", "a.masar")
    assert list(report) == ["file", "title", "head", "entries", "versions"]
    assert (report["title"], report["head"]) == ("Buying", "entry4")
    assert [each["id"] for each in report["entries"]] == ["entry4", "entry3", "entry2", "entry1", "entry0"]
    assert report["entries"][2] == {
        "id": "entry2",
        "parents": ["entry1"],
        "time": "2026-05-11T12:02:00.000+00:00",
        "author": "Noa",
        "session": "second",
        "what": "change of “Buying”: client",
        "label": {
            "key": "change.set_field",
            "values": {"field": "@field.client", "kind": "@record.project", "title": "Buying"},
        },
        "undoes": "",
        "versions": ["Sent"],
    }
    assert report["versions"][0] | {"time": ""} == {
        "entry": "entry2", "title": "Sent", "note": "by mail", "author": "Noa", "time": ""
    }  # fmt: skip


def test_the_log_says_what_was_undone_and_redone(capfd, story, tmp_path):
    first = story.log.entries["entry4"].changes
    story.do(first.inverse())
    story.do(story.log.entries["entry5"].changes.inverse())
    story.write(tmp_path / "a.masar")
    _, report = told(capfd, "log", "a.masar")
    assert [each["what"] for each in report["entries"][:2]] == [
        "redo: change of “Pays”: title",
        "undo: change of “Pays”: title",
    ]


# diff


def test_two_files_of_any_formats_are_compared(capfd, story, file, tmp_path):
    Path("b.json").write_text(write_json(story.document), encoding="utf-8")
    assert run(capfd, "diff", "a.masar", "b.json")[:2] == (0, "Nothing differs.\n")
    story.title("a", "Rings up")
    Path("b.json").write_text(write_json(story.document), encoding="utf-8")
    code, out, _ = run(capfd, "diff", "a.masar", "b.json")
    assert (code, out.splitlines()) == (
        1,
        [
            "Map: Now",
            "  Changed: Touchpoint “Rings up”",
            "      Title: Asks a friend → Rings up",
            "New: 0 · gone: 0 · changed: 1 · moved: 0",
        ],
    )
    code, _, err = run(capfd, "diff", written(tmp_path), "a.masar")
    assert code == 1 and "Line 5" in err


def test_what_moved_went_and_came_is_told_in_words(capfd, story, file):
    story.do(set_fields(story.document, "a", stage="t", order="a1"))
    story.do(remove(story.document, ["b"]))
    story.do(set_fields(story.document, "x", severity=4, about=None))
    story.write(Path("b.masar"))
    code, out, _ = run(capfd, "diff", "a.masar", "b.masar")
    assert code == 1
    assert out.splitlines() == [
        "Map: Now",
        "  Changed: Pain point “Hidden pain”",
        "      About: Asks a friend → nothing",
        "      Severity: nothing → 4",
        "  Gone: Touchpoint “Signs”",
        "  Moved: Touchpoint “Asks a friend”",
        "      Stage: Look → Pay",
        "New: 0 · gone: 1 · changed: 1 · moved: 1",
    ]


@pytest.mark.parametrize("version", ["Sent", "entry2", "~2"])
def test_a_version_is_called_by_its_title_its_entry_or_steps_back(capfd, file, version):
    code, report = told(capfd, "diff", "a.masar", version)
    assert code == 1
    assert list(report) == ["before", "after", "added", "removed", "changed", "moved", "differences"]
    assert (report["before"], report["after"], report["added"], report["changed"]) == (version, "a.masar", 1, 1)
    assert report["differences"][0] == {
        "kind": "changed",
        "record": "card",
        "id": "b",
        "title": "Signs",
        "map": "m",
        "fields": [{"name": "title", "before": "Pays", "after": "Signs"}],
    }


def test_an_entry_is_known_by_its_unique_beginning(capfd, tmp_path):
    made = Story(mark="e")
    made.mark = "f"
    made.title("a", "Rings up")
    made.write(tmp_path / "a.masar")
    assert told(capfd, "diff", "a.masar", "e")[1]["changed"] == 1


def test_two_versions_are_compared_and_the_same_one_does_not_differ(capfd, file):
    _, report = told(capfd, "diff", "a.masar", "~4", "Sent")
    assert [each["id"] for each in report["differences"]] == ["p", "a"]
    assert run(capfd, "diff", "a.masar", "~0", "entry4")[0] == 0


# restore


def test_restoring_is_a_step_on_top_of_the_history(capfd, story, file):
    code, out, err = run(capfd, "restore", "a.masar", "~4")
    assert (code, err) == (0, "")
    assert "Title: Signs → Pays" in out and out.endswith("“a.masar” is now as it was at “beginning of the project”.\n")
    after = files.read_whole(file)
    assert after.records["a"].title == "Searches the web" and after.records["p"].client == "Acme"
    assert [each.title for each in Document(after.records.values()).versions()] == ["Sent"]
    assert list(after.timeline.entries)[:5] == list(story.log.entries)
    newest = after.timeline.entries[after.timeline.head]
    assert newest.parents == ("entry4",) and newest.label == Label("change.restore", (("title", ""),))
    assert after.timeline.state("entry4", after.records) == story.document.records


def test_restoring_a_named_version_says_so_in_the_log(capfd, file):
    assert "as it was at “Sent”" in run(capfd, "restore", "a.masar", "entry2")[1]
    assert told(capfd, "log", "a.masar")[1]["entries"][0]["what"] == "return to “Sent”"


def test_restoring_to_where_it_is_writes_nothing(capfd, file):
    before = file.read_bytes(), file.stat().st_mtime_ns
    code, out, _ = run(capfd, "restore", "a.masar", "~0")
    assert code == 0 and "already" in out
    assert (file.read_bytes(), file.stat().st_mtime_ns) == before


def test_restoring_into_another_file_leaves_the_first_as_it_is(capfd, file):
    before = file.read_bytes()
    code, report = told(capfd, "restore", "a.masar", "Sent", "-o", "b.masar")
    assert code == 0
    assert (report["out"], report["entry"], report["changed"]) == ("b.masar", "entry2", 1)
    assert file.read_bytes() == before
    made = files.read_whole(Path("b.masar"))
    assert (made.records["b"].title, made.timeline.head) == ("Pays", report["head"])
    assert "already exists" in refused(capfd, "restore", "a.masar", "Sent", "--out", "b.masar")
    assert ".masar" in refused(capfd, "restore", "a.masar", "Sent", "-o", "b.txt")


def test_a_file_that_changes_while_it_is_restored_is_left_as_it_is(capfd, file, monkeypatch):
    compose = files.compose

    def meanwhile(*arguments):
        file.write_bytes(b"somebody's work")
        return compose(*arguments)

    monkeypatch.setattr(files, "compose", meanwhile)
    assert "changed while" in refused(capfd, "restore", "a.masar", "~1")
    assert file.read_bytes() == b"somebody's work"
    assert list(file.parent.glob(".*")) == []


@pytest.mark.parametrize("arguments", [("restore", "a.masar", "~2"), ("merge", "a.masar", "b.masar")])
@pytest.mark.parametrize(("error", "word"), [(errno.ENOSPC, "space"), (errno.EIO, "could not be written")])
def test_a_disk_that_fails_leaves_the_file_as_it_is(capfd, story, file, monkeypatch, arguments, error, word):
    other = story.branch("noa")
    other.title("a", "Asks Noa", "Noa", "theirs")
    other.write(Path("b.masar"))
    before = file.read_bytes()

    def fail(*_):
        raise OSError(error, os.strerror(error))

    monkeypatch.setattr(publish, "_copy", fail)
    assert word in refused(capfd, *arguments)
    assert file.read_bytes() == before
    assert sorted(each.name for each in file.parent.iterdir()) == ["a.masar", "b.masar"]


# merge


@pytest.fixture
def two(story, tmp_path):
    """The same project on two computers, on each of which somebody worked on."""
    other = story.branch("noa")
    other.title("a", "Asks Noa", "Noa", "theirs")
    other.do(set_fields(other.document, "b", owner="Sales"), "Noa", "theirs")
    story.title("s", "Looks around", "Amal", "ours")
    return story.write(tmp_path / "a.masar"), other.write(tmp_path / "b.masar")


def test_merging_keeps_the_work_of_both(capfd, two):
    code, out, err = run(capfd, "merge", "a.masar", "b.masar")
    assert (code, err) == (0, "")
    assert "Title: Asks a friend → Asks Noa" in out
    assert out.endswith("Merged “b.masar” into “a.masar”.\nWork of: Noa\n")
    merged = files.read_whole(two[0])
    assert merged.records["a"].title == "Asks Noa"
    assert merged.records["b"].owner == "Sales"
    assert merged.records["s"].title == "Looks around"
    assert {"noa1", "noa2", "entry5"} <= set(merged.timeline.entries)
    assert merged.timeline.state("entry5", merged.records)["a"].title == "Asks a friend"
    assert told(capfd, "merge", "a.masar", "b.masar")[1]["kind"] == "none"


def test_merging_into_another_file_leaves_both_as_they_are(capfd, two):
    before = [each.read_bytes() for each in two]
    code, report = told(capfd, "merge", "a.masar", "b.masar", "-o", "c.masar")
    assert code == 0
    assert {name: report[name] for name in ("out", "kind", "entries", "conflicts", "authors", "changed")} == {
        "out": "c.masar", "kind": "merged", "entries": 2, "conflicts": 0, "authors": ["Noa"], "changed": 2
    }  # fmt: skip
    assert [each.read_bytes() for each in two] == before
    assert files.read_whole(Path("c.masar")).timeline.head == report["head"]


def test_a_conflict_is_recorded_and_answered_by_1(capfd, story, tmp_path):
    other = story.branch("noa")
    other.title("a", "Asks Noa", "Noa", "theirs")
    story.title("a", "Asks Amal", "Amal", "ours")
    story.write(tmp_path / "a.masar")
    other.write(tmp_path / "b.masar")
    code, _, err = run(capfd, "merge", "a.masar", "b.masar")
    assert code == 1
    assert err.startswith("1 conflict is recorded in “a.masar”")
    (conflict,) = Document(files.read(tmp_path / "a.masar").records).conflicts()
    assert {conflict.kept, conflict.other} == {'"Asks Noa"', '"Asks Amal"'}


def test_a_file_that_only_lags_behind_catches_up(capfd, story, file):
    story.title("a", "Rings up")
    story.write(Path("b.masar"))
    code, report = told(capfd, "merge", "a.masar", "b.masar")
    assert (code, report["kind"], report["head"]) == (0, "forward", "entry5")
    assert files.read_whole(file).records == story.document.records
    assert run(capfd, "merge", "b.masar", "a.masar")[1].startswith("Nothing differs.")


def test_what_was_changed_without_a_word_in_the_log_is_merged_too(capfd, file, tmp_path):
    other = tmp_path / "other.masar"
    other.write_bytes(file.read_bytes())
    tamper(other, "UPDATE card SET title='Changed by hand' WHERE id='a'")
    assert told(capfd, "merge", str(file), str(other))[1]["kind"] == "forward"
    assert files.read_whole(file).records["a"].title == "Changed by hand"


def test_what_an_older_version_wrote_is_backed_up_before_it_is_written_over(capfd, tmp_path, monkeypatch):
    monkeypatch.setenv("MASAR_HOME", str(tmp_path / "home"))
    path, other = tmp_path / "older.masar", tmp_path / "other.masar"
    write(path)
    write(other)
    as_first_version(path)
    older = path.read_bytes()
    run(capfd, "merge", str(path), str(other))
    assert path.read_bytes() != older
    assert [each.path.read_bytes() for each in backups.of(path)] == [older]


def test_files_without_common_history_are_put_side_by_side_with_a_warning(capfd, file, tmp_path):
    Story([*Story().document.records.values(), Card("new", "m", "s", "l", "a5", "touchpoint")], "strange").write(
        tmp_path / "b.masar"
    )
    code, out, err = run(capfd, "merge", "a.masar", "b.masar")
    assert "no history in common" in err
    assert "beside" in out
    merged = files.read_whole(file)
    assert {"new", "a"} <= set(merged.records)
    assert code == (1 if Document(merged.records.values()).conflicts() else 0)


# clean


def test_a_clean_copy_holds_nothing_that_was_hidden_said_or_deleted(capfd, story, tmp_path):
    story.do(add_comment(story.document, "a", "Ask Dana in secret", author="Noa", time=NOON))
    story.title("a", "Deleted words")
    story.title("a", "Rings up")
    file = story.write(tmp_path / "a.masar")
    assert b"Deleted words" in file.read_bytes()
    code, report = told(capfd, "clean", "a.masar", "b.masar")
    assert code == 0
    assert report["left_out"] == {
        "entries": 8, "comments": 1, "versions": 1, "conflicts": 0, "lanes": 1, "cards": 1, "links": 0, "authors": 1
    }  # fmt: skip
    sent = Path("b.masar").read_bytes()
    for gone in ("Deleted words", "Dana", "Noa", "Amal", "Sent", "by mail", "Hidden pain", "Behind", "Asks a friend"):
        assert gone.encode() not in sent
    whole = files.read_whole(Path("b.masar"))
    assert len(whole.timeline) == 1 and not whole.timeline.entries[whole.timeline.head].author
    assert not any(
        isinstance(each, Comment) or (isinstance(each, Lane) and each.hidden) for each in whole.records.values()
    )
    assert whole.records["a"].title == "Rings up"
    code, out, _ = run(capfd, "clean", "a.masar", "c.masar")
    assert out.splitlines()[1].startswith("Left out: 8 entries of the log, 1 comment, 1 named version, 1 hidden lane")
    assert "already exists" in refused(capfd, "clean", "a.masar", "b.masar")


# dump


def test_a_dump_is_text_in_reading_order_in_the_words_of_the_field(capfd, story):
    story.do(set_fields(story.document, "a", note="First\nClient: nobody\n\nLast", tags=("x", "y")))
    story.do(add_comment(story.document, "a", "Why?", author="Noa", time=NOON))
    story.write(Path("a.masar"))
    code, out, err = run(capfd, "dump", "a.masar")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "Project: Buying",
        "  Client: Nadlan",
        "  Authors: Amal",
        "  Language: English",
        "Map: Now",
        "  Kind: Current state",
        "  Lane: Lane of touchpoints",
        "  Lane: Behind",
        "    Kind: Lane of pain points",
        "    Hidden: yes",
        "  Stage: Look",
        "    Lane of touchpoints",
        "      Touchpoint: Asks a friend",
        "        Note: First",
        "          | Client: nobody",
        "          |",
        "          | Last",
        "        Evidence: Assumed",
        "        Tags: x, y",
        "        Role in the journey: Step",
        "        Comment (Noa, 2026-05-11T12:00:00.000+00:00): Why?",
        "    Behind",
        "      Pain point: Hidden pain",
        "        Evidence: Assumed",
        "        About: Asks a friend",
        "  Stage: Pay",
        "    Lane of touchpoints",
        "      Touchpoint: Signs",
        "        Evidence: Assumed",
        "        Role in the journey: Step",
        "Version (Noa, 2026-05-11T12:00:00.000+00:00): Sent",
        "  Note: by mail",
    ]


def test_a_dump_as_json_is_the_project(capfd, story, file):
    code, out, _ = run(capfd, "dump", "a.masar", "--json")
    assert (code, out) == (0, write_json(story.document))


# What cannot be used


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("log", "buying.mmd"), "no history"),
        (("log", "missing.masar"), "missing.masar"),
        (("log", "not.masar"), "not.masar"),
        (("log",), "main.py log FILE"),
        (("diff", "a.masar"), "main.py diff FILE"),
        (("diff", "a.masar", "Nowhere"), "Its named versions: Sent"),
        (("diff", "b.masar", "Nowhere"), "main.py log"),
        (("diff", "a.masar", "entry"), "several entries"),
        (("diff", "a.masar", ""), "no version or entry"),
        (("diff", "a.masar", "~5"), "~4"),
        (("diff", "a.masar", "~99999999999999999999"), "~4"),
        (("diff", "a.masar", "missing.masar"), "missing.masar"),
        (("diff", "buying.mmd", "Sent"), "Sent"),
        (("diff", "buying.mmd", "a", "b"), "no history"),
        (("restore", "a.masar", "Nowhere"), "Nowhere"),
        (("restore", "a.masar", "~1", "-o"), "main.py restore FILE VERSION"),
        (("restore", "a.masar", "~1", "-o", "gone/b.masar"), "gone"),
        (("merge", "a.masar", "buying.mmd"), "no history"),
        (("merge", "buying.mmd", "a.masar"), "no history"),
        (("merge", "a.masar", "missing.masar"), "missing.masar"),
        (("clean", "a.masar", "sent.json"), ".masar"),
        (("clean", "missing.masar", "sent.masar"), "missing.masar"),
        (("dump", "missing.mmd"), "missing.mmd"),
        (("dump", "a", "b"), "main.py dump FILE"),
    ],
)
def test_what_cannot_be_used_gets_one_sentence_in_each_language(capfd, file, tmp_path, monkeypatch, arguments, word):
    written(tmp_path)
    Story().write(tmp_path / "b.masar")
    Path("not.masar").write_text("journey")
    before = file.read_bytes()
    assert word in refused(capfd, *arguments)
    said = set()
    for language in LANGUAGES:
        monkeypatch.setenv("LANGUAGE", language)
        said.add(refused(capfd, *arguments))
    assert len(said) == 3
    assert file.read_bytes() == before and not Path("sent.masar").exists()


def test_a_title_that_several_versions_carry_is_no_name(capfd, story, file):
    story.do(name_version(story.document, "entry4", "Sent", author="Noa", time=NOON))
    story.write(file)
    assert "entry2, entry4" in refused(capfd, "diff", "a.masar", "Sent")


def test_a_version_whose_entry_the_log_has_forgotten_is_said_to_be_unknown(capfd, tmp_path):
    made = Story()
    made.do(name_version(made.document, "forgotten", "Old", author="Noa", time=NOON))
    made.write(tmp_path / "a.masar")
    before = (tmp_path / "a.masar").read_bytes()
    assert refused(capfd, "restore", "a.masar", "Old")
    assert (tmp_path / "a.masar").read_bytes() == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_record_and_value_has_words(capfd, monkeypatch, story, language):
    from dataclasses import replace

    from model.templates import sample

    monkeypatch.setenv("LANGUAGE", language)
    document = sample("louise", language)
    Path("a.json").write_text(write_json(document), encoding="utf-8")
    other = [
        replace(each, title=f"{each.title}!", order="a9") if isinstance(each, Card | Stage) else each
        for each in document.records.values()
    ]
    Path("b.json").write_text(write_json(Document(other)), encoding="utf-8")
    assert run(capfd, "diff", "a.json", "b.json")[0] == 1
    code, out, _ = run(capfd, "dump", "a.json")
    assert code == 0 and len(out.splitlines()) > len(document.records)
