"""Phase 4: what the plan has to hold: conditions, hopes, and lessons for other experiments."""

from analytics.report.blocks import Block, Paragraph, Part, Section
from analytics.report.context import Context
from analytics.report.sections.themes import themes
from analytics.report.sections.told import findings, parts


def build(context: Context) -> Section | None:
    """Build the chapter; nothing where there is nothing to base a plan on."""
    words = context.words
    asked = [one for serves in ("conditions", "success") for one in themes(context, serves, "stakeholder")]
    made = [one for one in parts(context, 4) if asked or one.title != words("findings_title")]
    if asked:
        made.append(Part(words("plan_themes"), tuple(asked)))
    lessons = _lessons(context)
    if lessons:
        made.append(Part(words("plan_lessons"), lessons))
    if not made:
        return None
    return Section("plan", words("plan_title"), (Paragraph(words("plan_lead"), "lead"),), tuple(made))


def _lessons(context: Context) -> list[Block]:
    """Return what another partnership can take from this one: only what is sure here, and stands on the answers."""
    words = context.words
    sure = {one.key for one in context.insights if one.sure == "sure"}
    found = [one for one in findings(context) if one.key in sure and one.verdict != "watch"]
    if not found:
        return []
    return [Paragraph(words("plan_lessons_lead")), *(Paragraph(f"{one.sentence} ({one.n})", "item") for one in found)]
