"""The project by Dagster's own `dg`: it finds the definitions, and finds nothing wrong with them."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
DG = Path(sys.executable).with_name("dg")


def dg(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "DAGSTER_HOME"}
    return subprocess.run(
        [DG, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def test_the_definitions_pass() -> None:
    checked = dg("check", "defs")
    assert checked.returncode == 0, checked.stderr
    assert "All definitions loaded successfully" in checked.stdout + checked.stderr


def test_the_definitions_are_listed() -> None:
    listed = dg("list", "defs", "--json")
    assert listed.returncode == 0, listed.stderr
    found = json.loads(listed.stdout)
    assert "marts/fct_articles" in {asset["asset_key"] for asset in found["assets"]}
    assert {job["name"] for job in found["jobs"]} >= {"refresh", "reparse", "find_names_again"}
