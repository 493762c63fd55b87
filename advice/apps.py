from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AdviceConfig(AppConfig):
    name = "advice"
    verbose_name = _("advice")

    def ready(self) -> None:
        from advice import signals  # noqa: F401  # connects the receivers
        from advice.asking import mails, retention
        from advice.search import GuideSearch, QuestionSearch
        from portal.common.signals import shows_on_pages
        from search import registry
        from submissions.mails import also

        registry.register(QuestionSearch())
        registry.register(GuideSearch())
        retention.register()
        also(mails.lost)
        shows_on_pages(
            *(f"advice.{name}" for name in ("Topic", "Question")),
            *(f"advice.{name}" for name in ("GuideSource", "GuideDownload", "RelatedGuide")),
            *(f"advice.{name}" for name in ("QuestionSource", "QuestionGuide")),
            "wagtaildocs.Document",
        )
