"""A spreadsheet as somebody wrote it in Excel is imported, checked, and held as an interview in three languages."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from talk import Talk, play
from typer.testing import CliRunner

from bot.guide_check import check_guide

ROOT = Path(__file__).resolve().parents[2]
TEXTS = ["Label::Nederlands (nl)", "label :: English (en)", "label::Français (fr)"]
HINTS = ["Hint::Nederlands (nl)", "hint::English (en)", "hint::Français (fr)"]
SHEETS: dict[str, list[list[str]]] = {
    "Survey": [
        ["Type", "Name", *TEXTS, *HINTS, "Relevant", "Required", "Constraint", "Repeat_Count"],
        [],
        ["Note", "Title", "Stages in je zaak", "Internships in your business", "Des stages chez toi"],
        ["note", "Purpose", "We willen weten wat ondernemers nodig hebben om stages te geven.", "We want to know what businesses need to offer internships.", "Nous voulons savoir ce qu'il faut aux entreprises pour offrir des stages."],
        [],
        ["Select_One Our Sizes", "Company Size", "Hoe groot is je zaak? ", "How big is your business?", "Quelle est la taille de ton entreprise ?", "Tel jezelf mee.", "Count yourself too.", "Compte-toi aussi.", "", "yes"],
        ["select one YesNo ", "Takes_Interns", "Nam je al eens een stagiair?", "Have you ever taken an intern?", "As-tu déjà pris un·e stagiaire ?", "Een week telt ook.", "A week counts too.", "Une semaine compte aussi."],
        ["Integer", "Interns_Number ", "Hoeveel stagiairs had je vorig jaar?", "How many interns did you have last year?", "Combien de stagiaires as-tu eu l'an dernier ?", "Ongeveer is goed.", "Roughly is fine.", "Environ, ça va.", "${Takes_Interns} = ‘Yes’", "", ".>=0 and .<=50"],
        ["TEXT", "Interns-Best", "Wat liep goed met die stages?", "What went well with those internships?", "Qu'est-ce qui s'est bien passé avec ces stages ?", "Iets groots of kleins.", "Something big or small.", "Grand ou petit.", "selected(${takes_interns}, 'Yes')"],
        ["", "", "", " "],
        ["select_multiple Needs", "Needs_Most", "Wat zou je helpen? Kies er hoogstens twee.", "What would help you? Choose two at most.", "Qu'est-ce qui t'aiderait ? Choisis-en deux au plus.", "Denk aan je drukste week.", "Think of your busiest week.", "Pense à ta semaine la plus chargée.", "", "", "count-selected(.) <= 2"],
        ["text", "Needs_Own", "Wat heb je dan precies nodig?", "What exactly do you need then?", "De quoi as-tu besoin exactement ?", "Een ding is genoeg.", "One thing is enough.", "Une chose suffit.", "selected(${Needs_Most}, 'Other')"],
        ["Begin Repeat", "Schools", "Scholen", "Schools", "Écoles", "", "", "", "", "", "", "3"],
        ["text", "Schools_Known", "Met welke scholen werk je?", "Which schools do you work with?", "Avec quelles écoles travailles-tu ?", "Noem er tot drie.", "Name up to three.", "Cites-en trois au plus."],
        ["select_one YesNo", "Schools_Again", "Wil je verder werken met ${Schools_Known}?", "Do you want to go on working with ${Schools_Known}?", "Veux-tu continuer à travailler avec ${Schools_Known} ?", "Alleen wat jij wil telt.", "Only what you want counts.", "Seul ton souhait compte."],
        ["End Repeat"],
    ],
    "Choices ": [
        ["List Name", "Name", *TEXTS],
        ["Our Sizes", "Alone", "Ik werk alleen", "I work alone", "Je travaille seul·e"],
        ["Our Sizes", "2-9", "2 tot 9 mensen", "2 to 9 people", "2 à 9 personnes"],
        ["Our Sizes", "10+", "10 of meer", "10 or more", "10 ou plus"],
        [],
        ["YesNo", "Yes", "Ja", "Yes", "Oui"],
        ["yesno", "No", "Nee", "No", "Non"],
        [],
        ["Needs", "Time", "Tijd om te begeleiden", "Time to guide them", "Du temps pour accompagner"],
        ["Needs", "Contact Person", "Een vaste contactpersoon", "One contact person", "Une personne de contact"],
        ["Needs", "Other", "Iets anders", "Something else", "Autre chose"],
    ],
    "Settings": [["Form_Title", "Form_ID", "Default_Language"], ["Stages", "Internships 2026", "Nederlands (nl)"]],
    "Blad4": [["nog navragen bij de dienst"]],
}  # fmt: skip
TALKS: dict[str, list[dict[str, Any]]] = {
    "nl": [
        {"says": "met zes", "hears": "Hoe groot is je zaak?"},
        {"taps": "2 tot 9 mensen", "open": "takes_interns", "stored": {"company_size": "2_9"}},
        {"says": "wat bedoel je?", "hears": ["Een week telt ook", "Nam je al eens"]},
        {"says": "ja hoor", "open": "interns_number"},
        {"says": "80", "hears": "0 tot 50"},
        {"says": "een stuk of drie", "hears": "Zal ik 3 noteren?"},
        {"says": "ja", "hears": "Wat liep goed", "stored": {"interns_number": 3}},
        {"says": "In mei bouwde een stagiair onze webwinkel, en die brengt nu elke week tien klanten."},
        {"says": "een busje voor het vervoer", "stored": {"needs_most": ["other"]}, "open": "needs_own"},
        {"says": "Een busje van de school op maandag en donderdag."},
        {"says": "Syntra en JES", "hears": "verder werken met Syntra", "stored": {"schools_known": ["Syntra", "JES"]}},
        {"taps": "Ja"},
        {"taps": "Nee", "stored": {"schools_again/Syntra": "yes", "schools_again/JES": "no"}},
        {"hears": ["1. Hoe groot is je zaak? 2 tot 9 mensen", "verder werken met JES? Nee"], "open": "what_is_wrong"},
        {"says": "2", "open": "takes_interns"},
        {"says": "nee", "stored": {"takes_interns": {"value": "no", "versions": 2}}, "not_hears": "Wat liep goed"},
        {"taps": "Niets, dit klopt"},
        {"says": "5", "hears": "Dank je wel", "status": "completed"},
    ],
    "en": [
        {"says": "10 or more", "stored": {"company_size": "10"}},
        {"says": "no never", "stored": {"takes_interns": "no"}, "open": "needs_most"},
        {"taps": "Time to guide them"},
        {"taps": "One contact person", "ticked": ["Time to guide them", "One contact person"]},
        {"says": "done", "stored": {"needs_most": ["time", "contact_person"]}, "hears": "Which schools"},
        {"says": "nobody", "hears": "3. What would help you", "open": "what_is_wrong"},
        {"says": "nothing"},
        {"says": "4", "hears": "Thank you", "status": "completed"},
    ],
    "fr": [
        {"says": "je travaille seule", "stored": {"company_size": "alone"}},
        {"says": "oui", "hears": "Combien de stagiaires"},
        {"says": "deux", "hears": "Qu'est-ce qui s'est bien passé", "stored": {"interns_number": 2}},
        {"says": "passer", "stored": {"interns_best": {"missing": "skipped"}}, "open": "needs_most"},
        {"says": "une personne de contact", "stored": {"needs_most": ["contact_person"]}, "open": "schools_known"},
        {"says": "l'Ifapme"},
        {"says": "c'est tout", "hears": "continuer à travailler avec Ifapme"},
        {"says": "oui", "open": "what_is_wrong"},
        {"says": "rien, c'est juste"},
        {"says": "5", "hears": "Merci", "status": "completed"},
    ],
}


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The world with the guide that staff imported from their spreadsheet."""
    from bot.cli import guides as guides_commands
    from bot.settings import Settings
    from bot.world import World

    folder = tmp_path_factory.mktemp("world")
    book = Workbook()
    book.remove(book.active)
    for name, rows in SHEETS.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(folder / "Stages v2 (def).xlsx")
    shutil.copytree(ROOT / "data", folder / "data")
    guide = folder / "data" / "guides" / "internships_2026.yml"
    done = CliRunner().invoke(
        guides_commands.guides, ["import", str(folder / "Stages v2 (def).xlsx"), "--out", str(guide)]
    )
    assert done.exit_code == 0, done.output
    assert check_guide(guide) == []
    return World.load(Settings(_env_file=None, meespraak_data=folder / "data", meespraak_key_file=folder / "key"))


@pytest.mark.parametrize("language", TALKS)
def test_a_spreadsheet_is_held_as_an_interview(language: str, asked: Any, engine: Any, database: Any) -> None:
    begins = {"begins": {"guide": "internships_2026"}}

    play(Talk(asked, engine, database, hint=language), {"talk": [begins, *TALKS[language]]})
