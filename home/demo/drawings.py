"""Drawings of the demo: pictures by motif and logos by partner, as SVG."""

from home.demo.scenes_indoors import INDOORS
from home.demo.scenes_logos import PARTNERS
from home.demo.scenes_outdoors import OUTDOORS
from home.demo.scenes_rooms import ROOMS

__all__ = ["DRAWINGS", "PARTNERS"]

DRAWINGS: dict[str, str] = OUTDOORS | INDOORS | ROOMS
