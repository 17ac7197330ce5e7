#include "crosscheck/url/idna.h"

#include <unicode/uidna.h>

#include <cstdint>
#include <memory>
#include <utility>

#include "crosscheck/url/idna_mapping.h"

namespace crosscheck {
namespace {

struct CloseIdna {
  void operator()(UIDNA* idna) const { uidna_close(idna); }
};

// CheckBidi and CheckJoiners are on, UseSTD3ASCIIRules and Transitional_Processing off. The object is small; its data is ICU's own and
// shared.
std::unique_ptr<UIDNA, CloseIdna> open_idna() {
  UErrorCode status = U_ZERO_ERROR;
  UIDNA* idna =
      uidna_openUTS46(UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ | UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_NONTRANSITIONAL_TO_UNICODE, &status);
  return std::unique_ptr<UIDNA, CloseIdna>(U_SUCCESS(status) ? idna : nullptr);
}

// ICU always looks at hyphens and lengths; CheckHyphens and VerifyDnsLength are off, so that what it finds there is no error. Hyphens in
// the third and fourth place are looked at again below.
constexpr std::uint32_t kNoErrorsHere = UIDNA_ERROR_LEADING_HYPHEN | UIDNA_ERROR_TRAILING_HYPHEN | UIDNA_ERROR_EMPTY_LABEL |
                                        UIDNA_ERROR_LABEL_TOO_LONG | UIDNA_ERROR_DOMAIN_NAME_TOO_LONG;

struct Processed {
  std::string name;
  std::uint32_t errors = 0;
};

using NameConversion = std::int32_t (*)(const UIDNA*, const char*, std::int32_t, char*, std::int32_t, UIDNAInfo*, UErrorCode*);

std::optional<Processed> convert(NameConversion conversion, const UIDNA& idna, std::string_view name) {
  // WHY: Punycode of a short label may be longer than its UTF-8; four times and some room covers all. ICU says when it does not.
  std::string buffer(name.size() * 4 + 64, '\0');
  for (int attempt = 0; attempt < 2; ++attempt) {
    UIDNAInfo info = UIDNA_INFO_INITIALIZER;
    UErrorCode status = U_ZERO_ERROR;
    const std::int32_t length = conversion(&idna, name.data(), static_cast<std::int32_t>(name.size()), buffer.data(),
                                           static_cast<std::int32_t>(buffer.size()), &info, &status);
    const std::size_t needed = length < 0 ? 0 : static_cast<std::size_t>(length);
    if (status == U_BUFFER_OVERFLOW_ERROR) {
      buffer.resize(needed);
      continue;
    }
    if (U_FAILURE(status)) return std::nullopt;
    buffer.resize(needed);
    return Processed{std::move(buffer), info.errors & ~kNoErrorsHere};
  }
  return std::nullopt;
}

bool some_label_starts_with_ace_prefix(std::string_view name) {
  return name.starts_with("xn--") || name.find(".xn--") != std::string_view::npos;
}

}  // namespace

std::optional<std::string> domain_parser_to_ascii(std::string_view domain) {
  if (domain.size() > kLongestInternationalDomain) return std::nullopt;
  const std::unique_ptr<UIDNA, CloseIdna> idna = open_idna();
  if (!idna) return std::nullopt;
  std::optional<Processed> ascii = convert(uidna_nameToASCII_UTF8, *idna, with_newer_idna_mappings(domain));
  if (!ascii || (ascii->errors & ~std::uint32_t{UIDNA_ERROR_HYPHEN_3_4}) != 0) return std::nullopt;
  if (ascii->errors != 0) {
    // Where CheckHyphens is off, no label may begin with "xn--" once it is decoded (UTS46, validity criteria). ICU has no word for it
    // alone.
    const std::optional<Processed> unicode = convert(uidna_nameToUnicodeUTF8, *idna, ascii->name);
    if (!unicode || some_label_starts_with_ace_prefix(unicode->name)) return std::nullopt;
  }
  return std::move(ascii->name);
}

std::string domain_to_unicode(std::string_view domain) {
  if (domain.size() > kLongestInternationalDomain) return std::string(domain);
  const std::unique_ptr<UIDNA, CloseIdna> idna = open_idna();
  std::optional<Processed> unicode = idna ? convert(uidna_nameToUnicodeUTF8, *idna, domain) : std::nullopt;
  if (!unicode || (unicode->errors & ~std::uint32_t{UIDNA_ERROR_HYPHEN_3_4}) != 0) return std::string(domain);
  return std::move(unicode->name);
}

}  // namespace crosscheck
