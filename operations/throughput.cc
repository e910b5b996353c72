#include "operations/throughput.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <unordered_map>

#include "operations/hot_keys.h"
#include "operations/resource_capacity.h"
#include "storage/partition_hash.h"

namespace stator {
namespace {

// Local indexes use the table's capacity; they come first in the schema.
int64_t tableHalfUnits(const CapacityUse& use) {
  int64_t half_units = use.arms.table;
  for (size_t i = 0; i < std::min(use.table.indexes.size(), use.arms.indexes.size()) && !use.table.indexes[i].global; ++i)
    half_units += use.arms.indexes[i];
  return half_units;
}

// A read says which partition of the index it reads. A write changes an entry, or moves it: the new place counts.
std::optional<uint64_t> indexHash(const CapacityUse& use, const SecondaryIndex& index) {
  if (use.kind == CapacityKind::Read) return use.hash;
  for (const auto& item : {use.new_item, use.old_item})
    if (item && belongsToIndex(index, *item)) return partitionHash(*item, index.key.hash);
  return std::nullopt;
}

// One table with its indexes. One lock for all of them: a write uses several at once.
struct TableState {
  TableState(StorageId id, std::string full_name) : name(std::move(full_name)), table(id) {}

  ResourceBuckets& indexBuckets(const TableSchema& schema, const SecondaryIndex& index) {
    for (const auto& known : indexes)
      if (known->id() == index.id) return *known;
    std::erase_if(indexes, [&](const auto& known) {
      return std::ranges::none_of(schema.indexes, [&](const SecondaryIndex& current) { return current.id == known->id(); });
    });
    return *indexes.emplace_back(std::make_unique<ResourceBuckets>(index.id));
  }

  const std::string name;  // account/region/name
  std::mutex mutex;
  ResourceBuckets table;
  std::vector<std::unique_ptr<ResourceBuckets>> indexes;
  HotKeys hot_keys;
  TimePoint since{};
  std::atomic<int> own_mode{-1};  // a ThroughputMode, -1: none
};

int64_t toSecond(TimePoint time) { return std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count(); }

std::string nameOf(std::string_view account, std::string_view region, std::string_view table) {
  return std::string(account).append("/").append(region).append("/").append(table);
}

// One request on its way through the buckets of its table, which it locks.
class Passage {
 public:
  Passage(TableState& state, const CapacityUse& use, ThroughputMode mode, TimePoint now, const SizeOf& bytes)
      : lock_(state.mutex),
        state_(state),
        use_(use),
        enforced_(mode == ThroughputMode::Enforce),
        table_half_units_(tableHalfUnits(use)) {
    if (table_half_units_ > 0) state.table.advance(use.table, nullptr, use.kind, now, bytes);
    forEachIndex([&](ResourceBuckets& buckets, const SecondaryIndex& index, int64_t) {
      buckets.advance(use.table, &index, use.kind, now, bytes);
    });
  }

  bool enforced() const { return enforced_; }

  bool passes() {
    open_ = true;
    forEachClosed([&](ResourceBuckets&, const Throttle&) { open_ = false; });
    return open_;
  }

  void countThrottles() {
    forEachClosed([&](ResourceBuckets& buckets, const Throttle&) { buckets.recordThrottle(use_.kind, enforced_); });
    noteKey(0, true);
  }

  // Of a request that does not pass.
  Error error() {
    std::vector<Throttle> throttles;
    forEachClosed([&](ResourceBuckets&, const Throttle& throttle) { throttles.push_back(throttle); });
    return throttlingError(use_.table, use_.kind, throttles);
  }

  // What in account mode would not have got through takes nothing from the buckets.
  void charge() {
    const bool take = enforced_ || open_;
    if (table_half_units_ > 0) {
      if (take) state_.table.take(use_.kind, use_.hash, table_half_units_);
      state_.table.record(use_.kind, table_half_units_);
      noteKey(table_half_units_, false);
    }
    forEachIndex([&](ResourceBuckets& buckets, const SecondaryIndex& index, int64_t half_units) {
      if (take) buckets.take(use_.kind, hashIn(buckets, index), half_units);
      buckets.record(use_.kind, half_units);
    });
  }

