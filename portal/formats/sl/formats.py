"""Dates as a Slovenian reader writes them."""

DATE_FORMAT = "j. F Y"
MONTH_DAY_FORMAT = "j. F"
SHORT_DATE_FORMAT = "j. n. Y"
