"""Journeys in the fenced blocks of Markdown files."""

import pytest

from model.importers.imported import ImportProblem
from model.importers.markdown import read_markdown
from tests.model.importers.shape import shape

TEXT = """\
# The **shop**

```python
# Not a heading
```

## First visit

```mermaid
journey
  section Look
    Browse: 5: Ann
```

```mermaid
flowchart LR
  A --> B
```

~~~~ {mermaid}
journey
  title Zweiter
  section شراء
    يدفع: 9: Ann
    يستلم: 4: Ann
~~~
    Still in the block: 4
~~~~
"""


def test_each_journey_is_a_map_of_one_project_in_order_and_other_diagrams_are_passed_over():
    document = read_markdown(TEXT).document
    assert [each.title for each in document.maps()] == ["First visit", "Zweiter"]
    assert document.project.title == "The **shop**"
    assert [document.language(each.id) for each in document.maps()] == ["en", "ar"]


def test_one_persona_serves_all_maps_that_name_it():
    document = read_markdown(TEXT).document
    assert [each.name for each in document.personas()] == ["Ann"]
    assert {each.persona for each in document.maps()} == {document.personas()[0].id}


def test_lines_are_those_of_the_markdown_file_and_a_shorter_fence_does_not_close():
    imported = read_markdown(TEXT)
    assert (imported.warnings[0].line, imported.warnings[0].key) == (24, "import.mermaid.score_clamped")
    second = shape(imported.document, imported.document.maps()[1].id)
    assert [step.title for step in second.stages[0][1]][-1] == "Still in the block"


def test_an_unclosed_fence_runs_to_the_end_and_azure_fences_count():
    assert len(read_markdown("::: mermaid\njourney\nA: 5\n:::\n```mermaid\njourney\nB: 4").document.maps()) == 2


def test_a_journey_that_cannot_be_read_is_left_out_with_a_warning_unless_it_is_the_only_one():
    broken = "```mermaid\njourney\naccDescr {\n```\n"
    imported = read_markdown(broken + "```mermaid\njourney\nB: 4\n```")
    assert len(imported.document.maps()) == 1
    assert [(each.line, each.key) for each in imported.warnings] == [(3, "import.markdown.left_out")]
    with pytest.raises(ImportProblem, match=r"import\.mermaid\.description"):
        read_markdown(broken)


@pytest.mark.parametrize("text", ["", "# Words\n", "```mermaid\npie\n```", "Journey\nmaps", "journey maps\n"])
def test_a_markdown_file_without_a_journey_gets_its_sentence(text):
    with pytest.raises(ImportProblem, match=r"import\.markdown\.no_journey"):
        read_markdown(text)


def test_a_bare_journey_in_a_markdown_file_is_read():
    imported = read_markdown("\njourney\nA: 9")
    assert len(imported.document.maps()) == 1
    assert [each.line for each in imported.warnings] == [3]
