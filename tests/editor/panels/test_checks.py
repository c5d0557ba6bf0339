"""The panel of checks: findings with their sentence, a fix, a way there, and muting that is counted."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from model.checks.finding import Finding
from model.checks.sentences import sentence
from model.edits.fields import set_fields
from tests.editor.window.desk import press, settled, small_document, wait_for


def row(window, code):
    return next(each for each in window.checks.rows if each.finding.code == code)


def codes(window):
    return [each.finding.code for each in window.checks.rows]


def test_findings_are_listed_with_mark_code_and_sentence(window):
    assert codes(window) == [each.code for each in window.session.findings]
    for each in window.checks.rows:
        assert sentence(each.finding, "en") in each.accessibleName()
        assert each.finding.code in each.accessibleName()


def test_checks_run_by_themselves_after_a_change(window):
    before = codes(window)
    assert "J202" in before
    window.session.apply(set_fields(window.session.document, "m", scenario="Finds a home"))
    wait_for(lambda: "J202" not in codes(window))


def test_a_burst_of_changes_asks_once(window, monkeypatch):
    asked = []
    monkeypatch.setattr(window.watch._runner, "ask", lambda *_, **__: asked.append(1))
    for number in range(5):
        window.session.apply(set_fields(window.session.document, "t1", title=f"Title {number}"))
    assert not asked
    wait_for(lambda: asked)
    QTest.qWait(200)
    assert asked == [1]


def test_a_click_goes_to_what_a_finding_is_about(window):
    finding = row(window, "J207")
    QTest.mouseClick(finding, Qt.MouseButton.LeftButton)
    assert window.session.selection.ids == finding.finding.targets
    assert window.checks.current == finding.finding


def test_a_finding_of_another_map_shows_that_map(window):
    finding = Finding("J202", "note", "n", ("n",))
    window.checks.go_to(finding)
    assert window.session.map_id == "n"


def test_the_fix_is_one_step_for_undo(window):
    before = dict(window.session.document.records)
    target = row(window, "J207").finding.targets[0]
    QTest.mouseClick(row(window, "J207").button, Qt.MouseButton.LeftButton)
    assert any(getattr(each, "about", None) == target for each in window.session.document.records.values())
    settled(window)
    assert target not in {each.finding.targets[0] for each in window.checks.rows if each.finding.code == "J207"}
    window.session.undo()
    assert window.session.document.records == before


def test_muting_for_a_card_and_for_the_project_is_counted_not_hidden(window):
    window.checks.go_to(row(window, "J207").finding)
    card = window.checks.card_of_current()
    window.checks.mute_for_card()
    settled(window)
    assert window.session.document.records[card.id].muted_checks == ("J207",)
    assert "J207" not in codes(window)
    assert window.checks.muted.isVisibleTo(window.checks)
    assert window.checks.muted.text() == window.voice.say("checks.show_muted", count=1)
    window.checks.muted.click()
    assert row(window, "J207").property("muted") is True
    assert row(window, "J207").button.isHidden()
    window.checks.go_to(row(window, "J207").finding)
    texts = [action.text() for action in window.checks.menu().actions()]
    say = window.voice.say
    assert texts == [say("checks.unmute_card"), say("checks.mute_project", code="J207")]
    window.checks.mute_for_card()
    window.checks.mute_for_project()
    assert window.session.document.project.muted_checks == ("J207",)
    window.session.undo()
    assert window.session.document.project.muted_checks == ()


def test_f8_goes_round_the_findings(window):
    window.activateWindow()
    window.view.setFocus()
    findings = window.checks.shown()
    for expected in [*findings, findings[0]]:
        press(window.view, Qt.Key.Key_F8)
        assert window.checks.current == expected
    press(window.view, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert window.checks.current == findings[-1]
    assert window.status_line.said.text() == sentence(findings[-1], "en")


def test_rows_can_be_walked_and_chosen_by_key(window):
    window.activateWindow()
    window.checks.focus_first()
    first, second = window.checks.rows[:2]
    assert first.hasFocus()
    press(first, Qt.Key.Key_Down)
    assert second.hasFocus()
    press(second, Qt.Key.Key_Return)
    assert window.checks.current == second.finding


def test_a_map_without_findings_says_so(window):
    window.watch.close()
    window.session.show_findings([])
    assert window.checks.rows == []
    assert window.checks.summary.text() == window.voice.say("checks.none")
    assert not window.checks.summary.isHidden()


def test_very_many_findings_are_cut_and_counted(window):
    window.watch.close()
    many = [Finding("J202", "note", "m", ("m",), (("n", str(number)),)) for number in range(130)]
    window.session.show_findings(many)
    assert [each.finding for each in window.checks.rows] == many[:20]  # what fits comes at once
    wait_for(lambda: len(window.checks.rows) == 100)
    assert [each.finding for each in window.checks.rows] == many[:100]
    assert window.checks.summary.text() == window.voice.say("checks.more", count=30)


def test_the_status_line_counts(window):
    assert window.status_line.counts.text() == "2 touchpoints · 2 pain points"
    loud = len([each for each in window.session.findings if not each.muted])
    assert window.status_line.findings.text() == f"{loud} findings"


def test_nothing_is_said_to_be_found_before_the_map_was_checked(shell):
    window = shell.show_document(small_document())
    assert window.checks.summary.text() == window.voice.say("checks.running")
    assert window.status_line.findings.text() == ""
    settled(window)
    assert window.status_line.findings.text()


def test_new_findings_leave_the_focus_on_the_map_after_it_was_in_the_panel(window):
    window.activateWindow()
    window.checks.focus_first()
    assert window.checks.rows[0].hasFocus()
    window.view.setFocus()
    window.checks.refresh()
    assert window.view.hasFocus()
    QApplication.processEvents()
    window.checks.focus_first()
    window.checks.refresh()
    assert window.checks.rows[0].hasFocus()


def test_rows_that_stay_the_same_stay(window):
    before = {each.finding: each for each in window.checks.rows}
    window.session.apply(set_fields(window.session.document, "m", scenario="Finds a home"))
    wait_for(lambda: "J202" not in codes(window))
    assert window.checks.rows
    assert all(each is before[each.finding] for each in window.checks.rows)
    assert [each.y() for each in window.checks.rows] == sorted(each.y() for each in window.checks.rows)
