"""Where Masar keeps what is its own on this computer: the working files and the backups."""

import errno
import os
from contextlib import suppress
from pathlib import Path

HOME_VARIABLE = "MASAR_HOME"
"""The environment variable that names another application-data folder: for tests and portable use."""


def home() -> Path:
    """Return the application-data folder; it need not exist."""
    named = os.environ.get(HOME_VARIABLE)
    if named:
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path("masar", appauthor=False)


def working_folder() -> Path:
    """Return the folder of the working files, made private if need be; raise OSError if it cannot be."""
    return private_folder(home() / "working")


def backup_folder() -> Path:
    """Return the folder of the backups, made private if need be; raise OSError if it cannot be."""
    return private_folder(home() / "backups")


def private_folder(folder: Path) -> Path:
    """Make a folder that nobody else on this computer may look into, unless it is there; return it. Raise OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def let_go(*paths: Path) -> None:
    """Remove files of Masar's own that are not needed any more. What cannot be removed is swept away another day."""
    for path in paths:
        with suppress(OSError):
            path.unlink(missing_ok=True)


def flush_folder(folder: Path) -> None:
    """Flush a folder's own entries to the disk, where the system can: a new name is not safe before. Raise OSError."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # file systems that cannot
            raise
    finally:
        os.close(handle)
