"""Published catalogues are fetched, kept unless they are worse, and laid over the bundled one."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from bundles import small_bundle
from homes import PATIENCE, Home, models
from servers import liar
from servers.liar import Liar

from whichmodel.discovery.errors import StoreError, Unavailable
from whichmodel.discovery.fetching import Outcome, begin, fetchable, finished
from whichmodel.discovery.model import Model
from whichmodel.discovery.sources.published import PUBLISHED
from whichmodel.discovery.stores.current import Current, place_of
from whichmodel.discovery.world import World, places

Lie = Callable[..., Liar]
PATHS = {source.name: f"/{source.name}.json" for source in PUBLISHED}
TODAY = "2026-11-22"


@pytest.fixture(autouse=True)
def bundled(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    path = small_bundle(tmp_path_factory.mktemp("bundle"))
    monkeypatch.setattr("whichmodel.discovery.stores.bundle.DEFAULT_PATH", path)


def publish(home: Home, lie: Lie, **scripts: liar.Script) -> Liar:
    """Serve documents and switch their catalogues on; underscores in names stand for signs."""
    names = {name.replace("-", "_").replace(".", "_"): name for name in PATHS}
    server = lie({PATHS[names[name]]: script for name, script in scripts.items()})
    home.catalogues = {names[name]: server.origin + PATHS[names[name]] for name in scripts}
    home.configure()
    return server


def fetch(home: Home, hours: float = 0, timeout: float = PATIENCE) -> dict[str, Outcome]:
    known = home.world(hours, create=True)
    told = finished(known, begin(known, fetchable(known), timeout))
    outcomes = {outcome.name: outcome for outcome in told}
    assert known.warnings == []
    return outcomes


def litellm_map(*extra: str, count: int = 20, **fields: Any) -> dict[str, Any]:
    """As many models at Groq as make a map believable, and more if wanted."""
    entry = {"litellm_provider": "groq", "mode": "chat", "max_input_tokens": 1234, **fields}
    return {f"groq/{name}": entry for name in [*map("m-{}".format, range(count)), *extra]}


def models_dev(*names: str, provider: str = "groq", **fields: Any) -> dict[str, Any]:
    return {provider: {"models": {name: {"id": name, **fields} for name in names}}}


def notices_of(model: str, retires_on: str) -> list[dict[str, Any]]:
    row = {"provider": "Groq", "shutdown_date": retires_on, "url": "https://groq.example/gone"}
    return [{**row, "model_id": model, "announcement_date": "2026-11-01"}]


def genai_prices(*models: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"id": "groq", "name": "Groq", "models": list(models)}]


def groq(home: Home, model: str, hours: float = 0) -> Model | None:
    found = home.recall("groq", hours=hours).models
    return next((each for each in found if each.model == model), None)


def said(model: Model | None, source: str) -> tuple[str, dict[str, Any]]:
    assert model is not None
    ((at, record),) = [(s.at, dict(s.record)) for s in model.statements if s.source == source]
    return at, record


# ── what is fetched counts ───────────────────────────────────────────────────────────────────────


def test_a_newer_catalogue_replaces_what_the_bundle_has_of_the_same_source(
    home: Home, lie: Lie
) -> None:
    assert "old" in models(home.recall("groq"))
    server = publish(home, lie, litellm=liar.answer(litellm_map("openai/gpt-oss-120b")))
    assert fetch(home) == {"litellm": Outcome("litellm", "ok", None, 21, "2026-11-22T08:00:00Z")}
    at, record = said(groq(home, "openai/gpt-oss-120b"), "litellm")
    assert (at, record["context_window"]) == (TODAY, 1234)
    assert "m-7" in models(home.recall("groq"))
    found = home.recall("groq").models
    told = {each.model for each in found if "litellm" in {s.source for s in each.statements}}
    assert told == {"openai/gpt-oss-120b", *map("m-{}".format, range(20))}
    left = set(models(home.recall("groq")))
    assert "old" not in left
    assert {"openai/gpt-oss-20b", "gone"} <= left
    assert [request.headers.get("authorization") for request in server.requests] == [None]


def test_a_source_that_the_bundle_does_not_have_adds_to_it(home: Home, lie: Lie) -> None:
    document = models_dev("openai/gpt-oss-120b", "brand-new", family="gpt-oss")
    publish(home, lie, models_dev=liar.answer(document))
    assert fetch(home)["models.dev"].status == "ok"
    both = groq(home, "openai/gpt-oss-120b")
    assert both is not None
    assert said(both, "models.dev")[1]["family"] == both.family == "gpt-oss"
    assert said(both, "litellm")[0] < TODAY
    new = groq(home, "brand-new")
    assert new is not None
    assert (new.listed.source, new.listed.at, new.listed.first_seen) == ("catalogue", TODAY, None)


def test_the_providers_own_list_decides_what_exists(home: Home, lie: Lie) -> None:
    own = lie(liar.listed("openai/gpt-oss-120b", "mine"))
    home.at(groq=own.origin + "/v1")
    home.ask("groq")
    server = lie({"/api.json": liar.answer(models_dev("brand-new", "mine", name="My model"))})
    home.catalogues = {"models.dev": server.origin + "/api.json"}
    home.at(groq=own.origin + "/v1")
    fetch(home)
    assert models(home.recall("groq")) == ["openai/gpt-oss-120b", "mine"]
    mine = groq(home, "mine")
    assert mine is not None
    assert mine.name == "My model"


def test_a_notice_that_was_fetched_decides_the_lifecycle(home: Home, lie: Lie) -> None:
    document = notices_of("openai/gpt-oss-20b", "2027-02-01")
    publish(home, lie, notices=liar.answer(document))
    assert fetch(home)["notices"].status == "ok"
    model = groq(home, "openai/gpt-oss-20b")
    assert model is not None
    assert model.lifecycle.status == "deprecated"
    assert (model.lifecycle.deprecated_on, model.lifecycle.retires_on) == (
        "2026-11-01",
        "2027-02-01",
    )


def test_prices_as_genai_prices_publishes_them_are_told_of_models_that_are_known(
    home: Home, lie: Lie
) -> None:
    prices = [
        {"prices": {"input_mtok": 1}},
        {"constraint": {"start_date": "2026-06-01"}, "prices": {"input_mtok": {"base": 0.25}}},
        {"constraint": {"start_date": "2027-06-01"}, "prices": {"input_mtok": 9}},
    ]
    rule = {"or": [{"starts_with": "gpt"}, {"equals": "openai/gpt-oss-20b"}]}
    entry = {"id": "gpt-oss-20b", "match": rule, "name": "GPT OSS", "prices": prices}
    publish(home, lie, genai_prices=liar.answer(genai_prices(entry)))
    assert fetch(home)["genai-prices"].status == "ok"
    at, record = said(groq(home, "openai/gpt-oss-20b"), "genai-prices")
    assert (at, record["price_input"], record["name"]) == (TODAY, "0.25", "GPT OSS")
    assert groq(home, "gpt-oss-20b") is None


def test_a_bundle_that_is_newer_wins(home: Home, lie: Lie) -> None:
    publish(home, lie, litellm=liar.answer(litellm_map()))
    long_ago = -24 * 365
    fetch(home, hours=long_ago)
    assert groq(home, "m-7") is None
    assert home.world().bundle.sources()["litellm"]["version"] != "fetched"


def test_what_a_catalogue_no_longer_tells_of_is_gone(home: Home, lie: Lie) -> None:
    turns = liar.by_turns(
        liar.answer({**models_dev("a"), **models_dev("b", provider="cerebras")}),
        liar.answer(models_dev("a", "c")),
    )
    publish(home, lie, models_dev=turns)
    fetch(home)
    assert "b" in models(home.recall("cerebras"))
    fetch(home, hours=1)
    assert "b" not in models(home.recall("cerebras"))
    store = home.world().store
    assert store is not None
    kept = store.get(place_of("models.dev", "cerebras"))
    assert kept is not None
    assert kept.records == []
    assert "c" in models(home.recall("groq"))


def test_a_model_that_a_later_fetch_finds_is_new_since_that_day(home: Home, lie: Lie) -> None:
    turns = liar.by_turns(
        liar.answer(models_dev("a")), liar.answer(models_dev("a", "b")),
        liar.answer(models_dev("a", "b")),
    )  # fmt: skip
    publish(home, lie, models_dev=turns)
    for day in (0, 1, 2):
        fetch(home, hours=24 * day)
    found = {each.model: each.listed.first_seen for each in home.recall("groq", hours=48).models}
    assert (found["a"], found["b"]) == (None, "2026-11-23")


def test_since_when_the_bundle_knows_a_model_stays_known(home: Home, lie: Lie) -> None:
    _, bundled = said(groq(home, "openai/gpt-oss-120b"), "litellm")
    document = litellm_map("openai/gpt-oss-120b", "brand-new")
    publish(home, lie, litellm=liar.answer(document))
    fetch(home)
    assert (
        said(groq(home, "openai/gpt-oss-120b"), "litellm")[1]["first_seen"]
        == (bundled["first_seen"])
    )
    assert said(groq(home, "brand-new"), "litellm")[1]["first_seen"] == TODAY


def test_a_source_without_a_history_in_the_bundle_does_not_make_models_new(
    home: Home, lie: Lie
) -> None:
    """At Cerebras the bundle has nothing of LiteLLM: all of it may be old."""
    document = {**litellm_map(), "cerebras/m": {"litellm_provider": "cerebras", "mode": "chat"}}
    publish(home, lie, litellm=liar.answer(document))
    fetch(home)
    (model,) = home.recall("cerebras").models
    assert model.listed.first_seen is None


def test_counting_and_finding_agree_with_the_records(home: Home, lie: Lie) -> None:
    publish(
        home, lie,
        litellm=liar.answer(litellm_map()), models_dev=liar.answer(models_dev("m-3", "brand-new")),
    )  # fmt: skip
    fetch(home)
    bundle = home.world().bundle
    assert isinstance(bundle, Current)
    assert bundle.counts()["groq"] == bundle.count("groq") == len(bundle.records("groq"))
    assert list(bundle.records("groq")) == sorted(bundle.records("groq"))
    assert bundle.find("brand-new") == bundle.find("m-19") == ["groq"]
    assert bundle.find("no such model") == []
    assert bundle.date == TODAY


def test_no_local_server_is_asked_because_a_catalogue_knows_its_kind(home: Home, lie: Lie) -> None:
    publish(home, lie, models_dev=liar.answer(models_dev("llama3", provider="ollama")))
    fetch(home)
    assert places(home.world()) == []


# ── what is worse than what is there ─────────────────────────────────────────────────────────────

HTML = liar.answer("<html>busy</html>", Content_Type="text/html")
FAULTS = {
    "a web page": (HTML, "malformed"),
    "cut in its middle": (liar.answer(json.dumps(litellm_map())[:500]), "malformed"),
    "shorter than it says": (liar.cut_short(litellm_map(), 999), "malformed"),
    "gzip that breaks off": (liar.zipped(litellm_map(), cut=20), "malformed"),
    "a list": (liar.answer([1, 2, 3]), "malformed"),
    "nothing": (liar.answer({}), "malformed"),
    "an error that calls itself fine": (liar.answer({"error": {"message": "no"}}), "malformed"),
    "entries of nonsense": (liar.answer({"groq/a": 7, "b": None, "c": []}), "malformed"),
    "far fewer models": (liar.answer(litellm_map(count=9)), "partial"),
    "a failure": (liar.answer("oops", 503), "unreachable"),
    "not found": (liar.answer("404: Not Found", 404), "unsupported"),
    "too often": (liar.answer("slow down", 429), "rate_limited"),
    "another site": (liar.redirect("https://elsewhere.example/map.json"), "unreachable"),
    "no end": (liar.megabytes(40, length=False), "too_large"),
    "nobody": (liar.hang_up(), "unreachable"),
}


@pytest.mark.parametrize(("script", "status"), FAULTS.values(), ids=FAULTS)
def test_a_bad_document_never_replaces_a_good_one(
    home: Home, lie: Lie, script: liar.Script, status: str
) -> None:
    publish(home, lie, litellm=liar.by_turns(liar.answer(litellm_map()), script))
    fetch(home)
    before = home.recall("groq").models
    outcome = fetch(home, hours=30)["litellm"]
    assert (outcome.status, outcome.models) == (status, 20)
    assert outcome.fetched_at == "2026-11-22T08:00:00Z"
    assert outcome.detail
    assert home.recall("groq").models == before


@pytest.mark.parametrize(("script", "status"), FAULTS.values(), ids=FAULTS)
def test_a_bad_first_document_leaves_the_bundle_as_it_is(
    home: Home, lie: Lie, script: liar.Script, status: str
) -> None:
    before = home.recall("groq").models
    publish(home, lie, litellm=script)
    outcome = fetch(home)["litellm"]
    assert (outcome.status, outcome.fetched_at) == (status, None)
    assert home.recall("groq").models == before


def test_one_that_shrank_is_believed_when_it_says_the_same_an_hour_later(
    home: Home, lie: Lie
) -> None:
    turns = liar.by_turns(liar.answer(litellm_map()), liar.answer(litellm_map(count=7)))
    publish(home, lie, litellm=turns)
    fetch(home)
    assert fetch(home, hours=1)["litellm"].status == "partial"
    assert fetch(home, hours=1.5)["litellm"].status == "partial"
    assert groq(home, "m-19") is not None
    assert fetch(home, hours=2.1)["litellm"] == Outcome(
        "litellm", "ok", None, 7, "2026-11-22T10:06:00Z"
    )
    assert groq(home, "m-19") is None


def test_what_has_not_changed_is_not_sent_again_and_is_as_good_as_new(home: Home, lie: Lie) -> None:
    script = liar.conditional(models_dev("a"), ETag='"v1"')
    server = publish(home, lie, models_dev=script)
    fetch(home)
    assert fetch(home, hours=48)["models.dev"] == Outcome(
        "models.dev", "ok", None, 1, "2026-11-24T08:00:00Z"
    )
    assert [request.headers.get("if-none-match") for request in server.requests] == [None, '"v1"']
    assert said(groq(home, "a"), "models.dev")[0] == "2026-11-24"


def test_who_does_not_answer_in_time_is_left_and_the_others_count(home: Home, lie: Lie) -> None:
    publish(home, lie, models_dev=liar.answer(models_dev("a")), litellm=liar.hang())
    outcomes = fetch(home, timeout=0.5)
    assert outcomes["models.dev"].status == "ok"
    assert (outcomes["litellm"].status, outcomes["litellm"].detail) == (
        "timeout",
        "no answer within 0.5 s",
    )


def test_nothing_is_fetched_over_plain_http_from_elsewhere(home: Home) -> None:
    home.catalogues = {"models.dev": "http://mirror.example/api.json"}
    home.configure()
    assert fetch(home)["models.dev"].status == "unsupported"


def test_nothing_is_fetched_where_the_network_is_switched_off(home: Home, lie: Lie) -> None:
    server = publish(home, lie, models_dev=liar.answer(models_dev("a")))
    home.environ["WHICHMODEL_OFFLINE"] = "1"
    with pytest.raises(Unavailable):
        fetch(home)
    assert server.requests == []


def test_a_store_that_fails_leaves_the_bundle_and_a_warning(
    home: Home, lie: Lie, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(home, lie, models_dev=liar.answer(models_dev("a")))
    fetch(home)
    known: World = home.world()

    def fail(*_: Any) -> None:
        raise StoreError("cannot use cache")

    monkeypatch.setattr(known.store, "get", fail)
    assert "a" not in known.bundle.records("groq")
    assert known.bundle.records("groq")
    assert known.warnings == ["cannot use cache"]
