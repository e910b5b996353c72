// Calls the in-process API as a client would: JSON in, JSON out. Header-only, so that any test can use it.
#pragma once

#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>
#include <utility>

#include "operations/api.h"

namespace stator::test {

struct Reply {
  int status = 0;
  std::chrono::microseconds delay{0};
  ConnectionFate connection = ConnectionFate::Keep;
  std::string text;
  rapidjson::Document body;

  bool ok() const { return status == 200; }
  // "ValidationException", without the namespace in front.
  std::string errorType() const {
    if (!body.IsObject() || !body.HasMember("__type")) return {};
    const std::string type = body["__type"].GetString();
    return type.substr(type.find('#') + 1);
  }
  std::string message() const {
    for (const char* name : {"message", "Message"})
      if (body.IsObject() && body.HasMember(name)) return body[name].GetString();
    return {};
  }
};

// Thread-safe, as the API is. With STATOR_TRACE in the environment every call goes to standard error.
class ApiClient {
 public:
  explicit ApiClient(Engine& engine) : engine_(engine), caller_(Caller{"000000000000", "us-east-1"}) {}

  Reply call(std::string_view operation, std::string_view body) const {
    const bool streams = operation == "ListStreams" || operation == "DescribeStream" || operation == "GetShardIterator" ||
                         operation == "GetRecords";
    const std::string target = (streams ? "DynamoDBStreams_20120810." : "DynamoDB_20120810.") + std::string(operation);
    ApiReply answer = execute(engine_, ApiRequest{target, body, caller_});
    if (trace_) std::cerr << operation << ' ' << body << "\n  " << answer.http_status << ' ' << answer.body << '\n';
    Reply reply;
    reply.status = answer.http_status;
    reply.delay = answer.delay;
    reply.connection = answer.connection;
    reply.text = std::move(answer.body);
    reply.body.Parse(reply.text.data(), reply.text.size());
    // Some operations answer nothing at all.
    EXPECT_TRUE(reply.text.empty() || !reply.body.HasParseError()) << operation << " answered " << reply.text;
    return reply;
  }

  // A call that has to succeed.
  Reply must(std::string_view operation, std::string_view body) const {
    Reply reply = call(operation, body);
    EXPECT_TRUE(reply.ok()) << operation << ' ' << body << "\nanswered " << reply.text;
    return reply;
  }

 private:
  Engine& engine_;
  Result<Caller> caller_;
  bool trace_ = std::getenv("STATOR_TRACE") != nullptr;
};

}  // namespace stator::test
