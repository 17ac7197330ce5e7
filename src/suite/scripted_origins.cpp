#include "suite/scripted_origins.h"

#include <algorithm>
#include <mutex>
#include <utility>

#include "crosscheck/base/ascii.h"
#include "crosscheck/base/isomorphic.h"
#include "suite/scripted_message.h"

namespace crosscheck::suite {
namespace {

bool has_header(const wire::ReceivedRequest& request, std::string_view name) {
  return std::any_of(request.headers.begin(), request.headers.end(),
                     [&](const Header& header) { return byte_lowercase(header.name) == name; });
}

bool is_next(const Json& sent, std::size_t next, const SeenRequest& seen) {
  if (next >= sent.size()) return false;
  const Json& expected = sent[next];
  return expected.at("purpose") == Json(seen.is_preflight ? "preflight" : "actual") &&
         expected.at("method") == Json(isomorphic_decode_to_utf8(seen.request.method)) && expected.at("url") == Json(seen.url);
}

}  // namespace

// What the scripts of all the servers share.
struct ScriptedOrigins::Stage {
  struct UnderWay {
    ScriptedFetch script;
    std::vector<bool> used;
    std::size_t next = 0;  // of its `sent`
  };

  std::mutex mutex;
  std::vector<std::string> urls;
  std::vector<UnderWay> fetches;
  std::size_t current = 0;
  std::vector<SeenRequest> seen;

  wire::ScriptedReply answer(std::size_t origin, const wire::ReceivedRequest& request) {
    const std::lock_guard lock(mutex);
    if (origin >= urls.size()) return {{}, wire::AfterReply::close};
    SeenRequest came;
    came.is_preflight =
        request.method == "OPTIONS" && has_header(request, "origin") && has_header(request, "access-control-request-method");
    came.url = urls[origin] + isomorphic_decode_to_utf8(request.target);
    came.request = request;
    came.fetch = fetch_of(came);
    if (came.fetch < fetches.size()) came.answer = next_answer(fetches[came.fetch], came);
    seen.push_back(came);
    return {came.answer, wire::AfterReply::close};
  }

  std::size_t fetch_of(const SeenRequest& came) {
    for (std::size_t i = current; i < fetches.size(); ++i) {
      if (!is_next(fetches[i].script.sent, i == current ? fetches[i].next : 0, came)) continue;
      current = i;
      ++fetches[i].next;
      return i;
    }
    // Nobody expects it. It comes of the fetch that is under way, or of the next one where that was at its end.
    if (current + 1 < fetches.size() && is_over(fetches[current], came)) ++current;
    return current;
  }

  static bool is_over(const UnderWay& fetch, const SeenRequest& came) {
    if (fetch.next < fetch.script.sent.size()) return false;
    // Behind a preflight that failed comes, where it is not heeded, what it asked for.
    const Json& sent = fetch.script.sent;
    return sent.empty() || came.is_preflight || sent.back().at("purpose") != Json("preflight") || sent.back().at("url") != Json(came.url);
  }

  static std::string next_answer(UnderWay& fetch, const SeenRequest& came) {
    const std::string_view purpose = came.is_preflight ? "preflight" : "actual";
    for (std::size_t i = 0; i < fetch.script.responses.size(); ++i) {
      const Json& response = fetch.script.responses[i];
      if (fetch.used[i] || (response.contains("for") && response.at("for") != Json(std::string(purpose)))) continue;
      fetch.used[i] = true;
      return message_of(response, came.request.method);
    }
    return {};
  }
};

Result<ScriptedOrigins, wire::ServerError> ScriptedOrigins::start(std::size_t count) {
  ScriptedOrigins origins(std::make_shared<Stage>());
  for (std::size_t i = 0; i < count; ++i) {
    Result<wire::ScriptedServer, wire::ServerError> server = wire::ScriptedServer::start(
        [stage = origins.stage_, i](const wire::ReceivedRequest& request) { return stage->answer(i, request); });
    if (!server) return server.error();
    origins.servers_.push_back(std::move(server).value());
    origins.urls_.push_back(origins.servers_.back().url());
  }
  {
    const std::lock_guard lock(origins.stage_->mutex);
    origins.stage_->urls = origins.urls_;
  }
  return Result<ScriptedOrigins, wire::ServerError>(std::move(origins));
}

void ScriptedOrigins::play(std::vector<ScriptedFetch> fetches) {
  const std::lock_guard lock(stage_->mutex);
  stage_->fetches.clear();
  stage_->current = 0;
  stage_->seen.clear();
  for (ScriptedFetch& fetch : fetches) {
    std::vector<bool> unused(fetch.responses.size());
    stage_->fetches.push_back({std::move(fetch), std::move(unused), 0});
  }
}

std::vector<SeenRequest> ScriptedOrigins::seen() const {
  const std::lock_guard lock(stage_->mutex);
  return stage_->seen;
}

std::vector<std::string> ScriptedOrigins::not_requests() const {
  std::vector<std::string> found;
  for (const wire::ScriptedServer& server : servers_) {
    for (wire::ReceivedRequest& request : server.log()) {
      if (request.method.empty()) found.push_back(std::move(request.bytes));
    }
  }
  return found;
}

}  // namespace crosscheck::suite
