"""Requests that a plain key does not open: signed ones (AWS), short-lived tokens (Google, Azure).

What signs them is each cloud's own library, an extra; without it the listing says so. A library
looks for credentials where it always does, and there (profiles, logins, metadata servers) it reads
the environment of the process. What it says of a failure may quote secrets, so we only name it.
"""

import logging
import time
from collections.abc import Callable
from importlib import import_module
from itertools import pairwise
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

from whichmodel.discovery.errors import ListingProblem
from whichmodel.discovery.providers import CREDENTIALS, filled
from whichmodel.discovery.wire import Request, said_in

Sign = Callable[[Request], Request]
CLOUD_PLATFORM = "https://www.googleapis.com/auth/cloud-platform"
COGNITIVE_SERVICES = "https://cognitiveservices.azure.com/.default"


def signed(auth: str, environ: dict[str, str], deadline: float) -> Sign:
    """A function that makes a request acceptable; for most providers it changes nothing.

    Credentials are looked for at the first request that needs them; ListingProblem tells why
    there are none. `deadline` is in the seconds of `time.monotonic`.
    """
    find = _CLOUDS.get(auth)
    if find is None:
        return _unchanged
    outcome: list[Sign | ListingProblem] = []

    def sign(request: Request) -> Request:
        if "api-key" in request.headers:
            return request
        if not outcome:
            outcome.append(_found(find, environ, deadline))
        if isinstance(outcome[0], ListingProblem):
            raise outcome[0]
        return outcome[0](request)

    return sign


def token_of(request: Request) -> str | None:
    """The token in a request's headers, which a server could repeat; None where it has none."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token if scheme == "Bearer" else request.headers.get("X-Amz-Security-Token")


def _unchanged(request: Request) -> Request:
    return request


def _found(
    find: Callable[[dict[str, str], float], Sign], environ: dict[str, str], deadline: float
) -> Sign | ListingProblem:
    try:
        return find(environ, deadline)
    except ListingProblem as problem:
        return problem


def _with(request: Request, headers: dict[str, str]) -> Request:
    """The request with headers that hold a secret: what is not printable is refused unquoted."""
    if not all(value.isascii() and value.isprintable() for value in headers.values()):
        raise ListingProblem("auth_failed", "the credentials hold characters that none have")
    return request._replace(headers={**request.headers, **headers}, secret=True)


def _bearer(token: str, **headers: str) -> Sign:
    return lambda request: _with(request, {"Authorization": f"Bearer {token}", **headers})


def _library(extra: str, name: str, otherwise: str = "") -> ModuleType:
    """A module of a cloud's library, which keeps to itself what it would log on the terminal."""
    try:
        module = import_module(name)
    except ImportError:
        words = f"needs the extra `{extra}`: pip install 'whichmodel[{extra}]'{otherwise}"
        raise ListingProblem("unsupported", words) from None
    logging.getLogger(name).addHandler(logging.NullHandler())
    return module


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise ListingProblem("timeout", "no time left")
    return left


def _aws(environ: dict[str, str], deadline: float) -> Sign:
    token = environ.get("AWS_BEARER_TOKEN_BEDROCK", "").strip()
    if token:
        return _bearer(token)
    instead = ", or set AWS_BEARER_TOKEN_BEDROCK"
    signer = _library("bedrock", "botocore.auth", instead).SigV4Auth
    blank = _library("bedrock", "botocore.awsrequest").AWSRequest
    credentials = _aws_credentials(environ, deadline)

    def sign(request: Request) -> Request:
        path, mark, query = request.url.partition("?")
        url = path + mark + query.replace("+", "%20")  # as a signature spells a space
        asked = blank("GET", url, headers=request.headers)
        signer(credentials, "bedrock", region_of(url, environ)).add_auth(asked)
        return _with(request._replace(url=url), dict(asked.headers.items()))

    return sign


def region_of(url: str, environ: dict[str, str]) -> str:
    """The region that Amazon's host names state; elsewhere the one that the environment names."""
    host = urlsplit(url).hostname or ""
    labels = host.split(".")
    if "amazonaws" in labels:
        for service, region in pairwise(labels):
            if service in ("bedrock", "bedrock-fips"):
                return region
    return filled("{AWS_REGION|AWS_DEFAULT_REGION|us-east-1}", environ)


def _aws_credentials(environ: dict[str, str], deadline: float) -> Any:
    """Keys in the environment, else what botocore's own chain finds."""
    names = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")
    key, secret, token = (environ.get(name, "").strip() for name in names)
    if key and secret:
        return _library("bedrock", "botocore.credentials").Credentials(key, secret, token or None)
    errors = _library("bedrock", "botocore.exceptions")
    try:
        found = _aws_session(deadline).get_credentials()
        if found is not None:
            return found.get_frozen_credentials()
    except (errors.BotoCoreError, errors.ClientError) as error:
        raise _aws_problem(error, errors) from None
    wanted = "AWS_BEARER_TOKEN_BEDROCK, AWS_ACCESS_KEY_ID or AWS_PROFILE"
    raise ListingProblem("no_key", f"no AWS credentials: set {wanted}")


def _aws_session(deadline: float) -> Any:
    """A session that asks no longer than the deadline, once, and never asks the person."""
    session = _library("bedrock", "botocore.session").Session()
    config = _library("bedrock", "botocore.config").Config
    limit, once = _left(deadline), {"total_max_attempts": 1}
    session.set_default_client_config(
        config(connect_timeout=limit, read_timeout=limit, retries=once)
    )
    _refuse_prompt(session)
    return session


