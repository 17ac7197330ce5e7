#include <algorithm>
#include <array>

#include "mutants.h"

namespace crosscheck::zoo {
namespace {

constexpr std::string_view kExact = "one-origin many-origins credentials sub-hosts";
constexpr std::string_view kLists = "one-origin credentials wildcard";

// clang-format off
constexpr auto kMutants = std::to_array<MutantRow>({
  // ---- Origins ----
  {M01, "M01", "reflects-every-origin", "sends back every origin, with credentials", "P004 P005 P048", "one-origin credentials wildcard", Style::echo, {}},
  {M02, "M02", "any-becomes-reflection", "takes `*` for: send back every origin, with credentials", "P046", "any any-with-lists", Style::list, {}},
  {M03, "M03", "reflects-with-cookie", "sends back every origin where the request has a cookie", "P049", "one-origin credentials", Style::echo, {}},
  {M04, "M04", "ends-with-host", "allows a host that ends with an allowed one, without a dot between", "P006 P022", "one-origin wildcard", Style::echo, {}},
  {M05, "M05", "starts-with-origin", "allows an origin that starts with an allowed one", "P007 P008 P013", kExact, Style::echo, {}},
  {M06, "M06", "regex-without-start", "regular expression without an anchor at its start", "P011", "one-origin wildcard patterns", Style::echo, {}},
  {M07, "M07", "pattern-without-end", "patterns become regular expressions without an anchor at their end", "P007 P008 P013 P021", "wildcard patterns", Style::echo, {}},
  {M08, "M08", "dots-not-escaped", "a dot of an allowed origin stands for any character", "P009", "one-origin wildcard", Style::echo, {}},
  {M09, "M09", "entry-contains-origin", "allows an origin that is a part of an allowed one", "P010", "one-origin many-origins", Style::echo, {}},
  {M10, "M10", "origin-contains-entry", "allows an origin that has an allowed one inside", "P007 P008 P011", "one-origin many-origins", Style::echo, {}},
  {M11, "M11", "suffix-tree-glues", "a tree of suffixes allows two entries glued to each other", "P036", "many-origins suffix-family", Style::echo, {}},
  {M12, "M12", "loses-entries", "each eighth entry of a long list is lost", "P001 P041", "many-origins", Style::echo, {}},
  {M13, "M13", "glob-as-regex", "reads `*.` as it stands as a regular expression", "P017", "wildcard", Style::echo, {}},
  {M14, "M14", "star-spans-everything", "`*` stands for any characters, also dots, slashes and ports", "P020", "wildcard sub-hosts", Style::echo, {}},
  {M15, "M15", "prefix-and-suffix-overlap", "compares what stands before and after `.*`, and lets them overlap", "P021", "patterns", Style::echo, {}},
  {M16, "M16", "wildcard-allows-base", "`*.base` allows the base too", "P018", "wildcard", Style::echo, {}},
  {M17, "M17", "wildcard-allows-empty-label", "`*` stands for an empty label too", "P019", "wildcard sub-hosts", Style::echo, {}},
  {M18, "M18", "wildcard-of-one-label", "`*` stands for one label, never for more", "P017", "wildcard", Style::echo, {}},
  {M19, "M19", "second-star-is-literal", "of two `*` in an entry the second is a literal", "P001 P017", "any-port", Style::echo, {}},
  {M20, "M20", "ignores-scheme", "compares the host and the port alone", "P012", "one-origin credentials", Style::echo, {}},
  {M21, "M21", "ignores-port", "compares the scheme and the host alone", "P013", "one-origin loopback", Style::echo, {}},
  {M22, "M22", "port-by-prefix", "allows a port that starts with the allowed one, or any where none is", "P013", "one-origin loopback", Style::echo, {}},
  {M23, "M23", "allows-null", "allows the origin `null`", "P023", "one-origin credentials", Style::echo, {}},
  {M24, "M24", "answers-null", "says no by `Access-Control-Allow-Origin: null`", "P023 P051", "one-origin credentials", Style::echo, {}},
  {M25, "M25", "folds-case", "compares without regard to case, and sends the spelling of its list", "P054", "one-origin many-origins", Style::echo, {}},
  {M26, "M26", "lower-cases-regex", "lower-cases its regular expressions, so that `\\D` becomes `\\d`", "P021", "patterns", Style::echo, {}},
  {M27, "M27", "trims-slash", "allows an allowed origin with a slash at its end, and sends that back", "P027", "one-origin credentials", Style::echo, {}},
  {M28, "M28", "parses-origin-as-url", "compares scheme and host of what it parses as a URL", "P027", "one-origin credentials", Style::echo, {}},
  {M29, "M29", "reads-userinfo-as-host", "compares what stands before an `@`", "P028", "one-origin credentials", Style::echo, {}},
  {M30, "M30", "splits-origin", "splits the header at spaces and commas: one allowed part is enough, and all is sent back", "P029", "one-origin credentials", Style::echo, {}},
  {M31, "M31", "two-origin-lines", "of two lines it compares the last and sends back the first", "P030", "one-origin credentials", Style::echo, {}},
  {M32, "M32", "stops-at-special-character", "compares what stands before the first special character", "P031", "one-origin credentials", Style::echo, {}},
  {M33, "M33", "loopback-by-prefix", "allows hosts that start with `localhost` or `127.`", "P034", "loopback", Style::echo, {}},
  {M34, "M34", "trusts-host", "takes an origin for its own where Host or X-Forwarded-Host names it", "P037", "one-origin credentials", Style::echo, {}},
  {M35, "M35", "trusts-other-names", "lets `X-Origin` or `?origin=` say who asks", "P038", "one-origin credentials", Style::echo, {}},
  {M36, "M36", "converts-international-hosts", "compares hosts after IDNA, and sends back the bytes that came", "P032", "international", Style::echo, {}},
  {M37, "M37", "converts-addresses", "compares addresses after parsing them, and sends back the bytes that came", "P033", "loopback", Style::echo, {}},
  {M38, "M38", "stateful-regex", "a regular expression remembers where it stopped: every second match is missed", "P111", "wildcard patterns", Style::echo, {}},
  {M39, "M39", "unbounded-cache", "keeps every origin that ever asked", {}, {}, Style::echo, "its answers are right; only its memory grows"},
  {M40, "M40", "guard-for-one-origin", "with credentials and more than one entry it sends back every origin", "P004 P005 P048", "credentials international", Style::echo, {}},
  {M41, "M41", "one-surface-bypasses", "/graphql is answered by a layer of its own, which sends back every origin", "P117", "one-origin credentials", Style::echo, {}},
  {M42, "M42", "trusts-tenant-label", "takes any label where a pattern asks for digits", "P021", "patterns", Style::echo, {}},
  {M43, "M43", "head-skips-check", "HEAD is answered before CORS is asked, and every origin sent back", "P099", "one-origin credentials", Style::echo, {}},
  // ---- Credentials and the syntax of headers ----
  {M44, "M44", "star-with-credentials", "sends `*` together with credentials", "P044", "credentials", Style::list, {}},
  {M45, "M45", "no-credentials-on-preflight", "leaves Allow-Credentials out of preflights", "P003", "credentials", Style::echo, {}},
  {M46, "M46", "no-credentials-on-actual", "leaves Allow-Credentials out of everything but preflights", "P003", "credentials", Style::echo, {}},
  {M47, "M47", "credentials-capital", "sends `True`", "P045", "credentials", Style::echo, {}},
  {M48, "M48", "credentials-not-declared", "sends Allow-Credentials although the policy has none", "P044 P046", "one-origin any", Style::list, {}},
  {M49, "M49", "credentials-on-rejected", "sends Allow-Credentials to origins that it rejects", "P047", "credentials", Style::echo, {}},
  {M50, "M50", "two-allow-origin-lines", "sends Allow-Origin twice", "P001 P042", "one-origin any", Style::list, {}},
  {M51, "M51", "list-of-origins", "sends all allowed origins in one line", "P001 P042", "credentials many-origins", Style::echo, {}},
  {M52, "M52", "sends-pattern", "sends the entry as it is written, with its `*`", "P043", "wildcard any-port", Style::echo, {}},
  {M53, "M53", "first-origin-for-everyone", "sends the first entry to everybody", "P001", "credentials many-origins", Style::echo, {}},
  {M54, "M54", "slash-behind-origin", "sends the origin with a slash behind it", "P001 P043", "one-origin credentials", Style::echo, {}},
  {M55, "M55", "origin-splits-header", "sends a refused origin back percent-decoded, line ends too", "P040", "one-origin credentials", Style::echo, {}},
  {M56, "M56", "origin-splits-log", "writes origins percent-decoded to its log", {}, {}, Style::echo, "its answers are right; only its log can be forged"},
  {M57, "M57", "crash-without-origin", "resets the connection where Access-Control-Request-Method comes without an origin", "P080", "one-origin credentials", Style::echo, {}},
  // ---- Preflights ----
  {M58, "M58", "options-is-405", "the router knows no OPTIONS", "P002 P063 P088", kLists, Style::echo, {}},
  {M59, "M59", "preflight-needs-login", "asks preflights for credentials: 401", "P002 P065", kLists, Style::echo, {}},
  {M60, "M60", "preflight-redirects", "answers preflights with a redirect", "P002 P064", kLists, Style::echo, {}},
  {M61, "M61", "preflight-runs-handler", "runs the application for a preflight", "P066", kLists, Style::echo, {}},
  {M62, "M62", "preflight-is-400", "the right headers under status 400", "P002 P063", kLists, Style::echo, {}},
  {M63, "M63", "swallows-options", "takes every OPTIONS for a preflight", "P080", kLists, Style::list, {}},
  {M64, "M64", "preflight-by-headers", "takes Access-Control-Request-Headers alone for a preflight", "P079", kLists, Style::list, {}},
  {M65, "M65", "needs-request-headers", "refuses preflights that ask for no header", "P002 P055 P070", kLists, Style::echo, {}},
  {M66, "M66", "upper-cases-methods", "compares and sends methods in capitals", "P055 P059 P060", "methods", Style::echo, {}},
  {M67, "M67", "method-by-substring", "allows what stands anywhere in the list of methods", "P062", kLists, Style::echo, {}},
  {M68, "M68", "no-allow-methods", "leaves Allow-Methods out", "P055", kLists, Style::echo, {}},
  {M69, "M69", "refuses-safelisted-methods", "refuses GET, HEAD and POST where they are not listed", "P055 P056 P061", kLists, Style::echo, {}},
  {M70, "M70", "methods-by-spaces", "puts spaces between methods", "P002 P067", kLists, Style::list, {}},
  {M71, "M71", "star-for-methods", "sends `*` for methods although credentials make it a literal", "P055 P068", "credentials", Style::list, {}},
  {M72, "M72", "star-for-headers", "sends `*` for headers although credentials make it a literal", "P056 P068", "credentials", Style::list, {}},
  {M73, "M73", "star-for-authorization", "leaves Authorization to `*`, which does not cover it", "P069", "any", Style::list, {}},
  {M74, "M74", "header-names-by-case", "compares header names byte for byte", "P056", "header-names", Style::echo, {}},
  {M75, "M75", "reads-first-header-line", "reads the first line of requested headers, and sends back all", "P075", "one-origin header-names", Style::echo, {}},
  {M76, "M76", "splits-at-comma-space", "splits requested headers at `, ` alone", "P056", "one-origin header-names", Style::echo, {}},
  {M77, "M77", "no-space-after-comma", "takes a space behind a comma for a part of the name", "P072", "one-origin header-names", Style::echo, {}},
  {M78, "M78", "sorted-scan-skips", "a search in the sorted list goes on one too far", "P056", "header-names credentials", Style::echo, {}},
  {M79, "M79", "any-header-is-enough", "one allowed header is enough, and all are sent back", "P058", "one-origin header-names", Style::echo, {}},
  {M80, "M80", "header-by-prefix", "allows headers that start with an allowed one", "P058", "one-origin header-names", Style::echo, {}},
  {M81, "M81", "echoes-headers", "sends back all requested headers, although a list is declared", "P058", "one-origin header-names", Style::echo, {}},
  {M82, "M82", "no-allow-headers", "leaves Allow-Headers out", "P056", kLists, Style::echo, {}},
  {M83, "M83", "quadratic-header-list", "takes quadratic time for a list of requested headers", "P077", "one-origin", Style::echo, {}},
  {M84, "M84", "fraction-of-max-age", "sends Max-Age with a fraction", "P084", "one-origin credentials", Style::echo, {}},
  {M85, "M85", "no-max-age", "leaves Max-Age out", "P084", "one-origin credentials header-names", Style::echo, {}},
  {M86, "M86", "preflight-before-routing", "answers the preflights of every path by the first route's policy", "P116", "routes", Style::echo, {}},
  {M87, "M87", "off-falls-through", "where a route says `off`, a later one decides", "P115 P116", "routes", Style::echo, {}},
  {M88, "M88", "private-network", "sends Allow-Private-Network", "P091", kLists, Style::echo, {}},
  // ---- Vary, caches, routing, state ----
  {M89, "M89", "vary-only-when-allowed", "sends Vary to allowed origins alone", "P104 P109", kLists, Style::echo, {}},
  {M90, "M90", "no-vary", "sends no Vary of its own", "P104 P109", kLists, Style::echo, {}},
  {M91, "M91", "overwrites-vary", "overwrites the Vary of the application where the request has an origin", "P106", kLists, Style::echo, {}},
  {M92, "M92", "copies-request-vary", "copies the request's own Vary into the answer", "P108", kLists, Style::echo, {}},
  {M93, "M93", "no-vary-for-one-origin", "sends no Vary where one origin is listed, although it answers that one alone", "P104 P109", "one-origin wildcard", Style::echo, {}},
  {M94, "M94", "star-only-when-asked", "sends `*` only where the request has an origin", "P105 P109", "any any-with-lists", Style::list, {}},
  {M95, "M95", "path-before-decoding", "chooses the route by the path before it is decoded and resolved", "P114", "routes", Style::echo, {}},
  {M96, "M96", "path-without-case", "chooses the route without regard to case, `+` taken for a space", "P114 P115 P116", "routes", Style::echo, {}},
  {M97, "M97", "longest-route-first", "the longest regular expression of a route goes first", "P115", "routes", Style::echo, {}},
  {M98, "M98", "shared-header-value", "after an allowed request, the next origin is written into its answer's headers", "P112 P113", "one-origin credentials", Style::echo, {}},
  {M99, "M99", "no-headers-on-errors", "errors have no CORS headers", "P096", "one-origin credentials", Style::echo, {}},
  {M100, "M100", "no-headers-on-redirects", "redirects and 304 have no CORS headers", "P097", "one-origin credentials", Style::echo, {}},
  {M101, "M101", "refuses-without-origin", "403 for everything that comes from no allowed origin, without an origin too", "P101", "one-origin credentials", Style::echo, {}},
  {M102, "M102", "simple-requests-pass", "simple requests get Allow-Origin wherever they come from", "P004", "one-origin credentials", Style::echo, {}},
  {M103, "M103", "reload-in-halves", "now and then a request comes between two configurations, where the list of origins is empty", "P111 P112 P113", "one-origin credentials", Style::echo, {}},
  {M104, "M104", "exposes-star", "sends `*` for exposed headers although credentials make it a literal", "P093 P094", "credentials", Style::list, {}},
  {M105, "M105", "exposes-on-preflight", "names exposed headers on preflights alone", "P093", "one-origin credentials", Style::echo, {}},
});
// clang-format on

}  // namespace

std::span<const MutantRow> mutants() { return kMutants; }

const MutantRow* mutant_named(std::string_view id) {
  const auto found = std::find_if(kMutants.begin(), kMutants.end(), [&](const MutantRow& row) { return row.id == id; });
  return found == kMutants.end() ? nullptr : &*found;
}

std::optional<Style> style_named(std::string_view name) {
  for (const Style style : {Style::echo, Style::list, Style::wildcard}) {
    if (name == to_string(style)) return style;
  }
  return std::nullopt;
}

std::string_view to_string(Style style) {
  switch (style) {
    case Style::list:
      return "list";
    case Style::wildcard:
      return "wildcard";
    default:
      return "echo";
  }
}

}  // namespace crosscheck::zoo
