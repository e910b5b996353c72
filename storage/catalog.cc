#include "storage/catalog.h"

#include <map>
#include <mutex>
#include <tuple>
#include <unordered_set>

#include "storage/account_snapshots.h"
#include "storage/catalog_keys.h"
#include "storage/range_cleanup.h"
#include "storage/rocksdb_handles.h"

namespace stator {
namespace {

constexpr StorageId kFirstId = 1;
constexpr StorageId kReservedIds = 64;  // handed out between two writes of the record

struct TableName {
  std::string account;
  std::string region;
  std::string name;
};

using TableNameView = std::tuple<std::string_view, std::string_view, std::string_view>;

// Looks tables up without building a key.
struct TableNameLess {
  using is_transparent = void;
  static TableNameView view(const TableName& table) { return {table.account, table.region, table.name}; }
  static const TableNameView& view(const TableNameView& table) { return table; }
  template <class Left, class Right>
  bool operator()(const Left& left, const Right& right) const {
    return view(left) < view(right);
  }
};

// The ids under which `items` and `index` hold something of a table.
void addDataIds(const TableSchema& table, std::unordered_set<StorageId>& ids) {
  ids.insert(table.id);
  for (const SecondaryIndex& index : table.indexes) ids.insert(index.id);
  if (table.itemsExpire()) ids.insert(table.time_to_live->id);
}

}  // namespace

// Writers hold `mutex` shared; whoever changes the schema or drops the table holds it exclusively.
struct TableForWrite::Gate {
  FairSharedMutex mutex;
  // Written with `mutex` and the catalog's map mutex held exclusively, so either is enough to read it. nullptr: dropped.
  std::shared_ptr<const TableSchema> schema;
};

struct Catalog::State {
  using Gate = TableForWrite::Gate;
  using Map = std::map<TableName, std::shared_ptr<Gate>, TableNameLess>;

  explicit State(Database::Impl& opened) : database(opened) {}
  void loadTables();
  void loadNextId();
  void publish(const TableName& name, std::shared_ptr<const TableSchema> schema);
  std::shared_ptr<Gate> gate(const TableNameView& name) const;
  // The gate of a table, locked; a null gate when there is no such table.
  template <class Lock>
  std::pair<std::shared_ptr<Gate>, Lock> lockGate(const TableNameView& name) const;
  // The tables of a place, from the first name that is not below `from`.
  template <class Visit>
  void forEachFrom(const TableNameView& from, Visit&& visit) const;
  void persist(const TableSchema& schema);

