"""Text files as offices save them: encodings, separators, preambles, guards, open quotes."""

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.reading.surveys import codes, csv_bytes, plain, table, told

from rpa_scout.pipeline import read_surveys
from rpa_scout.reading.files.refusal import RefusedError
from rpa_scout.reading.files.texts.csv_table import csv_table
from rpa_scout.reading.files.texts.encodings import decoded

ROWS = [plain(), plain(name="①照合（髙橋）"), plain(name="集計～ﾃﾞｰﾀ")]


def written(tmp_path, content, name="調査票.csv"):
    path = tmp_path / name
    path.write_bytes(content)
    return path


def in_jis(text):
    """Encode as mail programs of Windows do: ① has a place in ISO-2022-JP too."""
    encoded, wide = bytearray(), False
    for sign in text:
        pair = sign.encode("cp932")
        if len(pair) == 1 and pair[0] < 0x80:
            encoded += b"\x1b(B" + pair if wide else pair
            wide = False
        elif len(pair) == 1:
            encoded += b"\x1b(I" + bytes([pair[0] & 0x7F]) + b"\x1b(B"
            wide = False
        else:
            high, low = pair
            row = (high - (0x70 if high < 0xA0 else 0xB0)) * 2
            row, cell = (
                (row - 1, low - (0x1F if low < 0x80 else 0x20)) if low < 0x9F else (row, low - 0x7E)
            )
            encoded += (b"" if wide else b"\x1b$B") + bytes((row, cell))
            wide = True
    return bytes(encoded) + (b"\x1b(B" if wide else b"")


def in_euc(text):
    """Encode as Windows does."""
    pieces = re.split(rb"(\x1b(?:\$B|\(B|\(I))", in_jis(text))
    encoded = bytearray(pieces[0])
    for shift, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        if shift == b"\x1b(B":
            encoded += piece
        elif shift == b"\x1b(I":
            encoded += b"".join(bytes((0x8E, sign | 0x80)) for sign in piece)
        else:
            encoded += bytes(sign | 0x80 for sign in piece)
    return bytes(encoded)


ENCODINGS = {
    "utf-8": lambda text: text.encode(),
    "utf-8 with mark": lambda text: text.encode("utf-8-sig"),
    "cp932": lambda text: text.encode("cp932"),
    "euc-jp": in_euc,
    "iso-2022-jp": in_jis,
    "utf-16": lambda text: text.encode("utf-16"),
    "utf-16 swapped": lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
    "utf-16 without mark": lambda text: text.encode("utf-16-le"),
    "utf-16 swapped without mark": lambda text: text.encode("utf-16-be"),
    "utf-32": lambda text: text.encode("utf-32"),
}


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_encoding_and_separator(tmp_path, encoding, delimiter):
    text = csv_bytes(table(ROWS), "utf-8", delimiter).decode()
    inventory = read_surveys(written(tmp_path, ENCODINGS[encoding](text)))
    assert told(inventory) == []
    assert inventory.tasks["name"].tolist() == [row["name"] for row in ROWS]


@pytest.mark.parametrize("name", ["一覧.tsv", "一覧.txt", "一覧.TSV", "一覧.csv"])
def test_unicode_text_of_excel(tmp_path, name):
    content = csv_bytes(table(ROWS), "utf-16", "\t")
    inventory = read_surveys(written(tmp_path, content, name))
    assert (len(inventory.tasks), told(inventory)) == (3, [])


@pytest.mark.parametrize(
    "content",
    [b"\xff\xff,\xff\xff\n", b"a,\x81\n", b"\x00\x01\x02\x03", "所属".encode("utf-7") + b"\xa0"],
)
def test_what_is_no_text_is_named(tmp_path, content):
    assert codes(read_surveys(written(tmp_path, content))) == ["file_encoding"]
    with pytest.raises(RefusedError):
        decoded(content)


def test_every_sign_of_jis_is_that_of_shift_jis():
    """Checked against Python's two tables, which differ in seven signs such as ～."""
    other = dict(zip("～∥－￠￡￢―", "〜‖−¢£¬—", strict=True))
    compared = 0
    for row in range(0x21, 0x75):
        for cell in range(0x21, 0x7F):
            pair = bytes((row, cell))
            try:
                expected = (b"\x1b$B" + pair + b"\x1b(B").decode("iso2022_jp")
            except UnicodeDecodeError:
                continue
            (sign,) = decoded(b"\x1b$B" + pair + b"\x1b(B")
            assert sign == expected or other.get(sign) == expected
            compared += 1
    assert compared > 6800


# ------------------------------------------------------------------ preambles and separators


@pytest.mark.parametrize(
    "preamble",
    [
        "業務量調査\r\n注意：" + ";".join("ABCDEFGHIJKLMNOPQRSTUVWXYZ" * 2) + "\r\n",
        "令和8年度\t業務量調査\r\n\r\n",
        "出力日時|2026/05/01|利用者|税務課\r\n",
        "凡例：a;b;c\r\n凡例：d;e;f\r\n",
        "sep=,\r\n",
    ],
)
def test_preamble_does_not_decide_the_separator(tmp_path, preamble):
    content = preamble.encode("cp932") + csv_bytes(table([plain()]), "cp932")
    inventory = read_surveys(written(tmp_path, content))
    assert (len(inventory.tasks), told(inventory)) == (1, [])


