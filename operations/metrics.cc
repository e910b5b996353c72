#include "operations/metrics.h"

#include <algorithm>

#include "operations/engine.h"
#include "operations/operation_table.h"
#include "protocol/error_json.h"

namespace stator {
namespace {

constexpr size_t kBuckets = kLatencyBounds.size() + 1;
constexpr size_t kErrorCodes = static_cast<size_t>(ErrorCode::ValidationException) + 1;  // the last one there is

size_t bucketOf(std::chrono::nanoseconds duration) {
  const double seconds = std::chrono::duration<double>(duration).count();
  return static_cast<size_t>(std::ranges::lower_bound(kLatencyBounds, seconds) - kLatencyBounds.begin());
}

constexpr double units(int64_t half_units) { return static_cast<double>(half_units) / 2; }

void readCapacity(Engine& engine, MetricsSnapshot& snapshot) {
  for (const auto& table : engine.catalog().all()) {
    const TableCapacity capacity = engine.throughput().capacityOf(*table);
    const auto add = [&](const ResourceCapacity& resource) {
      snapshot.capacity.push_back({capacity.account, capacity.region, capacity.name, resource.index,
                                   units(resource.reads.half_units), units(resource.writes.half_units),
                                   static_cast<uint64_t>(resource.reads.throttled),
                                   static_cast<uint64_t>(resource.writes.throttled)});
    };
    add(capacity.table);
    for (const ResourceCapacity& index : capacity.indexes) add(index);
    ++snapshot.tables;
  }
}

}  // namespace

// A line of the processor's cache at least, so that threads at different operations do not meet.
struct alignas(64) Metrics::Counters {
  std::array<std::atomic<uint64_t>, kBuckets> latencies{};
  std::atomic<uint64_t> nanoseconds{0};
  std::array<std::atomic<uint64_t>, kErrorCodes> errors{};
};

Metrics::Metrics() : counters_(std::make_unique<Counters[]>(operationTable().size() + 1)) {}
Metrics::~Metrics() = default;

void Metrics::record(size_t row, std::chrono::nanoseconds duration, const ErrorCode* error) {
  Counters& counters = counters_[std::min(row, operationTable().size())];
  counters.latencies[bucketOf(duration)].fetch_add(1, std::memory_order_relaxed);
  counters.nanoseconds.fetch_add(static_cast<uint64_t>(duration.count()), std::memory_order_relaxed);
  if (error != nullptr) counters.errors[static_cast<size_t>(*error)].fetch_add(1, std::memory_order_relaxed);
}

void Metrics::read(MetricsSnapshot& snapshot) const {
  const auto rows = operationTable();
  for (size_t row = 0; row <= rows.size(); ++row) {
    MetricsSnapshot::Operation operation;
    operation.name = row < rows.size() ? rows[row].name : std::string_view();
    uint64_t total = 0;
    for (size_t i = 0; i < kBuckets; ++i) total += operation.latencies[i] = counters_[row].latencies[i].load();
    if (total == 0) continue;
    operation.seconds = static_cast<double>(counters_[row].nanoseconds.load()) / 1e9;
    for (size_t code = 0; code < kErrorCodes; ++code) {
      const uint64_t count = counters_[row].errors[code].load();
      if (count > 0) operation.errors.emplace_back(errorName(static_cast<ErrorCode>(code)), count);
    }
    snapshot.operations.push_back(std::move(operation));
  }
}

MetricsSnapshot takeMetrics(Engine& engine) {
  MetricsSnapshot snapshot;
  engine.metrics().read(snapshot);
  readCapacity(engine, snapshot);
  snapshot.database = engine.database().figures();
  return snapshot;
}

}  // namespace stator
