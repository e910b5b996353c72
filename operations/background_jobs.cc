// The engine's queue of things that are due: ends of transient statuses and backfills of new indexes.
#include <algorithm>

#include "operations/engine.h"
#include "operations/index_updates.h"
#include "operations/table_access.h"

namespace stator {

// At most once in the time that a token lives: there is no hurry.
void Engine::trimTokens() {
  const TimePoint now = clock().now();
  if (!tokens_noted_ || now < tokens_trimmed_ + kIdempotencyWindow) return;
  tokens_trimmed_ = now;
  tokens_.trim(now);
}

void Engine::runBackgroundJobs() {
  const std::lock_guard lock(jobs_mutex_);
  trimTokens();
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
