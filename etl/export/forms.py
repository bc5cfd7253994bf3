"""The forms that an export can have, and how a text begins that a spreadsheet would run.

Here: names, which the command line knows before anything heavy is imported. Not here: writing any of them.
"""

from enum import StrEnum

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # in Excel and LibreOffice


class TableFormat(StrEnum):
    """The format of the files of all marts."""

    PARQUET = "parquet"
    CSV = "csv"


class AnswerFormat(StrEnum):
    """The format of one question's answer, where it is no text."""

    PARQUET = "parquet"
    XLSX = "xlsx"


class ArticleForm(StrEnum):
    """The form of a line that holds one article."""

    NEWSARTICLE = "newsarticle"
    GKG = "gkg"
