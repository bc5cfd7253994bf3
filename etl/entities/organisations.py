"""Link organisations: merge names by Latin name, ticker, acronym or core (华为, 华为公司), and choose by country.

Here: clustering names, deciding what a name means. Not here: bodies that each country has, such as 外交部, which are
resolved in their article (etl.names.article.country_bodies).
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import combinations

from etl.entities.body_names import (
    behind_its_place,
    one_form,
    without_legal_form,
    without_small_words,
)
from etl.entities.entity_key import Decision, LinkMethod, latin_name_key, name_key, seed_key
from etl.entities.glossed import GlossIndex, dominant
from etl.entities.groups import Groups
from etl.entities.name_variants import latin_key, near_latin, shares_enough
from etl.kinds import EntityKind
from etl.lexicon import words
from etl.lexicon.scores import score_of
from etl.names.known.gazetteer import Gazetteer
from etl.names.known.organisation_words import country_bodies
from etl.names.known.seeds import Seed, Seeds

Forms = Mapping[str, int]  # name → articles that use it
LONGEST_COUNTRY = 6  # characters of a country's name at the start of an organisation's
# ends of names that each country has one of: a short form alone does not identify a seed
_BODY_ENDS = words("name_context", "country_body_end")


class Organisations:
    """Clusters of the organisations' names in an archive, and the entity key of each."""

    def __init__(
        self,
        forms: Forms,
        glosses: GlossIndex,
        acronyms: GlossIndex,
        tickers: GlossIndex,
        seeds: Seeds,
        gazetteer: Gazetteer,
    ) -> None:
        self.forms, self.glosses, self.acronyms, self.tickers = forms, glosses, acronyms, tickers
        self.seeds, self.gazetteer = seeds, gazetteer
        self.groups = Groups()
        self._label()
        self._join_latin()
        self._join_tickers()
        self._join_forms()
        self.by_country = self._of_countries()
        self._join_acronyms()
        self.keys = self._keys()

    def by_latin(self, key: str) -> str:
        """Give the entity key of a glossed Latin name. Raises KeyError for a key without a gloss."""
        return self.keys[self.groups.root(_latin(key))]

    def decide(self, name: str, country_codes: Sequence[str]) -> Decision:
        """Decide which organisation a name means in an article with these countries, the most mentioned first."""
        if seed := self._seed(name):
            return Decision(seed_key(seed), LinkMethod.SEED, score_of("organisation_by_seed"))
        root = self.groups.root(_node(name))
        if not self.groups.label_of(root):
            short = self._short_seed(name)
            if short and not (short.country_code and name.endswith(_BODY_ENDS)):
                return Decision(
                    seed_key(short.seed_id), LinkMethod.SHORT, score_of("organisation_by_short_seed")
                )
            if key := self._nearest(name, country_codes):
                return Decision(key, LinkMethod.SHORT, score_of("organisation_by_country"))
        key = self.keys.get(root, name_key(name))
        is_plain = key in (name_key(name), latin_name_key(latin_key(name)))
        if is_plain:
            return Decision(key, LinkMethod.NAME, score_of("organisation_by_name"))
        return Decision(key, LinkMethod.ARCHIVE, score_of("organisation_by_archive"))

    def heeds(self, name: str) -> Collection[str]:
        """List the countries that have a body of that bare name."""
        return self.by_country.get(name, {}).keys()

    def _nearest(self, name: str, country_codes: Sequence[str]) -> str | None:
        """Choose a namesake by country: the first country with a seed of that name, else the first with any."""
        nodes = self.by_country.get(name, {})
        keys = [self._key_of(nodes[code]) for code in country_codes if code in nodes]
        return next((key for key in keys if key.startswith("seed:")), keys[0] if keys else None)

    def _key_of(self, node: str) -> str:
        return node if node.startswith("seed:") else self.keys[self.groups.root(node)]

    def _short_seed(self, name: str) -> Seed | None:
        seed = self.seeds.of_short(name)
        return seed if seed and self._is_body(seed.entity_kind) else None

    def _seed(self, name: str) -> str | None:
        seed = self.seeds.of_full(name) or (self.seeds.of_latin(name) if name.isascii() else None)
        return seed.seed_id if seed and self._is_body(seed.entity_kind) else None

    @staticmethod
    def _is_body(kind: EntityKind) -> bool:
        return kind is EntityKind.ORGANISATION

    def _label(self) -> None:
        for form in sorted(self.forms):
            if seed := self._seed(form):
                self.groups.label(_node(form), seed)
        for key, spelling in sorted(self.glosses.spelling.items()):
            found = self.seeds.of_latin(spelling) or self.seeds.of_latin(without_legal_form(spelling))
            if found and self._is_body(found.entity_kind):
                self.groups.label(_latin(key), found.seed_id)

    def _join_latin(self) -> None:
        by_form: dict[str, list[str]] = defaultdict(list)
        countries = {place.latin_name for place in self.gazetteer.places if place.place_kind == "country"}
        for key, spelling in sorted(self.glosses.spelling.items()):
            core = without_legal_form(spelling)
            by_form[latin_key(spelling if core in countries else without_small_words(core))].append(key)
        for keys in by_form.values():
            for other in keys[1:]:
                self.groups.join(_latin(keys[0]), _latin(other))
        for form, counts in sorted(self.glosses.by_name.items()):
            for one, other in combinations(sorted(counts), 2):
                if near_latin(self.glosses.spelling[one], self.glosses.spelling[other]):
                    self.groups.join(_latin(one), _latin(other))
            best = dominant(counts)
            if (
                best and form not in country_bodies()
            ):  # 国务院（Department of State） is so in its article only
                self.groups.join(_node(form), _latin(best))

    def _join_tickers(self) -> None:
        for form, counts in sorted(self.tickers.by_name.items()):
            if ticker := dominant(counts):
                self.groups.join(_node(form), f"ticker:{ticker}")

    def _join_forms(self) -> None:
        """Merge names of one form: 华为, 华为公司 and 华为技术有限公司; 香港律政司 and 香港特别行政区律政司."""
        by_form: dict[str, list[str]] = defaultdict(list)
        for name in sorted(self.forms):
            by_form[one_form(name, self.gazetteer)].append(name)
        for seed in self.seeds.all:
            for name in seed.full_names if self._is_body(seed.entity_kind) else ():
                for form in by_form.get(one_form(name, self.gazetteer), ()):
                    if not self._short_seed(form):
                        self.groups.label(_node(form), seed.seed_id)
        for name in sorted(self.forms):
            if known := self._behind_its_place(name):
                self.groups.label(_node(name), known.seed_id)
        for names in by_form.values():
            for name in names[1:]:
                self.groups.join(_node(names[0]), _node(name))

    def _behind_its_place(self, name: str) -> Seed | None:
        """Find the seed that a name says the place of: 北京清华大学, not 台湾清华大学 nor 山西省人大常委会."""
        country_code, rest = behind_its_place(name, self.gazetteer)
        seed = self.seeds.of_full(rest)
        if (
            not seed
            or not self._is_body(seed.entity_kind)
            or seed.country_code != country_code
            or self._seed(name)
        ):
            return None
        return seed if rest == seed.entity_name or not rest.endswith(_BODY_ENDS) else None

    def _of_countries(self) -> dict[str, dict[str, str]]:
        """Map bare name and country to a node: 保守党 is 英国保守党 in an article about Britain."""
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for form in sorted(self.forms):
            seed = self._short_seed(form)
            if seed and seed.country_code:
                found[form][seed.country_code] = seed_key(seed.seed_id)
        for form in sorted(self.forms, key=lambda form: (-self.forms[form], form)):
            for length in range(2, min(len(form) - 1, LONGEST_COUNTRY) + 1):
                code, bare = self.gazetteer.countries.get(form[:length]), form[length:]
                if code and bare in self.forms and not self._seed(bare):
                    if any(self.gazetteer.by_name.get(bare[:end]) for end in range(2, len(bare))):
                        self.groups.join(_node(bare), form)  # 美国夏威夷大学: the country says nothing new
                    else:
                        found[bare].setdefault(code, form)
        return found

    def _join_acronyms(self) -> None:
        """Merge names of one acronym that share characters: 世界卫生组织 and 世卫组织 (WHO). Others stay apart."""
        by_acronym: dict[str, Counter[str]] = defaultdict(Counter)
        for form, counts in self.acronyms.by_name.items():
            if acronym := dominant(counts):
                by_acronym[acronym][form] += counts[acronym]
        for acronym, forms in sorted(by_acronym.items()):
            seed = self.seeds.of_latin(acronym)
            for one, other in combinations(sorted(forms), 2):
                if not one.isascii() and not other.isascii() and shares_enough(one, other):
                    self.groups.join(_node(one), _node(other))
            if seed and self._is_body(seed.entity_kind):
                for form in sorted(forms):
                    if any(shares_enough(form, name) for name in seed.full_names if not name.isascii()):
                        self.groups.label(_node(form), seed.seed_id)
            by_root: Counter[str] = Counter()
            for form, articles in forms.items():
                by_root[self.groups.root(_node(form))] += articles
            best = dominant(by_root)
            if best and not (seed and self.groups.label_of(best) != seed.seed_id):
                self.groups.join(_latin(latin_key(acronym)), best)

    def _keys(self) -> dict[str, str]:
        forms = {_node(form): articles for form, articles in sorted(self.forms.items())}
        latins = {_latin(key): articles for key, articles in self.glosses.support.items()}
        acronyms = {_latin(latin_key(acronym)): 0 for acronym in self.acronyms.support}
        keys = {}
        for root, members in self.groups.members({**acronyms, **forms, **latins}).items():
            glossed = [name for name in members if name in latins]
            chinese = [name for name in members if not name.startswith("latin:")]
            if label := self.groups.label_of(root):
                keys[root] = seed_key(label)
            elif glossed:
                keys[root] = min(glossed, key=lambda name: (-latins[name], name))
            elif chinese:
                keys[root] = name_key(min(chinese, key=lambda form: (-forms[form], form)))
            else:
                keys[root] = min(members)
        return keys


def _node(form: str) -> str:
    return _latin(latin_key(form) or form) if form.isascii() else form


def _latin(key: str) -> str:
    return f"latin:{key}"


def is_at_home(form: str, latin: str, seeds: Seeds, gazetteer: Gazetteer) -> bool:
    """Whether a gloss fits the name's country: National Security Council, a US seed, is not 英国国家安全委员会."""
    seed = seeds.of_latin(latin)
    codes = {gazetteer.countries.get(form[:length]) for length in range(2, LONGEST_COUNTRY + 1)} - {None}
    return not (seed and seed.country_code and codes) or seed.country_code in codes
