#include <algorithm>

#include "storage/expiry_index.h"
#include "storage/key_encoding.h"
#include "tests/simulation/simulation.h"
#include "tests/support/consistency_checker.h"

namespace stator::test {
namespace {

int64_t secondOf(TimePoint time) { return std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count(); }

// The second in which an item expires by the service's rules; nothing when it never does.
std::optional<int64_t> expiryOf(const WireItem& item) {
  const auto found = item.find(kExpiryAttribute);
  if (found == item.end() || found->second.type != "N") return std::nullopt;
  return std::stoll(found->second.text);
}

// The item's key as storage has it.
std::string storedKey(const TableSchema& table, const TableShape& shape, const WireItem& item) {
  ItemBuilder builder;
  for (const auto& [name, value] : keyOf(shape, nullptr, item)) {
    builder.add(name, value.type == "S"   ? AttributeValue::string(value.text)
                      : value.type == "B" ? AttributeValue::binary(value.text)
                                          : AttributeValue::number(Number::parse(value.text).value()));
  }
  const std::string attributes = builder.build();
  return encodeItemKey(table, ItemView(attributes));
}

// The state that one stream tells of, record by record.
class Replay {
 public:
  explicit Replay(const ModelStream& stream) : shape_(stream.shape), items_(stream.start) {}

  void apply(const rapidjson::Value& record) {
    const rapidjson::Value& change = record["dynamodb"];
    const std::string event = readText(record["eventName"]);
    const std::string key = toJson(readItem(change["Keys"]));
    const auto found = items_.find(key);
    SCOPED_TRACE(event + " of " + key);
    EXPECT_EQ(change.HasMember("OldImage"), found != items_.end());
    EXPECT_EQ(event == "INSERT", found == items_.end());
    EXPECT_EQ(event == "REMOVE", !change.HasMember("NewImage"));
    if (found != items_.end() && change.HasMember("OldImage")) {
      EXPECT_EQ(readItem(change["OldImage"]), found->second);
    }
    if (change.HasMember("NewImage")) {
      const WireItem item = readItem(change["NewImage"]);
      EXPECT_EQ(toJson(keyOf(shape_, nullptr, item)), key);
      EXPECT_FALSE(found != items_.end() && found->second == item) << "a record of no change";
      items_[key] = item;
    } else {
      items_.erase(key);
    }
    if (record.HasMember("userIdentity")) {
      EXPECT_EQ(event, "REMOVE");
      ++expirations_;
    }
  }

  const std::map<std::string, WireItem>& items() const { return items_; }
  int expirations() const { return expirations_; }

