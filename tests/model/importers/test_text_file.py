"""Bytes from the world: encodings, and everything that is no text."""

import codecs

import pytest

from model.importers import text_file
from model.importers.imported import ImportProblem, sentence
from model.importers.text_file import decode_text, read_text
from resources.words import LANGUAGES

WORDS = "journey\nرحلة: 5: أنا\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_utf_8_and_whatever_names_itself_by_a_byte_order_mark_is_read(tmp_path, encoding):
    path = tmp_path / "a.mmd"
    path.write_bytes(WORDS.encode(encoding))
    assert read_text(path) == WORDS


@pytest.mark.parametrize(
    ("data", "key", "line"),
    [
        ("journey\ncafé: 5".encode("latin-1"), "encoding", "2"),
        (b"journey\rA: 5\r\n\xed\xa0\x80", "encoding", "3"),
        (codecs.BOM_UTF16_LE + b"a", "encoding", "1"),
        (b"journey\n\nA\0: 5", "binary", "3"),
    ],
)
def test_other_bytes_are_refused_with_file_and_line(data, key, line):
    with pytest.raises(ImportProblem) as caught:
        decode_text(data, "a.mmd")
    assert (caught.value.key, caught.value.values) == (f"import.file.{key}", {"name": "a.mmd", "line": line})
    assert all("a.mmd" in sentence(caught.value, language) for language in LANGUAGES)


def test_a_missing_file_a_folder_and_a_file_that_is_too_large_get_their_sentences(tmp_path, monkeypatch):
    monkeypatch.setattr(text_file, "LARGEST", 4)
    (tmp_path / "large.mmd").write_text("12345")
    for name, key in (("none.mmd", "missing"), ("large.mmd/x", "missing"), (".", "folder"), ("large.mmd", "too_large")):
        with pytest.raises(ImportProblem) as caught:
            read_text(tmp_path / name)
        assert caught.value.key == f"import.file.{key}"
        assert all(sentence(caught.value, language) for language in LANGUAGES)


def test_a_file_that_may_not_be_read_gets_its_sentence(tmp_path, monkeypatch):
    path = tmp_path / "a.mmd"
    path.write_text(WORDS)

    def forbid(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(path), "open", forbid)
    with pytest.raises(ImportProblem, match=r"import\.file\.unreadable"):
        read_text(path)
