"""Two cities: what is kept in one never tells of the other, and leads back to where it was kept."""

import pytest

from alerts import flow, telling
from alerts.models import Question
from portal.common.models import Mail
from search.models import Reach
from tests import factories
from tests.alerting import keep, kept, link, news
from tests.second_site import HOST, Cities
from tests.sites import Portal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_locks")]
AT_SECOND = f"http://{HOST}"


def test_each_city_tells_of_what_it_shows_and_leads_to_itself(
    cities: Cities, kept_portal: Portal
) -> None:
    near = factories.region("PL-02")
    Reach.objects.create(site=cities.second).regions.add(near)
    kept_portal.rebuild()
    for client, email in ((cities.at_first, "one@x.example"), (cities.at_second, "two@x.example")):
        assert keep(client, "?q=call", email=email).status_code == 302
    # The same words in two cities are two questions.
    assert Question.objects.count() == 2
    for mail in Mail.objects.filter(event__startswith="alert-confirm"):
        assert (AT_SECOND in mail.text) is (mail.to == "two@x.example")
    for question in Question.objects.all():
        for alert in question.alerts.all():
            flow.confirm(alert)
    town, other = factories.place("Jelenia Góra", region=near), factories.place("Turnov")
    for title, places in (("Near call", [town]), ("Far call", [other])):
        factories.opportunity(language="en", title=title, places=places)
    kept_portal.rebuild()
    telling.tell()
    told = {mail.to: mail for mail in news()}
    assert "Near call" in told["one@x.example"].text
    assert "Far call" in told["one@x.example"].text
    second = told["two@x.example"]
    assert "Near call" in second.text
    assert "Far call" not in second.text
    assert "Second city" in second.text
    assert second.unsubscribe.startswith(f"{AT_SECOND}/en/kept/stop/")
    assert "Second city" not in told["one@x.example"].text
    assert AT_SECOND not in told["one@x.example"].text


def test_one_page_shows_what_is_kept_in_both_cities(cities: Cities, kept_portal: Portal) -> None:
    alert = kept("?q=dogs")
    keep(cities.at_second, "?q=cats")
    for row in alert.reader.alerts.filter(confirmed_at=None):
        flow.confirm(row)
    page = cities.at_first.get(f"/en/kept/{link(flow.PAGE, alert.reader_id)}/").content.decode()
    assert "dogs" in page
    assert "cats" in page
