"""What of the environment counts as credentials for a cloud, and where the cloud then is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from servers.providers import ROWS

from whichmodel.discovery.errors import ConfigurationError
from whichmodel.discovery.providers import Credentials, filled, key_of, located, unseen
from whichmodel.discovery.providers.dialects import DIALECTS
from whichmodel.discovery.providers.rows import at_environment
from whichmodel.discovery.wire import Cursor

KEYS = {"AWS_ACCESS_KEY_ID": "AKIA1", "AWS_SECRET_ACCESS_KEY": "s3cret"}
ENTRA = {"AZURE_TENANT_ID": "t", "AZURE_CLIENT_ID": "c", "AZURE_CLIENT_SECRET": "s"}
ENOUGH = [
    ("bedrock", KEYS),
    ("bedrock", {"AWS_PROFILE": "dev"}),
    ("bedrock", {"AWS_WEB_IDENTITY_TOKEN_FILE": "/t", "AWS_ROLE_ARN": "arn"}),
    ("bedrock", {"AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://169.254.170.23/"}),
    ("vertex", {"GOOGLE_APPLICATION_CREDENTIALS": "/home/jürgen/key.json"}),
    ("vertex", {"VERTEXAI_CREDENTIALS": '{\n"type": "service_account"\n}'}),
    ("azure", ENTRA),
]


@pytest.mark.parametrize(("provider_id", "environ"), ENOUGH)
def test_enough_to_ask_with_and_never_sent_as_a_key(
    provider_id: str, environ: dict[str, str]
) -> None:
    provider = located(ROWS, environ)[provider_id]._replace(base_url="https://cloud.example")
    key = key_of(provider, environ)
    assert isinstance(key, Credentials)
    assert key.isascii()
    assert key.isprintable()
    for index in range(len(provider.calls)):
        request = DIALECTS[provider.dialect].ask(provider, key, Cursor(index))
        assert request.secret
        assert request.headers == {"Accept": "application/json"}


@pytest.mark.parametrize(
    ("provider_id", "environ"),
    [
        ("bedrock", {}),
        ("bedrock", {"AWS_ACCESS_KEY_ID": "AKIA1"}),
        ("bedrock", {**KEYS, "AWS_SECRET_ACCESS_KEY": " "}),
        ("bedrock", {"AWS_PROFILE": ""}),
        ("bedrock", {"AWS_REGION": "eu-west-1"}),
        ("vertex", {"GOOGLE_CLOUD_PROJECT": "p"}),
        ("azure", {"AZURE_TENANT_ID": "t", "AZURE_CLIENT_ID": "c"}),
        ("openai", {**KEYS, **ENTRA}),
    ],
)
def test_too_little_is_nothing(provider_id: str, environ: dict[str, str]) -> None:
    assert key_of(ROWS[provider_id], environ) is None


def test_a_key_comes_before_credentials() -> None:
    for provider_id, name in (("bedrock", "AWS_BEARER_TOKEN_BEDROCK"), ("azure", "AZURE_API_KEY")):
        key = key_of(ROWS[provider_id], {**KEYS, **ENTRA, name: "plain"})
        assert key == "plain"
        assert not isinstance(key, Credentials)


def test_accounts_are_kept_apart() -> None:
    files = {"AWS_SHARED_CREDENTIALS_FILE": "/a"}
    environments: list[dict[str, str]] = [
        KEYS,
        {**KEYS, "AWS_ACCESS_KEY_ID": "AKIA2"},
        {"AWS_PROFILE": "dev"},
        {"AWS_PROFILE": "live"},
        {"AWS_PROFILE": "dev", **files},
        {"AWS_PROFILE": "dev", "AWS_CONFIG_FILE": "/b"},
        {"AWS_BEARER_TOKEN_BEDROCK": "token"},
    ]
    keys = {key_of(ROWS["bedrock"], environ) for environ in environments}
    assert len(keys) == len(environments)


def test_only_a_clouds_library_may_find_what_the_environment_does_not_name() -> None:
    assert {name for name, row in ROWS.items() if unseen(row)} == {"azure", "bedrock", "vertex"}


# ── where it is ──────────────────────────────────────────────────────────────────────────────────

AWS, GOOGLE = "https://bedrock.{}.amazonaws.com", "https://{}aiplatform.googleapis.com/v1beta1"


@pytest.mark.parametrize(
    ("provider_id", "environ", "url"),
    [
        ("bedrock", {}, AWS.format("us-east-1")),
        ("bedrock", {"AWS_REGION": ""}, AWS.format("us-east-1")),
        ("bedrock", {"AWS_DEFAULT_REGION": "eu-west-1"}, AWS.format("eu-west-1")),
        ("bedrock", {"AWS_REGION": "b", "AWS_DEFAULT_REGION": "a"}, AWS.format("b")),
        ("vertex", {}, GOOGLE.format("")),
        ("vertex", {"VERTEXAI_LOCATION": "europe-west4"}, GOOGLE.format("europe-west4-")),
        ("vertex", {"GOOGLE_CLOUD_LOCATION": "us-east5"}, GOOGLE.format("us-east5-")),
        ("vertex", {"GOOGLE_CLOUD_LOCATION": "global"}, GOOGLE.format("")),
    ],
)
def test_regions_are_read_from_the_environment(
    provider_id: str, environ: dict[str, str], url: str
) -> None:
    assert located(ROWS, environ)[provider_id].base_url == url


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://x.openai.azure.com",
        "https://x.openai.azure.com/",
        "https://x.openai.azure.com/openai",
        "https://x.openai.azure.com/openai/v1/",
        "https://x.openai.azure.com/openai/v1/models?api-version=preview",
        "https://x.services.ai.azure.com",
        "https://x.services.ai.azure.com/models",
    ],
)
def test_an_azure_endpoint_however_it_is_written(endpoint: str) -> None:
    rows = at_environment(located(ROWS, {}), {"AZURE_OPENAI_ENDPOINT": endpoint})
    asks = [DIALECTS["openai"].ask(rows["azure"], "key", Cursor(index)).url for index in (0, 1)]
    host = endpoint.split("/")[2]
    assert asks == [
        f"https://{host}/openai/v1/models",
        f"https://{host}/openai/models?api-version=2024-10-21",
    ]


def test_a_clouds_address_in_the_environment_comes_before_its_region() -> None:
    environ = {
        "AWS_REGION": "eu-west-1",
        "AWS_ENDPOINT_URL_BEDROCK": "https://vpce.example",
        "VERTEXAI_API_BASE": "https://us-central1-aiplatform.googleapis.com",
    }
    rows = at_environment(located(ROWS, environ), environ)
    assert rows["bedrock"].base_url == "https://vpce.example"
    assert rows["vertex"].base_url == "https://us-central1-aiplatform.googleapis.com/v1beta1"


@given(st.text())
def test_no_region_leads_to_another_host(region: str) -> None:
    try:
        url = located(ROWS, {"AWS_REGION": region})["bedrock"].base_url
    except ConfigurationError:
        return
    assert url.startswith("https://bedrock.")
    assert url.endswith(".amazonaws.com")
    assert not set(url.removeprefix("https://")) & set("/@#?:\\ ")


@given(st.text(st.characters(exclude_characters="{}")))
def test_a_text_without_braces_stays_as_it_is(text: str) -> None:
    assert filled(text, {"A": "b"}) == text


def test_rows_without_a_place_in_them_are_not_copied() -> None:
    rows = located(ROWS, {})
    same = {name for name, row in ROWS.items() if rows[name] is row}
    assert set(ROWS) - same == {"azure", "bedrock", "vertex"}
