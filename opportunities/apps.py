from django.apps import AppConfig


class OpportunitiesConfig(AppConfig):
    name = "opportunities"

    def ready(self) -> None:
        from opportunities import signals, upkeep  # noqa: F401  # signals: connects the receivers
        from opportunities.corner import room
        from opportunities.models import Opportunity
        from opportunities.search import OpportunitySearch
        from opportunities.sections import open_calls
        from opportunities.submissions import OpportunityKind, OpportunityVersionKind
        from organisations_directory import sections
        from organisations_directory.corner import rooms
        from portal.common import placards, watches
        from portal.common.signals import shows_on_pages
        from search import reach, registry
        from submissions import kinds

        registry.register(OpportunitySearch())
        placards.register(
            "opportunity",
            placards.entries(lambda: reach.shown_here(Opportunity.objects.published())),
        )
        kinds.register(OpportunityKind())
        kinds.register(OpportunityVersionKind())
        sections.register(open_calls)
        rooms.register(room.ROOM)
        watches.register(
            watches.Watch(
                Opportunity,
                "FRESH_OPPORTUNITY_MONTHS",
                "organisation",
                room.readers_of,
                ends=("end_on", "expires_on"),
                last_day="expires_on",
            )
        )
        upkeep.register()
        shows_on_pages("opportunities.Opportunity", "opportunities.OpportunityTag")
