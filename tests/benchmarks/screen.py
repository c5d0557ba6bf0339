"""A screen of its own (Xvfb) on which programs are started, to see when their windows show a drawing."""

import os
import signal
import struct
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

SIZE = (1440, 900)
"""Pixels of the screen."""
LOOK_EVERY_S = 0.02
LOOK_FOR_S = 60
DARK_TEAL = ((15, 60, 60), (45, 88, 88))
"""The least and the most red, green and blue of a map's first stages, which no program has in its window else."""
ENOUGH = 35
"""So many of the pixels looked at mean that the drawing is there: stages are a few pixels high where all of it fits."""
TICK_MS = 1000 / os.sysconf("SC_CLK_TCK")


class Screen:
    """A display, and the file that holds its pixels."""

    def __init__(self, display: str, pixels: Path) -> None:
        """Look at a display that keeps its pixels in an XWD file."""
        self.display, self._pixels = display, pixels

    def look(self) -> bytes:
        """Return what the screen shows now, as the bytes of an XWD file."""
        return self._pixels.read_bytes()

    @staticmethod
    def shows_stages(data: bytes) -> bool:
        """Return whether the stages of a map are to be seen. Every third pixel is looked at: a look must be quick."""
        header = struct.unpack(">25I", data[:100])
        start = header[0] + 12 * header[19]
        pixels = np.frombuffer(data, np.uint8, offset=start).reshape(-1, 4)[::3, 2::-1]
        least, most = (np.array(each, np.uint8) for each in DARK_TEAL)
        return int(((pixels >= least) & (pixels <= most)).all(axis=1).sum()) >= ENOUGH

    def cpu_until_shown(self, command: list[str], environment: dict[str, str]) -> float | None:
        """Return the CPU milliseconds of a program and its children until a map shows; None if it never does.

        environment: all of the program's, to which only the display is added.
        """
        environment = environment | {"DISPLAY": self.display, "GDK_BACKEND": "x11"}
        environment.pop("WAYLAND_DISPLAY", None)
        quiet = subprocess.DEVNULL
        program = subprocess.Popen(command, env=environment, start_new_session=True, stdout=quiet, stderr=quiet)
        last = time.monotonic() + LOOK_FOR_S
        try:
            while time.monotonic() < last:
                data, spent = self.look(), cpu_of(program.pid)
                if self.shows_stages(data):
                    return spent
                time.sleep(LOOK_EVERY_S)
            return None
        finally:
            os.killpg(program.pid, signal.SIGKILL)
            program.wait()


def cpu_of(session: int) -> float:
    """Return the CPU milliseconds of all processes of a session so far, with those that have ended in it (proc(5))."""
    ticks = 0
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = place.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session:
            ticks += sum(map(int, fields[11:15]))
    return ticks * TICK_MS


@contextmanager
def screen(folder: Path) -> Iterator[Screen]:
    """Give a screen for the time of the block."""
    folder.mkdir()
    reading, writing = os.pipe()
    size = "{}x{}x24".format(*SIZE)
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", size, "-fbdir", str(folder), "-noreset"]
    server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        yield Screen(f":{os.read(reading, 16).decode().strip()}", folder / "Xvfb_screen0")
    finally:
        os.close(reading)
        server.terminate()
        server.wait()
