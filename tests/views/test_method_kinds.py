"""Names for the resolver: every method that a mention may have is known to the view that puts them in bits."""

import re

from etl.kinds import MethodKind
from etl.warehouse.views import read_views, sql_root


def test_every_method_has_its_bit() -> None:
    select = next(view.select for view in read_views(sql_root()) if view.address == "intermediate.int_names")
    listed = re.search(r"select \[(.*?)\] as every_kind", select)
    assert listed is not None
    assert re.findall(r"'(\w+)'", listed[1]) == sorted(MethodKind)
