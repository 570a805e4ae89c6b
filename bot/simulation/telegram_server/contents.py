"""What people send instead of words, as Telegram describes it."""

from typing import Any


def _file(name: str, **more: Any) -> dict[str, Any]:
    return {"file_id": f"file-{name}", "file_unique_id": f"unique-{name}", "file_size": 2048, **more}


def _picture(**more: Any) -> dict[str, Any]:
    return _file("picture", width=320, height=240, **more)


_SOMEWHERE = {"latitude": 51.05, "longitude": 3.72}
_STICKER = {"type": "regular", "is_animated": False, "is_video": False, "emoji": "\N{THUMBS UP SIGN}"}
_OPTION = {"persistent_id": "1", "text": "Ja", "voter_count": 0}
_POLL = {
    "id": "1",
    "question": "Kom je?",
    "options": [_OPTION],
    "total_voter_count": 0,
    "is_closed": False,
    "is_anonymous": True,
    "type": "regular",
    "allows_multiple_answers": False,
    "allows_revoting": False,
    "members_only": False,
}
_STRANGER = {"id": 777, "is_bot": True, "first_name": "Gif", "username": "gif"}

CONTENTS: dict[str, dict[str, Any]] = {
    "sticker": {"sticker": {**_picture(), **_STICKER}},
    "voice": {"voice": _file("voice", duration=4, mime_type="audio/ogg")},
    "audio": {"audio": _file("audio", duration=180)},
    "photo": {"photo": [_picture()]},
    "video": {"video": _picture(duration=9)},
    "video_note": {"video_note": _file("note", length=240, duration=9)},
    "animation": {"animation": _picture(duration=2), "document": _file("animation", mime_type="video/mp4")},
    "document": {"document": _file("document", file_name="verslag.docx")},
    "location": {"location": _SOMEWHERE},
    "live_location": {"location": {**_SOMEWHERE, "live_period": 900}},
    "venue": {"venue": {"location": _SOMEWHERE, "title": "Vooruit", "address": "Gent"}, "location": _SOMEWHERE},
    "contact": {"contact": {"phone_number": "+32470000000", "first_name": "Piet"}},
    "poll": {"poll": _POLL},
    "dice": {"dice": {"emoji": "\N{GAME DIE}", "value": 4}},
    "game": {"game": {"title": "Slang", "description": "Een spel", "photo": [_picture()]}},
    "story": {"story": {"chat": {"id": 5, "type": "private", "first_name": "An"}, "id": 3}},
    "web_app_data": {"web_app_data": {"data": "x", "button_text": "Open"}},
    "via_bot": {"via_bot": _STRANGER, "text": "een resultaat"},
    "pinned_message": {
        "pinned_message": {"message_id": 1, "date": 0, "chat": {"id": 5, "type": "private", "first_name": "An"}},
    },
    "hologram": {"hologram": {"depth": 3}},
}
"""By kind; `hologram` does not exist yet, `via_bot` is words of another bot's."""
