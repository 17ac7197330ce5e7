#include "check/gaps.h"

#include <algorithm>
#include <initializer_list>
#include <string_view>

namespace crosscheck::check {
namespace {

using enum PropertyId;

void say(std::initializer_list<PropertyId> ids, std::string_view why, Ledger& ledger) {
  for (const PropertyId id : ids) ledger.not_asked(id, std::string(why));
}

}  // namespace

void explain_gaps(const Ground& ground, Ledger& ledger) {
  if (ground.single == nullptr) return;
  if (!ground.has_stranger()) {
    for (const Property& one : all_properties()) {
      const bool is_about_strangers = (one.id >= P004 && one.id <= P023) || (one.id >= P025 && one.id <= P041) || one.id == P047 ||
                                      one.id == P048 || one.id == P049 || one.id == P050 || one.id == P053 || one.id == P054 ||
                                      one.id == P089 || one.id == P100;
      if (is_about_strangers) ledger.not_asked(one.id, "The policy allows any origin, so that nobody is to be refused.");
    }
  }
  if (ground.wildcards.empty()) say({P017, P018, P019, P020, P022}, "The policy has no pattern for subdomains.", ledger);
  if (ground.single->origin_patterns.empty()) say({P021}, "The policy has no regular expression.", ledger);
  if (!ground.null_allowed) say({P024}, "The policy does not allow the origin null.", ledger);
  if (ground.null_allowed) say({P023, P051}, "The policy allows the origin null.", ledger);
  if (ground.allowed.size() < 2) say({P035, P036}, "The policy has fewer than two origins.", ledger);
  say({P036}, "No two hosts of the policy share an ending.", ledger);
  say({P032}, "No host of the policy has a letter with a look-alike.", ledger);
  say({P033}, "The policy has no address among its origins.", ledger);
  say({P034}, "The policy does not name this machine among its origins.", ledger);
  say({P074}, "The policy allows one request header alone.", ledger);
  say({P041}, "The policy's list is short.", ledger);
  if (!ground.credentials) say({P003, P068, P094}, "The policy does not allow credentials.", ledger);
  if (ground.credentials) say({P046}, "The policy allows credentials.", ledger);
  if (ground.request_headers.empty() && !ground.any_request_header)
    say({P056, P072, P073, P074, P075, P076}, "The policy allows no request header.", ledger);
  if (std::find(ground.request_headers.begin(), ground.request_headers.end(), "authorization") == ground.request_headers.end())
    say({P069}, "The policy does not allow Authorization.", ledger);
  if (ground.any_method) say({P057, P062, P059}, "The policy allows any method.", ledger);
  if (ground.any_request_header) say({P058, P075}, "The policy allows any request header.", ledger);
  say({P060}, "No method of the policy has a small letter.", ledger);
  say({P059}, "No method of the policy is one whose case a browser keeps.", ledger);
  say({P090}, "No preflight was to be refused for its method or a header alone.", ledger);
}

void explain_gaps(const DeclaredPolicy& declared, const CheckOptions& options, Ledger& ledger) {
  if (!declared.has_routes()) say({P114, P115, P116}, "The policy has no routes.", ledger);
  say({P114}, "No other spelling of a path leads to the same resource there.", ledger);
  say({P115}, "No path is in two routes of the policy.", ledger);
  if (options.paths.empty()) say({P117}, "No further path was named: --path names one.", ledger);
  if (options.prober.jobs < 2) say({P113}, "Only one connection was allowed: --jobs allows more.", ledger);
  say({P096}, "No path that was asked answers with an error.", ledger);
  say({P097}, "No path that was asked redirects.", ledger);
  say({P098}, "The server answered no conditional request with 304.", ledger);
  say({P085}, "No answer has an Access-Control-Max-Age.", ledger);
  say({P092}, "No answer to a preflight invites shared caches to keep it.", ledger);
  say({P109}, "No answer may be kept by a shared cache.", ledger);
  say({P118}, "Only one URL was given: two are compared, in front and behind.", ledger);
}

}  // namespace crosscheck::check
