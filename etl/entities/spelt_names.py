"""Find the people whose Latin names are only how their Chinese ones are read: 唐娟 (Tang Juan), 胡海洲 (Haizhou Hu).

Such a gloss says no more than the name, so that the Chinese name identifies them. Here: which names, and whose.
Not here: Latin names that say more (people.py).
"""

from collections import defaultdict
from collections.abc import Mapping

from etl.entities.glossed import GlossIndex
from etl.entities.name_variants import is_pinyin, read_as
from etl.names.known.seeds import Seeds

LONG_ENOUGH_TO_BE_ONE = 3  # characters from which names that are read alike are one person's (judged)


def spelt_names(forms: Mapping[str, int], glosses: GlossIndex, seeds: Seeds) -> dict[str, str]:
    """Map each Chinese name whose glosses only spell it to the name of its entity.

    forms: name → articles that use it. Longer names that are read alike are one person's (胡海洲, 胡海舟): the most
    used stands for them. Two characters do not suffice: 王斌 and 王滨 are two people.
    """
    alike: dict[str, list[str]] = defaultdict(list)
    for form, counts in sorted(glosses.by_name.items()):
        spellings = [glosses.spelling[key] for key in counts]
        is_reviewed = any(seeds.of_latin(spelling) for spelling in spellings)
        if not is_reviewed and all(is_pinyin(spelling, form) for spelling in spellings):
            alike[read_as(form) if len(form) >= LONG_ENOUGH_TO_BE_ONE else form].append(form)
    return {
        form: min(each, key=lambda one: (-forms.get(one, 0), one)) for each in alike.values() for form in each
    }


def by_spelling(spelt: Mapping[str, str], glosses: GlossIndex) -> dict[str, str]:
    """Map each Latin key that glosses only one such name to it: Juan Tang is 唐娟 where nobody else is so read."""
    found: dict[str, set[str]] = defaultdict(set)
    for form, counts in glosses.by_name.items():
        for key in counts:
            found[key].add(spelt.get(form, ""))
    return {key: next(iter(each)) for key, each in found.items() if len(each) == 1 and "" not in each}
