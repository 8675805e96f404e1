"""Mails: worded in the recipient's language, whole in themselves, sent once, never a remote picture."""

import email
import re
from email.policy import default

import pytest

from insigne.awards import services as awards
from insigne.awards.intake import RecipientInput
from insigne.delivery import mailbox
from insigne.kernel import outbox
from insigne.kernel.mailway import MailWay
from openbadge import unbake


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MAIL = MailWay(folder=tmp_path / "mails")
    return tmp_path / "mails"


def award(school, language: str = "fr", name: str = "Léa Roux", address: str = "lea@exemple.example"):
    return awards.award_one(
        actor_id=school.coach_id,
        organisation_id=school.organisation.id,
        revision_id=school.badge.id,
        recipient=RecipientInput(address=address, name=name),
        idempotency_key=f"k{language}",
        language=language,
    )


def message(award_id) -> email.message.EmailMessage:
    outbox.send_all()
    data = mailbox.of_key(f"award:{award_id}")
    assert data is not None
    return email.message_from_bytes(data, policy=default)


def test_the_award_mail_in_french(school) -> None:
    found = message(award(school))
    assert found["Subject"] == "Félicitations\u00a0! Vous avez obtenu le badge «\u00a0Être ponctuel\u00a0»"
    assert found["To"] == "lea@exemple.example"
    text = found.get_body(("plain",)).get_content()
    assert "Débloquer votre badge" in text
    assert re.search(r"http://127\.0\.0\.1:8000/unlock/[\w-]{43}/", text)


def test_mails_leave_by_the_way_that_is_set_now(school, settings, tmp_path) -> None:
    message(award(school))
    settings.MAIL = MailWay(folder=tmp_path / "elsewhere")
    assert message(award(school, "en", address="ugo@exemple.example"))["To"] == "ugo@exemple.example"
    assert len(list((tmp_path / "elsewhere").iterdir())) == 1


def test_the_award_mail_in_english(school) -> None:
    found = message(award(school, "en"))
    assert found["Subject"] == "Congratulations! You have earned the badge “Being on time”"
    assert "Unlock your badge" in found.get_body(("html",)).get_content()


def test_i13_no_picture_and_no_link_lead_elsewhere(school) -> None:
    html = message(award(school)).get_body(("html",)).get_content()
    assert re.findall(r'src="([^"]+)"', html) == ["cid:badge@insigne"]
    assert all(link.startswith("http://127.0.0.1:8000/") for link in re.findall(r'href="([^"]+)"', html))


def test_the_mail_itself_carries_the_badge(school) -> None:
    award_id = award(school)
    outbox.send_all()
    from insigne.awards.models import Credential

    body = Credential.objects.get(award_id=award_id).body
    assert unbake(mailbox.of_key(f"award:{award_id}")) == bytes(body)


def test_a_name_cannot_write_markup_or_headers(school) -> None:
    found = message(award(school, name="<b>Léa</b>\r\nBcc: x@y.example"))
    assert found["Bcc"] is None
    assert "<b>Léa</b>" not in found.get_body(("html",)).get_content()


def test_sending_the_same_mail_again_leaves_one_file(school, folder) -> None:
    award(school)
    outbox.send_all()
    from insigne.kernel.models import OutboxMessage

    OutboxMessage.objects.update(state="queued", not_before_at="2020-01-01T00:00:00Z")
    outbox.send_all()
    assert len(list(folder.glob("*.eml"))) == 1
    assert not list(folder.glob("*.part"))


def test_a_folder_that_cannot_be_written_keeps_the_mail_queued(school, folder) -> None:
    award_id = award(school)
    folder.parent.mkdir(exist_ok=True)
    folder.write_text("a file where the folder should be")
    outbox.send_some()
    assert outbox.states([f"award:{award_id}"])[f"award:{award_id}"].state == "queued"


def test_the_mailbox_is_for_the_demo_only(school, client, settings) -> None:
    settings.DEMO = False
    assert client.get("/mails/").status_code == 404
