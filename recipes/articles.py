"""The articles to learn from: an archive read and parsed as a build reads and parses it.

Here: reading. Not here: what is learned from an article (tagger/texts.py, topics/articles.py).
"""

from collections.abc import Iterator, Sequence

from etl.archive.open import open_root
from etl.kinds import ScriptKind
from etl.model import Limits, ParsedArticle
from etl.page.parse import parse_document


def parsed_articles(archives: Sequence[str]) -> Iterator[tuple[str, ParsedArticle]]:
    """Yield path and article of every page with Chinese text, archive by archive."""
    for archive in archives:
        root = open_root(archive)
        for files in root.scan():
            for _, document in root.read(files, Limits()):
                if document.content is None:
                    continue
                article = parse_document(document)
                if isinstance(article, ParsedArticle) and article.script_kind is not ScriptKind.LATIN:
                    yield document.document_path, article
