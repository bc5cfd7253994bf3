"""`python recipes/topics/scorer.py COPY GOLD`: topics of a published copy against annotated articles (JSON).

The scorer of topics for `make accuracy`. Two lines: the first topic where its annotation is not doubtful; the first
topic, or one of the others that were annotated.
"""

import json
import sys
from pathlib import Path

import duckdb

_SAID = """
    select documents.document_path, topics.topic_id
    from marts.fct_documents as documents
    inner join marts.fct_article_topics as topics on documents.article_id = topics.article_id and topics.is_primary
"""


def main(copy: str, gold: str) -> None:
    annotated = json.loads(Path(gold).read_text(encoding="utf-8"))
    with duckdb.connect(copy, read_only=True) as connection:
        said = dict(connection.execute(_SAID).fetchall())
    sure = [each for each in annotated if not each.get("unsure")]
    first = sum(said.get(each["file"]) == each["primary"] for each in sure)
    loose = sum(said.get(each["file"]) in (each["primary"], *each["also"]) for each in annotated)
    for field, right, cases in (
        ("primary topic", first, len(sure)),
        ("primary or other topic", loose, len(annotated)),
    ):
        print(f"{field:24} {right / max(cases, 1):.3f} {right}/{cases}")


if __name__ == "__main__":
    main(*sys.argv[1:])
