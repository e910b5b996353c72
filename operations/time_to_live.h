// Items whose time is over: when, and by whom they are deleted.
#pragma once

#include <chrono>
#include <memory>
#include <string_view>

#include "operations/engine.h"

namespace stator {

// "ENABLED", "DISABLED"; with transient statuses, or while old items are being looked at, "ENABLING" and "DISABLING" too.
std::string_view timeToLiveStatus(const Engine& engine, const TableSchema& table);

// Puts the items from before into the index of expiries. Stops early when the engine does.
void backfillExpiries(Engine& engine, const std::shared_ptr<const TableSchema>& table);

// Deletes the items of a table that have expired, as the service's own doing. One that a transaction has in hand, or whose
// expiry changes just now, is left for another time.
void deleteExpired(Engine& engine, const TableSchema& table);

}  // namespace stator
