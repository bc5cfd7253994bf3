"""Test confidences against verdicts: reliability by band and by cell, their mean errors, Brier score; a picture.

Here: figures and how they are shown. Not here: the model (weights.py).
"""

from collections.abc import Iterator

import polars as pl

WIDTH, HEIGHT, EDGE = 420, 420, 50
STEP = 0.1  # width of a band


def bands(rows: pl.DataFrame) -> pl.DataFrame:
    """Group rows (confidence, is_right, weight) by bands of STEP: band, mentions, share, confidence, right."""
    band = (pl.col("confidence") / STEP).floor().clip(0, round(1 / STEP) - 1)
    return _grouped(rows.with_columns(band=(band * STEP).round(1)), "band")


def cells(rows: pl.DataFrame) -> pl.DataFrame:
    """Group rows (also method_kind, kind) by method and kind: mentions, share, confidence, right."""
    return _grouped(rows, "method_kind", "kind")


def _grouped(rows: pl.DataFrame, *keys: str) -> pl.DataFrame:
    weight = pl.col("weight")
    groups = rows.group_by(keys).agg(
        mentions=pl.len(),
        share=weight.sum(),
        confidence=(weight * pl.col("confidence")).sum() / weight.sum(),
        right=(weight * pl.col("is_right")).sum() / weight.sum(),
    )
    return groups.with_columns(share=pl.col("share") / pl.col("share").sum()).sort(keys)


def mean_error(groups: pl.DataFrame) -> float:
    """Give the mean of what confidence and share of right ones differ by, weighted by each group's mentions."""
    return float((groups["share"] * (groups["confidence"] - groups["right"]).abs()).sum())


def brier(rows: pl.DataFrame) -> float:
    """Give the weighted mean square of confidence minus truth."""
    error = (pl.col("confidence") - pl.col("is_right").cast(pl.Float64)) ** 2
    return float(rows.select((error * pl.col("weight")).sum() / pl.col("weight").sum()).item())


def table(groups: pl.DataFrame) -> Iterator[str]:
    """Yield the lines of a Markdown table."""
    keys = groups.columns[: groups.columns.index("mentions")]
    yield (
        "| "
        + " | ".join([*(key.removesuffix("_kind") for key in keys), "mentions"])
        + (" | share of all | confidence | right |")
    )
    yield "|" + "---|" * (len(keys) + 4)
    for row in groups.iter_rows(named=True):
        named = [_band(row[key]) if key == "band" else str(row[key]) for key in keys]
        yield (
            "| "
            + " | ".join(named)
            + (f" | {row['mentions']} | {row['share']:.1%} | {row['confidence']:.3f} | {row['right']:.3f} |")
        )


def _band(start: float) -> str:
    return f"{start:.1f}–{start + STEP:.1f}"


def picture(groups: pl.DataFrame) -> str:
    """Draw right against confidence, a disc per band whose area is its share of all mentions, as SVG."""
    marks = []
    for row in groups.iter_rows(named=True):
        x, y = _at(row["confidence"], row["right"])
        radius = 3 + 22 * float(row["share"]) ** 0.5
        marks.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="#3b6ea5" fill-opacity=".55">'
            f"<title>{_band(row['band'])}: {row['mentions']} mentions</title></circle>"
        )
    ticks = []
    for tenth in range(0, 11, 2):
        x, y = _at(tenth / 10, tenth / 10)
        ticks.append(
            f'<text x="{x:.0f}" y="{HEIGHT - EDGE + 18}" text-anchor="middle">{tenth / 10:.1f}</text>'
        )
        ticks.append(f'<text x="{EDGE - 8}" y="{y + 4:.0f}" text-anchor="end">{tenth / 10:.1f}</text>')
    (left, low), (right, high) = _at(0, 0), _at(1, 1)
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif"'
            ' font-size="12">',
            f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
            f'<rect x="{left}" y="{high}" width="{right - left}" height="{low - high}" fill="none" stroke="#999"/>',
            f'<line x1="{left}" y1="{low}" x2="{right}" y2="{high}" stroke="#999" stroke-dasharray="4 4"/>',
            *marks,
            *ticks,
            f'<text x="{WIDTH / 2:.0f}" y="{HEIGHT - 10}" text-anchor="middle">confidence</text>',
            f'<text x="14" y="{HEIGHT / 2:.0f}" text-anchor="middle"'
            f' transform="rotate(-90 14 {HEIGHT / 2:.0f})">share that is right</text>',
            "</svg>\n",
        ]
    )


def _at(x: float, y: float) -> tuple[float, float]:
    return EDGE + x * (WIDTH - 2 * EDGE), HEIGHT - EDGE - y * (HEIGHT - 2 * EDGE)
