"""Fit the model of likeness and of answers: ``python tools/fit_similarity.py [--report]``.

It learns from the labelled tasks in ``similarity/data`` and writes ``likeness.toml`` and the
weights of answers beside them. With ``--report`` it writes nothing and prints the figures of
docs/similarity.md: every figure is of kinds of work that were left out when the model was fitted.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
from similarity_measures import cluster_scores, expected_error, partner_share
from similarity_pairs import (
    FILE_SIDE,
    NEAR_BY_RULE,
    JudgedPairs,
    judged_pairs,
    masked,
    pairs_by_rule,
)

from rpa_scout.policy.fields import load_fields
from rpa_scout.similarity.answer_features import answer_features, feature_names
from rpa_scout.similarity.answer_model import INTERCEPT, AnswerModel, weights_file
from rpa_scout.similarity.answers import similar_votes, with_votes
from rpa_scout.similarity.classifier import SameWorkClassifier
from rpa_scout.similarity.grams import SPACE
from rpa_scout.similarity.labelled import LABELLED_FILES, labelled_tasks
from rpa_scout.similarity.likeness import MODEL_FILE, Likeness, TaskPairs
from rpa_scout.similarity.pair_features import PAIR_FEATURES
from rpa_scout.similarity.profiles import ANSWERS, profiles
from rpa_scout.similarity.same_work.linkage import average_linkage
from rpa_scout.similarity.words import shipped_words
from rpa_scout.task_frame import task_frame

ROOT = Path(__file__).resolve().parent.parent

STRENGTH = 3.0
"""Chosen by a model of the other file: 1 to 8 give F1 within 0.04 of each other."""

PAIR_THRESHOLD, GROUP_THRESHOLD = 0.15, 0.35
PRIOR_WORTH = {"pattern": 0.7, "input_form": 0.7, "judgement": 0.8}
STRICTNESS = {"pattern": 1.0, "input_form": 1.0, "judgement": 0.3}
HARDLY_SHRUNK = 0.1

FOLDS, SPLITS = 5, 3
LEAST_SEEN = 3
NEVER_SEEN = -5.0
"""Intercept of codes that no labelled task has."""

Positions = npt.NDArray[np.int64]


def fitted(parts: Sequence[JudgedPairs], without: frozenset[str] = frozenset()) -> Likeness:
    """Fit the likeness on pairs of which neither task is of a kind left out."""
    parts = [*parts, pairs_by_rule()]
    features = np.concatenate([part.features for part in parts]).astype(np.float64)
    same = np.concatenate([part.same for part in parts])
    weight = np.concatenate([part.weight for part in parts])
    kinds = np.concatenate([part.kinds for part in parts])
    used = ~of_kinds(kinds, without).any(axis=1)
    scale = features[used].std(axis=0)
    scale[scale == 0.0] = 1.0
    own = own_intercepts(parts)
    model = SameWorkClassifier(scale=[*scale, *[HARDLY_SHRUNK] * own.shape[1]], strength=STRENGTH)
    design = np.column_stack([features, own])
    model.fit(design[used], same[used], sample_weight=weight[used])
    return Likeness(
        float(model.intercept_[0]),
        model.coef_[0, : len(PAIR_FEATURES)],
        scale,
        PAIR_THRESHOLD,
        GROUP_THRESHOLD,
        PRIOR_WORTH,
    )


def own_intercepts(parts: Sequence[JudgedPairs]) -> npt.NDArray[np.float64]:
    """Return the columns that are fitted and not shipped, shape (pairs, 2).

    How many near pairs by rule are the same work is our choice, and would make every probability
    too low. How many pairs of a file are is the choice of those who wrote it; of two files the
    middle is shipped, whatever their sizes.
    """
    near = np.concatenate([part.kinds[:, 0] == NEAR_BY_RULE for part in parts])
    several = len({part.file for part in parts} & set(FILE_SIDE)) > 1
    side = [np.full(len(part.same), several * FILE_SIDE.get(part.file, 0.0)) for part in parts]
    return np.column_stack([near, np.concatenate(side)])


def of_kinds(kinds: npt.NDArray[np.object_], chosen: frozenset[str]) -> npt.NDArray[np.bool_]:
    """Return which kinds of work are among the chosen."""
    return np.isin(kinds.astype(str), list(chosen) or [""])


def folds(kinds: Sequence[str], seed: int) -> list[frozenset[str]]:
    """Split kinds of work into folds."""
    shuffled = np.random.default_rng(seed).permutation(sorted(set(kinds)))
    return [frozenset(shuffled[number::FOLDS].tolist()) for number in range(FOLDS)]


def scores(pairs: TaskPairs, kind: Sequence[str], threshold: float) -> dict[str, float]:
    """Measure groups, partners and calibration on judged pairs of tasks."""
    labels = average_linkage(pairs, np.arange(len(kind)), threshold)
    near = pairs.at_least(PAIR_THRESHOLD)
    kinds = np.asarray(kind)
    same = kinds[pairs.first] == kinds[pairs.second]
    return {
        **cluster_scores(labels, kind),
        "top3": partner_share(near.first, near.second, near.probability, kind),
        "ece": expected_error(pairs.probability, same),
    }


def left_out_pairs(
    tasks: pd.DataFrame, kind: Sequence[str], parts: Sequence[JudgedPairs], seed: int
) -> TaskPairs:
    """Judge each pair by models that have seen no task of either kind of work."""
    described = profiles(tasks)
    kinds = np.asarray(kind, dtype=object)
    pairs = fitted(parts).pairs(described)
    sums, times = np.zeros(len(pairs.first)), np.zeros(len(pairs.first))
    for without in folds(kind, seed):
        left_out = of_kinds(kinds, without)
        touched = left_out[pairs.first] | left_out[pairs.second]
        model = fitted(parts, without)
        judged = model.judged(described, pairs.first[touched], pairs.second[touched])
        sums[touched] += judged.probability
        times[touched] += 1.0
    return replace(pairs, probability=sums / times)


def surveyed(file: str, names_only: bool) -> tuple[pd.DataFrame, list[str]]:
    """Return a labelled file as a survey would have it, and the kinds of work."""
    tasks, truth = labelled_tasks(file)
    if names_only or file != "city":  # the city's file has its blanks already
        tasks = masked(tasks, 0, 1.0 if names_only else 0.35, names_only)
    return tasks, truth["concept"].tolist()


def report_groups() -> None:
    """Print the figures of groups: each file by a model of the other, and by folds over kinds."""
    parts = {name: list(judged_pairs(name)) for name in LABELLED_FILES}
    for file, names_only in product(LABELLED_FILES, (False, True)):
        tasks, kind = surveyed(file, names_only)
        what = f"{file}, {'names only' if names_only else 'all columns'}"
        model = fitted([part for name in parts if name != file for part in parts[name]])
        pairs = model.pairs(profiles(tasks))
        print(f"{what}, by a model of the other file:")
        for threshold in (0.25, 0.3, 0.35, 0.4):
            print(f"  {threshold}: {_shown(scores(pairs, kind, threshold))}", flush=True)
        every = [part for name in parts for part in parts[name]]
        rows = [
            scores(left_out_pairs(tasks, kind, every, seed), kind, GROUP_THRESHOLD)
            for seed in range(SPLITS)
        ]
        table = pd.DataFrame(rows)
        print(f"{what}, kinds left out: {_shown(dict(table.mean()))}")
        print(f"  spread over splits: {_shown(dict(table.std()))}", flush=True)


def _shown(values: dict[str, float]) -> str:
    return " ".join(f"{name} {value:.3f}" for name, value in values.items())


def sample_tasks() -> pd.DataFrame:
    """Return the tasks of the sample city with their answers."""
    fields = load_fields().by_id
    with (ROOT / "samples/catalogue.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    columns: dict[str, list[str | None]] = {
        name: [row[name] or None for row in rows]
        for name in ("department", "name", "description", "systems")
    }
    for field in ANSWERS:
        codes = {choice.label: choice.code for choice in fields[field].choices}
        columns[field] = [codes.get(row[field]) for row in rows]
    return task_frame(columns)


def typical_tasks() -> pd.DataFrame:
    """Return the entries of the catalogue as tasks."""
    cells = pd.read_csv(MODEL_FILE.with_name("catalogue.csv"), dtype=str, keep_default_na=False)
    names = ("name", "description", "systems", *ANSWERS)
    return task_frame({name: [cell or None for cell in cells[name]] for name in names})


def answered_tasks(field: str) -> Iterator[tuple[pd.DataFrame, Positions, list[str]]]:
    """Yield tasks, the codes of their answers and their kinds of work, under several masks."""
    codes = list(load_fields().by_id[field].codes)
    for file in LABELLED_FILES:
        tasks, truth = labelled_tasks(file)
        answer = np.array([codes.index(code) for code in truth[field]])
        for seed, share in ((0, 0.35), (1, 1.1)):
            yield masked(tasks, seed, share), answer, truth["concept"].tolist()
    for tasks in (sample_tasks(), typical_tasks()):
        answer = tasks[field].cat.codes.to_numpy().astype(np.int64)
        yield masked(tasks, 3, 0.6), answer, [""] * len(tasks)


def fitted_answers(field: str, without: frozenset[str] = frozenset()) -> AnswerModel:
    """Fit the model of a field's answers on tasks that are not of a kind left out."""
    from scipy.sparse import vstack
    from sklearn.linear_model import LogisticRegression

    learnt = list(answered_tasks(field))
    features = vstack([answer_features(profiles(tasks), field) for tasks, _, _ in learnt]).tocsr()
    answer = np.concatenate([answers for _, answers, _ in learnt])
    kinds = np.array([kind for _, _, kinds in learnt for kind in kinds], dtype=object)
    used = (answer >= 0) & ~of_kinds(kinds, without)
    first_gram = features.shape[1] - SPACE
    seen = np.bincount(features[used].indices, minlength=features.shape[1])
    least = np.where(np.arange(features.shape[1]) < first_gram, LEAST_SEEN, 3 * LEAST_SEEN)
    columns = np.flatnonzero(seen >= least)
    model = LogisticRegression(C=STRICTNESS[field], max_iter=500)
    model.fit(features[used][:, columns], answer[used])
    codes = load_fields().by_id[field].codes
    weights = np.zeros((len(columns) + 1, len(codes)))
    weights[0] = NEVER_SEEN
    weights[:, model.classes_] = np.vstack([model.intercept_, model.coef_.T])
    named = feature_names(shipped_words(), field)
    names = [
        named[column] if column < first_gram else f"g:{column - first_gram}" for column in columns
    ]
    return AnswerModel(field, weights[0], tuple(names), weights[1:])


