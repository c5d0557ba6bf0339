"""The catalogue: three languages, the same keys, the same placeholders, the right plurals, and nothing missing."""

import re
import string
from gettext import c2py
from pathlib import Path

import pytest
from babel import Locale
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

from resources import WORDS
from resources.words import LANGUAGES, catalogue, contained, isolated, number, percent, say
from resources.words.po import entries, plural_rule

ROOT = Path(__file__).resolve().parent.parent
KEY = re.compile(r"""\b(?:say|words|said)\(\s*"([a-z_]+(?:\.[A-Za-z0-9_]+)+)\"""")


def placeholders(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def forms(words):
    return words if isinstance(words, tuple) else (words,)


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_every_language_has_the_same_keys(language):
    assert catalogue(language).keys() == catalogue("en").keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_key_stands_twice_and_none_is_empty(language):
    with (WORDS / f"{language}.po").open("rb") as file:
        for message in read_po(file, locale=language, abort_invalid=True):
            if message.id:
                assert all(forms(message.string if isinstance(message.string, str) else tuple(message.string)))
                assert not message.fuzzy, message.id
    keys = re.findall('^msgid "(.+)"$', (WORDS / f"{language}.po").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(keys) == len(set(keys))
    assert set(keys) == catalogue(language).keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_has_the_placeholders_of_the_english_one(language):
    for key, english in catalogue("en").items():
        wanted = set().union(*map(placeholders, forms(english)))
        own = [placeholders(form) for form in forms(catalogue(language)[key])]
        assert set().union(*own) == wanted, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_plural_in_one_language_is_plural_in_all_with_the_forms_it_has(language):
    count = get_plural(Locale(language)).num_plurals
    for key, english in catalogue("en").items():
        own = catalogue(language)[key]
        assert isinstance(own, tuple) == isinstance(english, tuple), key
        if isinstance(own, tuple):
            assert len(own) == count, key


def test_every_key_that_the_code_names_is_in_the_catalogue():
    named = {}
    for room in ("editor", "export", "model"):
        for path in (ROOT / room).rglob("*.py"):
            for key in KEY.findall(path.read_text(encoding="utf-8")):
                named[key] = path.relative_to(ROOT)
    assert named
    missing = {key: str(path) for key, path in named.items() if key not in catalogue("en")}
    assert not missing


@pytest.mark.parametrize("language", ["ar", "he"])
def test_arabic_and_hebrew_are_written_in_their_own_letters(language):
    own = {"ar": re.compile("[\u0600-\u06ff]"), "he": re.compile("[\u0590-\u05ff]")}[language]
    for key, words in catalogue(language).items():
        for form in forms(words):
            bare = re.sub(r"\{[^}]*\}", "", form)
            if re.search("[A-Za-z]{4,}", bare) and not own.search(bare):
                names = set(re.findall("[A-Za-z]{4,}", bare))
                assert names <= set(re.findall("[A-Za-z]{4,}", " ".join(forms(catalogue("en")[key])))), key
                assert forms(catalogue("en")[key])[0] == form, f"{key} is not translated: {form}"


def test_a_name_that_runs_the_other_way_is_isolated_in_its_sentence():
    key = next(key for key, words in catalogue("en").items() if isinstance(words, str) and placeholders(words))
    names = placeholders(catalogue("en")[key])
    assert "\u2068منزل\u2069" in say(key, "en", **dict.fromkeys(names, "منزل"))
    assert "\u2068" not in say(key, "en", **dict.fromkeys(names, "home"))
    assert "\u2068home\u2069" in say(key, "ar", **dict.fromkeys(names, "home"))


def test_what_stands_in_an_isolate_is_not_put_into_another():
    quoted = "«\u2068يدفع عبر J108\u2069»"
    assert isolated(quoted, "ar") == quoted, "an isolate around nothing but an isolate would run from the left"
    assert isolated("“\u2068أين\u2069” now", "en") == "“\u2068أين\u2069” now"
    assert isolated("\u2068أين\u2069 أين", "en") == "\u2068\u2068أين\u2069 أين\u2069"


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_area_of_a_file_is_in_order(language):
    areas = (WORDS / f"{language}.po").read_text(encoding="utf-8").split("\n\n# ")[1:]
    assert len(areas) > 5
    for area in areas:
        keys = re.findall('^msgid "(.+)"$', area, re.MULTILINE)
        assert keys == sorted(keys), area.splitlines()[0]


def test_quotation_marks_are_those_of_the_language():
    for key, words in catalogue("en").items():
        for form in forms(words):
            assert "'" not in form and form.count("“") == form.count("”"), key
    for key, words in catalogue("ar").items():
        for form in forms(words):
            assert not set("“”„'") & set(form) and form.count("«") == form.count("»"), key
            assert not set(",;?") & set(re.sub(r"Ctrl\S*", "", form)), key
    for key, words in catalogue("he").items():  # as the Unicode CLDR has them: the same mark on both sides
        for form in forms(words):
            assert not set("“„'") & set(form) and form.count("”") % 2 == 0, key


def test_what_arabic_counts_from_eleven_on_is_in_the_accusative_and_from_a_hundred_on_in_the_genitive():
    seen = 0
    for key, words in catalogue("ar").items():
        if isinstance(words, tuple) and words[4] != words[5]:
            seen += 1
            assert words[5].count("ًا") > words[4].count("ًا"), key
    assert seen


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_card_on_the_map_says_what_the_inspector_says(language):
    words = catalogue(language)
    pairs = {f"layout.{key.removeprefix('choice.')}": key for key in words if key.startswith("choice.")}
    pairs |= {f"layout.{key}": key for key in words if key.startswith("lane.line_")}
    pairs["layout.moment_of_truth"] = "field.moment_of_truth"
    shown = {own: said for own, said in pairs.items() if own in words}
    assert len(shown) > 10
    for own, said in shown.items():
        assert words[own].casefold() == words[said].casefold(), own


@pytest.mark.parametrize("path", sorted(WORDS.glob("*.po")), ids=lambda path: path.name)
def test_a_file_of_words_is_read_as_babel_reads_it(path):
    with path.open("rb") as file:
        wanted = {
            message.id[0] if isinstance(message.id, list | tuple) else message.id: message.string
            if isinstance(message.string, str)
            else tuple(message.string)
            for message in read_po(file)
            if message.id
        }
    found = dict(entries(path.read_text(encoding="utf-8")))
    header = found.pop("")
    assert found == wanted
    rule = plural_rule(header)
    plural = get_plural(Locale(path.stem)).plural_expr
    assert [rule(count) for count in range(1_000)] == [c2py(plural)(count) for count in range(1_000)]


def test_words_over_several_lines_with_escapes_and_comments_are_read():
    text = (
        'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
        '# a comment\n#: file.py:3\nmsgid "a.key"\nmsgstr ""\n"Says \\"so\\",\\n"\n"twice: \\\\n."\n\n'
        'msgid "a.count"\nmsgid_plural "a.count"\nmsgstr[0] "one"\nmsgstr[1] "{count}"\n'
    )
    assert dict(entries(text)) == {
        "": "Plural-Forms: nplurals=2; plural=(n != 1);\n",
        "a.key": 'Says "so",\ntwice: \\n.',
        "a.count": ("one", "{count}"),
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_are_written_as_babel_writes_them(language):
    for value in (*range(1_200), 0.5, 12.0, 12.25, -1, -2.5, 1_234_567.5):
        assert number(value, language) == format_decimal(value, locale=language)
    for value in (*range(1_200), 12.0, -4):
        assert percent(value, language) == format_percent(value / 100, locale=language)
    assert percent(12.5, language) == format_percent(0.125, locale=language, decimal_quantization=False)


@pytest.mark.parametrize("mark", ["\u202e", "\u202b", "\u2067", "\u2069\u202e"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_direction_mark_in_a_name_ends_with_the_name(language, mark):
    said = say("file.missing", language, name=f"photo{mark}gpj.exe", folder="here")
    assert not set("\u202a\u202b\u202d\u202e") & set(said)
    depth = 0
    for character in said:
        depth += (character in "\u2066\u2067\u2068") - (character == "\u2069")
        assert depth >= 0
    assert depth == 0


def test_isolates_within_a_value_stay_as_they_are():
    inner = say("file.missing", "en", name="منزل", folder="here")
    assert contained(inner) == inner
