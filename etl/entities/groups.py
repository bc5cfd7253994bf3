"""Union-find over names: sets that grow as evidence is added, and never merge two reviewed entities.

Here: the structure. The caller adds the strongest evidence first, for the first label of a set stays. Not here: the
evidence (people.py, organisations.py).
"""

from collections.abc import Iterable


class Groups:
    """Disjoint sets of names. Sets with two different labels (ids of reviewed entities) are never merged."""

    def __init__(self) -> None:
        self._parents: dict[str, str] = {}
        self._labels: dict[str, str] = {}

    def label(self, name: str, label: str) -> None:
        """Label the set of a name with a reviewed entity; the first label of a set stays."""
        self._labels.setdefault(self.root(name), label)

    def label_of(self, name: str) -> str | None:
        return self._labels.get(self.root(name))

    def root(self, name: str) -> str:
        """Find the representative of a name's set: the least of its names, whatever the order of joins."""
        parent = self._parents.setdefault(name, name)
        while parent != name:
            grand = self._parents[parent]
            self._parents[name] = grand
            name, parent = parent, grand
        return name

    def join(self, one: str, other: str) -> bool:
        """Merge the sets of two names; False, and no merge, where their labels differ."""
        first, second = sorted((self.root(one), self.root(other)))
        if first == second:
            return True
        label, other_label = self._labels.get(first), self._labels.get(second)
        if label and other_label and label != other_label:
            return False
        self._parents[second] = first
        if kept := label or other_label:
            self._labels[first] = kept
        return True

    def members(self, names: Iterable[str]) -> dict[str, list[str]]:
        """List the given names of each set in order, by its representative."""
        found: dict[str, list[str]] = {}
        for name in sorted(names):
            found.setdefault(self.root(name), []).append(name)
        return found
