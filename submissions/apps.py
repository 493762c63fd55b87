from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SubmissionsConfig(AppConfig):
    name = "submissions"
    verbose_name = _("submissions")

    def ready(self) -> None:
        from submissions import notices, receivers, retention  # noqa: F401  # connects the receivers
        from submissions.desk import home, looking, stale

        notices.register()
        retention.register()
        looking.register()
        home.register()
        stale.register()
