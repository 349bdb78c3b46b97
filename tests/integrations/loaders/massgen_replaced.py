"""MassGen with its catalogue and its matcher replaced by ours, as a plugin for its own tests."""

import asyncio
import importlib
import inspect
import sys

OURS = importlib.import_module("whichmodel.integrations.massgen")
MODULES = ("model_catalog", "model_matcher")
for name in MODULES:
    sys.modules[f"massgen.utils.{name}"] = OURS

import massgen.utils  # noqa: E402 - it imports what is replaced

for name in MODULES:
    setattr(massgen.utils, name, OURS)
OURS.CACHE_DIR = None  # its tests set this before they ask: its place, not ours


def pytest_configure(config):
    config.addinivalue_line("markers", "asyncio: run by an event loop of its own")


def pytest_pyfunc_call(pyfuncitem):
    """Its tests need a plugin that its wheel does not bring."""
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    names = pyfuncitem._fixtureinfo.argnames
    asyncio.run(pyfuncitem.obj(**{name: pyfuncitem.funcargs[name] for name in names}))
    return True
