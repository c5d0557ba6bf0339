"""A generated corpus of mixed Arabic, Hebrew and English lines, and a scorer of what a PDF gives back of it."""

import random
import re
import shutil
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import Path

ENGLISH = str.split(
    "office finds the offer first, waits for a reply; compares (carefully) prices, fjord affluent AVATAR Type To. "
    "calls “support” and signs — finally! — the contract"
)
ARABIC = str.split(
    "تبحث العميلة عن بيت مناسب، وتنتظر الردّ طويلًا؛ ثم تسأل: أين طلبي؟ وتقارن الأسعار لأن السلام مهم إلا الآن "
    "مَرْحَبًا بِكُمْ فِي رِحْلَةِ العَمِيلِ «نعم» والإلغاء سهل"
)
HEBREW = str.split(
    "הלקוחה מחפשת בית, ממתינה לתשובה; משווה מחירים ושואלת: היכן ההזמנה? שָׁלוֹם בְּרָכָה לְכֻלָּם חוזה (חתום) סוף־סוף"
)
MARKS = ("12%", "15:30", "1,250.50", "2026-11-21", "٨٥٪", "٢٠٢٦", "CRM", "WhatsApp", "+966 55", "https://example.org/a")

CONTROLS = dict.fromkeys(
    map(ord, "\u200b\u200c\u200d\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u00ad")
)


def corpus(lines: int, seed: int = 1) -> list[str]:
    """Return that many lines, a third in each language, a quarter of the words from another or a number."""
    chance = random.Random(seed)
    result = []
    for number in range(lines):
        own = (ENGLISH, ARABIC, HEBREW)[number % 3]
        words = [chance.choice(own) for _ in range(chance.randint(3, 12))]
        for _ in range(len(words) // 4):
            words.insert(chance.randrange(len(words) + 1), chance.choice((*MARKS, *ENGLISH[:6])))
        result.append(" ".join(words))
    return result


def words(text: str) -> Counter[str]:
    """Return how often each word occurs in a text, without bidi controls and in NFC."""
    return Counter(re.findall(r"\w+", unicodedata.normalize("NFC", text.translate(CONTROLS))))


def score(read: str, expected: str) -> float:
    """Return the share of the expected words that were read."""
    wanted = words(expected)
    return sum((wanted & words(read)).values()) / sum(wanted.values())


def read_with_pdfium(pdf: Path) -> str:
    """Return the text that pdfium finds."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def read_with_poppler(pdf: Path) -> str:
    """Return the text that poppler finds."""
    command = ["pdftotext", "-enc", "UTF-8", str(pdf), "-"]
    return subprocess.run(command, check=True, capture_output=True).stdout.decode("utf-8", "replace")


def readers() -> dict[str, Callable[[Path], str]]:
    """Return the readers that are installed; pdfium always is."""
    return {"pdfium": read_with_pdfium} | ({"poppler": read_with_poppler} if shutil.which("pdftotext") else {})
