#include "operations/engine.h"

#include <utility>

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
      random_(options_.random_seed),
      database_(options_.database),
      catalog_(database_),
      items_(database_),
      tokens_(database_) {}

Engine::~Engine() { requestStop(); }

void Engine::log(LogLevel level, std::string_view line) const {
  if (options_.log) options_.log(level, line);
}

}  // namespace stator
