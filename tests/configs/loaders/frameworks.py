"""Python files, run up to where they would ask: `frameworks.py TARGET FILE`."""

import json
import runpy
import sys


def langchain(model):
    return model.model, model.api_base, model.api_key


def llamaindex(model):
    more = model.additional_kwargs
    return model.model, more.get("api_base"), more["api_key"]


def dspy(model):
    return model.model, model.kwargs.get("api_base"), model.kwargs["api_key"]


def crewai(model):
    told = model._prepare_completion_params("hello")
    return told["model"], told.get("api_base"), told["api_key"]


def autogen(model):
    client = model._client
    return model._raw_config["model"], str(client.base_url).rstrip("/"), client.api_key


def ag2(model):
    return model.model, model.base_url, model.create()._client.api_key


def pydantic_ai(model):
    client = model.client
    if "mistralai" in type(client).__module__:
        key = client.sdk_configuration.security.api_key
    else:
        key = client.api_key
    return model.model_name, str(model.base_url).rstrip("/"), key


def python(model):
    return model["model"], model.get("api_base"), model["api_key"]


read = globals()[sys.argv[1].replace("-", "_")]
print(json.dumps([read(model) for model in runpy.run_path(sys.argv[2])["MODELS"]]))
