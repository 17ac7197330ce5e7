#include "answer.h"

#include <algorithm>

#include "crosscheck/base/ascii.h"

namespace crosscheck::zoo {

std::string answer_bytes(const Answer& answer, std::string_view method) {
  std::string bytes = "HTTP/1.1 " + std::to_string(answer.status) + " Zoo\r\n";
  for (const Header& header : answer.headers) bytes.append(header.name).append(": ").append(header.value).append("\r\n");
  if (!answer.vary.empty()) bytes.append("Vary: ").append(joined(answer.vary, ", ")).append("\r\n");
  const bool has_length = answer.status != 204 && answer.status != 304;
  if (has_length) bytes.append("Content-Length: ").append(std::to_string(answer.body.size())).append("\r\n");
  bytes.append("\r\n");
  if (has_length && method != "HEAD") bytes.append(answer.body);
  return bytes;
}

std::vector<std::string> header_values(const wire::ReceivedRequest& request, std::string_view name) {
  std::vector<std::string> values;
  for (const Header& header : request.headers) {
    if (equals_ignoring_ascii_case(header.name, name)) values.push_back(header.value);
  }
  return values;
}

bool has_header(const wire::ReceivedRequest& request, std::string_view name) {
  return std::any_of(request.headers.begin(), request.headers.end(),
                     [&](const Header& header) { return equals_ignoring_ascii_case(header.name, name); });
}

std::string joined(const std::vector<std::string>& texts, std::string_view separator) {
  std::string all;
  for (const std::string& text : texts) {
    if (&text != &texts.front()) all.append(separator);
    all.append(text);
  }
  return all;
}

}  // namespace crosscheck::zoo
