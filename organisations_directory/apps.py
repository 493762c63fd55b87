from django.apps import AppConfig


class OrganisationsDirectoryConfig(AppConfig):
    name = "organisations_directory"
