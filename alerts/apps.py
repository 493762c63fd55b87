from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AlertsConfig(AppConfig):
    name = "alerts"
    verbose_name = _("kept searches")

    def ready(self) -> None:
        from alerts import mails, retention, telling
        from submissions.mails import also

        telling.register()
        retention.register()
        also(mails.lost)
