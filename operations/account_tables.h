// All tables of an account at a time: dropping them, and bringing back those of a snapshot.
#pragma once

#include <optional>
#include <string_view>

#include "operations/engine.h"

namespace stator {

// Drops every table of the account, in `region` if that is not empty, whatever its status and protection, with its streams
// and the tokens of its transactions. Returns how many there were.
size_t resetAccount(Engine& engine, std::string_view account, std::string_view region);

// The same for all regions, and the tables of the snapshot take their place at once: same settings, items, indexes and
// tags; streams start anew. The snapshot is one of the account `of`, or, if that is empty, of this account. Returns how many
// tables there are then; nullopt when there is no such snapshot, and then nothing has changed.
std::optional<size_t> restoreAccount(Engine& engine, std::string_view account, std::string_view snapshot,
                                     std::string_view of = {});

}  // namespace stator
