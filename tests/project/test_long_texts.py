"""Texts as long as a cell takes them, and longer than an index of PostgreSQL does."""

from random import Random

from tests.project.surveys import survey

from rpa_scout.findings import Finding, Findings
from rpa_scout.project.project import Project
from rpa_scout.register.records import Actual, Automation, Register, automation_id


def long_text(seed, length=32_000):
    """Return a text that no index makes short: 32,000 signs drawn by chance."""
    draw = Random(seed)
    return "".join(chr(draw.randrange(0x4E00, 0x9FFF)) for _ in range(length))


def test_long_texts_are_kept_and_stay_apart(project, tmp_path):
    department, name = long_text(1), long_text(2)
    near = department[:-1] + "々"
    read_id = f"{department}-6"
    finding = Finding(
        "unknown_choice",
        f"{department}.xlsx",
        "業務一覧",
        "C6",
        "timing",
        {"written": name},
        read_id,
    )
    inventory = survey({department: [name], near: [name]}, Findings((finding,)))
    imported = project.surveys.import_(inventory)
    assert len(set(imported.added)) == 2
    assert {one.department for one in project.tasks.all()} == {department, near}
    again = project.surveys.import_(inventory)
    assert again.unchanged == imported.added
    task = imported.added[0]
    (about,) = project.inventory().findings
    assert about.row_id == task
    project.answers.accept(about, "確認済み")
    assert len(project.inventory().findings) == 0
    keys = [automation_id(one, name) for one in (department, near)]
    assert len(set(keys)) == 2
    project.register.import_(
        Register(
            tuple(
                Automation(key, one, name)
                for key, one in zip(keys, (department, near), strict=True)
            ),
            (Actual(keys[0], 2025, 12.5),),
        )
    )
    project.tasks.note(name, task)
    assert {one.task_id for one in project.register.current().automations} == set(imported.added)
    assert project.verify().is_whole
    lines = project.export(tmp_path / "a.jsonl").read_bytes()
    for ending in ("jsonl", "xlsx"):
        export = project.export(tmp_path / f"a.{ending}")
        with Project.restore(tmp_path / f"{ending}.rpascout", export, "担当B") as restored:
            assert restored.export(tmp_path / "b.jsonl").read_bytes() == lines
