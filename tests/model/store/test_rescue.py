"""Rescue: all that stands on readable pages comes back, what is missing is named, and nothing is made up in secret."""

import random
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from model.change import Change, change_set
from model.document import Document
from model.entry import entry_of, root
from model.records import LANGUAGES, Card, Conflict, Version
from model.store import files, salvage
from model.store.opening import open_file
from model.store.pages import TABLE_LEAF, Pages, walk
from model.store.problems import ProjectFileProblem
from model.store.rescue import TOLD, Lost, rescue
from resources.words import say
from tests.model.store.hostile.craft import PAGE, good_document, good_log, root_page, write_good, write_whole
from tests.model.store.support import as_first_version, tamper
from tests.synthetic import synthetic_document


@pytest.fixture(scope="module")
def thousand(tmp_path_factory):
    """A file of 1,000 cards: its bytes and its records."""
    path = tmp_path_factory.mktemp("thousand") / "a.masar"
    document = synthetic_document(1_000)
    write_whole(path, document, good_log()[:1])
    return path.read_bytes(), document.records


@pytest.fixture
def path(tmp_path):
    """A small good file."""
    write_good(tmp_path / "a.masar")
    return tmp_path / "a.masar"


def found_in(rescued):
    return {record.id: record for record in rescued.records}


def told(rescued):
    return {lost.key.removeprefix("rescue."): lost.count for lost in rescued.lost}


def homes(path, kind="card"):
    """The page in whose leaf each row of a kind stands, by id."""
    with path.open("rb") as file:
        pages = Pages(file, PAGE)
        return {
            pages.cell(page, at).values[0]: page.number
            for page in walk(pages, root_page(path, kind), set(), [])
            if page.kind == TABLE_LEAF
            for at in page.cells
        }


def without_page(whole, number):
    return whole[: (number - 1) * PAGE] + bytes(PAGE) + whole[number * PAGE :]


def test_a_file_that_can_be_opened_is_rescued_whole(path):
    rescued = rescue(path)
    assert (found_in(rescued), rescued.lost, rescued.source) == (good_document().records, (), path)


def test_every_card_on_a_page_that_is_there_comes_back_from_a_file_cut_short(tmp_path, thousand):
    whole, records = thousand
    path = tmp_path / "a.masar"
    path.write_bytes(whole)
    standing = homes(path)
    assert len(standing) == 1_000
    for share in (0.2, 0.4, 0.6, 0.8, 0.95):
        cut = int(len(whole) * share)
        path.write_bytes(whole[:cut])
        found = found_in(rescue(path))
        readable = {card for card, page in standing.items() if page * PAGE <= cut}
        assert {card for card in readable if found.get(card) != records[card]} == set(), share
        assert path.read_bytes() == whole[:cut]


def test_every_card_comes_back_but_those_on_a_page_of_zeros_and_they_are_counted(tmp_path, thousand):
    whole, records = thousand
    path = tmp_path / "a.masar"
    path.write_bytes(whole)
    standing = homes(path)
    dice = random.Random(1)
    for page in (1, root_page(path, "card"), *dice.sample(sorted(set(standing.values())), 12)):
        path.write_bytes(without_page(whole, page))
        rescued = rescue(path)
        found = found_in(rescued)
        lost = {card for card, home in standing.items() if home == page}
        assert {card for card in standing.keys() - lost if found.get(card) != records[card]} == set(), page
        assert told(rescued).get("lost_card", 0) == len(lost), page
        path.write_bytes(whole)


def test_cards_on_a_page_of_zeros_come_back_from_the_history_as_they_last_were(tmp_path, thousand):
    whole, records = thousand
    path = tmp_path / "a.masar"
    path.write_bytes(whole)
    standing = homes(path)
    page = min(standing.values())
    lost = [records[card] for card, home in standing.items() if home == page]
    log = [root("Amal", "s", 1)]
    for changes in (
        change_set("change.edit_card", [Change(replace(card, title="Before"), card) for card in lost[:-1]]),
        change_set("change.remove_card", [Change(Card("gone", lost[0].map, lost[0].stage, lost[0].lane), None)]),
    ):
        log.append(entry_of(changes, (log[-1].id,), "Amal", "s", 2))
    write_whole(path, Document(records.values()), log)
    assert homes(path) == standing
    path.write_bytes(without_page(path.read_bytes(), page))
    rescued = rescue(path)
    found = found_in(rescued)
    assert [found.get(card.id) for card in lost[:-1]] == lost[:-1]
    assert "gone" not in found
    assert (told(rescued)["lost_card"], told(rescued)["put_back"]) == (1, len(lost) - 1)


