#include "storage/idempotency_tokens.h"

#include <memory>

#include "storage/rocksdb_handles.h"
#include "types/item.h"

namespace stator {
namespace {

constexpr std::string_view kFirstKey = "x";
constexpr std::string_view kBehindKeys = "y";

std::string keyOf(std::string_view scope) { return std::string(kFirstKey).append(scope); }

std::string encode(const IdempotencyTokens::Record& record) {
  ItemBuilder item;
  item.add("digest", AttributeValue::binary(record.digest));
  item.add("answer", AttributeValue::binary(record.answer));
  item.add("expires", AttributeValue::number(record.expires.time_since_epoch().count()));
  return item.build();
}

std::optional<IdempotencyTokens::Record> decode(std::string_view bytes) {
  const ItemView item(bytes);
  const auto digest = item.find("digest"), answer = item.find("answer"), expires = item.find("expires");
  if (!digest || !answer || !expires) return std::nullopt;
  const auto microseconds = expires->number().toInteger();
  if (!microseconds) return std::nullopt;
  return IdempotencyTokens::Record{std::string(digest->payload()), std::string(answer->payload()),
                                   TimePoint(std::chrono::microseconds(*microseconds))};
}

}  // namespace

std::optional<IdempotencyTokens::Record> IdempotencyTokens::find(std::string_view scope, TimePoint now) const {
  Database::Impl& database = database_.impl();
  std::string bytes;
  const rocksdb::Status status = database.db->Get(database.get_options, database.catalog, keyOf(scope), &bytes);
  if (status.IsNotFound()) return std::nullopt;
  throwIfFailed(status, "cannot read");
  auto record = decode(bytes);
  return record && record->expires > now ? record : std::nullopt;
}

TokenEntry IdempotencyTokens::entry(std::string_view scope, const Record& record) { return {keyOf(scope), encode(record)}; }

void IdempotencyTokens::forget(std::string_view scope_prefix) {
  Database::Impl& database = database_.impl();
  const std::string prefix = keyOf(scope_prefix);
  const std::unique_ptr<rocksdb::Iterator> record(database.db->NewIterator({}, database.catalog));
  rocksdb::WriteBatch batch;
  for (record->Seek(prefix); record->Valid() && record->key().starts_with(prefix); record->Next()) {
    batch.Delete(database.catalog, record->key());
  }
  throwIfFailed(record->status(), "cannot read");
  if (batch.Count() > 0) database.write(batch);
}

void IdempotencyTokens::trim(TimePoint now) {
  Database::Impl& database = database_.impl();
  const std::unique_ptr<rocksdb::Iterator> record(database.db->NewIterator({}, database.catalog));
  rocksdb::WriteBatch batch;
  for (record->Seek(toSlice(kFirstKey)); record->Valid() && record->key().compare(toSlice(kBehindKeys)) < 0;
       record->Next()) {
    const auto token = decode(toView(record->value()));
    if (!token || token->expires <= now) batch.Delete(database.catalog, record->key());
  }
  if (batch.Count() > 0) database.write(batch);
}

IdempotencyTokens::InProgress::InProgress(IdempotencyTokens& tokens, std::string scope)
    : tokens_(tokens), scope_(std::move(scope)) {
  const std::lock_guard lock(tokens_.mutex_);
  claimed_ = tokens_.in_progress_.insert(scope_).second;
}

IdempotencyTokens::InProgress::~InProgress() {
  if (!claimed_) return;
  const std::lock_guard lock(tokens_.mutex_);
  tokens_.in_progress_.erase(scope_);
}

}  // namespace stator
