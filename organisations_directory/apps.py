from django.apps import AppConfig


class OrganisationsDirectoryConfig(AppConfig):
    name = "organisations_directory"

    def ready(self) -> None:
        from organisations_directory import (
            claims,
            desk,
            people,
            signals,  # noqa: F401  # connects the receivers
        )
        from organisations_directory.models import Organisation
        from organisations_directory.search import OrganisationSearch
        from organisations_directory.submissions import OrganisationKind, OrganisationVersionKind
        from portal.common import placards, watches
        from portal.common.signals import shows_on_pages
        from search import reach, registry
        from submissions import kinds, retention

        registry.register(OrganisationSearch())
        placards.register(
            "organisation",
            placards.entries(lambda: reach.shown_here(Organisation.objects.published())),
        )
        kinds.register(OrganisationKind())
        kinds.register(OrganisationVersionKind())
        watches.register(
            watches.Watch(Organisation, "FRESH_ORGANISATION_MONTHS", "pk", people.readers_of)
        )
        desk.register()
        retention.add(*people.rules(), *claims.rules())
        shows_on_pages("organisations_directory.Organisation")
