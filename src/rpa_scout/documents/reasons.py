"""Why a task stands where it stands, as a sentence for departments and councils."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from rpa_scout.assessment.explanation import CriterionPart
from rpa_scout.candidates import reason_sentence
from rpa_scout.documents.wording import whole
from rpa_scout.policy.model import Policy
from rpa_scout.ranking.formats import is_missing

Line = Mapping[str, Any]
Usual = Mapping[str, float]
"""Mean contribution of every criterion over all tasks."""

# The continuing form (…く、) and the closing form (…ため) of what speaks for a task, by criterion.
_STRONG: Final[Mapping[str, tuple[str, str]]] = {
    "typical_pattern": ("典型的な活用の型に当てはまり", "典型的な活用の型に当てはまる"),
    "routine": ("手順が定まっており", "手順が定まっている"),
    "volume": ("件数が多く", "件数が多い"),
    "workload": ("業務時間が長く", "業務時間が長い"),
    "deferrable": ("まとめて処理でき", "まとめて処理できる"),
    "digital_input": ("入口の情報を電子データで扱え", "入口の情報を電子データで扱える"),
    "stability": ("様式や制度の変更が少なく", "様式や制度の変更が少ない"),
    "template": ("シナリオの雛型があり", "シナリオの雛型がある"),
}
_WEAK: Final[Mapping[str, tuple[str, str]]] = {
    "typical_pattern": ("典型的な活用の型に当てはまらず", "典型的な活用の型に当てはまらない"),
    "routine": ("職員の判断を要する部分が多く", "職員の判断を要する部分が多い"),
    "volume": ("件数が少なく", "件数が少ない"),
    "workload": ("業務時間が短く", "業務時間が短い"),
    "deferrable": ("その場での対応が求められ", "その場での対応が求められる"),
    "digital_input": ("紙などで受け付けており", "紙などで受け付けている"),
    "stability": ("様式や制度の変更が多く", "様式や制度の変更が多い"),
    "template": ("シナリオの雛型がなく", "シナリオの雛型がない"),
}
_GOOD: Final = 0.6
"""Points of a criterion from which on it speaks for a task."""

_POOR: Final = 0.4
_NAMED: Final = 2


def _quantity(criterion: str, line: Line) -> str:
    if criterion == "volume" and not is_missing(line["items_per_year"]):
        return f"（年{whole(line['items_per_year'])}件）"
    if criterion == "workload" and not is_missing(line["hours_per_year"]):
        return f"（年{whole(line['hours_per_year'])}時間）"
    return ""


def _phrases(
    criteria: tuple[CriterionPart, ...],
    line: Line,
    usual: Usual,
    *,
    strong: bool,
    most: int = _NAMED,
) -> str:
    """Return the criteria that set a task apart most, in words; empty where there are none."""

    def gain(part: CriterionPart) -> float:
        above = part.contribution - usual.get(part.id, 0.0)
        return above if strong else -above

    wanted = [
        part
        for part in criteria
        if (part.points >= _GOOD if strong else part.points <= _POOR) and part.weight > 0.0
    ]
    wanted.sort(key=gain, reverse=True)
    phrases: list[tuple[str, str]] = []
    for part in wanted[:most]:
        forms = (_STRONG if strong else _WEAK).get(part.id)
        if forms is None:
            state = "当てはまり" if strong else "十分には当てはまらず"
            closing = "当てはまる" if strong else "十分には当てはまらない"
            forms = (f"「{part.label}」に{state}", f"「{part.label}」に{closing}")
        quantity = _quantity(part.id, line)
        phrases.append((forms[0] + quantity, forms[1] + quantity))
    if not phrases:
        return ""
    return "、".join([*(continuing for continuing, _closing in phrases[:-1]), phrases[-1][1]])


def criteria_sentence(criteria: tuple[CriterionPart, ...], line: Line, usual: Usual) -> str:
    """Return what speaks for a candidate, from the contributions of its criteria."""
    phrases = _phrases(criteria, line, usual, strong=True)
    if not phrases:
        return "判断基準に照らし、効果が見込まれます。"
    return f"{phrases}ため、効果が見込まれます。"


def held_back_sentence(criteria: tuple[CriterionPart, ...], line: Line, usual: Usual) -> str:
    """Return what keeps the score of a candidate down."""
    phrases = _phrases(criteria, line, usual, strong=False)
    if not phrases:
        return "他の業務の優先度が高いため、今回は採択に至りませんでした。"
    return f"{phrases}ため、優先度が相対的に低くなりました。"


def short_reason(criteria: tuple[CriterionPart, ...], line: Line, usual: Usual) -> str:
    """Return the main reason of a candidate in some twenty characters."""
    phrases = _phrases(criteria, line, usual, strong=True, most=1)
    return phrases or "判断基準に照らして選定"


def _by_hand(line: Line) -> str:
    items = line["items_per_run"]
    few = f"1回当たり{whole(items)}件であり、" if not is_missing(items) else ""
    return f"{few}確認などの手間を含めると、手作業で処理した方が早い見込みです。"


_NOT_CANDIDATE: Final[Mapping[str, Callable[[Line], str]]] = {
    "automated": lambda _line: "既にRPA等を利用しているため、今回の選定の対象としていません。",
    "by_hand_faster": _by_hand,
    "hours_unknown": lambda _line: (
        "年間の作業時間を計算できる記入がないため、効果を見積もることができませんでした。"
    ),
    "figure_unconfirmed": lambda _line: (
        "記入された数値が同種の業務より大きいため、確認できるまで集計から除いています。"
    ),
    "no_means": lambda _line: "現在の手順のままでは、活用できる手段が見当たりませんでした。",
    "withdrawn": lambda _line: "今回の調査票に記入がありませんでした。",
}


def not_candidate_sentence(code: str, line: Line, policy: Policy) -> str:
    """Return why a task is no candidate, in words for its department."""
    words = _NOT_CANDIDATE.get(code)
    return reason_sentence(code, policy) if words is None else words(line)
