"""Normalise addresses: canonical URLs and ids of articles, image URLs without proxies, the date in an address."""

import re
from functools import lru_cache
from hashlib import blake2b
from urllib.parse import parse_qsl, quote, unquote, urlencode, urljoin, urlsplit, urlunsplit

TRACKING = re.compile(r"utm_\w+|fbclid|gclid|ocid|source|ref|cmpid|from|spm|amp|full", re.IGNORECASE)
IMAGE_PROXY = re.compile(r"^(?:https?:)?//images\.weserv\.nl/?\?(?:.*&)?url=(?P<url>[^&]+)", re.IGNORECASE)
DOUBLED = re.compile(r"^https?://(https?):?//")  # a scheme behind another one, as editors paste them
LONE = re.compile(r"[\ud800-\udfff]")  # lone surrogates, as escapes in JSON may leave them
UNSAFE = re.compile(r"[\s\x00-\x1f\x7f\ud800-\udfff]+")


@lru_cache(maxsize=4096)
def url_host(url: str) -> str | None:
    """Host in lower case, without www. and port; None where the address has none."""
    try:
        host = urlsplit(url.strip()).hostname
    except ValueError:
        return None
    # lower: urlsplit leaves what stands behind a % as it is
    return host.lower().removeprefix("www.") if host else None


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
    """Canonicalise an article's address: https, no www., normalised escapes, no tracking parameters.

    Text without a host is not an address and is unchanged.

    >>> canonical_url("HTTP://www.Example.org//a/%e4%b8%ad?utm_source=x#top")
    'https://example.org/a/%E4%B8%AD'
    """
    url = LONE.sub("", url)
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removeprefix("www.")
        port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    except ValueError:
        return url.strip()
    if not host:
        return url.strip()
    path = re.sub(r"/{2,}", "/", parts.path) or "/"
    path = quote(
        unquote(path, errors="surrogateescape").encode("utf-8", "surrogateescape"), safe="/@:+,;=!$&'()*~"
    )
    kept = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not TRACKING.fullmatch(name)
    ]
    path = path.rstrip("/") or "/"
    return urlunsplit(("https", host + port, path, urlencode(sorted(kept)), ""))


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