def report_answers() -> None:
    """Print the figures of proposed answers: one department left out, its kinds of work unseen."""
    tasks, truth = labelled_tasks("city")
    kind = truth["concept"].tolist()
    model = fitted(list(judged_pairs("practice")))
    left_out = [(rows, model.pairs(profiles(blanked))) for rows, blanked in departments(tasks)]
    every = profiles(masked(tasks, 0, 1.0))
    for field in ANSWERS:
        codes = list(load_fields().by_id[field].codes)
        answer = np.array([codes.index(code) for code in truth[field]])
        chances = np.zeros((len(tasks), len(codes)))
        for without in folds(kind, 0):
            rows = of_kinds(np.asarray(kind, dtype=object), without)
            chances[rows] = fitted_answers(field, without).probabilities(every)[rows]
        for rows, pairs in left_out:
            asked = np.where(rows, -1, tasks[field].cat.codes.to_numpy()).astype(np.int64)
            votes = similar_votes(pairs, asked, len(codes))[rows]
            chances[rows] = with_votes(chances[rows], votes, PRIOR_WORTH[field])
        print(f"{field}: {_shown(answer_scores(chances, answer))}", flush=True)


def answer_scores(chances: npt.NDArray[np.float64], answer: Positions) -> dict[str, float]:
    """Measure proposed answers."""
    hits = chances.argmax(axis=1) == answer
    loss = -np.log(chances[np.arange(len(answer)), answer]).mean()
    error = expected_error(chances.max(axis=1), hits)
    return {"accuracy": float(hits.mean()), "log_loss": float(loss), "ece": error}


