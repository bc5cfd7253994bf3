"""The outlets: one module each, found by being here.

Here: the registry, and which outlet a document belongs to. Not here: the version of the parser that reads it
(etl/code_version.py), and anything about a single outlet. The other modules of this package import etl.outlet only.
"""

import hashlib
import importlib
import pkgutil
import re
from collections.abc import Mapping
from functools import cache, lru_cache

from etl.normalize.url import canonical_url, is_below, url_host
from etl.outlet import Outlet


@cache
def outlets() -> Mapping[str, Outlet]:
    """Load every outlet of this folder, by id. Raises ValueError for a file whose name is not its outlet's id."""
    found: dict[str, Outlet] = {}
    for module in pkgutil.iter_modules(__path__):
        outlet = importlib.import_module(f"{__name__}.{module.name}").OUTLET
        if outlet.outlet_id != module.name:
            raise ValueError(
                f"etl/outlets/{module.name}.py: outlet_id is {outlet.outlet_id!r}, must be the file's name"
            )
        if outlet.timezone_name is None:
            raise ValueError(
                f"etl/outlets/{module.name}.py: timezone_name is missing: the zone of its own day"
            )
        found[outlet.outlet_id] = outlet
    return found


@lru_cache(maxsize=4096)
def article_address(url: str) -> str:
    """The address that an article's id is made of: canonical, and one for all that its outlet gives the article."""
    address = canonical_url(url)
    host = url_host(address)
    outlet = next((each for each in outlets().values() if is_below(host, each.domains)), None)
    for pattern, replacement in outlet.same if outlet else ():
        address = re.sub(pattern, replacement, address)
    return address


def outlet_of(url_host: str | None, source_name: str | None, folder_name: str | None) -> Outlet:
    """The outlet of a document: by the address's host, else by the front matter, else by the folder.

    One that none of these knows is made up from the first of them that says anything: it has no layouts.
    """
    return _outlet_of(url_host, source_name, folder_name)


@cache
def _outlet_of(url_host: str | None, source_name: str | None, folder_name: str | None) -> Outlet:
    known = outlets().values()
    for outlet in known:
        if is_below(url_host, outlet.domains):
            return outlet
    names = [source_name] if source_name else []
    if url_host is None:
        names += (folder_name or "").split("/")[::-1]
    for name in names:
        for outlet in known:
            if name in (outlet.outlet_id, outlet.outlet_name, outlet.latin_name, *outlet.aliases):
                return outlet
    name = url_host or source_name or (folder_name or "").rsplit("/", 1)[-1] or "unknown"
    return Outlet(
        outlet_id=_identifier(url_host or name),
        outlet_name=source_name or name,
        latin_name=url_host or name,
        domains=(url_host,) if url_host else (),
    )


def _identifier(name: str) -> str:
    plain = re.sub(r"[^a-z0-9_.:-]+", "-", name.lower()).strip("-.:_")
    if plain and plain == name.lower():
        return plain
    return f"{plain or 'outlet'}-{hashlib.blake2b(name.encode(), digest_size=4).hexdigest()}"
