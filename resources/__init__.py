"""Everything Masar ships that is not code: fonts, icons, words, themes, templates, samples."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent
FONTS = ROOT / "fonts"
ICONS = ROOT / "icons"
WORDS = ROOT / "words"
THEMES = ROOT / "themes"
TEMPLATES = ROOT / "templates"
SAMPLES = ROOT / "samples"
