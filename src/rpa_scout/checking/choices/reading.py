"""A text becomes one choice, several, "I do not know", or nothing that is understood."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import reduce

from rpa_scout.checking.choices.vocabulary import ChoiceAnswer, Vocabulary
from rpa_scout.text import fold

_LONGEST = 80
"""A longer text is a description, whatever words stand in it."""

_CIRCLED = re.compile("[①-⑳⑴-⒇❶-❿]+")
_NUMBER = re.compile(r"[(\[]?([0-9]{1,2})[)\].:]?")
_NUMBER_BEFORE = re.compile(r"[(\[]?([0-9]{1,2})[)\].:、,]?(?=[^0-9])(.+)")
_BRACKETS = re.compile(r"([^()\[\]]*)[(\[]([^()\[\]]*)[)\]]([^()\[\]]*)")
_SEPARATORS = re.compile(
    r"\([^()]*\)|([、,/;・+&|→]|又は|または|もしくは|若しくは|及び|および|並びに|ならびに|と|や)"
)
_NEGATIONS = re.compile("無|不|非|未|除|以外|ない|なし|なく|でな|否|ません")
_YEAR = (
    r"(?:(?:(?:令和|令|r)\.?(?:[0-9]{1,2}|元)|20[0-9]{2})(?:年度?)?"
    r"(?:[-/.]?[0-9]{1,2}(?:月|[-/.][0-9]{1,2})?)?"
    r"|[0-9]{1,2}年度|[0-9]{1,2}年[0-9]{1,2}月|[0-9]{1,2}年後|(?:今|本|来|再来|翌)年度?)"
)
_PLANNED_YEAR = re.compile(
    rf"(?:(?:[0-9]{{1,2}}年?|{_YEAR})[-~])?{_YEAR}(?:頃|ごろ|中|末|から|より|以降|まで|[-~])?の?に?"
    "(?:法|制度|システム|機器|様式)?(?:施行|改正|更改|更新|変更|改定|移行|入替え?|切替え?)?"
    "の?(?:予定|見込み?)?(?:あり|有り?)?"
)
"""A year in which something changes: 令和9年度, R9.4, 2027-04-01, 来年度に更改予定."""
_IDLE_ENDS = re.compile(
    "(?:です|のみ|だけ|である|する場合もある|の場合もあり|の場合あり|の両方|両方|ほか|など|等|他|。)+$"
)
_PARTICLES = re.compile("^(?:は|が|を|に|の|も|:|=|→)+")
_SURE = ("特に", "全く", "まったく", "現在", "現状", "今のところ", "もともと", "すべて", "全て")
_ROUGH = (
    "ほぼ",
    "ほとんど",
    "殆ど",
    "概ね",
    "おおむね",
    "基本的に",
    "原則",
    "基本",
    "たぶん",
    "多分",
    "おそらく",
)
_MAINLY = (
    "主に",
    "主として",
    "おもに",
    "通常は",
    "通常",
    "基本的には",
    "基本は",
    "原則として",
    "原則",
)
_PARTLY = ("一部", "多少", "若干", "少し", "部分的に", "場合により", "時々", "ときどき", "たまに")


def read_choice(text: str, vocabulary: Vocabulary) -> ChoiceAnswer | None:
    """Read a choice as people write it; None where it is not understood.

    >>> from rpa_scout.checking.choices.vocabulary import vocabulary_of
    >>> from rpa_scout.policy import load_fields
    >>> fields = load_fields()
    >>> manual = vocabulary_of(fields["manual"], fields.words)
    >>> sorted(read_choice("有", manual).positions), read_choice("夏", manual)
    ([0], None)
    """
    if len(text) > _LONGEST:
        return None
    if _CIRCLED.fullmatch(text):
        return _united(_of_number(int(fold(sign).strip("()")), vocabulary) for sign in text)
    folded = fold("、".join(text.split("\n")))
    return _understood(folded, vocabulary)


def _understood(folded: str, vocabulary: Vocabulary) -> ChoiceAnswer | None:
    for read in (_whole, _marks, _year, _several, *_ALONE):
        answer = read(folded, vocabulary)
        if answer is not None:
            return answer
    return None


def _whole(folded: str, vocabulary: Vocabulary) -> ChoiceAnswer | None:
    answer = vocabulary.whole(folded)
    if answer is not None:
        return answer
    number_match = _NUMBER.fullmatch(folded)
    return _of_plain_number(int(number_match[1]), vocabulary) if number_match else None


def _marks(folded: str, vocabulary: Vocabulary) -> ChoiceAnswer | None:
    """Read 「○△」: several signs, each an answer of its own."""
    if len(folded) == 1 or any(sign.isalnum() for sign in folded):
        return None
    return _united(vocabulary.general.get(sign) for sign in folded)


def _year(folded: str, vocabulary: Vocabulary) -> ChoiceAnswer | None:
    """Read 「令和9年度」 and 「R9.4 更改予定」 as the answers that say when something changes."""
    return vocabulary.dated if _PLANNED_YEAR.fullmatch(folded) else None


def _of_number(number: int, vocabulary: Vocabulary) -> ChoiceAnswer | None:
    """Take a number for that of a choice in the order of the form, counted from 1."""
    if not vocabulary.field.numbered or not 1 <= number <= vocabulary.count:
        return None
    return ChoiceAnswer(frozenset({number - 1}), is_clear=False)


def _of_plain_number(number: int, vocabulary: Vocabulary) -> ChoiceAnswer | None:
    """Take 1 and 0 for yes and no too; where 1 means different things both stay possible."""
    counted = _of_number(number, vocabulary)
    if number == 0:
        return ChoiceAnswer(vocabulary.no, is_clear=False) if vocabulary.no else None
    if number > 1 or not vocabulary.yes:
        return counted
    yes = ChoiceAnswer(vocabulary.yes, is_clear=False)
    united = yes if counted is None else _united((counted, yes))
    # A number that may be any of the choices says nothing.
    return united if united and len(united.positions) < vocabulary.count else None


def _numbered_label(folded: str, vocabulary: Vocabulary) -> ChoiceAnswer | None:
    """Read 「③電子申請・Web」; the label counts, and a number that contradicts it is doubtful."""
    number_match = _NUMBER_BEFORE.fullmatch(folded)
    if not number_match:
        return None
    answer = vocabulary.whole(number_match[2])
    agrees = answer is not None and int(number_match[1]) - 1 in answer.positions
    return answer if answer is None or agrees else answer._replace(is_clear=False)


def _with_remark(folded: str, vocabulary: Vocabulary) -> ChoiceAnswer | None:
    """Read 「あり（一部）」 and 「有（特定個人情報）」."""
    remark_match = _BRACKETS.fullmatch(folded)
    if not remark_match:
        return None
    outer = _understood(remark_match[1] + remark_match[3], vocabulary)
    inner = _understood(remark_match[2], vocabulary)
    if outer is None or inner is None or not inner.positions:
        return outer or inner
    if inner.is_partly:
        return _lessened(outer, inner, vocabulary)
    if inner.is_general:  # 「紙（有）」 says no more than 「紙」
        return outer if inner.positions == outer.positions else outer._replace(is_clear=False)
    specifies = inner.positions <= outer.positions
    if specifies or (outer.is_general and not outer.positions & vocabulary.no):
        return inner
    return _united((outer, inner))


def _lessened(outer: ChoiceAnswer, partly: ChoiceAnswer, vocabulary: Vocabulary) -> ChoiceAnswer:
    """Read a remark “in part”: ○（一部） is partly, あり（一部なし） both; others are doubtful."""
    if bool(outer.positions & vocabulary.no) != bool(partly.positions & vocabulary.no):
        return ChoiceAnswer(outer.positions | partly.positions, is_clear=False)
    return partly if outer.is_general else outer._replace(is_clear=False)


def _several(folded: str, vocabulary: Vocabulary) -> ChoiceAnswer | None:
    """Read 「入力／照合」 and 「紙・電子」; every part has to be understood."""
    parts = _split(folded)
    if len(parts) == 1:
        return None
    answers = []
    position = 0
    while position < len(parts):
        end, answer = _longest_from(parts, position, vocabulary)
        if answer is None:
            return None
        answers.append(answer)
        position = end + 1  # behind the separator
    specific = [answer for answer in answers if not answer.is_general and answer.positions]
    is_no = any(answer.positions & vocabulary.no for answer in answers)
    # 「あり、特定個人情報」: the word for yes says no more than the choice beside it.
    return _united(specific if specific and not is_no else answers) if len(answers) > 1 else None


def _split(folded: str) -> list[str]:
    """Split at separators outside brackets; the separators stand between the parts."""
    parts, start = [], 0
    for separator in _SEPARATORS.finditer(folded):
        if separator[1] is not None:
            parts += [folded[start : separator.start()], separator[1]]
            start = separator.end()
    return [*parts, folded[start:]]


def _longest_from(
    parts: Sequence[str], position: int, vocabulary: Vocabulary
) -> tuple[int, ChoiceAnswer | None]:
    """Join parts again as long as they are declared together: 「電話・口頭・対面」 is one label."""
    for end in range(len(parts), position, -2):
        joined = "".join(parts[position:end])
        answer = _whole(joined, vocabulary)
        if answer is not None:
            return end, answer
    alone = _IDLE_ENDS.sub("", parts[position])
    for read in (_whole, *_ALONE):
        answer = read(alone, vocabulary)
        if answer is not None:
            return position + 1, answer
    return position + 1, None


def _ending(folded: str, vocabulary: Vocabulary) -> ChoiceAnswer | None:
    """Read 「判断あり」, 「ほぼなし」, 「手順書は一部有り」: a word for yes or no at the end."""
    plain = _IDLE_ENDS.sub("", folded)
    if plain in vocabulary.general or plain in vocabulary.spelled:
        return vocabulary.whole(plain)
    for word in vocabulary.endings:
        if plain.endswith(word):
            answer = _qualified(plain.removesuffix(word), vocabulary.general[word], vocabulary)
            if answer is not None:
                return answer
    return None


def _qualified(before: str, answer: ChoiceAnswer, vocabulary: Vocabulary) -> ChoiceAnswer | None:
    """Take the field's name and adverbs off; None where anything else stands before the word."""
    stem, qualifiers = before, set()
    while stem:
        shorter = _PARTICLES.sub("", stem)
        for name in (*vocabulary.stems, *_SURE, *_ROUGH, *_PARTLY):
            if shorter == stem and stem.startswith(name):
                shorter = stem.removeprefix(name)
                qualifiers.add(name)
        if shorter == stem:
            return None
        stem = shorter
    if qualifiers.intersection(_PARTLY):
        partly = vocabulary.partly
        is_declared = bool(vocabulary.field.partly)
        return partly if is_declared else partly._replace(positions=answer.positions)
    return answer._replace(is_clear=False) if qualifiers.intersection(_ROUGH) else answer