 private:
  const TableShape& shape_;
  std::map<std::string, WireItem> items_;
  int expirations_ = 0;
};

std::vector<std::string> shardsOf(const ApiClient& client, const std::string& arn, bool open_only = false) {
  std::vector<std::string> shards;
  std::string more;
  do {
    const Reply reply = client.must("DescribeStream", R"({"StreamArn":)" + jsonString(arn) + R"(,"Limit":3)" + more + "}");
    if (!reply.ok()) return {};
    const rapidjson::Value& stream = reply.body["StreamDescription"];
    for (const auto& shard : stream["Shards"].GetArray()) {
      const bool closed = shard["SequenceNumberRange"].HasMember("EndingSequenceNumber");
      if (!open_only || !closed) shards.push_back(readText(shard["ShardId"]));
    }
    const bool ends = !stream.HasMember("LastEvaluatedShardId");
    more = ends ? "" : R"(,"ExclusiveStartShardId":)" + jsonString(readText(stream["LastEvaluatedShardId"]));
  } while (!more.empty());
  return shards;
}

std::string namesText(const std::map<std::string, WireItem>& items) {
  std::string text;
  for (const auto& [key, item] : items) text += toJson(item) + "\n";
  return text;
}

}  // namespace

void Simulation::toggleStream(ModelTable& table) {
  for (const IndexShape& index : table.shape.indexes)
    if (!index.active) return;  // the service changes one thing at a time
  const bool enable = table.stream.empty();
  client_->must("UpdateTable", "{" + target(table.shape.name) + R"(,"StreamSpecification":)" +
                                   (enable ? R"({"StreamEnabled":true,"StreamViewType":"NEW_AND_OLD_IMAGES"}})"
                                           : R"({"StreamEnabled":false}})"));
  enable ? noteStreamOf(table) : endStreamOf(table);
}

void Simulation::noteStreamOf(ModelTable& table) {
  const Reply reply = client_->must("DescribeTable", "{" + target(table.shape.name) + "}");
  table.stream = readText(reply.body["Table"]["LatestStreamArn"]);
  EXPECT_FALSE(streams_.contains(table.stream)) << "the same stream again";
  streams_[table.stream] = ModelStream{table.shape, table.items, std::nullopt};
}

void Simulation::endStreamOf(ModelTable& table) {
  if (table.stream.empty()) return;
  streams_.at(table.stream).end = table.items;
  table.stream.clear();
}

void Simulation::splitShard() {
  const ModelTable& table = randomTable();
  if (table.stream.empty()) return;
  const std::vector<std::string> open_shards = shardsOf(*client_, table.stream, true);
  EXPECT_FALSE(open_shards.empty());
  if (open_shards.empty() || open_shards.size() > 12) return;
  EXPECT_TRUE(engine_->splitShard(table.stream, generator_.pick(open_shards)));
}

void Simulation::checkStreams() {
  for (const auto& [arn, stream] : streams_) replay(arn, stream);
}

// Shards are listed in order of creation: parents before their children.
void Simulation::replay(const std::string& arn, const ModelStream& stream) {
  SCOPED_TRACE(arn);
  Replay state(stream);
  for (const std::string& shard : shardsOf(*client_, arn)) {
    const std::string place = R"({"StreamArn":)" + jsonString(arn) + R"(,"ShardId":)" + jsonString(shard) +
                              R"(,"ShardIteratorType":"TRIM_HORIZON"})";
    std::string iterator = readText(client_->must("GetShardIterator", place).body["ShardIterator"]);
    std::string last_sequence;
    while (!iterator.empty()) {
      const std::string limit = R"(,"Limit":)" + std::to_string(generator_.between(1, 200));
      const Reply reply = client_->must("GetRecords", R"({"ShardIterator":)" + jsonString(iterator) + limit + "}");
      if (!reply.ok()) return;
      for (const auto& record : reply.body["Records"].GetArray()) {
        const std::string sequence = readText(record["dynamodb"]["SequenceNumber"]);
        EXPECT_LT(last_sequence, sequence);
        last_sequence = sequence;
        state.apply(record);
      }
      const bool goes_on = reply.body.HasMember("NextShardIterator") && !reply.body["Records"].Empty();
      iterator = goes_on ? readText(reply.body["NextShardIterator"]) : "";
    }
  }
  const auto& expected = stream.end ? *stream.end : tables_.at(stream.shape.name).items;
  EXPECT_EQ(namesText(state.items()), namesText(expected)) << "the records do not add up to the table";
  EXPECT_EQ(state.expirations(), stream.expirations);
}

void Simulation::enableTimeToLive(ModelTable& table) {
  for (const IndexShape& index : table.shape.indexes)
    if (!index.active) return;
  if (table.items_expire) return;
  client_->must("UpdateTimeToLive", "{" + target(table.shape.name) +
                                        R"(,"TimeToLiveSpecification":{"Enabled":true,"AttributeName":)" +
                                        jsonString(kExpiryAttribute) + "}}");
  table.items_expire = true;
}

void Simulation::setExpiry(WireItem& item) {
  constexpr int64_t kSixYears = int64_t{6} * 365 * 24 * 3600;
  if (!generator_.chance(50)) return;
  const int64_t now = secondOf(clock_->now());
  const int64_t second = generator_.chance(10) ? now - kSixYears : now + generator_.between(-50, 150);
  item[kExpiryAttribute] = generator_.chance(90) ? WireValue::n(second) : WireValue::s(std::to_string(second));
}

void Simulation::expireItems() {
  constexpr int64_t kFiveYears = int64_t{5} * 365 * 24 * 3600;
  const int64_t now = secondOf(clock_->now());
  for (auto& [name, table] : tables_) {
    if (!table.items_expire) continue;
    const size_t expired = std::erase_if(table.items, [&](const auto& item) {
      const auto second = expiryOf(item.second);
      return second && *second < now && *second >= now - kFiveYears;
    });
    if (!table.stream.empty()) streams_.at(table.stream).expirations += static_cast<int>(expired);
  }
}

// The index of expiries is what the items say.
void Simulation::checkExpiries(const ModelTable& table) {
  const auto schema = engine_->catalog().find("000000000000", "us-east-1", table.shape.name);
  ASSERT_TRUE(schema);
  EXPECT_EQ(schema->itemsExpire(), table.items_expire);
  std::vector<std::pair<uint64_t, std::string>> expected, found;
  for (const auto& [key, item] : table.items) {
    const auto second = expiryOf(item);
    if (second && table.items_expire)
      expected.emplace_back(static_cast<uint64_t>(*second), storedKey(*schema, table.shape, item));
  }
  for (ExpiringItem& item : engine_->items().expiring(*schema, 0, std::numeric_limits<uint64_t>::max(), 100000))
    found.emplace_back(item.second, std::move(item.key));
  std::sort(expected.begin(), expected.end());
  std::sort(found.begin(), found.end());
  EXPECT_EQ(found.size(), expected.size()) << "expiries of " << table.shape.name;
  EXPECT_TRUE(found == expected) << "expiries of " << table.shape.name;
}

}  // namespace stator::test
