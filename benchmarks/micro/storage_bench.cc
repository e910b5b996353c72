// What one request costs in storage: open, put, get, query, with and without an index, in memory and on disk.
#include <benchmark/benchmark.h>

#include <filesystem>
#include <memory>
#include <string>

#include "storage/catalog.h"
#include "storage/item_cursor.h"
#include "storage/item_store.h"

namespace stator {
namespace {

constexpr int64_t kItems = 100000;
constexpr int64_t kItemsInPartition = 100;

enum Where : int64_t { Memory, Disk };

std::string benchDirectory() { return (std::filesystem::temp_directory_path() / "stator_storage_bench").string(); }

DatabaseOptions optionsFor(int64_t where) {
  if (where == Memory) return {};
  std::filesystem::remove_all(benchDirectory());
  return {.directory = benchDirectory()};
}

std::string makeItem(int64_t number, std::string_view payload) {
  ItemBuilder builder;
  builder.add("pk", AttributeValue::string("customer#" + std::to_string(number / kItemsInPartition)));
  builder.add("sk", AttributeValue::number(number % kItemsInPartition));
  builder.add("state", AttributeValue::string("state" + std::to_string(number % 10)));
  builder.add("payload", AttributeValue::string(payload));
  return builder.build();
}

TableSchema makeTable(Catalog& catalog, bool indexed) {
  TableSchema table;
  table.account = "000000000000";
  table.region = "us-east-1";
  table.name = "bench";
  table.id = catalog.allocateId();
  table.key = {{{"pk", AttributeType::S}}, {{"sk", AttributeType::N}}};
  if (indexed) {
    SecondaryIndex index;
    index.name = "by_state";
    index.id = catalog.allocateId();
    index.global = true;
    index.key = {{{"state", AttributeType::S}}, {{"sk", AttributeType::N}}};
    table.indexes.push_back(index);
  }
  return table;
}

struct Setup {
  Setup(int64_t where, bool indexed) : database(optionsFor(where)), catalog(database), store(database) {
    catalog.create(makeTable(catalog, indexed));
    table = catalog.find("000000000000", "us-east-1", "bench");
  }
  void put(int64_t number, std::string_view payload) {
    const std::string item = makeItem(number, payload);
    const auto writing = catalog.openForWrite("000000000000", "us-east-1", "bench");
    const std::string key = encodeItemKey(writing->schema(), ItemView(item));
    const auto lock = locks.lock(key);
    std::string old_item;
    ItemChange change{&writing->schema(), key, std::nullopt, ItemView(item)};
    if (store.get(key, old_item)) change.old_item = ItemView(old_item);
    store.commit({&change, 1});
  }
  void fill() {
    const std::string payload(200, 'x');
    for (int64_t i = 0; i < kItems; ++i) put(i, payload);
  }

  Database database;
  Catalog catalog;
  ItemStore store;
  ItemLocks locks;
  std::shared_ptr<const TableSchema> table;
};

void open(benchmark::State& state) {
  const DatabaseOptions options = optionsFor(state.range(0));
  { Database first(options); }
  for (auto _ : state) {
    auto database = std::make_unique<Database>(options);
    benchmark::DoNotOptimize(database.get());
    state.PauseTiming();
    database.reset();
    state.ResumeTiming();
  }
}
BENCHMARK(open)->ArgNames({"disk"})->Arg(Memory)->Arg(Disk)->Unit(benchmark::kMillisecond);

void encodeKey(benchmark::State& state) {
  Setup setup(Memory, false);
  const std::string item = makeItem(4711, "");
  for (auto _ : state) benchmark::DoNotOptimize(encodeItemKey(*setup.table, ItemView(item)));
}
BENCHMARK(encodeKey);

// A whole PutItem: key, locks, old item, batch. Different items in turn, overwritten from the second round on.
void put(benchmark::State& state) {
  static std::unique_ptr<Setup> setup;
  if (state.thread_index() == 0) setup = std::make_unique<Setup>(state.range(0), state.range(1) != 0);
  int64_t number = state.thread_index() * 7919;
  std::string payload(200, 'x');
  uint32_t round = 0;
  for (auto _ : state) {
    number = (number + 104729) % kItems;
    payload.replace(0, 10, std::to_string(1000000000 + ++round));  // no two overwrites are identical
    setup->put(number, payload);
  }
  state.SetItemsProcessed(state.iterations());
  if (state.thread_index() == 0) setup.reset();
}
BENCHMARK(put)->ArgNames({"disk", "indexed"})->ArgsProduct({{Memory, Disk}, {0, 1}})->ThreadRange(1, 2)->UseRealTime();

void get(benchmark::State& state) {
  static std::unique_ptr<Setup> setup;
  if (state.thread_index() == 0) (setup = std::make_unique<Setup>(state.range(0), false))->fill();
  int64_t number = state.thread_index() * 7919;
  std::string item;
  for (auto _ : state) {
    number = (number + 104729) % kItems;
    ItemBuilder key;
    key.add("pk", AttributeValue::string("customer#" + std::to_string(number / kItemsInPartition)));
    key.add("sk", AttributeValue::number(number % kItemsInPartition));
    const std::string bytes = key.build();
    benchmark::DoNotOptimize(setup->store.get(encodeItemKey(*setup->table, ItemView(bytes)), item));
  }
  state.SetItemsProcessed(state.iterations());
  if (state.thread_index() == 0) setup.reset();
}
BENCHMARK(get)->ArgNames({"disk"})->Arg(Memory)->Arg(Disk)->ThreadRange(1, 2)->UseRealTime();

// A Query of one partition: 100 items.
void query(benchmark::State& state) {
  Setup setup(state.range(0), false);
  setup.fill();
  int64_t partition = 0;
  for (auto _ : state) {
    partition = (partition + 7919) % (kItems / kItemsInPartition);
    const KeyRange range{{AttributeValue::string("customer#" + std::to_string(partition))}, {}};
    CursorOptions options;
    options.table = setup.table.get();
    options.range = &range;
    options.forward = state.range(1) == 0;
    ItemCursor cursor(setup.database, options);
    size_t bytes = 0;
    while (cursor.next()) bytes += cursor.item().bytes().size();
    benchmark::DoNotOptimize(bytes);
  }
  state.SetItemsProcessed(state.iterations() * kItemsInPartition);
}
BENCHMARK(query)->ArgNames({"disk", "reverse"})->ArgsProduct({{Memory, Disk}, {0, 1}});

}  // namespace
}  // namespace stator
