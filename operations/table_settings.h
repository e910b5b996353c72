// Settings of a table that CreateTable and UpdateTable read alike: encryption, class; and members that need parts of the
// service that are not built yet.
#pragma once

#include "operations/operation.h"
#include "types/result.h"
#include "types/table_schema.h"

namespace stator {

// SSESpecification: the key that encrypts the table; nullopt for the service's own key.
Result<std::optional<SseSpecification>> readSse(RequestValue specification, const Caller& caller);

// nullopt for none; an unknown class has an error of its own.
Result<std::optional<TableClass>> readTableClass(RequestValue table_class);

// Members of CreateTable and UpdateTable whose features Stator does not have.
inline constexpr std::string_view kUnsupportedMembers[] = {
    "VectorIndexes",         "VectorIndexUpdates",        "ReplicaUpdates",
    "GlobalTableSourceArn",  "GlobalTableWitnessUpdates", "GlobalTableSettingsReplicationMode",
    "MultiRegionConsistency"};

// Refuses, by name, members whose features Stator does not have, instead of ignoring them.
Result<void> refuseUnsupported(RequestValue request);

}  // namespace stator
