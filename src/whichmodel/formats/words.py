"""Facts in the words that people read: pure functions from a value to a short phrase."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from whichmodel.discovery.model import Lifecycle, Model, Price, ProviderStatus

UNKNOWN = "?"
ARROW = " -> "

AGES = ((2 * 86_400, 86_400, "days"), (3_600, 3_600, "h"), (60, 60, "min"), (0, 1, "s"))
"""From how many seconds on, in which unit, called what."""

SIZES = ((999_500_000, 1_000_000_000, "B"), (999_500, 1_000_000, "M"), (1_000, 1_000, "k"))
"""From how many tokens on, in which unit, called what; 999,500 would round to 1000k."""

TROUBLES = {
    "partial": "partial answer",
    "no_key": "no key",
    "auth_failed": "key refused",
    "rate_limited": "rate limited",
    "unreachable": "unreachable",
    "timeout": "timed out",
    "malformed": "answer not understood",
    "too_large": "answer too large",
    "unsupported": "cannot be asked",
    "not_asked": "not asked",
}


def visible(text: str) -> str:
    """Put U+FFFD for each character that could move the cursor, reorder, hide or break a line."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else "\ufffd" for char in text)


def age(seconds: int) -> str:
    """A time span in its largest unit, rounded down: `45 s`, `12 min`, `3 h`, `5 days`."""
    for least, unit, word in AGES:
        if seconds >= least:
            return f"{seconds // unit} {word}"
    return "0 s"


def tokens(count: int | None) -> str:
    """A number of tokens in three digits: `512`, `8.19k`, `128k`, `1.05M`."""
    if count is None:
        return UNKNOWN
    for least, unit, letter in SIZES:
        if count >= least:
            return f"{count / unit:.3g}{letter}"
    return str(count)


def money(dollars: str) -> str:
    """A decimal string as dollars, in cents or exactly: `$15`, `$0.60`, `$0.075`."""
    whole, _, fraction = dollars.partition(".")
    fraction = fraction.rstrip("0")
    return f"${whole}.{fraction.ljust(2, '0')}" if fraction else f"${whole}"


def price(stated: "Price | None") -> str:
    """Dollars per million tokens in and out: `$0.15 / $0.60`, `free`, or nothing if unknown."""
    sides = (stated.input, stated.output) if stated else (None, None)
    if not any(sides):
        return ""
    if not any(side is None or side.strip("0.") for side in sides):
        return "free"
    return " / ".join(UNKNOWN if side is None else money(side) for side in sides)


def since(model: "Model") -> str:
    """The day a model was created; else, with a tilde, the month in which a list first had it."""
    if model.created:
        return model.created[:10]
    return f"~{model.listed.first_seen[:7]}" if model.listed.first_seen else UNKNOWN


def capabilities(model: "Model") -> str:
    """What the model is known to do: some of `tools vision reasoning json`."""
    known = {
        "tools": model.tools,
        "vision": model.vision,
        "reasoning": model.reasoning,
        "json": model.structured_output,
    }
    return " ".join(word for word, able in known.items() if able)


def lifecycle(stage: "Lifecycle") -> str:
    """What to know before using the model, such as `retires 2026-11-30 -> llama-4`, or nothing."""
    if stage.status == "retired":
        words = f"retired {stage.retires_on or ''}".rstrip()
    elif stage.retires_on and stage.status != "unlisted":
        words = f"retires {stage.retires_on}"
    else:
        words = "" if stage.status in ("active", "unknown") else stage.status
    return f"{words}{ARROW}{stage.replacement}" if words and stage.replacement else words


def outcome(provider: "ProviderStatus", shown: int | None = None, beside: int = 0) -> str:
    """How many models there are, how that is known and what went wrong, in one line.

    `shown` is how many of the provider's models follow, where that is not all, and `beside` how
    many follow that its list does not have.
    """
    known = [_count(provider.models, shown, beside), _source(provider)]
    skipped = provider.skipped_rows
    said = [
        ", ".join(filter(None, known)),
        f"{skipped} row{'s' * (skipped != 1)} not understood" if skipped else "",
        _trouble(provider),
    ]
    return visible("; ".join(filter(None, said)))


def _count(models: int, shown: int | None, beside: int) -> str:
    number = str(models or "no") if shown in (None, models) else f"{shown} of {models}"
    also = f" and {beside} not listed" if beside else ""
    return f"{number} model{'s' * (models != 1)}{also}"


def _source(provider: "ProviderStatus") -> str:
    if provider.source == "live":
        return "listed live"
    if provider.source == "cached":
        seconds = provider.age_seconds
        return "cached" if seconds is None else f"cached {age(seconds)} ago"
    if provider.source == "catalogue":
        return f"catalogue of {provider.fetched_at[:10]}" if provider.fetched_at else "catalogue"
    return ""


def _trouble(provider: "ProviderStatus") -> str:
    if provider.status == "ok":
        return ""
    advised = provider.status == "no_key" and provider.key_env
    reasons = (f"set {provider.key_env[0]}" if advised else None, provider.detail)
    why = "; ".join(dict.fromkeys(filter(None, reasons)))
    trouble = TROUBLES.get(provider.status, provider.status)
    return f"{trouble}: {why}" if why else trouble
