"""Pairs that anybody in a city hall would judge at once."""

import numpy as np
import pytest
from tests.similarity.city import linked, named

import rpa_scout as rs

SAME = [
    ("給報入力", "給与支払報告書の入力"),
    ("住民票郵送請求の処理", "住民票の写しの郵送請求処理"),
    # abbreviations
    ("特徴異動届の打込み", "特別徴収の異動届出書の入力"),
    ("口振依頼書の入力", "口座振替申込書の登録"),
    ("準要保護の認定事務", "就学援助の認定"),
    ("児手の現況届の登録", "児童手当現況届の入力"),
    ("伝票起票", "支出命令の起票"),
    ("テープ起こし", "会議録の作成"),
    ("年調の申告書の入力", "年末調整申告書のパンチ"),
    ("超勤の登録", "時間外勤務の入力"),
    ("畜犬登録の台帳入力", "犬の登録台帳の入力"),
    # order of words, particles, marks
    ("入力：給与支払報告書", "給与支払報告書の入力"),
    ("市税　督促状の印刷・発送", "督促状の作成（市税）"),
    ("国民健康保険　資格取得届入力", "国保の資格取得届の入力"),
    # kana that may be written or not
    ("口座振替申し込み書の打ち込み", "口座振替申込書の打込"),
    ("見積り合わせの調書の作成", "見積合せ調書の作成"),
    # full and half width
    ("ＨＰの更新", "hpの更新"),
    ("ﾜﾝｽﾄｯﾌﾟ特例申請書の入力", "ワンストップ特例の申請書入力"),
    # other fields of work: abbreviations, の写し, by post, kana, width, 及び
    ("国保の高額療養費の支給申請入力", "国民健康保険高額療養費支給申請書の入力"),
    ("後期の葬祭費の支給申請の入力", "後期高齢者医療　葬祭費支給申請書入力"),
    ("固定の納通の発送", "固定資産税納税通知書の発送"),
    ("固定資産の評価証明の交付", "固定資産税評価証明書の発行"),
    ("印鑑証明の発行", "印鑑登録証明書の交付"),
    ("住民票の写しの交付", "住民票交付"),
    ("介保の要介護認定申請書の入力", "介護保険要介護認定申請の登録"),
    ("課税証明書の交付", "所得課税証明の発行"),
    ("軽自の廃車申告書の入力", "軽自動車税廃車申告書入力"),
    ("身障手帳の交付申請の受付", "身体障害者手帳交付申請受付"),
    ("マル福の受給者証の交付", "医療福祉費受給者証の交付"),
    ("国保税の口振の登録", "国民健康保険税の口座振替登録"),
    ("申込及び受付簿の作成", "申込と受付簿の作成"),
    ("転入届及び転出届の入力", "転入届と転出届の入力"),
    ("予防接種の予診票の打込み", "予防接種予診票の打ち込み"),
    ("ﾌﾙｻﾄ納税のﾜﾝｽﾄｯﾌﾟ特例申請の入力", "ふるさと納税ワンストップ特例申請書の入力"),
    ("児扶の現況届の入力", "児童扶養手当現況届入力"),
    ("生保の医療券の発行", "生活保護医療券発行"),
    ("学童の入会申込書の入力", "放課後児童クラブ入会申込の入力"),
    ("出張旅費の精算", "旅費精算"),
    ("備品の登録", "備品登録業務"),
    ("償却資産の申告書入力", "償却資産申告書の打込"),
    ("法人市民税の申告書の入力", "法人市民税申告書入力"),
    ("市県民税の申告書の入力", "住民税申告書の入力"),
    ("過誤納金の還付", "過誤納還付処理"),
    ("督促状の発送", "督促状発送業務"),
    ("乳児健診の問診票入力", "乳幼児健康診査問診票の入力"),
    ("選挙の不在者投票用紙の請求受付", "不在者投票請求の受付"),
    ("郵送請求の住民票の写し", "住民票の写しの郵送請求"),
    ("国保の加入届の入力", "国保資格取得届の入力"),
]

