"""Words around an amount: about, at least, a few, from case to case."""

from __future__ import annotations

import re

_ABOUT = re.compile(
    "約|およそ|おおよそ|凡そ|おおむね|概ね|だいたい|大体|ざっと|平均して|平均|程度|くらい|ぐらい"
    "|前後|ほど|見込み?|推定|概算|予定|です"
)
_TOTAL = re.compile(r"^(?:合計|延べ|のべ|全部で|計)(?=.*[0-9])")
_ROUNDED = re.compile(r"(?<=[0-9%回件枚通人名分秒間日割])(?:弱|強|位|頃|ごろ)(?![0-9])")
_BOTH_BOUNDS = re.compile(r"(.+?)(?:以上|超)~?(.+?)(?:未満|以下|以内|まで)")
_ONE_BOUND = re.compile(
    r"(?P<before>最大|最長|最低|最短|最小|最高|少なくとも|多くても?|長くても?|上限|下限|~)?"
    r"(?P<amount>.+?)(?P<after>以上|以下|未満|以内|超|まで|から|~|\+)?"
)
_YEAR_BEFORE = re.compile(
    r"^(?:(?:令和|平成|[rh])(?:[0-9]+|元)(?:年度?|(?=の?実|[:/、=はでが]))|[0-9]{4}年度?|(?:昨|前|今|本|一昨)年度?|直近|過去[0-9]+年)?"
    r"の?(?:実績値?|実数|実施数|件数|回数)?(?:は|で|が|:|/|、|=)?(?=.*[0-9])"
)
_NAMES_A_YEAR = re.compile(
    r"(?:(?:令和|平成|[rh])(?:[0-9]+|元)年?度?|[0-9]{4}年度?|(?:昨|前|今|本)年度?|直近)?の?(?:実績値?|実数|ベース|時点|現在)?"
)
_INCLUDING = re.compile(
    "(?:残業|時間外|休日|準備|後?片付け|確認|移動|待ち時間|全て|すべて)+(?:時間)?(?:も|を)?"
    "(?:含めて?|含む|込みで?|込)(?:、)?(?=[0-9])"
)
_STOPS = "。.、,;"
_EMPTY_BRACKETS = re.compile(r"\(\)")
_NUMBER_SIGNS = frozenset("0123456789.")

_NEVER_SAID = re.compile(
    r".*数[十百千万]?[0-9]*[%件回枚通人名日分秒時割冊世か].*|.*[0-9]+数[%件回枚通人名日分秒時割冊世].*"
    r"|全件|全数|全部|1式|すべて|全て|多数|大量|たまに|時々|ときどき|まれに?|稀に?|日による|月による|年による"
    r"|(?:案件|内容|もの|場合|件数|時期|月|日|年|人)に(?:よる|よって.*|より.*)|若干|少々|少数|少量|僅か|わずか|未定|不定|未計測|計測なし|未集計|不詳|把握していない|データなし"
    r"|(?:ほぼ|ほとんど)?なし|無し|無|該当なし|特になし|対象外|[-ー?…・/]+|nan|n/a|na|tbd"
)
_NO_FREQUENCY = re.compile(
    r".*随時.*|常時|常に|通年|年中|一年中|年間を?通して|24時間(?:365日|体制|対応|稼働|営業).*|毎時|[0-9]*(?:時間|分)(?:ごと|毎|おき|に1回)|適宜.*|不定期.*|(?:その|.*の)?都度.*|必要(?:に応じ|時|な時|なとき|があ|の都度).*"
    r"|.*(?:の|が|する|した)(?:たび|度)(?:に)?|(?:申請|依頼|届出|発生|請求|要望|照会)(?:時|があれば|次第).*"
)


def plainly_worded(text: str) -> tuple[str, bool]:
    """Take the words away that only round a number.

    >>> plainly_worded("約20件程度"), plainly_worded("最大20件")
    (('20件', False), ('20件', True))
    """
    for idle in (_ABOUT, _ROUNDED, _TOTAL, _EMPTY_BRACKETS, _INCLUDING, _YEAR_BEFORE):
        text = idle.sub(_taken_away, text)
    text = text.rstrip(_STOPS)
    both = _BOTH_BOUNDS.fullmatch(text)
    if both:
        return f"{both[1]}~{both[2]}", False
    bound = _ONE_BOUND.fullmatch(text)
    if bound and (bound["before"] or bound["after"]):
        return bound["amount"], True
    return text, False


def _taken_away(phrase_match: re.Match[str]) -> str:
    """Take a word away, unless two numbers would run together: 「10前後20」 is not 1020."""
    before, after = (
        phrase_match.string[: phrase_match.start()],
        phrase_match.string[phrase_match.end() :],
    )
    is_between = bool({before[-1:], after[:1]} - {""}) and {before[-1:], after[:1]} <= _NUMBER_SIGNS
    return phrase_match[0] if is_between else ""


def says_nothing_of_how_much(text: str) -> bool:
    """Tell 「数件」, 「若干」, 「未定」, 「－」: an answer that gives no number."""
    return _NEVER_SAID.fullmatch(text) is not None


def says_nothing_of_how_often(text: str) -> bool:
    """Tell 「随時」, 「不定期」, 「申請の都度」: an answer that gives no frequency."""
    return _NO_FREQUENCY.fullmatch(text) is not None


def names_a_year(text: str) -> bool:
    """Tell a remark that only names the year of a figure: 「R6実績」."""
    return bool(text) and _NAMES_A_YEAR.fullmatch(text) is not None


_OCCASION = re.compile(
    r"[^0-9]*(?:ごと|毎|時|の?際|とき|次第|場合|期間中?|期|前|後)(?:のみ|だけ|に|は)?"
)


def names_an_occasion(text: str) -> bool:
    """Tell 「議会ごと」 and 「選挙時」: an occasion that does not come round by the calendar."""
    return _OCCASION.fullmatch(text) is not None
