"""Stands where Rasa 3.6 imports TensorFlow, so that Meespraak runs without it; `stubs/README.md` says more.

Rasa imports TensorFlow when it starts, for policies and classifiers that our `config.yml` does not
use. Every name asked of this package, at any depth, is an empty class that can be subclassed,
indexed and used as a decorator, which is all that importing Rasa needs. A class of Rasa's made from
one, such as DIET's network, refuses to be used, with a sentence about `config.yml`.
"""

import importlib.abc
import importlib.machinery
import sys
import types
from collections.abc import Sequence
from typing import Any

__version__ = "0.0.0"
_STOOD_IN_FOR = ("tensorflow", "tensorflow_addons", "keras")


_REFUSAL = (
    "config.yml asks for a part of Rasa that needs TensorFlow ({}), and TensorFlow is not installed here. Take DIETClassifier,"
    " ResponseSelector, TEDPolicy and UnexpecTEDIntentPolicy out of it, or install TensorFlow: stubs/README.md says how."
)


class _AbsentType(type):
    """Lets an absent class be asked for names, indexed and put in a union; nothing made from one can be used."""

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        if cls is not Absent:
            raise _refusal(cls.__name__)
        return super().__call__(*args, **kwargs)

    def __getattr__(cls, name: str) -> "type[Absent]":
        if name.startswith("__"):
            raise AttributeError(name)
        return Absent

    def __getitem__(cls, item: object) -> "_AbsentType":
        return cls

    def __or__(cls, other: object) -> "_AbsentType":
        return cls

    __ror__ = __or__


class Absent(metaclass=_AbsentType):
    """One TensorFlow name. Works as a base class and as a decorator, and as nothing else."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        pass

    def __call__(self, function: Any, *args: Any, **kwargs: Any) -> Any:
        if callable(function):
            return function
        raise _refusal("tensorflow")


def _refusal(name: str) -> Exception:
    """Return what Rasa prints as a plain sentence, without a traceback."""
    from rasa.shared.exceptions import InvalidConfigException

    problem: Exception = InvalidConfigException(_REFUSAL.format(name))
    return problem


class _AbsentModule(types.ModuleType):
    def __getattr__(self, name: str) -> type[Absent]:
        if name.startswith("__"):
            raise AttributeError(name)
        return Absent


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds every module below TensorFlow, tensorflow_addons and keras."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: types.ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname.partition(".")[0] in _STOOD_IN_FOR:
            return importlib.machinery.ModuleSpec(fullname, self, is_package=True)
        return None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        return _AbsentModule(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        pass


# Last in the list, so that an installed tensorflow_addons or keras would be found first.
sys.meta_path.append(_Finder())


def __getattr__(name: str) -> type[Absent]:
    if name.startswith("__"):
        raise AttributeError(name)
    return Absent
