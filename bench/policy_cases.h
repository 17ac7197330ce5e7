// The server's half: cases A, P, S and C. One operation takes a request, decides, and writes the block of headers.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "bench/case.h"
#include "bench/policies.h"
#include "bench/requests.h"

namespace crosscheck::bench {

// One decision, over and over. "scan" finds the headers among all fields; "indexed" is what servers use that have located them.
template <class Headers>
struct Decide {
  const policy::Policy* policy;
  std::string_view method;
  Headers headers;  // HeaderListView or policy::LocatedHeaders
  std::array<char, 2048> block{};

  void operator()() {
    keep(policy->decide(method, "/items/1", headers).write_block(block));
    keep(block.data());
  }
};

// The same, and why not: what a server does that logs each refusal.
template <class Headers>
struct DecideAndReason {
  Decide<Headers> decide;

  void operator()() {
    const policy::Decision decision = decide.policy->decide(decide.method, "/items/1", decide.headers);
    keep(decision.write_block(decide.block));
    keep(decide.block.data());
    keep(decision.reason().has_value());
  }
};

inline auto scanning(const policy::Policy& policy, const RequestBytes& request) {
  return Decide<HeaderListView>{&policy, request.method(), request.fields()};
}
inline auto indexed(const policy::Policy& policy, const RequestBytes& request) {
  return Decide<policy::LocatedHeaders>{&policy, request.method(), request.located()};
}

// A number for each call, seemingly at random, below `count` (at most 2^20).
class RandomNumbers {
 public:
  explicit RandomNumbers(std::size_t count) : count_(count) {}
  std::size_t next() {
    state_ = state_ * 1664525 + 1013904223;
    return static_cast<std::size_t>((std::uint64_t{state_ >> 12} * count_) >> 20);
  }

 private:
  std::size_t count_;
  std::uint32_t state_ = 1;
};

// An origin whose number changes in place: as in a request that has just arrived, its bytes are near; what it is compared with is not.
class ChangingOrigin {
 public:
  explicit ChangingOrigin(std::size_t count) : numbers_(count), text_(numbered_origin(0)) {}
  std::string_view next() {
    const std::size_t number = numbers_.next();
    for (std::size_t digit = 0; digit < 5; ++digit) text_[19 - digit] = "0123456789abcdef"[(number >> (4 * digit)) & 15];
    return text_;
  }

