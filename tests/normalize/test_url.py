"""Addresses: which are one article's, which picture is behind a proxy, what leads nowhere."""

import pytest

from etl.normalize.url import absolute_url, canonical_url, is_below, unwrap_image, url_host


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://www.rfi.fr//cn/a", "https://rfi.fr/cn/a"),
        ("https://example.org/%e4%b8%ad%e5%9b%bd", "https://example.org/%E4%B8%AD%E5%9B%BD"),
        ("https://example.org/中国", "https://example.org/%E4%B8%AD%E5%9B%BD"),
        ("https://cn.ft.com/story/001000001?full=y", "https://cn.ft.com/story/001000001"),
        ("https://example.org/a?utm_source=rss&utm_medium=feed", "https://example.org/a"),
        ("https://example.org/a?b=1&a=2", "https://example.org/a?a=2&b=1"),
        ("https://example.org/a#comments", "https://example.org/a"),
        ("https://example.org/a/", "https://example.org/a"),
        ("https://example.org:443/a", "https://example.org/a"),
        ("HTTPS://EXAMPLE.org/a", "https://example.org/a"),
        (" https://example.org/a ", "https://example.org/a"),
        ("https://example.org", "https://example.org/"),
        ("https://example.org./a", "https://example.org/a"),
        ("https://www.example.org.:443/a", "https://example.org/a"),
        ("https://港口.example/a", "https://xn--6orv52d.example/a"),
        ("https://example.org/2020/7.html?from=timeline&isappinstalled=0", "https://example.org/2020/7.html"),
        ("https://example.org/read?id=7&source=rss", "https://example.org/read?id=7"),
        (
            "https://example.org/@hai/ferry-at-night-1f3e?source=rss-47",
            "https://example.org/@hai/ferry-at-night-1f3e",
        ),
        ("https://example.org/app#!/", "https://example.org/app"),
        ("https://example.org/app#/news/7/", "https://example.org/app#/news/7"),
        (
            "https://mp.weixin.qq.com/s?__biz=Mz==&mid=22&idx=1&sn=ab&chksm=c0&scene=27#wechat_redirect",
            "https://mp.weixin.qq.com/s?sn=ab&idx=1&mid=22&__biz=Mz==",
        ),
    ],
)
def test_two_addresses_of_one_article_are_one(one: str, other: str) -> None:
    assert canonical_url(one) == canonical_url(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.org/a?id=1", "https://example.org/a?id=2"),
        ("https://example.org/a", "https://example.org/A"),
        ("https://cn.example.org/a", "https://example.org/a"),
        ("https://example.org:8080/a", "https://example.org/a"),
        ("https://example.org/a%2Fb?x=1", "https://example.org/a%2Fb?x=2"),
        ("https://example.org/read?source=101", "https://example.org/read?source=102"),
        ("https://example.org/news_detail.php?from=101", "https://example.org/news_detail.php?from=102"),
        ("https://example.org/view?page=2&ref=A7&full=1", "https://example.org/view?page=2&ref=A8&full=1"),
        ("https://example.org/?spm=1", "https://example.org/?spm=2"),
        ("https://example.org/index.html#/detail?id=7", "https://example.org/index.html#/detail?id=8"),
        ("https://example.org/#!/a/1", "https://example.org/#!/a/2"),
        ("https://mp.weixin.qq.com/s?src=11&signature=a", "https://mp.weixin.qq.com/s?src=11&signature=b"),
        ("https://mp.weixin.qq.com/s?__biz=M&mid=2&idx=1", "https://mp.weixin.qq.com/s?__biz=M&mid=2&idx=2"),
    ],
)
def test_two_articles_keep_two_addresses(one: str, other: str) -> None:
    assert canonical_url(one) != canonical_url(other)


@pytest.mark.parametrize(
    "url", ["http://[broken", "http://example.org:port/a", "", "https://", "/a?b=1#c", "周远"]
)
def test_text_without_a_host_is_unchanged(url: str) -> None:
    assert canonical_url(url) == url


@pytest.mark.parametrize(
    ("source", "picture"),
    [
        (
            "https://images.weserv.nl/?url=ichef.bbci.co.uk/news/640/a.jpg",
            "https://ichef.bbci.co.uk/news/640/a.jpg",
        ),
        ("https://images.weserv.nl?url=gdb.voanews.com/a_w900.jpg", "https://gdb.voanews.com/a_w900.jpg"),
        ("//images.weserv.nl/?url=gdb.voanews.com/a.jpg", "https://gdb.voanews.com/a.jpg"),
        ("https://images.weserv.nl/?url=https%3A%2F%2Fexample.org%2Fa.jpg", "https://example.org/a.jpg"),
        ("https://images.weserv.nl/?w=300&url=example.org/a.jpg&h=1", "https://example.org/a.jpg"),
        ("//s4.reutersmedia.net/r/?m=02&i=1", "https://s4.reutersmedia.net/r/?m=02&i=1"),
        ("/img/a.jpg", "https://example.org/img/a.jpg"),
        ("a b.jpg", "https://example.org/news/ab.jpg"),
    ],
)
def test_a_pictures_address_is_its_own_and_absolute(source: str, picture: str) -> None:
    assert unwrap_image(source, "https://example.org/news/1") == picture


@pytest.mark.parametrize("url", ["", "#top", "javascript:void(0)", "data:image/gif;base64,R0", "about:blank"])
def test_links_without_a_target_are_none(url: str) -> None:
    assert absolute_url(url, "https://example.org/") is None


@pytest.mark.parametrize(
    ("host", "is_own"),
    [("rfi.fr", True), ("m.rfi.fr", True), ("notrfi.fr", False), ("rfi.fr.example", False), (None, False)],
)
def test_a_host_belongs_to_a_domain_when_it_is_it_or_below_it(host: str | None, is_own: bool) -> None:
    assert is_below(host, ("rfi.fr",)) is is_own


def test_a_host_has_no_www_and_no_port() -> None:
    assert url_host("http://WWW.Example.org:8080/a") == "example.org"
    assert url_host("no address") is None
