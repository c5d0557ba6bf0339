"""Bad input through the window: opened, dropped or named at the start, each gets its sentence and changes nothing."""

import json
import os
import sqlite3

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from editor.app import begin
from export.json_file import write_json
from model.edits.fields import set_fields
from model.project import OpenProject, write_new
from model.rules import TEXT_LIMIT
from model.store.problems import ProjectFileProblem
from resources.words import LANGUAGES
from tests.editor.window.desk import small_document


def _masar(folder, name="home.masar"):
    path = folder / name
    write_new(path, small_document())
    return path


def _not_masar(folder):
    path = folder / "photo.masar"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40)
    return path


def _newer(folder):
    path = _masar(folder)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    return path


def _truncated(folder):
    path = _masar(folder)
    path.write_bytes(path.read_bytes()[:-5000])
    return path


def _empty(folder):
    path = folder / "empty.masar"
    path.touch()
    return path


def _folder(folder):
    path = folder / "folder.masar"
    path.mkdir()
    return path


def _missing(folder):
    return folder / "missing.masar"


def _pipe(folder):
    path = folder / "pipe.mmd"
    os.mkfifo(path)
    return path


def _nul(folder):
    path = folder / "nul.mmd"
    path.write_bytes(b"journey\n section Go\n Wa\0lk: 5: Me\n")
    return path


def _surrogate(folder):
    path = folder / "surrogate.mmd"
    path.write_bytes(b"journey\n section Go\n Walk \xed\xa0\x80: 5: Me\n")
    return path


def _dangling(folder):
    path = folder / "link.json"
    dump = json.loads(write_json(small_document()))
    dump["records"] = [each for each in dump["records"] if each.get("id") != "t2"]
    path.write_text(json.dumps(dump), encoding="utf-8")
    return path


def _json_in_disguise(folder):
    path = folder / "bytes.json"
    path.write_bytes(b"\xff\xfe\x00")
    return path


BAD = {
    "not_masar": _not_masar,
    "newer": _newer,
    "truncated": _truncated,
    "empty": _empty,
    "folder": _folder,
    "missing": _missing,
    "pipe": _pipe,
    "nul": _nul,
    "surrogate": _surrogate,
    "dangling": _dangling,
    "disguise": _json_in_disguise,
}


def content(path):
    return path.read_bytes() if path.is_file() else path.exists()


def drop(window, *paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    none, copy = Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    place = QPointF(9, 9)
    enter = QDragEnterEvent(place.toPoint(), copy, data, Qt.MouseButton.LeftButton, none)
    QApplication.sendEvent(window, enter)
    QApplication.sendEvent(window, QDropEvent(place, copy, data, Qt.MouseButton.LeftButton, none))


@pytest.mark.parametrize("make", BAD.values(), ids=BAD)
def test_what_cannot_be_opened_is_said_in_three_languages_and_stays_as_it_is(window, shell, tmp_path, make):
    path = make(tmp_path)
    before = content(path)
    window.files.open(path)
    said = set()
    for language in LANGUAGES:
        shell.voice.speak(language)
        said.add(window.banner.words.text())
    assert shell.windows == [window]
    assert window.banner.isVisible()
    assert len(said) == len(LANGUAGES)
    assert all(path.name in sentence for sentence in said)
    assert content(path) == before
    assert shell.settings.recent() == []
    window.session.apply(set_fields(window.session.document, "p", title="On we go"))
    assert "On we go" in window.windowTitle()


def test_of_files_dropped_together_each_has_its_sentence(window, shell, tmp_path):
    drop(window, _empty(tmp_path), _masar(tmp_path, "good.masar"), _missing(tmp_path))
    (opened,) = shell.windows
    assert opened.project.path == tmp_path / "good.masar"
    assert opened.banner.isVisible()
    first, second = opened.banner.words.text().split("\n")
    assert "empty.masar" in first and "missing.masar" in second


def test_of_files_named_at_the_start_each_has_its_sentence(shell, tmp_path):
    begin(shell, [str(_not_masar(tmp_path)), str(_folder(tmp_path))])
    (sample,) = shell.windows
    assert sample.project.path is None
    assert all(name in sample.banner.words.text() for name in ("photo.masar", "folder.masar"))


def test_work_that_cannot_be_taken_up_is_said_at_the_start(shell, tmp_path, monkeypatch):
    problem = ProjectFileProblem("file.stray_unreadable", title="Home")
    monkeypatch.setattr("editor.app.strays", lambda: [object()])
    monkeypatch.setattr(OpenProject, "recover", lambda *_: (_ for _ in ()).throw(problem))
    begin(shell, [])
    (sample,) = shell.windows
    assert sample.banner.words.text() == shell.voice.say(problem.key, **problem.values)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_cut_out_of_an_import_is_said(window, shell, tmp_path, language):
    shell.voice.speak(language)
    path = tmp_path / "long.mmd"
    path.write_text(f"journey\n section Go\n {'w' * 1_000_000}: 3: Me\n", encoding="utf-8")
    window.files.open(path)
    values = {"line": "3", "limit": str(TEXT_LIMIT), "title": "w" * 59 + "…"}
    assert shell.voice.say("import.cut", **values) in shell.windows[0].banner.words.text()


def test_a_title_of_a_million_characters_in_json_is_cut_and_said(window, shell, tmp_path):
    path = tmp_path / "long.json"
    dump = json.loads(write_json(small_document()))
    next(each for each in dump["records"] if each.get("id") == "t1")["title"] = "w" * 1_000_000
    path.write_text(json.dumps(dump), encoding="utf-8")
    window.files.open(path)
    opened = shell.windows[0]
    assert len(opened.session.document.records["t1"].title) == TEXT_LIMIT
    assert opened.banner.isVisible() and "long.json" in opened.banner.words.text()
