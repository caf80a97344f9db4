"""Policies with any number of indicators: of the frozen policy, some left out and some added."""

import re

from tests.frozen import policy_text

HALF_WAY = """
[targets.half_way]
label = "中間の業務削減時間"
label_en = "Hours half-way"
unit = "時間／年"
unit_en = "hours/year"
baseline = 1200
baseline_year = 2025
goal = 1500
goal_year = 2028
figure = "hours"
source = "2-7"
"""

USE = """
[targets.use]
label = "生成AIの利用率"
label_en = "Use of generative AI"
unit = "％"
unit_en = "%"
baseline = 0
baseline_year = 2025
goal = 50
goal_year = 2030
source = "2-7"
"""

KINDS = {
    "none": ([], []),
    "hours": (["hours"], []),
    "tasks": (["tasks"], []),
    "of another name": ([], [HALF_WAY]),
    "two": (["hours", "tasks"], []),
    "three": (["hours", "tasks"], [HALF_WAY]),
}
"""Of each kind, which of hours and tasks stay, and what computed indicators come on top."""


def policy_file(folder, kind):
    """Write a policy of a kind, with one indicator that is entered by hand."""
    kept, more = KINDS[kind]
    text = policy_text()
    tables = re.findall(r"^\[targets\.(\w+)\]$", text, re.MULTILINE)
    for name in set(tables) - set(kept):
        text = re.sub(rf"^\[targets\.{name}\]\n(?:(?!\[|#).*\n)*", "", text, flags=re.MULTILINE)
    path = folder / f"{kind}.toml"
    path.write_text(text + USE + "".join(more), encoding="utf-8")
    return path
