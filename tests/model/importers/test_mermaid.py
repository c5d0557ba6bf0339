"""Mermaid journeys: what is read, what is read leniently with a warning that names the line, what is refused."""

import contextlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.importers.imported import ImportProblem, sentence
from model.importers.mermaid import read_mermaid
from model.records import clean
from model.rules import LINE_LIMIT, TEXT_LIMIT
from resources.words import LANGUAGES
from tests.model.importers.shape import Step, shape

PLAIN = """journey
    title My working day
    section Go to work
      Make tea: 5: Me
      Go upstairs: 3: Me
      Do work: 1: Me, Cat
    section Go home
      Go downstairs: 4.5: Me
"""


def read(body, header="journey\nsection S\n"):
    return read_mermaid(header + body)


def step(line):
    """Return the one touchpoint of a task line, and the keys of the warnings."""
    imported = read(line)
    [(_, [found])] = shape(imported.document).stages
    return found, [warning.key.removeprefix("import.mermaid.") for warning in imported.warnings]


def warned(imported):
    return [(warning.line, warning.key) for warning in imported.warnings]


def refused(text):
    with pytest.raises(ImportProblem) as caught:
        read_mermaid(text)
    assert all(sentence(caught.value, language) for language in LANGUAGES)
    return caught.value.key.removeprefix("import."), caught.value.values.get("line")


def test_sections_tasks_scores_and_actors_become_stages_touchpoints_emotions_and_a_persona():
    imported = read_mermaid(PLAIN)
    assert not imported.warnings
    assert shape(imported.document) == (
        "My working day",
        "My working day",
        "",
        "en",
        "Me",
        ("touchpoints", "emotions"),
        (
            (
                "Go to work",
                (Step("Make tea", 2, (), ""), Step("Go upstairs", 0, (), ""), Step("Do work", -2, ("Cat",), "")),
            ),
            ("Go home", (Step("Go downstairs", 1.5, (), ""),)),
        ),
        ((0, 1, "next"), (1, 2, "next"), (2, 3, "next")),
    )


def test_every_record_is_clean_and_every_emotion_stands_in_the_order_of_its_touchpoint():
    document = read_mermaid(PLAIN).document
    assert all(clean(record) == record for record in document.records.values())
    cards = document.reading_order(document.maps()[0].id)
    emotions = [card.about for card in cards if card.kind == "emotion"]
    assert emotions == [card.id for card in cards if card.kind == "touchpoint"]


def test_the_persona_is_the_most_frequent_actor_and_the_first_one_among_equals():
    found = read("A: 5: Cat, Me\nB: 4: Me, Dog\nC: 3: Cat")
    assert shape(found.document).persona == "Cat"
    assert [each.tags for each in shape(found.document).stages[0][1]] == [("Me",), ("Me", "Dog"), ()]
    assert warned(found) == [(4, "import.mermaid.without_persona")]


def test_tasks_ahead_of_any_section_stand_in_an_untitled_stage():
    assert [title for title, _ in shape(read_mermaid("journey\nA: 5\nsection S\nB: 4").document).stages] == ["", "S"]


