"""Modules that are loaded when they are first used: most houses never need them, and no house does at its start.

They are imported as any other module, by `import name`; `from name import thing` asks for something in them at once.
"""

import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from threading import RLock
from types import ModuleType
from typing import Any

LATER = frozenset(
    {
        "disposable_email_domains",  # 70,000 names, for whoever screens new addresses by them
        "email_validator",  # new addresses
        "forum.badges.poster",  # pictures of badges, and the library that draws them
        "forum.core.cipher",  # secrets that are sealed
        "flask_migrate",  # tables that are old
        "limits.aio",  # the half of a library that waits otherwise than we do
        "re2",  # patterns of words that are screened
        "redis.asyncio",
        "requests",  # Engine.IO's client, while we are its server
        "zxcvbn",  # the words of four languages, for whoever chooses a password
    }
)

_turn = RLock()
_waiting: dict[str, Loader] = {}


class Later(ModuleType):
    """A module whose code runs when somebody first asks for something in it."""

    def __getattr__(self, name: str) -> Any:
        with _turn:  # others who ask meanwhile find it whole
            if self.__name__ in _waiting:
                _load(self)
        return ModuleType.__getattribute__(self, name)


def _load(module: Later) -> None:
    loader = _waiting.pop(module.__name__)
    try:
        loader.exec_module(module)
    except BaseException:
        _waiting[module.__name__] = loader
        raise


class _Loader(Loader):
    """Makes a module, and leaves its code to the module's own loader."""

    def __init__(self, own: Loader) -> None:
        self._own = own

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._own.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        assert module.__spec__
        module.__loader__ = module.__spec__.loader = self._own
        module.__class__ = Later
        _waiting[module.__name__] = self._own


class _Finder(MetaPathFinder):
    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        spec = PathFinder.find_spec(fullname, path, target) if fullname in LATER else None
        if spec and spec.loader:
            spec.loader = _Loader(spec.loader)
        return spec


def unloaded() -> frozenset[str]:
    """Name those of them that nobody has used."""
    return LATER - (sys.modules.keys() - _waiting.keys())


sys.meta_path.insert(0, _Finder())