 private:
  template <class Function>
  void forEachIndex(Function function) {
    for (size_t i = 0; i < std::min(use_.table.indexes.size(), use_.arms.indexes.size()); ++i) {
      const SecondaryIndex& index = use_.table.indexes[i];
      if (!index.global || use_.arms.indexes[i] == 0) continue;
      function(state_.indexBuckets(use_.table, index), index, use_.arms.indexes[i]);
    }
  }

  // Of writes only when it matters and is enforced: it takes a digest of the key.
  std::optional<uint64_t> hashIn(const ResourceBuckets& buckets, const SecondaryIndex& index) const {
    if (use_.kind == CapacityKind::Write && (!enforced_ || buckets.partitions() == 1)) return std::nullopt;
    return indexHash(use_, index);
  }

  template <class Function>
  void forEachClosed(Function function) {
    if (table_half_units_ > 0) {
      if (const auto throttle = state_.table.closed(nullptr, use_.kind, use_.hash)) function(state_.table, *throttle);
    }
    forEachIndex([&](ResourceBuckets& buckets, const SecondaryIndex& index, int64_t) {
      if (const auto throttle = buckets.closed(&index, use_.kind, hashIn(buckets, index))) function(buckets, *throttle);
    });
  }

  void noteKey(int64_t half_units, bool throttled) {
    if (!use_.hash || (use_.key.empty() && use_.key_value == nullptr)) return;
    state_.hot_keys.add(*use_.hash, use_.kind, half_units, throttled, [&]() -> std::string_view {
      if (use_.key_value != nullptr) return use_.key_value->encoded();
      const auto value = use_.key.find(use_.table.key.hash.front().name);
      return value ? value->encoded() : std::string_view();
    });
  }

  const std::lock_guard<std::mutex> lock_;
  TableState& state_;
  const CapacityUse& use_;
  bool enforced_;
  int64_t table_half_units_;
  bool open_ = true;
};

}  // namespace

struct Throughput::State {
  State(const Clock& time, ThroughputOptions choices, SizeOf sizes)
      : clock(time), bytes(std::move(sizes)), mode(choices.mode), counting(choices.counting), since(time.now()) {
    forgetGeneration();
  }

  std::shared_ptr<TableState> find(StorageId id) const {
    const std::shared_lock lock(mutex);
    const auto found = tables.find(id);
    return found == tables.end() ? nullptr : found->second;
  }

  // Each thread remembers the table that it used last: the map's lock and the pointer's count would cost more than all the
  // counting. What it remembers is of this object and of this time: `generation` changes when tables are forgotten.
  TableState& of(const TableSchema& table) {
    struct Last {
      uint64_t generation = 0;
      StorageId id = 0;
      std::shared_ptr<TableState> state;
    };
    thread_local Last last;
    const uint64_t current = generation.load(std::memory_order_acquire);
    if (last.generation != current || last.id != table.id) last = {current, table.id, findOrMake(table)};
    return *last.state;
  }

  // A new one that no State of the process has had before.
  void forgetGeneration() {
    static std::atomic<uint64_t> newest{0};
    generation.store(++newest, std::memory_order_release);
  }

  std::shared_ptr<TableState> findOrMake(const TableSchema& table) {
    if (auto found = find(table.id)) return found;
    const std::unique_lock lock(mutex);
    auto& state = tables[table.id];
    if (!state) {
      state = std::make_shared<TableState>(table.id, nameOf(table.account, table.region, table.name));
      state->since = std::max(since, table.created);
      const auto own = modes.find(state->name);
      if (own != modes.end()) state->own_mode = static_cast<int>(own->second);
    }
    return state;
  }

  ThroughputMode modeOf(const TableState& table) const {
    const int own = table.own_mode.load(std::memory_order_relaxed);
    return own < 0 ? mode.load(std::memory_order_relaxed) : static_cast<ThroughputMode>(own);
  }

  Passage passageOf(const CapacityUse& use) {
    TableState& table = of(use.table);
    return {table, use, modeOf(table), clock.recent(), bytes};
  }

