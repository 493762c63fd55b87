from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AdviceConfig(AppConfig):
    name = "advice"
    verbose_name = _("advice")

    def ready(self) -> None:
        from advice import signals  # noqa: F401  # connects the receivers
        from advice.asking import mails, retention
        from advice.desk import notices
        from advice.models import Question
        from advice.search import GuideSearch, MaterialSearch, QuestionSearch
        from portal.common import placards
        from portal.common.signals import shows_on_pages
        from search import reach, registry
        from submissions.mails import also

        registry.register(QuestionSearch())
        placards.register(
            "question", placards.entries(lambda: reach.shown_here(Question.objects.published()))
        )
        registry.register(GuideSearch())
        registry.register(MaterialSearch())
        retention.register()
        notices.register()
        also(mails.lost)
        shows_on_pages(
            *(f"advice.{name}" for name in ("Topic", "Question")),
            *(f"advice.{name}" for name in ("GuideSource", "GuideDownload", "RelatedGuide")),
            *(f"advice.{name}" for name in ("QuestionSource", "QuestionGuide")),
            "wagtaildocs.Document",
        )
