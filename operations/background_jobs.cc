// The engine's queue of things that are due: ends of transient statuses and backfills of new indexes.
#include <algorithm>

#include "operations/engine.h"
#include "operations/index_updates.h"
#include "operations/table_access.h"

namespace stator {

void Engine::runBackgroundJobs() {
  const std::lock_guard lock(jobs_mutex_);
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
