"""Make the sample workbooks from the catalogue of invented tasks.

    python samples/make_samples.py            writes samples/departments/ and samples/cities/
    python samples/make_samples.py --check    exits with 1 if a file there is missing or stale

Each department's rows follow the order of ``catalogue.csv``. The files differ as real ones do: most
are the form, two are CSV in different encodings, one has the department's own layout, and some
answers have a different spelling with the same meaning. The catalogue's column ``mistake`` marks
deliberate mistakes; it is not written to the files.

``cities`` are three cities that do not exist: each has some of the catalogue's departments, with
figures of its own and names as its people might write them.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import io
import random
import sys
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from xlsxwriter import Workbook

from rpa_scout.forms import form_content, form_file_name
from rpa_scout.forms.answers import as_number
from rpa_scout.policy import FieldDefinition, FieldSet, load_fields, load_policy

HERE: Final = Path(__file__).resolve().parent
CATALOGUE: Final = HERE / "catalogue.csv"
DEPARTMENTS: Final = HERE / "departments"
CITIES: Final = HERE / "cities"

SEED: Final = 20260401
CREATED: Final = dt.datetime(2026, 4, 1, tzinfo=dt.UTC)
"""A fixed time, so that every run writes the same bytes."""
CSV_ENCODINGS: Final = {"会計課": "cp932", "上下水道課": "utf-8-sig"}
OWN_TABLE: Final = "道路課"

INVENTED_CITIES: Final = {
    "001": ("見本A市（架空）", ("税務課", "市民課", "会計課"), 1.0),
    "002": ("見本B市（架空）", ("税務課", "市民課", "健康増進課"), 0.6),
    "003": ("見本C町（架空）", ("税務課", "会計課"), 0.25),
}
"""Code of each invented city: name, departments that answered, and size beside the catalogue's."""
OTHER_WORDS: Final = (
    ("給与支払報告書", "給報"),
    ("の入力", "の入力作業"),
    ("特別徴収", "特徴"),
    ("の発送", "の送付"),
    ("国民健康保険", "国保"),
)
"""Words as another city's people might write them."""

SHARE_RESPELT: Final = {"choice": 0.04, "number": 0.03, "months": 0.15}
FULL_WIDTH: Final = str.maketrans("0123456789.", "０１２３４５６７８９．")

Answers = Mapping[str, str]


def read_catalogue(fields: FieldSet) -> dict[str, list[Answers]]:
    """Return the answers by department, in the order of the catalogue."""
    departments: dict[str, list[Answers]] = {}
    with CATALOGUE.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            answers = {field_id: line[field_id] for field_id in fields.ids if line.get(field_id)}
            departments.setdefault(line["department"], []).append(answers)
    return departments


def respell(department: str, rows: Sequence[Answers], fields: FieldSet) -> list[Answers]:
    """Change the spelling of some answers without changing their meaning."""
    draw = random.Random(f"{SEED}:{department}")
    return [
        {field_id: _respelt(draw, fields[field_id], answer) for field_id, answer in row.items()}
        for row in rows
    ]


def _respelt(draw: random.Random, field: FieldDefinition, answer: str) -> str:
    if draw.random() >= SHARE_RESPELT.get(field.kind, 0.0):
        return answer
    if field.kind == "choice":
        aliases = {choice.label: choice.aliases for choice in field.choices}.get(answer)
        return draw.choice(aliases) if aliases else answer
    if field.kind == "months":
        return draw.choice((answer.replace("、", ","), answer.replace("、", "月、") + "月"))
    return answer.translate(FULL_WIDTH) if answer.isdigit() else answer


def csv_table(rows: Sequence[Answers], fields: FieldSet, encoding: str) -> bytes:
    """Return a CSV as a spreadsheet program saves it, with the columns that hold answers."""
    filled = [field for field in fields if any(field.id in row for row in rows)]
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([field.label for field in filled])
    writer.writerows([row.get(field.id, "") for field in filled] for row in rows)
    return text.getvalue().encode(encoding)


