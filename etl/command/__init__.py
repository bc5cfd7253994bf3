"""What a person types and sees: the command line, its output, and the start of the Dagster UI."""
