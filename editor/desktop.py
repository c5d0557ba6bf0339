"""`python -m editor.desktop install`: put Masar into the desktop's menu, for this user, and let it open files."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from string import Template

from resources import ICONS, ROOT

DESKTOP = ROOT / "desktop"
MAIN = ROOT.parent / "main.py"


def data_home() -> Path:
    """Return where the user's data lies (XDG Base Directory Specification)."""
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")


def places(home: Path) -> dict[str, Path]:
    """Return where each piece goes, by its name in `resources`."""
    return {
        "masar.desktop": home / "applications" / "masar.desktop",
        "masar.xml": home / "mime" / "packages" / "masar.xml",
        "masar.svg": home / "icons" / "hicolor" / "scalable" / "apps" / "masar.svg",
    }


def quoted(word: str) -> str:
    """Return a word of an Exec line (Desktop Entry Specification, "The Exec key")."""
    escaped = "".join(f"\\{letter}" if letter in '"`$\\' else letter for letter in word)
    return '"' + escaped.replace("\\", "\\\\").replace("%", "%%") + '"'


def _entry() -> str:
    template = Template((DESKTOP / "masar.desktop").read_text(encoding="utf-8"))
    return template.substitute(python=quoted(sys.executable), main=quoted(str(MAIN)))


def _tell(home: Path) -> None:
    """Let the desktop read its folders anew, where it has the tools for that."""
    for command in (
        ("update-mime-database", str(home / "mime")),
        ("update-desktop-database", str(home / "applications")),
    ):
        if shutil.which(command[0]):
            subprocess.run(command, check=False, capture_output=True)


def install(home: Path) -> None:
    """Put the pieces in place; raise OSError where that is not allowed."""
    for name, place in places(home).items():
        place.parent.mkdir(parents=True, exist_ok=True)
        if name == "masar.desktop":
            place.write_text(_entry(), encoding="utf-8")
        else:
            shutil.copyfile((ICONS if name.endswith(".svg") else DESKTOP) / name, place)
    _tell(home)


def uninstall(home: Path) -> None:
    """Take the pieces away again; raise OSError where that is not allowed."""
    for place in places(home).values():
        place.unlink(missing_ok=True)
    _tell(home)


def main(arguments: list[str]) -> int:
    """Install or uninstall; print what was done, and return the exit code."""
    acts = {"install": install, "uninstall": uninstall}
    if len(arguments) != 1 or arguments[0] not in acts:
        print("python -m editor.desktop install | uninstall", file=sys.stderr)
        return 2
    home = data_home()
    try:
        acts[arguments[0]](home)
    except OSError as problem:
        print(f"{problem.filename}: {problem.strerror}", file=sys.stderr)
        return 1
    for place in places(home).values():
        print(place)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
