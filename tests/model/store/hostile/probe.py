"""Opens files in a process of its own, whose memory has an end, and tells on its output what came of each.

Reads a JSON list of paths from its input. Writes a JSON object a line: what the opening raised or found, the
processor's time it took in seconds, what was opened for writing or run meanwhile that is none of opening's own
business; last, the most memory it ever had, in MiB.
"""

import base64
import gc
import json
import os
import resource
import sys
import tempfile
import time
from pathlib import Path

from model.records import KINDS, clean
from model.store.opening import OPENED_SUFFIX, log_rows, open_file
from model.store.problems import ProjectFileProblem
from model.store.references import settle
from model.store.rescue import rescue

LONGEST = 2.0
"""The most seconds of processor's time that an opening may take."""
MEMORY = 300
"""The most MiB that the process may ever have."""
_ADDRESSES = 1 << 30
_RISKY = ("os.system", "subprocess.Popen", "socket.connect", "os.remove", "os.rename", "os.exec", "ctypes.dlopen")

_seen: list[str] = []


def _listen(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open":
        name, _, flags = arguments
        if (
            isinstance(name, str | bytes)
            and isinstance(flags, int)
            and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC)
        ):
            _seen.append(f"{event} {name!r}")
    elif event in _RISKY or (event.startswith("sqlite3.connect") and event != "sqlite3.connect/handle"):
        _seen.append(f"{event} {arguments[0]!r}")


def most_memory() -> int:
    """Return the most memory that this process ever had, in MiB."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    # Linux counts what the parent had before this program began into ru_maxrss, but not into this:
    peak = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
    return int(peak.split()[1]) // 1024


def probe(path: Path) -> dict[str, object]:
    """Open a file and tell what came of it."""
    _seen.clear()
    started = time.process_time()
    try:
        found = open_file(path, keep=True)
    except ProjectFileProblem as problem:
        told: dict[str, object] = {"key": problem.key, "values": problem.values}
    else:
        told = {"key": None, "repaired": found.repaired, "records": len(found.records), "entries": found.entries}
        assert found.private is not None
        took = time.process_time() - started
        assert sum(1 for _ in log_rows(found.private)) == found.entries
        found.private.unlink()
        told["seconds"] = took
        del found
    told.setdefault("seconds", time.process_time() - started)
    told["rescue"] = rescued(path)
    told["strange"] = [each for each in _seen if OPENED_SUFFIX not in each and ":memory:" not in each]
    gc.collect()
    return told


def rescued(path: Path) -> dict[str, object]:
    """Rescue what is in a file and tell what came of it, the records being held against the law of the store."""
    started = time.process_time()
    try:
        found = rescue(path)
    except ProjectFileProblem as problem:
        return {"key": problem.key, "seconds": time.process_time() - started}
    seconds = time.process_time() - started
    assert [clean(record) for record in found.records] == list(found.records)
    records, emptied = settle(
        {kind: [each for each in found.records if type(each) is cls] for kind, cls in KINDS.items()}
    )
    assert (sorted(each.id for each in records), emptied) == (sorted(each.id for each in found.records), 0)
    lost = {each.key: each.count for each in found.lost}
    return {"key": None, "records": len(records), "lost": lost, "seconds": seconds}


def main() -> None:
    """Open every file named on the input."""
    resource.setrlimit(resource.RLIMIT_AS, (_ADDRESSES, _ADDRESSES))
    tempfile.gettempdir()  # tries the folder out once
    sys.addaudithook(_listen)
    for name in json.load(sys.stdin):
        print(json.dumps(probe(Path(os.fsdecode(base64.b64decode(name))))), flush=True)
    print(json.dumps(most_memory()))


if __name__ == "__main__":
    main()
