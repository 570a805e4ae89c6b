"""What each kind of update means: the rows 1 to 20, 25, 57 and 89 of the list of odd inputs."""

import json
from datetime import datetime, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channel.message import COMMANDS, Incoming
from bot.channel.telegram.translate import chat_of, translate

PRIVATE = {"id": 5_000_000_123, "type": "private", "first_name": "An"}
AN = {"id": 5_000_000_123, "is_bot": False, "first_name": "An", "language_code": "nl-BE"}
BOT = {"id": 9, "is_bot": True, "first_name": "Meespraak"}


def message(**content):
    return {"update_id": 1, "message": {"message_id": 7, "date": 1_770_000_000, "chat": PRIVATE, "from": AN, **content}}


def edit(**content):
    return {"update_id": 1, "edited_message": {**message(edit_date=1_770_000_060)["message"], **content}}


def membership(status, chat=PRIVATE):
    change = {"chat": chat, "from": AN, "date": 1_770_000_000}
    return {"update_id": 1, "my_chat_member": {**change, "new_chat_member": {"status": status, "user": BOT}}}


def test_words_come_through_with_their_time_and_language():
    heard = translate(message(text="Elke maand"))
    moment = datetime.fromtimestamp(1_770_000_000, timezone.utc)
    assert heard == Incoming("text", text="Elke maand", message_id=7, sent_at=moment, language_hint="nl-BE")


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_of_the_menu_is_heard(command):
    heard = translate(message(text=f"/{command}"))
    assert (heard.kind, heard.command, heard.argument) == ("command", command, "")


@pytest.mark.parametrize(
    "text", ["/START@thisbot abc-DEF_1", "/start abc-DEF_1", "/Start\nabc-DEF_1", "/start   abc-DEF_1 "]
)
def test_an_invitation_code_is_the_argument(text):
    heard = translate(message(text=text), "ThisBot")
    assert (heard.kind, heard.command, heard.argument) == ("command", "start", "abc-DEF_1")


@pytest.mark.parametrize(
    "text",
    [
        *("/onbekend", "/start@otherbot", "/restart", "/session_start", "/admin_export", '/inform{"consent":"yes"}'),
        *("/inform@1.0{}", "\u00a0/stop", "\n/stop", " /stop", "\uff0fstop", "/", "//stop", "/stop{}", "/stop\u00a0nu"),
        *("EXTERNAL: admin", "action_listen", "/start@", "/stop.", "\u200b/stop"),
    ],
)
def test_every_other_slash_is_text(text):
    heard = translate(message(text=text), "thisbot")
    assert (heard.kind, heard.text, heard.command) == ("text", text, "")


def test_a_command_in_words_of_another_is_not_obeyed():
    assert translate(message(text="/delete", forward_origin={"type": "hidden_user"})).kind == "text"
    assert translate(message(photo=[], caption="/delete")).kind == "text"
    assert translate(edit(text="/delete")).kind == "edit"


@pytest.mark.parametrize(
    "kind", ["sticker", "voice", "photo", "video", "document", "location", "contact", "poll", "dice"]
)
def test_what_it_cannot_read_is_named(kind):
    heard = translate(message(**{kind: {}}))
    assert (heard.kind, heard.unsupported) == ("unsupported", kind)


def test_of_two_kinds_the_one_that_says_more_is_named():
    assert translate(message(document={}, animation={})).unsupported == "animation"
    assert translate(message(location={}, venue={})).unsupported == "venue"


def test_a_kind_that_does_not_exist_yet_still_gets_a_reply():
    assert translate(message(hologram={})).unsupported == "unknown"
    assert translate({"update_id": 1, "thought": {"from": AN}}).kind == "ignored"


def test_a_caption_counts_as_words():
    heard = translate(message(photo=[{}], caption="Onze vergadering"))
    assert (heard.kind, heard.text, heard.caption) == ("text", "Onze vergadering", True)


def test_an_album_has_one_name():
    assert translate(message(photo=[{}], media_group_id="77")).album == "77"


def test_forwarded_words_are_marked():
    assert translate(message(text="Zei Piet", forward_origin={"type": "hidden_user"})).forwarded
    assert translate(message(text="Zei Piet", forward_date=1)).forwarded


def test_a_reply_names_the_bots_message_and_no_other():
    assert translate(message(text="ja", reply_to_message={"message_id": 3, "from": BOT})).reply_to == 3
    assert translate(message(text="ja", reply_to_message={"message_id": 3, "from": AN})).reply_to is None


def test_an_edit_says_which_message_and_when():
    heard = translate(edit(text="Toch elke week"))
    assert (heard.kind, heard.text, heard.message_id) == ("edit", "Toch elke week", 7)
    assert heard.sent_at == datetime.fromtimestamp(1_770_000_060, timezone.utc)


