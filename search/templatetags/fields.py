"""What templates need of the fields of volunteering."""

from django import template

from search.hues import sheet_url

register = template.Library()
register.simple_tag(sheet_url, name="fields_sheet")
