"""Trace the columns of a bound plan of DuckDB to the columns of the tables that it scans.

Here: one rule per operator for what stands in its columns. Not here: which views are traced (views.py).

The plan is that of json_serialize_plan before it is optimized: DuckDB itself has resolved names, stars, CTEs, macros
and views, and every reference is a position in the columns of the operator below. A column is traced to what its values
are computed from (arguments, the order and filter of an aggregate, partitions and order of a window); conditions of
joins, filters and groups only choose rows, and are left out.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

Origin = tuple[str, str]  # table, column
Columns = list[frozenset[Origin]]  # of each column of an operator, where its values come from
Node = Mapping[str, Any]
NOTHING: frozenset[Origin] = frozenset()
LEFT_ONLY = frozenset({"SEMI", "ANTI"})  # joins whose right side gives no column


class UnknownOperator(ValueError):
    """A view uses an operator that has no rule here."""


def trace(plan: Node) -> Columns:
    """Give the origins of the plan's columns, in their order. Raises UnknownOperator."""
    return _columns(plan, {})


def _columns(node: Node, ctes: Mapping[int, Columns]) -> Columns:
    if node["type"] == "LOGICAL_MATERIALIZED_CTE":
        definition, body = node["children"]
        return _columns(body, {**ctes, node["table_index"]: _columns(definition, ctes)})
    if node["type"] == "LOGICAL_CTE_REF":
        return ctes[node["cte_index"]]
    rule = RULES.get(node["type"])
    if rule is None:
        raise UnknownOperator(
            f"{node['type']}: recipes/column_lineage/plan.py has no rule for this operator; add one"
        )
    return rule(node, [_columns(child, ctes) for child in node["children"]])


def _scan(node: Node, below: Sequence[Columns]) -> Columns:
    if node["name"] != "seq_scan":
        raise UnknownOperator(
            f"{node['name']}: recipes/column_lineage/plan.py knows tables, no table functions"
        )
    address = f"{node['function_data']['schema']}.{node['function_data']['table']}"
    names = dict(enumerate(node["names"]))  # an index beyond them is the row's own number
    read = [names.get(column["index"]) for column in node["column_indexes"]]
    return [frozenset({(address, name)}) if name else NOTHING for name in read]


def _same(node: Node, below: Sequence[Columns]) -> Columns:
    return _kept(below[0], node.get("projection_map"))


def _join(node: Node, below: Sequence[Columns]) -> Columns:
    left = _kept(below[0], node.get("left_projection_map"))
    kind = node.get("join_type", "INNER")
    if kind in LEFT_ONLY:
        return left
    if kind == "MARK":
        return [*left, NOTHING]
    return [*left, *_kept(below[1], node.get("right_projection_map"))]


def _project(node: Node, below: Sequence[Columns]) -> Columns:
    return _each(node["expressions"], below[0])


def _aggregate(node: Node, below: Sequence[Columns]) -> Columns:
    groupings = [NOTHING] * len(node["grouping_functions"])
    return [*_each(node["groups"], below[0]), *_each(node["expressions"], below[0]), *groupings]


def _add(node: Node, below: Sequence[Columns]) -> Columns:
    return [*below[0], *_each(node["expressions"], below[0])]


def _union(node: Node, below: Sequence[Columns]) -> Columns:
    return [frozenset().union(*each) for each in zip(*below, strict=True)]


def _nothing(node: Node, below: Sequence[Columns]) -> Columns:
    return []


def _values(node: Node, below: Sequence[Columns]) -> Columns:
    return [NOTHING] * len(node["expr_types"])


RULES: Mapping[str, Callable[[Node, Sequence[Columns]], Columns]] = {
    "LOGICAL_GET": _scan,
    "LOGICAL_DUMMY_SCAN": _nothing,
    "LOGICAL_EXPRESSION_GET": _values,
    "LOGICAL_FILTER": _same,
    "LOGICAL_DISTINCT": _same,
    "LOGICAL_ORDER_BY": _same,
    "LOGICAL_LIMIT": _same,
    "LOGICAL_COMPARISON_JOIN": _join,
    "LOGICAL_ANY_JOIN": _join,
    "LOGICAL_CROSS_PRODUCT": _join,
    "LOGICAL_PROJECTION": _project,
    "LOGICAL_AGGREGATE_AND_GROUP_BY": _aggregate,
    "LOGICAL_WINDOW": _add,
    "LOGICAL_UNNEST": _add,
    "LOGICAL_UNION": _union,
}


def _kept(columns: Columns, places: Sequence[int] | None) -> Columns:
    """The columns at these places; all of them if no places are given."""
    return [columns[place] for place in places] if places else columns


def _each(expressions: Sequence[Node], below: Columns) -> Columns:
    return [NOTHING.union(*(below[place] for place in _references(expression))) for expression in expressions]


def _references(tree: object) -> Iterator[int]:
    """Yield the places of the columns that an expression reads."""
    if isinstance(tree, dict):
        if tree.get("type") == "BOUND_REF":
            yield tree["index"]
        for name, value in tree.items():
            if name != "function_data":  # a lambda's body: its references count the lambda's own arguments
                yield from _references(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from _references(value)
