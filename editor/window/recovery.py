"""Beside a file that cannot be opened, or was better before: what can be rescued of it, and its backups.

What is opened from there is a document of its own, without a file: nothing goes over the file that it comes from.
"""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from editor.window.banner import Offer
from model.project import OpenProject
from model.store.problems import ProjectFileProblem
from resources.words.times import written_moment

if TYPE_CHECKING:
    from editor.app import Shell
    from editor.window.main_window import MainWindow
    from model.store.backups import Backup


def ways_out(shell: "Shell", path: Path, problem: object, asker: "MainWindow | None") -> Sequence[Offer]:
    """Return what is offered where a file could not be opened: a rescue where it is damaged, its backups."""
    from model.store import backups
    from model.store.rescue import RESCUABLE

    offers: list[Offer] = []
    if isinstance(problem, ProjectFileProblem):
        if problem.key in RESCUABLE:
            offers.append(("rescue.open", partial(open_rescued, shell, path, asker)))
        if backups.of(path):
            offers.append(("backups.show", partial(show_backups, shell, asker, path)))
    return offers


def open_rescued(shell: "Shell", path: Path, asker: "MainWindow | None" = None) -> "MainWindow | None":
    """Show what can be read of a damaged file, and list what was lost; say why, where that is nothing."""
    from editor.dialogs.lost import LostDialog
    from model.store import backups
    from model.store.rescue import rescue

    try:
        rescued = rescue(path)
    except ProjectFileProblem as problem:
        offers = [("backups.show", partial(show_backups, shell, asker, path))] if backups.of(path) else []
        shell.say_problem(problem, asker, offers)
        return None
    window = shell.show_project(OpenProject.new(rescued.records), instead_of=asker)
    window.files.call(lambda: shell.voice.say("rescue.name", name=path.stem))
    LostDialog(window, path, rescued.lost).show()
    return window


def open_backup(
    shell: "Shell", target: Path, backup: "Backup", asker: "MainWindow | None" = None
) -> "MainWindow | None":
    """Show a backup of a file; say why, where it cannot be read."""
    from model.store import backups

    try:
        backups.check(backup)
        project = OpenProject.copy_of(backup.path)
    except ProjectFileProblem as problem:
        shell.say_problem(problem, asker)
        return None
    window = shell.show_project(project, instead_of=asker)

    def caption() -> str:
        time = written_moment(backup.time, shell.voice.language)
        return shell.voice.say("backups.name", name=target.stem, time=time)

    window.files.call(caption)
    return window


def show_backups(shell: "Shell", asker: "MainWindow | None", path: Path | None = None) -> None:
    """List the backups of all files, those of a file first where one is named."""
    from editor.dialogs.backups import BackupsDialog

    if asker not in shell.windows:
        asker = shell.windows[-1]
    BackupsDialog(asker, path).open()