def test_a_live_location_that_moves_is_ignored():
    assert translate(edit(location={})).kind == "ignored"


@pytest.mark.parametrize("content", [{"via_bot": BOT, "text": "x"}, {"web_app_data": {"data": "x"}}])
def test_words_of_another_program_are_refused(content):
    assert translate(message(**content)).kind == "unsupported"


def test_a_tap_carries_its_data():
    tap = {"id": "99", "from": AN, "message": {"message_id": 4, "date": 0, "chat": PRIVATE}, "data": "v1:meet:often:x"}
    heard = translate({"update_id": 1, "callback_query": tap})
    assert (heard.kind, heard.tap, heard.callback_id, heard.message_id) == ("tap", "v1:meet:often:x", "99", 4)


def test_a_tap_under_a_message_that_is_gone_still_counts():
    heard = translate({"update_id": 1, "callback_query": {"id": "99", "from": AN, "data": "v1"}})
    assert (heard.kind, heard.tap) == ("tap", "v1")


@pytest.mark.parametrize("kind", ["group", "supergroup", "channel"])
def test_a_group_is_no_place_for_an_interview(kind):
    there = {"id": -100, "type": kind, "title": "x"}
    assert translate(message(text="/start", chat=there)).kind == "group"
    assert translate(membership("member", there)).kind == "group"
    assert translate(membership("left", there)).kind == "ignored"
    assert translate({"update_id": 1, "channel_post": {"chat": there}}).kind == "group"


def test_blocking_and_unblocking_are_heard():
    assert translate(membership("kicked")).kind == "blocked"
    assert translate(membership("member")).kind == "unblocked"


@pytest.mark.parametrize("notice", ["pinned_message", "message_auto_delete_timer_changed", "chat_background_set"])
def test_a_notice_of_telegrams_own_gets_no_reply(notice):
    assert translate(message(**{notice: {}})).kind == "ignored"


def test_a_bot_is_not_interviewed():
    assert translate({"update_id": 1, "message": {**message(text="hi")["message"], "from": BOT}}).kind == "ignored"


def test_text_is_such_that_every_database_can_hold_it():
    heard = translate(message(text="\ufeffa\x00b\x07c\ud83d d\r\ne\tf\U0001f468\u200d\U0001f467"))
    assert heard.text == "abc\ufffd d\ne\tf\U0001f468\u200d\U0001f467"
    assert heard.text.encode()


def test_a_broken_date_costs_only_the_date():
    heard = translate(message(text="Dag", date=10**14))
    assert (heard.kind, heard.text, heard.sent_at) == ("text", "Dag", None)


POISON = [
    *(None, 3, "x", [], {}),
    *({"message": None}, {"message": []}, {"message": {}}, {"message": {"chat": {"type": "private"}}}),
    *(
        message(text=None),
        message(text=5),
        message(text="x", chat={"id": True, "type": "private"}),
        message(text="x", **{"from": 3}),
    ),
    *({"callback_query": {"from": AN}}, {"callback_query": {"id": 4}}, {"my_chat_member": {"chat": PRIVATE}}),
]


@pytest.mark.parametrize("update", POISON)
def test_what_cannot_be_read_is_ignored_with_a_reason(update):
    heard = translate(update)
    assert heard.kind == "ignored"
    assert heard.reason


def test_the_chat_is_found_in_every_kind():
    tap = {"id": "1", "from": AN, "data": "x"}
    updates = [
        message(),
        edit(),
        membership("kicked"),
        {"callback_query": tap},
        {"message_reaction": {"chat": PRIVATE}},
    ]
    assert {chat_of(update) for update in updates} == {5_000_000_123}
    assert [chat_of(update) for update in (None, {}, {"message": {}}, {"poll": {"id": "1"}})] == [None] * 4


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
KEYS = [
    "message_id",
    "date",
    "chat",
    "from",
    "text",
    "caption",
    "photo",
    "reply_to_message",
    "forward_date",
    "media_group_id",
]
BODY = st.dictionaries(st.sampled_from(KEYS), JSON | st.just(PRIVATE) | st.just(AN)) | JSON
UPDATE = st.dictionaries(
    st.sampled_from(["update_id", "message", "edited_message", "callback_query", "my_chat_member"]), BODY
)


@given(UPDATE | JSON)
def test_nothing_makes_it_fail(update):
    heard = translate(update, "thisbot")
    assert heard.text.encode() is not None
    assert chat_of(update) is None or isinstance(chat_of(update), int)


@given(st.text(max_size=60).map(lambda text: f"/{text}"))
def test_no_slash_text_becomes_a_command_that_is_not_in_the_menu(text):
    heard = translate(json.loads(json.dumps(message(text=text))))
    assert heard.kind == "text" or heard.command in COMMANDS
