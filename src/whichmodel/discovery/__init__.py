"""Which models exist, as far as anyone has told us: for people, never for a running program.

Each name is loaded when it is first used, so importing this loads nothing.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from whichmodel.discovery.api import (
        alist_models,
        alist_providers,
        arefresh,
        asearch,
        ashow,
        asuggest,
        list_models,
        list_providers,
        refresh,
        search,
        show,
        suggest,
    )
    from whichmodel.discovery.errors import WhichModelError
    from whichmodel.discovery.model import Catalogue, Model

__all__ = [
    "Catalogue",
    "Model",
    "WhichModelError",
    "alist_models",
    "alist_providers",
    "arefresh",
    "asearch",
    "ashow",
    "asuggest",
    "list_models",
    "list_providers",
    "refresh",
    "search",
    "show",
    "suggest",
]
_ELSEWHERE = {
    "Catalogue": "model",
    "Model": "model",
    "WhichModelError": "errors",
}
"""What is not defined in `api`."""

if not TYPE_CHECKING:  # or a checker would take every name for one of ours

    def __getattr__(name: str) -> object:
        """A public name, from the module that defines it."""
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        found = getattr(import_module(f"{__name__}.{_ELSEWHERE.get(name, 'api')}"), name)
        globals()[name] = found
        return found

    def __dir__() -> list[str]:
        """The public names, and what was loaded."""
        return sorted({*globals(), *__all__})
