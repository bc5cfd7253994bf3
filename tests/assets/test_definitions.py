"""What Dagster loads: the graph, its checks, what the launchpad says."""

import subprocess
import sys
from pathlib import Path

import dagster as dg
import pytest

from assets.definitions import defs
from assets.keys import checked_key
from etl.quality.examine import SUITES
from tests.assets.graph import GRAPH, drawn


def graph():
    return defs.resolve_asset_graph()


def test_the_graph_is_the_one_that_was_agreed_on() -> None:
    assert drawn() == GRAPH.read_text(encoding="utf-8"), (
        "if it is meant: `make graph`, and read the difference"
    )


def test_all_definitions_can_be_loaded() -> None:
    dg.Definitions.validate_loadable(defs)


def test_loading_them_does_not_import_great_expectations() -> None:
    program = "import assets.definitions, sys; sys.exit('great_expectations' in sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", program],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert loaded.returncode == 0, loaded.stderr


@pytest.mark.parametrize("table", SUITES)
def test_every_rule_is_a_check_and_blocks_if_and_only_if_it_is_critical(table: str) -> None:
    key = checked_key(SUITES[table])
    assert graph().has(key)
    blocking = {
        check.name: graph().get_check_spec(check).blocking
        for check in graph().get_check_keys_for_assets({key})
    }
    assert blocking == {rule.rule_name: rule.is_critical for rule in SUITES[table].rules}


def test_every_asset_has_a_description() -> None:
    assert [node.key for node in graph().asset_nodes if not node.description] == []


def test_the_launchpad_explains_what_reparse_can_be_told() -> None:
    job = defs.resolve_job_def("reparse")
    fields = job.get_node_named("parse").definition.config_field.config_type.fields
    assert set(fields) == {"outlets", "months", "again", "everything"}
    assert all(field.description for field in fields.values())
    assert job.run_config["ops"] == {
        "parse": {"config": {"outlets": [], "months": [], "again": True, "everything": False}}
    }


def test_the_launchpad_explains_whose_names_may_be_looked_for_again() -> None:
    job = defs.resolve_job_def("find_names_again")
    fields = job.get_node_named("recognise").definition.config_field.config_type.fields
    assert all(field.description for field in fields.values())
    assert job.run_config["ops"] == {
        "recognise": {"config": {"outlets": [], "months": [], "again": True, "everything": False}}
    }


def test_the_schedule_is_hourly_and_on_and_the_sensor_waits_to_be_turned_on() -> None:
    schedule = defs.resolve_schedule_def("hourly")
    assert schedule.default_status is dg.DefaultScheduleStatus.RUNNING
    assert defs.resolve_sensor_def("new_files").default_status is dg.DefaultSensorStatus.STOPPED
    assert defs.resolve_sensor_def("other_builds").default_status is dg.DefaultSensorStatus.RUNNING
