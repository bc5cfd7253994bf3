"""What today's code makes of every case and of a seeded sample archive, a line of golden.csv each.

Here: one digest of the input and one of the output. Not here: what differs from before (golden.py). A model's scores
differ between processors in their last digits, so those of the sample are left out.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from hashlib import blake2b
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from etl import steps
from etl.code_version import parser_version, recogniser_version, resolver_version
from etl.entities.resolve import Resolution, resolve
from etl.model import ParsedArticle, RawDocument, Rejection
from etl.names.recognise import recognise
from etl.outlets import outlets
from etl.page.parse import parse_document
from etl.sample import SamplePage, sample_pages, write_sample
from etl.settings import Settings
from tests.code_version.golden import GENERIC, Line
from tests.entities.resolve import test_resolve as resolving
from tests.names import test_recognise as recognising
from tests.outlets.cases import all_cases

NAMES = "from intermediate.int_names"
GLOSSES = "from intermediate.int_glosses"
ARTICLES, SEED = 260, 11  # one round of the sample's layouts
SCORE = pl.lit(0.9)
GIVEN_NAMES = ("names.csv", "glosses.csv", "overrides.csv")
NOT_COMPARED = {"document_id", "parser_version"}


def today() -> list[Line]:
    """A line per case, in order."""
    makers = (_case_lines, _sample_lines, _recogniser_lines, _resolver_lines, _named_sample_lines)
    return sorted(line for make in makers for line in make())


def _case_lines() -> Iterator[Line]:
    for case in all_cases():
        document = case.document()
        given = [document.document_path, document.content.hex() if document.content else ""]
        yield _parser_line(case.outlet_id, case.name, given, [case.result()])


def _sample_lines() -> Iterator[Line]:
    by_outlet: dict[str, list[tuple[SamplePage, ParsedArticle | Rejection]]] = defaultdict(list)
    for page in sample_pages(articles=ARTICLES, seed=SEED):
        result = _parsed(page)
        by_outlet[result.outlet_id if result.outlet_id in outlets() else GENERIC].append((page, result))
    for outlet_id, own in by_outlet.items():
        given = [[page.path, page.content.hex()] for page, _ in own]
        yield _parser_line(outlet_id, "sample", given, [result for _, result in own])


def _parser_line(part: str, case: str, given: object, results: Sequence[ParsedArticle | Rejection]) -> Line:
    made = [
        {name: value for name, value in asdict(result).items() if name not in NOT_COMPARED}
        for result in results
    ]
    return _line(part, case, parser_version(part), given, made)


def _parsed(page: SamplePage) -> ParsedArticle | Rejection:
    return parse_document(
        RawDocument(
            document_id=page.path,
            content_hash=page.path,
            document_path=page.path,
            byte_count=len(page.content),
            content=page.content,
        )
    )


def _recogniser_lines() -> Iterator[Line]:
    for path in sorted(recognising.CASES.iterdir()):
        marked = (path / "given.md").read_text(encoding="utf-8")
        prose, tagger = recognising.read(marked)
        made = [_rounded(asdict(named)) for named in recognise([prose], tagger)]
        yield _line("recogniser", path.name, recogniser_version(), marked, made)


def _resolver_lines() -> Iterator[Line]:
    for path in resolving.CASES:
        given = [(path / name).read_text(encoding="utf-8") for name in GIVEN_NAMES if (path / name).exists()]
        yield _line("resolver", path.name, resolver_version(), given, _rows_of(resolving.resolution(path)))


def _named_sample_lines() -> Iterator[Line]:
    """Of the recogniser with its model, and of the resolver, on the sample as a run reads it."""
    with TemporaryDirectory() as folder:
        settings = Settings(archive=(f"{folder}/sample",), home=Path(folder) / "home")
        write_sample(Path(folder) / "sample", articles=ARTICLES, seed=SEED)
        with steps.open_run(settings) as run:
            steps.ingest(settings, run)
            steps.parse(settings, run)
            steps.recognise(settings, run)
            prose = run.warehouse.query(
                "select title, paragraphs from base.parsed_articles order by document_id"
            )
            found = run.warehouse.query("select mentions, glosses from base.mentions order by document_id")
            names = run.warehouse.query(f"{NAMES} order by all").with_columns(
                max_score=SCORE, mean_score=SCORE
            )
            glosses = run.warehouse.query(f"{GLOSSES} order by all").with_columns(max_score=SCORE)
    made = [_rounded(row, has_scores=False) for row in found.rows()]
    yield _line("recogniser", "sample", recogniser_version(), prose.rows(), made)
    given = [_rounded(frame.rows()) for frame in (names, glosses)]
    yield _line("resolver", "sample", resolver_version(), given, _rows_of(resolve(names, glosses)))


def _rows_of(resolution: Resolution) -> list[object]:
    frames = (resolution.entities, resolution.aliases, resolution.links)
    return [sorted(repr(_rounded(row)) for row in frame.rows()) for frame in frames]


def _line(part: str, case: str, version: str, given: object, made: object) -> Line:
    return Line(part=part, case=case, given=digest(given), version=version, made=digest(made))


def digest(value: object) -> str:
    """Of what JSON says of a value."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def _rounded(value: object, *, has_scores: bool = True) -> object:
    """The value with its decimals to six places, or without them."""
    if isinstance(value, dict):
        return {name: _rounded(each, has_scores=has_scores) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(each, has_scores=has_scores) for each in value]
    if isinstance(value, float):
        return f"{value:.6f}" if has_scores else None
    return value
