"""Videos elsewhere: from the address that people copy to the one that plays."""

import re
from urllib.parse import urlsplit

from django.conf import settings

# What people copy → which player, and where it plays that video. Vimeo's unlisted videos
# have a second key.
PLAYED = (
    (
        re.compile(
            r"https?://(?:(?:www\.|m\.)?youtube\.com/(?:watch\?(?:[^#]*&)?v=|shorts/|live/|embed/)"
            r"|youtu\.be/)([\w-]{11})(?![\w-])"
        ),
        "youtube",
        "/embed/{0}",
    ),
    (
        re.compile(r"https?://(?:www\.)?vimeo\.com/(\d{6,12})/?(?:[?#]|$)"),
        "vimeo",
        "/video/{0}?dnt=1",
    ),
    (
        re.compile(r"https?://(?:www\.)?vimeo\.com/(\d{6,12})/([0-9a-f]{6,20})/?(?:[?#]|$)"),
        "vimeo",
        "/video/{0}?h={1}&dnt=1",
    ),
)


def player(url: str) -> str:
    """Return the address that plays the video at ``url``; "" where that is not known."""
    for pattern, name, path in PLAYED:
        if found := pattern.match(url):
            return str(settings.VIDEO_PLAYERS[name]) + path.format(*found.groups())
    return ""


def host(url: str) -> str:
    """Return where a video is: ``youtube.com``."""
    return (urlsplit(url).hostname or "").removeprefix("www.").removeprefix("m.")
