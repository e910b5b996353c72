// What requests consume of each table, and whether that is more than the table has: counted always, enforced when asked.
// docs/throughput.md has the model. All on the clock: the same requests at the same times throttle the same.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "types/capacity.h"
#include "types/result.h"
#include "types/table_schema.h"

namespace stator {

enum class ThroughputMode : uint8_t {
  Account,  // counts, also what would have been throttled; refuses nothing
  Enforce,  // throttles
};
std::string_view toString(ThroughputMode mode);  // "account", "enforce"
std::optional<ThroughputMode> parseThroughputMode(std::string_view text);

enum class CapacityKind : uint8_t { Read, Write };

inline constexpr int64_t kCapacityHistorySeconds = 900;
inline constexpr size_t kHotKeys = 32;  // followed for each table

// One request on one table. Borrows everything.
struct CapacityUse {
  const TableSchema& table;
  CapacityKind kind = CapacityKind::Read;
  const CapacityArms& arms;
  // The partition of the table that is used (partitionHash); of a read of an index, the index's. Nothing: no one partition.
  std::optional<uint64_t> hash = std::nullopt;
  // For the list of hot keys: an item with the table's hash key attribute, or that attribute's value. Empty: unknown.
  ItemView key = {};
  const AttributeValue* key_value = nullptr;
  // Of a write: the images, for the partitions of the global indexes.
  std::optional<ItemView> old_item = std::nullopt;
  std::optional<ItemView> new_item = std::nullopt;
};

// What has been seen of one kind on a table or an index.
struct CapacityTotals {
  int64_t half_units = 0;
  int64_t requests = 0;        // that consumed something of it; each item of a batch or transaction is one
  int64_t throttled = 0;       // refused
  int64_t would_throttle = 0;  // not refused, but would have been if the mode were Enforce
};

// A second in which something happened.
struct CapacitySecond {
  int64_t second = 0;  // since the epoch
  int64_t read_half_units = 0;
  int64_t write_half_units = 0;
  int64_t throttled_reads = 0;  // also those that only would have been
  int64_t throttled_writes = 0;
};

// A table with its local indexes, or one global index.
struct ResourceCapacity {
  std::string index;  // empty: the table
  std::string arn;
  // Units per second that it may consume now: what is provisioned; on demand, what it has scaled to, within its ceilings.
  int64_t read_limit = 0;
  int64_t write_limit = 0;
  int64_t partitions = 1;
  CapacityTotals reads;
  CapacityTotals writes;
  std::vector<CapacitySecond>
      seconds;  // of the last kCapacityHistorySeconds, oldest first; seconds without use are left out
};

// A partition key that consumes much, as far as it was followed. Which keys are worth following is estimated: before this
// one was, it may have consumed some `unseen_half_units`.
struct HotKey {
  AttributeValue value;  // of the table's hash key attribute
  int64_t read_half_units = 0;
  int64_t write_half_units = 0;
  int64_t throttled = 0;
  int64_t unseen_half_units = 0;
};

struct TableCapacity {
  std::string account;
  std::string region;
  std::string name;
  BillingMode billing_mode = BillingMode::Provisioned;
  ProvisionedThroughput provisioned;  // of the table; 0 and 0 on demand
  ThroughputMode mode = ThroughputMode::Account;
  TimePoint since;  // of the counting: the table's creation, the start of the program or the last reset
  ResourceCapacity table;
  std::vector<ResourceCapacity> indexes;  // global ones, in the order of the schema
  std::vector<HotKey> hot_keys;           // hottest first, at most kHotKeys
};

struct ThroughputOptions {
  ThroughputMode mode = ThroughputMode::Account;
  bool counting = true;  // false: does nothing at all, for measuring what counting costs
};

// Thread-safe.
class Throughput {
 public:
  // `bytes` tells how large a table or index is, for the number of its partitions; nullptr: all are small.
  Throughput(const Clock& clock, ThroughputOptions options, std::function<int64_t(StorageId)> bytes = nullptr);
  ~Throughput();

  // False: nothing is done at all.
  bool counting() const;

  // The mode of all tables that have none of their own.
  ThroughputMode mode() const;
  void setMode(ThroughputMode mode);
  // A mode for one table, whether it exists yet or not; nullopt: none of its own any more.
  void setTableMode(std::string_view account, std::string_view region, std::string_view table,
                    std::optional<ThroughputMode> mode);
  ThroughputMode modeOf(const TableSchema& table) const;

  // Consumes, unless that is throttled: ProvisionedThroughputExceededException, ThrottlingException or RequestLimitExceeded,
  // each with its reasons, and then nothing is consumed. A request gets through while there is anything left, and leaves
  // the rest as a debt. To be called before anything is changed.
  Result<void> consume(const CapacityUse& use);
  // The halves of it, for requests that go through only together. admit() counts what it throttles.
  Result<void> admit(const CapacityUse& use);
  void charge(const CapacityUse& use);

  // Zeros for a table that has not been used yet.
  TableCapacity capacityOf(const TableSchema& table) const;
  // Starts counting anew, with buckets like those of a table that has not been used: of one table, of all.
  void reset(const TableSchema& table);
  void reset();
  // A dropped table or index.
  void forget(StorageId id);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace stator
