// The engine's queue of things that are due: ends of transient statuses, backfills of new indexes, and what time brings.
#include <algorithm>

#include "operations/engine.h"
#include "operations/index_updates.h"
#include "operations/table_access.h"
#include "operations/time_to_live.h"

namespace stator {
namespace {

constexpr std::chrono::seconds kSweepInterval{1};
constexpr std::chrono::seconds kMaintenanceInterval{60};

// Whether a job is due, and then moves `last`. A clock that was put back makes it due too.
bool isDue(TimePoint& last, std::chrono::seconds interval, TimePoint now) {
  if (last <= now && now < last + interval) return false;
  last = now;
  return true;
}

}  // namespace

// At most once in the time that a token lives: there is no hurry.
void Engine::trimTokens() {
  const TimePoint now = clock().now();
  if (!tokens_noted_ || now < tokens_trimmed_ + kIdempotencyWindow) return;
  tokens_trimmed_ = now;
  tokens_.trim(now);
}

void Engine::deleteExpiredItems() {
  if (!isDue(expiries_swept_, kSweepInterval, clock().now())) return;
  for (const auto& table : catalog_.all()) {
    if (stopping_) return;
    if (!table->itemsExpire()) continue;
    if (table->time_to_live->backfilling) backfillExpiries(*this, table);
    deleteExpired(*this, *table);
  }
}

void Engine::maintainStreams() {
  const std::chrono::seconds splits = options_.streams.split_interval;
  const auto interval = splits.count() > 0 ? std::min(splits, kMaintenanceInterval) : kMaintenanceInterval;
  if (isDue(streams_maintained_, interval, clock().now())) streams_.maintain();
}

void Engine::runBackgroundJobs() {
  const std::lock_guard lock(jobs_mutex_);
  trimTokens();
  deleteExpiredItems();
  maintainStreams();
  if (!jobs_noted_.exchange(false)) return;
  bool more = false;
  for (const auto& table : catalog_.all()) {
    if (stopping_) return;
    if (table->status == TableStatus::Active) continue;
    for (const SecondaryIndex& index : table->indexes)
      if (index.backfilling) backfillIndex(*this, table, index);
    const auto now = catalog_.find(table->account, table->region, table->name);
    const auto settled = settle(*this, now);
    more = more || (settled && settled->status != TableStatus::Active);
  }
  if (more) noteJobs();
}

}  // namespace stator
