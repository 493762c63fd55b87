"""Whose call it is that somebody sends: an organisation, or one that is sent along with it."""

from organisations_directory.models import Organisation
from organisations_directory.submissions import first
from submissions.models import Submission


def host(submission: Submission) -> Organisation | None:
    """Return the organisation; ``None`` while its profile is no entry yet."""
    if submission.changes_entry:
        call = submission.entry
        return call.organisation if call else None
    if leader := submission.leader():
        profile = leader.entry
        return profile if isinstance(profile, Organisation) else None
    key = submission.context.get("organisation")
    return Organisation.objects.sources().filter(pk=key).first()


def public_contact(submission: Submission) -> tuple[str, str]:
    """Return e-mail and telephone that the public reaches the organisation at."""
    if organisation := host(submission):
        return organisation.email, organisation.phone
    leader = submission.leader() or submission
    return first(leader, "contact", "email"), first(leader, "contact", "phone")
