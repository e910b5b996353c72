// Records, shards, retention and reopening of streams.
#include "storage/stream_store.h"

#include <gmock/gmock.h>

#include <atomic>
#include <map>
#include <thread>

#include "tests/storage/fixtures.h"

namespace stator {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr uint64_t kNowhere = 0;

class StreamStoreTest : public testing::Test {
 protected:
  explicit StreamStoreTest(uint32_t shards = 4) : options_{.shards = shards} {
    table_.stream = StreamSpecification{StreamViewType::NewAndOldImages, "2026-11-21T00:00:00.000", 70};
    table_.latest_stream_label = table_.stream->label;
    open();
  }

  void open() {
    store_.reset();
    streams_.reset();
    database_.reset();
    database_ = std::make_unique<Database>(DatabaseOptions{directory_.path()});
    streams_ = std::make_unique<StreamStore>(*database_, clock_, options_);
    store_ = std::make_unique<ItemStore>(*database_, streams_.get());
  }

  void putItem(const std::string& pk, int64_t value) {
    put(*store_, locks_, table_, makeItem({{"pk", S(pk)}, {"sk", N(0)}, {"v", N(value)}}));
  }
  void removeItem(const std::string& pk) {
    write(*store_, locks_, table_, makeItem({{"pk", S(pk)}, {"sk", N(0)}}), std::nullopt);
  }

  StreamDescription stream() { return streams_->find(table_.streamArn()).value(); }
  StreamPage page(uint32_t shard, uint64_t position = kNowhere, size_t limit = 1000, int64_t bytes = 1 << 20) {
    if (position == kNowhere) position = streams_->horizon(70, shard).value();
    return streams_->read(70, shard, position, limit, bytes).value();
  }
  std::vector<StreamRecord> all() {
    std::vector<StreamRecord> records;
    for (const StreamShard& shard : stream().shards)
      for (StreamRecord& record : page(shard.number).records) records.push_back(std::move(record));
    return records;
  }
  // The item's values in the order of the stream's shards; -1 for a deletion.
  std::vector<int64_t> history(const std::string& pk) {
    std::vector<int64_t> values;
    for (const StreamRecord& record : all()) {
      if (ItemView(record.keys).find("pk")->payload() != pk) continue;
      values.push_back(record.new_image ? ItemView(*record.new_image).find("v")->number().toInteger().value() : -1);
    }
    return values;
  }

