"""The graph of assets as lines of text; run as a module (`make graph`), it writes them to graph.txt."""

from pathlib import Path

from assets.definitions import defs

GRAPH = Path(__file__).with_name("graph.txt")


def drawn() -> str:
    """A line per asset: its group, its key, and what it stands on."""
    nodes = sorted(defs.resolve_asset_graph().asset_nodes, key=lambda node: (node.group_name, node.key))
    lines = [
        f"{node.group_name}: {node.key.to_user_string()} <- "
        + " ".join(sorted(parent.to_user_string() for parent in node.parent_keys))
        for node in nodes
    ]
    return "".join(f"{line.strip()}\n" for line in lines)


if __name__ == "__main__":
    GRAPH.write_text(drawn(), encoding="utf-8")
