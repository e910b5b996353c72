// What a request consumed, and the ConsumedCapacity and ItemCollectionMetrics members of its answer.
#pragma once

#include <optional>
#include <string_view>

#include "operations/operation.h"
#include "types/capacity.h"
#include "types/table_schema.h"

namespace stator {

enum class CapacityDetail : uint8_t { None, Total, Indexes };  // ReturnConsumedCapacity

CapacityDetail capacityDetail(RequestValue request);

// Half units of one write, from the images before and after (nullopt: absent), by the position of indexes in the schema.
CapacityArms writeArms(const TableSchema& table, std::optional<ItemView> old_item, std::optional<ItemView> new_item);

// Units of one write, from the images before and after (nullopt: absent). The table is charged for the larger image, an
// index for its entries: one put or delete, both when the index key moves, nothing when the entry stays as it was.
ConsumedCapacity writeCapacity(const TableSchema& table, std::optional<ItemView> old_item, std::optional<ItemView> new_item);

// Whether the answer also splits units into ReadCapacityUnits or WriteCapacityUnits: only transactions do (captured August
// 2026).
enum class CapacityAxis : uint8_t { None, Read, Write };

// The ConsumedCapacity structure, as a value (no key).
void writeConsumedCapacity(ResponseWriter& out, std::string_view table_name, const ConsumedCapacity& consumed,
                           CapacityDetail detail, CapacityAxis axis = CapacityAxis::None);

// The ItemCollectionMetrics structure of the partition that `key` is in, as a value. Only for tables with local indexes.
void writeItemCollectionMetrics(ResponseWriter& out, Engine& engine, const TableSchema& table, ItemView key);
bool wantsItemCollectionMetrics(RequestValue request, const TableSchema& table);

}  // namespace stator
