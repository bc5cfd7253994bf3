"""`python -m bench.swell OUT N [--seed SEED] ARCHIVE…`: an archive of N documents that grows as real text does.

Every document of the archives is there once as it is, and then again, at another address and with another header
stamp, its names exchanged (other_names.py), until there are N. Markup, host and words stay, so its outlet's layout
still reads it. What is written depends on the documents and the seed alone. The names are those that a build of the
archives finds; its warehouse is kept beside OUT, and a second call does not build it again.
"""

import argparse
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import duckdb

from bench.other_names import Named, OtherNames, other_names
from etl.normalize.shadow import shadow

BATCH = 500  # documents
STAMP = re.compile(r"(?<=<!--)\d{13}(?=-->)|(?<=\ndate: )\S+(?=\n)")
MINUTES = 24 * 60  # stamps are later by less: what a page says of its day stays true
# What holds no prose: tags, addresses, and lines of the front matter that say whose page it is.
NO_PROSE = re.compile(r"<[^>]*>|\]\([^)\n]*\)|^(?:from|layout|author|tags|categories|date):.*$", re.MULTILINE)
LEAST_LENGTH, LEAST_LATIN = 2, 4  # characters: shorter names stand in other words too

# The names that stand in each document, by which entity its article means.
NAMES = """
    create table memory.main.names as
    with linked as (
        select parsed.document_id, mention.surface, links.entity_id
        from (select document_id, unnest(mentions) as mention from base.mentions) as found
        inner join base.parsed_articles as parsed using (document_id)
        inner join base.entity_links as links
            on parsed.article_id = links.article_id
            and mention.entity_kind = links.entity_kind and mention.referent = links.referent
    ),
    latin as (
        select linked.document_id, aliases.alias as surface, linked.entity_id
        from linked inner join base.entity_aliases as aliases using (entity_id)
        where aliases.alias_kind = 'latin'
    ),
    meant as (
        select document_id, surface, min(entity_id) as entity_id
        from (from linked union all from latin) group by all
    )
    select document_id, map(list(surface), list(entity_id)) as names from meant group by document_id
"""
ENTITIES = """
    select entity_id, entity_kind, entity_name, count(links.article_id),
        split_part(entity_key, ':', 1) not in ('name', 'latin')
    from base.entities left join (select distinct entity_id, article_id from base.entity_links) as links
    using (entity_id) group by all order by all
"""
DOCUMENTS = """
    select
        dense_rank() over (order by raw.root_name) as root_number,
        raw.root_name, raw.document_path, raw.url, coalesce(raw.encoding_name, 'latin-1'),
        ranks.rank, contents.parts, names.names
    from base.raw_documents as raw
    inner join (
        select document_id, row_number() over (order by md5(concat(document_id, ?)), document_id) - 1 as rank
        from base.raw_documents where has_content
    ) as ranks using (document_id)
    inner join (
        select content_hash, list(content order by part_number) as parts from contents.main.contents group by all
    ) as contents using (content_hash)
    left join memory.main.names as names using (document_id)
"""
Piece = tuple[str, str | None]  # text, and for a name the entity that it means


@dataclass(frozen=True, kw_only=True)
class Page:
    """A document of the archive in pieces. rank: its place in the seed's order, of which the last copy has a part."""

    path: Path
    encoding: str
    rank: int
    url: str | None
    content: bytes
    pieces: list[Piece]

    def copied(self, copy: int, names: OtherNames) -> bytes:
        """What a copy of it holds."""
        written = [
            names.exchanged(copy, entity_id, piece)
            if entity_id and names.is_exchanged(copy, entity_id)
            else piece
            for piece, entity_id in self.pieces
        ]
        text = "".join(written)
        if self.url:
            text = text.replace(self.url, moved(self.url, copy), 2)
        text = STAMP.sub(lambda found: later(found.group(), self.minutes(copy)), text)
        return text.encode(self.encoding, "xmlcharrefreplace")  # Big5 has no simplified characters

    def minutes(self, copy: int) -> int:
        return blake2b(f"{copy} {self.path}".encode(), digest_size=1).digest()[0] * MINUTES // 256


