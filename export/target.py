"""Where an export goes: whole or not at all, and what the file system says against it in words."""

import contextlib
import errno
import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from export.problem import ExportProblem


def write_whole(target: Path | BinaryIO, write: Callable[[BinaryIO], object]) -> None:
    """Let `write` fill a temporary file beside `target` and put it in its place; what was there stays until then.

    A target that is an open file is written to directly. Symbolic links are followed, and an existing file's mode is
    kept. Raise ExportProblem where the file system refuses.
    """
    if not isinstance(target, Path):
        write(target)
        return
    try:
        if target.exists() and not (target.is_file() or target.is_dir()):
            with target.open("wb") as device:  # a device or a pipe is written to, never replaced
                write(device)
        else:
            _replace(Path(os.path.realpath(target)), write)
    except OSError as problem:
        raise _in_words(target, problem) from problem


def _replace(target: Path, write: Callable[[BinaryIO], object]) -> None:
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    mode = target.stat().st_mode & 0o777 if target.exists() else None
    if mode is not None and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    temporary = target.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with temporary.open("xb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            temporary.chmod(mode)
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def _shown(path: Path) -> str:
    """Return a path as text that can be printed, whatever bytes it holds."""
    return os.fsencode(path).decode("utf-8", "replace")


def _in_words(target: Path, problem: OSError) -> ExportProblem:
    match problem.errno:
        case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
            return ExportProblem("export.no_space", target=_shown(Path(target.name)))
        case errno.ENOENT | errno.ENOTDIR:
            return ExportProblem("export.no_folder", folder=_shown(target.parent))
        case errno.EISDIR:
            return ExportProblem("export.is_folder", target=_shown(target))
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return ExportProblem("export.not_allowed", target=_shown(target))
    return ExportProblem(
        "export.not_written", target=_shown(Path(target.name)), reason=problem.strerror or type(problem).__name__
    )
