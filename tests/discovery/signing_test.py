"""The three clouds are listed with what their own libraries find, and tell nobody's secrets.

The servers check signatures and tokens by themselves; Amazon's, Google's and Azure's own SDKs are
the referees: what they read from the servers, we read.
"""

import json
import logging
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from servers import signed as clouds
from servers.loopback import Asked, serving
from servers.opened import CANARY, ROWS, ask, without

from whichmodel.discovery.errors import ListingProblem
from whichmodel.discovery.providers import key_of
from whichmodel.discovery.signing import region_of, signed
from whichmodel.discovery.wire import Request

ACCESS_KEY, SECRET = "AKIACANARY000000", "canary/secret+aws/5f2e9a71c04d"
SESSION_TOKEN, API_KEY = "canary-session-5f2e9a71c04d", "canary-bedrock-key-5f2e9a71c04d"
KEYS = {"AWS_ACCESS_KEY_ID": ACCESS_KEY, "AWS_SECRET_ACCESS_KEY": SECRET}
ACCOUNT = "robot@acme-project.iam.gserviceaccount.com"


@pytest.fixture(autouse=True)
def nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nothing of the person who runs the tests, and no server beyond this machine."""
    for name in list(os.environ):
        if name.startswith(("AWS_", "GOOGLE_", "VERTEX", "AZURE_", "CLOUDSDK_", "IDENTITY_")):
            monkeypatch.delenv(name)
        if name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("CLOUDSDK_CONFIG", str(tmp_path))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("NO_GCE_CHECK", "true")
    monkeypatch.setenv("AZURE_TOKEN_CREDENTIALS", "EnvironmentCredential")


# ── Amazon Bedrock ───────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def bedrock() -> Iterator[dict[str, str]]:
    """A server that takes signatures and an API key, as the environment that leads to it."""
    pytest.importorskip("botocore", reason="needs the extra `bedrock`")
    with serving(clouds.bedrock({ACCESS_KEY: SECRET}, api_key=API_KEY)) as server:
        yield {"AWS_ENDPOINT_URL_BEDROCK": server.origin}


def bedrock_sdk_ids(environ: dict[str, str], **more: Any) -> list[str]:
    boto3 = pytest.importorskip("boto3", reason="the referee")
    client = boto3.client(
        "bedrock",
        endpoint_url=environ["AWS_ENDPOINT_URL_BEDROCK"],
        region_name="us-east-1",
        aws_access_key_id=ACCESS_KEY,
        aws_secret_access_key=SECRET,
        **more,
    )
    models = client.list_foundation_models()["modelSummaries"]
    pages = client.get_paginator("list_inference_profiles").paginate()
    profiles = [row for page in pages for row in page["inferenceProfileSummaries"]]
    found = [row["modelId"] for row in models] + [row["inferenceProfileId"] for row in profiles]
    client.close()
    return found


def test_signed_with_keys_of_the_environment(bedrock: dict[str, str]) -> None:
    seen = ask("bedrock", {**bedrock, **KEYS})
    assert seen.models == clouds.MODELS + clouds.PROFILES
    assert seen.models == bedrock_sdk_ids(bedrock)


def test_the_session_token_goes_along_signed(bedrock: dict[str, str]) -> None:
    seen = ask("bedrock", {**bedrock, **KEYS, "AWS_SESSION_TOKEN": SESSION_TOKEN})
    assert seen.models == bedrock_sdk_ids(bedrock, aws_session_token=SESSION_TOKEN)
    for request in seen.requests:
        assert request.headers["X-Amz-Security-Token"] == SESSION_TOKEN
        assert "x-amz-security-token" in request.headers["Authorization"]


def test_a_profile_of_the_persons_files(
    bedrock: dict[str, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "credentials"
    keys = f"aws_access_key_id = {ACCESS_KEY}\naws_secret_access_key = {SECRET}\n"
    file.write_text(f"[wrong]\n{keys}x\n[right]\n{keys}".replace("d\nx", "dx"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(file))
    monkeypatch.setenv("AWS_PROFILE", "right")
    assert ask("bedrock", bedrock).models == clouds.MODELS + clouds.PROFILES
    monkeypatch.setenv("AWS_PROFILE", "wrong")
    status, detail = ask("bedrock", bedrock).problem
    assert status == "auth_failed"
    assert "does not match the signature" in detail


def test_the_usual_place_of_the_files_when_the_provider_is_named(
    bedrock: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / ".aws").mkdir()
    keys = f"aws_access_key_id = {ACCESS_KEY}\naws_secret_access_key = {SECRET}\n"
    (tmp_path / ".aws" / "credentials").write_text(f"[default]\n{keys}")
    assert key_of(ROWS["bedrock"], dict(os.environ)) is None
    assert ask("bedrock", bedrock).models == clouds.MODELS + clouds.PROFILES


def test_an_api_key_needs_no_library(monkeypatch: pytest.MonkeyPatch) -> None:
    without(monkeypatch, "botocore")
    with serving(clouds.bedrock({}, api_key=API_KEY)) as server:
        there = {**KEYS, "AWS_ENDPOINT_URL_BEDROCK": server.origin}
        seen = ask("bedrock", {**there, "AWS_BEARER_TOKEN_BEDROCK": API_KEY})
        assert seen.models == clouds.MODELS + clouds.PROFILES
        for request in seen.requests:
            bearer = {"Authorization": f"Bearer {API_KEY}"}
            assert request.headers == {"Accept": "application/json", **bearer}
        refused = ask("bedrock", {**there, "AWS_BEARER_TOKEN_BEDROCK": API_KEY + "x"})
        assert refused.problem[0] == "auth_failed"


@pytest.mark.parametrize(
    "keys",
    [
        {**KEYS, "AWS_SECRET_ACCESS_KEY": SECRET + "x"},
        {**KEYS, "AWS_ACCESS_KEY_ID": "AKIAUNKNOWN", "AWS_SESSION_TOKEN": SESSION_TOKEN},
        {**KEYS, "AWS_REGION": "eu-west-1"},
    ],
)
def test_what_does_not_match_is_refused_by_the_server(
    bedrock: dict[str, str], keys: dict[str, str]
) -> None:
    status, detail = ask("bedrock", {**bedrock, **keys}).problem
    assert status == "auth_failed"
    assert detail.startswith("HTTP 403")


def test_signed_for_the_region_that_the_environment_names() -> None:
    pytest.importorskip("botocore", reason="needs the extra `bedrock`")
    with serving(clouds.bedrock({ACCESS_KEY: SECRET}, "eu-central-1")) as server:
        there = {**KEYS, "AWS_ENDPOINT_URL_BEDROCK": server.origin}
        seen = ask("bedrock", {**there, "AWS_DEFAULT_REGION": "eu-central-1"})
    assert seen.models == clouds.MODELS + clouds.PROFILES


@pytest.mark.parametrize(
    ("host", "region"),
    [
        ("bedrock.eu-west-3.amazonaws.com", "eu-west-3"),
        ("bedrock-fips.us-gov-west-1.amazonaws.com", "us-gov-west-1"),
        ("vpce-0a.bedrock.ap-south-1.vpce.amazonaws.com", "ap-south-1"),
        ("bedrock.corp.example", "ca-central-1"),
        ("127.0.0.1:9000", "ca-central-1"),
    ],
)
def test_the_region_of_amazons_own_hosts_is_in_their_name(host: str, region: str) -> None:
    assert region_of(f"https://{host}/x", {"AWS_REGION": "ca-central-1"}) == region


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.text(st.characters(codec="utf-8"), min_size=1), st.text(), max_size=4))
def test_any_query_is_signed_as_the_recipe_says(params: dict[str, str]) -> None:
    pytest.importorskip("botocore", reason="needs the extra `bedrock`")
    host, query = "bedrock.us-east-1.amazonaws.com", urlencode(params)
    sign = signed("aws", KEYS, time.monotonic() + 30)
    request = sign(Request(f"https://{host}/foundation-models?{query}", {"Accept": "a/b"}, False))
    assert request.secret
    headers = {name.lower(): value for name, value in request.headers.items()}
    target = request.url.removeprefix(f"https://{host}")
    asked = Asked("GET", target, "/foundation-models", {}, {**headers, "host": host})
    assert headers["authorization"].endswith(f"Signature={clouds.signature(asked, SECRET)}")


def test_without_any_credentials_it_says_which_to_set(bedrock: dict[str, str]) -> None:
    seen = ask("bedrock", bedrock)
    assert seen.problem[0] == "no_key"
    assert "AWS_PROFILE" in seen.problem[1]
    assert seen.requests == []


def test_an_unknown_profile_is_named_as_the_problem(
    bedrock: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_PROFILE", "nowhere")
    status, detail = ask("bedrock", bedrock).problem
    assert status == "no_key"
    assert "ProfileNotFound" in detail


def test_nobody_is_asked_for_an_mfa_code(
    bedrock: dict[str, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    role = "role_arn = arn:aws:iam::1:role/r\n"
    (tmp_path / "config").write_text(
        f"[profile outer]\n{role}source_profile = inner\n"
        f"[profile inner]\n{role}mfa_serial = arn:aws:iam::1:mfa/m\nsource_profile = inner\n"
    )
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.setenv("AWS_PROFILE", "outer")
    status, detail = ask("bedrock", bedrock).problem
    assert status == "no_key"
    assert "'inner' asks for an MFA code" in detail


def test_signatures_never_leave_the_machine_over_plain_http() -> None:
    pytest.importorskip("botocore", reason="needs the extra `bedrock`")
    for opened in (KEYS, {"AWS_BEARER_TOKEN_BEDROCK": API_KEY}):
        seen = ask("bedrock", {**opened, "AWS_ENDPOINT_URL_BEDROCK": "http://bedrock.example"})
        assert seen.problem == ("unsupported", "will not send a key over plain http; use https")


# ── Vertex AI ────────────────────────────────────────────────────────────────────────────────────


class Google(NamedTuple):
    """A listing and its token endpoint on loopback, and the file of the account they know."""

    environ: dict[str, str]
    account: dict[str, str]
    file: Path


@pytest.fixture
def google(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Google]:
    pytest.importorskip("google.auth.transport.requests", reason="needs the extra `vertex`")
    rsa = pytest.importorskip("cryptography.hazmat.primitives.asymmetric.rsa")
    ours = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    with (
        clouds.giving_tokens(ACCOUNT, ours.public_key(), "canary-refresh-5f2e9a71c04d") as endpoint,
        serving(clouds.vertex(endpoint.tokens)) as server,
    ):
        account = _account(ours, endpoint.url)
        file = tmp_path / "jürgen.json"
        file.write_text(json.dumps(account))
        monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(file))
        yield Google({"VERTEXAI_API_BASE": server.origin}, account, file)


def _account(key: Any, token_uri: str) -> dict[str, str]:
    from cryptography.hazmat.primitives import serialization as form

    pem = key.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption())
    return {
        "type": "service_account",
        "project_id": "acme-project",
        "private_key_id": "1",
        "private_key": pem.decode(),
        "client_email": ACCOUNT,
        "token_uri": token_uri,
    }


def google_sdk_ids(google: Google) -> list[str]:
    """What Google's own session reads, page by page."""
    from google.auth.transport.requests import AuthorizedSession
    from google.oauth2.service_account import Credentials

    scope = "https://www.googleapis.com/auth/cloud-platform"
    url = google.environ["VERTEXAI_API_BASE"] + "/v1beta1/publishers/google/models"
    found, params = [], {"pageSize": "100"}
    with AuthorizedSession(
        Credentials.from_service_account_file(str(google.file), scopes=[scope])  # type: ignore[no-untyped-call]
    ) as session:
        while True:
            body = session.get(url, params=params).json()
            found += [row["name"].rsplit("/", 1)[-1] for row in body["publisherModels"]]
            if "nextPageToken" not in body:
                return found
            params["pageToken"] = body["nextPageToken"]


