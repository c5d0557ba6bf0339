"""Exporting to a file by the ending of its name; a target is whole or as it was, whatever goes wrong."""

import errno
import io
import json
import os
from pathlib import Path

import pytest
from PIL import Image

from export.files import WRITERS, export_file
from export.png import MOST_PIXELS, png_bytes
from export.poster import compose
from export.problem import ExportProblem
from export.target import write_whole
from model.document import Document
from model.records import Project
from resources.words import LANGUAGES, say
from tests.export.samples import MOMENT, TODAY, findings_of, louise

STARTS = {
    ".pdf": b"%PDF-1.",
    ".svg": b"<?xml",
    ".png": b"\x89PNG",
    ".xlsx": b"PK\x03\x04",
    ".csv": b'\xef\xbb\xbf"',
    ".mmd": b"journey",
    ".mermaid": b"journey",
    ".json": b"{",
}


@pytest.mark.parametrize("suffix", WRITERS)
def test_the_ending_says_what_the_file_becomes(tmp_path, suffix):
    document = louise()
    target = tmp_path / f"out{suffix.upper()}"
    losses = export_file(document, target, findings=findings_of(document), moment=MOMENT)
    assert target.read_bytes().startswith(STARTS[suffix])
    assert bool(losses) == (suffix in (".mmd", ".mermaid"))
    assert [each.name for each in tmp_path.iterdir()] == [target.name]


def test_json_holds_a_project_without_maps(tmp_path):
    export_file(Document([Project(id="p")]), tmp_path / "out.json", moment=MOMENT)
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["format"] == "masar"


@pytest.mark.parametrize(
    ("how", "key"),
    [
        ({"target": "out.docx"}, "export.unknown_suffix"),
        ({"target": "out"}, "export.unknown_suffix"),
        ({"paper": "B5"}, "export.unknown_paper"),
        ({"orientation": "sideways"}, "export.unknown_orientation"),
    ],
)
def test_what_is_not_known_is_said_with_what_is(tmp_path, how, key):
    target = tmp_path / how.pop("target", "out.pdf")
    with pytest.raises(ExportProblem) as caught:
        export_file(louise(), target, moment=MOMENT, **how)
    assert caught.value.key == key
    for language in LANGUAGES:
        sentence = say(key, language, **caught.value.values)
        assert any(name in sentence for name in (".pdf", "A3", "portrait"))
    assert not list(tmp_path.iterdir())


def test_paper_may_be_named_in_any_case(tmp_path):
    export_file(louise(), tmp_path / "out.pdf", paper="a4", orientation="PORTRAIT", moment=MOMENT)
    assert (tmp_path / "out.pdf").exists()


def test_a_project_without_maps_has_no_poster(tmp_path):
    with pytest.raises(ExportProblem) as caught:
        export_file(Document([Project(id="p")]), tmp_path / "out.pdf", moment=MOMENT)
    assert caught.value.key == "export.no_maps"


# Pictures


@pytest.mark.parametrize("scale", [0.5, 1, 2])
def test_a_picture_has_the_size_of_its_page(scale):
    document = louise()
    pages = compose(document, document.maps()[0].id, today=TODAY, paper="A4")
    picture = Image.open(io.BytesIO(png_bytes(pages, moment=MOMENT, scale=scale)))
    assert picture.size == (round(pages[0].width * scale), round(pages[0].height * scale))
    assert len(picture.convert("RGB").getcolors(1_000_000)) > 50
    assert picture.getpixel((1, 1)) == (255, 255, 255)


def test_a_picture_that_would_fill_the_memory_is_refused_in_a_sentence():
    document = louise()
    pages = compose(document, document.maps()[0].id, today=TODAY, paper="A0")
    with pytest.raises(ExportProblem) as caught:
        png_bytes(pages, moment=MOMENT, scale=10)
    assert int(caught.value.values["width"]) * int(caught.value.values["height"]) > MOST_PIXELS
    assert "33" in say(caught.value.key, "he", **caught.value.values)


# Targets


def failing(number):
    def write(file):
        file.write(b"half")
        raise OSError(number, os.strerror(number))

    return write


@pytest.mark.parametrize(
    ("number", "key"),
    [
        (errno.ENOSPC, "export.no_space"),
        (errno.EDQUOT, "export.no_space"),
        (errno.EACCES, "export.not_allowed"),
        (errno.EROFS, "export.not_allowed"),
        (errno.EIO, "export.not_written"),
    ],
)
def test_a_write_that_fails_leaves_the_target_as_it_was(tmp_path, number, key):
    target = tmp_path / "out.pdf"
    target.write_bytes(b"before")
    with pytest.raises(ExportProblem) as caught:
        write_whole(target, failing(number))
    assert caught.value.key == key
    assert target.read_bytes() == b"before"
    assert [each.name for each in tmp_path.iterdir()] == ["out.pdf"]
    for language in LANGUAGES:
        assert "out.pdf" in say(key, language, **caught.value.values)


def test_a_folder_that_is_gone_is_named(tmp_path):
    with pytest.raises(ExportProblem) as caught:
        write_whole(tmp_path / "gone" / "out.pdf", lambda file: file.write(b"x"))
    assert caught.value.key == "export.no_folder"
    assert caught.value.values["folder"].endswith("gone")


def test_a_file_in_the_place_of_a_folder_is_no_folder(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(ExportProblem) as caught:
        write_whole(tmp_path / "file" / "out.pdf", lambda file: file.write(b"x"))
    assert caught.value.key == "export.no_folder"


def test_a_folder_is_not_written_over(tmp_path):
    with pytest.raises(ExportProblem) as caught:
        write_whole(tmp_path, lambda file: file.write(b"x"))
    assert caught.value.key == "export.is_folder"


def test_a_file_that_may_not_be_written_is_left_alone(tmp_path, monkeypatch):
    target = tmp_path / "out.pdf"
    target.write_bytes(b"before")
    target.chmod(0o444)
    monkeypatch.setattr(os, "access", lambda path, mode: False)  # the superuser may write everywhere
    with pytest.raises(ExportProblem) as caught:
        write_whole(target, lambda file: file.write(b"after"))
    assert caught.value.key == "export.not_allowed"
    assert target.read_bytes() == b"before"


def test_a_link_is_followed_and_the_mode_is_kept(tmp_path):
    real = tmp_path / "real.pdf"
    real.write_bytes(b"before")
    real.chmod(0o640)
    link = tmp_path / "link.pdf"
    link.symlink_to(real)
    write_whole(link, lambda file: file.write(b"after"))
    assert link.is_symlink()
    assert real.read_bytes() == b"after"
    assert real.stat().st_mode & 0o777 == 0o640


def test_a_new_file_gets_the_mode_that_new_files_get(tmp_path):
    (tmp_path / "other").write_bytes(b"")
    write_whole(tmp_path / "out.pdf", lambda file: file.write(b"x"))
    assert (tmp_path / "out.pdf").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_a_name_that_is_not_utf_8_can_be_said(tmp_path):
    target = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.pdf"))
    with pytest.raises(ExportProblem) as caught:
        write_whole(target, failing(errno.ENOSPC))
    caught.value.values["target"].encode("utf-8")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_device_is_written_to_and_never_replaced():
    with pytest.raises(ExportProblem) as caught:
        write_whole(Path("/dev/full"), lambda file: file.write(b"x"))
    assert caught.value.key == "export.no_space"
    write_whole(Path("/dev/null"), lambda file: file.write(b"x"))
    assert Path("/dev/null").is_char_device()
