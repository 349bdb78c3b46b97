"""The dialects by name: a literal table, so that adding one is one line here and one module."""

from whichmodel.discovery.providers import dashscope, huggingface, openai
from whichmodel.discovery.wire import Dialect

DIALECTS: dict[str, Dialect] = {
    "openai": openai,
    "dashscope": dashscope,
    "huggingface": huggingface,
}
