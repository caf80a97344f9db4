"""Files of every type, kind and condition."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from openpyxl.workbook import Workbook
from tests.corpus.difficulty import Told, difficulty
from tests.corpus.survey import FIELDS, FILE, SHEET, TASKS, expected_tasks, grid
from tests.corpus.workbooks import (
    Formula,
    save,
    save_by_office,
    save_calculated,
    save_csv,
    with_parts,
    with_password,
)

CSV = "税務課.csv"
LONG = "令和8年度業務棚卸し調査（自動化の候補となる業務の洗い出し）" * 2
NOT_READ = {"sheet": "", "file": FILE}


# ------------------------------------------------------------------------ types of workbooks


@difficulty(needs_office=True)
def saved_by_office_as_xlsx(folder: Path) -> None:
    """LibreOffice has saved the workbook again."""
    save_by_office(folder, "xlsx")


@difficulty(needs_office=True)
def saved_by_office_as_xls(folder: Path) -> None:
    """LibreOffice has saved the workbook as .xls."""
    save_by_office(folder, "xls")


@difficulty(needs_office=True)
def saved_by_office_as_ods(folder: Path) -> None:
    """LibreOffice has saved the workbook as .ods."""
    save_by_office(folder, "ods")


@difficulty()
def written_by_another_program(folder: Path) -> None:
    """XlsxWriter has written the workbook."""
    save_calculated(folder, grid())


@difficulty()
def texts_within_cells(folder: Path) -> None:
    """Texts stand in the cells (inlineStr) and not in a table of their own, as exports do."""
    import xlsxwriter

    with xlsxwriter.Workbook(folder / FILE, {"constant_memory": True}) as book:
        page = book.add_worksheet(SHEET)
        for row, line in enumerate(grid()):
            for column, value in enumerate(line):
                page.write(row, column, value)


@difficulty()
def workbook_for_macros(folder: Path) -> None:
    """A workbook with macros; they are never run."""
    path = save(folder, name="税務課.xlsm")
    main = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    macros = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    binary = b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
    with_parts(
        path,
        {
            "[Content_Types].xml": lambda part: part.replace(main, macros).replace(
                b"<Default ", binary + b"<Default ", 1
            ),
            "xl/vbaProject.bin": lambda _: bytes(512),
        },
    )


@difficulty()
def link_to_another_workbook(folder: Path) -> None:
    """A number comes from another workbook, which is not opened; its stored value is read."""
    lines = grid()
    column = FIELDS.ids.index("runs_per_year")
    lines[1][column] = Formula("='[昨年度.xlsx]業務一覧'!$C$2", TASKS[0]["runs_per_year"])
    save_calculated(folder, lines)


@difficulty(Told("file_type_differs", file="税務課.xls", sheet=""))
def xlsx_called_xls(folder: Path) -> None:
    """An .xlsx that was renamed to .xls."""
    save(folder, name="税務課.xls")


@difficulty(Told("file_type_differs", **NOT_READ), needs_office=True)
def xls_called_xlsx(folder: Path) -> None:
    """An .xls that was renamed to .xlsx."""
    save_by_office(folder, "xls").rename(folder / FILE)


@difficulty(Told("file_type_differs", file="税務課.xls", sheet=""))
def html_called_xls(folder: Path) -> None:
    """A system exports a web page and calls it .xls."""
    rows = "".join(
        "<tr>" + "".join(f"<td>{'' if value is None else value}</td>" for value in line) + "</tr>"
        for line in grid()
    )
    page = f"<html><head><meta charset='utf-8'></head><body><table>{rows}</table></body></html>"
    (folder / "税務課.xls").write_text(page, encoding="utf-8")


@difficulty(Told("file_type_differs", **NOT_READ))
def text_called_xlsx(folder: Path) -> None:
    """A text file with commas that was renamed to .xlsx."""
    save_csv(folder, encoding="cp932").rename(folder / FILE)


# -------------------------------------------------------------------------------- text files


@difficulty()
def csv_in_utf8(folder: Path) -> None:
    """Comma-separated, UTF-8."""
    save_csv(folder)


@difficulty()
def csv_in_utf8_with_mark(folder: Path) -> None:
    """Comma-separated, UTF-8 with a byte order mark, as Excel saves it."""
    save_csv(folder, encoding="utf-8-sig")


@difficulty()
def csv_in_shift_jis(folder: Path) -> None:
    """Comma-separated, CP932, as Japanese Excel saves it."""
    save_csv(folder, encoding="cp932")


@difficulty()
def csv_with_tabs(folder: Path) -> None:
    """Tab-separated."""
    save_csv(folder, delimiter="\t")


@difficulty()
def csv_with_semicolons(folder: Path) -> None:
    """Separated by semicolons."""
    save_csv(folder, delimiter=";")


@difficulty()
def csv_in_utf16(folder: Path) -> None:
    """Unicode text with tabs, as Excel's 「Unicode テキスト」."""
    save_csv(folder, encoding="utf-16", delimiter="\t")


@difficulty(Told("file_encoding", sheet="", file=CSV), tasks={})
def csv_in_an_unknown_encoding(folder: Path) -> None:
    """EUC-KR, which nobody expects."""
    (folder / CSV).write_bytes("업무,업무명\r\n과,일\r\n".encode("euc-kr") + b"\xff\xff\x00")


# -------------------------------------------------------------------- what cannot be read


@difficulty(Told("file_password", **NOT_READ), tasks={})
def with_a_password(folder: Path) -> None:
    """The workbook asks for a password, and none is given."""
    with_password(save(folder), "hakusan")


