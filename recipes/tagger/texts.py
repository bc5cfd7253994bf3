"""The sentences to learn from, of titles and prose."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from hashlib import sha256

from etl.kinds import ParagraphKind, ScriptKind
from etl.model import ParsedArticle
from etl.names.tagger.sentence import sentences
from etl.normalize.shadow import shadow
from recipes.articles import parsed_articles


@dataclass(frozen=True, kw_only=True)
class Text:
    """An article's sentences in shadow spelling, the title first."""

    document_path: str
    outlet_id: str
    script_kind: ScriptKind
    sentences: tuple[str, ...]


def read_texts(archives: Sequence[str], *, without: Collection[str] = ()) -> list[Text]:
    """The articles of all archives with Chinese text, by path; what `without` names is left out."""
    kept_apart = frozenset(without)
    texts = {
        path: Text(
            document_path=path,
            outlet_id=article.outlet_id,
            script_kind=article.script_kind,
            sentences=_sentences(article),
        )
        for path, article in parsed_articles(archives)
        if path not in kept_apart
    }
    return [texts[path] for path in sorted(texts) if texts[path].sentences]


def sample_of(texts: Sequence[Text], share: float, *, always: Collection[str] = ()) -> list[Text]:
    """The articles of a share, 0 to 1, that their paths alone decide, and those of the given paths."""
    return [text for text in texts if text.document_path in always or _place(text.document_path) < share]


def _place(path: str) -> float:
    """Give a path its fixed place between 0 and 1."""
    return int.from_bytes(sha256(path.encode()).digest()[:8]) / 2**64


def _sentences(article: ParsedArticle) -> tuple[str, ...]:
    prose = (part.text for part in article.paragraphs if part.paragraph_kind is not ParagraphKind.HEADING)
    shadows = (shadow(text) for text in (article.title, *prose))
    return tuple(text[start:end] for text in shadows for start, end in sentences(text))
