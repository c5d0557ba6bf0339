"""`make run` without a display: draws the sample's window, runs the checks, exports the PDF, says where they are."""

import sys
from pathlib import Path

from editor.offscreen import picture, shell
from export.files import export_file
from model.checks.sentences import sentence


def demonstrate(folder: Path) -> int:
    """Do the main job of the program where it can be seen, in files under `folder`; return the exit code.

    Raise OSError or ExportProblem where the folder cannot be written to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    drawn, poster = folder / "window.png", folder / "louise.pdf"
    with shell() as made:
        window = made.show_sample()
        say, language = made.voice.say, made.voice.language
        picture(window, drawn)
        session = window.session
        export_file(session.document, poster, findings={session.map_id: session.findings})
        print(say("demonstrate.window", path=str(drawn.resolve())))
        print(say("demonstrate.pdf", path=str(poster.resolve())))
        print(say("demonstrate.findings", count=len(session.findings)))
        for finding in session.findings:
            print(f"  {finding.code}  {sentence(finding, language)}")
    return 0


if __name__ == "__main__":
    sys.exit(demonstrate(Path(sys.argv[1] if len(sys.argv) > 1 else "build")))