def test_what_was_rescued_can_be_saved_and_opened(tmp_path, thousand):
    whole, _ = thousand
    path = tmp_path / "a.masar"
    path.write_bytes(whole[: len(whole) // 2])
    records = found_in(rescue(path))
    files.write(tmp_path / "b.masar", records.values(), author="", time=1)
    again = open_file(tmp_path / "b.masar")
    assert ({record.id: record for record in again.records}, again.repaired) == (records, 0)


def test_a_stage_and_a_lane_that_are_lost_are_made_up_so_that_their_cards_stay_together(path):
    tamper(path, "DELETE FROM stage WHERE id='s'", "DELETE FROM lane WHERE id IN ('t', 'e')")
    rescued = rescue(path)
    found = found_in(rescued)
    assert (found["s"].map, found["s"].title) == ("m", "Rescued")
    assert (found["t"].kind, found["e"].kind) == ("touchpoints", "emotions")
    assert {each: found[each] for each in ("c1", "c2", "c3")}.items() <= good_document().records.items()
    assert told(rescued)["made_up"] == 3


def test_a_map_and_a_project_that_are_lost_are_made_up(path):
    tamper(path, "DELETE FROM map WHERE id='m'", "DELETE FROM project")
    rescued = rescue(path)
    assert found_in(rescued)["m"].title == "Rescued"
    assert (told(rescued)["lost_project"], told(rescued)["made_up"]) == (1, 1)
    assert Document(rescued.records).project.title == "Rescued"


def test_what_hangs_on_a_lost_card_goes_and_is_counted(path):
    tamper(path, "UPDATE link SET target='nobody' WHERE id='l1'", "UPDATE comment SET card='nobody'")
    rescued = rescue(path)
    assert not {"l1", "k1", "k2"} & found_in(rescued).keys()
    assert (told(rescued)["lost_link"], told(rescued)["lost_comment"]) == (1, 2)


def test_a_value_that_is_none_becomes_what_nobody_said_and_is_counted(path):
    tamper(path, "UPDATE card SET score='high', tags='{', kind='dragon', owner=x'ff' WHERE id='c3'")
    rescued = rescue(path)
    card = found_in(rescued)["c3"]
    assert (card.score, card.tags, card.kind, card.owner, card.title) == (0.0, (), "touchpoint", "", "متوترة")
    assert told(rescued)["values"] == 4


def test_a_text_with_broken_letters_keeps_the_others(path):
    tamper(path, "UPDATE card SET title=CAST(x'4162ff6364' AS TEXT) WHERE id='c1'", redigest=False)
    rescued = rescue(path)
    assert found_in(rescued)["c1"].title == "Ab\ufffdcd"
    assert told(rescued)["values"] == 1


def test_a_card_between_two_maps_goes_to_that_of_its_stage(path):
    tamper(path, "UPDATE card SET stage='s2' WHERE id='c3'")
    rescued = rescue(path)
    found = found_in(rescued)
    assert (found["c3"].map, found["c3"].stage) == ("m2", "s2")
    assert (found[found["c3"].lane].map, found[found["c3"].lane].kind) == ("m2", "emotions")
    assert told(rescued)["moved"] == 1


def test_changed_content_is_read_and_said_to_be_unsure(path):
    tamper(path, "UPDATE card SET title='Other' WHERE id='c1'", redigest=False)
    rescued = rescue(path)
    assert found_in(rescued)["c1"].title == "Other"
    assert "unsure" in told(rescued)


def test_conflicts_are_kept_and_named_versions_go_with_their_history(path):
    tamper(path, "UPDATE card SET title='Other' WHERE id='c1'", redigest=False)
    rescued = rescue(path)
    kinds = {type(record) for record in rescued.records}
    assert (Conflict in kinds, Version in kinds) == (True, False)
    assert (told(rescued)["lost_version"], told(rescued)["history"]) == (1, 1)


def test_a_schema_with_a_flipped_bit_is_seen_through_and_a_foreign_one_is_not(path):
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b"moment_of_truth INTEGER NOT NULL", b"moment_of_truth INTEGER NOT NULM"))
    assert len(rescue(path).records) == len(good_document().records) - 1
    path.write_bytes(whole.replace(b"moment_of_truth INTEGER", b"moments_of_lies INTEGER"))
    with pytest.raises(ProjectFileProblem) as caught:
        rescue(path)
    assert caught.value.key == "file.foreign"


def test_what_was_deleted_stays_deleted(tmp_path):
    path = tmp_path / "a.masar"
    write_whole(path, synthetic_document(300), good_log()[:1])
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA secure_delete=OFF")
        connection.execute("DELETE FROM card")
        connection.execute("DELETE FROM link")
        assert connection.execute("PRAGMA freelist_count").fetchone()[0] > 10
    path.write_bytes(without_page(path.read_bytes(), root_page(path, "stage")))
    assert not [record for record in rescue(path).records if isinstance(record, Card)]


def test_a_file_of_the_first_version_is_rescued_too(path):
    as_first_version(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE card SET title='Other' WHERE id='c1'")
    found = found_in(rescue(path))
    assert (found["c1"].title, found["t"].hidden, found["h"].kind) == ("Other", False, "thoughts")


@pytest.mark.parametrize("content", [bytes(40_960), b"<html>" * 100], ids=["zeros", "HTML"])
def test_nothing_is_rescued_from_what_is_not_ours(path, content):
    path.write_bytes(content)
    with pytest.raises(ProjectFileProblem) as caught:
        rescue(path)
    assert caught.value.key == "file.not_masar"


def test_every_loss_has_its_words_in_every_language():
    for name in TOLD:
        lost = Lost(f"rescue.{name}", 3)
        for language in LANGUAGES:
            sentence = say(lost.key, language, count=lost.count)
            assert "{" not in sentence
            assert ("3" in sentence) == (name not in ("lost_project", "unsure", "history"))


def test_cards_whose_tree_is_said_to_be_elsewhere_are_found_all_the_same(path):
    tamper(path, "PRAGMA writable_schema=ON", "UPDATE sqlite_master SET rootpage=1 WHERE name='card'", redigest=False)
    found = found_in(rescue(path))
    assert {each: found.get(each) for each in ("c1", "c2", "c3", "c4")}.items() <= good_document().records.items()


@pytest.mark.parametrize("limit", ["MOST_TEXT", "MOST_ENTRIES", "MOST_ROWS"])
def test_there_is_an_end_to_what_is_read_and_the_rest_is_counted(path, monkeypatch, limit):
    whole = salvage.salvage(path)
    monkeypatch.setattr(salvage, limit, 2)
    part = salvage.salvage(path)
    assert part.count() + len(part.log) + part.unread.total() == whole.count() + len(whole.log)
    assert part.unread.total() > 0
