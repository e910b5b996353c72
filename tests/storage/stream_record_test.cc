#include "storage/stream_record.h"

#include "tests/storage/fixtures.h"

namespace stator {
namespace {

const TimePoint kTime{std::chrono::microseconds(1700000000123456)};

TableSchema tableWith(StreamViewType view) {
  TableSchema table = makeTable();
  table.stream = StreamSpecification{view, "label", 9};
  return table;
}

class StreamRecordTest : public testing::Test {
 protected:
  StreamRecord roundTrip(StreamViewType view, bool with_old, bool with_new) {
    const auto view_of = [](bool there, const std::string& item) {
      return there ? std::optional(ItemView(item)) : std::nullopt;
    };
    const std::string bytes =
        encodeStreamRecord(tableWith(view), view_of(with_old, old_), view_of(with_new, new_), kTime, false);
    return decodeStreamRecord(bytes).value();
  }
  const std::string old_ = makeItem({{"pk", S("a")}, {"sk", N(1)}, {"v", S("old")}});
  const std::string new_ = makeItem({{"pk", S("a")}, {"sk", N(1)}, {"v", S("newer")}});
  const std::string keys_ = makeItem({{"pk", S("a")}, {"sk", N(1)}});
};

TEST_F(StreamRecordTest, HoldsTheImagesOfItsViewType) {
  const StreamRecord both = roundTrip(StreamViewType::NewAndOldImages, true, true);
  EXPECT_EQ(both.event, StreamEvent::Modify);
  EXPECT_EQ(both.time, kTime);
  EXPECT_EQ(both.keys, keys_);
  EXPECT_EQ(both.new_image, new_);
  EXPECT_EQ(both.old_image, old_);
  const StreamRecord only_new = roundTrip(StreamViewType::NewImage, true, true);
  EXPECT_EQ(only_new.new_image, new_);
  EXPECT_FALSE(only_new.old_image);
  const StreamRecord only_old = roundTrip(StreamViewType::OldImage, true, true);
  EXPECT_EQ(only_old.old_image, old_);
  EXPECT_FALSE(only_old.new_image);
  const StreamRecord none = roundTrip(StreamViewType::KeysOnly, true, true);
  EXPECT_FALSE(none.new_image || none.old_image);
  EXPECT_EQ(none.keys, keys_);
}

TEST_F(StreamRecordTest, EventFollowsFromTheItemsThatAreThere) {
  for (const auto view :
       {StreamViewType::NewAndOldImages, StreamViewType::NewImage, StreamViewType::OldImage, StreamViewType::KeysOnly}) {
    EXPECT_EQ(roundTrip(view, false, true).event, StreamEvent::Insert);
    EXPECT_EQ(roundTrip(view, true, true).event, StreamEvent::Modify);
    EXPECT_EQ(roundTrip(view, true, false).event, StreamEvent::Remove);
    EXPECT_EQ(roundTrip(view, true, false).keys, keys_);
  }
}

TEST_F(StreamRecordTest, SizeCountsKeysAndImages) {
  const auto size = [](const std::string& item) { return static_cast<int64_t>(itemSize(ItemView(item))); };
  EXPECT_EQ(roundTrip(StreamViewType::KeysOnly, true, true).size(), size(keys_));
  EXPECT_EQ(roundTrip(StreamViewType::NewAndOldImages, true, true).size(), size(keys_) + size(old_) + size(new_));
}

TEST_F(StreamRecordTest, TheServicesDeletionsAreMarked) {
  const std::string bytes =
      encodeStreamRecord(tableWith(StreamViewType::KeysOnly), ItemView(old_), std::nullopt, kTime, /*by_service=*/true);
  EXPECT_TRUE(decodeStreamRecord(bytes)->by_service);
  EXPECT_FALSE(roundTrip(StreamViewType::KeysOnly, true, false).by_service);
}

TEST_F(StreamRecordTest, RefusesBytesThatAreNoRecord) {
  const std::string bytes =
      encodeStreamRecord(tableWith(StreamViewType::NewAndOldImages), ItemView(old_), ItemView(new_), kTime, false);
  for (size_t length = 0; length < bytes.size(); ++length)
    EXPECT_FALSE(decodeStreamRecord(bytes.substr(0, length))) << length;
  EXPECT_FALSE(decodeStreamRecord(bytes + "x"));
  EXPECT_FALSE(decodeStreamRecord("\x07" + bytes.substr(1)));
}

TEST_F(StreamRecordTest, KeysOrderBySequenceWithinAShard) {
  EXPECT_LT(encodeStreamKey(1, 2, 255), encodeStreamKey(1, 2, 256));
  EXPECT_LT(encodeStreamKey(1, 2, UINT64_MAX), encodeStreamKey(1, 3, 0));
  EXPECT_EQ(encodeStreamKey(1, 2, 3).size(), kStreamKeySize);
  EXPECT_EQ(sequenceOfStreamKey(encodeStreamKey(1, 2, 0x0102030405060708)), 0x0102030405060708U);
}

}  // namespace
}  // namespace stator
