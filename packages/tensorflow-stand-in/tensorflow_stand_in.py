"""Answer imports of TensorFlow where TensorFlow is not installed.

Rasa imports ``tensorflow`` at start-up for components that Backline does not use. The names it takes from there are
answered with placeholders that can be imported, subclassed and used in type hints, and that raise
:class:`TensorFlowMissing` as soon as something is really computed with them.
"""

from __future__ import annotations

import importlib.machinery
import sys
import types
from collections.abc import Sequence
from typing import Any

PACKAGES = ("tensorflow", "keras", "tensorflow_hub", "tensorflow_addons", "tensorflow_text")


class TensorFlowMissing(ImportError):
    """Something that needs TensorFlow was used, and TensorFlow is not installed."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} needs TensorFlow, which Backline leaves out: take DIETClassifier, TEDPolicy, "
            "UnexpecTEDIntentPolicy, ResponseSelector, LanguageModelFeaturizer and ConveRTFeaturizer out of "
            "config.yml, or install it with 'pip install tensorflow==2.12.0' under Python 3.10."
        )


class _PlaceholderType(type):
    """The type of a placeholder: its attributes are placeholders too."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _placeholder(f"{cls.__module__}.{cls.__name__}.{name}")

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        # ``@tf.function`` and its like decorate methods while Rasa is imported: hand the function back.
        if len(args) == 1 and not kwargs and isinstance(args[0], types.FunctionType):
            return args[0]
        raise TensorFlowMissing(f"{cls.__module__}.{cls.__name__}")


def _placeholder(full_name: str) -> _PlaceholderType:
    module, _, name = full_name.rpartition(".")
    return _PlaceholderType(name, (), {"__module__": module})


class StandInModule(types.ModuleType):
    """A module each of whose attributes is a placeholder, made once."""

    __path__: list[str] = []

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        value = _placeholder(f"{self.__name__}.{name}")
        setattr(self, name, value)
        return value


class StandInFinder:
    """A meta path finder and loader; it stands last, so an installed TensorFlow always wins."""

    @classmethod
    def find_spec(
        cls, name: str, path: Sequence[str] | None = None, target: types.ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if name.partition(".")[0] not in PACKAGES:
            return None
        return importlib.machinery.ModuleSpec(name, cls, is_package=True)  # type: ignore[arg-type]

    @classmethod
    def create_module(cls, spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        return StandInModule(spec.name)

    @classmethod
    def exec_module(cls, module: types.ModuleType) -> None:
        """Nothing to run: attributes are made when they are asked for."""


def install() -> None:
    """Put the finder at the end of ``sys.meta_path``, once."""
    if StandInFinder not in sys.meta_path:
        sys.meta_path.append(StandInFinder)
