// What has been served: how often, with which errors, and how long it took.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "types/error.h"

namespace stator {

class Engine;

// Upper bounds of the latency histogram's buckets, in seconds; the last bucket has none.
inline constexpr std::array kLatencyBounds = {0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01,
                                              0.025,   0.05,   0.1,     0.25,   0.5,   1.0,    2.5};

// A copy of the figures at one moment.
struct MetricsSnapshot {
  struct Operation {
    std::string_view name;                                        // "" for requests that name none
    std::array<uint64_t, kLatencyBounds.size() + 1> latencies{};  // of the answers in each bucket, not cumulated
    double seconds = 0;                                           // of all answers together
    std::vector<std::pair<std::string_view, uint64_t>> errors;    // by the error's name; only those that occurred
  };
  // Units since the start, of one table or index.
  struct Capacity {
    std::string account, region, table, index;  // index "": the table itself
    double read_units = 0, write_units = 0;
    uint64_t throttled_reads = 0, throttled_writes = 0;
  };
  std::vector<Operation> operations;  // those that were called
  std::vector<Capacity> capacity;
  std::vector<std::pair<std::string_view, double>> database;  // RocksDB's figures, by name
  size_t tables = 0;
};

// Thread-safe. Recording is a handful of relaxed additions.
class Metrics {
 public:
  Metrics();
  ~Metrics();

  // `row`: of the operation table, or kNoOperation. `error` is nullptr when there is none.
  static constexpr size_t kNoOperation = SIZE_MAX;
  void record(size_t row, std::chrono::nanoseconds duration, const ErrorCode* error);

  void read(MetricsSnapshot& snapshot) const;

 private:
  struct Counters;
  std::unique_ptr<Counters[]> counters_;  // a row of the operation table each, and one for the rest
};

MetricsSnapshot takeMetrics(Engine& engine);

}  // namespace stator
