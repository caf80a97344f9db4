"""A text becomes a quantity, or the reason why not."""

from __future__ import annotations

import math
import re
from functools import lru_cache

from rpa_scout.characters import without_hidden
from rpa_scout.checking.quantities.amounts import Amount, parse_amount
from rpa_scout.checking.quantities.dates import clock_minutes, date_in_text
from rpa_scout.checking.quantities.frequencies import IN_ENGLISH, parse_frequency
from rpa_scout.checking.quantities.measures import (
    HOURS,
    MINUTES,
    MINUTES_PER_RUN,
    PERCENT,
    RUNS,
    Measure,
    Taken,
    measure_of,
)
from rpa_scout.checking.quantities.numerals import plain_spelling
from rpa_scout.checking.quantities.quantity import Quantity, taken_quantity, unread
from rpa_scout.checking.quantities.seasons import runs_in_season
from rpa_scout.checking.quantities.units import COUNTED, PERIODS, Figures, any_of
from rpa_scout.checking.quantities.wording import (
    names_a_year,
    names_an_occasion,
    plainly_worded,
    says_nothing_of_how_much,
    says_nothing_of_how_often,
)
from rpa_scout.policy.checks import Checks
from rpa_scout.policy.choices import UNKNOWN_LABELS
from rpa_scout.policy.fields import FieldDefinition
from rpa_scout.text import fold

_LONGEST = 60
"""A longer text is a remark, whatever numbers stand in it."""

_NOTHING_SAID = frozenset(fold(word) for word in ("", *UNKNOWN_LABELS))
_EXACT = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_PLAIN = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:e[+-]?[0-9]+)?")
_SIMPLE = re.compile(rf"[0-9]+(?:\.[0-9]+)?(?:{any_of(COUNTED)})")
_REMARK = re.compile(r"([^()]*)\(([^()]*)\)([^()]*)")
_CALENDAR = any_of(word for word, per in PERIODS.items() if per not in ("run", "item"))
_PERIOD = re.compile(
    rf"(1?(?:{_CALENDAR})|1(?:{any_of(PERIODS)}))"
    r"(?:の?(?:間|延べ|計|合計|総数|累計|分|あたり|当たり|につき|平均|単位))*"
)
_WHEN = re.compile("[0-9月日火水木金土曜末初上中下旬頃朝夕昼晩午前後期頭半Q・、,~と]+")
_TIMES = re.compile(r"×|(?<=[0-9人名回件分間日月])x(?=[0-9])")
_STAFFED = re.compile(r"^([0-9]+[人名])(?:体制)?で(?=[0-9])")
_ONE_IN = re.compile(r"([0-9.]+)件?(?:に|中|のうち|につき)([0-9.]+)(?:~([0-9.]+))?件?")
_FRACTION = re.compile(r"([0-9.]+)/([0-9.]+)")
_NOT_ANY = frozenset(["なし", "無し", "無", "ない", "特になし", "該当なし", "ゼロ"])
_PERIOD_OF_KIND = {"month": "month", "week": "week", "day": "day", "year": "year"}
_FACTORS = ("bare", "people", "unit", *_PERIOD_OF_KIND)
_MINUTE_MARK = re.compile("(?<=[0-9])['’′]")


def read_quantity(text: str, field: FieldDefinition, checks: Checks) -> Quantity:
    """Read a number as people write it, in the unit of its field.

    >>> from rpa_scout.policy import load_fields
    >>> fields, checks = load_fields(), Checks()
    >>> read_quantity("1時間30分", fields["minutes_per_item"], checks).value
    90.0
    >>> read_quantity("毎日", fields["runs_per_year"], checks).value
    243.0
    >>> found = read_quantity("10〜15分", fields["minutes_per_item"], checks)
    >>> found.value, found.low, found.high, found.code
    (12.5, 10.0, 15.0, 'range_read')
    """
    figures = Figures(checks.working_days_per_year, checks.hours_per_staff_year)
    return _read(text, field.unit, figures)


