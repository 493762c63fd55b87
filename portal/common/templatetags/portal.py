"""Tags and filters that every template has at hand (a builtin, see settings)."""

from django import template

register = template.Library()
