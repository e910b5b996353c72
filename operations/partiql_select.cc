#include "operations/partiql_select.h"

#include "expression/evaluate.h"
#include "operations/consumption.h"
#include "operations/page_size.h"
#include "operations/start_key.h"
#include "storage/item_cursor.h"
#include "storage/key_encoding.h"
#include "types/limits.h"

namespace stator {

std::string selectColumns(const std::optional<std::vector<PartiqlColumn>>& columns, ItemView row) {
  if (!columns) return std::string(row.bytes());
  ItemBuilder builder;
  for (const PartiqlColumn& column : *columns)
    if (const auto value = find(column.path, row)) builder.add(column.name, *value);
  return builder.build();
}

Result<void> PartiqlPageReader::checkPosition(const PartiqlPlan& plan, const PartiqlReadPosition& position) {
  const Error invalid = validationError("Invalid NextToken");
  if (position.read >= (plan.ranges.empty() ? 1 : plan.ranges.size())) return invalid;
  if (!position.after) return {};
  const ItemView key(*position.after);
  const Result<void> checked = plan.ranges.empty()
                                   ? checkScanStartKey(*plan.table, plan.index, Segment{}, key)
                                   : checkQueryStartKey(*plan.table, plan.index, plan.ranges[position.read], key);
  return checked ? Result<void>() : Result<void>(invalid);
}

void PartiqlPageReader::read(ResponseWriter& out, const PartiqlReadPosition& start, int64_t limit) {
  if (plan_.from_table) snapshot_.emplace(engine_.database());  // entries and items of one moment
  for (size_t read = start.read; read < readCount(); ++read) {
    const bool goes_on = readRange(out, read, read == start.read ? start.after : std::nullopt, limit);
    half_units_ += readHalfUnits(read_size_, consistent_);
    if (!goes_on) return;
  }
}

bool PartiqlPageReader::readRange(ResponseWriter& out, size_t read, const std::optional<std::string>& after, int64_t limit) {
  read_size_ = 0;
  CursorOptions options{.table = plan_.table, .index = plan_.index};
  if (!plan_.ranges.empty()) options.range = &plan_.ranges[read];
  options.forward = plan_.forward;
  if (after) options.start_after = ItemView(*after);
  if (snapshot_) options.snapshot = &*snapshot_;
  ItemCursor cursor(engine_.database(), options);
  if (plan_.ranges.size() == 1) hash_ = cursor.partition();
  while (cursor.next()) {
    visit(out, read, cursor.item());
    if (!full(limit)) continue;
    stopAt(read, cursor.item());
    return false;
  }
  return true;
}

bool PartiqlPageReader::full(int64_t limit) const {
  const bool in_page = plan_.ranges.size() > 1 && matched_ >= kMaxPartiqlInPage;
  return scanned_ >= limit || page_size_ >= kMaxPageSize || in_page;
}

// After a whole primary key there is nothing to go on with but the next read.
void PartiqlPageReader::stopAt(size_t read, ItemView row) {
  std::string key = keyItem(row, plan_.table->key, plan_.index == nullptr ? plan_.table->key : plan_.index->key);
  if (!plan_.ranges.empty() && plan_.isPoint(plan_.ranges[read])) {
    if (read + 1 == readCount()) return;
    next_ = PartiqlReadPosition{read + 1, std::nullopt};
  } else {
    next_ = PartiqlReadPosition{read, key};
  }
  last_key_ = std::move(key);
}

// Filters see the row as the index has it, also when columns come from the table.
void PartiqlPageReader::visit(ResponseWriter& out, size_t read, ItemView row) {
  ++scanned_;
  read_size_ += itemSize(row);
  page_size_ += pageSize(row, plan_.table->key);
  const std::optional<Condition>& filter = plan_.filters[read];
  const bool matches = !filter || evaluate(*filter, row);
  if (plan_.from_table &&
      engine_.items().get(encodeItemKey(*plan_.table, row), fetched_, snapshot_ ? &*snapshot_ : nullptr)) {
    // Each item fetched is rounded by itself, whether the filter drops it or not (DynamoDB capture, 2026-08).
    row = ItemView(fetched_);
    page_size_ += static_cast<size_t>(readUnits(itemSize(row))) * kReadUnitSize;
    table_half_units_ += readHalfUnits(itemSize(row), consistent_);
  }
  if (!matches) return;
  ++matched_;
  if (!statement_.columns) {
    out.item(row);
  } else {
    out.item(ItemView(selectColumns(statement_.columns, row)));
  }
}

Result<void> PartiqlPageReader::consume() const {
  return consumePage(engine_, {.table = plan_.table,
                               .index = plan_.index,
                               .table_half_units = table_half_units_,
                               .half_units = half_units_,
                               .hash = hash_,
                               .key_value = plan_.index == nullptr && hash_ ? &plan_.ranges.front().hash.front() : nullptr});
}

ConsumedCapacity PartiqlPageReader::consumed() const {
  ConsumedCapacity consumed;
  if (plan_.index == nullptr) {
    consumed.table = half_units_;
  } else {
    consumed.table = table_half_units_;
    (plan_.index->global ? consumed.global_indexes : consumed.local_indexes)[plan_.index->name] = half_units_;
  }
  return consumed;
}

}  // namespace stator
