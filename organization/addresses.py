"""From which address a request comes, when proxies stand in front. Pure.

`X-Forwarded-For` is what the caller and every proxy wrote, the last one at the right. Only what
a proxy of ours wrote is believed: reading from the right, the first address that is none of ours.
"""

from collections.abc import Iterable
from ipaddress import ip_address, ip_network


def client_address(remote: str, forwarded: str, proxies: Iterable[str]) -> str:
    """`remote` is the address of the connection, `forwarded` the header, `proxies` the addresses
    and networks of ours. Whatever is no address is not believed."""
    ours = [ip_network(proxy, strict=False) for proxy in proxies]
    address = remote
    for step in [remote, *reversed(forwarded.split(","))]:
        try:
            known = ip_address(step.strip())
        except ValueError:
            break
        address = str(known)
        if not any(known in network for network in ours):
            break
    return address
