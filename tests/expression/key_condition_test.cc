#include <gtest/gtest.h>

#include <deque>

#include "expression/evaluate.h"

namespace stator {
namespace {

using Operator = RangeCondition::Operator;

constexpr const char* kWrongType =
    "One or more parameter values were invalid: Condition parameter type does not match schema type";

// Builds key conditions and keeps their values alive.
class Terms {
 public:
  Terms& add(const std::string& attribute, Operator op, std::vector<AttributeValue> values) {
    KeyConditionTerm term{attribute, op, {}};
    for (AttributeValue& value : values) term.values.push_back(values_.emplace_back(std::move(value)).view());
    conditions_.terms.push_back(std::move(term));
    return *this;
  }
  Terms& equal(const std::string& attribute, const std::string& text) {
    return add(attribute, Operator::Equal, {AttributeValue::string(text)});
  }
  Terms& notIndexable(const std::string& attribute) {
    conditions_.terms.push_back({attribute, Operator::Equal, {}, false});
    return *this;
  }
  const KeyConditions& get() const { return conditions_; }

 private:
  std::deque<AttributeValue> values_;
  KeyConditions conditions_;
};

KeySchema hashOnly() { return {{{"h"}}, {}}; }
KeySchema hashAndRange(AttributeType range = AttributeType::S) { return {{{"h"}}, {{"r", range}}}; }
KeySchema multiAttribute() { return {{{"h1"}, {"h2", AttributeType::N}}, {{"r1"}, {"r2"}, {"r3", AttributeType::N}}}; }

std::string errorOf(const Terms& terms, const KeySchema& schema) {
  const auto range = keyRange(terms.get(), schema);
  if (range) return "no error";
  EXPECT_EQ(range.error().code, ErrorCode::ValidationException);
  return range.error().message;
}

Terms multiHash() {
  Terms terms;
  terms.equal("h1", "a").add("h2", Operator::Equal, {AttributeValue::number(1)});
  return terms;
}

TEST(KeyCondition, HashAlone) {
  for (const KeySchema& schema : {hashOnly(), hashAndRange()}) {
    const auto range = keyRange(Terms().equal("h", "x").get(), schema);
    ASSERT_TRUE(range);
    ASSERT_EQ(range->hash.size(), 1u);
    EXPECT_EQ(range->hash[0], AttributeValue::string("x"));
    EXPECT_TRUE(range->range.empty());
  }
}

TEST(KeyCondition, TermsComeInAnyOrder) {
  const auto range =
      keyRange(Terms().add("r", Operator::Less, {AttributeValue::string("m")}).equal("h", "x").get(), hashAndRange());
  ASSERT_TRUE(range);
  EXPECT_EQ(range->hash[0], AttributeValue::string("x"));
  ASSERT_EQ(range->range.size(), 1u);
  EXPECT_EQ(range->range[0].op, Operator::Less);
  EXPECT_EQ(range->range[0].low, AttributeValue::string("m"));
  EXPECT_FALSE(range->range[0].high);
}

TEST(KeyCondition, BetweenHasTwoBounds) {
  const auto range = keyRange(
      Terms().equal("h", "x").add("r", Operator::Between, {AttributeValue::number(1), AttributeValue::number(5)}).get(),
      hashAndRange(AttributeType::N));
  ASSERT_TRUE(range);
  EXPECT_EQ(range->range[0].low, AttributeValue::number(1));
  EXPECT_EQ(range->range[0].high, AttributeValue::number(5));
}

TEST(KeyCondition, HashMissing) {
  EXPECT_EQ(errorOf(Terms().equal("x", "1"), hashOnly()), "Query condition missed key schema element: h");
  EXPECT_EQ(errorOf(Terms().equal("r", "1"), hashAndRange()), "Query condition missed key schema element: h");
}

TEST(KeyCondition, SecondTermNotOnTheRangeAttribute) {
  EXPECT_EQ(errorOf(Terms().equal("h", "1").equal("x", "1"), hashAndRange()),
            "Query condition missed key schema element: r");
  EXPECT_EQ(errorOf(Terms().equal("h", "1").equal("x", "1"), hashOnly()), "Query key condition not supported");
}

TEST(KeyCondition, AtMostTwoTermsOnSingleAttributeKeys) {
  EXPECT_EQ(errorOf(Terms().equal("h", "1").equal("r", "1").equal("x", "1"), hashAndRange()),
            "The number of query conditions (3) exceeds the number of key attributes defined in the schema (2)");
  EXPECT_EQ(errorOf(Terms().equal("h", "1").equal("r", "1").equal("x", "1"), hashOnly()),
            "The number of query conditions (3) exceeds the number of key attributes defined in the schema (1)");
  EXPECT_EQ(errorOf(Terms(), hashOnly()), "Conditions can be of length 1 or 2 only");
}

TEST(KeyCondition, HashMustBeEqual) {
  for (const Operator op : {Operator::Less, Operator::GreaterOrEqual, Operator::BeginsWith})
    EXPECT_EQ(errorOf(Terms().add("h", op, {AttributeValue::string("a")}), hashAndRange()),
              "Query key condition not supported");
}

TEST(KeyCondition, TypesAreTheSchemas) {
  EXPECT_EQ(errorOf(Terms().add("h", Operator::Equal, {AttributeValue::number(1)}), hashOnly()), kWrongType);
  EXPECT_EQ(errorOf(Terms().equal("h", "a").equal("r", "1"), hashAndRange(AttributeType::N)), kWrongType);
  EXPECT_EQ(
      errorOf(Terms().equal("h", "a").add("r", Operator::Between, {AttributeValue::number(1), AttributeValue::string("1")}),
              hashAndRange(AttributeType::N)),
      kWrongType);
  // The type is looked at before the operator.
  EXPECT_EQ(errorOf(Terms().add("h", Operator::Less, {AttributeValue::number(1)}), hashOnly()), kWrongType);
}

TEST(KeyCondition, OperatorsThatNoKeyAnswers) {
  constexpr const char* kNotIndexable = "Attempted conditional constraint is not an indexable operation";
  EXPECT_EQ(errorOf(Terms().notIndexable("h"), hashOnly()), kNotIndexable);
  EXPECT_EQ(errorOf(Terms().equal("h", "a").notIndexable("r"), hashAndRange()), kNotIndexable);
  // A missing key attribute is found first.
  EXPECT_EQ(errorOf(Terms().equal("h", "a").notIndexable("x"), hashAndRange()),
            "Query condition missed key schema element: r");
}

TEST(KeyCondition, EmptyKeyValues) {
  const std::string text =
      "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ";
  EXPECT_EQ(errorOf(Terms().equal("h", ""), hashOnly()), text + "string value. Key: h");
  EXPECT_EQ(errorOf(Terms().equal("h", "a").add("r", Operator::BeginsWith, {AttributeValue::string("")}), hashAndRange()),
            text + "string value. Key: r");
  EXPECT_EQ(errorOf(Terms().equal("h", "a").add("r", Operator::Greater, {AttributeValue::binary("")}),
                    hashAndRange(AttributeType::B)),
            text + "binary value. Key: r");
}

TEST(KeyCondition, SizeLimits) {
  const std::string prefix = "One or more parameter values were invalid: ";
  EXPECT_EQ(errorOf(Terms().equal("h", std::string(2048, 'x')).equal("r", std::string(1024, 'x')), hashAndRange()),
            "no error");
  EXPECT_EQ(errorOf(Terms().equal("h", std::string(2049, 'x')), hashOnly()),
            prefix + "Size of hashkey has exceeded the maximum size limit of2048 bytes");
  EXPECT_EQ(errorOf(Terms().equal("h", "a").equal("r", std::string(1025, 'x')), hashAndRange()),
            prefix + "Aggregated size of all range keys has exceeded the size limit of 1024 bytes");
  EXPECT_EQ(errorOf(multiHash().equal("r1", std::string(600, 'x')).equal("r2", std::string(600, 'x')), multiAttribute()),
            prefix + "Aggregated size of all range keys has exceeded the size limit of 1024 bytes");
}

TEST(MultiAttributeKeyCondition, AllTerms) {
  const auto range = keyRange(
      multiHash().add("r3", Operator::GreaterOrEqual, {AttributeValue::number(7)}).equal("r1", "b").equal("r2", "c").get(),
      multiAttribute());
  ASSERT_TRUE(range) << range.error().message;
  ASSERT_EQ(range->hash.size(), 2u);
  EXPECT_EQ(range->hash[1], AttributeValue::number(1));
  ASSERT_EQ(range->range.size(), 3u);
  EXPECT_EQ(range->range[0].low, AttributeValue::string("b"));
  EXPECT_EQ(range->range[1].op, Operator::Equal);
  EXPECT_EQ(range->range[2].op, Operator::GreaterOrEqual);
}

TEST(MultiAttributeKeyCondition, LeadingRangeAttributesAreEnough) {
  const auto range =
      keyRange(multiHash().add("r1", Operator::BeginsWith, {AttributeValue::string("b")}).get(), multiAttribute());
  ASSERT_TRUE(range);
  ASSERT_EQ(range->range.size(), 1u);
  EXPECT_EQ(range->range[0].op, Operator::BeginsWith);
  EXPECT_TRUE(keyRange(multiHash().get(), multiAttribute()));
}

TEST(MultiAttributeKeyCondition, EveryHashAttributeNeedsEquality) {
  EXPECT_EQ(errorOf(Terms().equal("h1", "a"), multiAttribute()), "Query condition missed key schema element: h2");
  EXPECT_EQ(errorOf(Terms().equal("h1", "a").add("h2", Operator::Less, {AttributeValue::number(1)}), multiAttribute()),
            "Query key condition not supported");
}

TEST(MultiAttributeKeyCondition, NoGapsAndNothingAfterAnInequality) {
  EXPECT_EQ(
      errorOf(multiHash().equal("r2", "c"), multiAttribute()),
      "RANGE key attributes r1 must have equality conditions specified in the query because a condition is present on key "
      "attribute r2");
  EXPECT_EQ(
      errorOf(multiHash().add("r1", Operator::Less, {AttributeValue::string("b")}).equal("r2", "c"), multiAttribute()),
      "RANGE key attributes r1 must have equality conditions specified in the query because a condition is present on key "
      "attribute r2");
  EXPECT_EQ(
      errorOf(multiHash().equal("r1", "b").add("r3", Operator::Equal, {AttributeValue::number(1)}), multiAttribute()),
      "RANGE key attributes r2 must have equality conditions specified in the query because a condition is present on key "
      "attribute r3");
}

TEST(MultiAttributeKeyCondition, TermsOutsideTheKey) {
  EXPECT_EQ(errorOf(multiHash().equal("r1", "b").equal("x", "1"), multiAttribute()),
            "Query condition missed key schema element: r2");
  EXPECT_EQ(errorOf(multiHash().equal("x", "1"), KeySchema{{{"h1"}, {"h2", AttributeType::N}}, {}}),
            "The number of query conditions (3) exceeds the number of key attributes defined in the schema (2)");
}

}  // namespace
}  // namespace stator
