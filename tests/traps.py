"""Traps for what reads files or calls out behind one's back: opened files, sockets and programs, told by three ways.

Python's own doings are told by audit hooks (PEP 578); what C++ does, Qt above all, by a watched folder (inotify) and a
listening socket, both of which hostile texts name.
"""

import contextlib
import ctypes
import os
import socket
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ALLOWED = tuple(
    str(Path(each).resolve())
    for each in (
        ROOT,
        sys.prefix,
        sys.base_prefix,
        "/usr",
        "/dev",
        "/proc",
        "/sys",
        "/lib",
        "/etc/fonts",
        "/etc/mime.types",
    )
)
"""Where a program may read: itself, its libraries, the system's; the folder of the test is added."""
CALLS = frozenset(
    {
        "socket.connect",
        "socket.getaddrinfo",
        "socket.bind",
        "subprocess.Popen",
        "os.system",
        "os.exec",
        "os.posix_spawn",
    }
    | {"urllib.Request", "http.client.connect", "ftplib.connect", "smtplib.connect", "webbrowser.open"}
)
_IN_ACCESS, _IN_OPEN = 0x1, 0x20
_watching: list[list[str]] = []


def _audit(event, arguments):
    if not _watching:
        return
    if event == "open" and isinstance(arguments[0], str | bytes):
        path = os.path.realpath(os.fsdecode(arguments[0]))
        if not path.startswith((*ALLOWED, tempfile.gettempdir())):
            _watching[-1].append(f"open {path}")
    elif event in CALLS:
        _watching[-1].append(f"{event} {arguments!r}"[:200])


sys.addaudithook(_audit)


class Traps:
    """A folder with a bait in it, a listening socket, and what was done to them."""

    def __init__(self, folder):
        """Set the traps in a folder."""
        self.bait = Path(folder) / "bait.png"
        self.bait.write_bytes(b"bait")
        self._server = socket.socket()
        self._server.bind(("127.0.0.1", 0))
        self._server.listen(8)
        self._server.setblocking(False)
        address = f"http://127.0.0.1:{self._server.getsockname()[1]}"
        self.marks = {"§FILE§": self.bait.as_uri(), "§PATH§": str(self.bait), "§HTTP§": address}
        self._watch = self._inotify()

    def _inotify(self):
        """Return a descriptor that tells of reads of the bait, or None beyond Linux."""
        if not sys.platform.startswith("linux"):
            return None
        library = ctypes.CDLL(None, use_errno=True)
        watch = library.inotify_init1(os.O_NONBLOCK)
        library.inotify_add_watch(watch, os.fsencode(self.bait), _IN_ACCESS | _IN_OPEN)
        return watch

    @contextlib.contextmanager
    def set(self):
        """Fail if anything was caught meanwhile."""
        caught: list[str] = []
        _watching.append(caught)
        try:
            yield
        finally:
            _watching.remove(caught)
        assert not caught, caught
        assert not self.touched(), "the bait was opened"
        with contextlib.suppress(BlockingIOError):
            self._server.accept()
            raise AssertionError("somebody called")

    def touched(self):
        """Whether the bait was opened since this was asked last."""
        if self._watch is None:
            return False
        try:
            return bool(os.read(self._watch, 4096))
        except BlockingIOError:
            return False

    def remove(self):
        """Take the traps away."""
        self._server.close()
        if self._watch is not None:
            os.close(self._watch)
