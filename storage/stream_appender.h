// The stream records of one batch of item changes.
#pragma once

#include <rocksdb/write_batch.h>

#include <memory>
#include <vector>

#include "storage/item_store.h"
#include "storage/stream_store.h"

namespace stator {

struct OpenStream;

// Not thread-safe. Lives until the batch is written, or given up: until then readers wait for its sequence numbers.
class StreamAppender {
 public:
  StreamAppender(StreamStore* streams, const CommitContext& context)
      : streams_(streams), context_(context) {}  // nullptr: none
  ~StreamAppender();
  StreamAppender(const StreamAppender&) = delete;
  StreamAppender& operator=(const StreamAppender&) = delete;

  // Puts the change's record in `batch` if its table has a stream. The items differ, and the item's lock is held.
  void add(const ItemChange& change, rocksdb::WriteBatch& batch);

 private:
  struct Claim {
    std::shared_ptr<OpenStream> stream;
    uint64_t sequence;
  };
  StreamStore* streams_;
  CommitContext context_;
  std::vector<Claim> claims_;
};

}  // namespace stator
