"""Where a request comes from: as much of it as limits need, and no more."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

# Bits that all machines of one connection share; a household or a small office has a /48
# of its own in IPv6. https://www.rfc-editor.org/rfc/rfc6177
IPV4_BITS = 24
IPV6_BITS = 48
UNKNOWN = "unknown"


def network(request: HttpRequest) -> str:
    """Return the network of the visitor, ``192.0.2.0/24``; ``unknown`` if nothing is told.

    Never the address of one machine. What visitors say of themselves is not believed: only
    what the last ``TRUSTED_PROXIES`` proxies have written.
    """
    return next(filter(None, map(network_of, (forwarded(request), remote(request)))), UNKNOWN)


def forwarded(request: HttpRequest) -> str:
    """Return the address for which the outermost of our own proxies asked; "" without one.

    Each proxy adds whom it serves at the right end; what stands further left came along
    with the request. A shorter list passed fewer proxies: all of it is ours.
    """
    known = [part for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part]
    ours = known[-settings.TRUSTED_PROXIES :] if settings.TRUSTED_PROXIES else []
    return ours[0].strip() if ours else ""


def remote(request: HttpRequest) -> str:
    """Return who is at the other end of the connection; "" behind a Unix socket."""
    return str(request.META.get("REMOTE_ADDR", ""))


def network_of(address: str) -> str:
    """Return the network that ``address`` lies in; "" if it is no address."""
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped is None:
            return str(ip_network((int(found), IPV6_BITS), strict=False))
        found = found.ipv4_mapped
    return str(ip_network((int(found), IPV4_BITS), strict=False))