@pytest.mark.parametrize(
    ("line", "title", "score", "tags", "note", "keys"),
    [
        ("10:30 Meet: 5: Me", "10:30 Meet", 2, (), "", ["colon"]),
        ("Call at 10:30: 4: Me", "Call at 10:30", 1, (), "", ["colon"]),
        ("Open https://x.io: 5: Me", "Open https://x.io", 2, (), "", ["colon"]),
        ("Open https://x.io", "Open https://x.io", None, (), "", ["colon", "score_missing"]),
        ("Step: the door: 2", "Step: the door", -1, (), "", ["colon"]),
        ("T: 0: Me", "T", -2, (), "", ["score_clamped"]),
        ("T: -3", "T", -2, (), "", ["score_clamped"]),
        ("T: 10", "T", 2, (), "", ["score_clamped"]),
        ("T: 1e999", "T", 2, (), "", ["score_clamped"]),
        ("T: 0x3", "T", 0, (), "", []),
        ("T: +3", "T", 0, (), "", []),
        ("T: .5e1", "T", 2, (), "", []),
        ("T: 3.7", "T", 0.5, (), "", ["score_rounded"]),
        ("T: 4,5: Me", "T", 1.5, (), "", ["score_read"]),
        ("T: 4/5: Me", "T", 1, (), "", ["score_read"]),
        ("T: ٤: أنا", "T", 1, (), "", ["score_read"]),
        ("T: ４", "T", 1, (), "", ["score_read"]),
        ("T: 2, Usuario", "T", -1, (), "", ["score_read"]),
        ("T", "T", None, (), "", ["score_missing"]),
        ("T:", "T", None, (), "", ["score_missing"]),
        ("T: : Me", "T", None, (), "", ["score_missing"]),
        ("T: good: Me", "T", None, (), "good", ["score_unread"]),
        ("T: 1_0", "T", None, (), "1_0", ["score_unread"]),
        ("T: Infinity", "T", None, (), "Infinity", ["score_unread"]),
        ("T: 5: Me: extra, more", "T", 2, (), "extra, more", ["extra"]),
        ("T: 5: أنا، البنك", "T", 2, ("البنك",), "", ["comma"]),
        ("T: 5: Me, , Cat,", "T", 2, ("Cat",), "", []),
        ("Issue #12 opened: 5", "Issue #12 opened", 2, (), "", ["kept"]),
        ("T: 5: Me # a remark", "T", 2, (), "", ["comment"]),
        ("T: 5: Me %% a remark", "T", 2, (), "", ["comment"]),
        ("Room # 5: 4: Me", "Room # 5", 1, (), "", ["kept"]),
        ("Get 50%% off: 5", "Get 50%% off", 2, (), "", []),
        ("A #35; B #colon; C: 5", "A # B : C", 2, (), "", []),
        ("A #nosuch; B: 5", "A #nosuch; B", 2, (), "", ["entity"]),
        ("A #1; B: 5", "A #1; B", 2, (), "", ["entity"]),
        ("A &amp; B: 5", "A &amp; B", 2, (), "", ["kept"]),
        ("Line1<br/>Line2<BR >x: 5", "Line1\nLine2\nx", 2, (), "", []),
        ("A #60;br#62; B: 5", "A <br> B", 2, (), "", []),
        ("泡茶：5：我", "泡茶", 2, (), "", ["wide_colon"]),
        (": 5: Me", "", 2, (), "", ["no_name"]),
        ("#8203;: 5: Me", "", 2, (), "", []),
        ("Title page reviewed: 5: Me", "Title page reviewed", 2, (), "", ["keyword"]),
        ("Section review: 3: Me", "Section review", 0, (), "", ["keyword"]),
        ("Journey starts: 5: Me", "Journey starts", 2, (), "", ["keyword"]),
        ("Journeyman helps: 5: Me", "Journeyman helps", 2, (), "", []),
        ("accTitle x: 5: Me", "accTitle x", 2, (), "", []),
    ],
)
def test_a_task_is_read_as_its_writer_meant_it(line, title, score, tags, note, keys):
    assert step(line) == (Step(title, score, tags, note), keys)


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("", ("mermaid.empty", None)),
        ("%% only a remark\n# and another\n", ("mermaid.empty", None)),
        ("\nflowchart LR\n A --> B", ("mermaid.not_a_journey", "2")),
        ("---\ntitle: X\njourney\n", ("mermaid.front_matter", "1")),
        ("journey\n%%{init: {\nsection S", ("mermaid.directive", "2")),
        ("journey\naccDescr {\n one\nsection S", ("mermaid.description", "2")),
        ("journey\nA: 5\njourney\nB: 4", ("mermaid.second_header", "3")),
        ("journey\nsection S\nA\0: 5", ("nul", "3")),
    ],
)
def test_what_no_reader_could_understand_is_refused_with_line_and_reason(text, where):
    assert refused(text) == where


