"""Parse functions that misbehave: a document's content says how. They are importable by a worker."""

import os
import signal
import time

from etl.kinds import RejectionKind
from etl.model import Limits, ParsedArticle, RawDocument, Rejection
from tests.articles import an_article


def parse_by_content(document: RawDocument, limits: Limits) -> ParsedArticle | Rejection:
    match document.content:
        case b"slow":
            time.sleep(60)
        case b"stuck":  # no signal gets through, as in a long call into C
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
            time.sleep(60)
        case b"deadly":
            os.kill(os.getpid(), signal.SIGKILL)
        case b"faulty":
            raise KeyError("no such thing")
        case b"half a character":
            return article(document, title="\ud83d")
        case b"refused":
            return Rejection(
                document_id=document.document_id,
                parser_version="v1",
                outlet_id=None,
                rejection_kind=RejectionKind.NO_HEADER,
                rejection_detail=f"at most {limits.byte_count} bytes",
            )
    return article(document, title=f"parsed in {os.getpid()}")


def article(document: RawDocument, *, title: str) -> ParsedArticle:
    return an_article(document_id=document.document_id, title=title)
