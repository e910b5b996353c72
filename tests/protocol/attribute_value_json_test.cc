#include "protocol/attribute_value_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <rapidjson/document.h>

#include <random>

#include "types/limits.h"

namespace stator {
namespace {

using testing::StartsWith;

// A parsed JSON text that RequestValues borrow from.
class Body {
 public:
  explicit Body(const std::string& text) { document_.Parse(text.data(), text.size()); }
  RequestValue root() const {
    EXPECT_FALSE(document_.HasParseError());
    return RequestValue::fromJson(static_cast<const rapidjson::Value*>(&document_));
  }

 private:
  rapidjson::Document document_;
};

Result<AttributeValue> read(const std::string& json) { return toAttributeValue(Body(json).root()); }
Result<std::string> readItem(const std::string& json) { return toItem(Body(json).root()); }

std::string write(AttributeValueView value) {
  std::string out;
  appendAttributeValueJson(out, value);
  return out;
}

std::string writeItem(std::string_view item) {
  std::string out;
  appendItemJson(out, ItemView(item));
  return out;
}

// What `json` reads as, written again; or the error's text.
std::string roundTrip(const std::string& json) {
  const Result<AttributeValue> value = read(json);
  return value ? write(*value) : value.error().message;
}

std::string itemRoundTrip(const std::string& json) {
  const Result<std::string> item = readItem(json);
  return item ? writeItem(*item) : item.error().message;
}

struct Failure {
  ErrorCode code;
  ErrorFamily family;
  std::string message;
  friend bool operator==(const Failure&, const Failure&) = default;
};

void PrintTo(const Failure& failure, std::ostream* out) { *out << failure.message << " family " << int(failure.family); }

Failure failureOf(const std::string& json) {
  const Result<AttributeValue> value = read(json);
  if (value) return {ErrorCode::ValidationException, ErrorFamily::Plain, "no error"};
  return {value.error().code, value.error().family, value.error().message};
}

Failure validation(std::string message, ErrorFamily family = ErrorFamily::Plain) {
  return {ErrorCode::ValidationException, family, std::move(message)};
}

Failure invalid(const std::string& detail, ErrorFamily family = ErrorFamily::Plain) {
  return validation("One or more parameter values were invalid: " + detail, family);
}

const char kEmpty[] = "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes";
const char kSeveral[] =
    "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes";
const char kTooDeep[] =
    "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit";

TEST(AttributeValueJson, EveryTypeIsReadToItsEncodedForm) {
  EXPECT_EQ(*read(R"({"S":"x"})"), AttributeValue::string("x"));
  EXPECT_EQ(*read(R"({"N":"-12.50"})"), AttributeValue::number(*Number::parse("-12.5")));
  EXPECT_EQ(*read(R"({"B":"YQA="})"), AttributeValue::binary(std::string_view("a\0", 2)));
  EXPECT_EQ(*read(R"({"BOOL":true})"), AttributeValue::boolean(true));
  EXPECT_EQ(*read(R"({"BOOL":false})"), AttributeValue::boolean(false));
  EXPECT_EQ(*read(R"({"NULL":true})"), AttributeValue::null());
  EXPECT_EQ(*read(R"({"SS":["b","a"]})"), AttributeValue::set(AttributeType::SS, {"a", "b"}));
  EXPECT_EQ(*read(R"({"BS":["Yg==","YQ=="]})"), AttributeValue::set(AttributeType::BS, {"a", "b"}));
  const std::vector<AttributeValue> elements = {AttributeValue::string("x"), AttributeValue::null()};
  EXPECT_EQ(*read(R"({"L":[{"S":"x"},{"NULL":true}]})"), AttributeValue::list(elements));
  ItemBuilder entries;
  entries.add("k", AttributeValue::string("v"));
  const std::string bytes = entries.build();
  EXPECT_EQ(*read(R"({"M":{"k":{"S":"v"}}})"), AttributeValue::map(ItemView(bytes)));
}

TEST(AttributeValueJson, NumberSetsHoldNumbersNotTexts) {
  std::vector<std::string> members(3);
  Number::parse("10")->appendOrderedBytes(members[0]);
  Number::parse("-1")->appendOrderedBytes(members[1]);
  Number::parse("2")->appendOrderedBytes(members[2]);
  EXPECT_EQ(*read(R"({"NS":["1e1","-1","2.0"]})"), AttributeValue::set(AttributeType::NS, members));
}

TEST(AttributeValueJson, EmptyStringsBinariesListsAndMapsAreLegal) {
  for (const char* json : {R"({"S":""})", R"({"B":""})", R"({"L":[]})", R"({"M":{}})", R"({"SS":[""]})", R"({"BS":[""]})",
                           R"({"L":[{"S":""},{"M":{"a":{"B":""}}}]})"}) {
    EXPECT_EQ(roundTrip(json), json);
  }
}

TEST(AttributeValueJson, WritesNumbersNormalised) {
  EXPECT_EQ(roundTrip(R"({"N":"+1.50E2"})"), R"({"N":"150"})");
  EXPECT_EQ(roundTrip(R"({"NS":["3.1400","-0",".5"]})"), R"({"NS":["0","0.5","3.14"]})");
}

TEST(AttributeValueJson, WritesItemsInTheOrderOfTheirBytes) {
  EXPECT_EQ(itemRoundTrip(R"({"b":{"S":"1"},"a":{"M":{"z":{"N":"1"},"aa":{"BOOL":false},"a":{"NULL":true}}},"B":{"L":[]}})"),
            R"({"B":{"L":[]},"a":{"M":{"a":{"NULL":true},"aa":{"BOOL":false},"z":{"N":"1"}}},"b":{"S":"1"}})");
  EXPECT_EQ(itemRoundTrip("{}"), "{}");
}

TEST(AttributeValueJson, NamesAreOrderedByBytes) {
  // U+FF21 sorts behind U+1F600 in UTF-16, before it in UTF-8.
  EXPECT_EQ(itemRoundTrip("{\"\xf0\x9f\x98\x80\":{\"S\":\"\"},\"\xef\xbc\xa1\":{\"S\":\"\"},\"a\":{\"S\":\"\"}}"),
            "{\"a\":{\"S\":\"\"},\"\xef\xbc\xa1\":{\"S\":\"\"},\"\xf0\x9f\x98\x80\":{\"S\":\"\"}}");
}

TEST(AttributeValueJson, OfEqualNamesTheLastWins) {
  EXPECT_EQ(itemRoundTrip(R"({"b":{"S":"1"},"a":{"S":"2"},"b":{"S":"3"},"b":{"S":"4"}})"),
            R"({"a":{"S":"2"},"b":{"S":"4"}})");
  EXPECT_EQ(roundTrip(R"({"M":{"a":{"S":"1"},"a":{"S":"2"}}})"), R"({"M":{"a":{"S":"2"}}})");
  EXPECT_EQ(roundTrip(R"({"S":"1","S":"2"})"), R"({"S":"2"})");
}

TEST(AttributeValueJson, EntriesThatAreNullAreAbsent) {
  EXPECT_EQ(itemRoundTrip(R"({"a":null,"b":{"M":{"x":null}}})"), R"({"b":{"M":{}}})");
  EXPECT_EQ(*toItem(RequestValue()), "");
}

TEST(AttributeValueJson, ExactlyOneType) {
  EXPECT_EQ(failureOf("{}"), validation(kEmpty));
  EXPECT_EQ(failureOf(R"({"S":null})"), validation(kEmpty));
  EXPECT_EQ(failureOf(R"({"X":"1"})"), validation(kEmpty));
  EXPECT_EQ(failureOf(R"({"X":"1","s":"2"})"), validation(kEmpty));
  EXPECT_EQ(failureOf(R"({"L":[null]})"), validation(kEmpty));
  EXPECT_EQ(failureOf(R"({"S":"a","N":"1"})"), validation(kSeveral));
  EXPECT_EQ(failureOf(R"({"M":{"a":{"L":[{"S":"a","BOOL":false}]}}})"), validation(kSeveral));
  EXPECT_FALSE(toAttributeValue(RequestValue()));
}

TEST(AttributeValueJson, UnknownMembersAndNullsDoNotCount) {
  EXPECT_EQ(roundTrip(R"({"X":[],"S":"a","N":null})"), R"({"S":"a"})");
  EXPECT_EQ(roundTrip(R"({"L":[{"SS":null,"N":"1"}],"Y":1})"), R"({"L":[{"N":"1"}]})");
}

TEST(AttributeValueJson, EveryGivenTypeIsCheckedBeforeTheirNumber) {
  EXPECT_EQ(failureOf(R"({"S":"a","N":"b"})"),
            validation("The parameter cannot be converted to a numeric value: b", ErrorFamily::Number));
  EXPECT_EQ(failureOf(R"({"N":"1","NS":["1","b"]})"),
            validation("The parameter cannot be converted to a numeric value: b", ErrorFamily::Number));
  EXPECT_EQ(failureOf(R"({"S":"a","NULL":false})").family, ErrorFamily::NullFalse);
  EXPECT_EQ(failureOf(R"({"SS":[],"N":"b"})"),
            validation("The parameter cannot be converted to a numeric value: b", ErrorFamily::Number));
}

TEST(AttributeValueJson, BadNumbersAreThoseOfTheNumberType) {
  EXPECT_EQ(failureOf(R"({"N":"1.2.3"})"), validation(Number::parse("1.2.3").error().message, ErrorFamily::Number));
  EXPECT_EQ(failureOf(R"({"N":""})"),
            validation("The parameter cannot be converted to a numeric value: ", ErrorFamily::Number));
  EXPECT_EQ(failureOf(R"({"NS":["1e126"]})"), validation(Number::parse("1e126").error().message, ErrorFamily::Number));
}

TEST(AttributeValueJson, EmptySets) {
  const auto family = ErrorFamily::EmptySet;
  EXPECT_EQ(failureOf(R"({"SS":[]})"), invalid("An string set  may not be empty", family));
  EXPECT_EQ(failureOf(R"({"NS":[]})"), invalid("An number set  may not be empty", family));
  EXPECT_EQ(failureOf(R"({"BS":[]})"), invalid("Binary sets should not be empty", family));
  EXPECT_EQ(failureOf(R"({"L":[{"M":{"a":{"SS":[]}}}]})"), invalid("An string set  may not be empty", family));
}

TEST(AttributeValueJson, DuplicatesInSetsPrintTheValuesUpToTheRepeatInOrder) {
  const auto family = ErrorFamily::DuplicateSet;
  EXPECT_EQ(failureOf(R"({"SS":["b","a","b"]})"),
            invalid(R"(Input collection ["a", "b", "b"] contains duplicates.)", family));
  EXPECT_EQ(failureOf(R"({"SS":["c","a","a","b"]})"),
            invalid(R"(Input collection ["a", "c", "a", "b"] contains duplicates.)", family));
  EXPECT_EQ(failureOf(R"({"BS":["/w==","AA==","AA=="]})"),
            invalid(R"(Input collection ["AA==","/w==","AA=="]of type BS contains duplicates.)", family));
  EXPECT_EQ(failureOf(R"({"NS":["1","2","1.0"]})"), invalid("Input collection contains duplicates.", family));
}

TEST(AttributeValueJson, OlderDuplicatesPrintTheValuesAsGiven) {
  const auto failure = [](const std::string& json) {
    const auto request = Request::parse(R"({"v":)" + json + "}");
    return toAttributeValue((*request)["v"], ValueLayer::Older).error().message;
  };
  const std::string prefix = "One or more parameter values were invalid: ";
  EXPECT_EQ(failure(R"({"SS":["b","a","b"]})"), prefix + "Input collection [b, a, b] contains duplicates.");
  EXPECT_EQ(failure(R"({"BS":["Yg==","Yg=="]})"), prefix + "Input collection [Yg==, Yg==]of type BS contains duplicates.");
  EXPECT_EQ(failure(R"({"NS":["1","2","1.0"]})"), "Input collection contains duplicates");
  EXPECT_EQ(failure(R"({"N":""})"), "The parameter cannot be converted to a numeric value");
  EXPECT_EQ(failure(R"({"N":"1e2147483648"})"), "The parameter cannot be converted to a numeric value: 1e2147483648");
  EXPECT_THAT(failure(R"({"N":"1e2147483647"})"), StartsWith("Number underflow."));
  EXPECT_THAT(failure(R"({"N":"1e2147483646"})"), StartsWith("Number overflow."));
}

TEST(AttributeValueJson, NullMustBeTrue) {
  const auto expected = invalid("Null attribute value types must have the value of true", ErrorFamily::NullFalse);
  EXPECT_EQ(failureOf(R"({"NULL":false})"), expected);
  EXPECT_EQ(failureOf(R"({"L":[{"NULL":false}]})"), expected);
}

TEST(AttributeValueJson, NullsInSetsAreRefused) {
  EXPECT_EQ(failureOf(R"({"NS":["1",null]})"), validation("The parameter cannot be converted to a numeric value"));
  EXPECT_THAT(failureOf(R"({"SS":[null]})").message, StartsWith("One or more parameter values were invalid: "));
  EXPECT_THAT(failureOf(R"({"BS":[null]})").message, StartsWith("One or more parameter values were invalid: "));
}

TEST(AttributeValueJson, ErrorsComeInTheOrderOfTheBody) {
  EXPECT_EQ(itemRoundTrip(R"({"b":{"N":"x"},"a":{"N":"y"}})"), "The parameter cannot be converted to a numeric value: x");
  EXPECT_EQ(itemRoundTrip(R"({"b":{"M":{"d":{"N":"1"},"c":{}}},"a":{"N":"y"}})"), kEmpty);
  EXPECT_EQ(itemRoundTrip(R"({"a":{"N":"1"}})"), R"({"a":{"N":"1"}})") << "a failure leaves nothing behind";
}

std::string wrapped(int times, const std::string& open, const std::string& close, const std::string& core) {
  std::string out;
  for (int i = 0; i < times; ++i) out += open;
  out += core;
  for (int i = 0; i < times; ++i) out += close;
  return out;
}

TEST(AttributeValueJson, ThirtyTwoLevelsAreTheMost) {
  const std::string core = R"({"S":"x"})";
  for (const auto& [open, close] : {std::pair<std::string, std::string>{R"({"M":{"a":)", "}}"}, {R"({"L":[)", "]}"}}) {
    const std::string deepest = wrapped(kMaxNestingDepth - 1, open, close, core);
    EXPECT_EQ(roundTrip(deepest), deepest);
    EXPECT_EQ(failureOf(wrapped(kMaxNestingDepth, open, close, core)), validation(kTooDeep, ErrorFamily::Nesting));
    EXPECT_EQ(failureOf(wrapped(200, open, close, core)), validation(kTooDeep, ErrorFamily::Nesting));
  }
  EXPECT_EQ(itemRoundTrip("{\"a\":" + wrapped(31, R"({"L":[)", "]}", core) + "}"),
            "{\"a\":" + wrapped(31, R"({"L":[)", "]}", core) + "}");
  EXPECT_EQ(itemRoundTrip("{\"a\":" + wrapped(32, R"({"L":[)", "]}", core) + "}"), kTooDeep);
}

TEST(AttributeValueJson, WrongJsonTypesAreRefusedWithoutCrashing) {
  for (const char* json : {"1", "[]", "\"x\"", R"({"S":1})", R"({"N":1})", R"({"B":[]})", R"({"B":"YQ"})", R"({"B":"Y?=="})",
                           R"({"SS":"a"})", R"({"SS":[1]})", R"({"NS":[{}]})", R"({"BS":["Y"]})", R"({"L":{}})",
                           R"({"M":[]})", R"({"M":{"a":1}})", R"({"L":["a"]})"}) {
    EXPECT_EQ(failureOf(json).code, ErrorCode::SerializationException) << json;
  }
  EXPECT_FALSE(readItem("[]"));
  EXPECT_FALSE(readItem("\"a\""));
}

std::string jsonString(std::string_view text) {
  std::string out;
  appendJsonString(out, text);
  return out;
}

TEST(AttributeValueJson, StringsEscapeWhatJsonDemands) {
  EXPECT_EQ(jsonString(""), "\"\"");
  EXPECT_EQ(jsonString("plain text, with no escapes at all"), "\"plain text, with no escapes at all\"");
  EXPECT_EQ(jsonString("\"\\\b\f\n\r\t/"), R"("\"\\\b\f\n\r\t/")");
  EXPECT_EQ(jsonString(std::string_view("\0\x1f\x1b\x7f", 4)), "\"\\u0000\\u001F\\u001B\x7f\"");
  EXPECT_EQ(jsonString("\xc3\xa9\xf0\x9f\x98\x80"), "\"\xc3\xa9\xf0\x9f\x98\x80\"");
}

TEST(AttributeValueJson, EscapesAreFoundAtEveryOffset) {
  const std::pair<char, std::string> escapes[] = {
      {'"', "\\\""}, {'\\', "\\\\"}, {'\n', "\\n"}, {'\x01', "\\u0001"}, {'\x1f', "\\u001F"}};
  for (const auto& [special, escape] : escapes) {
    for (size_t length = 1; length <= 20; ++length) {
      for (size_t at = 0; at < length; ++at) {
        // Neighbours that differ from what needs an escape by little: high bit set, one above.
        const std::string before(at, static_cast<char>(special | 0x80));
        const std::string after(length - at - 1, ']');
        ASSERT_EQ(jsonString(before + special + after), '"' + before + escape + after + '"');
      }
    }
  }
}

TEST(AttributeValueJson, AnyTextSurvivesWritingAndReading) {
  std::mt19937 random(7);  // NOLINT: the same texts every time
  for (int round = 0; round < 200; ++round) {
    std::string text;
    for (size_t i = random() % 40; i > 0; --i) text += static_cast<char>(random() % 128);
    const AttributeValue value = AttributeValue::string(text);
    const Result<AttributeValue> again = read(write(value));
    ASSERT_TRUE(again);
    ASSERT_EQ(*again, value);
  }
}

TEST(AttributeValueJson, LargeValuesOfEveryKindSurvive) {
  std::string names;
  std::string members;
  for (int i = 0; i < 300; ++i) {
    if (i) names += ',', members += ',';
    const std::string key = std::to_string(i * 7919 % 300);
    names += "\"" + key + "\":{\"S\":\"" + std::string(static_cast<size_t>(i), 'x') + "\"}";
    members += "\"" + key + "\"";
  }
  const Result<std::string> item =
      readItem("{\"m\":{\"M\":{" + names + "}},\"ns\":{\"NS\":[" + members + "]},\"ss\":{\"SS\":[" + members + "]}}");
  ASSERT_TRUE(item);
  EXPECT_TRUE(isWellFormedItem(*item, kMaxNestingDepth));
  EXPECT_EQ(ItemView(*item).find("m")->map().attributeCount(), 300u);
  EXPECT_EQ(ItemView(*item).find("ns")->set().size(), 300u);
  EXPECT_EQ(*readItem(writeItem(*item)), *item);
}

}  // namespace
}  // namespace stator
