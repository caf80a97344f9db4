"""Reading the register's workbooks into automations, actuals and findings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from rpa_scout.findings import Finding, Findings
from rpa_scout.findings.rule import FindingRule
from rpa_scout.findings.rules import found
from rpa_scout.policy.fields import FieldSet
from rpa_scout.policy.model import Policy
from rpa_scout.progress import Progress, Silent
from rpa_scout.reading.files.sources import find_surveys
from rpa_scout.reading.tables import read_tables
from rpa_scout.register import rules
from rpa_scout.register.fields import REGISTER_RESULT, load_register_fields
from rpa_scout.register.records import Actual, Automation, Register
from rpa_scout.register.rows import RegisterRow, rows_of
from rpa_scout.register.rules.rule import RegisterContext
from rpa_scout.text import N_

_FACTS = ("means", "running_since", "hours_per_year_before", "share_percent")
"""Fields that do not change from year to year."""


def read_register(
    paths: Iterable[str | Path] | str | Path,
    progress: Progress | None = None,
    *,
    policy: Policy | None = None,
    passwords: Sequence[str] = (),
) -> Register:
    """Read and check workbooks of running automations, their means and their actuals."""
    fields = load_register_fields(policy)
    named = [paths] if isinstance(paths, str | Path) else list(paths)
    files, missing = find_surveys(named)
    reading = read_tables(
        [file.path for file in files],
        fields,
        progress or Silent(),
        passwords=passwords,
        result=REGISTER_RESULT,
    )
    rows, row_findings = rows_of(reading.tables, fields)
    unique_rows, repeated = _without_repetitions(rows)
    automations, differing = _automations(unique_rows, fields)
    actuals = tuple(_actuals(unique_rows))
    contradicted = found(rules, RegisterContext(automations, actuals, unique_rows))
    findings = (*missing, *reading.findings, *row_findings, *repeated, *differing, *contradicted)
    return Register(automations, actuals, Findings(findings))


def _without_repetitions(
    rows: Sequence[RegisterRow],
) -> tuple[list[RegisterRow], list[Finding]]:
    """Leave out rows about an automation and year that an earlier row is about."""
    first: dict[tuple[str, int | None], RegisterRow] = {}
    findings = []
    for row in rows:
        earlier = first.setdefault((row.automation_id, row.years.get("fiscal_year")), row)
        if earlier is not row:
            findings.append(
                row.finding(
                    "automation_twice",
                    "name",
                    automation=row.texts.get("automation") or row.texts["name"],
                    row=earlier.address_seen_from(row),
                )
            )
    return list(first.values()), findings


def _automations(
    rows: Sequence[RegisterRow], fields: FieldSet
) -> tuple[tuple[Automation, ...], list[Finding]]:
    """Merge the rows of each automation over the years; the newest answers count."""
    by_id: dict[str, list[RegisterRow]] = defaultdict(list)
    for row in rows:
        by_id[row.automation_id].append(row)
    automations: list[Automation] = []
    findings: list[Finding] = []
    for of_automation in by_id.values():
        of_automation.sort(key=lambda row: row.years.get("fiscal_year", 0))
        automations.append(_automation(of_automation))
        findings += _differing(of_automation, fields)
    return tuple(automations), findings


def _automation(rows: Sequence[RegisterRow]) -> Automation:
    """Build an automation from its rows, oldest first."""
    texts: dict[str, str] = {}
    numbers: dict[str, float] = {}
    codes: dict[str, str] = {}
    years: dict[str, int] = {}
    for row in rows:
        texts |= row.texts
        numbers |= row.numbers
        codes |= row.codes
        years |= row.years
    newest = rows[-1]
    runs = codes.get("still_running")
    return Automation(
        automation_id=newest.automation_id,
        department=newest.texts["department"],
        task_name=newest.texts["name"],
        name=texts.get("automation", ""),
        means=codes.get("means"),
        running_since=years.get("running_since"),
        hours_per_year_before=numbers.get("hours_per_year_before"),
        share=numbers["share_percent"] / 100.0,
        still_running=None if runs is None else runs == "yes",
        ended_in=years.get("ended_in"),
        end_reason=codes.get("end_reason"),
        task_id=texts.get("task_id", ""),
        remarks=texts.get("remarks", ""),
        source=newest.source("name"),
    )


def _differing(rows: Sequence[RegisterRow], fields: FieldSet) -> Iterator[Finding]:
    newest = rows[-1]
    for row in rows[:-1]:
        for field_id in _FACTS:
            written, counts = _shown(row, field_id, fields), _shown(newest, field_id, fields)
            if written and counts and written != counts:
                seen = f"{counts} ({newest.address_seen_from(row)})"
                yield row.finding("automation_differs", field_id, written=written, newest=seen)


def _shown(row: RegisterRow, field_id: str, fields: FieldSet) -> str:
    if field_id in row.codes:
        return fields[field_id].choice_label(row.codes[field_id])
    if field_id in row.years:
        return str(row.years[field_id])
    return f"{row.numbers[field_id]:,.10g}" if field_id in row.numbers else ""


def _actuals(rows: Iterable[RegisterRow]) -> Iterator[Actual]:
    for row in rows:
        if "fiscal_year" in row.years and "saved_hours_per_year" in row.numbers:
            yield Actual(
                automation_id=row.automation_id,
                fiscal_year=row.years["fiscal_year"],
                saved_hours_per_year=row.numbers["saved_hours_per_year"],
                runs_per_year=row.numbers.get("runs_per_year"),
                items_per_year=row.numbers.get("items_per_year"),
                exceptions_per_year=row.numbers.get("exceptions_per_year"),
                measured_by=row.codes.get("measured_by"),
                source=row.source("saved_hours_per_year"),
            )


RULES = (
    FindingRule(
        "automation_twice",
        "error",
        N_("the automation “{automation}” stands twice for the same year; that in {row} is used."),
        N_("Delete one of the two, or tell two automations of a task apart by their names."),
        quotes="automation",
    ),
    FindingRule(
        "automation_differs",
        "warning",
        N_("“{field}” is {written} here, but for the newest fiscal year {newest}, which counts."),
        N_("Write the same in every year, or correct the newest."),
    ),
)
