"""Vectors that a merge passes over, for they lead nowhere new, and that are kept: each notices a bug of conformance/mutants.json that nothing else
in the corpora notices, so that a replay does. room_test.py holds that they are there."""

KEPT = {
    "get_decode_split": (
        "generated-get-decode-split-whole-crlf",
    ),
    "policy_decision": (
        "policy-preflight-method-lower-case",
    ),
    "range": (
        "deviations-range-with-a-plus",
    ),
    "response_checks": (
        "corp-navigation-without-embedder-policy", "corp-same-site-insecure-resource", "header-grammar-corp-in-another-case",
        "generated-tao-check-origin-http-tao-list-with-wildcard-cors", "timing-failure-is-sticky-at-home",
    ),
    "safelist": (
        "generated-safelisted-request-header-byte-accept-e9", "generated-safelisted-request-header-byte-accept-tab",
        "mime-type-space-before-semicolon", "safelist-129-high-bytes", "safelist-content-type-multipart-mixed", "safelist-content-type-text-any",
        "safelist-name-last-event-id",
    ),
    "url": (
        "origin-of-url-ftp",
    ),
    "whole_fetch": (
        "ambiguities-empty-referrer-policy-hides-nothing", "api-body-type-gives-way", "corp-cors-response-ignores-it",
        "corp-credentialless-at-home", "cors-check-error-status-is-checked", "deviations-same-origin-redirect-with-userinfo",
        "deviations-secure-redirect-taints", "exposed-headers-last-response-exposes", "http-fetch-location-of-a-201-leads-nowhere",
        "http-fetch-status-204-without-grant-is-blocked", "main-fetch-star-with-credentials-exposes-nothing",
        "network-misdirected-stream-is-not-asked-again", "network-refused-preflight-of-a-stream-comes-first",
        "network-unauthorized-at-home-is-handed-on", "origin-header-downgrade-with-unsafe-url", "origin-header-own-cors-delete-with-no-referrer",
        "origin-header-same-origin-policy-at-home", "origin-header-same-origin-policy-elsewhere", "preflight-cache-failed-get-takes-no-grant-away",
        "preflight-cache-known-request-is-still-checked", "preflight-on-the-way-home-is-as-tainted",
        "redirect-authorization-stays-within-the-origin", "redirect-location-without-scheme", "redirect-no-cors-target-with-user-and-password",
        "redirect-put-stays-put-after-301", "redirect-stream-is-dropped-after-303", "redirect-target-abroad-with-a-user-name",
        "redirect-target-inherits-the-fragment", "redirect-target-is-data", "same-origin-url-with-password-alone",
        "status-300-with-location-is-no-redirect", "status-305-with-location-is-no-redirect", "status-600-is-shown",
    ),
}
