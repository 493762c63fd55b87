from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "home"

    def ready(self) -> None:
        from portal.common.signals import shows_on_pages

        shows_on_pages(*(f"home.{name}" for name in ("Announcement", "Partner", "PartnerPage")))
