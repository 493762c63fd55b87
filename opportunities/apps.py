from django.apps import AppConfig


class OpportunitiesConfig(AppConfig):
    name = "opportunities"

    def ready(self) -> None:
        from opportunities import signals, upkeep  # noqa: F401  # signals: connects the receivers
        from opportunities.search import OpportunitySearch
        from opportunities.sections import open_calls
        from organisations_directory import sections
        from portal.common.signals import shows_on_pages
        from search import registry

        registry.register(OpportunitySearch())
        sections.register(open_calls)
        upkeep.register()
        shows_on_pages("opportunities.Opportunity", "opportunities.OpportunityTag")
