"""What somebody may see, take along, withdraw, stop and erase, in the chat itself."""

import json
from typing import Any

from bot.channel.message import Button, Outgoing
from bot.conversation import coach
from bot.conversation.flagging import raise_flag
from bot.conversation.opening import CONSENT_SCOPES, leave, privacy
from bot.conversation.talk import Talk
from bot.store import coaching, holdings, mail, read, write

__all__ = ["choose_withdrawal", "delete", "download", "human", "privacy", "see", "stop", "stop_and_keep", "withdraw"]

WITHDRAW_TAP = "c:0:withdraw"
"""Under what we keep of somebody; it belongs to no question, so it works for as long as the message stands."""
PROFILE = ("role", "language", "age_band", "organisation", "organisation_type", "region", "partnership")


def see(talk: Talk) -> None:
    """Show everything that is kept about this person."""
    shown = holdings.of(talk.session, talk.participant.id)
    talk.say("utter_your_data", answers=len(shown["answers"]), flags=len(shown["flags"]))
    for row in shown["answers"]:
        if row["current"]:
            given = row["said"] if row["missing"] is None else talk.text_of(f"utter_missing_{row['missing']}")
            talk.paragraphs.append(f"• {row['wording']}\n  {given}")
    talk.say("utter_held_about_you")
    talk.paragraphs.append(_profile_lines(talk, shown["participant"]))
    talk.say("utter_your_consents")
    talk.paragraphs.append(_consent_lines(talk))
    _see_coaching(talk, shown)
    talk.say("utter_held_rest", **_counts(talk, shown))
    talk.say("utter_download_hint")
    talk.send(((Button(talk.text_of("utter_button_withdraw"), WITHDRAW_TAP),),))


def _see_coaching(talk: Talk, shown: dict[str, Any]) -> None:
    """Show what is kept of a coach: the questions in full, the rest counted."""
    if not shown["coaching"]:
        return
    [state], questions, ratings = shown["coaching"], shown["guide_question"], shown["guide_rating"]
    weekly = talk.text_of("utter_yes" if state["weekly"] else "utter_no")
    talk.say("utter_guidance_your_data", questions=len(questions), ratings=len(ratings), weekly=weekly)
    said = [row["question"] for row in questions] + [row["missing"] for row in ratings if row["missing"]]
    said += [state["question"]] if state["question"] else []
    if said:
        talk.paragraphs.append("\n".join(f"• {text}" for text in said))


def _profile_lines(talk: Talk, row: dict[str, Any]) -> str:
    """Return what is noted of the person, a line each."""
    noted = [column for column in PROFILE if row[column]]
    return "\n".join(
        f"• {talk.text_of(f'utter_held_{column}')}: {_as_offered(talk, column, row[column])}" for column in noted
    )


def _as_offered(talk: Talk, column: str, value: str) -> str:
    """Return what is noted in the words in which it was offered; what was typed stays as it is."""
    if column == "role":
        return talk.text_of(f"utter_held_role_{value}")
    frame = talk.world.frame
    asked = [frame["opening"]["age_band"]] if column == "age_band" else []
    asked += [frame["asides"]["which_language"]] if column == "language" else []
    asked += [one for guide in talk.world.guides.values() for one in guide.questions if one.serves == column]
    offered = {choice.key: choice.text[talk.language] for question in asked for choice in question.choices}
    return offered.get(value, value)


def _counts(talk: Talk, shown: dict[str, Any]) -> dict[str, object]:
    """Return how many rows there are of what is not shown one by one."""
    return {
        "interviews": len(shown["interviews"]),
        "consents": len(shown["consents"]),
        "earlier": sum(not row["current"] for row in shown["answers"]),
        "received": len(shown["inbox"]),
        "sent": len(shown["outbox"]),
        "begun": len(shown["outreach"]),
        "told": len(shown["told"]),
        "contact": talk.text_of("utter_yes" if shown["contact"] else "utter_no"),
    }


