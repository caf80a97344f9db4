"""Texts of history entries in the user's language: kind, tasks, old and new values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, cast

from rpa_scout.candidates import REASONS
from rpa_scout.fiscal_years import fiscal_year_label
from rpa_scout.policy.fields import FieldDefinition
from rpa_scout.policy.model import Policy
from rpa_scout.project.decisions import OVERRIDE_LABELS, OverrideKind
from rpa_scout.project.ledger.entry_tasks import EntryTasks, TaskChange, ValueChange
from rpa_scout.project.ledger.history import HistoryEntry
from rpa_scout.project.states import DONE_LABELS, TaskState, state_label
from rpa_scout.text import N_, _, listed

TASKS_NAMED: Final = 3
"""Number of tasks that an entry names unless all are requested."""

KIND_LABELS: Final = {
    "create": N_("project made"),
    "import": N_("surveys imported"),
    "rename": N_("renaming confirmed"),
    "decide": N_("decision"),
    "adopt_plan": N_("plan taken over"),
    "enter_figure": N_("figure of an indicator"),
    "official_weights": N_("officials' weights"),
    "override": N_("judgement"),
    "withdraw_override": N_("judgement withdrawn"),
    "note": N_("note written"),
    "correct": N_("answer corrected"),
    "remove_correction": N_("correction removed"),
    "confirm": N_("figure confirmed"),
    "accept": N_("finding accepted"),
    "policy": N_("policy"),
    "register": N_("register imported"),
    "assign_automation": N_("automation assigned"),
    "assess": N_("assessment"),
    "departments": N_("list of departments taken over"),
    "rename_department": N_("department renamed"),
    "merge_departments": N_("departments merged"),
    "split_department": N_("department split"),
    "add_task": N_("task added"),
    "split_task": N_("task split"),
    "merge_tasks": N_("tasks merged"),
    "not_same": N_("marked as different"),
    "confirm_group": N_("group confirmed"),
    "split_group": N_("group split"),
    "refuse_group": N_("group refused"),
    "hand_out": N_("document handed out"),
    "inquiry": N_("head of the inquiry"),
    "send_forms": N_("forms written"),
    "ask": N_("questions asked"),
    "objections": N_("objections of departments taken over"),
    "without_names": N_("copy without names"),
    "undo": N_("undone"),
    "redo": N_("done again"),
}
"""Labels of the kinds of entries; English, translated when shown."""

_DONE: Final = {
    "create": N_("Project made"),
    "import": N_("Surveys imported"),
    "rename": N_("Renaming confirmed"),
    "decide": N_("Plan changed"),
    "adopt_plan": N_("Plan taken over"),
    "enter_figure": N_("Figure entered"),
    "official_weights": N_("Officials' weights kept"),
    "override": N_("Judgement recorded"),
    "withdraw_override": N_("Judgement withdrawn"),
    "note": N_("Note written"),
    "correct": N_("Answer corrected"),
    "remove_correction": N_("Correction removed"),
    "confirm": N_("Figure confirmed"),
    "accept": N_("Finding accepted"),
    "policy": N_("Policy put in force"),
    "register": N_("Register imported"),
    "assign_automation": N_("Automation assigned"),
    "assess": N_("Results kept"),
    "departments": N_("List of departments taken over"),
    "rename_department": N_("Department renamed"),
    "merge_departments": N_("Departments merged"),
    "split_department": N_("Department split"),
    "add_task": N_("Task added"),
    "split_task": N_("Task split"),
    "merge_tasks": N_("Tasks merged"),
    "not_same": N_("Marked as different"),
    "confirm_group": N_("Group confirmed"),
    "split_group": N_("Group split"),
    "refuse_group": N_("Group refused"),
    "hand_out": N_("Document handed out"),
    "inquiry": N_("Head of the inquiry changed"),
    "send_forms": N_("Forms written"),
    "ask": N_("Questions asked"),
    "objections": N_("Objections taken over"),
    "without_names": N_("Copied without names"),
    "undo": N_("Undone"),
    "redo": N_("Done again"),
}
"""What was done, by kind of entry; a decision with a state uses `DONE_LABELS` instead."""

_COUNTS: Final = {
    "number": N_("No. {value}"),
    "departments": N_("{value} departments"),
    "added": N_("{value} new"),
    "changed": N_("{value} changed"),
    "gone": N_("{value} gone"),
    "automations": N_("{value} automations"),
    "actuals": N_("{value} actuals"),
    "documents": N_("{value} documents"),
    "questions": N_("{value} questions"),
    "questions_answered": N_("{value} questions answered"),
    "corrected": N_("{value} answers corrected"),
    "comments": N_("{value} comments"),
    "version": N_("version {value}"),
    "scorecard": "{value}",
}
"""Details of an entry that are shown beside its tasks, with their templates."""

_NAMED_DETAILS: Final = {
    "parts": N_("parts {value}"),
    "merged": N_("merged with it: {value}"),
    "pair": "{value}",
    "figure": "{value}",
    "officials": "{value}",
    "files": "{value}",
}
"""Details of a reorganisation that are shown beside its tasks, with their templates."""

_COUNTED_KINDS: Final = (
    *("import", "policy", "register", "assess", "departments", "hand_out", "objections"),
    *("send_forms", "ask"),
)
_BUILDERS: Final = {"in_house": N_("own staff"), "vendor": N_("vendor")}
_PLAN_LABELS: Final = {
    "planned_fiscal_year": N_("planned fiscal year"),
    "owner": N_("owner"),
    "builder": N_("builder"),
    "automation": N_("automation"),
    "group": N_("group"),
}


def _marks(entry: HistoryEntry) -> Iterator[str]:
    """Yield the texts of the details that are neither counts nor tasks."""
    if entry.details.get("withdrawn"):
        yield _("taken back")
    if "to_departments" in entry.details:
        before, after = entry.details["from_departments"], entry.details["to_departments"]
        yield _("{old} → {new}").format(old=before, new=after)
    for name, template in _NAMED_DETAILS.items():
        if entry.details.get(name):
            yield _(template).format(value=entry.details[name])
    complete = entry.details.get("complete")
    if complete is not None:
        yield _("declared complete") if complete else _("declared not complete")
    marked = entry.details.get("not_candidate_because")
    if marked:
        yield _("adopted although no candidates: {value}").format(value=_marked_text(marked))


def _marked_text(marked: Mapping[str, str]) -> str:
    """Name the tasks that were adopted although they are no candidates, with the reasons."""
    labels = {
        task: _(REASONS[code].label) if code in REASONS else code for task, code in marked.items()
    }
    return "、".join(f"{task} ({label})" for task, label in labels.items())


def kind_label(kind: str) -> str:
    """Return the label of a kind of entry."""
    return _(KIND_LABELS[kind]) if kind in KIND_LABELS else kind


def local_time(at: str) -> str:
    """Return a moment in local time, to the minute."""
    return dt.datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")


def entry_line(entry: HistoryEntry, changed: EntryTasks, policy: Policy) -> str:
    """Return what an entry did, without its date, author and reason."""
    parts = [*_counts(entry), *_task_groups(changed, policy)]
    more = changed.count - len(changed.tasks)
    if more:
        parts.append(_("{count:,} more tasks").format(count=more))
    parts += _marks(entry)
    if not parts:
        return _done(entry)
    return _("{kind}: {details}").format(kind=_done(entry), details=listed(parts))


def _done(entry: HistoryEntry) -> str:
    state = entry.details.get("state")
    if entry.kind == "decide" and state in DONE_LABELS:
        return _(DONE_LABELS[TaskState(state)])
    done = _(_DONE.get(entry.kind, entry.kind))
    if entry.refers_to is None:
        return done
    return _("{done} (No. {number}, {kind})").format(
        done=done, number=entry.refers_to, kind=kind_label(entry.details.get("kind", ""))
    )


def _counts(entry: HistoryEntry) -> Iterator[str]:
    if entry.kind not in _COUNTED_KINDS:
        return
    for name, template in _COUNTS.items():
        value = entry.details.get(name)
        if value not in (None, "", 0):
            yield _(template).format(value=value)


def _task_groups(changed: EntryTasks, policy: Policy) -> Iterator[str]:
    """Yield tasks with their changes; tasks with the same change (old → new) share one text."""
    groups: dict[str, list[str]] = {}
    for task in changed.tasks:
        change = listed([_value_text(value, policy) for value in task.values])
        groups.setdefault(change, []).append(_task_name(task))
    for change, names in groups.items():
        tasks = listed(names)
        yield _("{tasks} ({change})").format(tasks=tasks, change=change) if change else tasks


def _task_name(task: TaskChange) -> str:
    if not task.name:
        return task.task_id
    return _("{department} “{name}”").format(department=task.department, name=task.name).strip()


def value_texts(change: ValueChange, policy: Policy) -> tuple[str, str, str]:
    """Return label, old and new value of a change."""
    if change.kind in ("note", "finding"):
        label = N_("note") if change.kind == "note" else N_("finding accepted")
        return _(label), str(change.old or ""), str(change.new or "")
    shown = _shown(change, policy)
    label = _label(change, policy) or (_("decision") if change.kind == "state" else "")
    return label, shown(change.old), shown(change.new)


def _value_text(change: ValueChange, policy: Policy) -> str:
    if change.kind == "note":
        return _("note: {text}").format(text=change.new or change.old)
    if change.kind == "finding":
        return str(change.new or change.old)
    if change.kind == "state" and None in (change.old, change.new):
        return _("new") if change.old is None else _("removed")
    shown = _shown(change, policy)
    step = _("{old} → {new}").format(old=shown(change.old), new=shown(change.new))
    label = _label(change, policy)
    judgement = f"{label} {step}" if label else step
    if change.kind == "override" and change.computed is not None:
        template = _("{judgement}; computed: {computed}")
        return template.format(judgement=judgement, computed=shown(change.computed))
    return judgement


def _label(change: ValueChange, policy: Policy) -> str:
    if change.kind == "answer":
        return policy.survey.label(change.field)
    if change.kind == "override":
        return _(OVERRIDE_LABELS[cast("OverrideKind", change.field)])
    return _(_PLAN_LABELS[change.kind]) if change.kind in _PLAN_LABELS else ""


def _shown(change: ValueChange, policy: Policy) -> Callable[[object], str]:
    """Return the function that formats the values of a change."""
    labels: dict[str, Callable[[Any], str]] = {
        "state": state_label,
        "planned_fiscal_year": fiscal_year_label,
        "builder": lambda code: _(_BUILDERS.get(code, code)),
        "answer": lambda answer: _answer_text(policy.survey.by_id.get(change.field), answer),
        "override": lambda value: _judged_text(value, policy.means_labels()),
    }
    label = labels.get(change.kind, str)
    return lambda value: _("none") if value is None else label(value)


def _answer_text(field: FieldDefinition | None, answer: object) -> str:
    if isinstance(answer, float):
        return f"{answer:,.10g}"
    if field is not None and answer in field.codes:
        return field.choice_label(str(answer))
    return str(answer)


def _judged_text(value: float | str, means: Mapping[str, str]) -> str:
    if isinstance(value, str):
        return means.get(value, value)
    return f"{value:,.1f}".removesuffix(".0")
