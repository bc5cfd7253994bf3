"""Normalise addresses: canonical URLs and ids of articles, image URLs without proxies.

Here: what holds on every site. Not here: one outlet's several addresses of an article (Outlet.same), and which
parameters are trackers (etl/lexicon/address_parameters.csv): w3lib has no list of them, and courlan, which needs Babel
and tld, drops those of its list by name alone, and every fragment.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from hashlib import blake2b
from urllib.parse import parse_qsl, quote, unquote, urlencode, urljoin, urlsplit, urlunsplit

from etl.lexicon import rows

ROUTE = re.compile(r"[!/]+[^!/].*")  # a fragment by which a page chooses its content
# in the last part of a path, what may name an article: 7.html, 101, 旧城, ferry-at-night, not index.html (judged)
NAMES_AN_ARTICLE = re.compile(r"^\d+(?:\.\w+)?$|\d{3}|[^\x00-\x7f]|-.*-|.{20}")
IMAGE_PROXY = re.compile(r"^(?:https?:)?//images\.weserv\.nl/?\?(?:.*&)?url=(?P<url>[^&]+)", re.IGNORECASE)
DOUBLED = re.compile(
    r"^https?://(?:https?:?//)*(https?):?//"
)  # schemes behind another one, as editors paste them
LONE = re.compile(r"[\ud800-\udfff]")  # lone surrogates, as escapes in JSON may leave them
UNSAFE = re.compile(r"[\s\x00-\x1f\x7f\ud800-\udfff]+")


@lru_cache(maxsize=4096)
def url_host(url: str) -> str | None:
    """Host in lower case, without www. and port; None where the address has none."""
    try:
        host = urlsplit(url.strip()).hostname
    except ValueError:
        return None
    return _plain_host(host) or None if host else None


def _plain_host(host: str) -> str:
    """Lower case (urlsplit leaves what stands behind a % as it is), without www. and last dot, and in ASCII."""
    host = host.lower().rstrip(".").removeprefix("www.")
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:  # no name that a network could have
        return host


def is_below(host: str | None, domains: tuple[str, ...]) -> bool:
    """Whether a host is one of the domains or below one."""
    return host is not None and any(host == domain or host.endswith("." + domain) for domain in domains)


def absolute_url(url: str, base: str | None) -> str | None:
    """The address made absolute; None for one that leads nowhere (empty, a script, inline data)."""
    url = DOUBLED.sub(r"\1://", UNSAFE.sub("", url))
    if not url or url.startswith(("#", "javascript:", "data:", "about:")):
        return None
    if url.startswith("//"):
        return "https:" + url
    if url.startswith(("http://", "https://")):
        return url
    try:
        return (urljoin(UNSAFE.sub("", base), url) or None) if base else url
    except ValueError:
        return url


@lru_cache(maxsize=4096)
def canonical_url(url: str) -> str:
    """Canonicalise an article's address: https, no www., normalised escapes, no trackers; a fragment only if a route.

    Text without a host is not an address and is unchanged.

    >>> canonical_url("HTTP://www.Example.org//a/%e4%b8%ad?utm_source=x#top")
    'https://example.org/a/%E4%B8%AD'
    """
    url = LONE.sub("", url)
    try:
        parts = urlsplit(url.strip())
        host = _plain_host(parts.hostname or "")
        port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    except ValueError:
        return url.strip()
    if not host:
        return url.strip()
    path = re.sub(r"/{2,}", "/", parts.path) or "/"
    path = quote(
        unquote(path, errors="surrogateescape").encode("utf-8", "surrogateescape"), safe="/@:+,;=!$&'()*~"
    )
    path = path.rstrip("/") or "/"
    kept = _naming(parse_qsl(parts.query, keep_blank_values=True), host, path)
    fragment = parts.fragment.rstrip("/")
    route = fragment if ROUTE.fullmatch(fragment) else ""
    return urlunsplit(("https", host + port, path, urlencode(sorted(kept)), route))


@cache
def _parameters(use: str) -> re.Pattern[str]:
    named = (
        re.escape(row["name"]).replace(r"\*", r"\w+")
        for row in rows("address_parameters")
        if row["use"] == use
    )
    return re.compile("|".join(named), re.IGNORECASE)


@cache
def _identities() -> dict[str, tuple[str, ...]]:
    """By host, the parameters that alone name an article there."""
    identities: dict[str, tuple[str, ...]] = {}
    for row in rows("address_parameters"):
        if row["use"] == "identity":
            identities[row["host"]] = (*identities.get(row["host"], ()), row["name"])
    return identities


def _naming(parameters: Sequence[tuple[str, str]], host: str, path: str) -> list[tuple[str, str]]:
    """Keep the parameters that may name the article."""
    identity = _identities().get(host, ())
    if identity and {*identity[:-1]} <= {name for name, _ in parameters}:
        return [(name, value) for name, value in parameters if name in identity]
    kept = [(name, value) for name, value in parameters if not _parameters("tracker").fullmatch(name)]
    ambiguous, part = _parameters("ambiguous"), _parameters("part")
    named = [(name, value) for name, value in kept if not ambiguous.fullmatch(name)]
    others = [name for name, value in named if value and not part.fullmatch(name)]
    segment = unquote(path).rpartition("/")[2]
    return named if others or NAMES_AN_ARTICLE.search(segment) else kept


def unwrap_image(url: str, base: str | None = None) -> str | None:
    """The picture's own address: its proxy taken off, made absolute."""
    match = IMAGE_PROXY.match(url)
    if match is None:
        return absolute_url(url, base)
    inner = unquote(match["url"]).removeprefix("ssl:")
    if inner.startswith("//"):
        return "https:" + inner
    return inner if "://" in inner else "https://" + inner


def article_id_of(canonical: str) -> str:
    """What an article is called: hash of its canonical address. A link's target is called the same way."""
    return blake2b(canonical.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
