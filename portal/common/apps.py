from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "portal.common"

    def ready(self) -> None:
        from django.urls import register_converter

        from portal.common import freshness, limits, links, outbox, signals

        register_converter(links.TokenConverter, "token")
        outbox.register()
        limits.register()
        freshness.register_jobs()
        signals.connect()
        signals.shows_on_pages(
            "wagtailcore.Page",
            "wagtailcore.PageViewRestriction",
            "wagtailcore.Site",
            "wagtailcore.Locale",
            "common.Picture",
            "wagtailredirects.Redirect",
        )