  const Clock& clock;
  const SizeOf bytes;
  std::atomic<ThroughputMode> mode;
  const bool counting;
  std::atomic<uint64_t> generation{0};
  mutable std::shared_mutex mutex;  // of what follows, not of what the pointers lead to
  TimePoint since;
  std::unordered_map<StorageId, std::shared_ptr<TableState>> tables;
  std::map<std::string, ThroughputMode> modes;  // of tables that have one of their own
};

std::string_view toString(ThroughputMode mode) { return mode == ThroughputMode::Enforce ? "enforce" : "account"; }

std::optional<ThroughputMode> parseThroughputMode(std::string_view text) {
  for (const ThroughputMode mode : {ThroughputMode::Account, ThroughputMode::Enforce})
    if (text == toString(mode)) return mode;
  return std::nullopt;
}

Throughput::Throughput(const Clock& clock, ThroughputOptions options, std::function<int64_t(StorageId)> bytes)
    : state_(std::make_unique<State>(clock, options, std::move(bytes))) {}
Throughput::~Throughput() = default;

bool Throughput::counting() const { return state_->counting; }
ThroughputMode Throughput::mode() const { return state_->mode; }
void Throughput::setMode(ThroughputMode mode) { state_->mode = mode; }

void Throughput::setTableMode(std::string_view account, std::string_view region, std::string_view table,
                              std::optional<ThroughputMode> mode) {
  const std::string name = nameOf(account, region, table);
  const std::unique_lock lock(state_->mutex);
  if (mode) {
    state_->modes[name] = *mode;
  } else {
    state_->modes.erase(name);
  }
  for (const auto& [id, state] : state_->tables)
    if (state->name == name) state->own_mode = mode ? static_cast<int>(*mode) : -1;
}

ThroughputMode Throughput::modeOf(const TableSchema& table) const { return state_->modeOf(state_->of(table)); }

Result<void> Throughput::consume(const CapacityUse& use) {
  if (!state_->counting) return {};
  Passage passage = state_->passageOf(use);
  if (!passage.passes()) {
    passage.countThrottles();
    if (passage.enforced()) return passage.error();
  }
  passage.charge();
  return {};
}

Result<void> Throughput::admit(const CapacityUse& use) {
  if (!state_->counting) return {};
  Passage passage = state_->passageOf(use);
  if (passage.passes()) return {};
  passage.countThrottles();
  return passage.enforced() ? Result<void>(passage.error()) : Result<void>();
}

void Throughput::charge(const CapacityUse& use) {
  if (!state_->counting) return;
  Passage passage = state_->passageOf(use);
  if (!passage.enforced()) passage.passes();  // another part of the request may have taken the last of it
  passage.charge();
}

TableCapacity Throughput::capacityOf(const TableSchema& table) const {
  TableState& state = state_->of(table);
  const TimePoint now = state_->clock.now();
  const std::lock_guard lock(state.mutex);
  TableCapacity capacity{.account = table.account,
                         .region = table.region,
                         .name = table.name,
                         .billing_mode = table.billing_mode,
                         .provisioned = table.throughput,
                         .mode = state_->modeOf(state),
                         .since = state.since};
  const auto report = [&](ResourceBuckets& buckets, const SecondaryIndex* index) {
    for (const CapacityKind kind : {CapacityKind::Read, CapacityKind::Write})
      buckets.advance(table, index, kind, now, state_->bytes);
    return ResourceCapacity{.index = index == nullptr ? std::string() : index->name,
                            .arn = index == nullptr ? table.arn() : table.indexArn(*index),
                            .read_limit = buckets.limit(CapacityKind::Read),
                            .write_limit = buckets.limit(CapacityKind::Write),
                            .partitions = buckets.partitions(),
                            .reads = buckets.history().totals(CapacityKind::Read),
                            .writes = buckets.history().totals(CapacityKind::Write),
                            .seconds = buckets.history().seconds(toSecond(now))};
  };
  capacity.table = report(state.table, nullptr);
  for (const SecondaryIndex& index : table.indexes)
    if (index.global) capacity.indexes.push_back(report(state.indexBuckets(table, index), &index));
  capacity.hot_keys = state.hot_keys.hottest();
  return capacity;
}

void Throughput::reset(const TableSchema& table) {
  forget(table.id);
  TableState& state = state_->of(table);
  const std::lock_guard lock(state.mutex);
  state.since = state_->clock.now();
}

void Throughput::reset() {
  const std::unique_lock lock(state_->mutex);
  state_->tables.clear();
  state_->forgetGeneration();
  state_->since = state_->clock.now();
}

void Throughput::forget(StorageId id) {
  const std::unique_lock lock(state_->mutex);
  state_->tables.erase(id);
  state_->forgetGeneration();
}

}  // namespace stator
