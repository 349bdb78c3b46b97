from hypothesis import given
from hypothesis import strategies as st

from whichmodel.server import limits
from whichmodel.server.limits import CLIENTS, Limits, network


@given(
    rate=st.floats(0.5, 100),
    pauses=st.lists(st.floats(0, 5), min_size=1, max_size=200),
)
def test_nobody_gets_more_than_the_rate_and_one_burst(rate: float, pauses: list[float]) -> None:
    bucket, now, passed = Limits(rate), 0.0, 0
    for pause in pauses:
        now += pause
        passed += bucket.wait("client", now) == 0
    assert passed <= max(1, rate * limits.SECONDS) + now * rate + 1


def test_who_waits_as_long_as_told_may_go_ahead() -> None:
    bucket, now = Limits(2), 0.0
    while not (wait := bucket.wait("client", now)):
        pass
    assert bucket.wait("client", now + wait / 2) > 0
    assert bucket.wait("client", now + wait + 1e-6) == 0


def test_clients_do_not_share_and_are_forgotten_in_time() -> None:
    bucket = Limits(1)
    assert [bucket.wait(str(number), 0.0) for number in range(CLIENTS + 10)] == [0.0] * (
        CLIENTS + 10
    )
    assert len(bucket._buckets) == CLIENTS


def test_a_rate_of_nothing_limits_nobody() -> None:
    assert [Limits(0).wait("client", 0.0) for _ in range(100)] == [0.0] * 100


def test_a_network_of_ipv6_is_one_client() -> None:
    assert network("2001:db8::1") == network("2001:db8::ffff:1")
    assert network("2001:db8::1") != network("2001:db8:0:1::1")
    assert network("192.0.2.1") != network("192.0.2.2")
    assert network("no address") == "no address"
