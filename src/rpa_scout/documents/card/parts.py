"""The parts of a card: what the task is, its volume, score, means, hours, decision, actuals."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from rpa_scout.assessment.explanation import (
    Answer,
    CriterionPart,
    Explanation,
    KnownPattern,
    answer_of,
)
from rpa_scout.documents.basis import DocumentBasis
from rpa_scout.documents.filling.excel_template import Value
from rpa_scout.documents.task_lines import result_of, task_line
from rpa_scout.documents.wording import (
    UNKNOWN,
    chance_in_words,
    hours_range,
    percent,
    rounded,
    whole,
    year_label,
)
from rpa_scout.evidence.cases import ReferenceCase
from rpa_scout.fiscal_target.planned import LIVE
from rpa_scout.ranking.before_after import before_after
from rpa_scout.ranking.formats import is_missing
from rpa_scout.register.fields import load_register_fields
from rpa_scout.savings.effort import extra_systems
from rpa_scout.similarity.one_task.known_pattern import known_patterns, published_cases

Line = dict[str, Value]
Values = dict[str, Value]

_OVERVIEW: Final = {
    "業務の内容": "description",
    "使用システム": "systems",
    "ネットワーク": "network",
    "個人情報": "personal_data",
    "繁忙月": "peak_months",
    "手順書": "manual",
    "予定された変更": "planned_change",
    "根拠法令等": "legal_basis",
    "従事人数": "people",
}
"""Names in the template by survey field; a field that the survey has not is left blank."""


@dataclass(frozen=True, slots=True)
class KnownWork:
    """What is known of a task's own work elsewhere; None where there is nothing."""

    pattern: KnownPattern | None
    case: tuple[ReferenceCase, float] | None  # With the probability of being the same work


_EVIDENCE: Final = {"operational": "本格運用", "trial": "試行", "projected": "見込み"}
_LEVELS: Final = {"low": "低", "medium": "中", "high": "高"}
_CASES_SHOWN: Final = 2
_LONGEST: Final = 240
_GAPS_NAMED: Final = 2
_LEAST_GAP: Final = 0.05  # points of score


def overview_values(basis: DocumentBasis, task_id: str) -> Values:
    """Return what the survey says about the task."""
    inventory = basis.assessment.inventory
    values: Values = {}
    for name, field_id in _OVERVIEW.items():
        if field_id in inventory.fields.by_id:
            values[name] = _shortened(answer_of(inventory, task_id, field_id).shown)
        else:
            values[name] = ""
    return values


