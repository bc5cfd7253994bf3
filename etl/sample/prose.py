"""Stories: what a sample article tells, before any outlet lays it out.

Here: drawing a place, people and figures, and filling the sentence patterns with them so that a name is given
in full once and is short from then on, and a figure that returns is the same. Not here: markup, addresses.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from random import Random

import opencc

from etl.kinds import EntityKind, ScriptKind
from etl.sample.cast import (
    BODIES_SHIFT,
    PEOPLE_SHIFT,
    TOWN_SHARE,
    TOWNS_SHIFT,
    body,
    bystander,
    person,
    rank_of,
    town,
)
from etl.sample.page import Named
from etl.sample.words import Country, Pattern, Slot, Topic, countries, organisations, sentences, topics

WEEKDAYS = "一二三四五六日"
GENERAL = "any"
CENTRAL_BANK, FOREIGN_OFFICE = "央行", "外交部"  # of a country, which sentences name behind it


@dataclass(frozen=True, kw_only=True)
class Section:
    heading: str | None
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Story:
    topic: Topic
    country: str
    country_code: str
    other_country: str
    city: str
    capital: str
    title: str
    lead: str
    sections: tuple[Section, ...]
    captions: tuple[str, ...]
    named: tuple[Named, ...]  # every name that the prose is written with
    related_titles: tuple[str, ...]
    happened_at: datetime
    published_at: datetime
    script_kind: ScriptKind = ScriptKind.HANS

    @property
    def paragraphs(self) -> tuple[str, ...]:
        return tuple(text for section in self.sections for text in section.paragraphs)

    @property
    def tags(self) -> tuple[str, ...]:
        return (*self.topic.tags[:3], self.country)


class Voice:
    """Fills patterns for one story, and remembers whom it has introduced."""

    def __init__(self, rng: Random, topic: Topic, country: Country, other: Country, day: datetime) -> None:
        self.rng = rng
        self.country, self.other = country, other
        self.known: set[str] = set()
        self.forms: dict[str, tuple[str, str]] = {}  # slot → its name at first, and from then on
        self.short_names: dict[str, str] = {}  # short name → who it stands for in this story
        self.figures: dict[str, str] = {}
        self.bodies = {
            "org": rng.choice(organisations(topic.topic)),
            "o": body(country, topic.topic, rank_of(rng, BODIES_SHIFT)),
            "p": body(country, topic.topic, rank_of(rng, BODIES_SHIFT)),
        }
        self.bystanders = {who: bystander(country, rank_of(rng, PEOPLE_SHIFT)) for who in "xy"}
        cities = country.cities
        self.city = rng.choice(cities)
        second = cities[(cities.index(self.city) + 1) % len(cities)]
        self.words = {
            "C": country.country_name,
            "D": other.country_name,
            "K": cities[0],
            "T": self.city,
            "U": second,
            "V": town(country, rank_of(rng, TOWNS_SHIFT)) if rng.random() < TOWN_SHARE else self.city,
            "W": rng.choice(other.cities),
            "univ": f"{cities[0]}大学",
            "date": f"{day.month}月{day.day}日",
        }
        self.weekday = f"周{WEEKDAYS[day.weekday()]}"
        self.named: dict[str, Named] = {}  # by surface
        for slot in "CDKTUVW":
            self.note(EntityKind.PLACE, self.words[slot], self.words[slot])
        self.note(EntityKind.ORGANISATION, self.words["univ"], self.words["univ"])
        for home in (country.country_name, other.country_name):
            self.note(EntityKind.ORGANISATION, home + FOREIGN_OFFICE, home + FOREIGN_OFFICE)
        bank = country.country_name + CENTRAL_BANK
        self.note(EntityKind.ORGANISATION, bank, bank, CENTRAL_BANK)

    def say(self, parts: Pattern) -> str:
        return "".join([part if isinstance(part, str) else self.fill(part) for part in parts])

    def fill(self, slot: Slot) -> str:
        word = self.words.get(slot.name)
        if word is not None:
            return word
        if slot.high:
            return self.figure(slot)
        if slot.name == "day":
            return self.day()
        forms = self.forms.get(slot.name)
        if forms is None:
            forms = self.forms[slot.name] = self.organisation(slot) or self.somebody(slot)
        full, short = forms
        if slot.is_bare or slot.name in self.known:
            return short
        self.known.add(slot.name)
        return full

    def organisation(self, slot: Slot) -> tuple[str, str] | None:
        """How a body is named first, and from then on; None where the slot is somebody's."""
        if slot.name not in self.bodies:
            return None
        name, latin_name = self.bodies[slot.name]
        self.note(EntityKind.ORGANISATION, name, name, latin_name)
        return f"{name}（{latin_name}）" if latin_name else name, name

    def somebody(self, slot: Slot) -> tuple[str, str]:
        """How somebody is named first, and from then on."""
        role = slot.name.removeprefix("D_")
        country = self.country if role == slot.name else self.other
        one = self.bystanders.get(role) or person(country, role)
        full = f"{country.country_name}{one.title}{one.name}" if one.title else one.name
        latin_name = "" if country.country_code == "CN" else one.latin_name
        is_taken = self.short_names.setdefault(one.short_name, slot.name) != slot.name
        short = one.name if is_taken else one.short_name
        self.note(EntityKind.PERSON, one.name, one.name, short, latin_name)
        return f"{full}（{latin_name}）" if latin_name else full, short

    def note(self, kind: EntityKind, key: str, *surfaces: str) -> None:
        for surface in surfaces:
            self.named[surface] = Named(surface, kind, key)

    def figure(self, slot: Slot) -> str:
        known = self.figures.get(slot.name)
        if known is None:
            known = str(slot.low + int(self.rng.random() * (slot.high - slot.low + 1)))
            if slot.name != "n":
                self.figures[slot.name] = known
        return known

    def day(self) -> str:
        if "day" in self.known:
            return self.weekday
        self.known.add("day")
        return f"{self.weekday}（{self.words['date']}）"


