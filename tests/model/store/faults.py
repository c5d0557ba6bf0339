"""Faults of the disk, at one step at a time: every call of the system that changes or reads a file is counted.

The calls are those of Python (`os`, `io`) and, where SQLite lets its own be replaced, those that SQLite makes
(`xSetSystemCall`, sqlite.org/c3ref/vfs.html). A dry run counts them; then the n-th fails, for every n. A process puts
this in place once and for all: use it in a process that is thrown away.
"""

import contextlib
import ctypes
import errno
import io
import os
import signal
import sqlite3
import sys
import threading
from typing import NamedTuple

WRITING = frozenset(
    {"open to write", "write", "fsync", "mkdir", "link", "replace", "commit", "sqlite open", "sqlite write"}
)
"""The steps that a full disk refuses; the others need no room."""


READING = frozenset({"stat", "lstat", "scandir", "open", "read", "sqlite look", "sqlite read"})
"""The steps that change nothing: to be killed at one is to be killed after the last that does."""


class Fault(NamedTuple):
    """What goes wrong. step: the number of the call, from 1. when: before or after it was done.

    kind: "broken", an I/O error at this call alone; "full", no room at this call and any later one that needs some,
    until `Disk.mend`; "crash", the program is killed.
    """

    step: int
    when: str
    kind: str


class Disk:
    """The calls of this process on files below a folder, counted, and the fault that strikes among them."""

    def __init__(self, folder):
        self.folder = str(folder)
        self.fault = None
        self.struck = False
        self.steps = []
        self._counting = False
        self._lock = threading.RLock()
        _replace_calls_of_python(self)
        self.sees_sqlite = _replace_calls_of_sqlite(self)

    def begin(self, fault=None):
        """Count from here on, and let the fault strike."""
        self.steps, self.fault, self.struck, self._counting = [], fault, False, True

    def mend(self):
        """Let no fault strike any more, and count no more."""
        self._counting = False

    def is_below(self, path):
        """Whether a path, or what is open as a number, is one whose calls are counted."""
        if isinstance(path, int):
            return True
        try:
            return os.fsdecode(path).startswith(self.folder)
        except TypeError:
            return False

    def due(self, name):
        """Count a call; return "before" or "after" when the fault is to strike there, or None."""
        with self._lock:
            if not self._counting:
                return None
            fault = self.fault
            self.steps.append(f"{name} from {_caller()}" if fault is None else name)
            if fault is None:
                return None
            if len(self.steps) == fault.step:
                self.struck = True
                return fault.when
            lasting = fault.kind == "full" and len(self.steps) > fault.step and name in WRITING
            return "before" if lasting else None

    def strike(self):
        """Kill the program, or return the error number."""
        if self.fault.kind == "crash":
            os.kill(os.getpid(), signal.SIGKILL)
        return errno.ENOSPC if self.fault.kind == "full" else errno.EIO

    def run(self, name, do, undo=lambda _: None):
        """Do a call of Python's, with the fault before or after it. undo: lets go of what an after-fault would leak."""
        due = self.due(name)
        if due is None:
            return do()
        if due == "after":
            undo(do())
        number = self.strike()
        raise OSError(number, os.strerror(number))


def _caller():
    """Return from where a call is made: the lines of the program that led to it."""
    frame, lines = sys._getframe(3), []
    while frame is not None:
        if f"{os.sep}model{os.sep}" in frame.f_code.co_filename and frame.f_code.co_filename != __file__:
            lines.append(f"{frame.f_code.co_name}:{frame.f_lineno}")
        frame = frame.f_back
    return " ".join(lines)


def _replace_calls_of_python(disk):
    for name in ("replace", "rename", "link", "unlink", "chmod", "mkdir", "rmdir", "stat", "lstat", "scandir"):
        setattr(os, name, _counted(disk, {"rename": "replace"}.get(name, name), getattr(os, name)))
    fsync, os_open = os.fsync, os.open
    os.fsync = lambda handle: disk.run("fsync", lambda: fsync(handle))

    def opened(path, flags, *more, **named):
        do = lambda: os_open(path, flags, *more, **named)  # noqa: E731
        name = "open to write" if flags & os.O_CREAT else "open"
        return disk.run(name, do, os.close) if disk.is_below(path) else do()

    os.open = opened
    real_open = io.open

    def io_open(file, mode="r", buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None):
        if opener is not None or not closefd or not disk.is_below(file):
            return real_open(file, mode, buffering, encoding, errors, newline, closefd, opener)
        raw = _File(disk, file, mode.replace("b", "").replace("t", ""))
        if buffering == 0:
            return raw
        buffered = (io.BufferedReader if raw.readable() else io.BufferedWriter)(raw)
        return buffered if "b" in mode else io.TextIOWrapper(buffered, encoding, errors, newline)

    io.open = io_open
    sqlite3.connect = _connecting(disk, sqlite3.connect)


