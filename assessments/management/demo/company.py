"""Who is in the demo: each company with its name, place, kind and way through the life cycle."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import product

from assessments.management.demo.dice import dealt, dice, workday
from assessments.management.demo.identity import FIRST_SAMPLES, demo_credit_code, demo_lei
from assessments.management.demo.plan import (
    ADMITTED_PER_YEAR,
    BARE_AS_OF,
    CATEGORIES,
    COUNTED_STANDINGS,
    COUNTRIES,
    OTHER_STANDINGS,
    PRODUCTION_PERCENT,
    PROVINCES,
    REFERENCE,
)
from assessments.management.demo.words import (
    ABROAD,
    CITIES,
    FIRST,
    GIVEN,
    RESERVED_WORDS,
    SECOND,
    STREETS,
    SURNAMES,
    TAKEN,
    TRADES,
)
from suppliers.rules.standing import COUNTED, Standing

BARE_STORY = "BARE"


@dataclass(frozen=True)
class Company:
    """One fictional company. `settled_on` is the day it was admitted, refused, or last taken up."""

    serial: int
    standing: Standing
    category: str
    profile: str
    country: str
    province: str
    settled_on: date
    story: str = ""
    name_zh: str = ""
    name_en: str = ""
    address: str = ""
    scheme: str = ""
    identifier: str = ""
    lei: str = ""
    person_zh: str = ""
    person_en: str = ""
    registered_on: date = date(2000, 1, 1)
    staff: int = 0
    revenue: int = 0

    @property
    def is_counted(self) -> bool:
        return self.standing in COUNTED

    @property
    def is_mainland(self) -> bool:
        return self.country == "CN"

    @property
    def contact(self) -> str:
        """Who writes for the company: always the same person, and never the legal representative."""
        people = [(a + b, f"{GIVEN[b]} {SURNAMES[a]}") for b, a in product(GIVEN, SURNAMES) if a + b != self.person_zh]
        name_zh, name_en = people[self.serial * 11 % len(people)]
        return name_zh if self.is_mainland else name_en


def companies() -> list[Company]:
    """All 281 in the order in which they came: the counted 253 exactly as planned, and 28 that do not count."""
    raw = [*_told(_counted()), *_others()]
    raw.sort(key=lambda company: company.settled_on)
    return list(_named(raw))


def _counted() -> list[Company]:
    categories = dealt(CATEGORIES, "category")
    places = dealt(
        {**{("CN", province): n for province, n in PROVINCES.items()}, **{(c, ""): n for c, n in COUNTRIES.items()}}, "place"
    )
    standings = dealt(COUNTED_STANDINGS, "standing")
    days = _admission_days()
    found = []
    profiles = {category: _profiles(category) for category in CATEGORIES}
    for serial, (category, place, standing, day) in enumerate(zip(categories, places, standings, days, strict=True)):
        profile = profiles[category].pop()
        settled = day if standing == Standing.ACTIVE else min(day, REFERENCE - timedelta(days=400))
        found.append(Company(serial, standing, category, profile, *place, settled_on=workday(settled)))
    return found


def bare_companies() -> list[Company]:
    """The 253 of the bare reference: the same places and kinds, all active and admitted by the day of the published table."""
    raw = [company for company in companies() if company.is_counted]
    first, last = date(2017, 3, 1), BARE_AS_OF - timedelta(days=7)
    step = (last - first) / len(raw)
    return [
        replace(
            company,
            serial=position + 1,
            standing=Standing.ACTIVE,
            story=BARE_STORY,
            settled_on=workday(first + position * step),
            registered_on=min(company.registered_on, date(2015, 6, 1)),
        )
        for position, company in enumerate(raw)
    ]


def _profiles(category: str) -> list[str]:
    many = CATEGORIES[category]
    production = (many * PRODUCTION_PERCENT[category] + 50) // 100
    return dealt({"production": production, "office": many - production}, f"profile {category}")


def _admission_days() -> list[date]:
    chance = dice("admission")
    days = []
    for year, many in ADMITTED_PER_YEAR.items():
        last = 290 if year == REFERENCE.year else 364
        days += [date(year, 1, 1) + timedelta(days=chance.randrange(last)) for _ in range(many)]
    chance.shuffle(days)
    return days


def _others() -> list[Company]:
    chance = dice("others")
    found = []
    for standing in dealt(OTHER_STANDINGS, "other standing"):
        category = chance.choice(list(CATEGORIES))
        profile = chance.choice(["office", "production"])
        province = chance.choice(list(PROVINCES)[:8])
        if standing == Standing.CHECKING:
            day = REFERENCE - timedelta(days=chance.randrange(3, 25))
        elif standing == Standing.REJECTED:
            day = REFERENCE - timedelta(days=chance.randrange(120, 1200))
        else:
            day = date(2017, 3, 1) + timedelta(days=chance.randrange(1800))
        found.append(Company(0, standing, category, profile, "CN", province, settled_on=workday(day)))
    return found


STORIES = {
    "EX1": {"category": "service", "profile": "office", "province": "CN-ZJ"},
    "EX2": {"category": "office_it", "profile": "production", "province": "CN-JS"},
    "NA_SHOPPER": {"category": "event", "profile": "production", "province": "CN-GD"},
    "MOVED": {"category": "service", "profile": "office", "province": "CN-SH"},
    "SHOWCASE": {"category": "media", "profile": "production", "province": "CN-BJ"},
    "APPEAL_UPHELD": {"category": "logistics", "profile": "production", "province": "CN-BJ"},
    "BRN_ONLY": {"country": "HK"},
    "VAT_AND_LEI": {"country": "GB"},
}
"""Stories and the kind of company that tells each. Kinds are swapped, not added, so the totals stay as planned."""


def _told(found: list[Company]) -> list[Company]:
    """Give each story to an active company, trading place and kind with others where it does not fit."""
    for story, wanted in STORIES.items():
        index = next(i for i, company in enumerate(found) if _fits(company, wanted, {"country", "province"}))
        for kind in ({"category", "profile"}, {"standing"}):
            index_of = next(
                (
                    i
                    for i, company in enumerate(found)
                    if _fits(company, {**wanted, "standing": Standing.ACTIVE}, kind) and not company.story
                ),
                index,
            )
            _swap(found, index, index_of, kind)
        found[index] = replace(found[index], story=story)
    return found


def _fits(company: Company, wanted: dict[str, str], fields: set[str]) -> bool:
    return not company.story and all(getattr(company, name) == wanted[name] for name in fields & wanted.keys())


def _swap(found: list[Company], one: int, other: int, fields: set[str]) -> None:
    first, second = found[one], found[other]
    found[one] = replace(first, **{name: getattr(second, name) for name in fields})
    found[other] = replace(second, **{name: getattr(first, name) for name in fields})


STORY_NAMES = {
    "EX1": ("杭州砚禾文档服务有限公司（虚构）", "Demo Yanhe Document Services (fictional)"),
    "EX2": ("苏州澄砚计算机制造有限公司（虚构）", "Demo Chengyan Computers (fictional)"),
}


def _named(raw: list[Company]) -> Iterator[Company]:
    chance = dice("names")
    words = [(a + b, FIRST[a] + SECOND[b]) for a, b in product(FIRST, SECOND) if a != b and a + b not in TAKEN]
    words = [word for word in words if word[0] not in RESERVED_WORDS]
    chance.shuffle(words)
    people = [(a + b, f"{GIVEN[b]} {SURNAMES[a]}") for a, b in product(SURNAMES, GIVEN)]
    serials = _code_serials(raw)
    for position, (company, word, serial) in enumerate(zip(raw, words, serials, strict=False)):
        trade = chance.choice(TRADES[company.category][company.profile])
        person_zh, person_en = people[position * 7 % len(people)]
        age = timedelta(days=chance.randrange(400, 6000))
        staff = chance.randrange(6, 60) if company.profile == "office" else chance.randrange(20, 400)
        named = replace(
            company,
            serial=position + 1,
            person_zh=person_zh,
            person_en=person_en,
            registered_on=company.settled_on - age,
            staff=staff,
            revenue=staff * chance.randrange(150, 900) * 1000,
        )
        yield _abroad(named, word, trade) if company.country != "CN" else _mainland(named, word, trade, serial)


def _code_serials(raw: list[Company]) -> list[int]:
    """Serials of the credit codes: the samples first, then on in order. EX1 and EX2 bear the samples of their provinces."""
    samples = {province: number for number, province in enumerate(FIRST_SAMPLES, start=1)}
    holders = {"CN-ZJ": "EX1", "CN-JS": "EX2"}
    free = iter(range(len(samples) + 1, len(raw) + len(samples) + 1))
    serials = []
    for company in raw:
        holder = holders.get(company.province, "")
        plain = not company.story and not holder
        is_sample = company.province in samples and (company.story == holder if holder else plain)
        serials.append(samples.pop(company.province) if is_sample else next(free))
    return serials


def _mainland(company: Company, word: tuple[str, str], trade: tuple[str, str], serial: int) -> Company:
    cities = CITIES[company.province]
    city, division, address = cities[0 if serial <= len(FIRST_SAMPLES) else serial % len(cities)]
    if company.story == "MOVED":
        # Registered in Beijing first; the code stays as it was first given.
        division = CITIES["CN-BJ"][0][1]
    form = "股份有限公司" if serial % 9 == 0 else "有限公司"
    name_zh, name_en = STORY_NAMES.get(
        company.story, (f"{city}{word[0]}{trade[0]}{form}（虚构）", f"Demo {word[1]} {trade[1]} (fictional)")
    )
    return replace(
        company,
        name_zh=name_zh,
        name_en=name_en,
        address=f"{address}{STREETS[serial % len(STREETS)]}{serial % 180 + 1}号（虚构）",
        scheme="USCC",
        identifier=demo_credit_code(division, serial),
    )


def _abroad(company: Company, word: tuple[str, str], trade: tuple[str, str]) -> Company:
    city, _address_zh, address, form_zh, form_en = ABROAD[company.country]
    scheme, identifier, lei = {
        "HK": ("HK_UBI", "90000253", ""),
        "TW": ("TW_UBN", "90000001", ""),
        "JP": ("OVERSEAS_COMPANY_NO", "DEMO000101", ""),
        "KR": ("OVERSEAS_COMPANY_NO", "DEMO000202", ""),
        "GB": ("OVERSEAS_VAT", "GB000000253", demo_lei(253)),
    }[company.country]
    return replace(
        company,
        name_zh=f"{city}{word[0]}{trade[0]}{form_zh}（虚构）",
        name_en=f"Demo {word[1]} {trade[1]} {form_en} (fictional)",
        address=address,
        scheme=scheme,
        identifier=identifier,
        lei=lei,
    )
