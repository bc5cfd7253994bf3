"""Documents for tests of the parser: raw text or bytes as an archive would hand them over."""

from etl.model import RawDocument

HEADER = "<!--1595136758000-->\n[渡轮停航]({url})\n------\n\n"
URL = "https://ferry.example/news/1"


def document(
    content: bytes | str, path: str = "folder/1_渡轮停航.md", document_id: str = "one"
) -> RawDocument:
    data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    return RawDocument(
        document_id=document_id,
        content_hash=document_id,
        document_path=path,
        byte_count=len(data),
        content=data,
    )


def page(html: str, url: str = URL) -> RawDocument:
    """A document with a header and this HTML below it."""
    return document(HEADER.format(url=url) + html)