def test_a_service_account_reads_all_pages_with_one_token(google: Google) -> None:
    seen = ask("vertex", {**google.environ, "VERTEXAI_PROJECT": "another-project"})
    assert seen.models == clouds.GEMINIS == google_sdk_ids(google)
    assert len({request.headers["Authorization"] for request in seen.requests}) == 1
    assert "X-Goog-User-Project" not in seen.requests[0].headers


def test_the_account_may_stand_in_the_variable_itself(google: Google) -> None:
    seen = ask("vertex", {**google.environ, "VERTEXAI_CREDENTIALS": json.dumps(google.account)})
    assert seen.models == clouds.GEMINIS


@pytest.mark.parametrize(
    ("extra", "project"),
    [({}, "named-project"), ({"quota_project_id": "quota-project"}, "quota-project")],
)
def test_a_persons_login_counts_for_a_project(
    google: Google, monkeypatch: pytest.MonkeyPatch, extra: dict[str, str], project: str
) -> None:
    # Of a person's login the library asks Google's own endpoint, whatever the file says.
    endpoint = "google.oauth2.credentials._GOOGLE_OAUTH2_TOKEN_ENDPOINT"
    monkeypatch.setattr(endpoint, google.account["token_uri"])
    login = {
        "type": "authorized_user",
        "client_id": "client",
        "client_secret": "canary-client-5f2e9a71c04d",
        "refresh_token": "canary-refresh-5f2e9a71c04d",
        **extra,
    }
    google.file.write_text(json.dumps(login))
    seen = ask("vertex", {**google.environ, "VERTEXAI_PROJECT": "named-project"})
    assert seen.models == clouds.GEMINIS
    assert seen.requests[0].headers["X-Goog-User-Project"] == project


