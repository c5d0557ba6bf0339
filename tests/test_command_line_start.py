"""How the command line starts: its language, its help, its display, what it loads, and how it ends."""

import json
import os
import re
import signal
import sys
import threading

import pytest

import main
from export import commands
from resources.words import LANGUAGES, say
from tests.terminal import ROOT, forget_environment, in_a_process, refused, run, written

HEAVY = ("PySide6", "networkx", "sqlalchemy", "numpy", "reportlab", "pikepdf", "pypdfium2", "icu", "fontTools")


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch, tmp_path):
    forget_environment(monkeypatch, tmp_path)


@pytest.fixture
def journey(tmp_path):
    return written(tmp_path)


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "he_IL.UTF-8"}, "he"),
        ({"LANG": "he_IL", "LC_ALL": "ar"}, "ar"),
        ({"LANG": "ar", "LANGUAGE": "fr:he:ar"}, "he"),
        ({"LANG": "fr_FR"}, "en"),
        ({"LANGUAGE": "", "LANG": "ar"}, "ar"),
    ],
)
def test_the_language_of_the_command_line_is_that_of_the_environment(environment, language):
    assert commands.spoken_language(environment) == language


def test_help_lists_every_command(capfd):
    code, out, _ = run(capfd, "--help")
    assert code == 0
    assert all(f"main.py {name} " in out for name in main.COMMANDS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_says_how_it_is_written_and_what_it_does(capfd, monkeypatch, language):
    monkeypatch.setenv("LANGUAGE", language)
    told = set()
    for name in main.COMMANDS:
        code, out, err = run(capfd, name, "--help")
        assert (code, err) == (0, "")
        assert out.splitlines()[0] == commands.usage(name)
        told.add(out.splitlines()[1])
        assert run(capfd, "-h", name)[1] != out
    assert len(told) == len(main.COMMANDS)


def test_the_table_of_commands_and_the_usages_name_the_same_arguments():
    for name, command in main.COMMANDS.items():
        words = re.split(r"[ .|]", commands.usage(name))[2:]
        places = [word.strip("[]").lower() for word in words if word.strip("[]").isupper()]
        named = [each for each in (*command.arguments, *command.optional) if each in places]
        assert [each for each in dict.fromkeys(places) if each in named] == named
        assert set(command.arguments) <= set(places)
        letters = command.short
        options = {f"[-{letters[each]}" if each in letters else f"[--{each}" for each in command.options}
        assert {word.strip("]") for word in words if word.startswith("[-")} == options | {
            f"[--{each}" for each in command.flags
        }


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a display")
def test_without_a_display_the_editor_says_so_and_names_what_needs_none(capfd):
    assert refused(capfd) == say("commands.no_display", "en", commands=", ".join(main.COMMANDS))
    assert refused(capfd, "./check") == refused(capfd)


@pytest.mark.parametrize(
    ("environment", "platform", "expected"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ""}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"QT_QPA_PLATFORM": "offscreen"}, "linux", True),
        ({}, "darwin", True),
        ({}, "win32", True),
    ],
)
def test_a_display_is_known_by_its_environment(environment, platform, expected):
    assert main.has_display(environment, platform) is expected


def test_a_file_named_like_a_command_is_opened_when_written_with_its_folder(monkeypatch):
    opened = []
    monkeypatch.setattr(main, "open_editor", lambda files: opened.append(list(files)) or 0)
    assert main.main(["./check"]) == 0
    assert main.main(["a.masar", "b.masar"]) == 0
    assert opened == [["./check"], ["a.masar", "b.masar"]]


@pytest.mark.parametrize(
    ("arguments", "allowed"),
    [
        (["info", "a.masar", "--json"], ()),
        (["info", "a.json"], ()),
        (["info", "buying.mmd", "--json"], ()),
        (["check", "buying.mmd"], ("networkx", "icu")),
        (["export", "buying.mmd", "o.json"], ("icu",)),
        (["new", "fresh.masar"], ("sqlalchemy",)),
        (["log", "a.masar"], ()),
        (["diff", "a.masar", "~0"], ()),
        (["dump", "a.masar"], ()),
        (["merge", "a.masar", "a.masar"], ()),
        (["clean", "a.masar", "sent.masar"], ("sqlalchemy",)),
    ],
)
def test_a_command_loads_no_qt_and_no_library_that_it_does_not_need(capfd, journey, tmp_path, arguments, allowed):
    run(capfd, "import", journey, "a.masar")
    run(capfd, "export", "a.masar", "a.json")
    whole = [str(tmp_path / each) if "." in each else each for each in arguments]
    script = (
        "import sys, main\n"
        f"assert main.main({whole!r}) == 0\n"
        f"print(*(name for name in {HEAVY!r} if name in sys.modules), file=sys.stderr)"
    )
    done = in_a_process("-c", script)
    assert done.returncode == 0, done.stderr
    assert set(done.stderr.split("\n")[-2].split()) <= set(allowed)


def test_a_reader_that_has_gone_and_an_interruption_are_quiet(journey, monkeypatch):
    reading, writing = os.pipe()
    os.close(reading)
    done = in_a_process(str(ROOT / "main.py"), "info", str(journey), "--json", stdout=writing)
    os.close(writing)
    assert (done.returncode, done.stderr) == (128 + signal.SIGPIPE, "")

    def interrupt(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(main, "dispatch", interrupt)
    assert main.main(["info", "x"]) == 128 + signal.SIGINT


def test_the_program_runs_as_it_is_started_and_keeps_stdout_for_results(journey, tmp_path):
    done = in_a_process(str(ROOT / "main.py"), "check", str(journey), "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["title"] == "Buying"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_journey_is_read_from_a_pipe(journey, tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(journey.read_bytes(),))
    writer.start()
    done = in_a_process(str(ROOT / "main.py"), "info", str(pipe), "--json")
    writer.join()
    assert json.loads(done.stdout)["title"] == "Buying"
