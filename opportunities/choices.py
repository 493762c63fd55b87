"""Fixed vocabularies of an opportunity. The codes stand in addresses: never rename one."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Mode(models.TextChoices):
    ON_SITE = "on_site", _("on the spot")
    REMOTE = "remote", _("from home")
    BOTH = "both", _("on the spot or from home")


class Commitment(models.TextChoices):
    ONE_OFF = "one_off", _("just once")
    REGULAR = "regular", _("regularly")
    INTENSIVE = "intensive", _("a week or longer at a stretch")


class HoursPer(models.TextChoices):
    ONCE = "once", pgettext_lazy("hours", "in all")
    DAY = "day", pgettext_lazy("hours", "a day")
    WEEK = "week", pgettext_lazy("hours", "a week")
    FORTNIGHT = "fortnight", pgettext_lazy("hours", "a fortnight")
    MONTH = "month", pgettext_lazy("hours", "a month")
    YEAR = "year", pgettext_lazy("hours", "a year")


class Time(models.TextChoices):
    MORNING = "weekday_morning", _("weekday mornings")
    AFTERNOON = "weekday_afternoon", _("weekday afternoons")
    EVENING = "weekday_evening", _("weekday evenings")
    WEEKEND = "weekend", _("weekends")


class Audience(models.TextChoices):
    BEGINNERS = "beginners", _("beginners, no experience needed")
    FAMILIES = "families", _("families with children")
    MINORS = "minors", _("under 18 with consent")
    SENIORS = "seniors", _("seniors")
    GROUPS = "groups", _("groups and companies")


class Offer(models.TextChoices):
    TRAINING = "training", _("training")
    TRAVEL = "travel", _("travel costs")
    MEALS = "meals", _("meals")
    INSURANCE = "insurance", _("insurance")
    ACCOMMODATION = "accommodation", _("accommodation")
    CERTIFICATE = "certificate", _("certificate")


class Language(models.TextChoices):
    """Languages spoken where one volunteers (ISO 639-1)."""

    CS = "cs", _("Czech")
    PL = "pl", _("Polish")
    SL = "sl", _("Slovenian")
    EN = "en", _("English")
    DE = "de", _("German")
    UK = "uk", _("Ukrainian")
    SK = "sk", _("Slovak")
    RU = "ru", _("Russian")
    HU = "hu", _("Hungarian")
    IT = "it", _("Italian")
    HR = "hr", _("Croatian")
    FR = "fr", _("French")
    ES = "es", _("Spanish")
    VI = "vi", _("Vietnamese")
    AR = "ar", _("Arabic")
