"""Dagster definitions: assets, checks, jobs, schedules, sensors. What they do is in etl.steps."""