def drawn(rng: Random, topic: str, part: str, count: int) -> list[Pattern]:
    """Different patterns, as many as asked for, or all there are."""
    pool = list(sentences()[topic, part])
    chosen = []
    for _ in range(min(count, len(pool))):
        at = int(rng.random() * len(pool))  # quicker than rng.sample, which is most of a sample's cost
        chosen.append(pool.pop(at))
    return chosen


def story(rng: Random, published_at: datetime) -> Story:
    """An event and what is written about it."""
    topic = rng.choice(topics())
    country, other = rng.sample(countries(), 2)
    happened_at = published_at - timedelta(hours=rng.randint(2, 20))
    voice = Voice(rng, topic, country, other, happened_at)
    title, *related_titles = map(voice.say, drawn(rng, topic.topic, "title", 5))
    lead = voice.say(rng.choice(sentences()[topic.topic, "lead"]))
    sections = told(rng, topic.topic, voice.say)
    captions = (*drawn(rng, topic.topic, "caption", 3), *drawn(rng, GENERAL, "caption", 3))
    return Story(
        topic=topic,
        country=country.country_name,
        country_code=country.country_code,
        other_country=other.country_name,
        city=voice.city,
        capital=country.cities[0],
        title=title,
        lead=lead,
        sections=sections,
        captions=tuple(map(voice.say, captions)),
        named=tuple(name for name in voice.named.values() if name.surface),
        related_titles=tuple(related_titles),
        happened_at=happened_at,
        published_at=published_at,
    )


def told(rng: Random, topic: str, say: Callable[[Pattern], str]) -> tuple[Section, ...]:
    """The body: what happened; figures and voices; what came before, and what may come."""
    facts = drawn(rng, topic, "fact", rng.randint(5, 8))
    quotes = drawn(rng, GENERAL, "quote", rng.randint(2, 4))
    numbers = drawn(rng, topic, "number", rng.randint(1, 3))
    scenes = drawn(rng, GENERAL, "scene", rng.randint(3, 5))
    headings = [*drawn(rng, topic, "heading", 1), *drawn(rng, GENERAL, "heading", 1)]
    middle = len(facts) // 2
    opening = [(facts[0], facts[1]), *((fact,) for fact in facts[2:middle]), (quotes[0],)]
    centre = [
        *((fact,) for fact in facts[middle:]),
        tuple(numbers),
        *((part,) for part in (*scenes, *quotes[1:])),
    ]
    closing = [
        tuple(drawn(rng, topic, "background", 2)),
        tuple(drawn(rng, GENERAL, "reaction", rng.randint(1, 2))),
        tuple(drawn(rng, GENERAL, "outlook", rng.randint(1, 2))),
    ]
    first, *others = (
        tuple("".join(map(say, patterns)) for patterns in part) for part in (opening, centre, closing)
    )
    return (
        Section(heading=None, paragraphs=first),
        *(
            Section(heading=say(heading), paragraphs=texts)
            for heading, texts in zip(headings, others, strict=True)
        ),
    )


def edited(told_before: Story, rng: Random) -> Story:
    """The same story some hours later: a paragraph more, one less or another title."""
    first, centre, last = told_before.sections
    hours = rng.randint(2, 12)
    added = f"（更新）截至发稿，{told_before.city}方面尚未公布新的数字，预计{hours}小时内会有进一步消息。"
    match rng.randrange(3):
        case 0:
            longer = replace(last, paragraphs=(*last.paragraphs, added))
            return replace(told_before, sections=(first, centre, longer))
        case 1:
            shorter = replace(centre, paragraphs=centre.paragraphs[1:])
            return replace(told_before, sections=(first, shorter, last))
        case _:
            return replace(
                told_before,
                title=told_before.related_titles[0],
                sections=(first, replace(centre, paragraphs=(*centre.paragraphs, added)), last),
            )


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("s2t")


def in_traditional(simplified: Story) -> Story:
    """The story in traditional characters; converted as one text, a line for each piece."""
    heads = [section.heading or "" for section in simplified.sections]
    lines = [
        *(name.surface for name in simplified.named),
        simplified.title,
        simplified.lead,
        simplified.city,
        simplified.capital,
        simplified.country,
        *simplified.captions,
        *simplified.related_titles,
        *heads,
        *simplified.paragraphs,
    ]
    converted = iter(_converter().convert("\n".join(lines)).split("\n"))
    named = tuple(name._replace(surface=next(converted)) for name in simplified.named)
    title, lead, city, capital, country = (next(converted) for _ in range(5))
    captions = tuple(next(converted) for _ in simplified.captions)
    related = tuple(next(converted) for _ in simplified.related_titles)
    headings = [next(converted) or None for _ in heads]
    sections = tuple(
        Section(heading=heading, paragraphs=tuple(next(converted) for _ in section.paragraphs))
        for heading, section in zip(headings, simplified.sections, strict=True)
    )
    return replace(
        simplified,
        title=title,
        lead=lead,
        city=city,
        capital=capital,
        country=country,
        captions=captions,
        named=named,
        related_titles=related,
        sections=sections,
        script_kind=ScriptKind.HANT,
    )
