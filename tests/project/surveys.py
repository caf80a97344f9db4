"""Small inventories, as they are read and as they come again a year later."""

import pandas as pd

from rpa_scout.inventory import Inventory, TableSource

ANSWERS = {
    "runs_per_year": 240.0,
    "items_per_run": 40.0,
    "minutes_per_item": 3.0,
    "pattern": "entry",
    "judgement": "none",
    "timing": "batch",
    "input_form": "spreadsheet",
    "digitisable": "already",
    "change_frequency": "rarely",
}


def survey(departments, findings=(), **answers):
    """Return an inventory of one list a department, names from row 6 on.

    ``departments`` maps a department to its names, or to pairs of a name and answers of its own.
    """
    rows, index, places, tables = [], [], [], []
    for position, (department, names) in enumerate(departments.items()):
        for place, one in enumerate(names):
            name, own = one if isinstance(one, tuple) else (one, {})
            rows.append({"department": department, "name": name, **ANSWERS, **answers, **own})
            index.append(f"{department}-{place + 6}")
            places.append((position, place + 6))
        columns = {field: column for column, field in enumerate(["department", "name", *ANSWERS])}
        tables.append(
            TableSource(
                file=f"{department}.xlsx",
                sheet="業務一覧",
                department=department,
                header_row=5,
                columns=columns,
                rows_read=len(names),
                rows_used=len(names),
            )
        )
    plain = Inventory.from_frame(pd.DataFrame(rows, index=pd.Index(index, dtype=object)))
    sources = pd.DataFrame(places, columns=["table", "row"], index=plain.tasks.index)
    return Inventory(
        tasks=plain.tasks,
        left_out=plain.left_out,
        sources=sources,
        tables=tuple(tables),
        findings=plain.findings + findings,
    )


TAX = survey({"税務課": ["異動届の入力", "課税台帳の照合", "証明書の発行"]})
TWO = survey({"税務課": ["異動届の入力", "課税台帳の照合"], "会計課": ["支出命令の確認"]})