@lru_cache(maxsize=1 << 16)
def _read(text: str, unit: str, figures: Figures) -> Quantity:
    measure = measure_of(unit)
    text = without_hidden(text)
    stripped = text.strip()
    if _EXACT.fullmatch(stripped):
        return taken_quantity(_bare(float(stripped)), measure, is_exact=True)
    if _SIMPLE.fullmatch(stripped):  # most of what is no number alone: 「5分」, 「20件」
        amount = _amount(stripped, measure, figures)
        if isinstance(amount, Taken):
            return taken_quantity(amount, measure, is_exact=False)
    folded = fold(text)
    if folded in _NOTHING_SAID:
        return Quantity()
    text = IN_ENGLISH.get(folded, text)
    plain = plain_spelling(text) if len(text) <= _LONGEST else None
    if plain is None:
        return unread("not_a_number")
    if measure in (*MINUTES, HOURS):
        plain = _MINUTE_MARK.sub("分", plain)
    typed = date_in_text(plain)
    if typed is not None:
        return unread("date_damage", typed=typed)
    return _worded(plain, measure, figures)


def _bare(number: float) -> Taken:
    return Taken(number, number, names_unit=False)


def _worded(text: str, measure: Measure, figures: Figures) -> Quantity:
    if says_nothing_of_how_much(text) and not (text in _NOT_ANY and _counts_none(measure)):
        return unread("number_unknown")
    if says_nothing_of_how_often(text) and "(" not in text:
        return unread("frequency_unknown" if measure is RUNS else "number_unknown")
    amount, is_bounded = plainly_worded(text)
    remark = _REMARK.fullmatch(amount)
    taken = _with_remark(remark, measure, figures) if remark else _taken(amount, measure, figures)
    if isinstance(taken, str):
        is_occasion = measure is RUNS and taken == "not_a_number" and names_an_occasion(text)
        return unread("frequency_unknown" if is_occasion else taken)
    if is_bounded:
        taken = taken._replace(is_clear=False)
    return taken_quantity(taken, measure, is_exact=False)


def _counts_none(measure: Measure) -> bool:
    """Tell the fields where "none" is a number: exceptions, and set-up."""
    return measure in (PERCENT, MINUTES_PER_RUN)


def _with_remark(remark_match: re.Match[str], measure: Measure, figures: Figures) -> Taken | str:
    """Read 「12(回)」, 「毎月(12回)」 and 「5分(郵送は10分)」.

    A remark in brackets that says the same is none; one that says something else makes the
    answer unclear.
    """
    settled = _settled_by_remark(remark_match, measure, figures)
    if settled is not None:
        return settled
    outer = _taken(_joined(remark_match[1], remark_match[3]), measure, figures)
    inner = _taken(plainly_worded(remark_match[2])[0], measure, figures)
    if not isinstance(inner, str):
        if isinstance(outer, str):
            return inner._replace(is_clear=False) if outer != "unit_mismatch" else outer
        same = math.isclose(outer.low, inner.low) and math.isclose(outer.high, inner.high)
        return outer if same else outer._replace(is_clear=False)
    joined = _taken(_joined(remark_match[1], remark_match[2], remark_match[3]), measure, figures)
    if not isinstance(joined, str) or (joined == "unit_mismatch" and outer != "unit_mismatch"):
        return joined
    return outer if isinstance(outer, str) else outer._replace(is_clear=False)


def _settled_by_remark(
    remark_match: re.Match[str], measure: Measure, figures: Figures
) -> Taken | str | None:
    """Read remarks that say of what the number is, or only when it was so; None for others."""
    before, remark, after = remark_match.groups()
    whole = _taken(remark_match[0], measure, figures)
    if not isinstance(whole, str):  # 「毎日(土日を除く)」
        return whole
    period = _PERIOD.fullmatch(remark)
    if period:  # 「1000件(年間)」
        return _taken(period[1] + before + after, measure, figures)
    is_idle = names_a_year(remark) or (measure is RUNS and _WHEN.fullmatch(remark))
    return _taken(_joined(before, after), measure, figures) if is_idle else None


def _joined(*parts: str) -> str:
    """Join parts of a text, with a bar where two numbers would run together."""
    return re.sub(r"(?<=[0-9.])\x00+(?=[0-9.])", "|", "\x00".join(parts)).replace("\x00", "")


