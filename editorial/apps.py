from django.apps import AppConfig


class EditorialConfig(AppConfig):
    name = "editorial"

    def ready(self) -> None:
        from editorial import sizes
        from editorial.models import PLACARD, EditorialPage
        from portal.common import placards

        sizes.register()
        placards.register(PLACARD, EditorialPage.placard_of)
