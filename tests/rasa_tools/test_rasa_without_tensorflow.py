"""Rasa's own tools work without TensorFlow, and say plainly what does not. `make rasa` runs them as a person would."""

import importlib
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent


@pytest.fixture
def agent(engine: Any) -> Any:
    return engine.agent


async def test_rasa_test_nlu_finds_what_people_mean(agent: Any) -> None:
    from rasa.nlu.test import run_evaluation

    result = await run_evaluation(
        str(HERE / "test_nlu.yml"), agent.processor, report_as_dict=True, disable_plotting=True
    )
    report = result["intent_evaluation"]["report"]
    print(f"\nrasa test nlu: {report['macro avg']}")
    assert report["macro avg"]["support"] == 43
    assert report["macro avg"]["f1-score"] >= 0.9


async def test_rasa_test_core_finds_each_story_as_its_rule_says(agent: Any) -> None:
    from rasa.core.test import test

    report = await test(str(HERE / "test_stories.yml"), agent, e2e=True, disable_plotting=True)
    assert report["actions"], "no story was played"
    assert report["accuracy"] == 1.0


@pytest.mark.parametrize(
    ("where", "name"),
    [("rasa.nlu.classifiers.diet_classifier", "DIET"), ("rasa.core.policies.ted_policy", "TED")],
)
def test_a_pipeline_that_needs_tensorflow_is_refused_with_a_sentence(where: str, name: str) -> None:
    from rasa.shared.exceptions import RasaException  # these Rasa prints without a traceback

    network = getattr(importlib.import_module(where), name)
    with pytest.raises(RasaException, match=rf"config\.yml asks for .* needs TensorFlow \({name}\).* stubs/README\.md"):
        network()


def test_an_installed_tensorflow_comes_before_ours(tmp_path: Path) -> None:
    (tmp_path / "tensorflow.py").write_text("__version__ = 'real'")
    found = subprocess.run(
        [sys.executable, "-c", "import tensorflow; print(tensorflow.__version__)"],
        env={"PYTHONPATH": str(tmp_path)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.strip() == "real"
