"""Files for programs for tables."""

import csv
from collections.abc import Iterable

from django.http import HttpResponse

Cells = Iterable[object]


def file_of(name: str, headings: Cells, rows: Iterable[Cells]) -> HttpResponse:
    """Return a table to take away, as the file ``name``; its cells are to be harmless already."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response.write("\ufeff")  # so that programs for tables read it as UTF-8
    table = csv.writer(response)
    table.writerow(map(str, headings))
    table.writerows(rows)
    return response