def own_table(department: str, rows: Sequence[Answers], fields: FieldSet) -> bytes:
    """Return a workbook in a layout of the department: core columns only, in a different order."""
    columns = [field for field in fields if field.core]
    random.Random(f"{SEED}:{department}:columns").shuffle(columns)
    target = io.BytesIO()
    with Workbook(target, {"in_memory": True}) as workbook:
        workbook.set_properties({"created": CREATED})
        sheet = workbook.add_worksheet(department)
        sheet.write_string(0, 0, f"{department}　業務の一覧")
        sheet.write_row(2, 0, [field.label for field in columns])
        for row, answers in enumerate(rows, 3):
            for column, field in enumerate(columns):
                answer = answers.get(field.id, "")
                number = as_number(answer) if field.kind == "number" else None
                sheet.write(row, column, answer if number is None else number)
    return target.getvalue()


def make_files() -> dict[str, bytes]:
    """Return the content of every sample file by its name."""
    fields, policy = load_fields(), load_policy()
    files: dict[str, bytes] = {}
    for department, answers in read_catalogue(fields).items():
        rows = respell(department, answers, fields)
        name = form_file_name(department)
        if department in CSV_ENCODINGS:
            name = str(Path(name).with_suffix(".csv"))
            files[name] = csv_table(rows, fields, CSV_ENCODINGS[department])
        elif department == OWN_TABLE:
            files[name] = own_table(department, rows, fields)
        else:
            files[name] = form_content(department, fields, policy, rows, created=CREATED)
    return files


def make_cities() -> dict[str, bytes]:
    """Return the files of the invented cities by their path, and the list of the cities."""
    fields = load_fields()
    catalogue = read_catalogue(fields)
    lines = ["団体コード,団体名,場所"]
    files: dict[str, bytes] = {}
    for code, (city, departments, size) in INVENTED_CITIES.items():
        lines.append(f"{code},{city},{code}")
        for department in departments:
            draw = random.Random(f"{SEED}:{code}:{department}")
            rows = [_of_city(draw, answers, size) for answers in catalogue[department]]
            name = Path(form_file_name(department)).with_suffix(".csv")
            files[f"{code}/{name}"] = csv_table(rows, fields, "utf-8-sig")
    files["cities.csv"] = ("\r\n".join(lines) + "\r\n").encode("utf-8-sig")
    return files


def _of_city(draw: random.Random, answers: Answers, size: float) -> Answers:
    """Return a task as another city would answer: other words, items, and minutes an item."""
    changed = dict(answers)
    for usual, other in OTHER_WORDS if draw.random() < 1.0 - size / 2.0 else ():
        changed["name"] = changed.get("name", "").replace(usual, other)
    changed.pop("hours_per_year_reported", None)
    for field_id, factor in (
        ("items_per_run", size * draw.uniform(0.8, 1.2)),
        ("minutes_per_item", draw.choice((0.8, 1.0, 1.0, 1.25, 4.0))),
    ):
        number = as_number(answers.get(field_id, ""))
        if number:
            changed[field_id] = f"{max(number * factor, 1.0):.0f}"
    return changed


def stale_files(files: Mapping[str, bytes], folder: Path) -> list[str]:
    """Return the names of files that are missing, different or unexpected."""
    there = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
    return sorted(
        name
        for name in files.keys() | there.keys()
        if unpacked(files.get(name)) != unpacked(there.get(name))
    )


def unpacked(content: bytes | None) -> object:
    """Return the content of a file, independent of the compressor's version."""
    if content is None or not zipfile.is_zipfile(io.BytesIO(content)):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {part: archive.read(part) for part in archive.namelist()}


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the files, or check them; return the exit code."""
    parser = argparse.ArgumentParser(description="Make the sample surveys from the catalogue.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if stale")
    parser.add_argument("--out", type=Path, default=DEPARTMENTS, help="folder of the departments")
    parser.add_argument("--cities", type=Path, default=CITIES, help="folder of the cities")
    options = parser.parse_args(arguments)
    made = {options.out: make_files(), options.cities: make_cities()}
    if options.check:
        stale = [name for folder, files in made.items() for name in stale_files(files, folder)]
        for name in stale:
            print(f"stale: {name}; run python samples/make_samples.py", file=sys.stderr)
        return 1 if stale else 0
    for folder, files in made.items():
        for name, content in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
    return 0


if __name__ == "__main__":
    sys.exit(main())
