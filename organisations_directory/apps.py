from django.apps import AppConfig


class OrganisationsDirectoryConfig(AppConfig):
    name = "organisations_directory"

    def ready(self) -> None:
        from organisations_directory import signals  # noqa: F401  # connects the receivers
        from organisations_directory.search import OrganisationSearch
        from portal.common.signals import shows_on_pages
        from search import registry

        registry.register(OrganisationSearch())
        shows_on_pages("organisations_directory.Organisation")
