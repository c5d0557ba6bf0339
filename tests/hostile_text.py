"""Hostile texts: what a reader of some format could take for more than text, and what breaks careless programs.

`strings` builds them, named by family and number. In them `§FILE§`, `§PATH§` and `§HTTP§` stand for a file, its path
and an address that nobody may touch: a test puts traps there. `document` puts one text into every field that takes a
person's words, of every kind of record.
"""

import json
from itertools import cycle, islice

from model.document import Document
from model.records import (
    CARD_FIELDS,
    CARD_KINDS,
    LANE_KINDS,
    LANE_OF_CARD,
    Card,
    Comment,
    Conflict,
    JourneyMap,
    Lane,
    Link,
    Persona,
    Project,
    Stage,
    Version,
    clean,
    rules,
)
from tests.torture import times

HUGE = 20_000

HTML = (
    "<b>bold</b>", "<img src='§FILE§'>", '<img src="§HTTP§/a.png">', "<img src=§PATH§>",
    "<IMG SRC=x onerror=alert(1)>", "<script>alert(1)</script>", "</title><script src='§HTTP§'></script>",
    "<a href='§HTTP§'>click</a>", "<br>", "<hr/>", "<table><tr><td>x</td></tr></table>",
    "<style>*{color:red}</style>", "<link rel=stylesheet href='§HTTP§/s.css'>",
    "<iframe src='§FILE§'></iframe>", "<object data='§FILE§'></object>", "<embed src='§FILE§'>",
    "<base href='§HTTP§'>", "<meta http-equiv=refresh content='0;url=§HTTP§'>", "<!-- comment", "-->",
    "<!DOCTYPE html>", "&lt;b&gt;", "&amp;", "&nbsp;", "&#60;b&#62;", "&#x3C;", "&", "&&", "&bogus;", "<",
    ">", "<>", "< b >", "a<b", "a > b && c < d", "<qt>q</qt>", "<html><body background='§FILE§'>",
    "<span style='background:url(§FILE§)'>s</span>", "<p dir=rtl>p</p>", "\"><b>", "'>",
)  # fmt: skip
XML = (
    "<svg xmlns='http://www.w3.org/2000/svg'><image href='§FILE§'/></svg>",
    "<image xlink:href='§HTTP§/i.png'/>", "<use href='§FILE§#a'/>",
    "<foreignObject><iframe/></foreignObject>", "</text><script>1</script><text>", "</svg>",
    "<![CDATA[ x ]]>", "]]>", "<?xml version='1.0'?>", "<?xml-stylesheet href='§HTTP§'?>",
    "<!ENTITY x SYSTEM '§FILE§'>", "<!DOCTYPE a [<!ENTITY x SYSTEM '§FILE§'>]><a>&x;</a>", "&x;", "&#0;",
    "&#x0;", "&#xD800;", "&#xFFFE;", "url(#g)", "url(§FILE§)", "#p0-x", "javascript:alert(1)", "' onload='x",
    '" onload="x', "<a xlink:href='javascript:1'/>", "<animate attributeName=href values=§HTTP§ />",
    "<r><t>x</t></r>", "<r></r>", "_x0041_", "_x005F_x0041_", "<si><t/></si>",
)  # fmt: skip
PDF = (
    "(a) Tj ET", ") Tj (", "(((", ")))", "\\", "\\)", "\\(", "\\\\", "\\101\\102", "endstream endobj",
    "endstream", "%%EOF", "stream\n", "<< /S /JavaScript /JS (app.alert(1)) >>", "/S /URI /URI (§HTTP§)",
    "/Launch (§PATH§)", "1 0 obj", "xref", "trailer << /Root 1 0 R >>", "<FEFF0041>", "BT /F1 12 Tf",
    "/OpenAction", "\u00fe\u00ff", "BDC EMC", "[(a) 3 (b)] TJ",
)  # fmt: skip
MARKED_UP = (
    "<para>x</para>", "<font color='red' size='99'>x</font>", "<seq/>", "<onDraw name='x'/>",
    "<img src='§PATH§' width='9'/>", "<link href='§HTTP§'>l</link>", "<a name='x'/>", "<u>u", "<sup>2</sup>",
    "<greek>a</greek>", "<bullet>&bull;</bullet>", "<unichar code='65'/>", "<!-- pagebreak -->",
    "<b><i></b></i>", "<body>", "<font face='§FILE§'>f</font>", "<center>c", "<nobr>n</nobr>", "&Tab;",
    "<!--StartFragment-->",
)  # fmt: skip
MARKDOWN = (
    "**bold**", "_i_", "# Heading", "![alt](§FILE§)", "[link](§HTTP§)", "<§HTTP§>",
    "```mermaid\njourney\n```", "> quote", "- item\n- item", "1. item", "| a | b |\n|---|---|", "---", "~~~",
    "`code`", "[x]: §HTTP§", "- [ ] todo", "\\*", "~~s~~", "$$x$$", "[^1]", "+++\ntitle = 1\n+++",
)  # fmt: skip
MERMAID = (
    "title x", "section y", "journey", "a: 5: Me", ": 5", "%% comment", "%%{init: {}}%%", "# x", "a;b", ";",
    "accTitle: t", "accDescr {", "}", "accDescr: d", "a: b: c", "：5", "T: 10: A, B", "graph TD; A-->B",
    "click A '§HTTP§'", "---\ntitle: x\n---", "#58;", "#quot;", "ﬂ°58¶ß", "style A fill:red",
    "::icon(fa fa-book)",
)  # fmt: skip
FORMULAS = (
    "=1+1", "+1", "-1", "@SUM(A1)", "=cmd|'/c calc'!A1", "=HYPERLINK(\"§HTTP§\",\"x\")",
    "=WEBSERVICE(\"§HTTP§\")", "\t=1", "\r=1", "\n=1", " =1", "\"=1", "'=1", "''=1", "＝1", "＋1", "－1", "＠A",
    "−1", "=IMPORTXML(\"§HTTP§\",\"//a\")", "=DDE(\"cmd\";\"/c calc\";\"x\")", "+cmd|' /C notepad'!'A1'",
    "-2+3+cmd|' /C calc'!D2", "a;=1", "a\n=1", "x\t@y", ";-1", "=1\";=2", "\",=1", "{=A1}", "=A1:A9", "%=1",
    "#REF!", "#N/A", "1e9", "0x1F", "1,000", "01234", "TRUE", "3/4", "12:30", "=\u200b1", "\u200b=1",
    "\ufeff=1", "=INDIRECT(\"A\"&1)", "'", "''", "';'",
)  # fmt: skip
ADDRESSES = (
    "§HTTP§", "§FILE§", "§PATH§", "javascript:alert(1)", "data:text/html,<b>x</b>",
    "data:image/png;base64,AAAA", "mailto:a@b.c", "ftp://127.0.0.1/", "\\\\127.0.0.1\\share\\x",
    "//127.0.0.1/x", "file:/etc/passwd", "/etc/passwd", "../../../etc/passwd", "C:\\Windows\\win.ini", "CON",
    "NUL.txt", "~/.ssh/id_rsa", "$HOME", "%APPDATA%", "/dev/zero", "/proc/self/environ", "qrc:/x.png",
    ":/icons/x.svg", "image://x/y", "a/b", ".", "..", "-rf", "--help", "con.masar",
)  # fmt: skip
FORMATS = (
    "{0}", "{}", "{title}", "{count}", "{kind!r}", "{0.__class__.__mro__}", "{{", "}}", "{", "}", "%s", "%d",
    "%1", "%L1", "%n", "%%", "%(name)s", "%", "$name", "${x}", "#{x}", "\\n", "\\u0041", "\\x41", "%x%n%n",
    "@lane.needs", "@card.emotion", "@", "act.undo", "common.untitled", "[*]", "title[*]", "[[*]]", "%p",
    "\\1", "\\g<0>", "{!x}", "{:>999999999}",
)  # fmt: skip
PROGRAMS = (
    "'; DROP TABLE card; --", "\" OR 1=1 --", "NULL", "null", "None", "NaN", "Infinity", "-0", "true",
    "undefined", "[]", "{}\n", '{"kind_of_record": "project"}', '", "id": "x', "`id`", "$(id)", "; rm -rf x",
    "| cat", "&& id", "import os", "__import__('os')", "{{7*7}}", "<%= 7*7 %>", "#!/bin/sh",
    "{% include '/etc/passwd' %}",
)  # fmt: skip
CONTROLS = (
    "\x1b[31mred\x1b[0m", "\x1b]0;title\x07", "\x1b]8;;§HTTP§\x07x\x1b]8;;\x07", "\x07bell", "\x08\x08back",
    "a\x00b", "\x00", "\x01\x02", "\x7fdel", "\x80\x9b", "a\x0bb", "a\x0cb", "\x1a", "\x04", "\u0085next",
    "a\rb", "a\r\nb", "a\tb", "\t\t\t", "\x1f", "\ud800", "a\udc00b", "\ud83d\ude00 split", "\udfff\ud800",
    "\ufeffbom", "bom\ufeff", "\ufffe", "\uffff", "\U0001ffff", "\U0010fffe", "\ufdd0\ufdef", "\ue000\uf8ff",
    "\U000f0000", "\U0010fffd", "\ufff9a\ufffab\ufffb", "\ufffc", "\ufffd", "\u00ad\u00ad", "\u034f",
    "\U000e0041\U000e0042\U000e007f", "\U000e0100", "\u180e", "\u2060\u2061\u2062\u2063",
)  # fmt: skip
DIRECTIONS = (
    "\u202eevil\u202c", "\u202eexe.fdp", "\u202d123", "\u202b\u202b\u202b", "\u202a" * 130, "\u2067" * 200,
    "\u2066a", "b\u2069\u2069", "\u200eab\u200f", "\u061c1", "a \u2068 b", "\u202c\u202c", "(مرحبا) [12]",
    "a)(ב", "١٢٣ 456 ۷۸۹", "12%", "%12 عربي", "عربي:5", "אבג123abc", "‏‎‏", "C++ في", "א-1", "3−ב",
    "\u2069مسار\u2066",
)  # fmt: skip
MARKS = (
    "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324", "a" + "\u0301" * 300, "\u0301",
    "\u0301" * 500, "م" + "\u064e" * 200, "\u05b0" * 60, "\u20dd\u20e0", "e\u0301", "\u1100\u1161\u11a8",
    "\u0f71\u0f72\u0f74" * 30, "ش\u0651\u064e\u0651", "\u0489" * 40, "ﷺ﷽", "\u0e01" + "\u0e49" * 80,
    "x\u0338" * 30, "\u093f\u093f\u094d",
)  # fmt: skip
EMOJI = (
    "👩‍👩‍👧‍👦", "🏳️‍🌈", "👍🏿", "🇸🇦🇮🇱", "🇦", "1️⃣", "👨‍", "\u200d", "\u200d" * 200, "😀" * 400, "❤️", "☺︎",
    "🧑🏽‍🚀✈️", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🫠🪬", "🀄🃏", "㊗️", "🧑‍🧑‍🧒", "✓→ٹڈڑ",
)  # fmt: skip
BLANKS = (
    "", " ", "   ", "\n", "\n\n\n", "\t", "\u00a0", "\u3000", "\u200b", "\u2003\u2009", "\u2028", "\u2029",
    "a\u2028b", "a\u2029b", "\u2800", "\u3164", "\u115f\u1160", "\ufeff", " a ", "\na\n", "\u1680", "\u205f",
    "a\n\n\nb", "\u00a0a\u00a0",
)  # fmt: skip
SIZES = (
    "x" * HUGE, "ب" * HUGE, "😀" * HUGE, "\u0301" * HUGE, "<" * HUGE, "a " * (HUGE // 2), "\n" * HUGE,
    "ab-" * (HUGE // 3), "W" * 300, "i" * 2001, "字" * HUGE, "\u200b" * HUGE, "a\u200d" * 5_000, "&" * HUGE,
    "='" * 5_000, "שלום" * 500, "\u202e" * HUGE, "%n" * 5_000, "(" * HUGE, "لا" * 9_000, "a" * 1_999 + "é",
)  # fmt: skip
SCRIPTS = (
    "Ünïcödé ßtraße", "Ελληνικά", "Русский", "Հայերեն", "ქართული", "العربية الفصحى", "فارسی پژوهش",
    "اردو ٹڑڈ", "پښتو", "עברית נִקּוּד", "हिन्दी क्षत्रिय", "বাংলা", "ਪੰਜਾਬੀ", "ગુજરાતી", "தமிழ்", "తెలుగు",
    "ಕನ್ನಡ", "മലയാളം", "සිංහල", "ไทยไม่มีช่องว่าง", "ລາວ", "မြန်မာ", "ភាសាខ្មែរ", "བོད་ཡིག", "ᠮᠣᠩᠭᠣᠯ",
    "中文字符測試", "日本語テスト", "한국어 시험", "አማርኛ", "ᏣᎳᎩ", "ᐃᓄᒃᑎᑐᑦ", "ⵜⵉⴼⵉⵏⴰⵖ", "ߒߞߏ", "ܣܘܪܝܝܐ", "ދިވެހި", "𐤀𐤁𐤂",
    "𓀀𓁹",
    "𝔘𝔫𝔦", "ﬃ ﬀ", "Ⅷ ½ ²", "ＡＢＣ１２３", "ꦗꦮ", "𞤀𞤣", "ⲕⲟⲡⲧ", "ᚠᚢᚦ", "Việt Nam ữ", "İıŞş", "ǅ ŉ", "﴾﴿", "ـــ",
)  # fmt: skip

FAMILIES = {
    "html": HTML,
    "xml": XML,
    "pdf": PDF,
    "markup": MARKED_UP,
    "markdown": MARKDOWN,
    "mermaid": MERMAID,
    "formula": FORMULAS,
    "address": ADDRESSES,
    "format": FORMATS,
    "program": PROGRAMS,
    "control": CONTROLS,
    "direction": DIRECTIONS,
    "marks": MARKS,
    "emoji": EMOJI,
    "blank": BLANKS,
    "size": SIZES,
    "script": SCRIPTS,
}
ALL = {f"{family}-{place}": text for family, texts in FAMILIES.items() for place, text in enumerate(texts)}
COUNT = 300
"""How many of them a full run takes through everything."""


def names():
    """Return the names for this run: of each family its part. A long run takes all, and then each beside others."""
    count = times(COUNT)
    if count <= len(ALL):
        shares = {family: max(1, round(len(texts) * count / len(ALL))) for family, texts in FAMILIES.items()}
        return [
            f"{family}-{place * len(FAMILIES[family]) // share}"
            for family, share in shares.items()
            for place in range(share)
        ]
    every = list(ALL)
    pairs = (f"{one}+{every[(at + far) % len(ALL)]}" for far in range(1, len(ALL), 29) for at, one in enumerate(every))
    return [*every, *islice(pairs, count - len(ALL))]


def text_of(name, traps=None):
    """Return a text by its name. traps: what the marks in it stand for."""
    text = "".join(ALL[each] for each in name.split("+"))
    for mark, meant in (traps or {}).items():
        text = text.replace(mark, meant)
    return text


def document(text, language="en", most=0):
    """Return a valid document whose every field for a person's words holds a text, of every kind of record.

    It has two maps, all kinds of lanes and cards, comments, a named version and conflicts, and a card whose id too is
    the text. most: the most characters of each field, where not 0.
    """
    text = text[:most] if most else text
    odd = "odd" + text[:40]
    found = [
        _filled(Project("project", language=language, review_date="2020-01-01"), text),
        _filled(Persona("persona", "a0"), text),
        _filled(JourneyMap("map", "a0", persona="persona"), text),
        _filled(JourneyMap("other", "a1", kind="service_blueprint"), text),
        *(_filled(Stage(f"stage{at}", "map", f"a{at}"), text) for at in range(2)),
        *(_filled(Lane(kind, "map", f"a{at:x}V"), text) for at, kind in enumerate(LANE_KINDS)),
        *_cards(text),
        _filled(Card(odd, "map", "stage0", "free", "a9", "note"), text),
        _filled(Link("link", "map", "touchpoint0", "touchpoint1", "choice", share=40.0), text),
        _filled(Link("back", "map", "touchpoint1", "touchpoint0", "next"), text),
        _filled(Comment("comment", "touchpoint0", time=1), text),
        _filled(Comment("reply", "touchpoint0", "comment", time=2), text),
        _filled(Version("version", time=3), text),
        Conflict("conflict", "need0", "title", json.dumps(text), json.dumps(text), text, 1, text, 2),
        _filled(Conflict("broken", kept_time=1, other_time=2), text),
    ]
    return Document([clean(each) for each in found])


def _cards(text):
    for place, kind in enumerate(CARD_KINDS):
        for stage in range(2):
            own = {"about": "touchpoint0"} if "about" in CARD_FIELDS.get(kind, ()) and stage else {}
            if kind == "emotion":
                own["score"] = 1.0 - 2 * stage
            card = Card(f"{kind}{stage}", "map", f"stage{stage}", LANE_OF_CARD[kind], f"a{place % 9}", kind, **own)
            yield _filled(card, text)


def _filled(record, text):
    """Return a record with a text in each field for words; lists hold it twice, the second with something after."""
    values = {}
    for name, rule in rules(type(record)).items():
        if rule.kind in ("line", "text"):
            values[name] = text
        elif rule.kind == "words":
            values[name] = (text, f"{text} 2")
    return type(record)(**{name: getattr(record, name) for name in rules(type(record))} | values)


def languages():
    """Return the languages of the catalogue, over and over."""
    return cycle(("en", "ar", "he"))