def _consent_lines(talk: Talk) -> str:
    given = read.consents(talk.session, talk.participant.id)
    lines = []
    for scope in CONSENT_SCOPES:
        answer = talk.text_of("utter_yes" if given.get(scope) else "utter_no")
        lines.append(f"• {talk.text_of(f'utter_scope_{scope}')}: {answer}")
    return "\n".join(lines)


def download(talk: Talk) -> None:
    """Send everything that is kept as a file for machines and one for people."""
    shown = holdings.of(talk.session, talk.participant.id)
    talk.say("utter_download")
    talk.send()
    talk.outgoing.append(Outgoing("", document=("meespraak.json", json.dumps(shown, ensure_ascii=False, indent=2))))
    talk.outgoing.append(Outgoing("", document=("meespraak.txt", holdings.readable(shown))))


def delete(talk: Talk) -> None:
    """Ask once whether everything may be erased."""
    talk.ask_aside("delete_sure")


def stop(talk: Talk) -> None:
    """End it for good, at once, whether or not the question that follows (keep or erase?) is ever answered."""
    talk.drop_aside()
    _no_more_tips(talk)
    if talk.participant.role == coach.ROLE and not talk.running:
        _stop_coaching(talk)
        return
    if not read.consents(talk.session, talk.participant.id).get("take_part"):
        leave(talk, "utter_stopped_nothing_kept")
        return
    talk.participant.status = "stopped"
    mail.drop_begun(talk.session, talk.participant.id)
    talk.ask_aside("keep_or_delete")


def _no_more_tips(talk: Talk) -> None:
    """Take back the wish for a tip a week: who begins again later is asked again."""
    state = coaching.find(talk.session, talk.participant.id)
    if state is not None:
        state.weekly = False


def _stop_coaching(talk: Talk) -> None:
    """Send a coach nothing more; what is kept they see and erase as ever, and they may begin again without a new code."""
    talk.participant.status = "stopped"
    mail.drop_begun(talk.session, talk.participant.id)
    talk.say("utter_guidance_stopped")


def go_on(talk: Talk) -> None:
    """Go on after all: the person took back that they stop."""
    talk.participant.status = "active"
    talk.say("utter_we_go_on")


def stop_and_keep(talk: Talk) -> None:
    """Stop; what was said stays, and no message is ever sent again unless the person writes."""
    if talk.interview is not None and talk.interview.status in ("open", "paused"):
        talk.interview.status, talk.interview.ended_at = "stopped", talk.now
    talk.participant.status = "stopped"
    if read.consents(talk.session, talk.participant.id).get("contact") is not False:
        write.record_consent(talk.session, talk.participant, "contact", given=False, edition="withdrawn", now=talk.now)
    talk.say("utter_stopped")
    talk.silent = True


def choose_withdrawal(talk: Talk) -> None:
    """Ask which consent is withdrawn."""
    given = read.consents(talk.session, talk.participant.id)
    scopes = [scope for scope in CONSENT_SCOPES if given.get(scope)]
    if not scopes:
        talk.say("utter_nothing_to_withdraw")
        return
    talk.ask_aside(
        "withdraw_which", [{"key": scope, "text": talk.text_of(f"utter_scope_{scope}")[:40]} for scope in scopes]
    )


def withdraw(talk: Talk, scope: str) -> None:
    """Withdraw one scope; the next report, map or message no longer counts on it."""
    if scope == "take_part":
        stop(talk)
        return
    if scope == "contact":
        mail.drop_begun(talk.session, talk.participant.id)
    if scope in CONSENT_SCOPES:
        write.record_consent(talk.session, talk.participant, scope, given=False, edition="withdrawn", now=talk.now)
        talk.say("utter_withdrawn", scope=talk.text_of(f"utter_scope_{scope}"))


def human(talk: Talk) -> None:
    """Put the wish for a person where staff will see it."""
    raise_flag(talk, "wants_human", "asked")
    talk.say("utter_human" if talk.world.someone_reads else "utter_human_nobody")
