"""Drawings of the demo, by motif, as SVG."""

DRAWINGS: dict[str, str] = {}
