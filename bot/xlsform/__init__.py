"""Guides as XLSForm spreadsheets, in both directions.

The standard part (`text`, `select_one`, `select_multiple`, `integer`, `decimal`, `range`, `note`, groups and repeats, with
labels and hints in three languages) is what KoboToolbox and ODK read too; pyxform checks it. A repeat that begins with a text
question is our `list` with the questions asked for each name. What XLSForm has no place for stands in columns of our own,
which other tools pass over: `probes`, `max_probes`, `core`, `serves`, `for_each`, `ready_answers` and `short_label` on the sheet `survey`; `words_nl`, `words_en`,
`words_fr` and `alone` on `choices`; `role`, `minutes` and the like on `settings`; and the sheet `follow_ups`.
Two rows of type `note`, named `title` and `purpose`, hold the guide's title and what it is for.
"""

from bot.xlsform.reading import import_xlsform
from bot.xlsform.writing import export_xlsform

__all__ = ["export_xlsform", "import_xlsform"]
