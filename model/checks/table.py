"""THE table of checks: what each looks at, how grave it is, what makes it superfluous, and its fix."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from model.change import ChangeSet
from model.checks import anatomy, anatomy_fixes, forks, living, path_fixes, paths, text
from model.checks.finding import Finding
from model.checks.subject import Subject, Trip
from model.document import Document

Look = Callable[[Subject], Iterable[Trip]]
Fix = Callable[[Document, Finding, str], ChangeSet | None]

EMPTY_MAP = "J100"
"""The hint of an empty map; where it is given, no other check says anything."""


@dataclass(frozen=True, slots=True)
class Check:
    """One check. Its words are "finding.CODE" (the sentence), "finding.CODE.name" and, with a fix, "finding.CODE.fix".

    silenced_by: while one of these codes has anything to say of the map, this one says nothing, for the cause comes
    before its consequences. yields_to: this one passes over a card or stage of which one of these codes speaks.
    """

    code: str
    severity: str
    look: Look
    fix: Fix | None = None
    silenced_by: tuple[str, ...] = ()
    yields_to: tuple[str, ...] = ()


CHECKS: tuple[Check, ...] = (
    Check(EMPTY_MAP, "note", anatomy.empty_map),
    Check("J101", "error", paths.no_start, path_fixes.mark_start),
    Check("J102", "error", paths.no_goal, path_fixes.mark_goal),
    Check("J103", "error", paths.unreached, path_fixes.link_from_previous, silenced_by=("J101", "J112")),
    Check(
        "J104",
        "error",
        paths.stranded,
        path_fixes.link_to_next,
        silenced_by=("J102", "J112"),
        yields_to=("J105",),
    ),
    Check("J105", "error", paths.trap, path_fixes.link_to_next),
    Check("J106", "warning", forks.unbalanced_shares, path_fixes.balance_shares),
    Check("J107", "warning", forks.bare_fork),
    Check("J108", "warning", paths.bottleneck),
    Check("J109", "warning", forks.unmarked_return, path_fixes.mark_return),
    Check("J110", "warning", forks.needless_link, path_fixes.remove_link),
    Check("J111", "warning", paths.unvisited_stage, silenced_by=("J101", "J112"), yields_to=("J204",)),
    Check("J112", "warning", paths.unlinked, path_fixes.connect_in_order),
    Check("J201", "warning", anatomy.no_persona, anatomy_fixes.give_persona),
    Check("J202", "note", anatomy.no_scenario),
    Check("J203", "note", anatomy.no_expectations),
    Check("J204", "warning", anatomy.empty_stage, anatomy_fixes.add_touchpoint),
    Check("J205", "note", anatomy.stage_without_emotion, anatomy_fixes.add_emotion, yields_to=("J204",)),
    Check("J206", "note", anatomy.flat_curve),
    Check("J207", "warning", anatomy.unanswered_pain, anatomy_fixes.add_opportunity),
    Check("J208", "warning", anatomy.unexplained_low, anatomy_fixes.add_pain_point),
    Check("J209", "note", anatomy.ownerless_opportunity),
    Check("J210", "warning", anatomy.assumed_weight),
    Check("J211", "warning", anatomy.unsourced, anatomy_fixes.mark_assumed),
    Check("J401", "warning", living.overdue_review),
    Check("J501", "warning", text.undrawable),
)
CHECK_OF: dict[str, Check] = {check.code: check for check in CHECKS}