def test_a_refused_account_is_told_without_what_the_endpoint_repeats(google: Google) -> None:
    google.file.write_text(json.dumps({**google.account, "client_email": "other@example.com"}))
    status, detail = ask("vertex", google.environ).problem
    assert status == "auth_failed"
    assert detail.startswith("Google refused the credentials (invalid_grant)")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "cannot be read: JSONDecodeError"),
        ('{"type": "service_account"}', "not in the expected format"),
        ('{"type": "unheard_of"}', "unheard_of"),
    ],
)
def test_a_file_that_is_no_account_is_no_key(google: Google, content: str, words: str) -> None:
    google.file.write_text(content)
    status, detail = ask("vertex", google.environ).problem
    assert status == "no_key"
    assert words in detail


def test_a_private_key_that_cannot_be_read_is_not_repeated(google: Google) -> None:
    broken = google.account["private_key"][:400] + "5f2e9a71c04d"
    google.file.write_text(json.dumps({**google.account, "private_key": broken}))
    assert ask("vertex", google.environ).problem[0] == "no_key"


def test_a_token_that_the_server_repeats_is_struck_out(google: Google) -> None:
    with serving(clouds.vertex([])) as server:
        status, detail = ask("vertex", {"VERTEXAI_API_BASE": server.origin}).problem
    assert status == "auth_failed"
    assert detail.endswith("credentials: …")