def test_front_matter_directives_comments_and_byte_order_mark_do_not_shift_the_lines():
    text = "\ufeff---\r\ntitle: 'It''s X'\r\n---\r\n%%{init: {\r\n}}%%\r\n%% c\r\njourney\r\n\r\nT: 9\r\n"
    imported = read_mermaid(text)
    assert shape(imported.document).title == "It's X"
    assert warned(imported) == [(9, "import.mermaid.score_clamped")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_counts_once(end):
    assert warned(read_mermaid(PLAIN.replace("\n", end) + f"X: 9: Me{end}")) == [(9, "import.mermaid.score_clamped")]


def test_the_last_title_wins_and_the_lost_one_is_named():
    imported = read_mermaid("---\ntitle: Front\n---\njourney\ntitle One\ntitle Two")
    assert shape(imported.document).title == "Two"
    assert [(each.line, dict(each.values)) for each in imported.warnings] == [
        (5, {"title": "Front"}),
        (6, {"title": "One"}),
    ]


@pytest.mark.parametrize(
    ("front", "title"),
    [
        ('title: "A \\"b\\" c"', 'A "b" c'),
        ("title: plain # remark", "plain"),
        ("title: >\n  two\n  lines", "two lines"),
    ],
)
def test_a_title_in_front_matter_is_read_as_yaml(front, title):
    assert shape(read_mermaid(f"---\n{front}\n---\njourney\n").document).title == title


def test_the_accessible_description_is_the_scenario_and_its_title_only_a_stopgap():
    imported = read_mermaid("journey\naccTitle: Spoken #1\naccDescr { one\n  two: 5 } section S\nT: 5")
    assert (shape(imported.document).title, shape(imported.document).scenario) == ("Spoken #1", "one\ntwo: 5")
    assert [title for title, _ in shape(imported.document).stages] == ["S"]
    titled = read_mermaid("journey\ntitle X\naccTitle: Y\naccDescr: Z")
    assert (shape(titled.document).title, shape(titled.document).scenario) == ("X", "Z")
    assert warned(titled) == [(3, "import.mermaid.spoken_title")]


def test_a_comment_within_a_description_is_left_out_and_a_hash_kept():
    imported = read_mermaid("journey\naccDescr {\n one\n %% remark\n # two\n}\nT: 5")
    assert shape(imported.document).scenario == "one\n\n# two"


def test_colons_hashes_and_semicolons_of_titles_and_sections_are_kept_with_a_warning():
    imported = read_mermaid("journey\ntitle Price #1 a; best: ever\nsection Step 1: a #2\nsection\nT: 5")
    assert shape(imported.document).title == "Price #1 a; best: ever"
    assert [title for title, _ in shape(imported.document).stages] == ["Step 1: a #2", ""]
    assert warned(imported) == [(2, "import.mermaid.kept"), (3, "import.mermaid.kept"), (4, "import.mermaid.bare")]


def test_only_a_hash_ends_a_title_as_a_comment():
    imported = read_mermaid("journey\ntitle A %% b # c\nsection S %% t")
    assert shape(imported.document).title == "A %% b"
    assert [title for title, _ in shape(imported.document).stages] == ["S %% t"]
    assert warned(imported) == [(2, "import.mermaid.comment")]


def test_semicolons_between_whole_statements_end_them():
    imported = read_mermaid("journey;title X;section S;A: 5: Me;B: 3: Me;")
    assert [(title, len(steps)) for title, steps in shape(imported.document).stages] == [("S", 2)]
    assert warned(imported) == [(1, "import.mermaid.semicolon")]


def test_capitals_in_the_header_are_read_with_a_warning_and_keywords_in_any_case_without():
    assert warned(read_mermaid("JOURNEY\nTITLE X\nSection S")) == [(1, "import.mermaid.header_case")]
    assert not read_mermaid("journey\nTITLE X\nSection S\nT: 5").warnings


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("journey\nsection الوعي\nيبحث في web: 5\nasks: 4", "ar"),
        ("journey\nsection מודעות\nמחפשת: 5\nasks: 4", "he"),
        ("journey\nsection Знакомство\nОбнаружение: 5", "en"),
        ("journey\nsection 1\n2: 5", "he"),
    ],
)
def test_the_language_is_that_of_most_first_letters_else_the_one_given(text, language):
    assert shape(read_mermaid(text, language="he").document).language == language


def test_a_title_of_a_million_characters_is_cut_with_a_warning_that_names_the_line():
    imported = read_mermaid(f"journey\ntitle {'x' * 1_000_000}\nsection S\n{'y' * 1_000_000}: 5: {'z' * 1_000_000}")
    found = shape(imported.document)
    assert (len(found.title), len(found.stages[0][1][0].title), len(found.persona)) == (
        LINE_LIMIT,
        TEXT_LIMIT,
        LINE_LIMIT,
    )
    assert warned(imported) == [(2, "import.cut"), (4, "import.cut"), (4, "import.cut")]
    assert all(len(sentence(warning, "en")) < 200 for warning in imported.warnings)


def test_lone_surrogates_are_left_out_with_a_warning():
    imported = read("A\ud800B: 5")
    assert shape(imported.document).stages[0][1][0].title == "AB"
    assert warned(imported) == [(3, "import.characters")]


@pytest.mark.parametrize(
    "text",
    [
        "---\n" + "\n" * 200_000 + "journey",
        "journey\n" + "%%{" * 200_000,
        "journey\n" + ":" * 200_000,
        "journey\n" + "#" * 200_000 + ";" * 200_000,
        "journey\ntitle " + " " * 200_000 + "x",
        "journey\nT: 5" + " #" * 100_000,
        "journey\naccDescr {" + "\n" * 200_000 + "}",
        "journey\nT: 5: " + "1:" * 50_000 + "x",
    ],
)
def test_no_text_takes_time_that_grows_faster_than_its_length(text):
    start = time.process_time()
    with contextlib.suppress(ImportProblem):
        read_mermaid(text)
    assert time.process_time() - start < 10


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_with_a_sentence(text):
    for whole in (text, f"journey\n{text}", f"journey\nsection S\n{text}: 5: {text}"):
        try:
            imported = read_mermaid(whole)
        except ImportProblem as problem:
            assert sentence(problem, "en")
        else:
            assert all(clean(record) == record for record in imported.document.records.values())
            assert all(sentence(warning, "ar") for warning in imported.warnings)
