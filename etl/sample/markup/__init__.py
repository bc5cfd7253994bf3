"""How each outlet lays out a page: a module an outlet, a function a layout."""

from etl.sample.markup import bbc, cdt, dw, ft, nyt, posts, reuters, rfa, rfi, voa
from etl.sample.markup.flow import Renderer

LAYOUTS: dict[str, Renderer] = {
    **bbc.LAYOUTS,
    **cdt.LAYOUTS,
    **dw.LAYOUTS,
    **ft.LAYOUTS,
    **nyt.LAYOUTS,
    **posts.LAYOUTS,
    **reuters.LAYOUTS,
    **rfa.LAYOUTS,
    **rfi.LAYOUTS,
    **voa.LAYOUTS,
}

__all__ = ["LAYOUTS", "Renderer"]
