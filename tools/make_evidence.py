"""Write the figures of docs/evidence.md and its plot: ``python tools/make_evidence.py [--check]``.

The blocks between ``<!-- NAME -->`` and ``<!-- /NAME -->`` are computed from the shipped cases and
the shipped policy; the text around them is written by hand. ``--check`` writes nothing and exits
with 1 if a file is stale.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import numpy as np
from independent_city import report

import rpa_scout as rs
from rpa_scout.backtesting.result import CaseForecast, Score
from rpa_scout.backtesting.run import usable_cases
from rpa_scout.backtesting.shares import CaseShares
from rpa_scout.backtesting.totals import forecast_totals
from rpa_scout.evidence.facts import read_facts
from rpa_scout.evidence.prior import load_prior
from rpa_scout.policy.model import Policy

ROOT = Path(__file__).resolve().parent.parent
PAGE, PLOT = ROOT / "docs/evidence.md", ROOT / "docs/evidence.svg"
NEVER_WRITTEN = "この語は書かれない"

LEFT, RIGHT, TOP, ROW = 330, 870, 60, 24
LONGEST = 20
LITTLE = 0.1
CITIES = 400
TITLE = "公表結果と予測（他団体の事例だけから予測した削減率）"
FONTS = "Noto Sans CJK JP, Meiryo, Hiragino Sans, sans-serif"
INK, PALE, GOOD, BAD = "#222222", "#9db8d2", "#1b6e3c", "#c0392b"


def without_signals(policy: Policy) -> Policy:
    """Return a policy whose signal words never match."""
    signals = tuple(
        signal.model_copy(update={"words": (NEVER_WRITTEN,)}) for signal in policy.signal
    )
    return policy.model_copy(update={"signal": signals})


def backtest_as_is(policy: Policy) -> rs.BacktestResult:
    """Backtest a policy on the shipped cases, without fitting it."""
    return rs.backtest(rs.read_cases(), policy, as_is=True)


def scores_table(learned: rs.BacktestResult, as_is: rs.BacktestResult) -> Iterator[str]:
    """Write the scores of the policy, the baselines, a policy without signals, and the prior."""
    policy = rs.load_policy()
    prior = load_prior()
    unmoved = prior.applied_to(policy, [0.0] * len(prior.dial))
    yield "| forecast | between p10 and p90 | CRPS | median absolute error of p50 |"
    yield "| --- | ---: | ---: | ---: |"
    for label, result in (
        ("learned from the other bodies, without what only its own body supports", learned),
        ("the policy as it stands (`--as-is`)", as_is),
        (
            "the same, without signal words",
            backtest_as_is(without_signals(policy)),
        ),
        ("the prior as it stands, nothing learned", backtest_as_is(unmoved)),
    ):
        yield f"| {label} | {result.coverage:.0%} | {_scores(result.score)} |"
    for name, score in learned.baselines.items():
        assert score is not None
        yield f"| `{name}` | – | {_scores(score)} |"


def _scores(score: Score) -> str:
    return f"{score.crps:.3f} | {score.median_absolute_error:.3f}"


def reliability_table(learned: rs.BacktestResult) -> Iterator[str]:
    """Write how many results the ranges hold, together and by means."""
    everything = learned.reliability
    yield (
        "| means | cases | bodies | 50 % | 80 % | 95 % | above p90 | below p10 | CRPS | of others |"
    )
    yield "| --- |" + " ---: |" * 9
    parts = {"all": everything, **everything.by_means}
    for name, part in parts.items():
        shares = " | ".join(
            f"{ends.share:.0%} ({ends.low:.0%}–{ends.high:.0%})" for ends in part.coverage
        )
        others = "–" if np.isnan(part.crps_of_others) else f"{part.crps_of_others:.3f}"
        yield (
            f"| {name} | {part.count} | {part.bodies} | {shares} | {part.above:.0%} "
            f"| {part.below:.0%} | {part.crps:.3f} | {others} |"
        )
    yield ""
    tenths = " ".join(map(str, everything.pit))
    yield (
        f"Positions of the results in their forecasts, in tenths: {tenths}. "
        f"{everything.near_an_end} results lie within 0.02 of p10 or p90. It takes "
        f"{everything.cases_needed} independent results to tell 80 from 70 %."
    )


def cases_table(learned: rs.BacktestResult) -> Iterator[str]:
    """Write the cases with their sources, best result first."""
    sources = {case.case_id: case for case in rs.read_cases()}
    yield "| case | body | task | evidence | published | p10 | p50 | p90 | within |"
    yield "| --- | --- | --- | --- | ---: | ---: | ---: | ---: | :---: |"
    for forecast in _best_first(learned.cases):
        case = sources[forecast.case_id]
        link = f"[{forecast.case_id}]({case.source_url})".replace(" ", "%20")
        shares = " | ".join(
            f"{share:.0%}"
            for share in (forecast.published, forecast.p10, forecast.p50, forecast.p90)
        )
        inside = "○" if forecast.is_inside else "×"
        names = f"{link} | {forecast.body} | {forecast.task}"
        yield f"| {names} | {case.evidence} | {shares} | {inside} |"


def totals_table() -> Iterator[str]:
    """Write the published totals of bodies and the policy's forecasts for as many tasks."""
    yield "| case | body | tasks | evidence | published | p10 | p50 | p90 |"
    yield "| --- | --- | ---: | --- | ---: | ---: | ---: | ---: |"
    for forecast in forecast_totals(rs.read_cases(), rs.load_policy()):
        case = forecast.case
        shares = " | ".join(
            f"{share:.0%}" for share in (forecast.result, forecast.p10, forecast.p50, forecast.p90)
        )
        count = f"{case.task_count:.0f}"
        yield f"| {case.case_id} | {case.body} | {count} | {case.evidence} | {shares} |"


