#include "tests/simulation/simulation.h"

#include <functional>

#include "tests/support/consistency_checker.h"

namespace stator::test {
namespace {

constexpr TimePoint kStart{std::chrono::seconds(1'700'000'000)};

}  // namespace

Simulation::Simulation(uint64_t seed) : generator_(seed), clock_(std::make_shared<ManualClock>(kStart)) { open(); }

Simulation::~Simulation() = default;

void Simulation::open() {
  EngineOptions options;
  options.database.directory = directory_.path();
  options.clock = clock_;
  options.random_seed = 1;
  options.streams.shards = 2;
  options.streams.split_interval = std::chrono::seconds(150);
  engine_ = std::make_unique<Engine>(std::move(options));
  client_ = std::make_unique<ApiClient>(*engine_);
}

void Simulation::reopen() {
  client_.reset();
  engine_.reset();
  open();
}

void Simulation::run(int steps) {
  createTable("first");
  createTable("second");
  for (int i = 0; i < steps && !testing::Test::HasFailure(); ++i) {
    SCOPED_TRACE("step " + std::to_string(i));
    clock_->advance(std::chrono::milliseconds(generator_.below(2000)));
    step();
  }
  if (testing::Test::HasFailure()) return;
  reopen();
  finishBackgroundJobs();
  for (auto& [name, table] : tables_) checkTable(table);
  checkStreams();
}

void Simulation::step() {
  ModelTable& table = randomTable();
  const std::vector<std::pair<int, std::function<void()>>> choices{
      {250, [&] { putItem(table); }},        {200, [&] { updateItem(table); }},
      {80, [&] { deleteItem(table); }},      {60, [&] { batchWrite(); }},
      {60, [&] { getItem(table); }},         {30, [&] { batchGet(table); }},
      {200, [&] { query(table); }},          {60, [&] { scan(table); }},
      {20, [&] { addIndex(table); }},        {10, [&] { dropIndex(table); }},
      {20, [&] { finishBackgroundJobs(); }}, {15, [&] { checkTable(table); }},
      {6, [&] { replaceTable(table); }},     {8, [&] { reopen(); }},
      {120, [&] { transactWrite(); }},       {30, [&] { transactGet(); }},
      {12, [&] { toggleStream(table); }},    {12, [&] { splitShard(); }},
      {8, [&] { checkStreams(); }},          {8, [&] { enableTimeToLive(table); }},
  };
  int total = 0;
  for (const auto& [weight, action] : choices) total += weight;
  int chosen = generator_.below(total);
  for (const auto& [weight, action] : choices) {
    chosen -= weight;
    if (chosen < 0) return action();
  }
}

ModelTable& Simulation::randomTable() {
  auto table = tables_.begin();
  std::advance(table, generator_.below(static_cast<int>(tables_.size())));
  return table->second;
}

WireItem Simulation::randomKey(const ModelTable& table) {
  if (table.items.empty() || generator_.chance(30)) return generator_.key(table.shape);
  auto item = table.items.begin();
  std::advance(item, generator_.below(static_cast<int>(table.items.size())));
  return keyOf(table.shape, nullptr, item->second);
}

}  // namespace stator::test
