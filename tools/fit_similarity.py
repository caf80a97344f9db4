"""Fit the model of likeness and of answers: ``python tools/fit_similarity.py [--report]``.

It learns from the labelled tasks in ``similarity/data`` and writes ``likeness.toml`` and the
weights of answers beside them. With ``--report`` it writes nothing and prints the figures of
docs/similarity.md: every figure is of kinds of work that were left out when the model was fitted.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.similarity.measures import cluster_scores, expected_error, partner_share  # noqa: E402

from rpa_scout.similarity.answer_features import answer_features, feature_names  # noqa: E402
from rpa_scout.similarity.answer_model import INTERCEPT, weights_file  # noqa: E402
from rpa_scout.similarity.classifier import SameWorkClassifier  # noqa: E402
from rpa_scout.similarity.grams import SPACE  # noqa: E402
from rpa_scout.similarity.groups import average_linkage  # noqa: E402
from rpa_scout.similarity.labelled import LABELLED_FILES, labelled_tasks  # noqa: E402
from rpa_scout.similarity.likeness import MODEL_FILE, Likeness  # noqa: E402
from rpa_scout.similarity.pair_features import PAIR_FEATURES, PairFeatures  # noqa: E402
from rpa_scout.similarity.profiles import ANSWERS, profiles  # noqa: E402
from rpa_scout.similarity.search import candidate_pairs  # noqa: E402
from rpa_scout.similarity.words import shipped_words  # noqa: E402
from rpa_scout.policy.fields import load_fields  # noqa: E402
from rpa_scout.task_frame import task_frame  # noqa: E402

STRENGTH = 8.0
"""Chosen with the folds over kinds of work: 3 to 30 give the same figures within their spread."""

PAIR_THRESHOLD, GROUP_THRESHOLD = 0.25, 0.3
PRIOR_WORTH = {"pattern": 0.7, "input_form": 0.7, "judgement": 0.8}
STRICTNESS = {"pattern": 1.0, "input_form": 1.0, "judgement": 0.3}
MASKS = ((0, 0.35), (1, 0.35), (2, 1.1))
"""Seeds and shares of answers that are blanked: surveys have blanks, and so must what is learnt."""

FOLDS = 5
LEAST_SEEN = 3
Positions = npt.NDArray[np.int64]


@dataclass(frozen=True)
class JudgedPairs:
    """Pairs of one labelled file: features, whether the same work, and the kinds of both."""

    features: npt.NDArray[np.float32]
    same: npt.NDArray[np.bool_]
    kinds: npt.NDArray[np.object_]


def masked(tasks: pd.DataFrame, seed: int, share: float) -> pd.DataFrame:
    """Blank a share of the answers."""
    draws = np.random.default_rng(seed)
    result = tasks.copy()
    for field in ANSWERS:
        result.loc[draws.random(len(tasks)) < share, field] = None
    return result


def judged_pairs(file: str, masks: Sequence[tuple[int, float]]) -> Iterator[JudgedPairs]:
    """Yield the pairs of a labelled file as the search finds them, under several masks."""
    tasks, truth = labelled_tasks(file)
    kind = truth["concept"].to_numpy(dtype=object)
    for seed, share in masks:
        described = profiles(masked(tasks, seed, share))
        first, second = candidate_pairs(described)
        features = PairFeatures(described).matrix(first, second)
        yield JudgedPairs(
            features, kind[first] == kind[second], np.column_stack([kind[first], kind[second]])
        )


def fitted(parts: Sequence[JudgedPairs], without: frozenset[str] = frozenset()) -> Likeness:
    """Fit the likeness on pairs of which neither task is of a kind left out."""
    features = np.concatenate([part.features for part in parts]).astype(np.float64)
    same = np.concatenate([part.same for part in parts])
    kinds = np.concatenate([part.kinds for part in parts])
    used = ~np.isin(kinds.astype(str), list(without) or [""]).any(axis=1)
    scale = features[used].std(axis=0)
    scale[scale == 0.0] = 1.0
    weight = np.full(int(used.sum()), 1.0 / len(MASKS))
    model = SameWorkClassifier(scale=scale, strength=STRENGTH)
    model.fit(features[used], same[used], sample_weight=weight)
    return Likeness(
        float(model.intercept_[0]), model.coef_[0], scale, PAIR_THRESHOLD, GROUP_THRESHOLD,
        PRIOR_WORTH,
    )  # fmt: skip


def folds(kinds: Sequence[str], seed: int) -> list[frozenset[str]]:
    """Split kinds of work into folds."""
    shuffled = np.random.default_rng(seed).permutation(sorted(set(kinds)))
    return [frozenset(shuffled[number::FOLDS].tolist()) for number in range(FOLDS)]


def scores(model: Likeness, tasks: pd.DataFrame, kind: Sequence[str]) -> dict[str, float]:
    """Measure groups, partners and calibration on tasks."""
    pairs = model.pairs(profiles(tasks))
    labels = average_linkage(pairs, np.arange(len(tasks)), model.group_threshold)
    near = pairs.at_least(model.pair_threshold)
    kinds = np.asarray(kind)
    same = kinds[pairs.first] == kinds[pairs.second]
    return {
        **cluster_scores(labels, kind),
        "top3": partner_share(near.first, near.second, near.probability, kind),
        "ece": expected_error(pairs.probability, same),
    }


def report_groups() -> None:
    """Print the figures of groups: each file by a model of the other, and by folds over kinds."""
    for file in LABELLED_FILES:
        learnt = [part for name in LABELLED_FILES if name != file for part in judged_pairs(name, MASKS)]
        tasks, truth = labelled_tasks(file)
        model = fitted(learnt)
        for threshold in (0.2, 0.25, 0.3, 0.35, 0.4):
            for pair_threshold in (0.1, 0.2, 0.3) if threshold == GROUP_THRESHOLD else (PAIR_THRESHOLD,):
                tried = replace(model, group_threshold=threshold, pair_threshold=pair_threshold)
                shown = scores(tried, masked(tasks, 0, 0.35) if file == "practice" else tasks, truth["concept"].tolist())
                print(f"{file} by the others, {threshold} {pair_threshold}:", _shown(shown), flush=True)
    parts = [part for name in LABELLED_FILES for part in judged_pairs(name, MASKS)]
    rows = []
    for seed in range(2):
        for file in LABELLED_FILES:
            tasks, truth = labelled_tasks(file)
            tasks = masked(tasks, 0, 0.35) if file == "practice" else tasks
            for without in folds(truth["concept"].tolist(), seed):
                chosen = truth["concept"].isin(list(without)).to_numpy()
                model = fitted(parts, without)
                rows.append({"file": file, **scores(model, tasks[chosen], truth["concept"][chosen].tolist())})
    table = pd.DataFrame(rows).groupby("file").agg(["mean", "std"])
    print(table.round(3).T.to_string())


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


def answer_weights(field: str) -> tuple[list[str], npt.NDArray[np.float64]]:
    """Fit the model of a field's answers: names of features and weights, the intercept first."""
    from scipy.sparse import vstack
    from sklearn.linear_model import LogisticRegression

    learnt = list(answered_tasks(field))
    features = vstack([answer_features(profiles(tasks), field) for tasks, _, _ in learnt]).tocsr()
    answer = np.concatenate([answers for _, answers, _ in learnt])
    known = answer >= 0
    seen = np.bincount(features[known].indices, minlength=features.shape[1])
    named = feature_names(shipped_words(), field)
    first_gram = features.shape[1] - SPACE
    least = np.where(np.arange(features.shape[1]) < first_gram, LEAST_SEEN, 3 * LEAST_SEEN)
    columns = np.flatnonzero(seen >= least)
    model = LogisticRegression(C=STRICTNESS[field], max_iter=500)
    model.fit(features[known][:, columns], answer[known])
    codes = load_fields().by_id[field].codes
    weights = np.zeros((len(columns) + 1, len(codes)))
    weights[0] = -5.0
    weights[:, model.classes_] = np.vstack([model.intercept_, model.coef_.T])
    names = [
        named[column] if column < first_gram else f"g:{column - first_gram}" for column in columns
    ]
    return [INTERCEPT, *names], weights


def write_answer_weights(field: str) -> None:
    """Write the weights of a field's answers."""
    names, weights = answer_weights(field)
    with weights_file(field).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["feature", *load_fields().by_id[field].codes])
        writer.writerows([name, *(f"{value:.3f}" for value in row)] for name, row in zip(names, weights, strict=True))


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
    for name, coefficient, scale in zip(PAIR_FEATURES, model.coefficients, model.scale, strict=True):
        lines += ["", f"[feature.{name}]", f"coefficient = {coefficient:.6f}", f"scale = {scale:.6f}"]
    MODEL_FILE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Fit and write, or report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--report", action="store_true", help="print the figures, write nothing")
    parser.add_argument("--only", choices=("pairs", "answers"), help="one of the two models")
    chosen = parser.parse_args()
    if chosen.report:
        report_groups()
        return
    if chosen.only != "answers":
        write_likeness(fitted([part for file in LABELLED_FILES for part in judged_pairs(file, MASKS)]))
    if chosen.only != "pairs":
        for field in ANSWERS:
            write_answer_weights(field)


if __name__ == "__main__":
    main()
