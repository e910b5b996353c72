#include "operations/account_tables.h"

#include <unordered_set>

#include "operations/stream_access.h"

namespace stator {
namespace {

using Tables = std::vector<std::shared_ptr<const TableSchema>>;

// Streams of tables that were dropped, just now or before. Those that are listed before the catalog is asked have had
// their tables in it, so none of a table that is just being made is taken for one of them.
void dropStreams(Engine& engine, std::string_view account, std::string_view region) {
  std::vector<StorageId> streams = engine.streams().streamsOf(account, region);
  std::unordered_set<StorageId> live;
  for (const auto& table : engine.catalog().all())
    if (table->stream) live.insert(table->stream->id);
  std::erase_if(streams, [&](StorageId id) { return live.contains(id); });
  engine.streams().drop(streams);
}

Tables replaceAll(Engine& engine, std::string_view account, std::string_view region, std::vector<TableSchema> tables) {
  std::string token_scope = std::string(account) + "/";
  if (!region.empty()) token_scope.append(region).append("/");
  Tables dropped = engine.catalog().replaceAll(account, region, std::move(tables), token_scope);
  for (const auto& table : dropped) engine.items().forget(*table);
  dropStreams(engine, account, region);
  return dropped;
}

}  // namespace

size_t resetAccount(Engine& engine, std::string_view account, std::string_view region) {
  return replaceAll(engine, account, region, {}).size();
}

std::optional<size_t> restoreAccount(Engine& engine, std::string_view account, std::string_view snapshot,
                                     std::string_view of) {
  auto tables = engine.snapshots().copyTables(of.empty() ? account : of, snapshot);
  if (!tables) return std::nullopt;
  for (TableSchema& table : *tables) {
    table.account = account;
    if (table.stream) nameStream(engine, table);
    engine.items().adopt(table);
  }
  const std::vector<TableSchema> restored = *tables;
  replaceAll(engine, account, {}, *std::move(tables));
  for (const TableSchema& table : restored) engine.streams().open(table);
  engine.noteJobs();  // the snapshot may be of a table whose index was being filled
  return restored.size();
}

}  // namespace stator