def test_a_file_that_is_not_there_is_no_key(google: Google) -> None:
    google.file.unlink()
    status, detail = ask("vertex", google.environ).problem
    assert status == "no_key"
    assert "FileNotFoundError" in detail


def test_without_any_login_it_is_no_key(google: Google, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GOOGLE_APPLICATION_CREDENTIALS")
    assert ask("vertex", google.environ).problem[0] == "no_key"


def test_the_token_is_asked_for_through_a_proxy(
    google: Google, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = google.account["token_uri"].removesuffix("/token")
    monkeypatch.setenv("http_proxy", proxy)
    account = {**google.account, "token_uri": "http://tokens.example/token"}
    google.file.write_text(json.dumps(account))
    assert ask("vertex", google.environ).models == clouds.GEMINIS


def test_a_token_endpoint_that_is_down_is_unreachable(google: Google) -> None:
    with clouds.giving_tokens(ACCOUNT, None) as endpoint:
        gone = endpoint.url
    google.file.write_text(json.dumps({**google.account, "token_uri": gone}))
    assert ask("vertex", google.environ).problem[0] == "unreachable"


# ── Azure OpenAI ─────────────────────────────────────────────────────────────────────────────────

AZURE_KEY, AZURE_TOKEN = "canary-azure-5f2e9a71c04d", "canary-entra-5f2e9a71c04d"


def azure_sdk_ids(endpoint: str, **how: Any) -> list[str]:
    openai = pytest.importorskip("openai", reason="the referee")
    with openai.AzureOpenAI(azure_endpoint=endpoint, **how) as client:
        return [model.id for model in client.models.list()]


@pytest.mark.parametrize("path", ["", "/", "/openai", "/openai/", "/openai/v1", "/openai/v1/"])
def test_a_key_reads_the_v1_list_however_the_endpoint_is_written(path: str) -> None:
    with serving(clouds.azure(AZURE_KEY)) as server:
        there = {"AZURE_OPENAI_ENDPOINT": server.origin + path, "AZURE_OPENAI_API_KEY": AZURE_KEY}
        seen = ask("azure", there)
        assert seen.models == clouds.DEPLOYABLE
        assert [asked.target for asked in server.requests] == ["/openai/v1/models"]


@pytest.mark.parametrize("name", ["OPENAI_API_VERSION", "AZURE_API_VERSION"])
def test_an_older_resource_is_asked_by_the_version_of_the_environment(name: str) -> None:
    with serving(clouds.azure(AZURE_KEY, versions=("2030-01-01",), v1=False)) as server:
        there = {"AZURE_API_BASE": server.origin, "AZURE_API_KEY": AZURE_KEY, name: "2030-01-01"}
        assert ask("azure", there).models == clouds.DEPLOYABLE
        version = {"api_key": AZURE_KEY, "api_version": "2030-01-01"}
        assert azure_sdk_ids(server.origin, **version) == clouds.DEPLOYABLE


def test_an_older_resource_knows_our_own_version() -> None:
    with serving(clouds.azure(AZURE_KEY, versions=("2024-10-21",), v1=False)) as server:
        there = {"AZURE_API_BASE": server.origin, "AZURE_API_KEY": AZURE_KEY}
        assert ask("azure", there).models == clouds.DEPLOYABLE


def test_without_a_key_an_identity_of_entra_opens_it(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("azure.identity", reason="needs the extra `azure`")
    identity = clouds.managed_identity("canary-header-5f2e9a71c04d", AZURE_TOKEN)
    with serving(identity) as beside, serving(clouds.azure(AZURE_KEY, AZURE_TOKEN)) as server:
        monkeypatch.setenv("AZURE_TOKEN_CREDENTIALS", "ManagedIdentityCredential")
        monkeypatch.setenv("IDENTITY_ENDPOINT", beside.origin + "/token")
        monkeypatch.setenv("IDENTITY_HEADER", "canary-header-5f2e9a71c04d")
        seen = ask("azure", {"AZURE_OPENAI_ENDPOINT": server.origin})
        assert seen.models == clouds.DEPLOYABLE
        assert "api-key" not in seen.requests[0].headers
        monkeypatch.setenv("IDENTITY_HEADER", "another-5f2e9a71c04d")
        assert ask("azure", {"AZURE_OPENAI_ENDPOINT": server.origin}).problem[0] == "auth_failed"
        assert len(beside.requests) == 2, "the fallback must not look for an identity again"


def test_a_wrong_key_is_refused_and_not_repeated() -> None:
    with serving(clouds.azure(AZURE_KEY)) as server:
        there = {"AZURE_API_BASE": server.origin, "AZURE_API_KEY": AZURE_KEY + "-wrong"}
        assert ask("azure", there).problem[0] == "auth_failed"


def test_without_a_key_or_an_identity_it_says_what_to_set() -> None:
    pytest.importorskip("azure.identity", reason="needs the extra `azure`")
    seen = ask("azure", {"AZURE_OPENAI_ENDPOINT": "https://acme.openai.azure.com"})
    assert seen.problem[0] == "no_key"
    assert "AZURE_OPENAI_API_KEY" in seen.problem[1]


# ── all ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("provider_id", "library", "environ"),
    [
        ("bedrock", "botocore", KEYS),
        ("vertex", "google.auth", {"GOOGLE_APPLICATION_CREDENTIALS": "/canary-5f2e9a71c04d"}),
        ("azure", "azure", {"AZURE_OPENAI_ENDPOINT": "https://acme.openai.azure.com"}),
    ],
)
def test_without_its_library_a_cloud_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, provider_id: str, library: str, environ: dict[str, str]
) -> None:
    without(monkeypatch, library)
    seen = ask(provider_id, environ)
    assert seen.problem[0] == "unsupported"
    assert f"pip install 'whichmodel[{provider_id}]'" in seen.problem[1]
    assert seen.requests == []


@pytest.mark.parametrize("auth", ["bearer", "x-api-key", "x-goog-api-key", "anything"])
def test_all_other_requests_are_left_as_they_are(auth: str) -> None:
    request = Request("https://api.example/models", {auth: "key"}, True)
    assert signed(auth, KEYS, 0)(request) is request


def test_what_no_header_may_hold_is_refused_and_not_repeated() -> None:
    sign = signed("aws", {"AWS_BEARER_TOKEN_BEDROCK": "canary\n5f2e9a71c04d"}, 0)
    with pytest.raises(ListingProblem) as caught:
        sign(Request("https://bedrock.us-east-1.amazonaws.com/", {}, False))
    assert caught.value.status == "auth_failed"
    assert CANARY not in repr(caught.value)


def test_no_time_left_is_a_timeout(tmp_path: Path) -> None:
    pytest.importorskip("botocore", reason="needs the extra `bedrock`")
    seen = ask("bedrock", {"AWS_ENDPOINT_URL_BEDROCK": "http://127.0.0.1:9"}, seconds=0)
    assert seen.problem[0] == "timeout"


def test_the_libraries_log_nothing_on_the_terminal(
    google: Google, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(logging.root, "handlers", [])
    monkeypatch.delenv("GOOGLE_APPLICATION_CREDENTIALS")
    ask("vertex", google.environ)
    ask("azure", {"AZURE_OPENAI_ENDPOINT": "https://acme.openai.azure.com"})
    assert capsys.readouterr() == ("", "")
