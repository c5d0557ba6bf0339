"""Values that no field takes. What can be brought to a valid one is, and is counted."""

from tests.model.store.hostile.craft import Hostile, raw_sql, sql, without

LONG = "printf('%.*c', {}, 'x')"


def card(values, where="c3"):
    return sql(f"UPDATE card SET {values} WHERE id='{where}'")


def long_title(length):
    return card(f"title={LONG.format(length)}")


VALUES = {
    "a changed title and the old digest": Hostile(raw_sql("UPDATE card SET title='Other'"), "file.altered"),
    "a removed card and the old digest": Hostile(raw_sql("DELETE FROM card WHERE id='c3'"), "file.altered"),
    "two titles swapped and the old digest": Hostile(
        raw_sql(
            "UPDATE card SET title=CASE id WHEN 'c1' THEN 'Waits 12 hours' ELSE 'Searches the web' END WHERE id<'c3'"
        ),
        "file.altered",
    ),
    "no digest": Hostile(raw_sql("DELETE FROM meta"), "file.altered"),
    "a digest of another length": Hostile(raw_sql("UPDATE meta SET value='00'"), "file.altered"),
    "a digest in capitals": Hostile(raw_sql("UPDATE meta SET value=upper(value)"), "file.altered"),
    "a digest of bytes": Hostile(raw_sql("UPDATE meta SET value=x'00' WHERE key='digest'"), "file.altered"),
    "a digest by another name": Hostile(raw_sql("UPDATE meta SET key='Digest'"), "file.altered"),
    "two digests": Hostile(raw_sql("INSERT INTO meta VALUES (CAST(x'646967657374' AS BLOB), 'x')"), "file.altered"),
    "another fact and the old digest": Hostile(raw_sql("INSERT INTO meta VALUES ('more', 'x')"), "file.altered"),
    "another fact": Hostile(sql("INSERT INTO meta VALUES ('more', 'x')"), None),
    "a fact of bytes": Hostile(sql("INSERT INTO meta VALUES (x'00ff', x'ff')"), None),
    "a text that is no UTF-8": Hostile(
        raw_sql("UPDATE card SET title=CAST(x'ff41ff' AS TEXT) WHERE id='c1'"), "file.damaged"
    ),
    "a text cut inside a letter": Hostile(
        raw_sql("UPDATE card SET title=CAST(x'd9' AS TEXT) WHERE id='c1'"), "file.damaged"
    ),
    "a surrogate as UTF-8": Hostile(
        raw_sql("UPDATE card SET title=CAST(x'eda080' AS TEXT) WHERE id='c1'"), "file.damaged"
    ),
    "a digest that is no UTF-8": Hostile(raw_sql("UPDATE meta SET value=CAST(x'ff' AS TEXT)"), "file.damaged"),
    "a score of words": Hostile(card("score='NaN'"), "file.bad_value"),
    "a score without end": Hostile(card("score=9e999"), "file.bad_value"),
    "a score without beginning": Hostile(card("score=-9e999"), "file.bad_value"),
    "a score that is not": Hostile(without("score", "card", "UPDATE card SET score=NULL"), "file.damaged"),
    "a score of bytes": Hostile(card("score=x'00'"), "file.bad_value"),
    "a score past the end": Hostile(card("score=17.0"), None, 1),
    "a score between the steps": Hostile(card("score=0.3"), None, 1),
    "a score too small to see": Hostile(card("score=5e-324"), None, 1),
    "a severity of nine": Hostile(card("severity=9"), None, 1),
    "the greatest of numbers for a severity": Hostile(card("severity=9223372036854775807"), None, 1),
    "a severity of words": Hostile(card("severity='high'"), "file.bad_value"),
    "half a severity": Hostile(card("severity=2.5"), "file.bad_value"),
    "a negative duration": Hostile(card("duration=-1.0"), None, 1),
    "a duration of ages": Hostile(card("duration=1e300"), None, 1),
    "a flag of two": Hostile(card("moment_of_truth=2"), None, 0),
    "a flag of words": Hostile(card("moment_of_truth='yes'"), "file.bad_value"),
    "a width of a mile": Hostile(sql("UPDATE stage SET width=1e9"), None, 2),
    "a width of words": Hostile(sql("UPDATE stage SET width='wide'"), "file.bad_value"),
    "bytes for a title": Hostile(card("title=x'41'"), "file.bad_value"),
    "bytes for an id": Hostile(sql("UPDATE persona SET id=x'75'", "UPDATE map SET persona=NULL"), "file.bad_value"),
    "a number in a column of text": Hostile(without("owner", "card", "UPDATE card SET owner=7"), "file.damaged"),
    "a text in a column of numbers": Hostile(without("score", "card", "UPDATE card SET score='abc'"), "file.bad_value"),
    "nothing where there must be something": Hostile(
        without("owner", "card", "UPDATE card SET owner=NULL"), "file.damaged"
    ),
    "a kind of card there is not": Hostile(card("kind='dragon'"), "file.bad_value"),
    "a kind of lane there is not": Hostile(sql("UPDATE lane SET kind='dragons' WHERE id='e'"), "file.bad_value"),
    "a kind of map there is not": Hostile(sql("UPDATE map SET kind='treasure'"), "file.bad_value"),
    "a kind of link there is not": Hostile(sql("UPDATE link SET kind='leap'"), "file.bad_value"),
    "a kind in capitals": Hostile(card("kind='EMOTION'"), "file.bad_value"),
    "a kind with a NUL behind it": Hostile(card("kind='emotion' || char(0)"), "file.bad_value"),
    "a language there is not": Hostile(sql("UPDATE project SET language='xx'"), "file.bad_value"),
    "a direction there is not": Hostile(sql("UPDATE map SET direction='ttb'"), "file.bad_value"),
    "evidence there is not": Hostile(card("evidence='sworn'"), "file.bad_value"),
    "the 31st of February": Hostile(sql("UPDATE project SET review_date='2026-02-31'"), "file.bad_value"),
    "a date of words": Hostile(sql("UPDATE project SET review_date='soon'"), "file.bad_value"),
    "a date written another way": Hostile(sql("UPDATE project SET review_date='20260512'"), None, 1),
    "the year nought": Hostile(sql("UPDATE project SET review_date='0000-01-01'"), "file.bad_value"),
    "words that are no list": Hostile(card("tags='{'"), "file.bad_value"),
    "words that are an object": Hostile(card("tags='{\"a\": 1}'"), "file.bad_value"),
    "words that are a number": Hostile(card("tags='7'"), "file.bad_value"),
    "words that are numbers": Hostile(card("tags='[1, 2]'"), "file.bad_value"),
    "words in words": Hostile(card("tags='[[\"a\"]]'"), "file.bad_value"),
    "words a hundred thousand deep": Hostile(card(f"tags=replace({LONG.format(100_000)}, 'x', '[')"), "file.bad_value"),
    "a number of a million digits among words": Hostile(
        card(f"tags='[' || replace({LONG.format(900_000)}, 'x', '9') || ']'"), "file.bad_value"
    ),
    "a megabyte of words": Hostile(
        card(f"tags='[' || replace({LONG.format(300_000)}, 'x', '\"a\",') || '\"b\"]'"), "file.bad_value"
    ),
    "words with blanks between": Hostile(card('tags=\'[ "a" , "b" ]\''), None, 0),
    "words twice": Hostile(card('tags=\'["a","a"," "]\''), None, 1),
    "words with half a letter": Hostile(card("tags='[\"\\ud800\"]'"), None, 1),
    "a thousand words": Hostile(
        card(
            "tags='[' || (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n LIMIT 1000) "
            "SELECT group_concat('\"w' || i || '\"') FROM n) || ']'"
        ),
        None,
        1,
    ),
    "a NUL in a title": Hostile(card("title='a' || char(0) || 'b'"), None, 1),
    "a bell in a title": Hostile(card("title='a' || char(7) || 'b'"), None, 1),
    "an escape in a title": Hostile(card("title=char(27) || '[2Jb'"), None, 1),
    "a title in pieces": Hostile(card("title='e' || char(769)"), None, 1),
    "a title turned around": Hostile(card("title=char(8238) || 'gpj.exe'"), None, 0),
    "a title with isolates left open": Hostile(card("title=char(8294, 8294, 8295) || 'a'"), None, 0),
    "a title of letters for private use": Hostile(card("title=char(57344, 1114109, 65535)"), None, 0),
    "a title of marks without end": Hostile(
        card(f"title='a' || replace({LONG.format(5_000)}, 'x', char(801))"), None, 0
    ),
    "a title of markup": Hostile(card("title='<img src=\"file:///etc/passwd\"><script>'"), None, 0),
    "a title of a formula": Hostile(card("title='=HYPERLINK(\"http://192.0.2.1\")'"), None, 0),
    "a title of placeholders": Hostile(card("title='{0} {name} %s ${HOME} %(a)s'"), None, 0),
    "an owner of two lines": Hostile(card("owner='a' || char(10) || 'b'"), None, 1),
    "an owner of 30,000 letters": Hostile(card(f"owner={LONG.format(30_000)}"), None, 1),
    "a title of a line separator": Hostile(card("title='a' || char(8232) || 'b'"), None, 1),
    "a title of 20,001 letters": Hostile(long_title(20_001), None, 1),
    "a title of 30 million letters": Hostile(long_title(30_000_000), None, 1),
    "a title of 60 million letters": Hostile(long_title(60_000_000), "file.damaged"),
    "a title of 30 megabytes of faces": Hostile(
        card(f"title=replace({LONG.format(7_500_000)}, 'x', char(128512))"), None, 1
    ),
    "a title of 30 million letters and a face": Hostile(
        card(f"title={LONG.format(30_000_000)} || char(128512)"), "file.too_full"
    ),
    "three titles of 30 megabytes": Hostile(
        sql(f"UPDATE card SET title={LONG.format(30_000_000)} WHERE id IN ('c1', 'c2', 'c3')"), "file.too_full"
    ),
    "an order key of 30,000 letters": Hostile(card(f'"order"={LONG.format(30_000)}'), None, 1),
    "an order key that is no key": Hostile(card("\"order\"='; DROP TABLE card'"), None, 0),
    "an empty order key": Hostile(card("\"order\"=''"), None, 0),
    "an empty id": Hostile(sql("UPDATE link SET id='' WHERE id='l1'"), "file.bad_value"),
    "an id of a NUL": Hostile(sql("UPDATE link SET id=char(0) WHERE id='l1'"), "file.bad_value"),
    "an id of 65 letters": Hostile(sql(f"UPDATE link SET id={LONG.format(65)} WHERE id='l1'"), None, 1),
    "an id of a megabyte": Hostile(sql(f"UPDATE link SET id={LONG.format(1_000_000)} WHERE id='l1'"), None, 1),
    "an id that is a path": Hostile(sql("UPDATE link SET id='../../etc/passwd' WHERE id='l1'"), None, 0),
    "a hidden lane of seven": Hostile(sql("UPDATE lane SET hidden=7"), None, 0),
    "a hidden lane of words": Hostile(sql("UPDATE lane SET hidden='no' WHERE id='e'"), "file.bad_value"),
    "a comment before time began": Hostile(sql("UPDATE comment SET time=-5 WHERE id='k1'"), None, 1),
    "a comment after the end of time": Hostile(sql("UPDATE comment SET time=9223372036854775807"), None, 2),
    "a comment at no time": Hostile(sql("UPDATE comment SET time='noon' WHERE id='k1'"), "file.bad_value"),
    "a comment by two lines": Hostile(sql("UPDATE comment SET author='a' || char(10) || 'b' WHERE id='k1'"), None, 1),
    "a comment of bytes": Hostile(sql("UPDATE comment SET text=x'00' WHERE id='k1'"), "file.bad_value"),
    "a version of no entry": Hostile(sql("UPDATE version SET entry=''"), None, 0),
    "a version of an entry there is not": Hostile(sql("UPDATE version SET entry='nobody'"), None, 0),
    "a version with an entry of two lines": Hostile(sql("UPDATE version SET entry='a' || char(10)"), None, 1),
    "a conflict about nobody": Hostile(sql("UPDATE conflict SET record='nobody', field='nothing'"), None, 0),
    "a conflict that is no JSON": Hostile(sql("UPDATE conflict SET kept='[', other='{'"), None, 0),
    "a conflict a hundred thousand deep": Hostile(
        sql(f"UPDATE conflict SET other=replace({LONG.format(100_000)}, 'x', '[')"), None, 0
    ),
    "a conflict of three million letters": Hostile(sql(f"UPDATE conflict SET other={LONG.format(3_000_000)}"), None, 1),
    "a conflict of bytes": Hostile(sql("UPDATE conflict SET other=x'00'"), "file.bad_value"),
}