def swell(archives: list[str], target: Path, count: int, seed: int) -> int:
    """Write an archive of so many documents; return how many were written."""
    home = target.with_name(f"{target.name}.names")
    environment = {**os.environ, "DATELINE_HOME": str(home)}
    command = [sys.executable, "-c", "from etl.command.cli import main; main()", "build", *archives]
    subprocess.run(command, env=environment, check=True)
    with duckdb.connect() as connection:
        connection.execute(f"attach '{home}/contents.duckdb' as contents (read_only)")
        connection.execute(f"attach '{home}/warehouse.duckdb' as warehouse (read_only)")
        connection.execute("use warehouse")
        connection.execute(NAMES)
        row = connection.execute("select count(*) from base.raw_documents where has_content").fetchone()
        total = row[0] if row else 0
        names = _other_names(connection, -(-count // total) - 1, seed)
        return sum(_write(target, page, names, total, count) for page in _pages(connection, seed))


def moved(url: str, copy: int) -> str:
    """The address of a copy: its last part is longer by a word, before what it ends in."""
    parts = urlsplit(url)
    folder, _, name = parts.path.rstrip("/").rpartition("/")
    stem, dot, end = name.partition(".")
    slash = "/" if parts.path.endswith("/") else ""
    return urlunsplit(parts._replace(path=f"{folder}/{stem}-k{copy}{dot}{end}{slash}"))


def later(stamp: str, minutes: int) -> str:
    """A stamp in milliseconds or as a date, so many minutes later; anything else as it is."""
    if stamp.isdecimal():
        return str(int(stamp) + minutes * 60_000)
    try:
        moment = datetime.fromisoformat(stamp) + timedelta(minutes=minutes)
    except ValueError:
        return stamp
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _other_names(connection: duckdb.DuckDBPyConnection, copies: int, seed: int) -> OtherNames:
    rows = connection.execute(ENTITIES).fetchall()
    entities = [
        Named(
            entity_id=key, entity_kind=kind, entity_name=shadow(name), article_count=articles, is_known=known
        )
        for key, kind, name, articles, known in rows
    ]
    return other_names(entities, copies, seed)


def _pages(connection: duckdb.DuckDBPyConnection, seed: int) -> Iterator[Page]:
    found = connection.execute(DOCUMENTS, [str(seed)])
    while rows := found.fetchmany(BATCH):
        for number, root, path, url, encoding, rank, parts, names in rows:
            content = b"".join(parts)
            place = Path(str(number), Path(root).name, path.lstrip("/"))
            cut = pieces(content.decode(encoding), names or {})
            yield Page(path=place, encoding=encoding, rank=rank, url=url, content=content, pieces=cut)


def pieces(text: str, names: dict[str, str]) -> list[Piece]:
    """A document's text, cut where its prose has one of the names (surface → entity_id)."""
    latin = [re.escape(name) for name in names if name.isascii() and len(name) >= LEAST_LATIN]
    other = [re.escape(name) for name in names if not name.isascii() and len(name) >= LEAST_LENGTH]
    if not latin and not other:
        return [(text, None)]
    longest_first = sorted(other, key=len, reverse=True)
    words = [rf"\b(?:{'|'.join(sorted(latin, key=len, reverse=True))})\b"] if latin else []
    pattern = re.compile("|".join([NO_PROSE.pattern, *longest_first, *words]), re.MULTILINE)
    cut: list[Piece] = []
    end = 0
    for found in pattern.finditer(text):
        if entity_id := names.get(found.group()):
            cut += [(text[end : found.start()], None), (found.group(), entity_id)]
            end = found.end()
    return [*cut, (text[end:], None)]


def _write(target: Path, page: Page, names: OtherNames, total: int, count: int) -> int:
    """Write a page's copies, as many as there is room for; return how many."""
    copies = range(-(-(count - page.rank) // total))
    for copy in copies:
        path = target / f"{copy}" / page.path
        if not path.resolve().is_relative_to(target.resolve()):
            raise ValueError(f"{page.path} does not lie below {target}")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(page.copied(copy, names) if copy else page.content)
    return len(copies)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", type=Path)
    parser.add_argument("count", type=int)
    parser.add_argument("archives", nargs="+")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    if given.target.exists():
        parser.error(f"{given.target} is there already: move it away, or name another folder")
    written = swell(given.archives, given.target, given.count, given.seed)
    print(f"{given.target}: {written:,} documents")


if __name__ == "__main__":
    main()
