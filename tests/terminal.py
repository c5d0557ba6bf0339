"""Running the command line in tests: in this process, and as a program."""

import subprocess
import sys
from pathlib import Path

import main

ROOT = Path(__file__).resolve().parent.parent
JOURNEY = "journey\n    title Buying\n    section Look\n      Browse: 5: Ann\n      Ask: 9: Ann, Bob\n"


def forget_environment(monkeypatch, folder):
    """Stand in a folder of one's own, with no language and no display."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG", "DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(folder)


def written(folder):
    """Return the path of a small journey in Mermaid."""
    path = folder / "buying.mmd"
    path.write_text(JOURNEY, encoding="utf-8")
    return path


def run(capfd, *arguments):
    """Return exit code, stdout and stderr of a command."""
    code = main.main(list(map(str, arguments)))
    out, err = capfd.readouterr()
    return code, out, err


def refused(capfd, *arguments):
    """Return the one sentence on stderr of a command that cannot be done."""
    code, out, err = run(capfd, *arguments)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1 and "Traceback" not in err
    return err.strip()


def in_a_process(*arguments, **streams):
    """Return what a fresh Python did with the arguments, run from the folder of the program, warnings as errors."""
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **streams}
    command = [sys.executable, "-W", "error", *arguments]
    return subprocess.run(command, cwd=ROOT, text=True, encoding="utf-8", timeout=60, check=False, **streams)
