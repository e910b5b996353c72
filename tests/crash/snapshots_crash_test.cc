// A process is killed in the middle of snapshots and restores, again and again: an account has to be wholly as before or
// wholly as restored, a snapshot wholly the old one or wholly the new one, and nothing may be left of what was cut short.
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <random>
#include <set>
#include <string>
#include <thread>

#include "operations/admin.h"
#include "operations/engine.h"
#include "storage/rocksdb_handles.h"
#include "tests/crash/killed_process.h"
#include "tests/crash/snapshots_load.h"
#include "tests/support/consistency_checker.h"
#include "tests/support/temporary_directory.h"

namespace stator::test {
namespace {

constexpr int kRounds = 8;
constexpr int kItems = 100;           // of a table
constexpr size_t kBodyBytes = 12000;  // of an item, so that copying a table takes several writes

class SnapshotsCrashTest : public testing::Test {
 protected:
  // What the process is known to have begun and done, in the order of the lines.
  struct Told {
    std::string last;          // the last line
    std::string state;         // of the last restore that was acknowledged, or that of before
    std::string begun;         // the state that is being restored, if any
    bool count_begun = false;  // since the last restore
    bool count_done = false;
    bool snapshot_done = false;  // ever
  };

  static EngineOptions options(const std::string& directory, std::shared_ptr<Clock> clock = nullptr) {
    EngineOptions options;
    options.database.directory = directory;
    options.clock = std::move(clock);
    return options;
  }

  static void post(Engine& engine, const std::string& path) {
    const AdminReply reply = administer(engine, {"POST", path, "", ""});
    EXPECT_EQ(reply.http_status, 200) << path << " answered " << reply.body;
  }

