"""Masar: `main.py [FILE…]` opens the editor; `main.py new|import|check|export|info|log|diff …` works without a window.

Here stand only the table of sub-commands and the way to each; what they do is in `export/commands.py`. None of
them loads Qt, and each loads no more than it needs.
"""

import gc
import os
import sys
from collections.abc import Mapping, Sequence
from io import TextIOWrapper
from typing import Any, NamedTuple, NoReturn


class Command(NamedTuple):
    """A sub-command: its positional arguments, options that take a value (with their defaults), and flags.

    optional: positional arguments after those, which may be left out. short: the letters of options.
    """

    arguments: tuple[str, ...]
    options: Mapping[str, str | None] = {}
    flags: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    short: Mapping[str, str] = {}


COMMANDS = {
    "new": Command(("file",), {"template": "blank", "language": None}),
    "import": Command(("source", "file")),
    "check": Command(("file",), flags=("json",)),
    "export": Command(("file", "out"), {"paper": "A3", "orientation": "landscape", "map": None}, ("review",)),
    "info": Command(("file",), flags=("json",)),
    "log": Command(("file",), flags=("json",)),
    "diff": Command(("file", "other"), flags=("json",), optional=("version",)),
    "restore": Command(("file", "version"), {"out": None}, ("json",), short={"out": "o"}),
    "merge": Command(("file", "other"), {"out": None, "name": None}, ("json",), short={"out": "o"}),
    "clean": Command(("file", "out"), flags=("json",)),
    "dump": Command(("file",), flags=("json",)),
}
UNUSABLE, INTERRUPTED, CUT_OFF = 2, 130, 141
"""Exit codes: unusable input; stopped by Ctrl+C; nobody reads the output any more (128 + the signal's number)."""


class _Misused(Exception):
    """Arguments that a sub-command does not take."""


def parse(name: str, arguments: Sequence[str]) -> dict[str, Any]:
    """Return the arguments of a sub-command by name; raise _Misused where they do not fit it."""
    from argparse import ArgumentParser

    class Parser(ArgumentParser):
        def error(self, message: str) -> NoReturn:
            raise _Misused(message)

    command = COMMANDS[name]
    parser = Parser(add_help=False, allow_abbrev=False)
    for each in command.arguments:
        parser.add_argument(each)
    for each in command.optional:
        parser.add_argument(each, nargs="?")
    for each, default in command.options.items():
        letter = command.short.get(each)
        parser.add_argument(*([f"-{letter}"] if letter else []), f"--{each}", default=default)
    for each in command.flags:
        parser.add_argument(f"--{each}", action="store_true")
    return vars(parser.parse_args(arguments))


def has_display(environment: Mapping[str, str], platform: str) -> bool:
    """Whether a window can be opened: always beyond Linux, there with a display server or a platform set for Qt."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not platform.startswith("linux") or any(environment.get(name) for name in names)


def open_editor(files: Sequence[str]) -> int:
    """Open the editor on files; without a display say so, and exit as with unusable input."""
    if not has_display(os.environ, sys.platform):
        from export.commands import complain

        return complain("commands.no_display", commands=", ".join(COMMANDS))
    # Until the window stands next to nothing becomes garbage, and looking for it takes a third of the start.
    gc.disable()
    # The model comes first: once PySide6 is there, it reads the source of every module that is loaded after it.
    import model.layout.lay_out
    import model.project  # noqa: F401
    from editor.app import run

    return run(list(files))


def dispatch(arguments: Sequence[str]) -> int:
    """Do what the arguments ask; return the exit code."""
    first = arguments[0] if arguments else ""
    if any(each in ("-h", "--help") for each in arguments):
        from export.commands import show_help

        return show_help(first)
    if first not in COMMANDS and not first.startswith("-"):
        return open_editor(arguments)
    from export import commands

    if first not in COMMANDS:
        return commands.complain("commands.option", option=first)
    try:
        values = parse(first, arguments[1:])
    except _Misused:
        return commands.complain("commands.misused", usage=commands.usage(first))
    return commands.run(first, values)


def main(arguments: Sequence[str]) -> int:
    """Run Masar; return the exit code. An interruption and a reader that has gone are not worth a word."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = dispatch(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CUT_OFF
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
