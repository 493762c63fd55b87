"""The two products' own clients as one. Each refuses the other's server.

They speak plain requests: the same bodies for both, so nothing above knows which it is.
"""

import importlib
import json
import logging
from base64 import b64encode
from typing import Any, Protocol

from django.core.exceptions import ImproperlyConfigured

from search.engines.server.address import Address

# Kept open for the next request; a process has a few threads.
CONNECTIONS = 10
# We say ourselves what went wrong, once, instead of at every request with a traceback.
for name in ("elastic_transport", "opensearch"):
    logging.getLogger(name).setLevel(logging.CRITICAL)

Headers = dict[str, str]


class Silent(Exception):
    """No answer, none in time, or none that can be read."""


class Refused(Exception):
    """The server answers that it will not."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(f"{status} {reason}".strip())
        self.status = status


class Client(Protocol):
    def call(self, method: str, path: str, body: object, timeout: float) -> Any:
        """Return the answer to ``body``: a dictionary, or lines of JSON in one text.

        Waits at most ``timeout`` seconds. Raises :class:`Silent` or :class:`Refused`.
        """


def client(address: Address) -> Client:
    """Return a client for ``address``. Raises ``ImproperlyConfigured`` if it is not installed."""
    kind = ElasticsearchClient if address.product == "elasticsearch" else OpenSearchClient
    try:
        return kind(address)
    except ImportError:
        raise ImproperlyConfigured(
            f"SEARCH_URL names a server of {address.product}, whose client is missing: "
            "pip install -r requirements/servers.txt"
        ) from None


class ElasticsearchClient:
    """Elasticsearch 8 and 9."""

    def __init__(self, address: Address) -> None:
        from elasticsearch import ApiError, Elasticsearch, TransportError

        self._refusal, self._failure = ApiError, (TransportError, UnicodeError, ValueError)
        scheme = "https" if address.tls else "http"
        trusted: dict[str, Any] = {"ca_certs": address.ca} if address.ca else {}
        self._client = Elasticsearch(
            [f"{scheme}://{host}:{port}" for host, port in address.hosts],
            headers=_authorization(address),
            connections_per_node=CONNECTIONS,
            # The next host, if one cannot be reached; but nobody waits twice.
            max_retries=len(address.hosts) - 1,
            retry_on_timeout=False,
            retry_on_status=(),
            **trusted,
        )

    def call(self, method: str, path: str, body: object, timeout: float) -> Any:
        try:
            answer = self._client.options(request_timeout=timeout).perform_request(
                method, path, headers=_headers(body), body=body
            )
        except self._refusal as error:
            raise Refused(error.status_code, reason(error.body)) from None
        except self._failure as error:
            raise Silent(type(error).__name__) from None
        return answer.body


class OpenSearchClient:
    """OpenSearch 2 and 3."""

    def __init__(self, address: Address) -> None:
        # As with the other: not a name to check types by, since it may not be installed.
        library = importlib.import_module("opensearchpy")
        self._refusal = library.TransportError
        self._failure = (library.OpenSearchException, UnicodeError, ValueError)
        trusted: dict[str, Any] = {"ca_certs": address.ca} if address.ca else {}
        self._client = library.OpenSearch(
            [{"host": host.strip("[]"), "port": port} for host, port in address.hosts],
            headers=_authorization(address),
            use_ssl=address.tls,
            pool_maxsize=CONNECTIONS,
            max_retries=len(address.hosts) - 1,
            retry_on_timeout=False,
            retry_on_status=(),
            **trusted,
        )

    def call(self, method: str, path: str, body: object, timeout: float) -> Any:
        try:
            return self._client.transport.perform_request(
                method, path, body=body, timeout=timeout, headers=_headers(body)
            )
        except self._refusal as error:
            # "N/A" or "TIMEOUT" if there was no answer.
            if isinstance(error.status_code, int):
                raise Refused(error.status_code, reason(error.info)) from None
            raise Silent(type(error).__name__) from None
        except self._failure as error:
            raise Silent(type(error).__name__) from None


def _authorization(address: Address) -> Headers:
    """Return who we are. The clients' own ways fail for signs that are not ASCII."""
    if address.api_key:
        return {"authorization": f"ApiKey {address.api_key}"}
    if address.user:
        person = b64encode(f"{address.user}:{address.password}".encode()).decode()
        return {"authorization": f"Basic {person}"}
    return {}


def _headers(body: object) -> Headers:
    kind = "application/x-ndjson" if isinstance(body, str) else "application/json"
    return {"accept": "application/json", **({"content-type": kind} if body is not None else {})}


def reason(body: object) -> str:
    """Return in a few words why the server refuses."""
    error = body.get("error", "") if isinstance(body, dict) else ""
    if isinstance(error, dict):
        return f"{error.get('type', '')}: {error.get('reason', '')}"[:300]
    return str(error)[:300]


def lines(*parts: object) -> str:
    """Return ``parts`` as lines of JSON."""
    return "".join(f"{json.dumps(part, separators=(',', ':'))}\n" for part in parts)
