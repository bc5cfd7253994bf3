"""From prose to mentions: each case is a folder with an article and the mentions that it must give.

In an article p{…}, o{…} and l{…} are what a tagger saw, so that a case tells what the rules make of it, whichever model
is shipped: a person, an organisation, a place; p{…}@0.4 is one of which it was so sure (0.9, if nothing is said).
Expected is "position surface kind referent", the referent left out where it is the surface. scores.json says how sure
each of these mentions is.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.kinds import EntityKind, NamingKind, ScriptKind
from etl.model import Mention, NamedArticle, Prose
from etl.names.line.admission import has_balanced_brackets
from etl.names.recognise import recognise
from etl.names.tagger.span import Span
from etl.normalize.shadow import shadow

CASES = Path(__file__).parent / "recognise"
KINDS = {"p": EntityKind.PERSON, "o": EntityKind.ORGANISATION, "l": EntityKind.PLACE}
MARKED = re.compile(r"([pol])\{([^{}]*)\}(?:@(0?\.\d+))?")
SURE = 0.9


@dataclass(frozen=True)
class Told:
    """A tagger that was told what to see in a line."""

    spans: dict[str, list[Span]]

    def tag(self, sentences: Sequence[str]) -> list[list[Span]]:
        return [self._of(sentence) for sentence in sentences]

    def _of(self, sentence: str) -> list[Span]:
        line = next(line for line in self.spans if sentence in line)
        start = line.index(sentence)
        end = start + len(sentence)
        return [
            Span(
                start=span.start - start, end=span.end - start, entity_kind=span.entity_kind, score=span.score
            )
            for span in self.spans[line]
            if start <= span.start and span.end <= end
        ]


def read(marked: str) -> tuple[Prose, Told]:
    title, *paragraphs = [block.removeprefix("# ").strip() for block in marked.split("\n\n")]
    lines = [unmarked(line) for line in (title, *paragraphs)]
    prose = Prose(
        document_id="a",
        script_kind=ScriptKind.HANS,
        title=lines[0][0],
        paragraphs=tuple((number, text) for number, (text, _) in enumerate(lines[1:], 1)),
    )
    return prose, Told({shadow(text): spans for text, spans in lines})


def unmarked(line: str) -> tuple[str, list[Span]]:
    text, spans, last = "", [], 0
    for match in MARKED.finditer(line):
        text += line[last : match.start()]
        end, last = len(text) + len(match[2]), match.end()
        score = float(match[3] or SURE)
        spans.append(Span(start=len(text), end=end, entity_kind=KINDS[match[1]], score=score))
        text += match[2]
    return text + line[last:], spans


def shown(mention: Mention) -> str:
    words = [str(mention.position), mention.surface, mention.entity_kind.value]
    return " ".join(words if mention.referent == mention.surface else [*words, mention.referent])


@pytest.mark.parametrize("case", sorted(path.name for path in CASES.iterdir()))
def test_mentions(case: str) -> None:
    prose, tagger = read((CASES / case / "given.md").read_text(encoding="utf-8"))
    (named,) = recognise([prose], tagger)
    expected = json.loads((CASES / case / "expected.json").read_text(encoding="utf-8"))
    assert [shown(mention) for mention in named.mentions] == expected
    scores = json.loads((CASES / case / "scores.json").read_text(encoding="utf-8"))
    assert [round(mention.score, 2) for mention in named.mentions] == scores


def test_an_article_in_latin_script_is_not_read() -> None:
    prose = Prose(document_id="b", script_kind=ScriptKind.LATIN, title="Beijing", paragraphs=((1, "China"),))
    assert recognise([prose], Told({})) == [NamedArticle(document_id="b", naming_kind=NamingKind.NOT_CHINESE)]


PIECES = st.sampled_from(
    [
        "中国",
        "中美",
        "英方",
        "外交部",
        "部长",
        "（Boris）",
        "海棠（上海）有限公司",
        "（武汉",
        "”",
        "「",
        "《",
        "》",
        "日报",
        "\n",
        "。",
        "·",
        "-",
        "臺灣",
        "马",
        "Ａ",
        " ",
    ]
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=3)), max_size=14).map("".join)


@dataclass(frozen=True)
class Anything:
    """A tagger that calls names whatever it is told by number."""

    choices: tuple[tuple[int, int, EntityKind], ...]

    def tag(self, sentences: Sequence[str]) -> list[list[Span]]:
        return [
            [
                Span(start=start, end=min(start + length, len(sentence)), entity_kind=kind, score=0.8)
                for start, length, kind in self.choices
                if start < len(sentence)
            ]
            for sentence in sentences
        ]


@given(
    st.lists(TEXTS, min_size=1, max_size=4),
    st.lists(st.tuples(st.integers(0, 12), st.integers(1, 8), st.sampled_from(EntityKind)), max_size=4),
)
def test_offsets_are_true_and_in_order_and_brackets_balanced(
    texts: list[str], choices: list[tuple[int, int, EntityKind]]
) -> None:
    prose = Prose(
        document_id="c",
        script_kind=ScriptKind.HANS,
        title=texts[0],
        paragraphs=tuple(enumerate(texts[1:], 1)),
    )
    (named,) = recognise([prose], Anything(tuple(choices)))
    for mention in named.mentions:
        assert texts[mention.position][mention.start_offset : mention.end_offset] == mention.surface != ""
        assert mention.referent
        assert has_balanced_brackets(mention.surface)
        assert has_balanced_brackets(mention.referent)
        assert 0 <= mention.score <= 1
    places = [(mention.position, mention.start_offset) for mention in named.mentions]
    assert places == sorted(places)
