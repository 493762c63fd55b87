from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "portal.common"

    def ready(self) -> None:
        from portal.common import signals

        signals.connect()
        signals.shows_on_pages(
            "wagtailcore.Page",
            "wagtailcore.PageViewRestriction",
            "wagtailcore.Site",
            "wagtailcore.Locale",
            "wagtailimages.Image",
            "wagtailredirects.Redirect",
        )
