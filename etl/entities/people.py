"""Link people: merge names by Latin glosses, then by full names, and resolve surnames by who bears them in the archive.

Here: clustering names, deciding whom a short name means. Not here: short names that their own article resolves
(etl.names.article.referents).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations

from etl.entities.entity_key import Decision, LinkMethod, latin_name_key, name_key, seed_key
from etl.entities.glossed import GlossIndex, dominant
from etl.entities.groups import Groups
from etl.entities.name_variants import (
    Part,
    is_borne_by_few,
    latin_key,
    near_latin,
    one_latin,
    part_named,
    sound_the_same,
)
from etl.entities.spelt_names import by_spelling, spelt_names
from etl.kinds import EntityKind
from etl.lexicon.scores import score_of
from etl.names.known.seeds import Seeds

ENOUGH_TO_SHARE = 2  # articles that must give a surname its bearer before other articles inherit it (judged)
OUTVOTES_A_SEED = 3  # articles that must name another bearer to overrule a reviewed short name (judged)
Forms = Mapping[str, int]  # name → articles that use it


class People:
    """Clusters of the people's names in an archive, and the entity key of each."""

    def __init__(self, forms: Forms, glosses: GlossIndex, seeds: Seeds) -> None:
        self.forms = _added((_dotted(form), articles) for form, articles in forms.items())
        self.glosses, self.seeds = glosses, seeds
        self.latin_counts: dict[str, Counter[str]] = defaultdict(Counter)
        for form, counts in glosses.by_name.items():
            self.latin_counts[_dotted(form)] += counts
        self.own = spelt_names(self.forms, glosses, seeds)
        self.own_by_latin = by_spelling(self.own, glosses)
        self.groups = Groups()
        self._label()
        self._join_latin()
        self._join_forms()
        self._join_variants()
        self.keys = self._keys()
        self.bearers = self._bearers()
        self.latin_bearers = self._latin_bearers()

    def by_latin(self, key: str) -> str:
        """Give the entity key of a glossed Latin name. Raises KeyError for a key without a gloss."""
        root = self.groups.root(_latin(key))
        if root in self.keys and (" " in self.glosses.spelling.get(key, "") or self.groups.label_of(root)):
            return self.keys[root]
        bearer = dominant(self.latin_bearers.get(key, Counter()))
        return self.keys[bearer or root]

    def decide(self, name: str) -> Decision:
        """Decide whom a name means where its article does not resolve it."""
        name = _dotted(name)
        if seed := self._seed(name):
            return Decision(seed_key(seed), LinkMethod.SEED, score_of("person_by_seed"))
        if name.isascii():
            return self._decide_latin(name)
        if "·" in name:
            root = self.groups.root(name)
            is_plain = self.keys[root] == name_key(name)
            method = LinkMethod.NAME if is_plain else LinkMethod.ARCHIVE
            return Decision(self.keys[root], method, score_of("person_by_full_name"))
        return self._decide_short(name)

    def _decide_latin(self, name: str) -> Decision:
        key = latin_key(name)
        if own := self.own_by_latin.get(key):
            return Decision(name_key(own), LinkMethod.ARCHIVE, score_of("person_by_latin_name"))
        root = self.groups.root(_latin(key))
        if " " not in name and (bearer := dominant(self.latin_bearers.get(key, Counter()))):
            return Decision(self.keys[bearer], LinkMethod.ARCHIVE, score_of("person_by_latin_surname"))
        return Decision(
            self.keys.get(root, latin_name_key(key)), LinkMethod.NAME, score_of("person_by_latin_name")
        )

    def _decide_short(self, name: str) -> Decision:
        if own := self.own.get(name):
            return Decision(name_key(own), LinkMethod.NAME, score_of("person_by_name"))
        bearers = self.bearers.get(name, Counter())
        bearer = dominant(bearers, 1 if is_borne_by_few(name) else ENOUGH_TO_SHARE)
        if short := self._short_seed(name):
            other = bearer if bearer and bearers[bearer] >= OUTVOTES_A_SEED else None
            if other is None or self.groups.label_of(
                other
            ):  # of two reviewed people, the name is whose it is said
                return Decision(seed_key(short), LinkMethod.SHORT, score_of("person_by_short_seed"))
        if bearer:
            share = bearers[bearer] / bearers.total()
            sure = round(score_of("person_by_archive") * share, 3)
            return Decision(self.keys[bearer], LinkMethod.ARCHIVE, sure)
        return Decision(name_key(name), LinkMethod.NAME, score_of("person_by_name"))

    def _seed(self, name: str) -> str | None:
        seed = self.seeds.of_full(name) or (self.seeds.of_latin(name) if name.isascii() else None)
        return seed.seed_id if seed and seed.entity_kind is EntityKind.PERSON else None

    def _short_seed(self, name: str) -> str | None:
        seed = self.seeds.of_short(name)
        return seed.seed_id if seed and seed.entity_kind is EntityKind.PERSON else None

    def _label(self) -> None:
        for form in sorted(self.forms):
            if seed := self._seed(form):
                self.groups.label(_node(form), seed)
        for key, spelling in sorted(self.glosses.spelling.items()):
            found = self.seeds.of_latin(spelling)
            if found and found.entity_kind is EntityKind.PERSON:
                self.groups.label(_latin(key), found.seed_id)

    def _join_latin(self) -> None:
        """Merge spellings of one Latin name; the first three letters of the last word are the blocking key."""
        alike: dict[str, list[str]] = defaultdict(list)
        for key, spelling in sorted(self.glosses.spelling.items()):
            if " " in spelling:
                alike[latin_key(spelling.split(" ")[-1])[:3]].append(key)
        for is_near, blocks in ((near_latin, alike.values()), (one_latin, self.latin_counts.values())):
            for keys in blocks:
                for one, other in combinations(sorted(keys), 2):
                    if is_near(self.glosses.spelling[one], self.glosses.spelling[other]):
                        self.groups.join(_latin(one), _latin(other))

    def _join_forms(self) -> None:
        """Merge a full name with its dominant gloss."""
        for form in sorted(self.forms):
            if "·" in form:
                key = self._dominant_latin(form)
                if key and " " in self.glosses.spelling[key]:
                    self.groups.join(form, _latin(key))

    def _dominant_latin(self, form: str) -> str | None:
        """Find the Latin key that nearly all articles gloss a name with, counting its spellings together."""
        counts = self.latin_counts.get(form, Counter())
        by_root: Counter[str] = Counter()
        for key, articles in counts.items():
            by_root[self.groups.root(_latin(key))] += articles
        root = dominant(by_root)
        return min((key for key in counts if self.groups.root(_latin(key)) == root), default=None)

    def _join_variants(self) -> None:
        """Merge full names with one part and the other's consonants in common: 迈克·蓬佩奥, 麦克·蓬佩奥."""
        by_part: dict[tuple[int, str], list[str]] = defaultdict(list)
        dotted = {form for form in self.forms if "·" in form}
        seeded = {name for seed in self.seeds.all for name in seed.full_names if "·" in name}
        for form in sorted(dotted | seeded):
            parts = form.split("·")
            by_part[0, parts[0]].append(form)
            by_part[1, parts[-1]].append(form)
        for (end, _), forms in sorted(by_part.items()):
            for one, other in _pairs(forms, dotted):
                parts, others = one.split("·"), other.split("·")
                if len(parts) == len(others) and sound_the_same(parts[end - 1], others[end - 1], end == 0):
                    self._label_seed(other)
                    self._label_seed(one)
                    if not self._are_known_apart(one, other):
                        self.groups.join(one, other)

    def _label_seed(self, form: str) -> None:
        if seed := self._seed(form):
            self.groups.label(form, seed)

    def _are_known_apart(self, one: str, other: str) -> bool:
        """Whether both names have a dominant gloss and the glosses differ."""
        first, second = self._dominant_latin(one), self._dominant_latin(other)
        return bool(
            first and second and not near_latin(self.glosses.spelling[first], self.glosses.spelling[second])
        )

    def _keys(self) -> dict[str, str]:
        """Map each set's root to an entity key: of its seed, else its most frequent gloss, else its most used name."""
        nodes = [*(form for form in self.forms if "·" in form), *map(_latin, self.glosses.support)]
        keys = {}
        for root, members in self.groups.members(nodes).items():
            latins = [name.removeprefix("latin:") for name in members if name.startswith("latin:")]
            if label := self.groups.label_of(root):
                keys[root] = seed_key(label)
            elif latins:
                keys[root] = latin_name_key(min(latins, key=lambda key: (-self.glosses.support[key], key)))
            else:
                keys[root] = name_key(min(members, key=lambda form: (-self.forms[form], form)))
        return keys

    def _bearers(self) -> dict[str, Counter[str]]:
        """Count by surname, or other short name, the articles that support each bearer."""
        bearers: dict[str, Counter[str]] = defaultdict(Counter)
        for form, articles in self.forms.items():
            if "·" in form:
                bearers[form.split("·")[-1]][self.groups.root(form)] += articles
        for form, counts in self.latin_counts.items():
            for key, articles in counts.items():
                if "·" not in form and self._is_shared(form, key):
                    bearers[form][self.groups.root(_latin(key))] += articles
        return bearers

    def _is_shared(self, form: str, key: str) -> bool:
        """Whether a gloss of a short name may count in other articles: not if it is a first name."""
        spelling = self.glosses.spelling[key]
        if " " not in spelling and not self.groups.label_of(_latin(key)):
            return (
                len(self.latin_counts[form]) == 1
            )  # 柏拉图 is Plato; a surname alone is a gloss of several people
        return part_named(form, spelling) is not Part.FIRST

    def _latin_bearers(self) -> dict[str, Counter[str]]:
        """Count by Latin surname the articles that support each bearer."""
        bearers: dict[str, Counter[str]] = defaultdict(Counter)
        for key, articles in self.glosses.support.items():
            spelling = self.glosses.spelling[key]
            if " " in spelling:
                bearers[latin_key(spelling.split(" ")[-1])][self.groups.root(_latin(key))] += articles
        return bearers


def _dotted(name: str) -> str:
    """Write the hyphen of a full name as the middle dot: 乔治-弗洛伊德."""
    return name if name.isascii() or "·" in name or name.count("-") != 1 else name.replace("-", "·")


def _added(counts: Iterable[tuple[str, int]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for name, count in counts:
        total[name] += count
    return total


def _node(form: str) -> str:
    return _latin(latin_key(form)) if form.isascii() else form


def _latin(key: str) -> str:
    return f"latin:{key}"


def _pairs(forms: Iterable[str], seen: set[str]) -> Iterable[tuple[str, str]]:
    """Pair the forms; at least one of each pair is in the archive."""
    return (pair for pair in combinations(forms, 2) if pair[0] in seen or pair[1] in seen)