def departments(tasks: pd.DataFrame) -> Iterator[tuple[npt.NDArray[np.bool_], pd.DataFrame]]:
    """Yield the rows of each department, and the tasks without its answers."""
    for department in sorted(tasks["department"].unique()):
        rows = (tasks["department"] == department).to_numpy()
        blanked = tasks.copy()
        for field in ANSWERS:
            blanked.loc[rows, field] = None
        yield rows, blanked


def write_answer_weights(field: str) -> None:
    """Write the weights of a field's answers."""
    model = fitted_answers(field)
    names = [INTERCEPT, *model.names]
    weights = np.vstack([model.intercept, model.weights])
    with weights_file(field).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["feature", *load_fields().by_id[field].codes])
        writer.writerows(
            [name, *(f"{value:.3f}" for value in row)]
            for name, row in zip(names, weights, strict=True)
        )


def write_likeness(model: Likeness) -> None:
    """Write the model of likeness."""
    lines = [
        "# Written by tools/fit_similarity.py from the labelled tasks beside this file.",
        "# Log odds of being the same work = intercept + sum of coefficient times feature.",
        f"intercept = {model.intercept:.6f}",
        "",
        "[threshold]",
        f"pairs = {model.pair_threshold}",
        f"groups = {model.group_threshold}",
        "",
        "# How many similar tasks the answer foretold from a task's own texts is worth.",
        "[prior_worth]",
        *(f"{field} = {worth}" for field, worth in model.prior_worth.items()),
    ]
    for name, coefficient, scale in zip(
        PAIR_FEATURES, model.coefficients, model.scale, strict=True
    ):
        lines += [
            "",
            f"[feature.{name}]",
            f"coefficient = {coefficient:.6f}",
            f"scale = {scale:.6f}",
        ]
    MODEL_FILE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Fit and write, or report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--report", action="store_true", help="print the figures, write nothing")
    parser.add_argument("--only", choices=("pairs", "answers"), help="one of the two models")
    chosen = parser.parse_args()
    if chosen.report:
        report_groups()
        report_answers()
        return
    if chosen.only != "answers":
        write_likeness(fitted([part for file in LABELLED_FILES for part in judged_pairs(file)]))
    if chosen.only != "pairs":
        for field in ANSWERS:
            write_answer_weights(field)


if __name__ == "__main__":
    main()
