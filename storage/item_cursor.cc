#include "storage/item_cursor.h"

#include <algorithm>

#include "storage/key_encoding.h"
#include "storage/rocksdb_handles.h"

namespace stator {
namespace {

KeyBounds boundsFor(const CursorOptions& options) {
  const StorageId id = options.index ? options.index->id : options.table->id;
  KeyBounds bounds =
      options.range ? boundsOf(id, *options.range) : segmentBounds(id, options.segment, options.total_segments);
  if (!options.start_after) return bounds;
  std::string start = options.index ? encodeIndexKey(*options.table, *options.index, *options.start_after)
                                    : encodeItemKey(*options.table, *options.start_after);
  // Strictly beyond the start key, whether or not it exists. No key is a prefix of another: nothing is between a key and
  // the key with a 0x00 behind it.
  if (options.forward) {
    start += '\0';
    bounds.lower = std::max(bounds.lower, start);
  } else {
    bounds.upper = std::min(bounds.upper, start);
  }
  return bounds;
}

}  // namespace

struct ItemCursor::State {
  KeyBounds bounds;
  rocksdb::Slice lower;  // the iterator keeps pointers to these
  rocksdb::Slice upper;
  bool forward = true;
  bool one_partition = false;
  bool started = false;
  std::unique_ptr<rocksdb::Iterator> row;  // nullptr: the range is empty
};

ItemCursor::ItemCursor(Database& database, const CursorOptions& options) : state_(std::make_unique<State>()) {
  disablePerfCounters();
  State& state = *state_;
  state.bounds = boundsFor(options);
  state.forward = options.forward;
  state.one_partition = options.range != nullptr;
  if (state.bounds.lower >= state.bounds.upper) return;
  state.lower = state.bounds.lower;
  state.upper = state.bounds.upper;
  Database::Impl& impl = database.impl();
  rocksdb::ReadOptions read = impl.get_options;
  if (options.snapshot) read.snapshot = static_cast<const rocksdb::Snapshot*>(options.snapshot->handle());
  read.iterate_lower_bound = &state.lower;
  read.iterate_upper_bound = &state.upper;
  // A Query stays inside one partition, so files whose filter lacks it are skipped; a Scan crosses partitions.
  read.total_order_seek = options.range == nullptr;
  state.row.reset(impl.db->NewIterator(read, options.index ? impl.index : impl.items));
}

ItemCursor::~ItemCursor() = default;

bool ItemCursor::next() {
  State& state = *state_;
  if (!state.row) return false;
  rocksdb::Iterator& row = *state.row;
  if (!state.started) {
    state.started = true;
    if (state.forward) {
      row.Seek(state.lower);
    } else {
      row.SeekForPrev(state.upper);  // the upper bound itself is outside the iterator's range
    }
  } else if (state.forward) {
    row.Next();
  } else {
    row.Prev();
  }
  if (row.Valid()) return true;
  throwIfFailed(row.status(), "cannot read");
  state.row.reset();  // at the end for good
  return false;
}

std::optional<uint64_t> ItemCursor::partition() const {
  const State& state = *state_;
  if (state.one_partition) return partitionHashOf(state.bounds.lower);
  if (!state.row || !state.row->Valid()) return std::nullopt;
  return partitionHashOf(toView(state.row->key()));
}

ItemView ItemCursor::item() const { return ItemView(toView(state_->row->value())); }

}  // namespace stator
