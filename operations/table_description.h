// TableDescription, as the table operations answer it.
#pragma once

#include "operations/operation.h"
#include "types/table_schema.h"

namespace stator {

// Which answer the description is for: they differ in what they show (captures of 2025).
enum class DescriptionKind : uint8_t { Create, Describe, Update, Delete };

// What an answer of UpdateTable calls UPDATING beside the table itself. Encryption that begins has nothing else to show.
struct ChangesUnderway {
  bool warm = false;
  bool encryption = false;
  std::vector<std::string> warm_indexes;
};

// The TableDescription structure, as a value (no key).
void writeTableDescription(ResponseWriter& out, Engine& engine, const TableSchema& table, DescriptionKind kind,
                           const ChangesUnderway& underway = {});

// The KeySchema member.
void writeKeySchema(ResponseWriter& out, const KeySchema& key);

}  // namespace stator
