"""The least that fetching takes here: `python plain.py URL...`, one thread each, nothing kept."""

import http.client
import json
import ssl
import sys
from threading import Thread
from urllib.parse import urlsplit

CONTEXT = ssl.create_default_context()


def fetch(url: str) -> None:
    parts = urlsplit(url)
    assert parts.hostname
    connection = http.client.HTTPSConnection(parts.hostname, parts.port, context=CONTEXT)
    connection.request("GET", parts.path)
    assert len(json.loads(connection.getresponse().read())["data"])


threads = [Thread(target=fetch, args=(url,)) for url in sys.argv[1:]]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
