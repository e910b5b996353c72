#include <algorithm>
#include <deque>
#include <map>
#include <set>

#include "expression/evaluate.h"
#include "operations/capacity_report.h"
#include "operations/consumption.h"
#include "operations/key_check.h"
#include "operations/operation.h"
#include "operations/partiql_key.h"
#include "operations/partiql_select.h"
#include "operations/table_access.h"
#include "protocol/error_json.h"

namespace stator {
namespace {

constexpr int64_t kHalves = 2;  // ConsumedCapacity counts half units

// One statement of the batch. It fails by itself.
struct Member {
  RequestValue request;
  std::optional<PartiqlStatement> statement;
  std::optional<Error> error;
  bool reached_table = false;  // what ran and failed echoes its table, what was refused before does not
  std::string key;             // encodeItemKey
  std::string item;            // of the answer
};

using Members = std::deque<Member>;  // Member does not move

// What the batch consumed of one table. When everything failed there, it is left out (DynamoDB capture, 2026-08).
struct TableCapacity {
  ConsumedCapacity consumed;
  bool succeeded = false;
};
using Capacities = std::map<std::string, TableCapacity>;

Result<PartiqlStatement> parseMember(OperationContext& context, RequestValue request) {
  const std::vector<AttributeValue> parameters = TRY(readPartiqlParameters(request));
  PartiqlStatement statement = TRY(parsePartiql(request["Statement"].string(), parameters, partiqlIndexCheck(context)));
  if (statement.kind == PartiqlKind::Exists) return existsOutsideTransaction();
  TRY(checkPartiqlItemSize(statement));
  return statement;
}

// Statements that cannot be parsed are neither reads nor writes.
Result<void> checkMixing(const Members& members) {
  bool reads = false, writes = false;
  for (const Member& member : members) {
    if (!member.statement) continue;
    (member.statement->isRead() ? reads : writes) = true;
  }
  if (!reads || !writes) return {};
  return validationError("Read and write requests together in the same batch is not supported.");
}

// The key of a SELECT, which must name one item by its primary key and nothing else.
Result<std::string> selectKey(const PartiqlStatement& statement, const TableSchema& table) {
  if (statement.where) TRY(partiqlBranches(*statement.where, table.key));
  const PartiqlKey key = partiqlKey(statement, table);
  if (statement.index || !key.exact()) {
    return validationError(
        "Select statements within BatchExecuteStatement must specify the primary key in the where clause.");
  }
  TRY(checkPartiqlKey(table, ItemView(key.key)));
  return encodeItemKey(table, ItemView(key.key));
}

Result<std::string> memberKey(OperationContext& context, const PartiqlStatement& statement) {
  const auto table = TRY(findTable(context, statement.table));
  if (statement.isRead()) return selectKey(statement, *table);
  const PartiqlWrite write(statement, *table);
  TRY(write.checkStatement());
  TRY(write.checkAgainstTable());
  return encodeItemKey(*table, write.item());
}

Result<void> prepare(OperationContext& context, Members& members) {
  std::set<std::string_view> keys;
  for (Member& member : members) {
    if (!member.statement) continue;
    Result<std::string> key = memberKey(context, *member.statement);
    if (!key) {
      member.error = std::move(key).error();
      continue;
    }
    member.key = std::move(*key);
    if (!keys.insert(member.key).second) return validationError("Provided list of item keys contains duplicates");
  }
  return {};
}

Result<void> executeRead(OperationContext& context, Member& member, Capacities& capacities) {
  const auto table = TRY(findTable(context, member.statement->table));
  const std::string key = TRY(selectKey(*member.statement, *table));
  if (member.statement->columns) {
    for (const PartiqlColumn& column : *member.statement->columns) TRY(checkNestedKeyPath(*table, column.path));
  }
  std::string item;
  const bool found = context.engine.items().get(key, item);
  const int64_t half_units = readHalfUnits(found ? itemSize(ItemView(item)) : 0, member.request["ConsistentRead"].boolean());
  TRY(consumeRead(context.engine, {table.get(), key, ItemView(partiqlKey(*member.statement, *table).key), half_units}));
  TableCapacity& capacity = capacities[table->name];
  capacity.succeeded = true;
  capacity.consumed.table += half_units;
  if (found) member.item = selectColumns(member.statement->columns, ItemView(item));
  return {};
}

// A failed write costs its attempt: the larger of the stored row and the item it carries (DynamoDB capture, 2026-08).
void chargeFailure(const PartiqlWrite& write, const Error& error, Capacities& capacities) {
  if (error.code != ErrorCode::ConditionalCheckFailedException && error.code != ErrorCode::DuplicateItemException) return;
  const size_t carried = write.statement().kind == PartiqlKind::Insert ? itemSize(write.item()) : 0;
  const int64_t units = writeUnits(std::max(carried, itemSize(ItemView(error.item))));
  capacities[write.table().name].consumed.failed += kHalves * units;
}

Result<void> executeWrite(OperationContext& context, Member& member, Capacities& capacities) {
  const TableForWrite table = TRY(findTableForWrite(context, member.statement->table));
  const PartiqlWrite write(*member.statement, table.schema());
  TRY(write.checkStatement());
  TRY(write.checkAgainstTable());
  member.reached_table = true;
  Result<ItemImages> images = writeItem(context.engine, write.itemWrite(true));
  if (!images) {
    chargeFailure(write, images.error(), capacities);
    return std::move(images).error();
  }
  TableCapacity& capacity = capacities[table.schema().name];
  capacity.succeeded = true;
  capacity.consumed += writeCapacity(table.schema(), images->before(), images->after());
  std::string storage;
  if (const auto returned = write.returned(*images, storage)) member.item = returned->bytes();
  return {};
}

// "ConditionalCheckFailed" for ConditionalCheckFailedException, and so on; validation errors have a name of their own.
std::string shortCode(ErrorCode code) {
  if (code == ErrorCode::ValidationException) return "ValidationError";
  if (code == ErrorCode::ThrottlingException) return "ThrottlingError";
  std::string name(errorName(code));
  constexpr std::string_view kSuffix = "Exception";
  if (name.ends_with(kSuffix)) name.resize(name.size() - kSuffix.size());
  return name;
}

void writeMember(ResponseWriter& out, const Member& member) {
  out.beginObject();
  if (member.error) {
    out.key("Error");
    out.beginObject();
    out.member("Code", shortCode(member.error->code));
    out.member("Message", member.error->message);
    out.endObject();
  }
  if (!member.error || member.reached_table) out.member("TableName", member.statement->table);
  if (!member.error && !member.item.empty()) {
    out.key("Item");
    out.item(ItemView(member.item));
  }
  out.endObject();
}

void writeCapacities(OperationContext& context, const Capacities& capacities) {
  const CapacityDetail detail = capacityDetail(context.request.root());
  const bool any = std::ranges::any_of(capacities, [](const auto& entry) { return entry.second.succeeded; });
  if (detail == CapacityDetail::None || !any) return;
  ResponseWriter& out = context.response;
  out.key("ConsumedCapacity");
  out.beginArray();
  for (const auto& [table, capacity] : capacities)
    if (capacity.succeeded) writeConsumedCapacity(out, table, capacity.consumed, detail);
  out.endArray();
}

}  // namespace

Result<void> batchExecuteStatement(OperationContext& context) {
  Members members;
  for (RequestValue request : context.request["Statements"].elements()) {
    Member& member = members.emplace_back();
    member.request = request;
    Result<PartiqlStatement> statement = parseMember(context, request);
    if (statement) {
      member.statement = std::move(*statement);
    } else {
      member.error = std::move(statement).error();
    }
  }
  TRY(checkMixing(members));
  TRY(prepare(context, members));
  Capacities capacities;
  for (Member& member : members) {
    if (member.error) continue;
    Result<void> done =
        member.statement->isRead() ? executeRead(context, member, capacities) : executeWrite(context, member, capacities);
    if (!done) member.error = std::move(done).error();
  }
  ResponseWriter& out = context.response;
  out.beginObject();
  out.key("Responses");
  out.beginArray();
  for (const Member& member : members) writeMember(out, member);
  out.endArray();
  writeCapacities(context, capacities);
  out.endObject();
  return {};
}

}  // namespace stator