def _with_adverb(folded: str, vocabulary: Vocabulary) -> ChoiceAnswer | None:
    """Read 「主に紙」; what is so in part only is doubtful."""
    for adverb in (*_MAINLY, *_PARTLY):
        if folded.startswith(adverb) and len(folded) > len(adverb):
            answer = _understood(_PARTICLES.sub("", folded.removeprefix(adverb)), vocabulary)
            is_sure = adverb in _MAINLY
            return answer and answer._replace(is_clear=answer.is_clear and is_sure)
    return None


def _containing(folded: str, vocabulary: Vocabulary) -> ChoiceAnswer | None:
    """Read 「特定個人情報あり」 and 「住民記録システム」: a declared spelling within others."""
    matches = vocabulary.contained(folded)
    remaining = reduce(lambda text, match: text.replace(match[0], "", 1), matches, folded)
    if not matches or _NEGATIONS.search(remaining):
        return None
    answers = [vocabulary.spelled[match[0]] for match in matches]
    # 「Excelデータ」 names one choice; データ, which stands for several, adds nothing.
    united = _united([answer for answer in answers if len(answer.positions) == 1] or answers)
    says_all = not _PARTICLES.sub("", remaining) or remaining in vocabulary.general
    is_label = all(match[0] in vocabulary.labels for match in matches)
    return united and united._replace(is_clear=united.is_clear and (says_all or is_label))


def _united(answers: Iterable[ChoiceAnswer | None]) -> ChoiceAnswer | None:
    """Return all choices of some answers; None where one of them is not understood."""
    listed = list(answers)
    if not listed or None in listed:
        return None
    understood = [answer for answer in listed if answer is not None]
    positions = frozenset[int]().union(*(answer.positions for answer in understood))
    return ChoiceAnswer(positions, all(answer.is_clear for answer in understood))


# Readers of an answer that stands alone, in the order in which they are tried.
_ALONE = (_numbered_label, _with_remark, _ending, _with_adverb, _containing)
