#include "operations/format_upgrade.h"

#include "operations/engine.h"
#include "storage/catalog_keys.h"

namespace stator {
namespace {

// Entries are written under a new id, since the old one may hold entries that nothing would find and delete.
void rebuildIndex(Engine& engine, const TableSchema& table, const std::string& index_name) {
  const StorageId new_id = engine.catalog().allocateId();
  StorageId old_id = 0;
  const auto updated =
      engine.catalog().update(table.account, table.region, table.name, [&](TableSchema& schema) -> Result<void> {
        for (SecondaryIndex& index : schema.indexes)
          if (index.name == index_name) old_id = std::exchange(index.id, new_id);
        return {};
      });
  engine.items().forget(old_id);
  engine.catalog().dropIndexData(old_id);
  engine.items().backfill(**updated, *(*updated)->findIndex(index_name), engine.locks(), [] { return false; });
}

}  // namespace

void upgradeFormat(Engine& engine) {
  if (engine.database().format() == kFormatVersion) return;
  engine.log(LogLevel::Info,
             "the data is of format " + std::to_string(engine.database().format()) + ": its indexes are built anew");
  for (const auto& table : engine.catalog().all())
    for (const SecondaryIndex& index : table->indexes) rebuildIndex(engine, *table, index.name);
  engine.database().recordFormat();
}

}  // namespace stator
