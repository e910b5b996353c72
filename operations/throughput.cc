#include "operations/throughput.h"

#include <atomic>

namespace stator {

struct Throughput::State {
  State(const Clock& time, ThroughputOptions options) : clock(time), mode(options.mode) {}
  const Clock& clock;
  std::atomic<ThroughputMode> mode;
};

std::string_view toString(ThroughputMode mode) { return mode == ThroughputMode::Enforce ? "enforce" : "account"; }

std::optional<ThroughputMode> parseThroughputMode(std::string_view text) {
  for (const ThroughputMode mode : {ThroughputMode::Account, ThroughputMode::Enforce})
    if (text == toString(mode)) return mode;
  return std::nullopt;
}

Throughput::Throughput(const Clock& clock, ThroughputOptions options) : state_(std::make_unique<State>(clock, options)) {}
Throughput::~Throughput() = default;

ThroughputMode Throughput::mode() const { return state_->mode; }
void Throughput::setMode(ThroughputMode mode) { state_->mode = mode; }
void Throughput::setTableMode(std::string_view, std::string_view, std::string_view, std::optional<ThroughputMode>) {}
ThroughputMode Throughput::modeOf(const TableSchema&) const { return state_->mode; }
Result<void> Throughput::consume(const CapacityUse&) { return {}; }
Result<void> Throughput::admit(const CapacityUse&) { return {}; }
void Throughput::charge(const CapacityUse&) {}
TableCapacity Throughput::capacityOf(const TableSchema&) const { return {}; }
void Throughput::reset(const TableSchema&) {}
void Throughput::reset() {}
void Throughput::forget(StorageId) {}

}  // namespace stator
