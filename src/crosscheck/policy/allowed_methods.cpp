#include "crosscheck/policy/allowed_methods.h"

#include <algorithm>

namespace crosscheck::policy {

AllowedMethods::AllowedMethods(const std::vector<std::string>& methods) {
  std::vector<std::string_view> all(methods.begin(), methods.end());
  // https://fetch.spec.whatwg.org/#cors-safelisted-method: a browser asks for no leave, so that whoever asks may have it.
  all.insert(all.end(), {"GET", "HEAD", "POST"});
  const bool few =
      all.size() <= kFew && std::all_of(all.begin(), all.end(), [](std::string_view method) { return method.size() <= kLongestFew; });
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (few) {
      few_[few_size_++] = {load_up_to_7(all[i].data(), all[i].size()), all[i].size()};
    } else {
      table_.insert(all[i], static_cast<std::uint32_t>(i));
    }
  }
}

}  // namespace crosscheck::policy
