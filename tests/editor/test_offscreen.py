"""Without a display: the demonstration, the pictures for the README, and the desktop's menu."""

import shutil
import subprocess
import sys
from configparser import RawConfigParser
from xml.etree import ElementTree

import pytest
from PIL import Image

from editor import desktop
from editor.demonstrate import demonstrate
from editor.screenshots import screenshots
from resources import ROOT
from resources.words import LANGUAGES


def test_the_demonstration_draws_checks_and_exports(qapp, tmp_path, capsys):
    assert demonstrate(tmp_path / "build") == 0
    said = capsys.readouterr().out
    with Image.open(tmp_path / "build" / "window.png") as picture:
        assert picture.size == (1680, 1020)
        assert len(picture.convert("RGB").getcolors(1_000_000)) > 200
    assert (tmp_path / "build" / "louise.pdf").read_bytes().startswith(b"%PDF-1.7")
    for name in ("window.png", "louise.pdf"):
        assert str(tmp_path / "build" / name) in said
    assert "J108" in said


def test_the_pictures_are_drawn_in_three_languages(qapp, tmp_path):
    drawn = screenshots(tmp_path)
    wanted = {f"{what}-{language}.png" for what in ("window", "poster") for language in LANGUAGES}
    assert {path.name for path in drawn} == wanted
    with Image.open(tmp_path / "window-en.png") as left, Image.open(tmp_path / "window-ar.png") as right:
        assert left.size == right.size == (1680, 1020)
        teal = (31, 95, 91)
        assert left.convert("RGB").getpixel((1612, 45)) == teal
        assert right.convert("RGB").getpixel((1680 - 1612, 45)) == teal


def test_the_program_ends_as_it_should(tmp_path):
    command = [sys.executable, "-m", "editor.screenshots", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT.parent, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.split()) == 6
    assert not done.stderr


def test_the_desktop_learns_of_masar_and_forgets_it(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert desktop.main(["install"]) == 0
    entry = RawConfigParser(interpolation=None)
    entry.optionxform = str
    entry.read(tmp_path / "applications" / "masar.desktop", encoding="utf-8")
    values = entry["Desktop Entry"]
    assert values["Exec"].endswith("%F")
    assert "main.py" in values["Exec"]
    assert values["MimeType"] == "application/x-masar;"
    assert values["Name[ar]"] == "مسار"
    mime = ElementTree.parse(tmp_path / "mime" / "packages" / "masar.xml").getroot()
    assert mime[0].get("type") == "application/x-masar"
    assert (tmp_path / "icons" / "hicolor" / "scalable" / "apps" / "masar.svg").exists()
    assert desktop.main(["uninstall"]) == 0
    assert not list(tmp_path.rglob("masar.*"))
    assert "masar.desktop" in capsys.readouterr().out


def test_a_folder_with_strange_letters_is_quoted():
    assert desktop.quoted('/a b/"c"/$d%') == '"/a b/\\\\"c\\\\"/\\\\$d%%"'


@pytest.mark.parametrize("arguments", [[], ["remove"], ["install", "x"]])
def test_other_words_are_refused(arguments, capsys):
    assert desktop.main(arguments) == 2
    assert "install" in capsys.readouterr().err


def test_a_place_that_cannot_be_written_is_said(tmp_path, monkeypatch, capsys):
    (tmp_path / "applications").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert desktop.main(["install"]) == 1
    assert "applications" in capsys.readouterr().err
