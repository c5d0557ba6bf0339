"""How often a test is to be cruel, and the one table of what the cruelty came to.

Three sizes, by the environment variable MASAR_TORTURE: unset, a tenth of each count (`make test`); `full`, all of it
(`.ci/run`); `long`, the long profile (`make torture`). A test asks `times` how often to try, and tells `tally` what it
tried and what was lost. Under pytest-xdist each worker hands its tallies to the controller, which prints them.
"""

import functools
import os
from collections import Counter

SIZE = os.environ.get("MASAR_TORTURE", "")
if SIZE not in ("", "full", "long"):
    raise ValueError(f"MASAR_TORTURE is {SIZE!r}; it is 'full', 'long' or not there at all")

ROWS = (
    "kill cycles",
    "faults walked",
    "bit flips",
    "truncations",
    "zeroed pages",
    "swapped pages",
    "structured mutants",
    "named hostile files",
    "hostile strings",
    "laws",
    "examples of laws",
)
"""The rows that the table has first, in this order; a test may add others."""

_done: Counter[str] = Counter()
_lost: Counter[str] = Counter()


def times(full, long=None):
    """Return how often to try in this run: `full` times in CI, a tenth (at least once) usually, `long` in the long run.

    Without `long` the long run does ten times as much as CI.
    """
    if SIZE == "long":
        return 10 * full if long is None else long
    return full if SIZE == "full" else max(1, full // 10)


def tally(name, done, lost=0):
    """Add so many tries to a row of the table, of which so many lost or hurt something."""
    _done[name] += done
    _lost[name] += lost


def counted(law):
    """Return a law's inner test that counts each example for which it held."""

    @functools.wraps(law)
    def counting(*arguments, **named):
        result = law(*arguments, **named)
        _done["examples of laws"] += 1
        return result

    return counting


def handed_over():
    """Return the tallies of this process as plain values, for another process to take in."""
    return {name: (_done[name], _lost[name]) for name in _done}


def take_in(tallies):
    """Add the tallies that another process handed over."""
    for name, (done, lost) in tallies.items():
        tally(name, done, lost)


def losses():
    """Return how much was lost in all."""
    return sum(_lost.values())


def table():
    """Return the lines of the table; none when nothing was tallied."""
    if not _done:
        return []
    names = [name for name in ROWS if name in _done] + sorted(name for name in _done if name not in ROWS)
    width = max(map(len, [*names, "losses"]))
    rows = [f"{name:<{width}}  {_done[name]:>11,}  {_lost[name]:>6,}" for name in names]
    head = f"{'':<{width}}  {'tried':>11}  {'lost':>6}"
    return [head, *rows, f"{'losses':<{width}}  {'':>11}  {losses():>6,}"]
