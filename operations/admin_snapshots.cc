#include "operations/admin_snapshots.h"

#include <algorithm>

#include "operations/account_tables.h"

namespace stator {
namespace {

constexpr size_t kMaxNameLength = 128;

bool isNameCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
}

Result<void> checkName(std::string_view name) {
  if (name.size() <= kMaxNameLength && std::ranges::all_of(name, isNameCharacter)) return {};
  return validationError("The name of a snapshot has 1 to 128 letters, digits, - _ .");
}

// An account is a key in the catalog, behind which a zero byte ends it.
Result<void> checkAccount(std::string_view member, std::string_view account) {
  if (account.find('\0') == std::string_view::npos) return {};
  return validationError("\"" + std::string(member) + "\" must be 12 digits");
}

Result<Caller> checkedPlace(const AdminContext& context) {
  Caller place = TRY(namedPlace(context));
  TRY(checkAccount("account", place.account));
  return place;
}

void writeSnapshot(ResponseWriter& out, const AccountSnapshot& snapshot) {
  out.beginObject();
  out.member("name", snapshot.name);
  out.member("account", snapshot.account);
  out.key("taken");
  out.time(snapshot.taken);
  out.key("tables");
  out.beginArray();
  for (const TableSchema& table : snapshot.tables) {
    out.beginObject();
    out.member("region", table.region);
    out.member("table", table.name);
    out.endObject();
  }
  out.endArray();
  out.endObject();
}

Result<void> noSuchSnapshot(AdminContext& context, std::string_view account) {
  context.reply =
      adminError(404, "There is no snapshot " + std::string(context.name) + " of account " + std::string(account));
  return {};
}

void writeCount(AdminContext& context, std::string_view account, std::string_view member, size_t tables) {
  context.out.beginObject();
  context.out.member("account", account);
  context.out.member(member, static_cast<int64_t>(tables));
  context.out.endObject();
}

}  // namespace

Result<void> resetTables(AdminContext& context) {
  const Caller place = TRY(checkedPlace(context));
  writeCount(context, place.account, "droppedTables", resetAccount(context.engine, place.account, place.region));
  return {};
}

Result<void> listSnapshots(AdminContext& context) {
  const std::string_view wanted = queryValue(context.request.query, "account");
  const Caller place = TRY(checkedPlace(context));
  const bool shared = context.engine.options().shared_database;
  context.out.beginObject();
  context.out.key("snapshots");
  context.out.beginArray();
  const std::string_view account = wanted.empty() || shared ? std::string_view(place.account) : wanted;
  for (const AccountSnapshot& snapshot : context.engine.snapshots().list(account)) writeSnapshot(context.out, snapshot);
  context.out.endArray();
  context.out.endObject();
  return {};
}

Result<void> takeSnapshot(AdminContext& context) {
  TRY(checkName(context.name));
  const Caller place = TRY(checkedPlace(context));
  writeSnapshot(context.out, context.engine.snapshots().take(place.account, context.name, context.engine.clock().now()));
  return {};
}

Result<void> removeSnapshot(AdminContext& context) {
  const Caller place = TRY(checkedPlace(context));
  if (!context.engine.snapshots().remove(place.account, context.name)) return noSuchSnapshot(context, place.account);
  context.out.beginObject();
  context.out.endObject();
  return {};
}

Result<void> restoreSnapshot(AdminContext& context) {
  const Caller place = TRY(checkedPlace(context));
  std::string_view from = TRY(textMember(context, "from"));
  TRY(checkAccount("from", from));
  if (from.empty() || context.engine.options().shared_database) from = place.account;
  const auto tables = restoreAccount(context.engine, place.account, context.name, from);
  if (!tables) return noSuchSnapshot(context, from);
  writeCount(context, place.account, "tables", *tables);
  return {};
}

}  // namespace stator
