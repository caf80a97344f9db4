"""Every reason and source is there in Japanese and English; a plain text stands for both."""

import re

import pytest
from pydantic import BaseModel
from tests.frozen import policy_text

from rpa_scout.errors import PolicyError
from rpa_scout.evidence.prior import load_prior
from rpa_scout.policy import DEFAULT_POLICY, load_policy
from rpa_scout.policy.declared import Explanation
from rpa_scout.policy.describe import policy_markdown
from rpa_scout.policy.model import Policy
from rpa_scout.text import language, set_language

LATIN_SENTENCE = re.compile(r"\b[a-z]{2,},? [a-z]{2,}\b")
"""Two words in small letters: names such as Montgomery County have capitals."""

JAPANESE_SENTENCE = re.compile(r"[。、：～]|[ぁ-ん]{2}(?!ば)")


def explanations(part, path=""):
    """Yield every explanation of declared data with its path."""
    if isinstance(part, Explanation):
        yield path, part
    elif isinstance(part, BaseModel):
        further = part.__pydantic_extra__ or {}
        for name, inner in (
            *((name, getattr(part, name)) for name in type(part).model_fields),
            *further.items(),
        ):
            yield from explanations(inner, f"{path}.{name}")
    elif isinstance(part, dict):
        for name, inner in part.items():
            yield from explanations(inner, f"{path}.{name}")
    elif isinstance(part, tuple):
        for number, inner in enumerate(part):
            yield from explanations(inner, f"{path}[{number}]")


@pytest.mark.parametrize("declared", [lambda: load_policy(DEFAULT_POLICY), load_prior])
def test_every_reason_is_in_both_languages(declared):
    written = [(path, text) for path, text in explanations(declared()) if text.ja or text.en]
    assert len(written) > 30
    for path, text in written:
        assert re.search(r"[ぁ-んァ-ヶ一-龠]", text.ja), path
        assert not LATIN_SENTENCE.search(text.ja), (path, text.ja)
        assert "–" not in text.ja, (path, text.ja)
        assert re.search(r"[A-Za-z]", text.en), path
        assert not JAPANESE_SENTENCE.search(text.en.replace("つくば", "")), (path, text.en)


def test_the_walk_finds_what_the_file_declares():
    policy = load_policy(DEFAULT_POLICY)
    paths = {path for path, _ in explanations(policy)}
    assert {".policy.source", ".targets.generative_ai_use.source", ".checks.source"} <= paths
    assert sum(bool(text.ja) for _, text in explanations(policy)) > 200


def test_pages_hold_the_reasons_of_their_language_only():
    policy = load_policy(DEFAULT_POLICY)
    japanese, english = (policy_markdown(policy, policy.survey, code) for code in ("ja", "en"))
    for path, text in explanations(policy):
        if text.ja and ".licence_reason" not in path:
            assert text.ja not in english, path
    assert policy.effort.source.ja in japanese
    assert policy.effort.source.en in english
    assert not LATIN_SENTENCE.search(re.sub(r"`[^`]*`", "", japanese))


def test_an_explanation_follows_the_language():
    text = Explanation(ja="理由", en="reason")
    before = language()
    try:
        shown = []
        for code in ("ja", "en"):
            set_language(code)
            shown.append(f"{text}")
    finally:
        set_language(before)
    assert shown == ["理由", "reason"]


def test_a_plain_text_is_stored_as_it_was():
    assert Explanation.model_validate("窓口").model_dump(mode="json") == "窓口"
    both = {"ja": "窓口", "en": "counter"}
    assert Explanation.model_validate(both).model_dump(mode="json") == both


def test_a_policy_stored_before_opens_and_stays_the_same(policy):
    stored = policy.model_dump(mode="json", by_alias=True)
    reason = stored["scorecard"][0]["criterion"][0]["reason"]
    assert isinstance(reason, str)
    again = Policy.model_validate(stored)
    assert again == policy
    assert again.model_dump(mode="json", by_alias=True) == stored


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ("12", '{ ja = "…", en = "…" }'),
        ('{ ja = "理由" }', "en"),
        ('{ ja = "理由", en = "reason", fr = "raison" }', "fr"),
        ('""', "say where the figures come from"),
        ('{ ja = "理由", en = " " }', "say where the figures come from"),
    ],
)
def test_a_wrong_reason_is_named(tmp_path, wrong, sentence):
    path = tmp_path / "own.toml"
    text, count = re.subn(
        r"^reason = .*$", f"reason = {wrong}", policy_text(), count=1, flags=re.MULTILINE
    )
    assert count == 1
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PolicyError) as caught:
        load_policy(path)
    assert "scorecard[rpa].criterion[typical_pattern].reason" in str(caught.value)
    assert sentence in str(caught.value)
