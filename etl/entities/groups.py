"""Names that are one: groups that grow as evidence is added, strongest first, and never join what is known apart.

Here: joining, and what a group is called. Not here: the evidence.
"""

from collections.abc import Iterable


class Groups:
    """Sets of names. A group with a label (a reviewed entity) never joins a group with another one."""

    def __init__(self) -> None:
        self._parents: dict[str, str] = {}
        self._labels: dict[str, str] = {}

    def label(self, name: str, label: str) -> None:
        """Say which reviewed entity a name means; the first label of a group stays."""
        self._labels.setdefault(self.root(name), label)

    def label_of(self, name: str) -> str | None:
        return self._labels.get(self.root(name))

    def root(self, name: str) -> str:
        """The name that stands for the group: the least of its names, whatever the order of joining."""
        parent = self._parents.setdefault(name, name)
        while parent != name:
            grand = self._parents[parent]
            self._parents[name] = grand
            name, parent = parent, grand
        return name

    def join(self, one: str, other: str) -> bool:
        """Make two groups one; False where they are known apart."""
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
        """The names of each group, by its root."""
        found: dict[str, list[str]] = {}
        for name in sorted(names):
            found.setdefault(self.root(name), []).append(name)
        return found
