from django.apps import AppConfig


class EditorialConfig(AppConfig):
    name = "editorial"

    def ready(self) -> None:
        from editorial import signals, sizes  # noqa: F401  # signals: connects the receivers
        from editorial.models import PLACARD, EditorialPage
        from portal.common import placards

        sizes.register()
        placards.register(PLACARD, EditorialPage.placard_of)