def _shortened(text: str) -> str:
    """Return a text of at most some lines: a card is one page, printed at full size."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…（続きは調査票）"


def volume_values(basis: DocumentBasis, explanation: Explanation) -> Values:
    """Return the hours of today with their formula, and the difference to the reported hours."""
    task_id = explanation.task_id
    answers: dict[Any, Any] = basis.assessment.inventory.tasks.loc[[task_id]].to_dict("records")[0]
    now, reported = basis.line_of[task_id]["hours_per_year"], answers["hours_per_year_reported"]
    if not explanation.hours.formula:
        formula = (
            "回数・件数・時間の記入が揃っていないため、"
            f"申告の年間総時間（{whole(reported)}時間）による。"
        )
        if is_missing(reported):
            formula = "回数・件数・時間、年間総時間のいずれも分からないため、計算していない。"
        return {"業務量の式": formula, "申告との差": ""}
    formula = f"{explanation.hours.formula} ＝ 導入前 年{whole(now)}時間"
    if is_missing(reported):
        return {"業務量の式": formula, "申告との差": "年間総時間の申告なし"}
    difference = float(reported) - float(now)
    sign = "＋" if difference > 0.0 else ""
    text = f"申告は年{whole(reported)}時間（差{sign}{whole(difference)}時間）"
    return {"業務量の式": formula, "申告との差": text}


def criterion_lines(explanation: Explanation) -> list[Line]:
    """Return answer, points and contribution of every criterion."""
    total = sum(part.weight for part in explanation.criteria)
    return [
        {
            "番号": float(number),
            "判断基準": part.label,
            "回答": "、".join(map(_shown, part.answers)),
            "点": part.points,
            "加点": part.contribution,
            "満点": 100.0 * part.weight / total,
        }
        for number, part in enumerate(explanation.criteria, start=1)
    ]


_QUANTITIES: Final = {
    "runs_per_year": "年{}回",
    "items_per_run": "1回{}件",
    "minutes_per_item": "1件{}分",
    "setup_minutes_per_run": "準備{}分",
    "hours_per_year_reported": "申告{}時間",
    "exception_percent": "例外{}％",
}


def _shown(answer: Answer) -> str:
    """Return an answer; a number with what it counts."""
    template = _QUANTITIES.get(answer.field, "{}") if answer.is_known else "{}"
    return template.format(answer.shown)


def score_values(basis: DocumentBasis, explanation: Explanation) -> Values:
    """Return score, range, rank, and the criteria that miss most points."""
    total = sum(part.weight for part in explanation.criteria)

    def missing(part: CriterionPart) -> float:
        return 100.0 * part.weight / total - part.contribution

    numbered = sorted(enumerate(explanation.criteria, start=1), key=lambda pair: -missing(pair[1]))
    named = "、".join(
        f"{number}（{missing(part):.1f}）"
        for number, part in numbered[:_GAPS_NAMED]
        if missing(part) > _LEAST_GAP
    )
    return {
        "適合度": f"{explanation.score:.1f}",
        "適合度の幅": f"{explanation.score_low:.1f}～{explanation.score_high:.1f}",
        "順位": f"{explanation.rank:,}位／{len(basis.rows):,}業務",
        "満点との差": named or "なし",
    }


def means_values(basis: DocumentBasis, explanation: Explanation) -> Values:
    """Return the means, the answers behind it, difficulty and the hours to build."""
    assessment, line = basis.assessment, basis.line_of[explanation.task_id]
    effort = assessment.policy.effort
    difficulty = (
        f"低は作成{effort.medium_from_hours:g}時間未満、中は{effort.high_from_hours:g}時間未満"
    )
    chosen = next((part for part in explanation.means if part.chosen), None)
    fields = assessment.inventory.fields
    unconfirmed = "、".join(map(fields.label, chosen.unconfirmed)) if chosen else ""
    return {
        "手段": basis.report.labels.label("means", line["means"]),
        "手段の条件": explanation.reason,
        "要確認の条件": unconfirmed or "なし",
        "難易度": _LEVELS.get(str(line["difficulty"]), "―"),
        "難易度の定義": difficulty,
        "作成時間の式": _build_formula(basis, explanation.task_id),
        "作成区分": str(task_line(basis, line)["作成区分"]) or "―",
    }


def _build_formula(basis: DocumentBasis, task_id: str) -> str:
    assessment = basis.assessment
    row = assessment.position_of(task_id)
    hours = float(assessment.build_hours[row])
    if math.isnan(hours):
        return "作成しない（活用できる手段がない。）"
    effort = assessment.policy.effort
    base = assessment.policy.means[assessment.choice.position[row]].build_hours
    extra = float(extra_systems(assessment.inventory.tasks.iloc[[row]])[0])
    before = base + effort.hours_per_extra_system * extra
    systems = f"2つ目以降のシステム{extra:g} × {effort.hours_per_extra_system:g}時間"
    return f"（基本{base:g}時間 ＋ {systems}） × 補正{hours / before:.2f} ＝ {whole(hours)}時間"


def effect_lines(line: Mapping[str, Any]) -> list[Line]:
    """Return hours before, after and saved by the three estimates."""
    hours = before_after(line)
    lines: list[Line] = []
    for name, saved in (
        ("中央の見込み", hours.saved),
        ("控えめな見込み", hours.saved_p10),
        ("多めの見込み", hours.saved_p90),
    ):
        before, whole_saved = rounded(hours.before), rounded(saved)
        is_known = before is not None and whole_saved is not None
        lines.append(
            {
                "見込み": name,
                "導入前": before,
                "導入後": (before or 0.0) - (whole_saved or 0.0) if is_known else None,
                "削減時間": whole_saved,
                "削減率": saved / hours.before if hours.before > 0.0 and is_known else None,
            }
        )
    return lines


def effect_values(explanation: Explanation, line: Mapping[str, Any]) -> Values:
    """Return the chance of getting worse with its cause, and from how many items it pays."""
    hours = explanation.hours
    mean = line["saved_hours_per_year_mean"]
    note = "" if is_missing(mean) else f"（試算の平均は{whole(mean)}時間。合計の計算に用いる。）"
    return {
        "悪化の確率": UNKNOWN
        if math.isnan(hours.chance_worse)
        else chance_in_words(hours.chance_worse),
        "悪化の説明": hours.worse_sentence or "効果を見積もることができない。",
        "効果が出る件数": hours.advice,
        "平均の注": note,
        "ばらつきの幅": hours_range(hours.saved_p10, hours.saved_p90)
        if math.isfinite(hours.saved_p50)
        else UNKNOWN,
    }


def known_work(basis: DocumentBasis, task_ids: Sequence[str]) -> dict[str, KnownWork]:
    """Return the typical municipal task and the published case that each task fits."""
    patterns = known_patterns(basis.assessment, task_ids)
    cases = published_cases(basis.assessment, task_ids)
    return {task: KnownWork(patterns.get(task), cases.get(task)) for task in task_ids}


def pattern_values(known: KnownWork) -> Values:
    """Return the typical municipal task."""
    none = "当てはまる典型業務：なし"
    return {"典型業務": none if known.pattern is None else known.pattern.sentence}


def case_lines(explanation: Explanation, known: KnownWork) -> list[Line]:
    """Return the published case of the same work, then those with the most similar answers."""
    lines, nearest = [], [near.case for near in explanation.hours.nearest]
    if known.case is not None:
        case, probability = known.case
        line = _case(case)
        lines.append({**line, "業務": f"{line['業務']}（類似度{probability:.0%}）"})
        nearest = [near for near in nearest if near.case_id != case.case_id]
    return [*lines, *map(_case, nearest)][:_CASES_SHOWN]


def _case(case: ReferenceCase) -> Line:
    result = case.result
    share = UNKNOWN if result is None else percent(result)
    if result is not None and result < 0.0:
        share = f"{1.0 - result:.1f}倍に増加"
    source = case.source_url.split("://")[-1].split("/")[0]
    return {
        "団体": case.body_in("ja"),
        "業務": case.task_in("ja"),
        "削減率": share,
        "段階": _EVIDENCE.get(case.evidence, ""),
        "出典": source,
    }


def decision_values(basis: DocumentBasis, task_id: str) -> Values:
    """Return decision, reason, plan, and judgements beside the computed values."""
    decision = basis.decisions.get(task_id)
    line = basis.line_of[task_id]
    judged = []
    if decision is not None and decision.hours is not None:
        computed = whole(line["saved_hours_per_year_p50"])
        judged.append(f"削減時間：計算値{computed}時間に対し{whole(decision.hours)}時間")
    if decision is not None and decision.score is not None:
        judged.append(f"適合度：計算値{line['score']:.1f}に対し{decision.score:.1f}")
    if decision is not None and decision.means is not None:
        labels = basis.report.labels
        computed = labels.label("means", line["means"])
        judged.append(f"手段：計算上の{computed}に対し{labels.label('means', decision.means)}")
    reason = (decision.judgement_reason if decision else None) or ""
    # What runs by the register alone was never planned.
    is_live = decision is not None and decision.state == LIVE
    shown = task_line(basis, line)
    return {
        "決定": result_of(basis, task_id),
        "実施年度": shown["実施年度"] or ("―" if is_live else "未定"),
        "担当": shown["担当"] or "未定",
        "決定の理由": (decision.reason if decision else None) or "",
        "職員の判断": f"{'、'.join(judged)}（{reason}）" if judged else "なし",
    }


def actual_lines(basis: DocumentBasis, task_id: str) -> list[Line]:
    """Return the measured hours of the task's automations, year by year."""
    lines: list[Line] = []
    register = basis.register
    for automation in register.automations:
        if automation.task_id != task_id:
            continue
        estimate = basis.estimate_of(task_id, automation.share)
        for actual in register.actuals:
            if actual.automation_id != automation.automation_id:
                continue
            saved = actual.saved_hours_per_year
            lines.append(
                {
                    "年度": year_label(actual.fiscal_year),
                    "導入前": rounded(automation.hours_per_year_before),
                    "実績": rounded(saved),
                    "把握方法": measured_by(actual.measured_by),
                    "見込みとの差": rounded(None if estimate is None else saved - estimate[1]),
                }
            )
    return lines


def measured_by(code: str | None) -> str:
    """Return how hours were measured, as the register's form calls it."""
    return "" if code is None else load_register_fields()["measured_by"].choice_label(code, "ja")
