"""The fake Telegram against python-telegram-bot's own parsing: it reads every object the fake makes."""

import pytest
import telegram as ptb

from bot.simulation.telegram_server.contents import CONTENTS

NOT_TELEGRAMS = {"hologram"}


@pytest.fixture
async def bot(telegram):
    async with ptb.Bot(telegram.token, base_url=f"{telegram.url}/bot") as bot:
        yield bot


@pytest.mark.parametrize("kind", sorted(set(CONTENTS) - NOT_TELEGRAMS))
async def test_whatever_a_person_sends_can_be_read(telegram, bot, kind):
    telegram.person().sends(kind)
    (update,) = await bot.get_updates()
    for key in CONTENTS[kind]:
        assert getattr(update.message, key), key
    assert not update.message.api_kwargs


async def test_a_kind_that_does_not_exist_yet_is_kept_aside(telegram, bot):
    telegram.person().sends("hologram")
    (update,) = await bot.get_updates()
    assert update.message.api_kwargs == {"hologram": {"depth": 3}}


async def test_words_edits_replies_and_forwards_can_be_read(telegram, bot):
    an = telegram.person(language="fr")
    await bot.send_message(an.chat_id, "Dag")
    an.says("/start abc", reply_to=1)
    an.edits("oui")
    an.says("hm", forwarded=True)
    first, second, third = await bot.get_updates()
    assert first.message.entities[0].type == "bot_command"
    assert (first.message.reply_to_message.text, first.effective_user.language_code) == ("Dag", "fr")
    assert (second.edited_message.text, second.edited_message.message_id) == ("oui", first.message.message_id)
    assert third.message.forward_origin.type == "hidden_user"


async def test_an_album_has_one_name(telegram, bot):
    telegram.person().sends_album(10, "Onze buurt")
    updates = await bot.get_updates()
    assert len({update.message.media_group_id for update in updates}) == 1
    assert [update.message.caption for update in updates] == ["Onze buurt"] + [None] * 9


async def test_a_tap_can_be_read_and_answered(telegram, bot):
    an = telegram.person()
    keyboard = ptb.InlineKeyboardMarkup([[ptb.InlineKeyboardButton("Ja", callback_data="v1:ja")]])
    await bot.send_message(an.chat_id, "Kom je?", reply_markup=keyboard)
    tap = an.taps("Ja")
    (update,) = await bot.get_updates()
    assert (update.callback_query.data, update.callback_query.message.text) == ("v1:ja", "Kom je?")
    await update.callback_query.answer()
    assert an.was_answered(tap)


async def test_blocking_and_groups_can_be_read(telegram, bot):
    an, group = telegram.person(), telegram.group()
    an.blocks()
    an.unblocks()
    an.says_in(group, "hallo")
    blocked, unblocked, spoken = await bot.get_updates()
    assert blocked.my_chat_member.new_chat_member.status == "kicked"
    assert unblocked.my_chat_member.new_chat_member.status == "member"
    assert spoken.effective_chat.type == "supergroup"
    assert await bot.leave_chat(group.id)


async def test_what_the_bot_says_comes_back_as_telegram_would_give_it(telegram, bot):
    an = telegram.person()
    said = await bot.send_message(an.chat_id, "Dag")
    file = await bot.send_document(an.chat_id, b"{}", caption="Kopie", filename="kopie.json")
    changed = await bot.edit_message_text("Dag!", an.chat_id, said.message_id)
    assert (said.text, file.document.file_name, file.caption, changed.text) == ("Dag", "kopie.json", "Kopie", "Dag!")
    assert [heard.document for heard in an.has_heard()] == [None, ("kopie.json", b"{}")]


async def test_the_other_methods_answer(telegram, bot):
    an = telegram.person()
    assert bot.username == "MeespraakTestBot"
    assert await bot.delete_webhook()
    assert await bot.set_my_commands([("start", "Begin")], language_code="nl")
    assert await bot.set_my_description("Een chatbot", language_code="nl")
    assert await bot.send_chat_action(an.chat_id, "typing")
    assert (await bot.get_file("file-voice")).file_id == "file-voice"
