import pytest
from collections import Counter
from tests.test_translation_report import *
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rooms")]
def test_q(rooms, moderator):
    for number in range(3):
        factories.opportunity(title=f"V {number}")
    for number in range(5):
        work = begin(moderator, news(title=f"D {number}"))
    report(moderator)
    with CaptureQueriesContext(connection) as captured:
        report(moderator)
    c=Counter(q["sql"][:150] for q in captured.captured_queries)
    for k,v in c.most_common(14): print(v,k)
    print(len(captured))
    assert 0