DIFFERENT = [
    ("納税証明の交付", "納税通知の発送"),
    # the stage differs
    ("支出命令の起票", "支出命令の審査"),
    ("予診票の入力", "予診票と請求書の照合"),
    ("会議録の作成", "会議の開催通知"),
    ("保育所の入所申込書の入力", "保育所の入所選考"),
    # the object differs
    ("児童手当の現況届の入力", "児童手当の認定請求の入力"),
    ("介護保険の認定申請の入力", "介護保険の主治医意見書の依頼"),
    ("水道の開栓の入力", "水道の漏水減免の入力"),
    ("国保の資格取得届の入力", "国保の高額療養費の支給"),
    ("住民票の写しの交付", "印鑑登録証明書の交付"),
    ("犬の登録の入力", "備品の登録の入力"),
    ("戸籍届出の入力", "転入届の入力"),
    ("運転日報の集計", "公用車の予約の調整"),
    # the level or the programme differs
    ("個人住民税の申告書の入力", "法人市民税の申告書の入力"),
    ("児童手当の現況届の入力", "児童扶養手当の現況届の入力"),
    # new, changed, ended
    ("児童手当の認定請求の入力", "児童手当の氏名・住所変更届の入力"),
    ("道路占用の新規許可", "道路占用の廃止届の受付"),
    ("要介護認定の新規申請の入力", "介護の被保険者証の再交付"),
    # other fields of work: the same object with another stage, the same stage of another object
    ("国保の高額療養費の支給", "国保の葬祭費の支給"),
    ("後期の保険料の通知書の発送", "後期の資格確認書の発送"),
    ("固定資産税の納税通知書の発送", "固定資産の評価証明書の交付"),
    ("住民票の写しの交付", "戸籍の附票の写しの交付"),
    ("所得証明の交付", "納税証明の交付"),
    ("要介護認定申請の受付", "要介護認定結果の通知"),
    ("軽自動車税の廃車申告の入力", "軽自動車税の減免申請の入力"),
    ("督促状の発送", "催告書の発送"),
    ("児童手当の認定請求の入力", "児童手当の支払通知の発送"),
    ("支出命令の起票", "調定の起票"),
    ("旅費の請求入力", "旅費の請求の審査"),
    ("給与支払報告書の入力", "給与支払報告書の総括表の発送"),
    ("予診票の入力", "受診券の発送"),
    ("住民票の郵送請求の処理", "戸籍の郵送請求の処理"),
    ("身体障害者手帳の交付", "療育手帳の交付"),
    ("保育所の入所申込の受付", "保育所の入所決定通知の発送"),
    ("転入届の入力", "転出証明書の交付"),
    ("住民税の申告書の入力", "住民税の税額通知の発送"),
    ("課税証明の交付", "課税通知の発送"),
    ("口座振替依頼書の入力", "口座振替不能通知の発送"),
    ("入札参加資格申請の受付", "入札結果の公表"),
    ("犬の登録の受付", "狂犬病予防注射の案内の発送"),
    ("給食費の口座振替の登録", "給食費の督促状の発送"),
    ("国保の資格確認書の交付", "後期の資格確認書の交付"),
    ("介護保険料の納付書の発送", "介護の負担割合証の発送"),
]


@pytest.mark.parametrize(("name", "variant"), SAME)
def test_the_same_work_is_found_however_it_is_written(name, variant):
    pairs = rs.similar_tasks(named(name, variant))
    assert pairs["probability"].tolist() == pytest.approx([1.0], abs=0.5)
    assert rs.same_work_groups(named(name, variant)).nunique() == 1


@pytest.mark.parametrize(("name", "variant"), DIFFERENT)
def test_different_work_is_kept_apart(name, variant):
    pairs = rs.similar_tasks(named(name, variant), threshold=0.5)
    assert pairs.empty
    assert rs.same_work_groups(named(name, variant)).nunique() == 2


def test_a_chain_does_not_join_different_work():
    certificates = ["納税証明の交付", "納税証明書の発行"]
    both = ["納税証明書の交付・納税通知の発送"]
    notices = ["納税通知書の発送", "納税通知の発送事務"]
    tasks = named(*certificates, *both, *notices)
    linked_pairs = rs.similar_tasks(tasks)[["task_id_a", "task_id_b"]].to_numpy().tolist()
    assert ["1", "3"] in linked_pairs
    assert ["3", "4"] in linked_pairs
    groups = rs.same_work_groups(tasks)
    assert groups["1"] == groups["2"] != groups["4"] == groups["5"]


def test_answers_that_contradict_make_the_same_work_less_probable():
    names = ["申請書の登録", "申請書登録"]
    agreed = named(*names, pattern=["entry", "entry"])
    contradicting = named(*names, pattern=["entry", "matching"])
    chances = [
        rs.similar_tasks(tasks, threshold=0.0)["probability"].sum()
        for tasks in (agreed, contradicting)
    ]
    assert chances[0] > chances[1]


def test_an_empty_frame_has_no_pairs_and_no_groups():
    nothing = named("給報入力").iloc[:0]
    assert rs.similar_tasks(nothing).empty
    assert rs.same_work_groups(nothing).empty
    assert rs.propose_answers(nothing, "pattern").shape == (0, 8)


def test_names_of_signs_only_do_no_harm():
    tasks = named("？？？", "・・・", "　", "給報入力")
    assert not linked("？？？", "給報入力")
    assert np.isfinite(rs.propose_answers(tasks, "judgement").to_numpy()).all()
