"""docs/RELIABILITY.md, written from the results of the trials.

Here: figures and the sentences around them. Not here: the trials (the modules beside this one).
"""

import os
import platform
from collections import Counter
from datetime import UTC, datetime
from typing import Any

import duckdb

Results = dict[str, Any]

HEAD = """# Reliability

Written by `make torture` on {date} (UTC), of commit {commit}, on {machine}.
`make torture KILLS=10 PUBLISHES=3 ORDERS=2 FUZZED=500` is the same in minutes; a second call goes on where the first
one stopped. Small forms of each trial are part of `make test`.

| trial | done | bad |
|---|---|---|
"""
TRIALS = """
## What was done

- **Kills.** An archive of invented articles arrives in three waves, the last as a git history. A build of one wave is
  ended by `kill -9` before, or up to 0.3 s after, a statement to DuckDB that is drawn at random among all of the build:
  ingest, parse, revisions, names, entities, checks, publish. Then the published copy must open and hold every row of
  every mart as before or as after; one more run must end in the marts of an undisturbed one, row for row, a further one
  must find nothing to do, and nothing but the home's own files may lie there.
- **Readers.** Each is a process that opens the copy, asks, closes and opens again without pause while builds publish. A
  question that fails, or two states in one connection, is bad.
- **Orders.** The same archive by other roots first, other batches, one to three workers, one run or many.
- **Fuzzed documents.** Pages of the sample, damaged once to three times by bytes, tags and encodings, built as an
  archive: raw = parsed + rejected, none pending, no exception. Beside them those that atheris finds: it changes pages
  of the sample at random and keeps what leads the reader and the parser to lines that no page led to before.
- **Full file system.** A home with a copy lies in a small file system, which is filled to the last byte when a step
  begins. The build must end in the one sentence that says so, the copy must be as before, and with room again the next
  run must end in the marts of an undisturbed one. It needs the right to mount.
- **Upgrade.** A home built by the last commit without revisions, copies, the ledger and git histories, by its own code:
  today's opens it and ends in the marts of a fresh build, of the same archive, and of one that has grown.

What else is held to, in `tests/`: a limit on files, too little memory, pages of any size in bounded memory, a home that
may not be written, torn, foreign files, archives that change while they are read, killed workers, two builds at once,
warehouses of older versions.
"""


def machine() -> Results:
    """The machine and the day, as the page names them."""
    return {
        "date": f"{datetime.now(UTC):%Y-%m-%d}",
        "machine": f"{len(os.sched_getaffinity(0))} cores, {platform.system()} {platform.machine()},"
        f" Python {platform.python_version()}, DuckDB {duckdb.__version__}",
    }


def faults(results: Results) -> list[str]:
    """List what did not hold, one sentence each."""
    told = [
        f"kill {each['moment']}, wave {each['wave']}: {each['faults']}"
        for each in results["kills"]
        if each["faults"]
    ]
    told += [f"order {each['runs']}: {each['fault']}" for each in results["orders"] if each["fault"]]
    for reader in results.get("reading", {}).get("readers", ()):
        told += [f"reader by {reader['client']}: {fault}" for fault in reader["faults"]]
    for each in results.get("disks", {}).get("tried", ()):
        told += [f"disk full at {each['step']}: {fault}" for fault in each["faults"]]
    return told + [
        fault
        for name in ("fuzzed", "guided", "upgraded")
        for fault in results.get(name, {}).get("faults", ())
    ]


def page(results: Results) -> str:
    """Write the page."""
    bad = faults(results)
    found = "\n".join(f"- {fault}" for fault in bad)
    return (
        HEAD.format(**results)
        + "\n".join(f"| {' | '.join(row)} |" for row in _rows(results))
        + "\n"
        + TRIALS
        + (f"\n## What did not hold\n\n{found}\n" if bad else "")
    )


def _rows(results: Results) -> list[tuple[str, str, str]]:
    return [
        *_course_rows(results),
        *_disk_rows(results),
        *_reading_rows(results),
        *_fuzzed_rows(results),
        *_guided_rows(results),
        *_upgrade_rows(results),
    ]


def _course_rows(results: Results) -> list[tuple[str, str, str]]:
    kills, orders = results["kills"], results["orders"]
    missed = sum(not each["is_killed"] for each in kills)
    waves = Counter(each["wave"] + 1 for each in kills)
    by_wave = ", ".join(f"{count} in wave {wave}" for wave, count in sorted(waves.items()))
    return [
        (
            "builds killed at a random moment",
            f"{len(kills)} ({by_wave}); {missed} had ended before",
            str(sum(bool(each["faults"]) for each in kills)),
        ),
        (
            "other order, batches, workers, runs",
            str(len(orders)),
            str(sum(bool(each["fault"]) for each in orders)),
        ),
    ]


def _reading_rows(results: Results) -> list[tuple[str, str, str]]:
    reading = results.get("reading")
    if not reading:
        return []
    published, wanted = reading["publishes"], reading["count"]
    return [
        ("publishes beside readers", str(published), str(wanted - published)),
        *(
            (
                f"reader by {each['client']}",
                f"{each['questions']:,} questions in {each['connections']:,} connections,"
                f" {each['copies']} copies seen",
                str(len(each["faults"])),
            )
            for each in reading["readers"]
        ),
    ]


def _fuzzed_rows(results: Results) -> list[tuple[str, str, str]]:
    fuzzed = results.get("fuzzed")
    if not fuzzed:
        return []
    counts = f"{fuzzed['document_count']:,}: {fuzzed['parsed_count']:,} parsed, {fuzzed['rejected_count']:,} rejected"
    cost = f"{fuzzed['seconds']:.0f} s, {fuzzed['peak_mebibytes']:,.0f} MiB over all processes"
    return [
        ("fuzzed documents", counts, str(fuzzed["pending_count"] + len(fuzzed["faults"]))),
        ("the slowest of them", f"{fuzzed['slowest_seconds']:.2f} CPU-s to parse", ""),
        ("their build", cost, ""),
    ]


def _disk_rows(results: Results) -> list[tuple[str, str, str]]:
    disks = results.get("disks")
    if not disks:
        return []
    if "left_out" in disks:
        return [("full file system", f"left out: {disks['left_out']}", "")]
    steps = ", ".join(each["step"] for each in disks["tried"])
    return [
        (
            "full file system",
            f"at the beginning of {steps}",
            str(sum(bool(e["faults"]) for e in disks["tried"])),
        )
    ]


def _guided_rows(results: Results) -> list[tuple[str, str, str]]:
    guided = results.get("guided")
    if not guided:
        return []
    if "left_out" in guided:
        return [("documents led to new lines", f"left out: {guided['left_out']}", "")]
    told = (
        f"{guided['count']:,} runs of atheris; built are the {guided['document_count']:,} that led to new lines:"
        f" {guided['parsed_count']:,} parsed, {guided['rejected_count']:,} rejected"
    )
    return [("documents led to new lines", told, str(guided["pending_count"] + len(guided["faults"])))]


def _upgrade_rows(results: Results) -> list[tuple[str, str, str]]:
    upgraded = results.get("upgraded")
    if not upgraded:
        return []
    told = f"two thirds of {upgraded['article_count']:,} articles; then the same, and all, by today's code"
    return [(f"home built by commit {upgraded['commit']}", told, str(len(upgraded["faults"])))]
