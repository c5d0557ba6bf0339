"""`make screenshots`: window and poster of the sample in every language of the catalogue, for README and eye."""

import sys
from pathlib import Path

from editor.offscreen import picture, shell
from export.files import export_file
from resources.words import languages


def screenshots(folder: Path) -> list[Path]:
    """Draw the pictures into `folder` and return their paths; raise OSError or ExportProblem where that fails."""
    folder.mkdir(parents=True, exist_ok=True)
    drawn = []
    with shell() as made:
        for language in languages():
            made.voice.speak(language)
            window = made.show_sample()
            session = window.session
            card = next(card for card in session.document.cards(session.map_id) if card.moment_of_truth)
            session.selection.choose(card.id)
            target, poster = folder / f"window-{language}.png", folder / f"poster-{language}.png"
            picture(window, target)
            export_file(session.document, poster, findings={session.map_id: session.findings}, scale=1.5)
            drawn += [target, poster]
            window.files.discard_on_close()
            window.close()
    return drawn


if __name__ == "__main__":
    for each in screenshots(Path(sys.argv[1] if len(sys.argv) > 1 else "build")):
        print(each)
