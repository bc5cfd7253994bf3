"""The vocabulary of quality rules: Rule, Suite, and a constructor for each kind of rule.

Here: what a rule is. Not here: the rules themselves (suites/), running them (examine.py). Great Expectations' classes
are referred to by name only, because importing it takes seconds.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from etl.kinds import SeverityKind
from etl.warehouse.tables import Table
from etl.warehouse.views import view_key

CRITICAL = SeverityKind.CRITICAL
WARNING = SeverityKind.WARNING

Argument = str | float | bool | list[str] | list[int] | list[bool]
NAME = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A condition on the rows of one table, and the Great Expectations class that examines it.

    Raises ValueError for a name that is not lower-case words, and for a share that is not above 0 and at most 1.
    """

    rule_name: str  # what must hold, as words joined by underscores
    severity_kind: SeverityKind
    expectation: str  # name of a class of Great Expectations
    columns: tuple[str, ...]
    arguments: Mapping[str, Argument]
    least_share: float = 1.0  # of the rows that are not null, the share that must comply

    def __post_init__(self) -> None:
        if not NAME.fullmatch(self.rule_name):
            raise ValueError(f"rule {self.rule_name!r}: a name is lower-case words joined by underscores")
        if not 0 < self.least_share <= 1:
            raise ValueError(
                f"rule {self.rule_name}: share is {self.least_share}, must be above 0 and at most 1 (0.95 for 95 %)"
            )

    @property
    def is_critical(self) -> bool:
        return self.severity_kind is CRITICAL

    @property
    def sentence(self) -> str:
        """The rule as a sentence, with the share of rows that may break it."""
        return f"{self.words}{self.allowance and f' ({self.allowance})'}."

    def finding(self, observed_value: str) -> str:
        """The rule and what was found, as a sentence."""
        return f"{self.words}: {observed_value}{self.allowance and f' ({self.allowance})'}."

    @property
    def words(self) -> str:
        return self.rule_name.replace("_", " ").capitalize()

    @property
    def allowance(self) -> str:
        """The share of rows that may break the rule, in words; empty if none may."""
        return "" if self.least_share == 1 else f"at most {1 - self.least_share:.1%} of the rows may break it"


