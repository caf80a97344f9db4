"""Quality on the labelled tasks; the bounds lie a little below the figures of docs/similarity.md.

Groups, partners and calibration are measured by a model that has not seen the city's kinds of work.
The shipped model and the shipped weights of answers have: those tests only guard what is shipped.
"""

import numpy as np
import pytest
from tools.similarity_measures import cluster_scores, expected_error, partner_share

import rpa_scout as rs
from rpa_scout.similarity.classifier import SameWorkClassifier
from rpa_scout.similarity.labelled import labelled_tasks
from rpa_scout.similarity.likeness import shipped_likeness
from rpa_scout.similarity.pair_features import PairFeatures
from rpa_scout.similarity.profiles import ANSWERS, profiles
from rpa_scout.similarity.same_work.linkage import average_linkage
from rpa_scout.similarity.search import candidate_pairs

CITY, TRUTH = labelled_tasks("city")
KINDS = TRUTH["concept"].tolist()


def learnt_elsewhere():
    """A model that has seen none of the city's kinds of work: learnt from the practice file."""
    features, same = [], []
    tasks, truth = labelled_tasks("practice")
    kind = truth["concept"].to_numpy()
    for seed in range(2):
        blanked = tasks.copy()
        draws = np.random.default_rng(seed)
        for field in ANSWERS:
            blanked.loc[draws.random(len(tasks)) < 0.35, field] = None
        described = profiles(blanked)
        first, second = candidate_pairs(described)
        features.append(PairFeatures(described).matrix(first, second))
        same.append(kind[first] == kind[second])
    features = np.concatenate(features).astype(float)
    scale = features.std(axis=0)
    scale[scale == 0.0] = 1.0
    model = SameWorkClassifier(scale=scale, strength=16.0).fit(features, np.concatenate(same))
    return model, profiles(CITY)


@pytest.fixture(scope="module")
def unseen():
    model, described = learnt_elsewhere()
    first, second = candidate_pairs(described)
    chances = model.predict_proba(PairFeatures(described).matrix(first, second))[:, 1]
    return type(shipped_likeness().pairs(described))(first, second, chances)


def test_groups_of_unseen_kinds_of_work(unseen):
    threshold = shipped_likeness().group_threshold
    labels = average_linkage(unseen, np.arange(len(CITY)), threshold)
    scores = cluster_scores(labels, KINDS)
    assert scores["f1"] >= 0.88
    assert scores["precision"] >= 0.90
    assert scores["b3"] >= 0.94


def test_a_partner_is_among_the_three_nearest(unseen):
    near = unseen.at_least(shipped_likeness().pair_threshold)
    assert partner_share(near.first, near.second, near.probability, KINDS) >= 0.95


def test_probabilities_of_unseen_pairs_are_near_their_frequency(unseen):
    kinds = np.array(KINDS)
    same = kinds[unseen.first] == kinds[unseen.second]
    assert expected_error(unseen.probability, same) <= 0.13


def test_groups_by_the_shipped_model():
    groups = rs.same_work_groups(CITY)
    scores = cluster_scores(groups.tolist(), KINDS)
    assert scores["f1"] >= 0.92
    assert scores["b3"] >= 0.95


@pytest.mark.parametrize(
    ("field", "accuracy", "loss"),
    [("pattern", 0.90, 0.35), ("input_form", 0.85, 0.50), ("judgement", 0.78, 0.55)],
)
def test_answers_of_a_department_that_left_all_blank(field, accuracy, loss):
    codes = list(CITY[field].cat.categories)
    chances = []
    for department in sorted(CITY["department"].unique()):
        blanked = CITY.copy()
        blanked.loc[blanked["department"] == department, list(ANSWERS)] = None
        proposed = rs.propose_answers(blanked, field)
        chances.append(proposed[CITY.loc[proposed.index, "department"] == department])
    rows = np.concatenate([part.to_numpy() for part in chances])
    ids = [task_id for part in chances for task_id in part.index]
    answer = np.array([codes.index(code) for code in TRUTH.loc[ids, field]])
    assert len(ids) == len(CITY)
    assert (rows.argmax(axis=1) == answer).mean() >= accuracy
    assert -np.log(rows[np.arange(len(answer)), answer]).mean() <= loss
    assert expected_error(rows.max(axis=1), rows.argmax(axis=1) == answer) <= 0.10


def test_the_measures_on_a_case_that_can_be_counted_by_hand():
    # groups {1, 2, 3} and {4}; kinds {1, 2} and {3, 4}: one pair of three is right, of two found
    scores = cluster_scores(["a", "a", "a", "b"], ["x", "x", "y", "y"])
    assert scores["precision"] == pytest.approx(1 / 3)
    assert scores["recall"] == pytest.approx(1 / 2)
    # B-cubed: precision (2/3 + 2/3 + 1/3 + 1) / 4, recall (1 + 1 + 1/2 + 1/2) / 4
    assert scores["b3"] == pytest.approx(2 * (2 / 3) * (3 / 4) / (2 / 3 + 3 / 4))
    assert partner_share([0, 0], [1, 2], [0.2, 0.9], ["x", "x", "y"]) == 1.0
    assert partner_share([0, 0], [1, 2], [0.2, 0.9], ["x", "x", "y"], nearest=1) == 0.5
    assert expected_error([0.95, 0.95, 0.05, 0.05], [1, 0, 0, 0]) == pytest.approx(0.25)
