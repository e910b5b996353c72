// What CreateTable and UpdateTable share: reading and checking keys, indexes and settings of a table.
#pragma once

#include <string>
#include <vector>

#include "operations/operation.h"
#include "operations/throughput_settings.h"
#include "types/result.h"
#include "types/table_schema.h"

namespace stator {

using AttributeDefinitions = std::vector<AttributeDefinition>;

AttributeDefinitions readAttributeDefinitions(RequestValue list);

// By name, as the service describes them.
AttributeDefinitions sorted(AttributeDefinitions definitions);

// No attribute twice.
Result<void> checkDefinitions(const AttributeDefinitions& definitions);

// KeySchema against its definitions: definitions present, HASH first, no name twice. `owner` says whose key it is, since
// only a global index may have more than two attributes.
enum class KeyOwner : uint8_t { Table, LocalIndex, GlobalIndex };
Result<KeySchema> readKeySchema(RequestValue list, const AttributeDefinitions& definitions, KeyOwner owner);

Result<Projection> readProjection(RequestValue projection);

// Index members without id; checks what concerns one index alone.
Result<SecondaryIndex> readLocalIndex(RequestValue index, const AttributeDefinitions& definitions,
                                      const KeySchema& table_key);
// `of.index` is filled in from the index's own name.
Result<SecondaryIndex> readGlobalIndex(RequestValue index, const AttributeDefinitions& definitions, ThroughputOf of);

// Names twice, too many indexes, too many projected attributes.
Result<void> checkIndexes(const std::vector<SecondaryIndex>& indexes);

// nullopt while disabled. `now` gives the stream its label.
enum class StreamTexts : uint8_t { CreateTable, UpdateTable };
Result<std::optional<StreamSpecification>> readStream(RequestValue stream, TimePoint now, StreamTexts texts);

// "2026-11-21T12:34:56.789": a stream's label.
std::string streamLabel(TimePoint time);

}  // namespace stator
