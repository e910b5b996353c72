#include "storage/stream_description.h"

#include "tests/storage/fixtures.h"

namespace stator {
namespace {

TimePoint at(int64_t microseconds) { return TimePoint(std::chrono::microseconds(microseconds)); }

StreamDescription example() {
  StreamDescription stream;
  stream.id = 7;
  stream.account = kAccount;
  stream.region = kRegion;
  stream.table = "abc";
  stream.label = "2026-11-21T00:00:00.000";
  stream.view_type = StreamViewType::OldImage;
  stream.key = {{{"pk", AttributeType::S}}, {{"sk", AttributeType::N}}};
  stream.created = at(1);
  stream.disabled = at(2);
  StreamShard first;
  first.id_time = 1541626099285;
  first.last_hash = UINT64_MAX;
  first.start = 3;
  first.end = UINT64_MAX;
  first.horizon = 4;
  first.created = at(5);
  first.closed = at(6);
  StreamShard second = first;
  second.number = 1;
  second.first_hash = UINT64_MAX / 2;
  second.end.reset();
  second.closed.reset();
  second.parent = "shardId-00000001541626099285-f35f62ef";
  stream.shards = {first, second};
  return stream;
}

TEST(StreamDescription, RecordsComeBackWhole) {
  const StreamDescription stream = example();
  EXPECT_EQ(decodeStreamDescription(encodeStreamDescription(stream)), stream);
}

TEST(StreamDescription, RefusesBytesThatAreNoRecord) {
  EXPECT_FALSE(decodeStreamDescription("x"));
  EXPECT_FALSE(decodeStreamDescription(makeItem({{"id", N(1)}})));
}

TEST(StreamDescription, NamesAreThoseOfTheService) {
  const StreamDescription stream = example();
  EXPECT_EQ(stream.arn(), "arn:aws:dynamodb:us-east-1:000000000000:table/abc/stream/2026-11-21T00:00:00.000");
  const std::string id = stream.shardId(stream.shards[0]);
  EXPECT_EQ(id.substr(0, 29), "shardId-00000001541626099285-");
  EXPECT_EQ(id.size(), 37U);
  EXPECT_NE(id, stream.shardId(stream.shards[1]));
  EXPECT_EQ(stream.findShard(id), &stream.shards[0]);
  EXPECT_EQ(stream.findShard("shardId-0"), nullptr);
}

}  // namespace
}  // namespace stator
