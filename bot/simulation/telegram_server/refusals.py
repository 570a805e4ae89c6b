"""What Telegram says when it refuses: the texts stand in the official server's `Client.cpp`."""

from typing import Any


class RefusalError(Exception):
    """An answer with `ok: false`."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def to_json(self) -> dict[str, Any]:
        """Return the answer's body."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        return {**body, "parameters": self.parameters} if self.parameters else body


CHAT_NOT_FOUND = (400, "Bad Request: chat not found")
CHAT_ID_EMPTY = (400, "Bad Request: chat_id is empty")
TEXT_EMPTY = (400, "Bad Request: message text is empty")
TEXT_TOO_LONG = (400, "Bad Request: message is too long")
CAPTION_TOO_LONG = (400, "Bad Request: message caption is too long")
MARKUP_UNREADABLE = (400, "Bad Request: can't parse reply keyboard markup JSON object")
BUTTON_UNREADABLE = (
    400,
    "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
)
BUTTON_DATA = (400, "Bad Request: BUTTON_DATA_INVALID")
MARKUP_TOO_LONG = (400, "Bad Request: reply markup is too long")
_SAME = "specified new message content and reply markup are exactly the same as a current content and reply markup"
NOT_MODIFIED = (400, f"Bad Request: message is not modified: {_SAME} of the message")
NO_MESSAGE_TO_EDIT = (400, "Bad Request: message to edit not found")
NOT_OURS_TO_EDIT = (400, "Bad Request: message can't be edited")
NO_MESSAGE_TO_REPLY = (400, "Bad Request: message to be replied not found")
QUERY_TOO_OLD = (400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
ANSWER_TOO_LONG = (400, "Bad Request: MESSAGE_TOO_LONG")
COMMAND_INVALID = (400, "Bad Request: BOT_COMMAND_INVALID")
DESCRIPTION_INVALID = (400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")
NO_FILE = (400, "Bad Request: there is no document in the request")
FILE_ID = (400, "Bad Request: invalid file_id")
PRIVATE_CHAT = (400, "Bad Request: chat member status can't be changed in private chats")
BLOCKED = (403, "Forbidden: bot was blocked by the user")
DEACTIVATED = (403, "Forbidden: user is deactivated")
LEFT = (403, "Forbidden: bot was kicked from the group chat")
UNAUTHORIZED = (401, "Unauthorized")
NOT_FOUND = (404, "Not Found")
OTHER_POLLER = (
    409,
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
)
INTERNAL = (500, "Internal Server Error")