def _taken(text: str, measure: Measure, figures: Figures) -> Taken | str:
    """Read a text without remarks and hedges; a code where it is no answer to the field."""
    for read in (_plain, _frequency, _clock, _share, _amount, _season):
        taken = read(text, measure, figures)
        if taken is not None:
            return taken
    return "not_a_number"


def _plain(text: str, measure: Measure, _figures: Figures) -> Taken | None:
    if _PLAIN.fullmatch(text):
        return _bare(float(text))
    return Taken(0.0, 0.0) if text in _NOT_ANY and _counts_none(measure) else None


def _frequency(text: str, measure: Measure, figures: Figures) -> Taken | str | None:
    frequency = parse_frequency(text)
    return frequency and (measure.frequency(frequency, figures) or "unit_mismatch")


def _season(text: str, measure: Measure, figures: Figures) -> Taken | None:
    if measure is not RUNS:
        return None

    def runs_a_year(often: str) -> Taken | None:
        for read in (_frequency, _amount):
            taken = read(often, measure, figures)
            if isinstance(taken, Taken):
                return taken
        return None

    return runs_in_season(text, runs_a_year)


def _clock(text: str, measure: Measure, _figures: Figures) -> Taken | str | None:
    """Take 「1:30」 for hours and minutes where time is asked for; it could be minutes too."""
    minutes = clock_minutes(text)
    if minutes is None:
        return None
    if measure not in (*MINUTES, HOURS):
        return "unit_mismatch"
    time = minutes / 60.0 if measure is HOURS else minutes
    return Taken(time, time, is_clear=False)


def _amount(text: str, measure: Measure, figures: Figures) -> Taken | str | None:
    amount = parse_amount(text)
    if amount is not None:
        return measure.amount(amount, figures) or "unit_mismatch"
    product = _product(text)
    if product is None:
        return None
    taken = measure.amount(product, figures)
    return taken._replace(is_clear=False) if taken else "unit_mismatch"


def _share(text: str, measure: Measure, _figures: Figures) -> Taken | None:
    """Read 「10件に1件」, 「100件中3~5件」 and 「1/10」 as percentages."""
    if measure is not PERCENT:
        return None
    ratio_match = _ONE_IN.fullmatch(text)
    if ratio_match and ratio_match[1]:
        whole, part, more = ratio_match[1], ratio_match[2], ratio_match[3] or ratio_match[2]
        is_clear = True
    else:
        ratio_match = _FRACTION.fullmatch(text)
        if not ratio_match:
            return None
        part, whole = ratio_match.groups()
        more, is_clear = part, False
    try:
        low, high = (100.0 * float(numeral) / float(whole) for numeral in (part, more))
    except (ValueError, ZeroDivisionError):
        return None
    return Taken(low, high, is_clear) if low <= high else None


def _product(text: str) -> Amount | None:
    """Read 「月20回×3人」 and 「20回/月×12か月」; None where it is no product that makes sense."""
    amounts = [parse_amount(part) for part in _TIMES.split(_STAFFED.sub(r"\1×", text))]
    parsed = [amount for amount in amounts if amount is not None]
    if len(amounts) == 1 or len(parsed) < len(amounts):
        return None
    base = next((amount for amount in parsed if amount.kind == "time"), None)
    base = base or next((amount for amount in parsed if amount.kind not in _FACTORS), None)
    base = base or next((amount for amount in parsed if amount.kind == "people"), parsed[0])
    factors = [amount for amount in parsed if amount is not base]
    if not base.low:
        return None
    for factor in factors:
        is_number = 0.0 < factor.low == factor.high
        is_factor = factor.kind in _FACTORS or (base.kind, factor.kind) == ("time", "run")
        if not is_factor or factor.per or not is_number:
            return None
        multiplied = _times(base, factor)
        if multiplied is None:
            return None
        base = multiplied
    return base


def _times(base: Amount, factor: Amount) -> Amount | None:
    """Multiply; 「月20回×12か月」 counts the months once."""
    times = factor.low
    product = base._replace(low=base.low * times, high=base.high * times)
    period = _PERIOD_OF_KIND.get(factor.kind)
    if period is None:
        counts_the_year = (base.per, times) in (("month", 12.0), ("week", 52.0))
        return product._replace(per="year") if counts_the_year else product
    if base.per not in ("", "year", period):
        return None
    return product._replace(per="year", every=1.0)
