"""The sentences of the report, made from the figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import pandas as pd

from rpa_scout.candidates import reason_label
from rpa_scout.documents.basis import DocumentBasis
from rpa_scout.documents.wording import (
    chance_in_words,
    in_japanese,
    percent,
    whole,
)
from rpa_scout.fiscal_target.planned import scenarios_needed
from rpa_scout.ranking.candidate_counts import CandidateCounts

_NAMED = 3
_WIDE_RANGE = 10.0
"""Points between the lowest and the highest score: many answers are missing."""


def summary(basis: DocumentBasis) -> list[str]:
    """Return three sentences: what came in, what is proposed, how sure the goals are."""
    return [_reported(basis), _proposed(basis), _chances(basis)]


def _reported(basis: DocumentBasis) -> str:
    with in_japanese():
        candidates = CandidateCounts.of(basis.assessment).text
    return (
        f"{basis.department_count}所属から{len(basis.rows):,}業務の報告があり、"
        f"このうち候補は{candidates}である。"
    )


def _proposed(basis: DocumentBasis) -> str:
    outlook = basis.proposal.outlook
    if not outlook.adopted and not basis.proposal.is_enough:
        return "新たに採択できる候補はない。"
    if not outlook.adopted:
        return "採択済みの業務で目標の達成が見込まれるため、新たに採択を要する業務はない。"
    return (
        f"順位の上位から{outlook.adopted:,}業務を採択すると、約{whole(float(outlook.live.p50))}業務が"
        f"稼働し、削減時間は年{whole(float(outlook.hours.p50))}時間増える見込みである"
        f"（控えめな見込み{whole(float(outlook.hours.p10))}時間、"
        f"多めの見込み{whole(float(outlook.hours.p90))}時間）。"
    )


def _chances(basis: DocumentBasis) -> str:
    proposal = basis.proposal
    if not basis.assessment.target.has_goals:
        return "選定方針に計算する目標指標がないため、目標を達成する確率は示さない。"
    both = chance_in_words(proposal.outlook.chances.both)
    counted = [
        f"{chance_in_words(chance)}とするには{count:,}業務"
        for chance, count in proposal.needed.items()
        if count and chance != proposal.wanted_chance
    ]
    if not proposal.is_enough and not proposal.outlook.adopted:
        return f"現状のまますべての目標を達成する確率（試算）は{both}である。"
    if not proposal.is_enough:
        return (
            f"候補の全てを採択しても、すべての目標を達成する確率（試算）は{both}であり、"
            f"{chance_in_words(proposal.wanted_chance)}に届かない。"
        )
    if not proposal.outlook.adopted:
        return f"新たに採択しない場合に、すべての目標を達成する確率（試算）は{both}である。"
    needed = f"（{'、'.join(counted)}の採択が必要）" if counted else ""
    return f"すべての目標を達成する確率（試算）は{both}となる{needed}。"


def points_to_decide(basis: DocumentBasis) -> list[str]:
    """Return what the council is asked to decide."""
    rows = basis.proposal.rows
    vendors = rows.loc[rows["builder"] == "vendor", "name"].tolist()
    declined = [
        basis.line_of[task_id]["name"]
        for task_id, decision in basis.decisions.items()
        if decision.state == "declined" and task_id in basis.line_of
    ]
    reasons = _not_candidates(basis)
    refused = (
        f"決定済みの見送り{len(declined)}業務（{_named(declined)}）のほか、" if declined else ""
    )
    declining = f"{refused}候補としない業務（{reasons}）を今回は見送る案"
    if not len(rows):
        return ["新たな業務は採択しない案", declining]
    return [
        f"表2及び別表のとおり、{len(rows):,}業務を採択する案",
        declining,
        (
            f"シナリオ作成の難しい{len(vendors):,}業務を事業者委託とする案（{_named(vendors)}）"
            if vendors
            else "採択案は全てデジタル課の内製とする案（難易度の高い業務は含まれない。）"
        ),
    ]


def _not_candidates(basis: DocumentBasis) -> str:
    codes = Counter(
        code
        for code in basis.rows["not_candidate_because"]
        if isinstance(code, str) and code != "automated"
    )
    with in_japanese():
        parts = [
            f"{reason_label(code, basis.assessment.policy)}{count:,}業務"
            for code, count in codes.most_common()
        ]
    return "、".join(parts) or "該当なし"


def _named(names: Sequence[str]) -> str:
    return _first([f"「{name}」" for name in names], "業務")


def _first(texts: Sequence[str], unit: str) -> str:
    """Return the first texts of a list, and how many more there are."""
    shown = "、".join(texts[:_NAMED])
    return f"{shown}ほか{len(texts) - _NAMED}{unit}" if len(texts) > _NAMED else shown


def notes(basis: DocumentBasis) -> list[str]:
    """Return what the reader of the figures has to keep in mind."""
    return [*_notes(basis)]


def _notes(basis: DocumentBasis) -> Iterator[str]:
    draws = basis.assessment.simulation.draws
    yield (
        f"削減時間は、公表事例等に基づく係数を変えながら{draws:,}回試算した結果である。表の値は中央の"
        "見込み（p50）、控えめな見込み（p10）は10回に9回、多めの見込み（p90）は10回に1回、"
        "それを上回る値を示す。合計の見込みは、各業務の見込みを足した数とは一致しない。"
    )
    yield _track_record(basis)
    rows = basis.proposal.rows
    yield from _groups(rows)
    worse = rows.loc[rows["saved_hours_per_year_p10"] < 0.0, ["name", "chance_worse"]]
    if len(worse):
        named = [f"「{name}」（{percent(float(chance))}）" for name, chance in worse.to_numpy()]
        yield (
            "採択案のうち、確認や例外処理に時間がかかり、かえって時間が増えるおそれがある業務は"
            f"次のとおりである（括弧内は時間が増える確率（試算））。{_first(named, '業務')}"
        )
    unsure = rows.loc[rows["score_high"] - rows["score_low"] >= _WIDE_RANGE, "name"].tolist()
    if unsure:
        yield (
            "未回答が多く、適合度の幅が10点以上ある業務は、採択の前に所属へ確認する。"
            f"{_named(unsure)}"
        )


def _groups(rows: pd.DataFrame) -> Iterator[str]:
    """Yield which proposed tasks are built together, and how many scenarios that leaves."""
    grouped = rows[rows["group_id"].notna()]
    counts = Counter(grouped["group_id"])
    shown = grouped.drop_duplicates("group_id")[["group_id", "group", "group_hours_per_year"]]
    together = [
        f"「{name}」（採択案のうち{counts[group]:,}業務、グループ全体で現在年{whole(hours)}時間）"
        for group, name, hours in shown.to_numpy().tolist()
    ]
    if together:
        group_of = dict(zip(grouped["task_id"], grouped["group_id"], strict=True))
        scenarios = scenarios_needed(rows["task_id"].tolist(), group_of)
        yield (
            "同種の業務として確定した次のグループは、シナリオを1回だけ作成し、他の業務向けに調整する。"
            f"採択案の{len(rows):,}業務に必要なシナリオは{scenarios:,}本である。"
            f"{_first(together, 'グループ')}"
        )


def _track_record(basis: DocumentBasis) -> str:
    measured = basis.target.measured
    if not measured.tasks:
        return (
            "過去の見込みと実績との比較は、実績の把握後に行う（現時点で比較できる業務はない。）。"
        )
    within = sum(task.is_within for task in measured.tasks)
    ratio = f"、実績の合計は見込みの{measured.ratio:.1f}倍" if measured.ratio else ""
    return (
        f"過去の見込みと実績を比較できる{len(measured.tasks)}業務のうち、実績が控えめ～多めの見込み"
        f"の範囲に入ったものは{within}業務（{percent(within / len(measured.tasks))}）"
        f"{ratio}であった。"
    )
