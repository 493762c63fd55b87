from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VolunteersConfig(AppConfig):
    name = "volunteers"
    verbose_name = _("volunteers")

    def ready(self) -> None:
        from opportunities import ways
        from organisations_directory.corner import rooms
        from portal.common import outbox
        from submissions.mails import also
        from volunteers import followup, mails, retention, signals, way  # noqa: F401  # signals
        from volunteers.corner import room
        from volunteers.desk.permissions import READ
        from volunteers.offers import followup as offers

        ways.register(way.interest)
        for prefix in ("interest-", "volunteer-", "offer-"):
            outbox.keep_from_others(prefix, READ)
        rooms.register(room.ROOM)
        retention.register()
        followup.register()
        offers.register()
        also(mails.lost)