def _refuse_prompt(session: Any) -> None:
    """A profile, or one that it builds on, may want a code typed in: nobody is there to type."""
    profiles = dict(session.full_config.get("profiles", {}))
    name = session.get_config_variable("profile") or "default"
    while profile := profiles.pop(name, None):
        if "mfa_serial" in profile:
            words = "asks for an MFA code: put the keys of a session into the environment"
            raise ListingProblem("no_key", f"the AWS profile {name!a} {words}")
        name = profile.get("source_profile")


def _aws_problem(error: Exception, errors: ModuleType) -> ListingProblem:
    missing = (errors.ProfileNotFound, errors.PartialCredentialsError, errors.ConfigNotFound)
    status = "no_key" if isinstance(error, missing) else "auth_failed"
    if isinstance(error, errors.HTTPClientError | errors.ConnectionError):
        status = "unreachable"
    said = f"AWS credentials: {type(error).__name__}"
    return ListingProblem(status, f"{said}; `aws sts get-caller-identity` tells more")


def _google(environ: dict[str, str], deadline: float) -> Sign:
    errors = _library("vertex", "google.auth.exceptions")
    transport = _library("vertex", "google.auth.transport.requests").Request()
    request = _in_time(transport, deadline)
    try:
        credentials, project = _google_credentials(environ, request)
        credentials.refresh(request)
    except errors.DefaultCredentialsError as error:
        raise ListingProblem("no_key", said_in(str(error.args[0]))) from None
    except errors.GoogleAuthError as error:
        raise _google_problem(error, errors) from None
    except (OSError, ValueError, TypeError) as error:
        words = f"the Google credentials cannot be read: {type(error).__name__}"
        raise ListingProblem("no_key", words) from None
    payer = _payer(credentials, project, environ)
    return _bearer(credentials.token, **({"X-Goog-User-Project": payer} if payer else {}))


def _in_time(transport: Any, deadline: float) -> Any:
    """The transport, held to the deadline; a metadata server is near, or it is not there."""

    def request(url: str, method: str = "GET", **options: Any) -> Any:
        near = "metadata-flavor" in (options.get("headers") or {})
        options["timeout"] = min(_left(deadline), 1.0) if near else _left(deadline)
        return transport(url, method, **options)

    return request


def _google_credentials(environ: dict[str, str], request: Any) -> tuple[Any, str | None]:
    """A service account that the environment holds or names, else the application default."""
    from json import load, loads

    names = ("VERTEXAI_CREDENTIALS", "GOOGLE_APPLICATION_CREDENTIALS")
    given = next((environ[name].strip() for name in names if environ.get(name, "").strip()), "")
    if given.startswith("{"):
        account = loads(given)
    elif given:
        with open(given, encoding="utf-8") as file:
            account = load(file)
    else:
        account = {}
    if account.get("type") != "service_account":
        return _library("vertex", "google.auth").default([CLOUD_PLATFORM], request)  # type: ignore[no-any-return]
    kind = _library("vertex", "google.oauth2.service_account").Credentials
    return kind.from_service_account_info(account, scopes=[CLOUD_PLATFORM]), None


def _payer(credentials: Any, project: str | None, environ: dict[str, str]) -> str | None:
    """The project that the request counts for: people have to name one, accounts have their own."""
    own: str | None = getattr(credentials, "quota_project_id", None)
    if own or not getattr(credentials, "refresh_token", None):
        return own
    return environ.get("VERTEXAI_PROJECT") or environ.get("GOOGLE_CLOUD_PROJECT") or project


def _google_problem(error: Any, errors: ModuleType) -> ListingProblem:
    if isinstance(error, errors.TransportError) or error.retryable:
        return ListingProblem("unreachable", "Google's token endpoint does not answer")
    answer = error.args[-1] if error.args else None
    said = answer.get("error") if isinstance(answer, dict) else None
    code = f" ({said})" if isinstance(said, str) and said.replace("_", "").isalpha() else ""
    words = f"Google refused the credentials{code}"
    return ListingProblem("auth_failed", f"{words}; `gcloud auth application-default login`")


def _azure(environ: dict[str, str], deadline: float) -> Sign:
    instead = ", or set AZURE_OPENAI_API_KEY"
    identity = _library("azure", "azure.identity", instead)
    errors = _library("azure", "azure.core.exceptions")
    limit = _left(deadline)
    try:
        with identity.DefaultAzureCredential(
            process_timeout=limit, connection_timeout=limit, read_timeout=limit, retry_total=0
        ) as credential:
            return _bearer(credential.get_token(COGNITIVE_SERVICES).token)
    except errors.ClientAuthenticationError as error:
        raise _azure_problem(error, environ) from None
    except errors.AzureError as error:
        raise ListingProblem("unreachable", f"Entra ID: {type(error).__name__}") from None


def _azure_problem(error: Exception, environ: dict[str, str]) -> ListingProblem:
    """An identity that the environment names was refused; where it names none, there is none."""
    named = any(all(environ.get(name) for name in group) for group in CREDENTIALS["azure"])
    codes = [word.rstrip(":.") for word in str(error).split() if word.startswith("AADSTS")]
    code = f" ({codes[0]})" if codes and codes[0].isalnum() else ""
    words = f"no API key, and no token from Entra ID{code}"
    status = "auth_failed" if named else "no_key"
    return ListingProblem(status, f"{words}: set AZURE_OPENAI_API_KEY or use `az login`")


_CLOUDS = {"aws": _aws, "google": _google, "azure": _azure}
