"""What the private links of this room are for, and how long they last, in days.

The page after sending belongs to whoever typed, not yet to the address.
"""

SENT, CONFIRM = "interest-sent", "interest-confirm"
# The volunteer's own page; the question what came of it; the same and all else for the host.
MINE, WORKED, HOST = "volunteer", "interest-worked", "interest-host"
CONFIRM_DAYS, MINE_DAYS, WORKED_DAYS, HOST_DAYS = 14, 400, 60, 400
# Whoever reads the address that is to be the volunteer's confirms it.
ADDRESS = "volunteer-address"
OF_INTERESTS = (SENT, CONFIRM, WORKED, HOST)
# The same for an offer of help; a call that is proposed to whoever offered it.
OFFER_SENT, OFFER_CONFIRM, PROPOSAL = "offer-sent", "offer-confirm", "offer-proposal"
PROPOSAL_DAYS = 60
OF_OFFERS = (OFFER_SENT, OFFER_CONFIRM)
