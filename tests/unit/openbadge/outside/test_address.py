"""Which addresses may be asked for: the rows S01 (disguised addresses) and S02 (schemes)."""

import ipaddress

import pytest

from openbadge.errors import UnreachableError
from openbadge.outside.fetch import is_public
from openbadge.outside.fetch.address import parse

NOT_PUBLIC = """
0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.100.100.200 100.127.255.255 127.0.0.1 127.1.2.3
168.63.129.16 169.254.0.1 169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.1 192.0.0.170 192.0.2.1
192.88.99.1 192.168.1.1 198.18.0.1 198.19.255.255 198.51.100.7 203.0.113.9 224.0.0.1 239.255.255.250
240.0.0.1 255.255.255.255 192.52.193.1 192.175.48.1 192.31.196.1 :: ::1 ::127.0.0.1 ::ffff:127.0.0.1
::ffff:8.8.8.8 ::ffff:0:10.0.0.1 64:ff9b::127.0.0.1 64:ff9b::8.8.8.8 64:ff9b:1::a00:1 100::1 2001::1
2001:0:7f00:1:: 2001:2::1 2001:10::1 2001:20::1 2001:db8::1 2002:7f00:1:: 2002:0808:0808::1
2620:4f:8000::1 3fff::1 5f00::1 fc00::1 fd00:ec2::254 fe80::1 fec0::1 ff02::1 ff0e::1 4000::1
"""
PUBLIC = """
1.1.1.1 8.8.8.8 93.184.215.14 172.15.0.1 172.32.0.1 100.63.0.1 100.128.0.1 2606:4700::1111
2a00:1450:4007::1
"""


@pytest.mark.parametrize("text", NOT_PUBLIC.split())
def test_s01_addresses_that_are_not_public(text: str) -> None:
    assert not is_public(ipaddress.ip_address(text))


@pytest.mark.parametrize("text", PUBLIC.split())
def test_s01_addresses_that_are_public(text: str) -> None:
    assert is_public(ipaddress.ip_address(text))


DISGUISED = """
https://2130706433/ https://0x7f000001/ https://0x7f.0.0.1/ https://0177.0.0.1/ https://017700000001/
https://127.1/ https://127.0.1/ https://0/ https://127.0.0.1./ https://127.0.0.1:443/ https://[::1]/
https://[::]/ https://[::ffff:127.0.0.1]/ https://[::ffff:7f00:1]/ https://[0:0:0:0:0:ffff:127.0.0.1]/
https://[::127.0.0.1]/ https://[64:ff9b::7f00:1]/ https://[2002:7f00:1::]/ https://[fe80::1]/
https://[fe80::1%25eth0]/ https://[fd00:ec2::254]/ https://169.254.169.254/latest/meta-data
https://[::1%lo]/ https://[127.0.0.1]/ https://localhost/ https://LOCALHOST/ https://localhost./
https://intranet/ https://1.1.1/ https://1.1.1.1.1/ https://256.256.256.256/ https://08.8.8.8/
https://1.1.1.1&@127.0.0.1/ https://example.org@127.0.0.1/ https://user:pass@example.org/
https://@example.org/ https://example.org\\@127.0.0.1/ https://example.org:80:443/
https://example.org:0/ https://example.org:65536/ https://example.org:99999999/ https:///example.org/
https:/example.org https:example.org https:// https://.example.org/ https://example..org/
https://-a.example.org/ https://a-.example.org/ https://exa%6dple.org/ https://①②⑦.⓪.⓪.①/
https://１２７.0.0.1/ https://example。org/ https://ex\u00adample.org/ https://example.org/é
https://0.0.0.0/
"""
SPACED = [
    "https://example.org/a b",
    " https://example.org/",
    "https://example.org/\n",
    "https://exa\tmple.org/",
    "https://example.org/\0",
    "https://example.org\r\nHost: x/",
]


@pytest.mark.parametrize("url", DISGUISED.split() + SPACED)
@pytest.mark.parametrize("allow_localhost", [False, True])
def test_s01_addresses_that_hide_what_they_are(url: str, allow_localhost: bool) -> None:
    if allow_localhost and url.lower().startswith(
        ("https://localhost", "https://127.0.0.1", "https://[::1]/")
    ):
        assert parse(url, allow_localhost=True).local
        return
    with pytest.raises(UnreachableError):
        parse(url, allow_localhost=allow_localhost)


def test_s01_a_fragment_cannot_change_the_host() -> None:
    with pytest.raises(UnreachableError):
        parse("https://127.0.0.1#@example.org/", allow_localhost=False)
    assert parse("https://example.org#@127.0.0.1/", allow_localhost=False).host == "example.org"


SCHEMES = """
http ftp ftps file gopher dict ldap ldaps tftp ssh sftp smb jar data javascript blob ws wss about
view-source netdoc phar php expect httpss
"""


@pytest.mark.parametrize("scheme", SCHEMES.split())
def test_s02_schemes(scheme: str) -> None:
    for url in (f"{scheme}://example.org/", f"{scheme}:example.org", f"{scheme.upper()}://example.org/"):
        with pytest.raises(UnreachableError):
            parse(url, allow_localhost=True)


def test_s02_no_scheme_at_all() -> None:
    for url in ("", "example.org", "//example.org/", "/etc/passwd", "?", "#", "did:web:example.org"):
        with pytest.raises(UnreachableError):
            parse(url, allow_localhost=True)


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("https://example.org", "https://example.org/"),
        ("HTTPS://Example.ORG./a?b=c#d", "https://example.org/a?b=c"),
        ("https://example.org:8443/x", "https://example.org:8443/x"),
        ("https://example.org:443?x", "https://example.org/?x"),
        ("https://xn--bcher-kva.example/", "https://xn--bcher-kva.example/"),
        ("https://1.1.1.1/", "https://1.1.1.1/"),
        ("https://[2606:4700::1111]:444/", "https://[2606:4700::1111]:444/"),
        ("https://a_b.example.org/%2e%2e/", "https://a_b.example.org/%2e%2e/"),
    ],
)
def test_usual_addresses(url: str, asked: str) -> None:
    assert parse(url, allow_localhost=False).url == asked


@pytest.mark.parametrize(
    "url", ["http://localhost:8000/x", "http://127.0.0.1/", "https://localhost/", "http://[::1]:8000/"]
)
def test_this_machine_only_when_allowed(url: str) -> None:
    assert parse(url, allow_localhost=True).local
    with pytest.raises(UnreachableError):
        parse(url, allow_localhost=False)


def test_very_long_addresses() -> None:
    with pytest.raises(UnreachableError) as caught:
        parse("https://example.org/" + "a" * 3_000, allow_localhost=False)
    assert len(str(caught.value.facts["url"])) <= 2_048
