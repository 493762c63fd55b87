"""The worker does what is due, whatever else fails."""

import time

import pytest

from portal.common import jobs, outbox


@pytest.fixture(autouse=True)
def no_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the jobs of the test, on the test's connection."""
    monkeypatch.setattr(jobs, "_jobs", {})
    monkeypatch.setattr(jobs, "close_old_connections", lambda: None)


def test_jobs_run_when_due_and_failures_do_not_stop_the_others(
    caplog: pytest.LogCaptureFixture,
) -> None:
    done: list[str] = []

    def fail() -> None:
        done.append("fail")
        raise LookupError

    def work() -> None:
        done.append("work")
        if done.count("work") == 3:
            jobs.stopping.set()

    jobs.register("fail", fail, every=0.01)
    jobs.register("work", work, every=0.01)
    begun = time.monotonic()
    jobs.run_until_stopped()
    jobs.stopping.clear()
    assert done == ["fail", "work", "work", "work"]
    assert "“fail” failed" in caplog.text
    assert time.monotonic() - begun < 5


def test_trouble_outside_is_told_in_a_line_and_the_job_waits(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def wait_for_a_server() -> None:
        raise jobs.Hindered("Nobody answers")

    job = jobs.Job("send", wait_for_a_server, seconds=1)
    job.run()
    assert job.due > time.monotonic() + jobs.SECONDS_AFTER_FAILURE - 5
    assert [record.getMessage() for record in caplog.records] == [
        "The job “send” has to wait: Nobody answers"
    ]
    assert not caplog.records[0].exc_info


def test_a_job_of_the_same_name_takes_the_place_of_the_first() -> None:
    jobs.register("send", str, every=1)
    jobs.register("send", int, every=2)
    assert [(job.function, job.seconds) for job in jobs._jobs.values()] == [(int, 2)]


def test_the_outbox_has_its_jobs() -> None:
    outbox.register()
    functions = {job.function for job in jobs._jobs.values()}
    assert functions == {outbox.send_due, outbox.give_up_unfinished, outbox.forget}
