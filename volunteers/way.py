"""The button on the page of an opportunity."""

from opportunities.models import Opportunity
from organisations_directory.sections import Section


def interest(call: Opportunity, language: str) -> Section | None:
    """Return the button that leads to the form; a draft that is previewed may have none."""
    return Section("volunteers/button.html", {"key": call.entry_id}) if call.entry_id else None
