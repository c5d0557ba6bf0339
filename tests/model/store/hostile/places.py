"""Where files lie, what they are called, and what lies beside them."""

import os
import socket
import struct
from pathlib import Path

from tests.model.store.hostile.craft import Hostile


def folder(path):
    path.unlink()
    path.mkdir()


def folder_in_disguise(path):
    folder(path)
    (path / "card").write_bytes(b"SQLite format 3\0")


def pipe(path):
    path.unlink()
    os.mkfifo(path)


def plug(path):
    """A socket, bound by a short name: the path of one has a limit of its own."""
    path.unlink()
    here = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as bound:
            bound.bind(path.name)
    finally:
        os.chdir(here)


def link_to(target):
    def spoil(path):
        path.unlink()
        path.symlink_to(target)

    return spoil


def link_to_itself(path):
    path.unlink()
    path.symlink_to(path)


def link_to_a_good_file(path):
    other = path.with_name("other.masar")
    path.rename(other)
    path.symlink_to(other)


def no_permission(path):
    path.chmod(0)


def removed(path):
    path.unlink()


def called(name):
    def spoil(path):
        return path.rename(path.parent / name)

    return spoil


def at(name):
    """Open a path that is not there."""
    return lambda path: path.parent / name


def below(path):
    return path / "inside.masar"


def journal_beside(path):
    pages = path.stat().st_size // 4096
    head = bytes.fromhex("d9d505f920a163d7") + struct.pack(">IIIII", 1, 0, pages, 512, 4096)
    body = struct.pack(">I", 3) + bytes(4096) + struct.pack(">I", 0)
    path.with_name(path.name + "-journal").write_bytes(head.ljust(512, b"\0") + body)


def super_journal_beside(path):
    journal_beside(path)
    beside = path.with_name(path.name + "-journal")
    name = os.fsencode(path.with_name("victim"))
    path.with_name("victim").write_bytes(b"dear")
    tail = struct.pack(">I", 2) + name + struct.pack(">II", len(name), sum(name)) + bytes.fromhex("d9d505f920a163d7")
    beside.write_bytes(beside.read_bytes() + tail)


def wal_beside(path):
    path.with_name(path.name + "-wal").write_bytes(b"\x37\x7f\x06\x82" + bytes(100))
    path.with_name(path.name + "-shm").write_bytes(bytes(32_768))


PLACES = {
    "a folder": Hostile(folder, "file.folder"),
    "a folder that holds a file": Hostile(folder_in_disguise, "file.folder"),
    "a pipe": Hostile(pipe, "file.not_masar"),
    "a socket": Hostile(plug, "file.cannot_read"),
    "a device of zeros": Hostile(link_to("/dev/zero"), "file.not_masar"),
    "a device of nothing": Hostile(link_to("/dev/null"), "file.not_masar"),
    "the memory of the program": Hostile(link_to("/proc/self/mem"), "file.cannot_read"),
    "a symbolic link to itself": Hostile(link_to_itself, "file.cannot_read"),
    "a symbolic link to nothing": Hostile(link_to("nothing"), "file.missing"),
    "a link to a folder": Hostile(link_to("/"), "file.folder"),
    "a link to a file": Hostile(link_to_a_good_file, None),
    "a file that may not be read": Hostile(no_permission, "file.unreadable"),
    "a file that is gone": Hostile(removed, "file.missing"),
    "a file inside a file": Hostile(below, "file.missing"),
    "a name with a NUL": Hostile(at("a\0b.masar"), "file.missing"),
    "a name too long": Hostile(at("x" * 300 + ".masar"), "file.cannot_read"),
    "a name of two lines": Hostile(called("a\nb.masar"), None),
    "a missing name of two lines": Hostile(at("a\nb\x1b[2J.masar"), "file.missing"),
    "a name turned around": Hostile(called("a\u202egpj.masar"), None),
    "a missing name turned around": Hostile(at("a\u202e\u2069gpj.masar"), "file.missing"),
    "a missing name of no letters": Hostile(at(os.fsdecode(b"a\xff.masar")), "file.missing"),
    "a name of SQL": Hostile(called("a?mode=rwc#'; DROP TABLE card; --%00.masar"), None),
    "a name of placeholders": Hostile(at("{0} {name} {x.__class__}.masar"), "file.missing"),
    "a journal beside it": Hostile(journal_beside, None),
    "a journal that names another file": Hostile(super_journal_beside, None),
    "a write-ahead log beside it": Hostile(wal_beside, None),
}
