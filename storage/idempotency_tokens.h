// ClientRequestTokens of transactions that have been done, so that sending one again does not do it again. Persisted in
// the `catalog` column family: key 'x' and the token's scope, value an item (types/item.h).
#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>

#include "base/clock.h"
#include "storage/database.h"
#include "storage/item_store.h"

namespace stator {

inline constexpr std::chrono::minutes kIdempotencyWindow{10};

// Thread-safe.
class IdempotencyTokens {
 public:
  explicit IdempotencyTokens(Database& database) : database_(database) {}

  struct Record {
    std::string digest;  // of the request's parameters
    std::string answer;  // what the caller needs to answer again; its own format
    TimePoint expires{};
  };

  // Of a token that has not expired. `scope` names account, region, operation and token.
  std::optional<Record> find(std::string_view scope, TimePoint now) const;
  // For ItemStore::commit(), which writes it in the batch of what the transaction did: neither is ever there alone.
  static TokenEntry entry(std::string_view scope, const Record& record);
  // Deletes those that have expired. Cheap when there are none.
  void trim(TimePoint now);

  // Holds a token while its transaction runs.
  class InProgress {
   public:
    InProgress(IdempotencyTokens& tokens, std::string scope);
    ~InProgress();
    InProgress(const InProgress&) = delete;
    InProgress& operator=(const InProgress&) = delete;
    bool claimed() const { return claimed_; }  // false: somebody else holds it

   private:
    IdempotencyTokens& tokens_;
    std::string scope_;
    bool claimed_;
  };

 private:
  Database& database_;
  std::mutex mutex_;
  std::unordered_set<std::string> in_progress_;
};

}  // namespace stator
