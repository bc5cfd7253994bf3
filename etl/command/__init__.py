"""The user interface: the command line, its output, and starting the Dagster UI."""