def losses_table(policy: Policy) -> Iterator[str]:
    """Write the probability of losses for tasks without signals."""
    cases, _left_out = usable_cases(rs.read_cases())
    shares = CaseShares(cases, policy.survey).drawn(without_signals(policy))
    reads = np.array([case.means_id == "ocr_rpa" for case in cases])
    enters = np.array([case.means_id == "rpa" for case in cases])
    yield "| | time rises | at most a tenth is saved | the time doubles or worse |"
    yield "| --- | ---: | ---: | ---: |"
    for label, rows in (("RPA", enters), ("AI-OCR and RPA", reads)):
        chances = [np.mean(shares[rows] < 0), np.mean(shares[rows] < LITTLE)]
        chances.append(np.mean(shares[rows] <= -1))
        yield f"| {label} | {' | '.join(f'{chance:.1%}' for chance in chances)} |"


def facts_table() -> Iterator[str]:
    """Write the published facts, with the cases and parameters that they concern."""
    yield "| body | figure | cases | parameters |"
    yield "| --- | --- | --- | --- |"
    for fact in read_facts():
        names = ", ".join(f"`{name}`" for name in fact.bears_on) or "–"
        yield f"| {fact.body} | {fact.figure_en} | {', '.join(fact.case)} | {names} |"


def _best_first(cases: Sequence[CaseForecast]) -> list[CaseForecast]:
    return sorted(cases, key=lambda case: (-case.published, case.case_id))


def plot(cases: Sequence[CaseForecast]) -> str:
    """Draw each case's forecast as a line from p10 to p90, and the published result as a dot."""
    height = TOP + ROW * len(cases) + 50
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 {height}" width="900" '
        f'height="{height}" font-family="{FONTS}" font-size="12" fill="{INK}">'
    )
    legend = (
        '<text x="10" y="42" fill="#555555">帯 p10–p90、縦棒 p50、'
        f'<tspan fill="{GOOD}">●</tspan> 公表結果（範囲内）、'
        f'<tspan fill="{BAD}">●</tspan> 公表結果（範囲外）</text>'
    )
    lines = [
        head,
        '<rect width="100%" height="100%" fill="white"/>',
        f'<text x="10" y="22" font-size="15">{TITLE}</text>',
        legend,
    ]
    bottom = TOP + ROW * len(cases)
    for share in (-1.0, -0.5, 0.0, 0.5, 1.0):
        x = _x(share)
        lines.append(f'<path d="M{x} {TOP}V{bottom}" stroke="#dddddd"/>')
        lines.append(f'<text x="{x}" y="{bottom + 18}" text-anchor="middle">{share:.0%}</text>')
    for row, case in enumerate(_best_first(cases)):
        lines += _row(case, TOP + ROW * row + ROW // 2)
    lines.append(
        f'<text x="10" y="{bottom + 38}" fill="#555555">-100%より悪い結果は-100%とした。</text>'
    )
    return "\n".join([*lines, "</svg>", ""])


def _row(case: CaseForecast, y: int) -> Iterator[str]:
    name = case.task if len(case.task) <= LONGEST else case.task[: LONGEST - 1] + "…"
    yield f'<text x="10" y="{y + 4}">{case.case_id} {escape(name)}</text>'
    low, middle, high, result = map(_x, (case.p10, case.p50, case.p90, case.result))
    yield f'<path d="M{low} {y}H{high}" stroke="{PALE}" stroke-width="6"/>'
    yield f'<path d="M{middle} {y - 6}V{y + 6}" stroke="{INK}" stroke-width="2"/>'
    colour = GOOD if case.is_inside else BAD
    yield f'<circle cx="{result}" cy="{y}" r="5" fill="{colour}"/>'


def _x(share: float) -> float:
    return round(LEFT + (RIGHT - LEFT) * (share + 1.0) / 2.0, 1)


def bodies_of(cases: Sequence[rs.ReferenceCase]) -> int:
    """Count the bodies that published cases."""
    return len({case.body for case in cases})


def generated() -> dict[Path, str]:
    """Return the content of the page and the plot by path."""
    policy, cases = rs.load_policy(), rs.read_cases()
    learned, as_is = (rs.backtest(cases, policy, as_is=as_is) for as_is in (False, True))
    usable, _left_out = usable_cases(cases)
    counts = (
        f"{len(cases)} rows of {bodies_of(cases)} bodies; {len(usable)} of them, of "
        f"{bodies_of(usable)} bodies, are single tasks with a result."
    )
    blocks = {
        "scores": scores_table(learned, as_is),
        "reliability": reliability_table(learned),
        "cases": cases_table(learned),
        "totals": totals_table(),
        "losses": losses_table(policy),
        "facts": facts_table(),
        "counts": [counts],
        "cities": report(CITIES),
    }
    page = PAGE.read_text(encoding="utf-8")
    for name, lines in blocks.items():
        block = re.compile(rf"(?<=<!-- {name} -->\n).*?(?=<!-- /{name} -->)", re.DOTALL)
        text = "".join(f"{line}\n" for line in lines)
        assert block.search(page), name
        page = block.sub(lambda _match, text=text: text, page)
    return {PAGE: page, PLOT: plot(learned.cases)}


def main(words: Sequence[str]) -> int:
    """Write the files, or list the stale ones."""
    stale = []
    for path, text in generated().items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(path)
            if "--check" not in words:
                path.write_text(text, encoding="utf-8")
    for path in stale:
        print(f"{'stale' if '--check' in words else 'written'}: {path.relative_to(ROOT)}")
    return 1 if stale and "--check" in words else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
