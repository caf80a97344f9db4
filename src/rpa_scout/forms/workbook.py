"""Writes the form's workbook: its sheets and its properties."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from xlsxwriter import Workbook

from rpa_scout.errors import KeptFileError, UnknownNameError
from rpa_scout.forms import texts
from rpa_scout.forms.choices_sheet import write_choices_sheet
from rpa_scout.forms.examples_sheet import write_examples_sheet
from rpa_scout.forms.guide_sheet import write_guide_sheet
from rpa_scout.forms.inquiry import NO_HEAD, Inquiry
from rpa_scout.forms.layout import Form
from rpa_scout.forms.prefilled import known_names
from rpa_scout.forms.saving import form_file_names, make_folder, save
from rpa_scout.forms.styles import DEFAULT_FORMAT, Styles
from rpa_scout.forms.tasks_sheet import write_tasks_sheet
from rpa_scout.policy.fields import FieldSet
from rpa_scout.policy.model import Policy
from rpa_scout.progress import Progress, Silent
from rpa_scout.provenance import creation_time
from rpa_scout.text import N_, _, language

VERSION_PROPERTY = "rpa-scout form"
DEPARTMENT_PROPERTY = "department"

_LONGEST_PROPERTY = 255  # characters; Excel accepts no more


def form_content(
    department: str,
    fields: FieldSet,
    policy: Policy,
    rows: Sequence[Mapping[str, object]] = (),
    *,
    created: dt.datetime | None = None,
    inquiry: Inquiry | None = None,
    known: Mapping[str, Sequence[str]] | None = None,
) -> bytes:
    """Return a department's form as the content of an .xlsx file."""
    _refuse_unknown_fields(fields, rows)
    form = Form(
        department.strip(),
        fields.in_language(language()),
        policy,
        tuple(rows),
        inquiry=inquiry or NO_HEAD,
        known=known or {},
    )
    target = io.BytesIO()
    with Workbook(target, workbook_options()) as workbook:
        _set_properties(workbook, form, created)
        _write_sheets(workbook, form)
    return target.getvalue()


def write_form(
    path: Path,
    department: str,
    fields: FieldSet,
    policy: Policy,
    rows: Sequence[Mapping[str, object]] = (),
    *,
    created: dt.datetime | None = None,
    replace: bool = False,
    inquiry: Inquiry | None = None,
    known: Mapping[str, Sequence[str]] | None = None,
) -> Path:
    """Write a department's form.

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> from rpa_scout.policy import load_fields, load_policy
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder) / "税務課.xlsx"
    ...     write_form(path, "税務課", load_fields(), load_policy()).name
    '税務課.xlsx'
    """
    content = form_content(
        department, fields, policy, rows, created=created, inquiry=inquiry, known=known
    )
    return save(path, content, replace=replace)


def write_forms(
    folder: Path,
    departments: Iterable[str],
    fields: FieldSet,
    policy: Policy,
    progress: Progress | None = None,
    *,
    replace: bool = False,
    inquiry: Inquiry | None = None,
    rows_by_department: Mapping[str, Sequence[Mapping[str, object]]] | None = None,
) -> tuple[Path, ...]:
    """Write a form for each department into one folder, with answers known beforehand.

    Names in the answers of any department, such as systems, are proposed in all forms.
    """
    known = known_names(rows_by_department or {}, fields)
    watch = progress or Silent()
    names = form_file_names(departments)
    make_folder(folder)
    watch.start(N_("Writing the forms"), len(names))
    written = []
    for name, department in names.items():
        rows = (rows_by_department or {}).get(department, ())
        with suppress(KeptFileError):
            path = write_form(
                folder / name,
                department,
                fields,
                policy,
                rows,
                replace=replace,
                inquiry=inquiry,
                known=known,
            )
            written.append(path)
        watch.advance(detail=name)
    return tuple(written)


def _refuse_unknown_fields(fields: FieldSet, rows: Iterable[Mapping[str, object]]) -> None:
    unknown = sorted({key for row in rows for key in row if key not in fields.by_id})
    if unknown:
        raise UnknownNameError(
            N_("The survey has no field “{name}”; it has {known}."),
            name=unknown[0],
            known=", ".join(fields.ids),
        )


def workbook_options() -> dict[str, object]:
    """Return new options for one workbook; XlsxWriter changes them while it works."""
    return {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": dict(DEFAULT_FORMAT),
    }


def _set_properties(workbook: Workbook, form: Form, created: dt.datetime | None) -> None:
    workbook.set_properties(
        {
            "title": " ".join(part for part in (_(texts.FORM_TITLE), form.department) if part),
            "created": created or creation_time(),
        }
    )
    properties = {VERSION_PROPERTY: form.fields.version, DEPARTMENT_PROPERTY: form.department}
    for name, value in properties.items():
        workbook.set_custom_property(name, value[:_LONGEST_PROPERTY], "text")


def _write_sheets(workbook: Workbook, form: Form) -> None:
    styles = Styles(workbook)
    names = form.fields.form
    guide = workbook.add_worksheet(names.guide_sheet)
    tasks = workbook.add_worksheet(names.tasks_sheet)
    write_guide_sheet(guide, form, styles)
    write_tasks_sheet(tasks, form, styles)
    if form.fields.example:
        write_examples_sheet(workbook.add_worksheet(names.examples_sheet), form, styles)
    write_choices_sheet(workbook.add_worksheet(names.choices_sheet), form, styles)
    (tasks if form.answers else guide).activate()
