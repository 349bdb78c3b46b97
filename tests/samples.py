"""Small catalogues made by hand, and strategies for hostile ones."""

from typing import Any

from hypothesis import strategies as st

from whichmodel.discovery.model import (
    KINDS,
    SOURCES,
    STATUSES,
    Catalogue,
    Lifecycle,
    Listed,
    Model,
    Price,
    ProviderStatus,
)

NOW = "2026-11-22T08:00:00Z"
BEFORE = "2026-11-22T05:00:00Z"

UNKNOWN_STAGE = Lifecycle("unknown", None, None, None, None)


def lifecycle(status: str, **stated: Any) -> Lifecycle:
    return UNKNOWN_STAGE._replace(status=status, **stated)


def model(model_id: str = "groq/llama-4", **stated: Any) -> Model:
    """A model of which nothing is known but what is stated."""
    provider, _, name = model_id.partition("/")
    unknown: dict[str, Any] = dict.fromkeys(Model._fields)
    unknown |= {
        "id": model_id,
        "provider": provider,
        "model": name,
        "lifecycle": UNKNOWN_STAGE,
        "listed": Listed("cached", BEFORE, None, None),
        "statements": (),
    }
    return Model(**(unknown | stated))


def provider(provider_id: str = "groq", **stated: Any) -> ProviderStatus:
    """A provider that answered well, three hours ago."""
    fine = {
        "id": provider_id,
        "name": provider_id.capitalize(),
        "listing": "authenticated",
        "source": "cached",
        "status": "ok",
        "detail": None,
        "fetched_at": BEFORE,
        "age_seconds": 10_800,
        "models": 1,
        "key_env": (f"{provider_id.upper()}_API_KEY",),
        "key_found": True,
        "skipped_rows": 0,
    }
    return ProviderStatus(**(fine | stated))


def catalogue(*models: Model, providers: tuple[ProviderStatus, ...] | None = None) -> Catalogue:
    """The models, with a provider that is fine for each that is not given."""
    names = list(dict.fromkeys(model.provider for model in models))
    counts = {name: sum(model.provider == name for model in models) for name in names}
    given = {status.id: status for status in providers or ()}
    fine = {name: provider(name, models=counts[name]) for name in names if name not in given}
    return Catalogue(NOW, (*given.values(), *fine.values()), models)


LLAMA = model(
    "groq/llama-3.3-70b-versatile",
    name="Llama 3.3 70B",
    family="llama-3.3",
    kind="chat",
    created="2024-12-06",
    context_window=131_072,
    max_output_tokens=32_768,
    input_modalities=("text", "image"),
    output_modalities=("text",),
    tools=True,
    vision=False,
    price=Price("0.59", "0.79", None, None),
    lifecycle=lifecycle("active"),
    listed=Listed("cached", BEFORE, "2026-01-01T00:00:00Z", BEFORE),
)
KIMI = model(
    "groq/moonshotai/kimi-k2",
    context_window=1_048_576,
    tools=True,
    reasoning=True,
    structured_output=True,
    price=Price("0", "0", None, None),
    lifecycle=lifecycle("retired", retires_on="2026-03-09", replacement="kimi-k3"),
)
GEMMA = model("groq/gemma", lifecycle=lifecycle("deprecated", retires_on="2026-11-30"))
OPENAI = provider(
    "openai",
    name="OpenAI",
    source="none",
    status="no_key",
    detail="set OPENAI_API_KEY",
    fetched_at=None,
    age_seconds=None,
    models=0,
    key_found=False,
)
SMALL = catalogue(LLAMA, KIMI, GEMMA, providers=(OPENAI,))


# Whatever a provider may send, and worse: controls, bidi, lone surrogates, wide, combining, markup.

MARKUP = st.sampled_from(
    list("|`*_[]()<>&#!~:@$\\{}=+-'\",\t\r\n \x1b\x9b\u202e\u0301\u4e2d\ud800")
)
HOSTILE = st.text(st.one_of(MARKUP, st.characters()), max_size=12)
PRINTABLE = HOSTILE.map(lambda text: "".join(char for char in text if char.isprintable()))
DECIMAL = st.decimals(0, 1000, allow_nan=False, places=3).map(str)


def catalogues(texts: st.SearchStrategy[str] = HOSTILE) -> st.SearchStrategy[Catalogue]:
    """Catalogues whose every free text is drawn from `texts`."""
    maybe_text, flag = st.none() | texts, st.none() | st.booleans()
    counts = st.none() | st.integers(0, 10**10)
    words = st.none() | st.lists(texts, max_size=2).map(tuple)
    prices = st.none() | st.builds(Price, *(st.none() | DECIMAL,) * 4)
    stages = st.sampled_from(("active", "preview", "deprecated", "retired", "unlisted", "unknown"))
    dates = st.none() | st.dates().map(str)
    models = st.builds(
        Model,
        id=texts,
        provider=st.sampled_from(("one", "two")),
        model=texts,
        name=maybe_text,
        family=maybe_text,
        kind=st.none() | st.sampled_from(KINDS),
        created=dates,
        context_window=counts,
        max_input_tokens=counts,
        max_output_tokens=counts,
        input_modalities=words,
        output_modalities=words,
        tools=flag,
        vision=flag,
        reasoning=flag,
        structured_output=flag,
        price=prices,
        lifecycle=st.builds(Lifecycle, stages, dates, dates, maybe_text, maybe_text),
        listed=st.builds(Listed, st.sampled_from(SOURCES), st.just(BEFORE), dates, dates),
        statements=st.just(()),
    )
    statuses = st.builds(
        ProviderStatus,
        id=st.just("one"),
        name=texts,
        listing=st.just("public"),
        source=st.sampled_from(SOURCES),
        status=st.sampled_from(STATUSES),
        detail=maybe_text,
        fetched_at=st.sampled_from((None, BEFORE)),
        age_seconds=st.none() | st.integers(0, 10**9),
        models=st.integers(0, 5),
        key_env=st.lists(texts, max_size=2).map(tuple),
        key_found=st.booleans(),
        skipped_rows=st.integers(0, 3),
    )
    pairs = st.tuples(statuses, statuses.map(lambda status: status._replace(id="two")))
    return st.builds(Catalogue, st.just(NOW), pairs, st.lists(models, max_size=4).map(tuple))
