// What a table is: its keys, indexes and settings. Immutable once published (shared_ptr<const TableSchema>).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "types/key.h"
#include "types/result.h"

namespace stator {

// Tables and indexes share one number space; numbers are never used again.
using StorageId = uint32_t;

enum class TableStatus : uint8_t { Creating, Updating, Deleting, Active };
enum class IndexStatus : uint8_t { Creating, Updating, Deleting, Active };
enum class BillingMode : uint8_t { Provisioned, PayPerRequest };
enum class TableClass : uint8_t { Standard, StandardInfrequentAccess };
enum class ProjectionType : uint8_t { All, KeysOnly, Include };
enum class StreamViewType : uint8_t { KeysOnly, NewImage, OldImage, NewAndOldImages };

// The wire's spellings: "ACTIVE", "PAY_PER_REQUEST", "STANDARD_INFREQUENT_ACCESS", "KEYS_ONLY", "NEW_AND_OLD_IMAGES" ...
std::string_view toString(TableStatus value);
std::string_view toString(IndexStatus value);
std::string_view toString(BillingMode value);
std::string_view toString(TableClass value);
std::string_view toString(ProjectionType value);
std::string_view toString(StreamViewType value);
std::optional<BillingMode> parseBillingMode(std::string_view text);
std::optional<TableClass> parseTableClass(std::string_view text);
std::optional<ProjectionType> parseProjectionType(std::string_view text);
std::optional<StreamViewType> parseStreamViewType(std::string_view text);

struct Projection {
  ProjectionType type = ProjectionType::All;
  std::vector<std::string> non_key_attributes;  // of Include

  friend bool operator==(const Projection&, const Projection&) = default;
};

// Units per second.
struct ProvisionedThroughput {
  int64_t read = 0;
  int64_t write = 0;
  std::optional<TimePoint> last_increase;
  std::optional<TimePoint> last_decrease;
  int64_t decreases_today = 0;

  friend bool operator==(const ProvisionedThroughput&, const ProvisionedThroughput&) = default;
};

// Maxima in request units per second; absent means no ceiling.
struct OnDemandThroughput {
  std::optional<int64_t> max_read;
  std::optional<int64_t> max_write;

  bool empty() const { return !max_read && !max_write; }
  friend bool operator==(const OnDemandThroughput&, const OnDemandThroughput&) = default;
};

struct WarmThroughput {
  int64_t read = 0;
  int64_t write = 0;

  friend bool operator==(const WarmThroughput&, const WarmThroughput&) = default;
};

struct SecondaryIndex {
  std::string name;
  StorageId id = 0;
  bool global = false;
  KeySchema key;
  Projection projection;
  IndexStatus status = IndexStatus::Active;
  bool backfilling = false;
  // Of global secondary indexes only.
  ProvisionedThroughput throughput;
  OnDemandThroughput on_demand;
  std::optional<WarmThroughput> warm;  // absent: follows the billing mode

  friend bool operator==(const SecondaryIndex&, const SecondaryIndex&) = default;
};

struct StreamSpecification {
  StreamViewType view_type = StreamViewType::NewAndOldImages;
  std::string label;  // LatestStreamLabel: creation time in ISO 8601
  StorageId id = 0;   // of the stream's records

  friend bool operator==(const StreamSpecification&, const StreamSpecification&) = default;
};

// What UpdateTimeToLive last said. Items expire at the second since the epoch that their attribute holds as a number.
struct TimeToLiveSpecification {
  std::string attribute;
  bool enabled = false;
  StorageId id = 0;          // of the internal index of expiries; of a disabled one 0
  bool backfilling = false;  // items from before may not be in that index yet
  TimePoint changed{};

  friend bool operator==(const TimeToLiveSpecification&, const TimeToLiveSpecification&) = default;
};

struct SseSpecification {
  std::string kms_key_arn;

  friend bool operator==(const SseSpecification&, const SseSpecification&) = default;
};

struct AttributeDefinition {
  std::string name;
  AttributeType type = AttributeType::S;

  friend bool operator==(const AttributeDefinition&, const AttributeDefinition&) = default;
};

struct TableSchema {
  std::string account;
  std::string region;
  std::string name;
  StorageId id = 0;
  std::string table_id;  // UUID
  TimePoint created{};
  TableStatus status = TableStatus::Active;
  std::vector<AttributeDefinition> attribute_definitions;  // in the order given
  KeySchema key;
  std::vector<SecondaryIndex> indexes;  // local ones first, each kind in the order given
  BillingMode billing_mode = BillingMode::Provisioned;
  std::optional<TimePoint> last_pay_per_request;  // LastUpdateToPayPerRequestDateTime
  std::vector<TimePoint> switches_to_on_demand;   // from PROVISIONED, of the last day, oldest first
  ProvisionedThroughput throughput;
  OnDemandThroughput on_demand;
  std::optional<WarmThroughput> warm;  // absent: follows the billing mode
  std::optional<TableClass> table_class;
  std::optional<TimePoint> table_class_updated;
  bool deletion_protection = false;
  std::optional<StreamSpecification> stream;            // present while enabled
  std::string latest_stream_label;                      // stays after the stream is disabled
  std::optional<TimeToLiveSpecification> time_to_live;  // absent until the first UpdateTimeToLive
  std::optional<SseSpecification> sse;
  std::map<std::string, std::string> tags;
  std::string resource_policy;
  TimePoint ready_at{};  // with transient statuses on: when CREATING, UPDATING or DELETING ends

  // "arn:aws:dynamodb:<region>:<account>:table/<name>"
  std::string arn() const;
  std::string indexArn(const SecondaryIndex& index) const;
  std::string streamArn() const;  // of the latest stream
  const SecondaryIndex* findIndex(std::string_view index_name) const;
  bool hasLocalIndexes() const;
  bool itemsExpire() const { return time_to_live && time_to_live->enabled; }

  friend bool operator==(const TableSchema&, const TableSchema&) = default;
};

// The catalog's record of a table: an item (types/item.h), so that fields can be added. Unknown fields are ignored.
std::string encodeTableSchema(const TableSchema& schema);
// nullopt when `record` is no such item.
std::optional<TableSchema> decodeTableSchema(std::string_view record);

// Attributes of `item` that `index` stores: the index's keys, the table's keys and what the projection says.
std::string projectForIndex(const TableSchema& table, const SecondaryIndex& index, ItemView item);
// Whether every key attribute of the index is in the item with the right type (sparse indexes).
bool belongsToIndex(const SecondaryIndex& index, ItemView item);
// Whether the index holds attribute `name` for every item that has it.
bool isProjected(const TableSchema& table, const SecondaryIndex& index, std::string_view name);

}  // namespace stator
