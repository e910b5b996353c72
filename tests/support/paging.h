// Reads whole result sets of Query and Scan through their pages, and checks what holds for every page. Header-only.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "tests/support/table_shape.h"

namespace stator::test {

inline constexpr int kMaxPages = 100000;  // more means that paging does not end

// Sends `operation` with `members` (JSON members without braces) until there is no LastEvaluatedKey. `limit` is asked for
// every page; 0 is none.
inline std::vector<WireItem> readAll(
    const ApiClient& client, const std::string& operation, const std::string& members,
    const std::function<int()>& limit = [] { return 0; },
    const std::function<void(const WireItem& last_key)>& on_page = {}) {
  std::vector<WireItem> items;
  std::string start_key;
  for (int page = 0; page < kMaxPages; ++page) {
    const int page_limit = limit();
    std::string body = "{" + members;
    if (page_limit > 0) body += R"(,"Limit":)" + std::to_string(page_limit);
    if (!start_key.empty()) body += R"(,"ExclusiveStartKey":)" + start_key;
    const Reply reply = client.must(operation, body + "}");
    if (!reply.ok()) return items;
    const rapidjson::Value& found = reply.body["Items"];
    EXPECT_EQ(reply.body["Count"].GetInt64(), found.Size());
    EXPECT_LE(reply.body["Count"].GetInt64(), reply.body["ScannedCount"].GetInt64());
    EXPECT_TRUE(page_limit == 0 || reply.body["ScannedCount"].GetInt64() <= page_limit) << reply.text;
    for (const auto& item : found.GetArray()) items.push_back(readItem(item));
    if (!reply.body.HasMember("LastEvaluatedKey")) return items;
    const WireItem last_key = readItem(reply.body["LastEvaluatedKey"]);
    if (on_page) on_page(last_key);
    start_key = toJson(last_key);
  }
  ADD_FAILURE() << operation << " {" << members << "} does not come to an end";
  return items;
}

inline std::string target(const std::string& table, const std::string& index = "") {
  std::string members = R"("TableName":)" + jsonString(table);
  if (!index.empty()) members += R"(,"IndexName":)" + jsonString(index);
  return members;
}

}  // namespace stator::test