@difficulty(Told("file_password_wrong", **NOT_READ), tasks={}, passwords=("kanazawa",))
def with_another_password(folder: Path) -> None:
    """The workbook asks for a password, and another is given."""
    with_password(save(folder), "hakusan")


@difficulty(passwords=("kanazawa", "hakusan"))
def with_the_right_password(folder: Path) -> None:
    """The second of the passwords given opens the workbook."""
    with_password(save(folder), "hakusan")


@difficulty(Told("file_empty", **NOT_READ), tasks={})
def no_bytes(folder: Path) -> None:
    """The copying failed: the file is empty."""
    (folder / FILE).touch()


@difficulty(Told("file_damaged", **NOT_READ), tasks={})
def cut_in_half(folder: Path) -> None:
    """The copying was interrupted."""
    path = save(folder)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


@difficulty(Told("file_damaged", **NOT_READ), tasks={})
def noise(folder: Path) -> None:
    """A file that is nothing at all."""
    (folder / FILE).write_bytes(bytes(range(256)) * 20)


@difficulty(Told("file_other_kind", **NOT_READ), tasks={})
def picture_called_xlsx(folder: Path) -> None:
    """A scanned form that was given the wrong name."""
    (folder / FILE).write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))


# ------------------------------------------------------------------------------- the folder


@difficulty(Told("file_skipped", file=f"~${FILE}", sheet=""))
def lock_file(folder: Path) -> None:
    """Excel has the workbook open, and its lock file lies beside it."""
    save(folder)
    (folder / f"~${FILE}").write_bytes(b"\x06yamada" + bytes(158))


@difficulty(Told("file_skipped", file=f".{FILE}", sheet=""))
def hidden_file(folder: Path) -> None:
    """A hidden copy lies beside the workbook."""
    save(folder)
    save(folder, name=f".{FILE}")


@difficulty(Told("file_no_survey", file="予算.xlsx", sheet=""))
def workbook_that_is_no_survey(folder: Path) -> None:
    """A table of the budget lies in the folder."""
    save(folder)
    save(folder, [["款", "項", "金額"], ["総務費", "総務管理費", 1200]], name="予算.xlsx")


@difficulty(
    Told("file_not_read", file="送付書.docx", sheet=""),
    Told("file_skipped", file="Thumbs.db", sheet=""),
)
def other_files(folder: Path) -> None:
    """Letters and pictures lie beside the workbook."""
    save(folder)
    (folder / "送付書.docx").write_bytes(b"PK")
    (folder / "Thumbs.db").write_bytes(b"")


@difficulty(Told("link_outside", file="よその課.xlsx", sheet=""))
def link_out_of_the_folder(folder: Path) -> None:
    """A link leads to a workbook that lies elsewhere."""
    elsewhere = folder.with_name(f"{folder.name}-elsewhere")
    elsewhere.mkdir()
    save(folder)
    (folder / "よその課.xlsx").symlink_to(save(elsewhere, name="secret.xlsx"))


@difficulty(Told("link_outside", file="共有", sheet=""))
def link_to_another_folder(folder: Path) -> None:
    """A link leads to another folder."""
    elsewhere = folder.with_name(f"{folder.name}-elsewhere")
    elsewhere.mkdir()
    save(elsewhere, name="secret.xlsx")
    save(folder)
    (folder / "共有").symlink_to(elsewhere)


@difficulty()
def link_within_the_folder(folder: Path) -> None:
    """A link leads to a workbook that is read anyway: it is read once."""
    save(folder)
    (folder / "控え.xlsx").symlink_to(folder / FILE)


@difficulty()
def folders_that_link_in_a_circle(folder: Path) -> None:
    """A folder contains a link to itself."""
    save(folder)
    (folder / "同じ").symlink_to(folder)


@difficulty()
def long_path(folder: Path) -> None:
    """The workbook lies deep in folders with long Japanese names."""
    below = folder
    for number in range(4):
        below /= f"{number}{LONG}"[:60]
    below.mkdir(parents=True)
    save(below, name=FILE)


@difficulty()
def decomposed_names(folder: Path) -> None:
    """A Mac has decomposed the characters of file, sheet and cells (カ and a mark for ガ)."""
    name = unicodedata.normalize("NFD", "ガス課.xlsx")
    save(folder, name=name)


@difficulty()
def read_only(folder: Path) -> None:
    """The workbook must not be written, nor its folder."""
    save(folder).chmod(0o400)


@difficulty()
def capital_letters(folder: Path) -> None:
    """The file's ending is in capitals."""
    save(folder, name="税務課.XLSX")


@difficulty()
def chart_beside_the_list(folder: Path) -> None:
    """The workbook has a chart sheet, which holds no cells."""

    def edit(book: Workbook) -> None:
        book.create_chartsheet("グラフ")

    save(folder, edit=edit)


SECOND_HALF = [{**task, "department": "収納課"} for task in TASKS[3:]]


@difficulty(
    Told("file_damaged", file="壊れた.xlsx", sheet=""),
    tasks=expected_tasks((*TASKS[:3], *SECOND_HALF)),
)
def one_of_three_is_damaged(folder: Path) -> None:
    """A damaged file does not keep the others from being read."""
    save(folder, grid(TASKS[:3]), name="税務課.xlsx")
    save(folder, grid(SECOND_HALF), name="収納課.xlsx")
    (folder / "壊れた.xlsx").write_bytes(b"PK\x03\x04" + bytes(100))
