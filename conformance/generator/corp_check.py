"""Cross-Origin-Resource-Policy: where the page and the resource stand x header x embedder policy x credentials x navigation."""

from axes import Area, v
from rules import get

CORP = "Cross-Origin-Resource-Policy"
# Page and resource: (origin, URL, same origin, same site whatever the scheme, kept from an http page by its https).
PLACES = [
    v("same-origin", ("https://www.a.test", "https://www.a.test/x", True, True, False), "a resource of the page's own origin"),
    v("same-site", ("https://www.a.test", "https://cdn.a.test/x", False, True, False), "a resource of the same site"),
    v("parent", ("https://www.a.test", "https://a.test/x", False, True, False), "a resource of the parent domain"),
    v("other-port", ("https://www.a.test", "https://www.a.test:8443/x", False, True, False), "a resource at another port"),
    v("http-resource", ("https://www.a.test", "http://cdn.a.test/x", False, True, False), "a resource of http for a page of https"),
    v("https-resource", ("http://www.a.test", "https://cdn.a.test/x", False, True, True), "a resource of https for a page of http"),
    v("other-site", ("https://www.a.test", "https://b.test/x", False, False, False), "a resource of another site"),
    v("look-alike", ("https://a.test", "https://evila.test/x", False, False, False), "a resource of a site that ends alike"),
    v("public-suffix", ("https://a.co.uk", "https://b.co.uk/x", False, False, False), "a resource under the same public suffix"),
    v("same-address", ("http://127.0.0.1", "http://127.0.0.1:8080/x", False, True, False), "a resource at another port of an address"),
    v("near-address", ("http://127.0.0.1", "http://127.0.0.2/x", False, False, False), "a resource at an address that ends alike"),
    v("opaque-page", ("null", "https://a.test/x", False, False, False), "a resource for a page with an opaque origin",
        needs=["opaque-origins"]),
]
SHAPES = [
    v("absent", [], "no policy"), v("same-origin", ["same-origin"], "`same-origin`"), v("same-site", ["same-site"], "`same-site`"),
    v("cross-origin", ["cross-origin"], "`cross-origin`"),
    v("in-blanks", [" same-origin\t"], "`same-origin` between blanks"), v("capital", ["Same-Origin"], "`Same-Origin`"),
    v("empty", [""], "an empty policy"),
    v("unknown", ["same-party"], "an unknown word"), v("list", ["same-site, same-origin"], "a list"),
    v("lines", ["same-origin", "same-origin"], "two equal lines"),
    v("lines-that-differ", ["cross-origin", "same-origin"], "two lines that differ"), v("quoted", ['"same-origin"'], "a quoted word"),
    v("parameter", ["same-origin; report-to=x"], "a parameter"),
    v("vt", ["same-origin\x0b"], "`same-origin` before a vertical tab"),
]
EMBEDDERS = [v("unsafe-none", "unsafe-none", "no embedder policy"), v("credentialless", "credentialless", "embedder policy credentialless"),
    v("require-corp", "require-corp", "embedder policy require-corp")]
NONE, CREDENTIALLESS, REQUIRE = EMBEDDERS


def internal_check(place, embedder, headers, included, navigation):
    """CRP-4 to CRP-9: (allowed, the rule that decides)."""
    _, _, same_origin, same_site, kept_from_http = place
    if navigation and embedder == "unsafe-none":
        return True, "CRP-4"
    policy = get(headers, CORP)
    if policy not in ("same-origin", "same-site", "cross-origin"):  # CRP-5
        policy = None
    if policy is None:  # CRP-6
        if embedder == "require-corp" or (embedder == "credentialless" and (included or navigation)):
            policy = "same-origin"
    if policy in (None, "cross-origin"):
        return True, "CRP-7"
    if policy == "same-origin":
        return same_origin, "CRP-8"
    return same_site and not kept_from_http, "CRP-9"


def check(place, mode, embedder, headers, included, navigation):
    """CRP-1 to CRP-3, and CRP-10 where nothing is checked."""
    if mode != "no-cors" and not navigation:
        return True, ["CRP-10"]
    allowed, rule = internal_check(place, "unsafe-none", headers, included, navigation)
    if not allowed or embedder == "unsafe-none":
        return allowed, [rule, "CRP-1"] if embedder != "unsafe-none" else [rule]
    allowed, rule = internal_check(place, embedder, headers, included, navigation)
    return allowed, [rule, "CRP-3"]


def add(area, place, shape, embedder, included=False, navigation=False, mode="no-cors"):
    origin, url = place.value[:2]
    headers = [[CORP, line] for line in shape.value]
    given = {"origin": origin, "url": url, "mode": mode, "embedder_policy": embedder.value, "headers": headers}
    if included:
        given["credentials_included"] = True
    if navigation:
        given["for_navigation"] = True
    if area.has("corp-check", given):
        return
    allowed, covers = check(place.value, mode, embedder.value, headers, included, navigation)
    if mode != "no-cors" and not navigation:
        flag = "CorpOverreaches"
    elif shape.name not in ("absent", "same-origin", "same-site", "cross-origin"):
        flag = "CorpMisread"
    elif "CRP-9" in covers:
        flag = "CorpSiteWrong"
    else:
        flag = "CorpIgnored" if not allowed else "CorpMisread"
        if embedder is not NONE and shape.name == "absent":
            flag = "EmbedderPolicyTooStrict" if allowed else "EmbedderPolicyIgnored"
    values = [place, "corp-" + shape.name,
        embedder] + (["credentials"] if included else []) + (["navigation"] if navigation else []) + ([mode] if mode not in ("no-cors",
            "navigate") else [])
    how = f"in mode {mode}, {embedder.says}" if mode != "no-cors" else embedder.says
    how += ", credentials included" if included else ""
    result = "allowed" if allowed else "blocked"
    area.add(values, "corp-check", given, {"result": result}, covers, [flag],
        f"{place.says[0].upper() + place.says[1:]} with {shape.says}, {how}: {result}",
             needs=list(place.needs) + (["embedder-policy"] if embedder is not NONE else []))


def area():
    made = Area("corp-check", "Cross-Origin-Resource-Policy over places, policies and embedders")
    for place in PLACES:
        for shape in SHAPES[:4]:
            add(made, place, shape, NONE)
    for shape in SHAPES[4:]:
        for place in [PLACES[0], PLACES[6]]:
            add(made, place, shape, NONE)
        add(made, PLACES[6], shape, REQUIRE)
    for embedder in [CREDENTIALLESS, REQUIRE]:
        for place in [PLACES[0], PLACES[1], PLACES[5], PLACES[6], PLACES[11]]:
            for shape in SHAPES[:4]:
                add(made, place, shape, embedder)
                # Included credentials count where nothing is said, under credentialless alone.
                if shape.name == "absent" or place.name == "other-site":
                    add(made, place, shape, embedder, included=True)
    for embedder in EMBEDDERS:
        for place in [PLACES[0], PLACES[1], PLACES[6]]:
            for shape in SHAPES[:4]:
                add(made, place, shape, embedder, navigation=True, mode="navigate")
    for mode in ["cors", "same-origin", "websocket"]:
        for shape in [SHAPES[0], SHAPES[1], SHAPES[3]]:
            add(made, PLACES[6], shape, REQUIRE, mode=mode)
            if shape.name == "same-origin":
                add(made, PLACES[6], shape, NONE, mode=mode)
    return made
