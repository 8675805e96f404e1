"""insigne.kernel.outbox: decided once, sent once, tried again after a passing fault, given up for good."""

from datetime import timedelta

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries

from insigne.kernel import clock, outbox
from insigne.kernel.ids import new_id
from insigne.kernel.models import OutboxMessage

pytestmark = pytest.mark.django_db


class Post:
    """A sender that keeps what it sent, and fails as told."""

    def __init__(self) -> None:
        self.sent: list[outbox.Outgoing] = []
        self.failures: list[Exception] = []

    def __call__(self, outgoing: outbox.Outgoing) -> None:
        if self.failures:
            raise self.failures.pop(0)
        self.sent.append(outgoing)


@pytest.fixture
def post(monkeypatch: pytest.MonkeyPatch) -> Post:
    sender = Post()
    monkeypatch.setattr(outbox, "_ways", [])
    outbox.deliver_with(sender)
    return sender


def _mail(key: str = "award:1") -> outbox.Mail:
    return outbox.Mail(key, new_id(), "lea@example.org", "fr", "awards/mails/signed", {"badge": "Étoile"})


def test_enqueueing_is_one_query_and_idempotent(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        outbox.enqueue([_mail(f"award:{n}") for n in range(50)])
    outbox.enqueue([_mail("award:7"), _mail("award:50")])
    assert OutboxMessage.objects.count() == 51
    outbox.enqueue([])


def test_a_message_id_is_fixed_by_its_key_and_tells_nothing(post: Post) -> None:
    outbox.enqueue([_mail("unlock:SECRET")])
    outbox.send_some()
    (outgoing,) = post.sent
    assert outgoing.message_id == outbox.message_id("unlock:SECRET")
    assert "SECRET" not in outgoing.message_id
    assert outgoing.message_id.endswith("@127.0.0.1>")
    assert outgoing.mail.facts == {"badge": "Étoile"}


def test_a_mail_leaves_once(post: Post) -> None:
    outbox.enqueue([_mail()])
    assert outbox.send_some()
    assert not outbox.send_some()
    outbox.enqueue([_mail()])
    assert outbox.send_all() == 0
    assert len(post.sent) == 1
    state = outbox.states(["award:1", "unknown"])
    assert list(state) == ["award:1"]
    assert state["award:1"].state == "sent"
    assert state["award:1"].sent_at is not None


def test_a_passing_fault_is_tried_again_later(post: Post) -> None:
    post.failures = [ConnectionRefusedError("no answer"), TimeoutError()]
    outbox.enqueue([_mail()])
    with time_machine.travel(clock.now(), tick=False) as traveller:
        assert outbox.send_some()
        assert outbox.states(["award:1"])["award:1"].error == "ConnectionRefusedError: no answer"
        assert not outbox.send_some()
        traveller.shift(11)
        assert outbox.send_some()
        assert not outbox.send_some()
        traveller.shift(21)
        assert outbox.send_some()
    assert len(post.sent) == 1
    assert post.sent[0].attempts == 2


def test_a_fault_that_lasts_two_hours_loses_no_mail(post: Post) -> None:
    outbox.enqueue([_mail()])
    with time_machine.travel(clock.now(), tick=False) as traveller:
        for _ in range(24):
            post.failures = [ConnectionRefusedError()]
            outbox.send_some()
            traveller.shift(300)
        post.failures = []
        traveller.shift(outbox.LONGEST_WAIT_SECONDS)
        outbox.send_some()
    assert len(post.sent) == 1


def test_a_mail_that_never_leaves_fails_in_the_end(post: Post) -> None:
    outbox.enqueue([_mail()])
    with time_machine.travel(clock.now(), tick=False) as traveller:
        for _ in range(outbox.MAX_ATTEMPTS):
            post.failures = [ConnectionRefusedError()]
            assert outbox.send_some()
            traveller.shift(outbox.LONGEST_WAIT_SECONDS + 1)
        assert not outbox.send_some()
    assert outbox.states(["award:1"])["award:1"].state == "failed"


def test_a_mail_refused_for_good_is_not_tried_again(post: Post) -> None:
    post.failures = [outbox.RefusedForGood("no such mailbox")]
    outbox.enqueue([_mail()])
    assert outbox.send_all() == 1
    assert outbox.states(["award:1"])["award:1"].state == "failed"


def test_one_bad_mail_holds_back_no_other(post: Post) -> None:
    post.failures = [ValueError("bad template")]
    outbox.enqueue([_mail(f"award:{n}") for n in range(45)])
    outbox.send_all()
    assert len(post.sent) == 44


def test_a_killed_workers_lease_ends_by_itself(post: Post) -> None:
    outbox.enqueue([_mail()])
    with time_machine.travel(clock.now(), tick=False) as traveller:
        outbox._claim(outbox.LEASE_SECONDS)
        assert outbox.states(["award:1"])["award:1"].state == "sending"
        assert not outbox.send_some()
        traveller.shift(timedelta(seconds=outbox.LEASE_SECONDS + 1))
        assert outbox.send_some()
    assert len(post.sent) == 1


def test_only_the_mail_in_hand_waits_long_when_its_worker_is_killed(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    outbox.enqueue([_mail(f"award:{n}") for n in range(3)])
    monkeypatch.setattr(outbox, "_ways", [])
    outbox.deliver_with(_killed, lease_seconds=300)
    with time_machine.travel(clock.now(), tick=False) as traveller:
        with pytest.raises(KeyboardInterrupt):
            outbox.send_some()
        outbox.deliver_with(post, lease_seconds=300)
        traveller.shift(outbox.CLAIM_SECONDS + 1)
        outbox.send_all()
        assert len(post.sent) == 2
        traveller.shift(300)
        outbox.send_all()
    assert [outgoing.attempts for outgoing in post.sent] == [0, 0, 1]


def _killed(outgoing: outbox.Outgoing) -> None:
    """End as a killed process does: nothing after it is done."""
    raise KeyboardInterrupt


def test_a_mail_that_kills_each_worker_fails_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "_ways", [])
    outbox.deliver_with(_killed, lease_seconds=10)
    outbox.enqueue([_mail()])
    with time_machine.travel(clock.now(), tick=False) as traveller:
        for _ in range(outbox.MAX_ATTEMPTS):
            with pytest.raises(KeyboardInterrupt):
                outbox.send_some()
            traveller.shift(11)
        outbox.send_some()
    assert outbox.states(["award:1"])["award:1"].state == "failed"


def test_a_lease_that_passed_on_is_left_to_its_new_holder(post: Post) -> None:
    outbox.enqueue([_mail()])
    (outgoing,), lease = outbox._claim(outbox.LEASE_SECONDS)
    OutboxMessage.objects.update(lease="another")
    outbox._send_one(outbox._ways[0], outgoing, lease)
    assert post.sent == []
    assert outbox.states(["award:1"])["award:1"].state == "sending"


def test_a_slow_first_mail_keeps_the_others_of_its_claim(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[str] = []
    with time_machine.travel(clock.now(), tick=False) as traveller:

        def slow(outgoing: outbox.Outgoing) -> None:
            traveller.shift(8)
            sent.append(outgoing.message_id)

        monkeypatch.setattr(outbox, "_ways", [])
        outbox.deliver_with(slow, lease_seconds=10)
        outbox.enqueue([_mail(f"award:{n}") for n in range(5)])
        outbox.send_all()
    assert len(sent) == len(set(sent)) == 5


def test_without_a_sender_mails_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "_ways", [])
    outbox.enqueue([_mail()])
    assert not outbox.send_some()
    assert outbox.states(["award:1"])["award:1"].state == "queued"