  static void fill(const ApiClient& client, const std::string& table, const std::string& state) {
    client.must("CreateTable", R"({"TableName":")" + table + R"(","BillingMode":"PAY_PER_REQUEST",
      "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"},{"AttributeName":"state","AttributeType":"S"}],
      "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}],
      "GlobalSecondaryIndexes":[{"IndexName":"by-state","Projection":{"ProjectionType":"ALL"},
        "KeySchema":[{"AttributeName":"state","KeyType":"HASH"},{"AttributeName":"pk","KeyType":"RANGE"}]}],
      "StreamSpecification":{"StreamEnabled":true,"StreamViewType":"KEYS_ONLY"}})");
    client.must("UpdateTimeToLive",
                R"({"TableName":")" + table + R"(","TimeToLiveSpecification":{"AttributeName":"ttl","Enabled":true}})");
    for (int i = 0; i < kItems; ++i) {
      client.must("PutItem", R"({"TableName":")" + table + R"(","Item":{"pk":{"S":")" + std::to_string(i) +
                                 R"("},"state":{"S":")" + state + R"("},"ttl":{"N":"99999999999"},"body":{"S":")" +
                                 std::string(kBodyBytes, 'x') + R"("}}})");
    }
  }

  // Both states as snapshots; the account is in the second.
  void prepare() {
    Engine engine(options(directory_.path()));
    const ApiClient client(engine);
    for (const char* state : kStates) {
      post(engine, "reset");
      fill(client, "both", state);
      fill(client, std::string("only-") + state, state);
      post(engine, std::string("snapshot/") + state);
    }
    told_.state = kStates[1];
  }

  void note(const std::string& line) {
    told_.last = line;
    if (line.starts_with("restore")) {
      const std::string state = line.substr(std::string("restore ").size(), 1);
      if (line.ends_with("done")) told_.state = state;
      told_.begun = line.ends_with("done") ? "" : state;
      // Between the lines either state may be there; the counter of the old one was written by the round before.
      if (line.ends_with("done")) told_.count_begun = told_.count_done = false;
    } else if (line.starts_with("count")) {
      (line.ends_with("done") ? told_.count_done : told_.count_begun) = true;
    } else if (line == "snapshot done") {
      told_.snapshot_done = true;
    }
  }

  // Lets the process go on for some lines, and for some time into what it does then.
  void runAndKill(int round, std::mt19937_64& random) {
    constexpr uint64_t kMaxLines = 12, kMaxMicroseconds = 8000;
    KilledProcess process(STATOR_SNAPSHOTS_WRITER, {directory_.path(), std::to_string(round % 2)});
    std::string line;
    for (uint64_t lines = 1 + random() % kMaxLines; lines > 0 && process.readLine(line); --lines) note(line);
    std::this_thread::sleep_for(std::chrono::microseconds(random() % kMaxMicroseconds));
    process.kill();
    EXPECT_TRUE(process.killed()) << "the process ended by itself";
    while (process.readLine(line)) note(line);
  }

  // The state that the account is wholly in; `counted` becomes the value of its counter.
  static std::string stateOf(const ApiClient& client, int64_t& counted) {
    const Reply tables = client.must("ListTables", "{}");
    const std::string state = tables.text.find("only-A") != std::string::npos ? "A" : "B";
    EXPECT_EQ(tables.text, R"({"TableNames":["both","only-)" + state + R"("]})");
    for (const std::string& table : {std::string("both"), "only-" + state}) {
      SCOPED_TRACE(table);
      int items = 0;
      for (const WireItem& item : checkConsistency(client, table)) {
        if (item.at("pk").text == "counter") {
          counted = std::stoll(item.at("n").text);
          continue;
        }
        ++items;
        EXPECT_EQ(item.at("state").text, state) << "an item of the other state";
        EXPECT_EQ(item.at("body").text.size(), kBodyBytes);
      }
      EXPECT_EQ(items, kItems);
      const Reply streams = client.must("DescribeTable", "{" + target(table) + "}");
      EXPECT_TRUE(client
                      .call("DescribeStream",
                            std::string(R"({"StreamArn":")") + streams.body["Table"]["LatestStreamArn"].GetString() + "\"}")
                      .ok())
          << "the table's stream";
    }
    return state;
  }

  // Whatever has an id of data in front of it has one of a table, or of a snapshot's copy.
  static void expectNothingLeftOver(Engine& engine) {
    std::set<StorageId> live;
    const auto add = [&](const TableSchema& table) {
      live.insert(table.id);
      for (const SecondaryIndex& index : table.indexes) live.insert(index.id);
      if (table.itemsExpire()) live.insert(table.time_to_live->id);
    };
    for (const auto& table : engine.catalog().all()) add(*table);
    for (const TableSchema& table : snapshotTables(engine.database().impl())) add(table);
    const Database::Impl& database = engine.database().impl();
    for (rocksdb::ColumnFamilyHandle* family : {database.items, database.index, database.counters}) {
      std::set<StorageId> left;
      forEachId(engine, family, [&](StorageId id) {
        if (!live.contains(id)) left.insert(id);
      });
      EXPECT_TRUE(left.empty()) << left.size() << " dead ids in " << family->GetName() << ", the first is " << *left.begin();
    }
  }

  template <class Function>
  static void forEachId(Engine& engine, rocksdb::ColumnFamilyHandle* family, Function function) {
    rocksdb::ReadOptions read_options;
    read_options.total_order_seek = true;
    const std::unique_ptr<rocksdb::Iterator> row(engine.database().impl().db->NewIterator(read_options, family));
    for (row->SeekToFirst(); row->Valid(); row->Next()) {
      StorageId id = 0;
      for (size_t i = 0; i < sizeof id; ++i) id = id << 8 | static_cast<uint8_t>(row->key()[i]);
      function(id);
    }
    EXPECT_TRUE(row->status().ok());
  }

  void check() {
    Engine engine(options(directory_.path()));
    const ApiClient client(engine);
    expectNothingLeftOver(engine);
    int64_t counted = 0;
    const std::string state = stateOf(client, counted);
    EXPECT_TRUE(state == told_.state || state == told_.begun) << state << " after " << told_.last;
    EXPECT_LE(counted, 1) << "a transaction was done twice";
    if (told_.begun.empty()) {
      EXPECT_GE(counted, told_.count_done ? 1 : 0) << "a transaction is lost";
      EXPECT_LE(counted, told_.count_begun ? 1 : 0) << "the counter is of the state before";
    }
    // Sent again, it is done or it was: a token is never there without its transaction, nor after a restore.
    client.must("TransactWriteItems", kCount);
    counted = 0;
    stateOf(client, counted);
    EXPECT_EQ(counted, 1) << "after " << told_.last;
    checkSnapshots(engine, client);
    // As the process left it: counted, with the token.
    post(engine, "restore/" + state);
    client.must("TransactWriteItems", kCount);
    told_ = {.state = state, .count_begun = true, .count_done = true, .snapshot_done = told_.snapshot_done};
  }

  // Those of the two states are as they were; the one that was being taken is whole.
  void checkSnapshots(Engine& engine, const ApiClient& client) {
    std::set<std::string> names;
    for (const AccountSnapshot& snapshot : engine.snapshots().list("000000000000")) names.insert(snapshot.name);
    EXPECT_TRUE(names.contains("A") && names.contains("B"));
    EXPECT_TRUE(names.contains(kWorkSnapshot) || !told_.snapshot_done) << "an acknowledged snapshot is lost";
    if (!names.contains(kWorkSnapshot)) return;
    told_.snapshot_done = true;
    post(engine, std::string("restore/") + kWorkSnapshot);
    int64_t counted = 0;
    stateOf(client, counted);
    EXPECT_EQ(counted, 1) << "it is taken after the count";
  }

  // When everything is taken away, there is nothing.
  void expectEmptyAtTheEnd() {
    const auto clock = std::make_shared<ManualClock>(SystemClock().now());
    Engine engine(options(directory_.path(), clock));
    post(engine, "reset");
    for (const AccountSnapshot& snapshot : engine.snapshots().list("000000000000"))
      EXPECT_TRUE(engine.snapshots().remove("000000000000", snapshot.name));
    clock->advance(std::chrono::hours(25));  // what streams keep
    engine.runBackgroundJobs();
    const Database::Impl& database = engine.database().impl();
    for (rocksdb::ColumnFamilyHandle* family : {database.items, database.index, database.streams, database.counters}) {
      size_t keys = 0;
      forEachId(engine, family, [&](StorageId) { ++keys; });
      EXPECT_EQ(keys, 0u) << "left in " << family->GetName();
    }
  }

  TemporaryDirectory directory_;
  Told told_;
};

TEST_F(SnapshotsCrashTest, SnapshotsAndRestoresAreWholeOrNotAtAll) {
  const char* given = std::getenv("STATOR_SEED");
  const uint64_t seed = given != nullptr ? std::strtoull(given, nullptr, 10) : 1;
  SCOPED_TRACE("STATOR_SEED=" + std::to_string(seed));
  std::mt19937_64 random(seed);
  prepare();
  for (int round = 0; round < kRounds && !HasFailure(); ++round) {
    SCOPED_TRACE("round " + std::to_string(round));
    runAndKill(round, random);
    if (std::getenv("STATOR_TRACE") != nullptr) std::cerr << "killed after: " << told_.last << '\n';
    check();
  }
  expectEmptyAtTheEnd();
}

}  // namespace
}  // namespace stator::test