@dataclass(frozen=True, kw_only=True)
class Suite:
    """All rules of one table.

    derived: columns that only rules need, as SQL over a row named `this`. rows: a query to examine instead of the
    table. is_grouped: one row per key is examined and derived columns are aggregates, so that DuckDB scans a large
    table and Great Expectations sees only the aggregates.

    Raises ValueError for a duplicate rule or an unused derived column.
    """

    schema_name: str
    table_name: str
    key: tuple[str, ...]
    rules: tuple[Rule, ...]
    derived: Mapping[str, str] = field(default_factory=dict)
    rows: str = ""
    is_grouped: bool = False

    def __post_init__(self) -> None:
        names = [rule.rule_name for rule in self.rules]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"suite {self.table_name}: duplicate rule {', '.join(twice)}")
        if unused := sorted(self.derived.keys() - set(self.columns)):
            raise ValueError(f"suite {self.table_name}: no rule names the derived column {', '.join(unused)}")

    def only(self, rule_names: Collection[str]) -> "Suite":
        """Reduce the suite to the rules of these names and the derived columns they need."""
        rules = tuple(rule for rule in self.rules if rule.rule_name in rule_names)
        needed = {*self.key, *(column for rule in rules for column in rule.columns)}
        derived = {name: sql for name, sql in self.derived.items() if name in needed}
        return replace(self, rules=rules, derived=derived)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns to load: the key and those the rules name."""
        named = (column for rule in self.rules for column in rule.columns)
        return tuple(dict.fromkeys((*self.key, *named)))

    @property
    def select(self) -> str:
        """The query for the rows to examine."""
        columns = ", ".join(
            f"{self.derived.get(column, f'this.{column}')} as {column}" for column in self.columns
        )
        rows = f"({self.rows})" if self.rows else f"{self.schema_name}.{self.table_name}"
        group = f" group by {', '.join(f'this.{column}' for column in self.key)}" if self.is_grouped else ""
        return f"select {columns} from {rows} as this{group}"


def is_present(name: str, column: str, severity: SeverityKind, *, share: float = 1.0) -> Rule:
    """Require a column not to be null."""
    return _rule(name, "ExpectColumnValuesToNotBeNull", column, severity, share)


def is_absent(name: str, column: str, severity: SeverityKind, *, share: float = 1.0) -> Rule:
    """Require a column to be null: a derived one that holds the offending value."""
    return _rule(name, "ExpectColumnValuesToBeNull", column, severity, share)


def is_one_of(
    name: str,
    column: str,
    values: Iterable[str] | Iterable[int],
    severity: SeverityKind,
    *,
    share: float = 1.0,
) -> Rule:
    """Require a column to be one of these strings, or integers."""
    listed = list(values)
    numbers = [value for value in listed if isinstance(value, int)]
    value_set: Argument = numbers if len(numbers) == len(listed) else [*map(str, listed)]
    return _rule(name, "ExpectColumnValuesToBeInSet", column, severity, share, value_set=value_set)


def holds(name: str, column: str, severity: SeverityKind, *, share: float = 1.0) -> Rule:
    """Require a boolean column, usually a derived one, to be true."""
    return _rule(name, "ExpectColumnValuesToBeInSet", column, severity, share, value_set=[True])


def is_at_least(name: str, column: str, least: float, severity: SeverityKind, *, share: float = 1.0) -> Rule:
    """Require a number of at least this."""
    return _rule(name, "ExpectColumnValuesToBeBetween", column, severity, share, min_value=least)


def is_at_most(name: str, column: str, most: float, severity: SeverityKind, *, share: float = 1.0) -> Rule:
    """Require a number of at most this."""
    return _rule(name, "ExpectColumnValuesToBeBetween", column, severity, share, max_value=most)


def matches(name: str, column: str, pattern: str, severity: SeverityKind, *, share: float = 1.0) -> Rule:
    """Require a text to match a regular expression."""
    return _rule(name, "ExpectColumnValuesToMatchRegex", column, severity, share, regex=pattern)


def is_unique(name: str, columns: tuple[str, ...], severity: SeverityKind) -> Rule:
    """Require the combination of columns to be unique."""
    if len(columns) == 1:
        return _rule(name, "ExpectColumnValuesToBeUnique", columns[0], severity, 1.0)
    return Rule(
        rule_name=name,
        severity_kind=severity,
        expectation="ExpectCompoundColumnsToBeUnique",
        columns=columns,
        arguments={"column_list": list(columns)},
    )


def key_rules(key: tuple[str, ...]) -> tuple[Rule, ...]:
    """Make the rules of a key: no part is null, and it is unique."""
    return (
        *(is_present(f"{column}_is_present", column, CRITICAL) for column in key),
        is_unique(f"{'_and_'.join(key)}_{'is' if len(key) == 1 else 'are'}_unique", key, CRITICAL),
    )


def base_suite(table: Table, *rules: Rule, **derived: str) -> Suite:
    """Make the suite of a base table: its key rules from etl/warehouse/tables/, then these.

    Raises ValueError for a rule on a column that the table lacks and that is not derived.
    """
    for rule in rules:
        if unknown := sorted({*rule.columns} - table.schema.keys() - derived.keys()):
            raise ValueError(f"suite {table.name}: {rule.rule_name}: there is no column {', '.join(unknown)}")
    return _suite("base", table.name, table.key, rules, derived)


def base_summary(table: Table, key: str, *rules: Rule, rows: str = "", **derived: str) -> Suite:
    """Make the suite of a large base table: one row per key is examined, derived columns are aggregates."""
    return _summary("base", table.name, key, rules, rows, derived)


def mart_summary(name: str, key: str, *rules: Rule, rows: str = "", **derived: str) -> Suite:
    """Make the suite of a large mart: one row per key is examined, derived columns are aggregates."""
    return _summary("marts", name, key, rules, rows, derived)


def mart_suite(name: str, *rules: Rule, **derived: str) -> Suite:
    """Make the suite of a mart: the rules of the key that its grain names, then these."""
    return _suite("marts", name, view_key(f"marts.{name}"), rules, derived)


def ops_suite(name: str, *rules: Rule, **derived: str) -> Suite:
    """Make the suite of a view of ops: the rules of the key that its grain names, then these."""
    return _suite("ops", name, view_key(f"ops.{name}"), rules, derived)


def _summary(
    schema: str, name: str, key: str, rules: tuple[Rule, ...], rows: str, derived: dict[str, str]
) -> Suite:
    return Suite(
        schema_name=schema,
        table_name=name,
        key=(key,),
        rules=(is_present(f"{key}_is_present", key, CRITICAL), *rules),
        derived=derived,
        rows=rows,
        is_grouped=True,
    )


def _suite(
    schema: str, name: str, key: tuple[str, ...], rules: tuple[Rule, ...], derived: dict[str, str]
) -> Suite:
    return Suite(
        schema_name=schema, table_name=name, key=key, rules=(*key_rules(key), *rules), derived=derived
    )


def _rule(
    name: str, expectation: str, column: str, severity: SeverityKind, share: float, **arguments: Argument
) -> Rule:
    return Rule(
        rule_name=name,
        severity_kind=severity,
        expectation=expectation,
        columns=(column,),
        arguments={"column": column, **arguments},
        least_share=share,
    )
