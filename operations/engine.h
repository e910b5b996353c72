// What operations get to work with: storage, clock, randomness, settings. One per open database.
#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <set>
#include <string>

#include "base/adjustable_clock.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/random.h"
#include "operations/faults.h"
#include "operations/metrics.h"
#include "operations/request_observer.h"
#include "operations/throughput.h"
#include "operations/transactions_in_flight.h"
#include "storage/account_snapshots.h"
#include "storage/catalog.h"
#include "storage/database.h"
#include "storage/idempotency_tokens.h"
#include "storage/item_locks.h"
#include "storage/item_store.h"
#include "storage/stream_store.h"

namespace stator {

struct EngineOptions {
  DatabaseOptions database;
  std::shared_ptr<Clock> clock;  // nullptr: SystemClock
  uint64_t random_seed = 0;      // 0: from the system's entropy
  LogSink log;                   // nullptr: no log
  // Merge all accounts and regions into one, as DynamoDB Local's -sharedDb does.
  bool shared_database = false;
  // How long CREATING, UPDATING and DELETING last; zero: tables are ACTIVE at once.
  std::chrono::milliseconds transient_status{0};
  StreamOptions streams;
  // How long expired items stay before they are deleted. The service takes its time, up to days.
  std::chrono::seconds time_to_live_delay{0};
  ThroughputOptions throughput;
  RequestObserver observer;  // nullptr: none
};

inline constexpr size_t kMaxHints = 100;

// Thread-safe.
class Engine {
 public:
  explicit Engine(EngineOptions options);  // throws DatabaseError
  ~Engine();

  const EngineOptions& options() const { return options_; }
  // options().clock, with what the administration has made of it.
  const Clock& clock() const { return clock_; }
  AdjustableClock& adjustableClock() { return clock_; }
  Random& random() { return random_; }
  Database& database() { return database_; }
  Catalog& catalog() { return catalog_; }
  ItemLocks& locks() { return locks_; }
  ItemStore& items() { return items_; }
  StreamStore& streams() { return streams_; }
  Throughput& throughput() { return throughput_; }
  Faults& faults() { return faults_; }
  Metrics& metrics() { return metrics_; }
  TransactionsInFlight& transactions() { return transactions_; }
  IdempotencyTokens& tokens() { return tokens_; }
  AccountSnapshots& snapshots() { return snapshots_; }
  void log(LogLevel level, std::string_view line) const;
  // A warning that is worth one line, however often it comes up; the first kMaxHints of them.
  void hint(const std::string& line);

  // Closes an open shard of a stream and gives it two children, as the service does under load. Errors:
  // ResourceNotFoundException; ValidationException when the shard is closed or cannot be split any further.
  Result<void> splitShard(std::string_view stream_arn, std::string_view shard_id);

  // Everything that is due now: index backfills, ends of transient statuses, expired items, old stream records. The
  // background thread calls it about every 50 ms; with a ManualClock, tests do. Not concurrently with itself (it locks).
  void runBackgroundJobs();
  // Says that there is something for runBackgroundJobs() to look at: a table is not ACTIVE. Otherwise it returns at once.
  void noteJobs() { jobs_noted_ = true; }
  // Says that there is a request token to be forgotten some time.
  void noteTokens() { tokens_noted_ = true; }
  // Makes a running backfill return early, so that the engine can be closed.
  void requestStop() { stopping_ = true; }
  bool stopping() const { return stopping_; }

 private:
  void trimTokens();
  void deleteExpiredItems();
  void maintainStreams();

  EngineOptions options_;
  AdjustableClock clock_;
  Random random_;
  Database database_;
  Catalog catalog_;
  ItemLocks locks_;
  StreamStore streams_;
  ItemStore items_;
  Throughput throughput_;
  Faults faults_;
  Metrics metrics_;
  TransactionsInFlight transactions_;
  IdempotencyTokens tokens_;
  std::mutex hints_mutex_;
  std::set<std::string> hints_;
  AccountSnapshots snapshots_;
  std::mutex jobs_mutex_;
  std::atomic<bool> jobs_noted_{true};  // at first: what the last run left unfinished
  std::atomic<bool> tokens_noted_{true};
  TimePoint tokens_trimmed_{};  // these are guarded by jobs_mutex_
  TimePoint expiries_swept_{};
  TimePoint streams_maintained_{};
  std::atomic<bool> stopping_{false};
};

}  // namespace stator
