from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "portal.common"

    def ready(self) -> None:
        from django.urls import register_converter

        from portal.common import (
            english,
            freshness,
            limits,
            links,
            outbox,
            placards,
            schedule,
            signals,
        )
        from portal.common.translations import following

        english.install()
        register_converter(links.TokenConverter, "token")
        outbox.register()
        limits.register()
        freshness.register_jobs()
        schedule.register()
        placards.register_jobs()
        signals.connect()
        following.connect()
        signals.shows_on_pages(
            "wagtailcore.Page",
            "wagtailcore.PageViewRestriction",
            "wagtailcore.Site",
            "wagtailcore.Locale",
            "common.Brand",
            "common.Picture",
            "wagtailredirects.Redirect",
        )
