"""Dates as a Slovenian reader writes them; the month in the genitive."""

DATE_FORMAT = "j. E Y"
MONTH_DAY_FORMAT = "j. E"
SHORT_DATE_FORMAT = "j. n. Y"
