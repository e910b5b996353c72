#include "protocol/request.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "protocol/service_model.h"
#include "protocol/shape.h"
#include "types/limits.h"

namespace stator {
namespace {

bool parses(std::string_view body) {
  auto request = Request::parse(body);
  if (request) return true;
  EXPECT_EQ(request.error().code, ErrorCode::SerializationException);
  EXPECT_EQ(request.error().message, "");
  return false;
}

Request parsed(std::string_view body) {
  auto request = Request::parse(body);
  EXPECT_TRUE(request) << body;
  return request ? std::move(request).value() : std::move(Request::parse("{}")).value();
}

TEST(Request, parsesObjects) {
  EXPECT_TRUE(parses("{}"));
  EXPECT_TRUE(parses(" {\"a\" : [1, 2.5, true, null, \"x\"]} \n"));
  EXPECT_TRUE(parses("{\"a\":\"\xC3\xA4 \xF0\x9F\x98\x80\"}"));
  EXPECT_TRUE(parses(R"({"a":"\u00e4\ud83d\ude00\u0000"})"));
}

TEST(Request, refusesWhatIsNotAnObject) {
  for (const char* body : {"",
                           " ",
                           "null",
                           "[]",
                           "1",
                           "\"a\"",
                           "{",
                           "{]",
                           "{\"a\"}",
                           "{\"a\":}",
                           "{\"a\":1,}",
                           "{a:1}",
                           "{} {}",
                           "{}x",
                           "{\"a\":01}",
                           "{\"a\":+1}",
                           "{\"a\":NaN}",
                           "{\"a\":1e999}",
                           "{'a':1}",
                           "{\"a\":\"\t\"}",
                           "// comment\n{}"}) {
    EXPECT_FALSE(parses(body)) << body;
  }
}

TEST(Request, refusesNulsAndWhatComesBehindThem) {
  EXPECT_FALSE(parses(std::string_view("{}\0", 3)));
  EXPECT_FALSE(parses(std::string_view("{}\0{}", 5)));
  EXPECT_FALSE(parses(std::string_view("{\"a\":\"\0\"}", 9)));
  EXPECT_FALSE(parses(std::string_view("\0{}", 3)));
}

TEST(Request, refusesInvalidUtf8) {
  for (const char* text :
       {"\x80", "\xC3", "\xC0\xAF", "\xE0\x80\x80", "\xED\xA0\x80", "\xF5\x80\x80\x80", "\xFF", "\xF0\x9F\x98"}) {
    EXPECT_FALSE(parses("{\"a\":\"" + std::string(text) + "\"}"));
    EXPECT_FALSE(parses("{\"" + std::string(text) + "\":1}"));
  }
  for (const char* text :
       {R"(\ud800)", R"(\udc00)", R"(\udfff)", R"(\ud800x)", R"(\ud800\ud800)", R"(a\uDC00b)", R"(\ux)"}) {
    EXPECT_FALSE(parses("{\"a\":\"" + std::string(text) + "\"}")) << text;
    EXPECT_FALSE(parses("{\"" + std::string(text) + "\":1}")) << text;
  }
  EXPECT_TRUE(parses(R"({"a":"\ud7ff\ue000"})"));  // the neighbours of the surrogates; begins with the same byte
}

std::string nested(int depth, const char* open, const char* close) {
  std::string body;
  for (int i = 0; i < depth; ++i) body += open;
  body += "null";
  for (int i = 0; i < depth; ++i) body += close;
  return body;
}

TEST(Request, limitsNesting) {
  EXPECT_TRUE(parses("{\"a\":" + nested(kMaxJsonDepth - 1, "[", "]") + "}"));
  EXPECT_FALSE(parses("{\"a\":" + nested(kMaxJsonDepth, "[", "]") + "}"));
  EXPECT_TRUE(parses(nested(kMaxJsonDepth, "{\"a\":", "}")));
  EXPECT_FALSE(parses(nested(kMaxJsonDepth + 1, "{\"a\":", "}")));
  EXPECT_FALSE(parses(std::string(1000000, '[')));
  EXPECT_FALSE(parses("{\"a\":" + std::string(1000000, '[')));
  EXPECT_FALSE(parses(nested(300000, "{\"a\":", "}")));
}

TEST(Request, checksValuesNestedAsDeepAsBodiesMayBe) {
  const std::string value = nested((kMaxJsonDepth - 4) / 2, R"({"M":{"a":)", "}}");
  const auto request = parsed(R"({"TableName":"abc","Item":{"a":)" + value + "}}");
  EXPECT_TRUE(request.check(*findOperationModel("PutItem")));
  const std::string list = nested((kMaxJsonDepth - 4) / 2, R"({"L":[)", "]}");
  auto refused =
      parsed(R"({"TableName":"abc","ReturnValues":"x","Item":{"a":)" + list + "}}").check(*findOperationModel("PutItem"));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::ValidationException);
}

TEST(Request, strings) {
  const Request request = parsed(R"({"a":"x\ty","n":1,"z":null,"e":"","u":"a\u0000b"})");
  EXPECT_EQ(request["a"].string(), "x\ty");
  EXPECT_EQ(request["n"].string("default"), "default");
  EXPECT_EQ(request["z"].string("default"), "default");
  EXPECT_EQ(request["missing"].string("default"), "default");
  EXPECT_EQ(request["missing"].string(), "");
  EXPECT_TRUE(request["e"]);
  EXPECT_EQ(request["e"].string("default"), "");
  EXPECT_EQ(request["u"].string(), std::string_view("a\0b", 3));
  EXPECT_FALSE(request["z"]);
}

TEST(Request, integers) {
  const Request request =
      parsed(R"({"a":42,"b":-1.5,"c":1.9,"d":1e30,"e":-1e30,"f":18446744073709551615,"g":9223372036854775807,"s":"7"})");
  EXPECT_EQ(request["a"].integer(), 42);
  EXPECT_EQ(request["b"].integer(), -2);
  EXPECT_EQ(request["c"].integer(), 1);
  EXPECT_EQ(request["d"].integer(), INT64_MAX);
  EXPECT_EQ(request["e"].integer(), INT64_MIN);
  EXPECT_EQ(request["f"].integer(), INT64_MAX);
  EXPECT_EQ(request["g"].integer(), INT64_MAX);
  EXPECT_EQ(request["s"].integer(5), 5);
  EXPECT_EQ(request["missing"].integer(-3), -3);
}

TEST(Request, booleans) {
  const Request request = parsed(R"({"t":true,"f":false,"y":"Yes","n":"0","x":"perhaps"})");
  EXPECT_TRUE(request["t"].boolean());
  EXPECT_FALSE(request["f"].boolean(true));
  EXPECT_TRUE(request["y"].boolean());
  EXPECT_FALSE(request["n"].boolean(true));
  EXPECT_TRUE(request["x"].boolean(true));
  EXPECT_TRUE(request["missing"].boolean(true));
}

TEST(Request, members) {
  const Request request = parsed(R"({"a":{"b":{"c":1}},"d":5,"twice":1,"twice":2,"lost":1,"lost":null})");
  EXPECT_EQ(request["a"]["b"]["c"].integer(), 1);
  EXPECT_FALSE(request["a"]["x"]["c"]);
  EXPECT_FALSE(request["d"]["x"]);
  EXPECT_EQ(request["twice"].integer(), 2);
  EXPECT_FALSE(request["lost"]);
  EXPECT_EQ(request.root()["d"].integer(), 5);
}

TEST(Request, elements) {
  const Request request = parsed(R"({"list":["a",null,"b"],"empty":[],"object":{"a":1}})");
  std::vector<std::string> found;
  for (const RequestValue element : request["list"].elements())
    found.push_back(element ? std::string(element.string()) : "-");
  EXPECT_EQ(found, (std::vector<std::string>{"a", "-", "b"}));
  EXPECT_EQ(request["list"].size(), 3U);
  EXPECT_TRUE(request["empty"].empty());
  for (const char* name : {"empty", "missing", "object"}) {
    for (const RequestValue element : request[name].elements()) FAIL() << name << element.integer();
  }
}

TEST(Request, entries) {
  const Request request = parsed(R"({"map":{"z":1,"n":null,"a":2,"m":null},"nulls":{"a":null},"empty":{},"list":[1]})");
  std::vector<std::pair<std::string, int64_t>> found;
  for (const auto [name, value] : request["map"].entries()) found.emplace_back(name, value.integer());
  EXPECT_EQ(found, (std::vector<std::pair<std::string, int64_t>>{{"z", 1}, {"a", 2}}));
  EXPECT_EQ(request["map"].size(), 4U);
  for (const char* name : {"nulls", "empty", "missing", "list"}) {
    for (const auto [key, value] : request[name].entries()) FAIL() << name << key << value.integer();
  }
}

TEST(Request, isMovable) {
  Request first = parsed(R"({"a":"first"})");
  Request second = parsed(R"({"a":"second"})");
  const RequestValue held = first["a"];
  second = std::move(first);
  EXPECT_EQ(second["a"].string(), "first");
  EXPECT_EQ(held.string(), "first");
}

TEST(Request, holdsLargeBodies) {
  std::string body = R"({"Keys":[)";
  for (int i = 0; i < 50000; ++i) body += R"({"a":{"S":"some text"}},)";
  body.back() = ']';
  body += "}";
  const Request request = parsed(body);
  EXPECT_EQ(request["Keys"].size(), 50000U);
  for (const RequestValue key : request["Keys"].elements()) ASSERT_EQ(key["a"]["S"].string(), "some text");
}

// Pieces of requests, put together at random: whatever comes, it is parsed or refused, checked or refused.
TEST(Request, survivesGarbage) {
  const std::vector<std::string> pieces = {"{",
                                           "}",
                                           "[",
                                           "]",
                                           ",",
                                           ":",
                                           "null",
                                           "true",
                                           "0",
                                           "-1.5e300",
                                           "\"\"",
                                           "\"S\"",
                                           "\"abc\"",
                                           "\"M\"",
                                           "\"L\"",
                                           "\"Item\"",
                                           "\"Key\"",
                                           "\"TableName\"",
                                           "\"Keys\"",
                                           "\"\\u0\"",
                                           "\xC3\xA4",
                                           "\"\\udc00\"",
                                           "\"RequestItems\"",
                                           "\"KeySchema\"",
                                           "\"Limit\"",
                                           "{\"S\":\"a\"}",
                                           "[{}]"};
  std::mt19937 random(1);
  const auto models = operationModels();
  for (int round = 0; round < 5000; ++round) {
    std::string body = "{";
    for (unsigned i = random() % 12; i > 0; --i) body += pieces[random() % pieces.size()];
    body += "}";
    auto request = Request::parse(body);
    if (!request) continue;
    auto checked = request->check(models[random() % models.size()]);
    if (!checked) {
      EXPECT_FALSE(checked.error().message.empty()) << body;
    }
  }
}

// The same, but always JSON, and of the members that the operation has.
std::string randomJson(std::mt19937& random, int depth) {
  static const char* const kScalars[] = {"null", "true", "\"\"",  "\"abc\"",  "0",
                                         "-1",   "2.5",  "1e300", "\"YQ==\"", "\"ALL\""};
  static const char* const kNames[] = {"S",         "M",         "L",     "NULL",       "Keys",
                                       "IndexName", "KeySchema", "Value", "PutRequest", "abc"};
  const unsigned kind = random() % (depth > 4 ? 1 : 3);
  if (kind == 0) return kScalars[random() % std::size(kScalars)];
  std::string json = kind == 1 ? "[" : "{";
  for (unsigned i = random() % 4; i > 0; --i) {
    if (kind == 2) json += "\"" + std::string(kNames[random() % std::size(kNames)]) + "\":";
    json += randomJson(random, depth + 1) + (i > 1 ? "," : "");
  }
  return json + (kind == 1 ? "]" : "}");
}

TEST(Request, survivesRandomValuesInEveryOperation) {
  std::mt19937 random(2);
  for (const OperationModel& model : operationModels()) {
    for (int round = 0; round < 60; ++round) {
      std::string body = "{";
      for (const Member& member : model.input->members) {
        if (random() % 2 == 0) body += "\"" + std::string(member.name) + "\":" + randomJson(random, 0) + ",";
      }
      if (body.back() == ',') body.pop_back();
      body += "}";
      auto checked = parsed(body).check(model);
      if (!checked) {
        EXPECT_FALSE(checked.error().message.empty()) << body;
      }
    }
  }
}

}  // namespace
}  // namespace stator
