"""How alike the names and addresses of two companies are, and finding all alike pairs of many. Source: docs/register.md.

A name is cut down to what tells companies apart: width, capitals, punctuation, legal forms and places fall away,
traditional characters become simplified ones. What is left is a set of marks: pairs of neighbouring characters in
Chinese, words in other scripts. The likeness of two sets is twice what they share over what they hold (Dice).
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from math import ceil

LEGAL_FORMS_ZH = (
    "股份有限公司", "有限责任公司", "集团有限公司", "有限公司", "分公司", "集团公司", "公司", "集团", "合伙企业", "有限合伙",
    "普通合伙", "个体工商户", "个人独资企业", "工作室", "事务所", "经营部", "虚构",
)  # fmt: skip
CITIES = (
    "广州", "深圳", "杭州", "南京", "苏州", "成都", "武汉", "西安", "青岛", "大连", "宁波", "厦门", "郑州", "长沙", "济南",
    "合肥", "福州", "无锡", "佛山", "东莞", "珠海", "昆明", "沈阳", "哈尔滨", "长春", "石家庄", "太原", "南昌", "南宁", "贵阳",
    "海口", "兰州", "温州", "常州", "嘉兴", "中山", "惠州", "中国",
)  # fmt: skip
"""Large cities, which companies put before their names as they do provinces."""
LEGAL_FORMS_LATIN = frozenset(
    re.findall(
        r"\w+",
        "ltd limited co company inc incorporated corp corporation llc llp lp plc gmbh ag kg sa sas sarl srl spa bv nv oy ab as "
        "pte pty sdn bhd kk group holdings holding the and of fictional",
    )
)
TRADITIONAL = str.maketrans(
    "東業傳廣國際電氣機車產實華貿運輸務連鎖藝術製設計劃環節綠義豐興達聯盟創團資訊網絡絡軟體專營銷點數據雲時樂視聽書報紙館園農畜魚鳥馬龍鳳黃藍紅銀鋼鐵鋁銅礦業務員醫藥療護養髮膚飲飯麵麥館門窗廠構築燈飾線纜號標準檢測驗證監督管線學習課訓練語譯寫畫樣啟亞歐美灣澳廈陽陰陳張劉趙孫馮褚衛蔣韓楊許呂嚴鄒蘇潘葛範彭魯韋馬鳳顏鄭盧賈郵匯歷歲衝關係發展開進遠還選擇過這裡邊處備優質價億萬兩雙單個們來霽榮誠寶潤鵬飛騰駿錦鴻凱傑揚虛圖衆齊勝瀋滬濱寧蘭鎮縣區鄉樓層廳輝順慶澤躍賢銳鈦鑽鏡鍋爐燒熱儀儲轉鈴壓縮風導顯鐘錶櫃雜貨棧權誌財稅審",
    "东业传广国际电气机车产实华贸运输务连锁艺术制设计划环节绿义丰兴达联盟创团资讯网络络软体专营销点数据云时乐视听书报纸馆园农畜鱼鸟马龙凤黄蓝红银钢铁铝铜矿业务员医药疗护养发肤饮饭面麦馆门窗厂构筑灯饰线缆号标准检测验证监督管线学习课训练语译写画样启亚欧美湾澳厦阳阴陈张刘赵孙冯褚卫蒋韩杨许吕严邹苏潘葛范彭鲁韦马凤颜郑卢贾邮汇历岁冲关系发展开进远还选择过这里边处备优质价亿万两双单个们来霁荣诚宝润鹏飞腾骏锦鸿凯杰扬虚图众齐胜沈沪滨宁兰镇县区乡楼层厅辉顺庆泽跃贤锐钛钻镜锅炉烧热仪储转铃压缩风导显钟表柜杂货栈权志财税审",
)
"""Traditional characters as they occur in company names, each with its simplified form."""
HAN = re.compile(r"[\u3400-\u9fff]")
BRACKETS = re.compile(r"[(（\[【〔].*?[)）\]】〕]")


@dataclass(frozen=True)
class Alike:
    """Two of the compared things and how alike they are, in percent, rounded down."""

    first: int
    second: int
    percent: int


def core_of(name: str, places: Collection[str] = ()) -> str:
    """What is left of a Chinese name without places, legal forms, brackets and punctuation; empty without Chinese."""
    text = _letters(BRACKETS.sub("", unicodedata.normalize("NFKC", name))).translate(TRADITIONAL)
    if not HAN.search(text):
        return ""
    for form in LEGAL_FORMS_ZH:
        text = text.removesuffix(form)
    for place in sorted((*places, *CITIES), key=len, reverse=True):
        if text.startswith(place):
            text = text.removeprefix(place).removeprefix("省").removeprefix("市") or text
    return text


def marks_of_name(name: str, places: Collection[str] = ()) -> frozenset[str]:
    """The marks of a company name; empty when nothing is left that tells companies apart."""
    core = core_of(name, places)
    if core:
        return _pairs(core)
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", BRACKETS.sub("", name)).casefold())
    kept = [word for word in words if word not in LEGAL_FORMS_LATIN]
    # One word alone says little of a company: its letters have to agree, too.
    return frozenset(kept) | (_pairs(kept[0]) if len(kept) == 1 else frozenset())


def marks_of_address(address: str) -> frozenset[str]:
    """The marks of an address: pairs of characters, digits included."""
    text = _letters(unicodedata.normalize("NFKC", address)).translate(TRADITIONAL)
    return _pairs(text) if len(text) > 1 else frozenset()


def numbers_in(text: str) -> str:
    """The numbers of a text in their order: companies and houses that differ by a number are not the same."""
    return " ".join(re.findall(r"\d+", unicodedata.normalize("NFKC", text)))


def likeness(one: Collection[str], other: Collection[str]) -> int:
    """Twice what both share over what both hold, in percent, rounded down; 0 for an empty one."""
    shared = len(set(one) & set(other))
    return 200 * shared // (len(one) + len(other)) if shared else 0


def alike_pairs(things: Mapping[int, frozenset[str]], least: int) -> Iterator[Alike]:
    """All pairs whose likeness is `least` percent or more, each once, first < second.

    Exact, and near-linear for real names: two sets that are alike share one of their rarest marks, so each set is
    looked up by those only (prefix filter), and only among sets of a fitting size.
    """
    frequency = Counter(mark for marks in things.values() for mark in marks)
    by_mark: defaultdict[str, list[int]] = defaultdict(list)
    for key in sorted((key for key, marks in things.items() if marks), key=lambda key: (len(things[key]), key)):
        marks = things[key]
        smallest = _smallest(len(marks), least)
        rarest = sorted(marks, key=lambda mark: (frequency[mark], mark))[
            : len(marks) - _least_shared(len(marks), smallest, least) + 1
        ]
        seen: set[int] = set()
        for mark in rarest:
            for other in by_mark[mark]:
                if other not in seen and len(things[other]) >= smallest:
                    seen.add(other)
                    percent = likeness(marks, things[other])
                    if percent >= least:
                        yield Alike(min(key, other), max(key, other), percent)
            by_mark[mark].append(key)


def _smallest(size: int, least: int) -> int:
    """The size a set needs at least to be alike a set of this size: all of it shared is 2s/(s+size)."""
    return ceil(least * size / (200 - least))


def _least_shared(size: int, other: int, least: int) -> int:
    return max(1, ceil(least * (size + other) / 200))


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _pairs(text: str) -> frozenset[str]:
    framed = f"^{text}$"
    return frozenset(framed[at : at + 2] for at in range(len(framed) - 1))
