"""What a message without words holds."""

import re
from collections.abc import Mapping
from typing import Any

_CANNOT_READ = (
    *("sticker", "voice", "audio", "photo", "live_photo", "video", "video_note", "animation", "document", "story"),
    *("venue", "location", "contact", "poll", "checklist", "dice", "game", "paid_media", "gift", "unique_gift"),
    *("giveaway", "giveaway_winners", "invoice", "successful_payment", "passport_data", "web_app_data"),
    *("users_shared", "chat_shared"),
)
"""Kinds of message; of two that come together the one that says more stands first (animation, venue)."""
_KIND_ORDER = sorted(_CANNOT_READ, key=lambda kind: kind in ("document", "location"))

_NOTICES = re.compile(
    "pinned_message|message_auto_delete_timer_changed|connected_website|write_access_allowed|chat_background_set"
    "|proximity_alert_triggered|boost_added|refunded_payment|migrate_.*|new_chat_.*|left_chat_member|delete_chat_photo"
    "|.*_created|.*_changed|.*_edited|.*_closed|.*_reopened|.*hidden|.*_scheduled|.*_started|.*_ended|.*_invited|.*_set"
    "|checklist_tasks_.*|poll_option_.*|suggested_post_.*|giveaway_completed|gift_.*|chat_owner_.*",
)
"""What Telegram says about a chat by itself. Nobody asked us anything."""

_ENVELOPE = frozenset(
    (
        *("message_id", "message_thread_id", "direct_messages_topic", "from", "sender_chat", "sender_boost_count"),
        *("sender_business_bot", "chat", "date", "edit_date", "business_connection_id", "forward_origin"),
        *("forward_date", "is_topic_message", "is_automatic_forward", "reply_to_message", "external_reply", "quote"),
        *("reply_to_story", "reply_to_checklist_task_id", "via_bot", "has_protected_content", "is_from_offline"),
        *("is_paid_post", "media_group_id", "author_signature", "paid_star_count", "entities"),
        *("link_preview_options", "suggested_post_info", "effect_id", "caption_entities"),
        *("show_caption_above_media", "has_media_spoiler", "reply_markup", "sender_tag", "guest_query_id"),
    ),
)
"""What every message may carry beside what it says."""


def content_of(message: Mapping[str, Any]) -> str | None:
    """Return what a person sent instead of words, such as `sticker`, or None for a notice of Telegram's own.

    A kind that Telegram adds one day is `unknown`: a person who gets no reply is worse off than one who
    gets a reply too many.
    """
    for kind in _KIND_ORDER:
        if kind in message:
            return kind
    contents = [key for key in message if key not in _ENVELOPE]
    if not contents or any(_NOTICES.fullmatch(key) for key in contents):
        return None
    return "unknown"
