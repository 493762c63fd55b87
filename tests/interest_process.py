"""A process of its own that takes what people send, or follows up, until nothing is left to do."""

import time

from opportunities.models import Opportunity
from volunteers import flow, followup
from volunteers.models import Interest


def main(number: int) -> None:
    """Let ``number`` people press both buttons, all of them again if it was killed before."""
    print("ready", flush=True)
    call = Opportunity.objects.get()
    for one in range(number):
        email = f"person{one}@example.org"
        person = {"name": f"Person {one}", "email": email, "language": "en"}
        flow.confirm(flow.send(f"nonce-{one}", call, "I like dogs.", "You may.", **person))


def follow_up() -> None:
    """Go on while something is due: another worker may be at it."""
    print("ready", flush=True)
    while any(Interest.objects.filter(each.due()).exists() for each in followup.FOLLOWUPS):
        followup.do_what_is_due()
        time.sleep(0.05)