  TempDirectory directory_;
  ManualClock clock_{TimePoint(std::chrono::seconds(1700000000))};
  StreamOptions options_;
  std::unique_ptr<Database> database_;
  std::unique_ptr<StreamStore> streams_;
  std::unique_ptr<ItemStore> store_;
  ItemLocks locks_;
  TableSchema table_ = makeTable();
};

using Values = std::vector<int64_t>;

TEST_F(StreamStoreTest, EveryChangeHasItsRecordInOrder) {
  putItem("a", 1);
  putItem("a", 2);
  removeItem("a");
  putItem("a", 3);
  EXPECT_EQ(history("a"), (Values{1, 2, -1, 3}));
}

TEST_F(StreamStoreTest, NothingIsRecordedWhenNothingChanges) {
  putItem("a", 1);
  putItem("a", 1);
  removeItem("absent");
  EXPECT_EQ(all().size(), 1U);
}

TEST_F(StreamStoreTest, TablesWithoutAStreamWriteNoRecords) {
  putItem("a", 1);
  TableSchema plain = makeTable(2, "plain");
  put(*store_, locks_, plain, makeItem({{"pk", S("a")}, {"sk", N(0)}}));
  EXPECT_EQ(all().size(), 1U);
}

TEST_F(StreamStoreTest, ItemsSpreadOverShardsByTheirPartition) {
  for (int i = 0; i < 64; ++i) putItem(std::to_string(i), i);
  size_t records = 0;
  for (const StreamShard& shard : stream().shards) {
    const StreamPage found = page(shard.number);
    EXPECT_FALSE(found.records.empty());
    EXPECT_FALSE(found.finished);
    records += found.records.size();
    uint64_t last = shard.start;
    for (const StreamRecord& record : found.records) {
      EXPECT_GT(record.sequence, last);
      last = record.sequence;
    }
  }
  EXPECT_EQ(stream().shards.size(), 4U);
  EXPECT_EQ(records, 64U);
}

TEST_F(StreamStoreTest, PagesEndAtTheirLimitsAndGoOn) {
  for (int i = 0; i < 10; ++i) putItem("a", i);
  uint32_t shard = 0;
  for (const StreamShard& candidate : stream().shards)
    if (!page(candidate.number).records.empty()) shard = candidate.number;
  StreamPage first = page(shard, kNowhere, 4);
  EXPECT_EQ(first.records.size(), 4U);
  EXPECT_EQ(page(shard, first.next).records.size(), 6U);
  EXPECT_EQ(page(shard, kNowhere, 1000, 1).records.size(), 1U) << "one record always fits";
  const StreamPage end = page(shard, page(shard).next);
  EXPECT_TRUE(end.records.empty());
  EXPECT_FALSE(end.finished);
}

TEST_F(StreamStoreTest, LatestIsBehindAllThatIsWritten) {
  putItem("a", 1);
  std::map<uint32_t, uint64_t> positions;
  for (const StreamShard& shard : stream().shards) positions[shard.number] = streams_->latest(70, shard.number).value();
  putItem("a", 2);
  size_t found = 0;
  for (const auto& [shard, position] : positions) found += page(shard, position).records.size();
  EXPECT_EQ(found, 1U);
  EXPECT_EQ(streams_->latest(70, 99), std::nullopt);
}

TEST_F(StreamStoreTest, ASplitShardEndsAndItsChildrenGoOn) {
  for (int i = 0; i < 64; ++i) putItem(std::to_string(i), 1);
  ASSERT_TRUE(streams_->split(70, 0));
  EXPECT_FALSE(streams_->split(70, 0)) << "it is closed";
  EXPECT_FALSE(streams_->split(70, 99));
  for (int i = 0; i < 64; ++i) putItem(std::to_string(i), 2);

  const StreamDescription split = stream();
  ASSERT_EQ(split.shards.size(), 6U);
  const StreamShard& parent = split.shards[0];
  ASSERT_TRUE(parent.end);
  uint64_t expected_hash = parent.first_hash;
  for (size_t i = 4; i < 6; ++i) {
    const StreamShard& child = split.shards[i];
    EXPECT_EQ(child.parent, split.shardId(parent));
    EXPECT_GT(child.start, *parent.end);
    EXPECT_EQ(child.first_hash, expected_hash);
    EXPECT_FALSE(page(child.number).records.empty());
    expected_hash = child.last_hash + 1;
  }
  EXPECT_EQ(split.shards[5].last_hash, parent.last_hash);
  const StreamPage rest = page(0);
  EXPECT_TRUE(rest.finished);
  EXPECT_TRUE(page(0, rest.next).finished);
  EXPECT_FALSE(page(0, kNowhere, 1).finished);
  for (int i = 0; i < 64; ++i) EXPECT_EQ(history(std::to_string(i)), (Values{1, 2}));
}

TEST_F(StreamStoreTest, TheScheduleSplitsTheOldestAndKnowsAnEnd) {
  options_.split_interval = std::chrono::seconds(10);
  open();
  putItem("a", 1);
  streams_->maintain();
  EXPECT_EQ(stream().shards.size(), 4U) << "not yet";
  int64_t value = 1;
  const auto pass = [&] {
    clock_.advance(std::chrono::seconds(10));
    streams_->maintain();
    putItem("a", ++value);
  };
  pass();
  const StreamDescription split = stream();
  ASSERT_EQ(split.shards.size(), 6U);
  EXPECT_TRUE(split.shards[0].end);
  EXPECT_EQ(split.shards[4].parent, split.shardId(split.shards[0]));
  EXPECT_EQ(split.shards[5].parent, split.shardId(split.shards[0]));
  open();
  streams_->maintain();
  EXPECT_EQ(stream().shards.size(), 6U) << "a restart is no reason to split";
  for (int i = 0; i < 30; ++i) pass();
  const StreamDescription many = stream();
  size_t open_shards = 0;
  for (const StreamShard& shard : many.shards) open_shards += shard.end ? 0 : 1;
  EXPECT_EQ(open_shards, kMaxScheduledOpenShards);
  EXPECT_EQ(many.shards.size(), 4U + 2 * 12 + 1 * 19) << "then one child takes a shard's place";
  Values expected;
  for (int64_t i = 1; i <= value; ++i) expected.push_back(i);
  EXPECT_EQ(history("a"), expected);
}

TEST_F(StreamStoreTest, OldShardsRollOverIntoOneChild) {
  putItem("a", 1);
  clock_.advance(minutes(239));
  streams_->maintain();
  EXPECT_EQ(stream().shards.size(), 4U);
  clock_.advance(minutes(1));
  streams_->maintain();
  streams_->maintain();
  const StreamDescription rolled = stream();
  ASSERT_EQ(rolled.shards.size(), 8U);
  for (size_t i = 0; i < 4; ++i) {
    EXPECT_TRUE(rolled.shards[i].end);
    EXPECT_FALSE(rolled.shards[i + 4].end);
    EXPECT_EQ(rolled.shards[i + 4].parent, rolled.shardId(rolled.shards[i]));
    EXPECT_EQ(rolled.shards[i + 4].first_hash, rolled.shards[i].first_hash);
    EXPECT_EQ(rolled.shards[i + 4].last_hash, rolled.shards[i].last_hash);
    EXPECT_LT(rolled.shardId(rolled.shards[i + 3]), rolled.shardId(rolled.shards[i + 4])) << "ids ascend";
  }
  putItem("a", 2);
  EXPECT_EQ(history("a"), (Values{1, 2}));
}

TEST_F(StreamStoreTest, WhatIsOverTheRetentionIsGoneAtOnce) {
  putItem("a", 1);
  std::map<uint32_t, uint64_t> starts;
  for (const StreamShard& shard : stream().shards) starts[shard.number] = shard.start;
  clock_.advance(hours(23));
  putItem("a", 2);
  clock_.advance(hours(1));
  EXPECT_EQ(history("a"), (Values{2}));
  size_t trimmed = 0;
  for (const auto& [shard, start] : starts) trimmed += streams_->read(70, shard, start, 10, 1000) ? 0 : 1;
  EXPECT_EQ(trimmed, 1U) << "the shard that has lost a record";
}

TEST_F(StreamStoreTest, ClosedShardsGoWithTheirRecords) {
  putItem("a", 1);
  clock_.advance(hours(4));
  streams_->maintain();
  clock_.advance(hours(24));
  EXPECT_EQ(stream().shards.size(), 4U) << "not shown any more";
  EXPECT_EQ(streams_->read(70, 0, stream().shards[0].start, 1, 1), std::nullopt);
  streams_->maintain();
  open();
  EXPECT_EQ(stream().shards.size(), 8U) << "the open ones, closed by now, and their children";
  EXPECT_TRUE(all().empty());
}

TEST_F(StreamStoreTest, ADisabledStreamStaysReadableForTheRetention) {
  putItem("a", 1);
  streams_->disable(70);
  const StreamDescription disabled = stream();
  EXPECT_TRUE(disabled.disabled);
  for (const StreamShard& shard : disabled.shards) {
    EXPECT_TRUE(shard.end);
    EXPECT_TRUE(page(shard.number).finished);
  }
  EXPECT_EQ(history("a"), (Values{1}));
  clock_.advance(hours(24));
  EXPECT_FALSE(streams_->find(table_.streamArn()));
  streams_->maintain();
  open();
  clock_.advance(-hours(24));
  EXPECT_FALSE(streams_->find(table_.streamArn())) << "deleted, not only hidden";
}

TEST_F(StreamStoreTest, ReopeningKeepsAllAndNumbersGoOn) {
  putItem("a", 1);
  streams_->split(70, 1);
  const StreamDescription before = stream();
  const uint64_t latest = streams_->latest(70, 0).value();
  open();
  EXPECT_EQ(stream(), before);
  EXPECT_GE(streams_->latest(70, 0).value(), latest);
  putItem("a", 2);
  EXPECT_EQ(history("a"), (Values{1, 2}));
  for (const StreamRecord& record : all()) {
    EXPECT_EQ(record.sequence >= latest, record.event == StreamEvent::Modify);
  }
}

TEST_F(StreamStoreTest, NumbersAreNotUsedAgainWhenAllIsTrimmed) {
  for (int i = 0; i < 20; ++i) putItem("a", i);
  const uint64_t latest = streams_->latest(70, 0).value();
  clock_.advance(hours(24));
  streams_->maintain();
  open();
  EXPECT_GE(streams_->latest(70, 0).value(), latest);
}

TEST_F(StreamStoreTest, ReconcilingOpensAndDisables) {
  putItem("a", 1);
  TableSchema other = makeTable(2, "other");
  other.stream = StreamSpecification{StreamViewType::KeysOnly, "x", 71};
  other.latest_stream_label = "x";
  const std::vector<std::shared_ptr<const TableSchema>> tables = {std::make_shared<TableSchema>(other)};
  streams_->reconcile(tables);
  EXPECT_TRUE(stream().disabled);
  EXPECT_FALSE(streams_->find(other.streamArn()).value().disabled);
}

TEST_F(StreamStoreTest, ListsByPlaceAndTableInOrder) {
  const auto make = [&](const char* region, const char* name, StorageId id) {
    TableSchema table = makeTable(id, name);
    table.region = region;
    table.stream = StreamSpecification{StreamViewType::KeysOnly, "label", id + 100};
    streams_->open(table);
  };
  make("eu-west-1", "a", 1);
  make(kRegion, "b", 2);
  make(kRegion, "a", 3);
  make(kRegion, "c", 4);
  const auto names = [&](std::string_view table, std::string_view after, size_t limit) {
    std::vector<std::string> found;
    for (const StreamDescription& found_stream : streams_->list(kAccount, kRegion, table, after, limit))
      found.push_back(found_stream.table);
    return found;
  };
  EXPECT_THAT(names("", "", 10), testing::ElementsAre("a", "b", "c"));
  EXPECT_THAT(names("b", "", 10), testing::ElementsAre("b"));
  EXPECT_THAT(names("", "", 2), testing::ElementsAre("a", "b"));
  EXPECT_THAT(names("", streams_->list(kAccount, kRegion, "b", "", 1)[0].arn(), 10), testing::ElementsAre("c"));
}

// Readers follow all shards while items change and shards split: every change comes once.
TEST_F(StreamStoreTest, ReadersMissNothingWhileWritersAreAtWork) {
  constexpr int kWriters = 3, kRounds = 400;
  std::atomic<int> writing{kWriters};
  streams_->open(table_);
  std::vector<std::thread> writers;
  for (int w = 0; w < kWriters; ++w) {
    writers.emplace_back([&, w] {
      for (int i = 0; i < kRounds; ++i) putItem(std::to_string(w) + "-" + std::to_string(i % 5), i);
      --writing;
    });
  }
  std::map<uint32_t, uint64_t> positions;
  std::map<std::string, std::vector<int64_t>> seen;
  const auto read_once = [&] {
    for (const StreamShard& shard : stream().shards) {
      uint64_t& position = positions.try_emplace(shard.number, shard.start).first->second;
      const StreamPage found = page(shard.number, position, 100);
      for (const StreamRecord& record : found.records) {
        seen[std::string(ItemView(record.keys).find("pk")->payload())].push_back(
            ItemView(*record.new_image).find("v")->number().toInteger().value());
      }
      position = found.next;
    }
  };
  uint32_t round = 0;
  while (writing > 0) {
    read_once();
    if (++round % 50 == 0) streams_->split(70, round / 50 % 6);
  }
  for (std::thread& writer : writers) writer.join();
  for (int i = 0; i < 20; ++i) read_once();
  ASSERT_EQ(seen.size(), static_cast<size_t>(kWriters * 5));
  for (auto& [pk, values] : seen) {
    EXPECT_EQ(values.size(), static_cast<size_t>(kRounds / 5)) << pk;
    std::vector<int64_t> sorted = values;
    std::sort(sorted.begin(), sorted.end());
    sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
    EXPECT_EQ(sorted.size(), values.size()) << pk;
  }
}

}  // namespace
}  // namespace stator
