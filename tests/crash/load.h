// What the killed program writes, and how it tells: one line before each operation and one after its acknowledgement,
//
//   "<operation> <thread> <number> begin"     "<operation> <thread> <number> done"
//
// on standard output, each in a single write(2), so that a line is whole or not there.
#pragma once

#include <string>

#include "tests/support/wire_value.h"

namespace stator::test {

inline constexpr const char* kCrashTable = "crash";
inline constexpr int kCrashThreads = 3;
inline constexpr const char* kMovedOwner = "moved";

inline std::string partitionOf(int round, int thread) {
  return "round" + std::to_string(round) + "-" + std::to_string(thread);
}

inline WireItem itemKey(int round, int thread, int number) {
  return {{"pk", WireValue::s(partitionOf(round, thread))}, {"sk", WireValue::n(int64_t{number})}};
}

inline WireItem counterKey(int round, int thread) {
  return {{"pk", WireValue::s("counter-" + partitionOf(round, thread))}, {"sk", WireValue::n(int64_t{0})}};
}

inline WireItem accountKey(int round, int thread) {
  return {{"pk", WireValue::s("account-" + partitionOf(round, thread))}, {"sk", WireValue::n(int64_t{0})}};
}

// A thread's n-th transaction adds one to its account, under a token of its own: by TransactWriteItems or
// ExecuteTransaction.
inline std::string transactionOperation(int number) { return number % 2 == 0 ? "TransactWriteItems" : "ExecuteTransaction"; }
inline std::string transactionBody(int round, int thread, int number) {
  const std::string token = R"({"ClientRequestToken":")" + partitionOf(round, thread) + "-" + std::to_string(number) + "\",";
  if (number % 2 != 0) {
    return token + R"x("TransactStatements":[{"Statement":"UPDATE crash SET n = n + 1 WHERE pk = 'account-)x" +
           partitionOf(round, thread) + R"x(' AND sk = 0"}]})x";
  }
  return token + R"("TransactItems":[{"Update":{"TableName":"crash","Key":)" + toJson(accountKey(round, thread)) +
         R"(,"UpdateExpression":"ADD n :one","ExpressionAttributeValues":{":one":{"N":"1"}}}}]})";
}

// The item as it is put; an update may set its `owner` to kMovedOwner later.
inline WireItem loadItem(int round, int thread, int number) {
  constexpr int kOwners = 7, kBodySizes = 13, kBodyStep = 211;
  WireItem item = itemKey(round, thread, number);
  item["owner"] = WireValue::s("owner" + std::to_string(number % kOwners));
  item["stamp"] = WireValue::n(int64_t{number});
  item["body"] = WireValue::s(std::string(static_cast<size_t>(number % kBodySizes * kBodyStep), 'x'));
  return item;
}

}  // namespace stator::test
