"""Lists to pick from, made by hand, and the simplest ranking that can be told right from wrong."""

from collections.abc import Sequence

from samples import catalogue, lifecycle, model, provider

from whichmodel.discovery.model import Catalogue, Model, Price
from whichmodel.picker.items import Items, Row, collected
from whichmodel.picker.state import Rank, State, begun, press


def priced(paid: str | None, got: str | None) -> Price:
    return Price(paid, got, None, None)


SMALL = catalogue(
    model("groq/llama-4", name="Llama 4", context_window=131_072, tools=True, vision=True,
          price=priced("0.11", "0.34"), created="2026-04-05", kind="chat"),
    model("groq/llama-3", context_window=8_192, price=priced("0", "0"), tools=False),
    model("groq/kimi-k2", tools=True, price=priced("1", "3")),
    model("groq/kimi-k2-0905", tools=True, price=priced("1", "3")),
    model("groq/kimi-k2-0711", lifecycle=lifecycle("deprecated", retires_on="2026-12-01")),
    model("openai/gpt-5.5", name="GPT-5.5", tools=True, vision=True, context_window=1_050_000,
          max_output_tokens=128_000, price=priced("5", "30"), structured_output=True,
          input_modalities=("text", "image"), output_modalities=("text",)),
    model("openai/gpt-5.5-2026-04-23", name="GPT-5.5", tools=True),
    model("openai/gpt-4", lifecycle=lifecycle("retired", retires_on="2026-10-23")),
    providers=(
        provider("groq", models=5, key_found=True),
        provider("openai", name="OpenAI", models=3, source="catalogue", status="no_key",
                 fetched_at="2026-11-12", key_found=False, key_env=("OPENAI_API_KEY",)),
    ),
)  # fmt: skip


def by_words(items: Items) -> Rank:
    """Models whose id has all the words, in their order."""

    def rank(words: str, limit: int | None) -> Sequence[int]:
        wanted = words.lower().split()
        found = [n for n, row in enumerate(items.rows) if all(w in row.name for w in wanted)]
        return found[:limit]

    return rank


def opened(
    known: Catalogue = SMALL, query: str = "", recent: Sequence[str] = (), room: int = 10
) -> State:
    items = collected(known, recent)
    return begun(items, by_words(items), query, room=room)


def pressed(state: State, *keys: str | Row) -> State:
    for key in keys:
        state = press(state, key)
    return state


def typed(state: State, text: str) -> State:
    return pressed(state, *text)


def names(state: State) -> list[str]:
    return [row.name for row in state.rows]


def lit(state: State) -> str:
    return state.highlighted.name if state.highlighted else ""


def many(number: int, providers: int = 4) -> tuple[Model, ...]:
    return tuple(
        model(f"p{n * providers // number}/model-{n:05}", provider=f"p{n * providers // number}")
        for n in range(number)
    )
