// A database in memory behind a Service, and a directory for files.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "stator/stator.h"
#include "tests/support/temporary_directory.h"
#include "transfer/service.h"
#include "transfer/text_file.h"

namespace stator::test {

inline Service serviceOf(Stator& database) {
  return [&database](std::string_view operation, const std::string& json) {
    Response response = database.call(operation, json);
    return ServiceAnswer{response.http_status, std::move(response.body)};
  };
}

class TransferTest : public testing::Test {
 protected:
  std::string path(const std::string& name) const { return directory_.path() + "/" + name; }
  void write(const std::string& name, const std::string& text) const { std::ofstream(path(name), std::ios::binary) << text; }

  void must(const std::string& operation, const std::string& json) {
    const Response response = database_.call(operation, json);
    ASSERT_EQ(response.http_status, 200) << operation << " " << response.body;
  }
  // HASH pk S, RANGE sk N and an index by "by" (B).
  void createTable(const std::string& name) {
    must("CreateTable", R"({"TableName":")" + name + R"(","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":
      [{"AttributeName":"pk","AttributeType":"S"},{"AttributeName":"sk","AttributeType":"N"},{"AttributeName":"by","AttributeType":"B"}],
      "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},{"AttributeName":"sk","KeyType":"RANGE"}],
      "GlobalSecondaryIndexes":[{"IndexName":"byBinary","KeySchema":[{"AttributeName":"by","KeyType":"HASH"}],
        "Projection":{"ProjectionType":"ALL"}}]})");
  }
  void put(const std::string& table, const std::string& item) {
    must("PutItem", R"({"TableName":")" + table + R"(","Item":)" + item + "}");
  }
  std::string scan(const std::string& table) { return database_.call("Scan", R"({"TableName":")" + table + R"("})").body; }
  std::function<void(const std::string&)> note() {
    return [this](const std::string& line) { notes_.push_back(line); };
  }
  template <class Function>
  static std::string failureOf(Function function) {
    try {
      function();
    } catch (const TransferError& error) {
      return error.what();
    }
    return {};
  }

  TemporaryDirectory directory_;
  Stator database_;
  Service service_ = serviceOf(database_);
  std::vector<std::string> notes_;
};

}  // namespace stator::test
