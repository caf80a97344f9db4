"""Answers proposed for tasks that left a choice blank, from their texts and from similar tasks."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from rpa_scout.arrays import Floats
from rpa_scout.errors import InputError
from rpa_scout.policy.fields import shipped_fields
from rpa_scout.similarity.answer_model import shipped_answer_model
from rpa_scout.similarity.likeness import Likeness, TaskPairs, shipped_likeness
from rpa_scout.similarity.profiles import ANSWERS, TaskProfiles, profiles
from rpa_scout.similarity.words import WordList
from rpa_scout.text import N_

Positions = npt.NDArray[np.int64]

_EVEN_ANSWERS = 2.0
"""How many answers, spread evenly, are added before shares are taken."""


def propose_answers(
    tasks: pd.DataFrame,
    field: str,
    *,
    likeness: Likeness | None = None,
    words: WordList | None = None,
) -> pd.DataFrame:
    """Propose answers for the tasks that left a choice blank; they are never set.

    What a task's texts say (for `pattern`, `input_form` and `judgement`; for other choices the
    shares of all answers) counts as much as a few similar tasks; each similar task that has
    answered counts by its probability of being the same work.

    Parameters
    ----------
    tasks : DataFrame, shape (tasks, fields)
        Tasks as in :attr:`rpa_scout.Inventory.tasks`.
    field : str
        Id of a field with choices, such as ``pattern``.
    likeness : Likeness, optional
        The model of likeness; by default the shipped one.
    words : WordList, optional
        The office's words; by default the shipped list.

    Returns
    -------
    DataFrame, shape (blank tasks, codes)
        Probability of each code, 0 to 1, by ``task_id``; each row sums to 1.

    Raises
    ------
    InputError
        The field has no choices.

    Examples
    --------
    >>> import pandas as pd
    >>> import rpa_scout as rs
    >>> tasks = rs.Inventory.from_frame(pd.DataFrame({"name": ["議事録の作成"]})).tasks
    >>> rs.propose_answers(tasks, "input_form").idxmax(axis=1).tolist()
    ['spoken']
    """
    if not isinstance(tasks.dtypes.get(field), pd.CategoricalDtype):
        raise InputError(N_("The field “{field}” has no choices to propose."), field=field)
    likeness = likeness or shipped_likeness()
    described = profiles(tasks, words)
    return proposed_shares(tasks, field, described, likeness.pairs(described), likeness)


def proposed_shares(
    tasks: pd.DataFrame, field: str, described: TaskProfiles, pairs: TaskPairs, likeness: Likeness
) -> pd.DataFrame:
    """Return what :func:`propose_answers` does, from profiles and pairs that are known.

    The profiles may go on behind the tasks; pairs are those of the tasks alone.
    """
    answers = tasks[field].cat.codes.to_numpy().astype(np.int64)
    blank = np.flatnonzero(answers < 0)
    codes = [str(code) for code in tasks[field].cat.categories]
    prior = _prior(described, field, answers, codes)[blank]
    votes = similar_votes(pairs, answers, len(codes))[blank]
    chances = with_votes(prior, votes, likeness.prior_worth.get(field, 1.0))
    return pd.DataFrame(chances, index=tasks.index[blank], columns=codes)


def _prior(described: TaskProfiles, field: str, answers: Positions, codes: Sequence[str]) -> Floats:
    """Return what is proposed without similar tasks, shape (tasks, codes)."""
    learned = [*shipped_fields()[field].codes] if field in ANSWERS else []
    if set(learned) == set(codes):  # a city's own choices were not learned
        in_order = [learned.index(code) for code in codes]
        return shipped_answer_model(field).probabilities(described)[:, in_order]
    given = np.bincount(answers[answers >= 0], minlength=len(codes))
    counts = given + _EVEN_ANSWERS / len(codes)
    return np.tile(counts / counts.sum(), (len(described), 1))


def with_votes(prior: Floats, votes: Floats, worth: float) -> Floats:
    """Return the shares of codes where the prior counts as so many similar tasks."""
    return np.asarray((worth * prior + votes) / (worth + votes.sum(axis=1, keepdims=True)))


def similar_votes(pairs: TaskPairs, answers: Positions, codes: int) -> Floats:
    """Sum the probabilities of similar tasks by their answer, shape (tasks, codes)."""
    votes = np.zeros((len(answers), codes))
    for task, partner in ((pairs.first, pairs.second), (pairs.second, pairs.first)):
        answered = answers[partner] >= 0
        np.add.at(votes, (task[answered], answers[partner[answered]]), pairs.probability[answered])
    return votes
