"""Who gets to see which address: what tests/test_access.py holds the portal to."""

from typing import Any

from advice.asking import flow as asking
from alerts import flow as alerts
from organisations_directory import claims, people
from submissions import flow
from volunteers import purposes

# Public: the same for everybody, declared so or a form that belongs to nobody yet.
PUBLIC: dict[str, list[Any]] = {
    "proof": [],
    "towns": [],
    "suggest": [],
    **{name: ["x"] for name in ("fields_sheet", "brand_sheet", "brand_icon")},
    "placard": ["news", "x", "x"],
    "uploaded": ["nothing.png"],
    "django.contrib.sitemaps.views.sitemap": ["pages"],
    "submission_start": ["organisation"],
    "submission_lost": [],
    "corner_open": [],
    "ask": [],
    "offer": [],
    "alert_keep": ["opportunity"],
    "alert_sent": [],
}
# Private: address → what its link is for, and what else stands in it.
BEHIND_A_LINK: dict[str, tuple[str, list[Any]]] = {
    **{
        f"submission_{name}": (flow.DRAFT, [])
        for name in ("draft", "already", "check", "later", "sent", "upload", "leave_out")
    },
    "submission_step": (flow.DRAFT, ["who"]),
    "submission_add": (flow.DRAFT, ["opportunity"]),
    "submission_confirm": (flow.CONFIRM, []),
    **{
        f"submission_{name}": (flow.STATUS, []) for name in ("status", "letter", "edit", "withdraw")
    },
    "still_valid": ("still-organisation", []),
    "corner_enter": (people.CORNER, []),
    "corner_invite": (people.INVITE, []),
    "corner_claim": (flow.DRAFT, [0]),
    "corner_claim_confirm": (claims.CONFIRM, []),
    "corner_claim_decide": (claims.DECIDE, []),
    "ask_sent": (asking.SENT, []),
    "ask_confirm": (asking.CONFIRM, []),
    "alert_confirm": (alerts.CONFIRM, []),
    "alert_stop": (alerts.STOP, []),
    "alert_still": (alerts.STILL, []),
    "alerts": (alerts.PAGE, []),
    "alerts_delete": (alerts.PAGE, []),
    "alert_change": (alerts.PAGE, [0]),
    **{f"asked{name}": (asking.STATUS, []) for name in ("", "_back", "_helped", "_delete")},
    "interest_sent": (purposes.SENT, []),
    "interest_confirm": (purposes.CONFIRM, []),
    "interest_worked": (purposes.WORKED, []),
    "offer_sent": (purposes.OFFER_SENT, []),
    "offer_confirm": (purposes.OFFER_CONFIRM, []),
    "offer_proposal": (purposes.PROPOSAL, []),
    **{f"interest_host{name}": (purposes.HOST, []) for name in ("", "_close")},
    **{
        f"volunteer_{name}": (purposes.MINE, [])
        for name in ("page", "change", "email", "data", "keep", "erase")
    },
    **{
        f"volunteer_{name}": (purposes.MINE, [0])
        for name in ("write", "withdraw", "offer_change", "offer_pause", "offer_withdraw")
    },
    "volunteer_address": (purposes.ADDRESS, []),
}
# Private: for who has opened a corner. What stands in it belongs to organisation A, or is
# itself a part of the address.
IN_THE_CORNER: dict[str, list[str]] = {
    **{
        f"corner_{name}": []
        for name in (
            "leave",
            "leave_everywhere",
            "profile_edit",
            "profile_valid",
            "person_add",
            "call_new",
        )
    },
    "corner": [],
    "corner_profile_version": ["pl"],
    "corner_call_version": ["call", "pl"],
    "corner_switch": ["person"],
    "corner_sent": ["sent"],
    "corner_person_remove": ["person"],
    "corner_interest": ["interest"],
    **{
        f"corner_call_{name}": ["call"]
        for name in (
            "copy",
            "edit",
            "valid",
            "pause",
            "resume",
            "found",
            "close",
            "extend",
        )
    },
}
# The staff's: who reads them.
READERS = frozenset({"admin", "Moderators", "Editors"})
STAFF: dict[str, frozenset[str]] = {
    **dict.fromkeys(("desk", "desk_results", "desk_submission", "desk_look"), READERS),
    "freshness_report": READERS,
    "desk_facts": frozenset({"admin", "Moderators"}),
    "desk_reports": frozenset({"admin", "Moderators"}),
    "desk_mails": frozenset({"admin", "Moderators"}),
    "claims": frozenset({"admin", "Moderators"}),
    **dict.fromkeys(
        ("asked_desk", "asked_desk_results", "asked_desk_question", "asked_desk_publish"),
        frozenset({"admin", "Experts"}),
    ),
    **dict.fromkeys(
        ("guide_feedback", "guide_feedback_results"),
        frozenset({"admin", "Experts", "Moderators", "Editors"}),
    ),
    **dict.fromkeys(
        (
            *("interest_desk", "interest_desk_results", "interest_desk_page"),
            *("interest_desk_export", "interest_desk_erase"),
            *("offer_desk", "offer_desk_results", "offer_desk_page", "offer_desk_erase"),
            "offer_desk_call",
            *("volunteer_sames", "volunteer_merge", "volunteer_part"),
        ),
        frozenset({"admin", "Brokers"}),
    ),
    "volunteer_outcomes": READERS | {"Brokers"},
    **dict.fromkeys(("volunteer_openings", "volunteer_openings_results"), frozenset({"admin"})),
    **dict.fromkeys(("search_report", "search_report_results", "kept_searches"), READERS),
    **dict.fromkeys(
        ("translation_report", "translation_report_results", "translation_upload"),
        frozenset({"admin", "Moderators", "Editors", "Translators", "Experts"}),
    ),
}
ELSEWHERE = {
    "report": "public, with the number of an entry: tests/test_reports.py",
    "guide_useful": "public, with the number of a guide: tests/test_guides.py",
    "translation_reports": "leads to the first report: tests/test_translation_report.py",
    "translation_files": "files, or back to the report: tests/test_po_exchange.py",
    "interest": "public, with the number of a call: tests/test_interest.py",
    "ask_similar": "public, answers to a script only: tests/test_asking.py",
}
ROLES = ["admin", "Moderators", "Editors", "Translators", "Experts", "Brokers", ""]
