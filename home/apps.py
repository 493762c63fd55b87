from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "home"

    def ready(self) -> None:
        from home.search import ContactSearch, StandardPageSearch
        from portal.common.signals import shows_on_pages
        from search import registry, searches
        from submissions import retention

        registry.register(ContactSearch())
        registry.register(StandardPageSearch())

        shows_on_pages(*(f"home.{name}" for name in ("Announcement", "Partner", "PartnerPage")))
        retention.add(
            retention.Rule("words that were searched for", searches.DAYS, searches.forget)
        )
