"""Worked examples are declared data: they answer the survey's own fields, or are refused."""

import pytest
from pydantic import ValidationError

from rpa_scout.policy.fields import FieldSet


def with_answers(fields, **answers):
    declared = fields.model_dump()
    declared["example"] = [{**declared["example"][0], "answers": answers}]
    return declared


def test_examples_show_the_four_kinds(fields):
    assert {"rpa", "ocr", "by_hand", "generative_ai"} <= {example.id for example in fields.example}


def test_examples_answer_by_code(fields):
    declared = with_answers(fields, pattern="entry", runs_per_year=12, template="unknown")
    assert FieldSet.model_validate(declared).example[0].answers["runs_per_year"] == 12


@pytest.mark.parametrize(
    "answers",
    [{"patern": "entry"}, {"pattern": "typing"}, {"runs_per_year": -1}, {"name": 3.0}],
    ids=["no such field", "no such choice", "outside the range", "a number for a text"],
)
def test_examples_that_do_not_fit_are_refused(fields, answers):
    with pytest.raises(ValidationError, match="is no answer to"):
        FieldSet.model_validate(with_answers(fields, **answers))
