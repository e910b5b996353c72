#include "operations/engine.h"

#include <utility>

#include "operations/format_upgrade.h"
#include "operations/stream_access.h"

namespace stator {
namespace {

EngineOptions withDefaults(EngineOptions options) {
  if (!options.clock) options.clock = std::make_shared<SystemClock>();
  if (options.random_seed == 0) options.random_seed = entropySeed();
  return options;
}

}  // namespace

Engine::Engine(EngineOptions options)
    : options_(withDefaults(std::move(options))),
      clock_(options_.clock),
      random_(options_.random_seed),
      database_(options_.database),
      catalog_(database_),
      streams_(database_, clock_, options_.streams),
      items_(database_, &streams_),
      throughput_(clock_, options_.throughput, [this](StorageId id) { return items_.size(id).bytes; }),
      tokens_(database_),
      snapshots_(database_, catalog_) {
  upgradeFormat(*this);
  streams_.reconcile(catalog_.all());  // a crash may have come between a table's change and its stream's
}

Engine::~Engine() { requestStop(); }

Result<void> Engine::splitShard(std::string_view stream_arn, std::string_view shard_id) {
  const auto stream = streams_.find(stream_arn);
  if (!stream) return streamNotFound(stream_arn);
  const StreamShard* shard = stream->findShard(shard_id);
  if (shard == nullptr) return shardNotFound();
  if (!streams_.split(stream->id, shard->number))
    return validationError("The shard is closed or cannot be split any further");
  return {};
}

void Engine::hint(const std::string& line) {
  std::lock_guard lock(hints_mutex_);
  if (hints_.size() < kMaxHints && hints_.insert(line).second) log(LogLevel::Warning, line);
}

void Engine::log(LogLevel level, std::string_view line) const {
  if (options_.log) options_.log(level, line);
}

}  // namespace stator
