"""The chapters of the report, in order. To add one: a module with `build(context) -> Section | None`, and its place here."""

from collections.abc import Callable

from analytics.report.blocks import Section
from analytics.report.context import Context
from analytics.report.sections import (
    answers,
    application,
    design,
    mapping,
    method,
    plan,
    progress,
    questions,
    summary,
)

Builder = Callable[[Context], Section | None]
"""None: there is nothing to tell."""

SECTIONS: tuple[Builder, ...] = (
    summary.build,
    mapping.build,
    design.build,
    application.build,
    plan.build,
    progress.build,
    questions.build,
    answers.build,
    method.build,
)
