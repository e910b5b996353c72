#include "storage/idempotency_tokens.h"

#include <memory>

#include "storage/catalog_keys.h"
#include "storage/rocksdb_handles.h"
#include "types/item.h"

namespace stator {
namespace {

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
  const rocksdb::Status status = database.db->Get(database.get_options, database.catalog, tokenKey(scope), &bytes);
  if (status.IsNotFound()) return std::nullopt;
  throwIfFailed(status, "cannot read");
  auto record = decode(bytes);
  return record && record->expires > now ? record : std::nullopt;
}

TokenEntry IdempotencyTokens::entry(std::string_view scope, const Record& record) { return {tokenKey(scope), encode(record)}; }

void IdempotencyTokens::trim(TimePoint now) {
  Database::Impl& database = database_.impl();
  const std::unique_ptr<rocksdb::Iterator> record(database.db->NewIterator({}, database.catalog));
  rocksdb::WriteBatch batch;
  for (record->Seek(kFirstTokenKey); record->Valid() && record->key().compare(rocksdb::Slice(kBehindTokenKeys)) < 0;
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
