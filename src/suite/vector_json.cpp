#include <string>
#include <utility>

#include "suite/vector.h"

namespace crosscheck::suite {

Json to_json(const Vector& vector) {
  Json json = {{"id", vector.id},
               {"rev", vector.rev},
               {"title", vector.title},
               {"kind", vector.kind},
               {"level", std::string(to_string(vector.level))},
               {"covers", vector.covers},
               {"flags", vector.flags}};
  json["tags"] = vector.tags;
  json["needs"] = vector.needs;
  json["input"] = vector.input;
  json["expect"] = vector.expect;
  for (const Alternative& other : vector.alternatives) {
    json["alternatives"].push_back(
        {{"grade", other.tolerated ? "tolerated" : "equal"}, {"expect", other.expect}, {"why", other.why}, {"pinned_by", other.pinned_by}});
  }
  for (const auto& [name, profile] : vector.profiles)
    json["profiles"][name] = {{"expect", profile.expect}, {"deviation", profile.deviation}};
  for (const Reference& ref : vector.refs) json["refs"].push_back({{"type", ref.type}, {"id", ref.id}, {"url", ref.url}});
  return json;
}

}  // namespace crosscheck::suite