def test_separator_that_the_first_line_names(tmp_path):
    content = b"sep=;\r\n" + csv_bytes(table([plain(runs_per_year="1,200")]), "cp932", ";")
    inventory = read_surveys(written(tmp_path, content))
    assert inventory.tasks["runs_per_year"].tolist() == [1200.0]
    assert list(inventory.tasks.index) == ["税務課-2"]


def test_semicolons_around_decimal_commas():
    content = b"a;b;c\n1,5;2,5;3,5\n1,5;2,5;3,5\n"
    assert csv_table(content).rows[1] == ["1,5", "2,5", "3,5"]


# ----------------------------------------------------------------------------- text guards


@pytest.mark.parametrize(
    ("written_cell", "runs"),
    [('"=""240"""', 240.0), ('="240"', 240.0), ("=240", 240.0), ('"=""1,200"""', 1200.0)],
)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932"])
def test_guarded_number(tmp_path, written_cell, runs, encoding):
    content = csv_bytes(table([plain(name='="001 転記"', runs_per_year="★")])).decode()
    content = content.replace("★", written_cell)
    inventory = read_surveys(written(tmp_path, content.encode(encoding)))
    assert inventory.tasks["runs_per_year"].tolist() == [runs]
    assert inventory.tasks["name"].tolist() == ["001 転記"]


@pytest.mark.parametrize("formula", ["=30*8", "=SUM(C2:C9)", "=-A1"])
def test_formula_in_a_text_file_has_no_result(tmp_path, formula):
    inventory = read_surveys(written(tmp_path, csv_bytes(table([plain(runs_per_year=formula)]))))
    (finding,) = inventory.findings
    assert (finding.code, finding.field) == ("formula_without_value", "runs_per_year")


@pytest.mark.parametrize("name", ["=== 参考 ===", "=同上の集計", "＝集計"])
def test_text_that_only_begins_like_a_formula(tmp_path, name):
    inventory = read_surveys(written(tmp_path, csv_bytes(table([plain(name=name)]))))
    assert len(inventory.tasks) == 1


# ----------------------------------------------------------------------------- open quotes


def lines_of(rows):
    return csv_bytes(table(rows)).decode().splitlines(keepends=True)


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "utf-16"])
@pytest.mark.parametrize("row", [1, 2, 3])
def test_open_quote_swallows_no_row(tmp_path, encoding, row):
    lines = lines_of([plain(name="転記"), plain(name="照合"), plain(name="集計")])
    lines[row] = lines[row].replace(",", ',"', 1)
    inventory = read_surveys(written(tmp_path, "".join(lines).encode(encoding)))
    assert inventory.tasks["name"].tolist() == ["転記", "照合", "集計"]
    (finding,) = inventory.findings
    assert (finding.code, finding.cell, finding.value_of("line")) == (
        "quote_open",
        f"{row + 1}:{row + 1}",
        str(row + 1),
    )


def test_two_open_quotes_that_close_each_other(tmp_path):
    lines = lines_of([plain(name="転記"), plain(name="照合"), plain(name="集計")])
    lines[1], lines[3] = lines[1].replace(",", ',"', 1), lines[3].replace(",", ',"', 1)
    inventory = read_surveys(written(tmp_path, "".join(lines).encode()))
    assert inventory.tasks["name"].tolist() == ["転記", "照合", "集計"]
    assert [finding.value_of("line") for finding in inventory.findings] == ["2", "4"]


def test_open_quote_in_the_last_cell(tmp_path):
    lines = lines_of([plain(name="転記"), plain(name="照合")])
    lines[1] = lines[1].replace(",なし", ',"なし')
    inventory = read_surveys(written(tmp_path, "".join(lines).encode()))
    assert inventory.tasks["name"].tolist() == ["転記", "照合"]
    assert codes(inventory) == ["quote_open"]


@pytest.mark.parametrize(
    "name",
    [
        "一行目\n二行目",
        '引用符"あり"と、\n次の行',
        "a,b,c,d,e,f,g,h,i\nj,k",
        '"始まりも\n終わりも"',
    ],
)
def test_cell_of_several_lines_is_no_open_quote(tmp_path, name):
    rows = [plain(name=name), plain(name="照合"), plain(remarks="")]
    inventory = read_surveys(written(tmp_path, csv_bytes(table(rows))))
    assert "quote_open" not in codes(inventory)
    assert len(inventory.tasks) == 3


def test_headings_of_several_lines(tmp_path):
    content = csv_bytes(table([plain()])).decode().replace("所属,", '"所\n属",', 1)
    content = content.replace("1回あたりの件数（件／回）", '"1回あたりの件数\n（件／回）"')
    inventory = read_surveys(written(tmp_path, content.encode()))
    assert (len(inventory.tasks), told(inventory)) == (1, [])


@given(
    st.lists(
        st.lists(
            st.text(st.characters(exclude_characters="\r\0", exclude_categories=["Cs", "Cc"])),
            min_size=3,
            max_size=3,
        ),
        min_size=1,
        max_size=6,
    )
)
def test_what_python_writes_is_read_back(rows):
    stream = io.StringIO()
    csv.writer(stream).writerows([["所属", "業務名", "件数"], *rows])
    read = csv_table(stream.getvalue().encode())
    assert read.open_quotes == []
    width = len(read.rows)
    assert [[str(cell) for cell in row] for row in read.rows[1:]] == [
        [str(_plain(cell)) for cell in row] for row in rows
    ][: width - 1]


def _plain(cell):
    from rpa_scout.reading.files.texts.csv_table import as_typed

    return as_typed(cell) if cell[:1] == "=" else cell
