"""What is no Masar file at all, or not the whole of one."""

import gzip
import io
import json
import sqlite3
import struct
import tarfile
import zipfile
import zlib
from contextlib import closing

from tests.model.store.hostile.craft import PAGE, Hostile, bytes_at, content, cut_to, number_at, sql

MAGIC = b"SQLite format 3\x00"


def zipped(path):
    path.unlink()
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("project.json", "{}")


def zip_bomb(path):
    path.unlink()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("project.json", bytes(30_000_000))


def tarred(path):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("../../project.json"))
    path.write_bytes(buffer.getvalue())


def another_database(*statements):
    def spoil(path):
        path.unlink()
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            for statement in statements:
                connection.execute(statement)

    return spoil


def picture_bomb():
    """A PNG of 60,000 by 60,000 pixels in a few hundred kilobytes."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress(bytes(20_000_000))
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


SVG = b"""<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">
<image xlink:href="http://192.0.2.1/x.png"/><script>fetch("http://192.0.2.1/")</script><text>&x;</text></svg>"""


def header_of(**numbers):
    """A header of Masar with nothing behind it."""
    head = bytearray(MAGIC + struct.pack(">HBBBBBB", PAGE, 1, 1, 0, 64, 32, 32)).ljust(100, b"\0")
    for offset, value in {28: 1, 56: 1, 60: 2, 68: 0x4D415352}.items():
        struct.pack_into(">I", head, offset, numbers.get(f"at{offset}", value))
    return bytes(head)


def sparse(size):
    def spoil(path):
        with path.open("r+b") as file:
            file.truncate(size)

    return spoil


def zeros_after(path):
    path.write_bytes(path.read_bytes()[:100].ljust(path.stat().st_size, b"\0"))


def twice(path):
    path.write_bytes(path.read_bytes() * 2)


def with_zip_behind(path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("evil.exe", b"MZ")
    path.write_bytes(path.read_bytes() + buffer.getvalue())


def into_wal(path):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")


OUTSIDE = {
    "empty, as a placeholder of a sync client": Hostile(content(b""), "file.empty"),
    "one byte": Hostile(content(b"S"), "file.truncated"),
    "only the magic": Hostile(content(MAGIC), "file.truncated"),
    "the magic and a line": Hostile(content(MAGIC + b"\n"), "file.truncated"),
    "the magic in small letters": Hostile(bytes_at(0, b"sqlite format 3\0"), "file.not_masar"),
    "all zeros": Hostile(content(bytes(40_960)), "file.not_masar"),
    "all ones": Hostile(content(b"\xff" * 40_960), "file.not_masar"),
    "zeros of 300 MiB": Hostile(sparse(300 << 20), "file.too_large"),
    "zeros behind it up to the limit and one": Hostile(sparse((256 << 20) + 1), "file.too_large"),
    "text": Hostile(content(b"title: my map\n" * 20), "file.not_masar"),
    "text in UTF-16": Hostile(content("\ufefftitle: my map\n".encode("utf-16-le") * 20), "file.not_masar"),
    "Mermaid": Hostile(content(b"journey\n  title Mine\n  section A\n    Go: 3: Me\n"), "file.not_masar"),
    "JSON": Hostile(content(json.dumps({"records": []}).encode() * 9), "file.not_masar"),
    "deep JSON": Hostile(content(b"[" * 100_000), "file.not_masar"),
    "HTML": Hostile(content(b"<!DOCTYPE html><html><script>alert(1)</script></html>" * 5), "file.not_masar"),
    "a page that asks to sign in": Hostile(content(b"<html><title>Wi-Fi</title>" * 50), "file.not_masar"),
    "PDF": Hostile(content(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" * 20), "file.not_masar"),
    "zip": Hostile(zipped, "file.not_masar"),
    "zip bomb": Hostile(zip_bomb, "file.not_masar"),
    "gzip of a file": Hostile(lambda path: content(gzip.compress(path.read_bytes()))(path), "file.not_masar"),
    "gzip bomb": Hostile(lambda path: content(gzip.compress(bytes(30_000_000)))(path), "file.not_masar"),
    "tar that climbs": Hostile(tarred, "file.not_masar"),
    "PNG bomb": Hostile(lambda path: content(picture_bomb())(path), "file.not_masar"),
    "SVG that refers outside": Hostile(content(SVG), "file.not_masar"),
    "a program": Hostile(content(b"\x7fELF" + bytes(2_000)), "file.not_masar"),
    "a script": Hostile(content(b"#!/bin/sh\nrm -rf ~\n" * 20), "file.not_masar"),
    "a shortcut of a desktop": Hostile(content(b"[Desktop Entry]\nExec=sh\nType=Application\n" * 9), "file.not_masar"),
    "somebody else's database": Hostile(another_database("CREATE TABLE card (id TEXT)"), "file.not_masar"),
    "a browser's history": Hostile(
        another_database("PRAGMA application_id=1", "CREATE TABLE urls (url TEXT)"), "file.not_masar"
    ),
    "a map of tiles": Hostile(
        another_database("PRAGMA application_id=0x4d504258", "CREATE TABLE tiles (a)"), "file.not_masar"
    ),
    "our mark on an empty database": Hostile(
        another_database("PRAGMA application_id=0x4d415352", "PRAGMA user_version=2", "VACUUM"), "file.damaged"
    ),
    "our mark on another's tables": Hostile(
        another_database("PRAGMA application_id=0x4d415352", "PRAGMA user_version=2", "CREATE TABLE card (id TEXT)"),
        "file.foreign",
    ),
    "our tables with another's mark": Hostile(sql("PRAGMA application_id=7"), "file.not_masar"),
    "our tables without a mark": Hostile(sql("PRAGMA application_id=0"), "file.not_masar"),
    "99 bytes": Hostile(content(header_of()[:99]), "file.truncated"),
    "100 bytes": Hostile(content(header_of()), "file.truncated"),
    "a header and zeros": Hostile(zeros_after, "file.damaged"),
    "a header that promises no page": Hostile(content(header_of(at28=0).ljust(PAGE, b"\0")), "file.damaged"),
    "half a header": Hostile(cut_to(0.0005), "file.truncated"),
    "half a file": Hostile(cut_to(0.5), "file.truncated"),
    "all but the last page": Hostile(cut_to(0.97), "file.truncated"),
    "all but the last byte": Hostile(lambda path: content(path.read_bytes()[:-1])(path), "file.truncated"),
    "twice itself": Hostile(twice, None),
    "a zip behind it": Hostile(with_zip_behind, None),
    "more pages than there are": Hostile(number_at(28, 5_000), "file.truncated"),
    "as many pages as can be": Hostile(number_at(28, 0xFFFFFFFF), "file.truncated"),
    "fewer pages than there are": Hostile(number_at(28, 3), "file.damaged"),
    "pages of 512 bytes, it says": Hostile(bytes_at(16, b"\x02\x00"), "file.damaged"),
    "pages of 65,536 bytes, it says": Hostile(bytes_at(16, b"\x00\x01"), "file.truncated"),
    "pages of 5,000 bytes, it says": Hostile(bytes_at(16, struct.pack(">H", 5_000)), "file.truncated"),
    "pages of no bytes, it says": Hostile(bytes_at(16, b"\x00\x00"), "file.truncated"),
    "pages of three bytes, it says": Hostile(bytes_at(16, b"\x00\x03"), "file.damaged"),
    "reserved bytes on each page": Hostile(bytes_at(20, b"\x20"), "file.damaged"),
    "all bytes reserved": Hostile(bytes_at(20, b"\xff"), "file.damaged"),
    "cells larger than may be": Hostile(bytes_at(21, b"\xff\x20\x20"), "file.damaged"),
    "free pages that are none": Hostile(both_free := number_at(36, 4), "file.damaged"),
    "a list of free pages that starts in a table": Hostile(
        lambda path: (number_at(32, 2)(path), both_free(path))[0], "file.damaged"
    ),
    "a schema of no known form": Hostile(number_at(44, 9), "file.damaged"),
    "texts in UTF-16, little end first": Hostile(number_at(56, 2), "file.damaged"),
    "texts in UTF-16, big end first": Hostile(number_at(56, 3), "file.damaged"),
    "texts in nothing known": Hostile(number_at(56, 9), "file.damaged"),
    "a largest root page": Hostile(number_at(52, 3), "file.damaged"),
    "a newer version": Hostile(sql("PRAGMA user_version=3"), "file.newer"),
    "the newest of versions": Hostile(sql("PRAGMA user_version=2147483647"), "file.newer"),
    "version nought": Hostile(sql("PRAGMA user_version=0"), "file.damaged"),
    "a negative version": Hostile(sql("PRAGMA user_version=-1"), "file.newer"),
    "version 2, by its header, in the first's tables": Hostile(
        sql("PRAGMA user_version=2", redigest=False), "file.foreign", old=True
    ),
    "version 1, by its header, in the second's tables": Hostile(sql("PRAGMA user_version=1"), "file.foreign"),
    "WAL by its header": Hostile(into_wal, "file.damaged"),
    "WAL for who reads": Hostile(bytes_at(19, b"\x02"), "file.damaged"),
    "WAL for who writes": Hostile(bytes_at(18, b"\x02"), "file.damaged"),
    "a way of writing nobody knows": Hostile(bytes_at(18, b"\x09\x09"), "file.damaged"),
    "a mangled first page": Hostile(bytes_at(100, b"\xff" * 60), "file.damaged"),
    "a mangled second page": Hostile(bytes_at(PAGE, bytes(PAGE)), "file.damaged"),
    "a first page that is no table": Hostile(bytes_at(100, b"\x0a"), "file.damaged"),
}
