// Reading: a page of a SELECT, and the one item that a keyed SELECT names.
#pragma once

#include <optional>
#include <string>

#include "operations/operation.h"
#include "operations/partiql_plan.h"
#include "operations/partiql_token.h"
#include "storage/database.h"
#include "types/capacity.h"

namespace stator {

inline constexpr size_t kMaxPartiqlInPage = 10;  // items of a page when IN lists several hash keys (AWS developer guide)

// The row under its columns' names. `columns` nothing: the row itself.
std::string selectColumns(const std::optional<std::vector<PartiqlColumn>>& columns, ItemView row);

// Reads from `start` until the page is full: 1 MB, `limit` rows evaluated, or what IN allows.
class PartiqlPageReader {
 public:
  PartiqlPageReader(Engine& engine, const PartiqlPlan& plan, const PartiqlStatement& statement, bool consistent)
      : engine_(engine), plan_(plan), statement_(statement), consistent_(consistent) {}

  // Error: "Invalid NextToken" for a position that this plan cannot have.
  static Result<void> checkPosition(const PartiqlPlan& plan, const PartiqlReadPosition& position);

  // Writes items as elements of an array.
  void read(ResponseWriter& out, const PartiqlReadPosition& start, int64_t limit);

  // Where the next page begins; nothing when there is none.
  const std::optional<PartiqlReadPosition>& next() const { return next_; }
  // The key of the last row read when there is a next page.
  const std::optional<std::string>& lastKey() const { return last_key_; }
  ConsumedCapacity consumed() const;
  // Error: what was read is throttled.
  Result<void> consume() const;

 private:
  // False when the page is full.
  bool readRange(ResponseWriter& out, size_t read, const std::optional<std::string>& after, int64_t limit);
  void visit(ResponseWriter& out, size_t read, ItemView row);
  bool full(int64_t limit) const;
  void stopAt(size_t read, ItemView row);
  size_t readCount() const { return plan_.ranges.empty() ? 1 : plan_.ranges.size(); }

  Engine& engine_;
  const PartiqlPlan& plan_;
  const PartiqlStatement& statement_;
  bool consistent_;
  int64_t scanned_ = 0;
  size_t matched_ = 0;
  size_t page_size_ = 0;
  size_t read_size_ = 0;          // bytes of rows of the read in hand
  int64_t half_units_ = 0;        // each read rounded by itself
  int64_t table_half_units_ = 0;  // of items fetched for index entries
  std::optional<uint64_t> hash_;  // of the partition that was read, if there is only one
  std::optional<Snapshot> snapshot_;
  std::string fetched_;
  std::optional<PartiqlReadPosition> next_;
  std::optional<std::string> last_key_;
};

}  // namespace stator
