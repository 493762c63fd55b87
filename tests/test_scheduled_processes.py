"""Several workers on one schedule: real processes, each thing is done once."""

import datetime
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry, Revision

from opportunities.models import Opportunity
from portal.common import schedule
from tests import factories
from tests.database import database_url

START = "import django; django.setup(); from tests.schedule_process import main; main()"
PATIENCE = 120
HOUR = datetime.timedelta(hours=1)
COMING, ENDING = 12, 6


@pytest.fixture
def due(transactional_db: None) -> None:
    """Calls that should have come, and others that should have gone, while no worker ran."""
    now, town, field = timezone.now(), factories.place(), factories.field()
    host = factories.organisation(language="en")
    facts: dict[str, Any] = {
        "organisation": host,
        "places": [town],
        "fields": [field],
        "language": "en",
    }
    for _ in range(COMING):
        call = factories.opportunity(**facts, live=False)
        call.go_live_at = now + HOUR
        call.save_revision().publish()
    for _ in range(ENDING):
        factories.opportunity(**facts, expire_at=now - HOUR)
    Revision.objects.filter(approved_go_live_at__gt=now).update(approved_go_live_at=now)
    Opportunity.objects.filter(go_live_at__gt=now).update(go_live_at=now)
    for revision in Revision.objects.exclude(approved_go_live_at=None):
        revision.content["go_live_at"] = now.isoformat()
        revision.save()


def worker(var: Path) -> "subprocess.Popen[bytes]":
    """Start a process that does what is due."""
    env = {
        **os.environ,
        "DATABASE_URL": database_url(),
        "VAR_DIR": str(var),
        "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
    }
    return subprocess.Popen([sys.executable, "-c", START], env=env)


def test_two_workers_publish_and_end_each_thing_once(due: None, tmp_path: Path) -> None:
    workers = [worker(tmp_path) for _ in range(2)]
    assert [process.wait(PATIENCE) for process in workers] == [0, 0]
    assert Opportunity.objects.live().count() == COMING
    assert Opportunity.objects.filter(expired=True).count() == ENDING
    told = Counter(
        (entry.object_id, entry.action)
        for entry in ModelLogEntry.objects.filter(action__in=[schedule.GO_LIVE, schedule.END])
    )
    assert set(told.values()) == {1}
    assert len(told) == COMING + ENDING