  Database::Impl& database;
  std::mutex create_mutex;
  mutable FairSharedMutex map_mutex;
  Map tables;
  std::mutex id_mutex;
  StorageId next_id = kFirstId;
  StorageId reserved_end = kFirstId;  // ids below are covered by the record
};

void Catalog::State::loadTables() {
  const std::unique_ptr<rocksdb::Iterator> record(database.db->NewIterator({}, database.catalog));
  const rocksdb::Slice end = kBehindTableKeys;
  std::unordered_set<StorageId> live;
  for (record->Seek(kFirstTableKey); record->Valid() && record->key().compare(end) < 0; record->Next()) {
    auto schema = decodeTableSchema(toView(record->value()));
    if (!schema || tableKey(schema->account, schema->region, schema->name) != toView(record->key())) {
      throw DatabaseError("the record of a table cannot be read; the data is damaged or of a newer version of Stator");
    }
    addDataIds(*schema, live);
    const TableName name{schema->account, schema->region, schema->name};
    publish(name, std::make_shared<const TableSchema>(*std::move(schema)));
  }
  throwIfFailed(record->status(), "reading the catalog");
  if (database.in_memory) return;
  for (const TableSchema& table : snapshotTables(database)) addDataIds(table, live);
  deleteOrphans(database, live);
}

void Catalog::State::loadNextId() {
  std::string record;
  const rocksdb::Status status = database.db->Get(database.get_options, database.catalog, kNextIdKey, &record);
  if (status.IsNotFound()) return;
  throwIfFailed(status, "reading the catalog");
  const auto id = decodeIdRecord(record);
  if (!id) throw DatabaseError("the record of storage ids cannot be read; the data is damaged");
  next_id = reserved_end = *id;
}

void Catalog::State::publish(const TableName& name, std::shared_ptr<const TableSchema> schema) {
  const std::unique_lock lock(map_mutex);
  std::shared_ptr<Gate>& gate = tables[name];
  if (!gate) gate = std::make_shared<Gate>();
  gate->schema = std::move(schema);
}

std::shared_ptr<TableForWrite::Gate> Catalog::State::gate(const TableNameView& name) const {
  const std::shared_lock lock(map_mutex);
  const auto found = tables.find(name);
  return found == tables.end() ? nullptr : found->second;
}

template <class Lock>
std::pair<std::shared_ptr<TableForWrite::Gate>, Lock> Catalog::State::lockGate(const TableNameView& name) const {
  for (;;) {
    std::shared_ptr<Gate> found = gate(name);
    if (!found) return {};
    Lock lock(found->mutex);
    if (found->schema) return {std::move(found), std::move(lock)};
    // Dropped while this waited; another table may have taken the name since.
  }
}

template <class Visit>
void Catalog::State::forEachFrom(const TableNameView& from, Visit&& visit) const {
  const std::shared_lock lock(map_mutex);
  const auto& [account, region, name] = from;
  for (auto table = tables.lower_bound(from); table != tables.end(); ++table) {
    if (table->first.account != account || table->first.region != region || !visit(table->first.name)) return;
  }
}

void Catalog::State::persist(const TableSchema& schema) {
  rocksdb::WriteBatch batch;
  batch.Put(database.catalog, tableKey(schema.account, schema.region, schema.name), encodeTableSchema(schema));
  database.write(batch);
}

TableForWrite& TableForWrite::operator=(TableForWrite&& other) noexcept {
  // Unlocks before the gate that it locks may go.
  lock_ = std::move(other.lock_);
  gate_ = std::move(other.gate_);
  schema_ = std::move(other.schema_);
  return *this;
}

Catalog::Catalog(Database& database) : state_(std::make_unique<State>(database.impl())) {
  state_->loadTables();
  state_->loadNextId();
}

Catalog::~Catalog() = default;

std::shared_ptr<const TableSchema> Catalog::find(std::string_view account, std::string_view region,
                                                 std::string_view name) const {
  const std::shared_lock lock(state_->map_mutex);
  const auto found = state_->tables.find(TableNameView(account, region, name));
  return found == state_->tables.end() ? nullptr : found->second->schema;
}

std::optional<TableForWrite> Catalog::openForWrite(std::string_view account, std::string_view region,
                                                   std::string_view name) const {
  auto [gate, lock] = state_->lockGate<std::shared_lock<FairSharedMutex>>({account, region, name});
  if (!gate) return std::nullopt;
  std::optional<TableForWrite> table(std::in_place);
  table->schema_ = gate->schema;
  table->gate_ = std::move(gate);
  table->lock_ = std::move(lock);
  return table;
}

std::vector<std::string> Catalog::list(std::string_view account, std::string_view region, std::string_view after,
                                       size_t limit) const {
  std::vector<std::string> names;
  state_->forEachFrom({account, region, after}, [&](const std::string& name) {
    if (names.size() == limit) return false;
    if (name != after) names.push_back(name);
    return true;
  });
  return names;
}

size_t Catalog::tableCount(std::string_view account, std::string_view region) const {
  size_t count = 0;
  state_->forEachFrom({account, region, {}}, [&](const std::string&) { return ++count, true; });
  return count;
}

std::vector<std::shared_ptr<const TableSchema>> Catalog::all() const {
  const std::shared_lock lock(state_->map_mutex);
  std::vector<std::shared_ptr<const TableSchema>> schemas;
  schemas.reserve(state_->tables.size());
  for (const auto& [name, gate] : state_->tables) schemas.push_back(gate->schema);
  return schemas;
}

std::optional<std::string> Catalog::findElsewhere(std::string_view account, std::string_view region,
                                                  std::string_view name) const {
  const std::shared_lock lock(state_->map_mutex);
  for (const auto& [table, gate] : state_->tables) {
    if (table.name != name || (table.account == account && table.region == region)) continue;
    return table.account + "/" + table.region;
  }
  return std::nullopt;
}

StorageId Catalog::allocateId() {
  const std::lock_guard lock(state_->id_mutex);
  if (state_->next_id == state_->reserved_end) {
    // The record moves first: a crash wastes some numbers, but none is handed out twice.
    const StorageId end = state_->reserved_end + kReservedIds;
    rocksdb::WriteBatch batch;
    batch.Put(state_->database.catalog, kNextIdKey, encodeIdRecord(end));
    state_->database.write(batch);
    state_->reserved_end = end;
  }
  return state_->next_id++;
}

bool Catalog::create(TableSchema schema) {
  const std::lock_guard lock(state_->create_mutex);
  const TableName name{schema.account, schema.region, schema.name};
  if (state_->gate(TableNameLess::view(name))) return false;
  state_->persist(schema);
  state_->publish(name, std::make_shared<const TableSchema>(std::move(schema)));
  return true;
}

Result<std::shared_ptr<const TableSchema>> Catalog::update(std::string_view account, std::string_view region,
                                                           std::string_view name,
                                                           const std::function<Result<void>(TableSchema&)>& change) {
  const auto [gate, lock] = state_->lockGate<std::unique_lock<FairSharedMutex>>({account, region, name});
  if (!gate) return Error{ErrorCode::ResourceNotFoundException, ""};
  TableSchema copy = *gate->schema;
  if (auto changed = change(copy); !changed) return std::move(changed).error();
  state_->persist(copy);
  auto published = std::make_shared<const TableSchema>(std::move(copy));
  state_->publish({std::string(account), std::string(region), std::string(name)}, published);
  return published;
}

bool Catalog::drop(std::string_view account, std::string_view region, std::string_view name) {
  const auto [gate, lock] = state_->lockGate<std::unique_lock<FairSharedMutex>>({account, region, name});
  if (!gate) return false;
  Database::Impl& database = state_->database;
  {
    const std::unique_lock cleanup_lock(database.cleanup_gate);
    RangeCleanup cleanup(database);
    cleanup.batch().Delete(database.catalog, tableKey(account, region, name));
    cleanup.addWhole(*gate->schema);
    cleanup.write();
  }
  const std::unique_lock map_lock(state_->map_mutex);
  gate->schema = nullptr;
  state_->tables.erase(state_->tables.find(TableNameView(account, region, name)));
  return true;
}

std::vector<std::shared_ptr<const TableSchema>> Catalog::replaceAll(std::string_view account, std::string_view region,
                                                                    std::vector<TableSchema> tables,
                                                                    std::string_view token_scope) {
  const std::lock_guard create_lock(
      state_->create_mutex);  // so that no table comes while this locks the ones that there are
  std::vector<TableName> names;
  {
    const std::shared_lock map_lock(state_->map_mutex);
    for (const auto& [name, gate] : state_->tables)
      if (name.account == account && (region.empty() || name.region == region)) names.push_back(name);
  }
  std::vector<std::shared_ptr<State::Gate>> gates;
  std::vector<std::unique_lock<FairSharedMutex>> locks;  // released before the gates
  for (const TableName& name : names) {
    auto [gate, lock] = state_->lockGate<std::unique_lock<FairSharedMutex>>(TableNameLess::view(name));
    if (!gate) continue;
    gates.push_back(std::move(gate));
    locks.push_back(std::move(lock));
  }
  Database::Impl& database = state_->database;
  {
    const std::unique_lock cleanup_lock(database.cleanup_gate);
    RangeCleanup cleanup(database);
    for (const auto& gate : gates) {
      cleanup.batch().Delete(database.catalog, tableKey(gate->schema->account, gate->schema->region, gate->schema->name));
      cleanup.addWhole(*gate->schema);
    }
    for (const TableSchema& table : tables) {
      cleanup.batch().Put(database.catalog, tableKey(table.account, table.region, table.name), encodeTableSchema(table));
    }
    // A token that outlived its tables would make the transaction, sent again, count as done.
    cleanup.addTokens(token_scope);
    if (cleanup.batch().Count() > 0) cleanup.write();
  }
  std::vector<std::shared_ptr<const TableSchema>> dropped;
  const std::unique_lock map_lock(state_->map_mutex);
  for (const auto& gate : gates) {
    state_->tables.erase(
        state_->tables.find(TableNameView(gate->schema->account, gate->schema->region, gate->schema->name)));
    dropped.push_back(std::exchange(gate->schema, nullptr));
  }
  for (TableSchema& table : tables) {
    auto gate = std::make_shared<State::Gate>();
    TableName name{table.account, table.region, table.name};
    gate->schema = std::make_shared<const TableSchema>(std::move(table));
    state_->tables.insert_or_assign(std::move(name), std::move(gate));
  }
  return dropped;
}

void Catalog::dropIndexData(StorageId index) {
  const std::unique_lock cleanup_lock(state_->database.cleanup_gate);
  RangeCleanup cleanup(state_->database);
  cleanup.addIndex(index);
  cleanup.write();
}

}  // namespace stator
