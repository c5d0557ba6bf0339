"""Where checks run: small maps at once, large ones in the helper process, the newest answer winning."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.checks.finding import Finding
from model.checks.helper import REBUILD_FROM, updated
from model.checks.run import run_checks
from model.checks.runner import CheckRunner
from model.checks.wire import (
    Request,
    pack_findings,
    pack_request,
    record_of,
    row,
    unpack_findings,
    unpack_request,
)
from model.document import Document
from model.edits.fields import remove, set_fields
from tests.model.checks.sketch import TODAY, sound
from tests.strategies import documents

ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 60.0
"""Seconds after which an answer that does not come is a failure."""


class Desk:
    """Collects what a runner delivers, and lets a test wait for it."""

    def __init__(self) -> None:
        self.answers: list[tuple[str, list[Finding], int]] = []
        self.arrived = threading.Condition()

    def deliver(self, map_id: str, findings: list[Finding]) -> None:
        with self.arrived:
            self.answers.append((map_id, findings, threading.get_ident()))
            self.arrived.notify_all()

    def wait(self, enough: Callable[[], bool]) -> None:
        with self.arrived:
            assert self.arrived.wait_for(enough, PATIENCE)


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def helped(desk: Desk) -> Iterator[CheckRunner]:
    """A runner that asks its helper about every map."""
    runner = CheckRunner(desk.deliver, direct_limit=-1)
    yield runner
    runner.close()


def test_a_small_map_is_checked_at_once_on_the_thread_that_asks(desk: Desk) -> None:
    runner = CheckRunner(desk.deliver)
    document = sound().card("hurts", "A", "pain_point").document()
    runner.ask(document, "m", today=TODAY)
    assert desk.answers == [("m", run_checks(document, "m", today=TODAY), threading.get_ident())]
    runner.close()


def test_a_large_map_is_checked_in_the_helper_and_kept_up_to_date(desk: Desk, helped: CheckRunner) -> None:
    document = sound().document()
    helped.ask(document, "m", today=TODAY)
    desk.wait(lambda: len(desk.answers) == 1)
    assert desk.answers[0][:2] == ("m", [])
    assert desk.answers[0][2] != threading.get_ident()
    document.apply(remove(document, ["answer"]))
    document.apply(set_fields(document, "m", scenario=""))
    helped.ask(document, "m", today=TODAY)
    desk.wait(lambda: len(desk.answers) == 2)
    assert desk.answers[1][1] == run_checks(document, "m", today=TODAY)
    assert {finding.code for finding in desk.answers[1][1]} == {"J202", "J207"}


class SlowHelper:
    """Answers only when told to, and remembers what it was asked."""

    def __init__(self) -> None:
        self.begun = threading.Semaphore(0)
        self.go_on = threading.Semaphore(0)
        self.scenarios: list[str] = []

    def answer(self, question: Any) -> list[Finding]:
        document = Document(question.records)
        self.scenarios.append(document.maps()[0].scenario)
        self.begun.release()
        assert self.go_on.acquire(timeout=PATIENCE)
        return run_checks(document, question.map, today=question.today)

    def stop(self) -> None:
        self.go_on.release()

    def discard(self) -> None:
        pass


def test_the_newest_question_is_answered_and_older_answers_are_dropped(
    desk: Desk, helped: CheckRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    helper = SlowHelper()
    monkeypatch.setattr(helped, "_helper", helper)
    document = sound().document()
    for scenario in ("first", "second", ""):
        document.apply(set_fields(document, "m", scenario=scenario))
        helped.ask(document, "m", today=TODAY)
        if scenario == "first":
            assert helper.begun.acquire(timeout=PATIENCE)
    helper.go_on.release(2)
    desk.wait(lambda: bool(desk.answers))
    assert helper.scenarios == ["first", ""]
    assert [[finding.code for finding in findings] for _, findings, _ in desk.answers] == [["J202"]]
    helped.close()


def test_two_maps_do_not_push_each_other_out(desk: Desk, helped: CheckRunner) -> None:
    first, second = sound().document(), sound().document()
    second.apply(set_fields(second, "m", scenario=""))
    helped.ask(first, "m", today=TODAY)
    desk.wait(lambda: len(desk.answers) == 1)
    helped.ask(second, "m", today=TODAY)
    desk.wait(lambda: len(desk.answers) == 2)
    assert [len(findings) for _, findings, _ in desk.answers] == [0, 1]


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_helper_that_died_is_replaced(desk: Desk, helped: CheckRunner) -> None:
    document = sound().document()
    helped.ask(document, "m", today=TODAY)
    desk.wait(lambda: len(desk.answers) == 1)
    process = helped._helper._process
    assert process is not None
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    document.apply(set_fields(document, "m", scenario=""))
    helped.ask(document, "m", today=TODAY)
    desk.wait(lambda: len(desk.answers) == 2)
    assert [finding.code for finding in desk.answers[1][1]] == ["J202"]
    assert helped._helper._process is not process


def test_closing_ends_helper_and_thread_and_delivers_nothing_more(desk: Desk) -> None:
    runner = CheckRunner(desk.deliver, direct_limit=-1)
    document = sound().document()
    runner.ask(document, "m", today=TODAY)
    desk.wait(lambda: len(desk.answers) == 1)
    process, thread = runner._helper._process, runner._errands.thread
    assert process is not None
    assert thread is not None
    runner.ask(document, "m", today=TODAY)
    runner.close()
    assert not thread.is_alive()
    with pytest.raises(ValueError, match="closed"):
        process.is_alive()
    count = len(desk.answers)
    runner.ask(document, "m", today=TODAY)
    runner.close()
    assert len(desk.answers) == count


def test_a_map_that_is_not_there_is_refused(desk: Desk) -> None:
    runner = CheckRunner(desk.deliver)
    with pytest.raises(KeyError):
        runner.ask(sound().document(), "gone", today=TODAY)
    runner.close()


@settings(deadline=None, max_examples=30)
@given(documents(most_maps=1))
def test_records_and_findings_survive_the_wire(document: Document) -> None:
    records = list(document.records.values())
    map_id = document.maps()[0].id
    request = unpack_request(pack_request(Request(True, (), [row(each) for each in records], map_id, TODAY)))
    assert [record_of(each) for each in request.rows] == records
    findings = run_checks(document, map_id, today=TODAY)
    assert unpack_findings(pack_findings(findings)) == findings


@settings(deadline=None, max_examples=40)
@given(documents(most_maps=1), documents(most_maps=1), st.sampled_from([1, REBUILD_FROM]))
def test_an_update_gives_the_document_that_a_fresh_start_gives(before: Document, after: Document, least: int) -> None:
    from model.checks import helper

    removed = tuple(before.records.keys() - after.records.keys())
    rows = [row(record) for record in after.records.values() if before.find(record.id) != record]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(helper, "REBUILD_FROM", least)
        result = updated(Document(before.records.values()), Request(False, removed, rows, "map0", TODAY))
    assert result.records == after.records
    assert run_checks(result, "map0", today=TODAY) == run_checks(after, "map0", today=TODAY)


def test_neither_checks_nor_helper_import_qt_or_start_with_networkx() -> None:
    program = (
        "import sys, model.checks.runner, model.checks.helper, model.checks.fixes, model.checks.sentences\n"
        "heavy = {'PySide6', 'networkx', 'icu', 'babel', 'numpy', 'fontTools', 'multiprocessing.context'}\n"
        "print(sorted(heavy & sys.modules.keys() - {'multiprocessing.context'}))"
    )
    result = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"
