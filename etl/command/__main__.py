"""`python -m etl.command`: the command line, where `dateline` is not on the path."""

from etl.command.cli import main

if __name__ == "__main__":
    main()
