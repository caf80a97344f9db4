"""The ranking as a table of numbers and codes, one row per task."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from rpa_scout.assessment.remarks import remark_codes
from rpa_scout.policy.derived import derived_hours_per_year, derived_items_per_year
from rpa_scout.savings.effort import DIFFICULTIES, builders, difficulty
from rpa_scout.scoring.questions import most_useful_questions

if TYPE_CHECKING:
    from rpa_scout.assessment.assess import Assessment


def ranking_frame(assessment: Assessment) -> pd.DataFrame:
    """Return one row per task, best first; `Assessment.ranking` says what the columns hold."""
    tasks, choice = assessment.inventory.tasks, assessment.choice
    levels = np.array([*DIFFICULTIES, None], dtype=object)
    level = np.where(
        choice.automates, difficulty(assessment.build_hours, assessment.policy.effort), -1
    )
    questions = most_useful_questions(assessment.scores, tasks, assessment.inventory.fields)
    frame = pd.DataFrame(
        {
            "task_id": tasks.index,
            "department": tasks["department"].to_numpy(),
            "name": tasks["name"].to_numpy(),
            "score": assessment.scores.score,
            "score_low": assessment.scores.score_low,
            "score_high": assessment.scores.score_high,
            "means": choice.ids,
            "ai_function": pd.Series(choice.functions, dtype=object),
            "difficulty": pd.Series(levels[level], dtype=object),
            "builder": pd.Series(builders(level, assessment.policy.effort), dtype=object),
            "build_hours": assessment.build_hours,
            "items_per_year": derived_items_per_year(tasks),
            "hours_per_year": derived_hours_per_year(tasks),
            "items_per_run": tasks["items_per_run"].to_numpy(),
            "saved_hours_per_year_p10": assessment.savings.p10,
            "saved_hours_per_year_p50": assessment.savings.p50,
            "saved_hours_per_year_p90": assessment.savings.p90,
            "saved_hours_per_year_mean": assessment.savings.mean,
            "chance_worse": assessment.chance_worse,
            "break_even_items_per_run": assessment.break_even.p50,
            "break_even_items_per_run_p10": assessment.break_even.p10,
            "break_even_items_per_run_p90": assessment.break_even.p90,
            "most_useful_question": pd.Series(questions, dtype=object),
            "remarks": pd.Series(
                remark_codes(assessment.candidacy, assessment.choice), dtype=object
            ),
            "candidate": assessment.is_candidate,
            "not_candidate_because": pd.Series(assessment.candidacy.codes, dtype=object),
            **assessment.inventory.row_locations(),
        }
    ).iloc[assessment.order]
    frame.insert(0, "rank", np.arange(1, len(frame) + 1))
    return frame.reset_index(drop=True)