 private:
  RandomNumbers numbers_;
  std::string text_;
};

// A case of the table in both forms. `policy()` gives the policy when the case is run.
template <class Visit, class MakePolicy>
void visit_both_forms(Visit&& visit, std::string_view subject, std::string_view id, MakePolicy policy, const RequestBytes& request) {
  visit(CaseInfo{subject, id, "scan"}, [policy, &request] { return scanning(policy(), request); });
  visit(CaseInfo{subject, id, "indexed"}, [policy, &request] { return indexed(policy(), request); });
}

template <class Visit>
void visit_both_forms(Visit&& visit, std::string_view subject, std::string_view id, const policy::Policy& policy,
                      const RequestBytes& request) {
  visit_both_forms(visit, subject, id, [&policy]() -> const policy::Policy& { return policy; }, request);
}

template <class Visit>
void for_each_actual_case(Visit&& visit) {
  static const policy::Policy one = compiled(one_origin()), any = compiled(any_origin()), credentials = compiled(one_origin_credentials()),
                              three = compiled(three_patterns()), thousand = compiled(thousand_patterns()),
                              expressions = compiled(two_expressions());
  static const RequestBytes allowed = RequestBytes::actual(kAllowedOrigin), refused = RequestBytes::actual(kRefusedOrigin),
                            no_origin = RequestBytes::actual(""), deep = RequestBytes::actual(kDeepOrigin),
                            deeper = RequestBytes::actual("https://h.g.f.e.d.c.b.a.example.com"),
                            like_an_example = RequestBytes::actual("https://pr-1234--app.example.net");
  visit_both_forms(visit, "Policy_Actual_Allowed", "A1", one, allowed);
  visit_both_forms(visit, "Policy_Actual_Refused", "A2", one, refused);
  visit_both_forms(visit, "Policy_Actual_AnyOrigin", "A3", any, allowed);
  visit_both_forms(visit, "Policy_Actual_NoOrigin", "A4", one, no_origin);
  visit_both_forms(visit, "Policy_Actual_Credentials", "A5", credentials, allowed);
  visit_both_forms(visit, "Policy_Actual_3Patterns", "A6", three, deep);
  visit_both_forms(visit, "Policy_Actual_1000Patterns", "A7", thousand, deeper);
  // What nobody has asked about before: compiling asked about its like.
  visit_both_forms(visit, "Policy_Actual_RegexAllowed", "R", expressions, like_an_example);
  visit_both_forms(visit, "Policy_Actual_RegexRefused", "R", expressions, refused);
}

template <class Visit>
void for_each_preflight_case(Visit&& visit) {
  static const policy::Policy quiet = compiled(twenty_headers()), diagnostic = compiled(twenty_headers_diagnostic()),
                              any = compiled(any_origin_twenty_headers()), echoing = compiled(any_headers_credentials());
  const auto with = [](std::string names) { return RequestBytes::preflight(kAllowedOrigin, "PUT", {std::move(names)}); };
  static const RequestBytes without = RequestBytes::preflight(kAllowedOrigin, "PUT"), two = with("content-type,x-request-id"),
                            twenty = with(asked_for(20)), refused = RequestBytes::preflight(kRefusedOrigin, "PUT", {"content-type"});
  visit_both_forms(visit, "Policy_Preflight_NoHeaders", "P1", quiet, without);
  visit_both_forms(visit, "Policy_Preflight_TypicalAllowed", "P2", quiet, two);
  visit_both_forms(visit, "Policy_Preflight_20Headers", "P3", quiet, twenty);
  visit_both_forms(visit, "Policy_Preflight_20HeadersDiagnostic", "P3d", diagnostic, twenty);
  visit(CaseInfo{"Policy_Preflight_20HeadersDiagnosticReason", "P3d", "scan"},
        [] { return DecideAndReason<HeaderListView>{scanning(diagnostic, twenty)}; });
  visit(CaseInfo{"Policy_Preflight_20HeadersDiagnosticReason", "P3d", "indexed"},
        [] { return DecideAndReason<policy::LocatedHeaders>{indexed(diagnostic, twenty)}; });
  visit_both_forms(visit, "Policy_Preflight_RefusedOrigin", "P4", quiet, refused);
  visit_both_forms(visit, "Policy_Preflight_AnyOrigin", "P5", any, two);

  constexpr std::size_t kKiB = 1024, kMiB = 1024 * 1024;
  static const RequestBytes commas_1k = with(commas(kKiB)), commas_1m = with(commas(kMiB)), name_1k = with(one_name(kKiB)),
                            name_64k = with(one_name(64 * kKiB)), name_1m = with(one_name(kMiB)), repeats_1k = with(repeats(kKiB)),
                            repeats_64k = with(repeats(64 * kKiB)), repeats_1m = with(repeats(kMiB));
  visit_both_forms(visit, "Policy_Preflight_1KiBOfCommas", "P6", quiet, commas_1k);
  visit_both_forms(visit, "Policy_Preflight_1MiBOfCommas", "P6", quiet, commas_1m);
  visit_both_forms(visit, "Policy_Preflight_1KiBName", "P7", quiet, name_1k);
  visit_both_forms(visit, "Policy_Preflight_64KiBName", "P7", quiet, name_64k);
  visit_both_forms(visit, "Policy_Preflight_1MiBName", "P7", quiet, name_1m);
  visit_both_forms(visit, "Policy_Preflight_1KiBOfRepeats", "P8", quiet, repeats_1k);
  visit_both_forms(visit, "Policy_Preflight_64KiBOfRepeats", "P8", quiet, repeats_64k);
  visit_both_forms(visit, "Policy_Preflight_1MiBOfRepeats", "P8", quiet, repeats_1m);
  static const RequestBytes empty_lines = RequestBytes::preflight(kAllowedOrigin, "PUT", std::vector<std::string>(1024));
  visit_both_forms(visit, "Policy_Preflight_1024EmptyLines", "P9", echoing, empty_lines);
}

template <class Visit>
void for_each_scale_case(Visit&& visit) {
  static ManyOrigins policies;
  static const RequestBytes request = RequestBytes::actual("https://tenant-00000.example.com");
  struct Size {
    std::size_t count;
    std::string_view hot;
    std::string_view cold;
  };
  static constexpr Size kSizes[] = {{1, "Policy_Origins_1", "Policy_OriginsCold_1"},
                                    {10, "Policy_Origins_10", "Policy_OriginsCold_10"},
                                    {1'000, "Policy_Origins_1000", "Policy_OriginsCold_1000"},
                                    {100'000, "Policy_Origins_100000", "Policy_OriginsCold_100000"},
                                    {1'000'000, "Policy_Origins_1000000", "Policy_OriginsCold_1000000"}};
  for (const Size& size : kSizes) {
    visit_both_forms(visit, size.hot, "S", [count = size.count]() -> const policy::Policy& { return policies.of(count); }, request);
    visit(CaseInfo{size.cold, "S", "indexed"}, [count = size.count] {
      // WHY the method is captured: deciding is inlined, and a literal would be looked at by the compiler.
      return [policy = &policies.of(count), method = std::string_view("GET"), origin = ChangingOrigin(count),
              block = std::array<char, 256>()]() mutable {
        const std::string_view line = origin.next();
        keep(policy->decide(method, "/", policy::LocatedHeaders{{&line, 1}, {}, {}}).write_block(block));
        keep(block.data());
      };
    });
  }
  // The same origins in the standard library's set, in the same run.
  visit(CaseInfo{"Peer_UnorderedSetCold_1000000", "S", "", Kind::work}, [] {
    static const std::unordered_set<std::string> origins = [] {
      std::unordered_set<std::string> made;
      for (std::size_t i = 0; i < 1'000'000; ++i) made.insert(numbered_origin(i));
      return made;
    }();
    return [origin = ChangingOrigin(1'000'000), key = std::string()]() mutable {
      key.assign(origin.next());
      keep(origins.find(key) != origins.end());
    };
  });
  // WHY a Document: of a SinglePolicy one is made first, and copying a million strings takes longer than compiling them.
  visit(CaseInfo{"Policy_Compile_1000", "C", "", Kind::work}, [] {
    static const policy::Document document = many_origins(1'000);
    return [] { keep(policy::compile(document).policy.has_value()); };
  });
  visit(CaseInfo{"Policy_Compile_1000000", "C", "", Kind::work}, [] {
    static const policy::Document document = many_origins(1'000'000);
    return [] { keep(policy::compile(document).policy.has_value()); };
  });
}

}  // namespace crosscheck::bench
