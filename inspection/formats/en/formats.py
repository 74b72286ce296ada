"""Day before month, as official English writes it."""

DATE_FORMAT = "j F Y"  # 12 August 2009
SHORT_DATE_FORMAT = "j M Y"
YEAR_MONTH_FORMAT = "F Y"
MONTH_DAY_FORMAT = "j F"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j F Y H:i"
FIRST_DAY_OF_WEEK = 1  # Monday
