"""The classifier, and what a city's own judgements change."""

import warnings

import numpy as np
import pandas as pd
import pytest
from tests.similarity.city import named

import rpa_scout as rs
from rpa_scout.errors import FileError, InputError
from rpa_scout.similarity.classifier import SameWorkClassifier
from rpa_scout.similarity.labelled import labelled_tasks
from rpa_scout.similarity.likeness import shipped_likeness
from rpa_scout.similarity.spelling import plain_spellings
from rpa_scout.similarity.words import OfficeWord, read_words, shipped_words


def test_the_classifier_is_a_good_scikit_learn_estimator():
    from sklearn.utils.estimator_checks import check_estimator

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        done = check_estimator(SameWorkClassifier(), on_skip=None)
    assert {check["status"] for check in done} <= {"passed", "skipped"}
    assert sum(check["status"] == "passed" for check in done) > 50


def test_without_a_prior_it_is_ridge_regression():
    from sklearn.linear_model import LogisticRegression

    draws = np.random.default_rng(1)
    features = draws.normal(size=(400, 3))
    same = features @ [1.0, -2.0, 0.5] + draws.logistic(size=400) > 0.3
    ours = SameWorkClassifier(strength=2.0).fit(features, same)
    # scikit-learn leaves the intercept free; with 400 pairs that hardly matters
    theirs = LogisticRegression(C=0.5, tol=1e-10, max_iter=1000).fit(features, same)
    assert ours.coef_ == pytest.approx(theirs.coef_, abs=0.02)
    assert ours.intercept_ == pytest.approx(theirs.intercept_, abs=0.02)


def test_few_pairs_leave_the_prior_and_many_outweigh_it():
    draws = np.random.default_rng(2)
    features = draws.normal(size=(5000, 1))
    same = 3.0 * features[:, 0] + draws.logistic(size=5000) > 0.0

    def learnt(count):
        model = SameWorkClassifier(prior_coef=[-1.0], strength=5.0, classes=(False, True))
        return float(model.fit(features[:count], same[:count]).coef_[0, 0])

    assert learnt(4) == pytest.approx(-1.0, abs=0.5)
    assert learnt(5000) == pytest.approx(3.0, abs=0.3)
    assert learnt(4) < learnt(40) < learnt(5000)


@pytest.fixture(scope="module")
def refused():
    """A city that refuses every proposal which crosses two programmes."""
    tasks, truth = labelled_tasks("practice")
    pairs = rs.similar_tasks(tasks)
    kind = truth["concept"]
    same = [kind[a] == kind[b] for a, b in zip(pairs["task_id_a"], pairs["task_id_b"], strict=True)]
    return tasks, pairs.assign(same=same)


def test_refusals_of_a_city_lower_what_it_refused(refused):
    tasks, judged = refused
    city_model = shipped_likeness().fit(tasks, judged)
    again = rs.similar_tasks(tasks, likeness=city_model, threshold=0.0)
    chances = again.set_index(["task_id_a", "task_id_b"])["probability"]
    refusals = judged[~judged["same"]].set_index(["task_id_a", "task_id_b"])["probability"]
    assert chances.loc[refusals.index].mean() < refusals.mean()


def test_one_sided_judgements_move_the_model_without_breaking_it():
    tasks = named("受診券の作成", "受診券の発送", "給報入力")
    judged = pd.DataFrame({"task_id_a": ["1"], "task_id_b": ["2"], "same": [True]})
    before = rs.similar_tasks(tasks, threshold=0.0)["probability"].max()
    city_model = shipped_likeness().fit(tasks, judged)
    after = rs.similar_tasks(tasks, likeness=city_model, threshold=0.0)["probability"].max()
    assert before < after < 1.0


def test_a_judgement_of_an_unknown_task_is_refused():
    judged = pd.DataFrame({"task_id_a": ["1"], "task_id_b": ["9"], "same": [True]})
    with pytest.raises(InputError):
        shipped_likeness().fit(named("給報入力"), judged)


def test_the_office_may_add_its_own_words():
    tasks = named("ゆうゆう券の交付", "高齢者入浴利用券の交付")
    assert rs.similar_tasks(tasks, threshold=0.5).empty
    word = OfficeWord("document", "入浴券", ("ゆうゆう券", "高齢者入浴利用券"))
    extended = shipped_words().extended([word])
    assert len(rs.similar_tasks(tasks, words=extended, threshold=0.5)) == 1


def test_a_list_of_words_with_an_unknown_kind_is_refused(tmp_path):
    path = tmp_path / "words.csv"
    path.write_text("kind,word,also\nthing,給報,\n", encoding="utf-8")
    with pytest.raises(FileError, match="2"):
        read_words(path)
    with pytest.raises(FileError):
        read_words(tmp_path / "missing.csv")


def test_every_shipped_word_is_found_in_a_text():
    words = shipped_words()
    texts = plain_spellings([word.word for word in words.words])
    spans = words.spans(texts).joined(words.coded_spans(texts))
    assert set(range(len(texts))) == set(spans.text.tolist())


def test_every_shipped_word_stands_once():
    words = [(word.kind, word.word) for word in shipped_words().words]
    assert len(set(words)) == len(words)


def test_fields_without_choices_are_refused():
    with pytest.raises(InputError):
        rs.propose_answers(named("給報入力"), "name")
    with pytest.raises(InputError):
        rs.propose_answers(named("給報入力"), "no_such_field")


def test_choices_without_a_shipped_model_follow_similar_tasks():
    timing = ["batch", "batch", None, "immediate", None]
    names = ["給報入力", "給報の入力", "給与支払報告書の入力", "窓口の案内", "会議録の作成"]
    proposed = rs.propose_answers(named(*names, timing=timing), "timing")
    assert proposed.loc["3", "batch"] > proposed.loc["5", "batch"]
    assert proposed.idxmax(axis=1).tolist() == ["batch", "batch"]
