// What CreateTable and UpdateTable share: reading and checking keys, indexes and settings of a table.
#pragma once

#include <string>
#include <vector>

#include "operations/operation.h"
#include "types/result.h"
#include "types/table_schema.h"

namespace stator {

using AttributeDefinitions = std::vector<AttributeDefinition>;

AttributeDefinitions readAttributeDefinitions(RequestValue list);

// KeySchema against its definitions: definitions present, HASH first, no name twice. `owner` says whose key it is, since
// only a global index may have more than two attributes.
enum class KeyOwner : uint8_t { Table, LocalIndex, GlobalIndex };
Result<KeySchema> readKeySchema(RequestValue list, const AttributeDefinitions& definitions, KeyOwner owner);

Result<Projection> readProjection(RequestValue projection);

// Index members without id; checks what concerns one index alone.
Result<SecondaryIndex> readLocalIndex(RequestValue index, const AttributeDefinitions& definitions, const KeySchema& table_key);
Result<SecondaryIndex> readGlobalIndex(RequestValue index, const AttributeDefinitions& definitions, BillingMode billing_mode);
// Forgets ceilings of -1.
OnDemandThroughput withoutUnlimited(OnDemandThroughput throughput);

// Names twice, too many indexes, too many projected attributes.
Result<void> checkIndexes(const std::vector<SecondaryIndex>& indexes);

// ReadCapacityUnits and WriteCapacityUnits within bounds (constraints have seen that they are there and positive).
Result<ProvisionedThroughput> readThroughput(RequestValue throughput);

// Sets the units, and the times and the count of increases and decreases.
void changeThroughput(ProvisionedThroughput& throughput, const ProvisionedThroughput& requested, TimePoint now);

// MaxReadRequestUnits and MaxWriteRequestUnits, as given: -1 (no ceiling) is the caller's to drop.
enum class OnDemandTexts : uint8_t { CreateTable, UpdateTable };  // their texts differ in two places
Result<OnDemandThroughput> readOnDemandThroughput(RequestValue throughput, BillingMode billing_mode, OnDemandTexts texts);
Result<std::optional<WarmThroughput>> readWarmThroughput(RequestValue warm);

// nullopt while disabled. `now` gives the stream its label.
Result<std::optional<StreamSpecification>> readStream(RequestValue stream, TimePoint now);

Result<std::map<std::string, std::string>> readTags(RequestValue tags);

// "2026-11-21T12:34:56.789": a stream's label.
std::string streamLabel(TimePoint time);

}  // namespace stator
