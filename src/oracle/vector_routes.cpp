#include "oracle/vector_routes.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "crosscheck/base/nearest.h"
#include "oracle/etag.h"
#include "oracle/problem.h"
#include "oracle/query.h"
#include "question/reading.h"
#include "suite/json_text.h"
#include "suite/vector.h"

namespace crosscheck::oracle {
namespace {

constexpr std::string_view kPrefix = "/v1/vectors/";
// A longer list of what there is helps nobody.
constexpr std::size_t kListed = 80;

Response no_such_value(std::string_view parameter, std::string_view value, const std::vector<std::string>& there_are) {
  const std::vector<std::string_view> names(there_are.begin(), there_are.end());
  const std::string_view meant = nearest(value, names);
  std::string detail = fmt::format("There is no {} {}", parameter, question::shown(value));
  detail += meant.empty() ? std::string(".") : fmt::format("; did you mean {}?", question::shown(meant));
  if (names.size() <= kListed) detail += fmt::format(" There are {}.", fmt::join(names, ", "));
  return problem(400, "bad-query", detail);
}

}  // namespace

// Immutable.
struct VectorRoutes::Table {
  struct Entry {
    std::string area;
    std::string level;
    std::vector<std::string> tags;
    std::string json;
  };

  // Reads all of them.
  Table();

  std::vector<Entry> entries;
  std::map<std::string, std::size_t, std::less<>> places;               // of an id
  std::map<std::string, std::vector<std::string>, std::less<>> values;  // what each parameter may be
  std::string etag;
};

VectorRoutes::Table::Table() {
  const Result<std::vector<suite::VectorFile>, suite::VectorError> files = suite::carried_vector_files();
  // The program's own files: a test reads them all.
  if (!files) throw std::logic_error(files.error().message);
  std::map<std::string, std::set<std::string>> sets;
  // A level is one whether a vector has it or not.
  for (const suite::Level level : suite::kLevels) sets["level"].emplace(to_string(level));
  std::string all;
  for (const suite::VectorFile& file : *files) {
    for (const suite::Vector& vector : file.vectors) {
      const std::string level(to_string(vector.level));
      places.emplace(vector.id, entries.size());
      entries.push_back({vector.area, level, vector.tags, suite::to_text(to_json(vector))});
      all += entries.back().json;
      sets["area"].insert(vector.area);
      sets["tag"].insert(vector.tags.begin(), vector.tags.end());
    }
  }
  for (const auto& [name, set] : sets) values[name].assign(set.begin(), set.end());
  etag = etag_of(all);
}

VectorRoutes::VectorRoutes() = default;
VectorRoutes::~VectorRoutes() = default;

const VectorRoutes::Table& VectorRoutes::table() const {
  std::call_once(laid_out_, [this] { table_ = std::make_unique<const Table>(); });
  return *table_;
}

Response VectorRoutes::list(const Request& request) const {
  const Result<std::vector<Parameter>, QueryError> query = parse_query(request.query, {"area", "tag", "level"});
  if (!query) return problem(400, "bad-query", query.error().message);
  for (const Parameter& parameter : *query) {
    const std::vector<std::string>& there_are = table().values.at(parameter.name);
    if (!std::binary_search(there_are.begin(), there_are.end(), parameter.value))
      return no_such_value(parameter.name, parameter.value, there_are);
  }
  std::string body;
  std::size_t count = 0;
  for (const Table::Entry& entry : table().entries) {
    const bool is_meant = std::all_of(query->begin(), query->end(), [&entry](const Parameter& parameter) {
      if (parameter.name == "area") return entry.area == parameter.value;
      if (parameter.name == "level") return entry.level == parameter.value;
      return std::find(entry.tags.begin(), entry.tags.end(), parameter.value) != entry.tags.end();
    });
    if (!is_meant) continue;
    if (count++ != 0) body += ',';
    body += entry.json;
  }
  Response response;
  response.content_type = "application/json";
  response.headers.push_back({"ETag", table().etag});
  response.body = fmt::format("{{\"count\":{},\"vectors\":[{}]}}\n", count, body);
  return response;
}

Response VectorRoutes::one(const Request& request) const {
  const std::string_view path = request.path;
  const std::optional<std::string> id = percent_decoded(path.substr(std::min(path.size(), kPrefix.size())));
  if (!id) return problem(400, "bad-query", "In the path a % stands without two hexadecimal digits.");
  if (const Result<std::vector<Parameter>, QueryError> query = parse_query(request.query, {}); !query)
    return problem(400, "bad-query", query.error().message);
  const auto found = table().places.find(*id);
  if (found == table().places.end()) {
    std::vector<std::string_view> ids;
    for (const auto& [known, place] : table().places) ids.push_back(known);
    const std::string_view meant = nearest(*id, ids);
    return problem(
        404, "not-found",
        fmt::format("There is no vector {}{}", question::shown(*id),
                    meant.empty() ? "; GET /v1/vectors lists them all." : fmt::format("; did you mean {}?", question::shown(meant))));
  }
  Response response;
  response.content_type = "application/json";
  response.body = table().entries[found->second].json + "\n";
  response.headers.push_back({"ETag", etag_of(response.body)});
  return response;
}

}  // namespace crosscheck::oracle