def _counted(disk, name, ours):
    def counted(path, *more, **named):
        do = lambda: ours(path, *more, **named)  # noqa: E731
        if isinstance(path, int) or not disk.is_below(path):
            return do()
        return disk.run(name, do, lambda made: made.close() if name == "scandir" else None)

    return counted


class _File(io.FileIO):
    """A file whose reads and writes are counted."""

    def __init__(self, disk, file, mode):
        self._disk = disk
        name = "open to write" if mode != "r" else "open"
        if isinstance(file, int):
            super().__init__(file, mode)
        else:
            disk.run(name, lambda: super(_File, self).__init__(file, mode), lambda _: super(_File, self).close())

    def write(self, data):
        return self._disk.run("write", lambda: super(_File, self).write(data))

    def readinto(self, buffer):
        return self._disk.run("read", lambda: super(_File, self).readinto(buffer))

    def readall(self):
        return self._disk.run("read", super().readall)

    def close(self):
        if self.closed:
            return
        due = self._disk.due("close") if self.writable() else None
        super().close()
        if due is not None:
            number = self._disk.strike()
            raise OSError(number, os.strerror(number))


def _connecting(disk, connect):
    """Return sqlite3.connect, giving connections whose commits can fail: flushing is not among SQLite's own calls."""

    class Connection(sqlite3.Connection):
        def commit(self):
            self._committing(super().commit)

        def execute(self, statement, *more):
            if not statement.startswith("COMMIT"):
                return super().execute(statement, *more)
            return self._committing(lambda: super(Connection, self).execute(statement, *more))

        def _committing(self, do):
            due = disk.due("commit") if self.in_transaction else None
            if due is not None:
                if due == "after" and disk.fault.kind == "crash":  # SQLite takes back what it says has failed
                    do()
                full = disk.strike() == errno.ENOSPC
                error = sqlite3.OperationalError("database or disk is full" if full else "disk I/O error")
                error.sqlite_errorcode = sqlite3.SQLITE_FULL if full else sqlite3.SQLITE_IOERR
                raise error
            return do()

    return lambda *arguments, **named: connect(*arguments, factory=Connection, **named)


class _Vfs(ctypes.Structure):
    """`sqlite3_vfs`, of which only the last fields matter here."""


_POINTERS = (
    *("next", "name", "data", "open", "delete", "access", "full", "dl_open", "dl_error", "dl_symbol", "dl_close"),
    *("random", "sleep", "time", "error", "time64", "set_call", "get_call", "next_call"),
)
_Vfs._fields_ = [
    *((name, ctypes.c_int) for name in ("version", "file_size", "longest")),
    *((name, ctypes.c_void_p) for name in _POINTERS),
]

_SIZE, _OFFSET = ctypes.c_size_t, ctypes.c_int64
_WRITE = (ctypes.c_ssize_t, ctypes.c_int, ctypes.c_void_p, _SIZE, _OFFSET)
_CALLS = {
    b"open": ("sqlite open", (ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_int)),
    b"pwrite": ("sqlite write", _WRITE),
    b"pwrite64": ("sqlite write", _WRITE),
    b"pread": ("sqlite read", _WRITE),
    b"pread64": ("sqlite read", _WRITE),
    b"ftruncate": ("sqlite truncate", (ctypes.c_int, ctypes.c_int, _OFFSET)),
    b"unlink": ("sqlite unlink", (ctypes.c_int, ctypes.c_char_p)),
}
_held = []


def _replace_calls_of_sqlite(disk):
    """Put counted calls in the place of SQLite's own; return whether this SQLite can be reached."""
    import _sqlite3

    try:
        library = ctypes.CDLL(_sqlite3.__file__)
        find = library.sqlite3_vfs_find
    except (AttributeError, OSError):
        return False
    find.restype, find.argtypes = ctypes.POINTER(_Vfs), [ctypes.c_char_p]
    vfs = find(None)
    if not vfs or vfs.contents.version < 3 or not vfs.contents.set_call:
        return False
    get = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_char_p)(vfs.contents.get_call)
    put = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p)(vfs.contents.set_call)
    for call, (name, types) in _CALLS.items():
        address = get(vfs, call)
        if address:
            kind = ctypes.CFUNCTYPE(*types, use_errno=True)
            replacement = kind(_hook(disk, name, kind(address)))
            _held.append(replacement)
            put(vfs, call, ctypes.cast(replacement, ctypes.c_void_p))
    return True


def _hook(disk, name, ours):
    def hook(*arguments):
        reads_only = name == "sqlite open" and not arguments[1] & os.O_CREAT
        due = disk.due("sqlite look" if reads_only else name)
        if due is None:
            return ours(*arguments)
        if due == "after":
            done = ours(*arguments)
            if name == "sqlite open" and done >= 0:
                with contextlib.suppress(OSError):
                    os.close(done)
        ctypes.set_errno(disk.strike())
        return -1

    return hook
