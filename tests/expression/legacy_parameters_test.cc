#include "expression/legacy_parameters.h"

#include <gtest/gtest.h>

#include <deque>

#include "expression/evaluate.h"

namespace stator {
namespace {

using Op = ComparisonOperator;

constexpr const char* kInvalid = "One or more parameter values were invalid: ";

// Keeps the values alive that conditions borrow.
class LegacyParameters : public testing::Test {
 protected:
  AttributeValueView keep(AttributeValue value) { return values_.emplace_back(std::move(value)).view(); }
  AttributeValueView s(std::string_view text) { return keep(AttributeValue::string(text)); }
  AttributeValueView n(int64_t number) { return keep(AttributeValue::number(number)); }
  AttributeValueView b(std::string_view bytes) { return keep(AttributeValue::binary(bytes)); }
  AttributeValueView yes() { return keep(AttributeValue::boolean(true)); }
  AttributeValueView null() { return keep(AttributeValue::null()); }
  AttributeValueView ss(std::vector<std::string> members) {
    return keep(AttributeValue::set(AttributeType::SS, std::move(members)));
  }
  AttributeValueView list(std::vector<AttributeValueView> elements) {
    std::vector<AttributeValue> owned;
    for (const AttributeValueView& element : elements) owned.emplace_back(element);
    return keep(AttributeValue::list(owned));
  }
  AttributeValueView map(std::string_view name, AttributeValueView value) {
    ItemBuilder builder;
    builder.add(name, value);
    const std::string bytes = builder.build();
    return keep(AttributeValue::map(ItemView(bytes)));
  }

  // Whether an item with attribute `a` = `attribute` (or without it) passes a filter on `a`.
  bool passes(std::optional<AttributeValueView> attribute, Op op, std::vector<AttributeValueView> values) {
    const auto condition = conditionFromFilter({{"a", op, std::move(values)}}, ConditionalOperator::And);
    EXPECT_TRUE(condition) << condition.error().message;
    ItemBuilder builder;
    builder.add("zzz", AttributeValue::string("other"));
    if (attribute) builder.add("a", *attribute);
    const std::string item = builder.build();
    return condition && evaluate(*condition, ItemView(item));
  }

  static std::string filterError(Op op, std::vector<AttributeValueView> values) {
    const auto condition = conditionFromFilter({{"a", op, std::move(values)}}, ConditionalOperator::And);
    return condition ? "no error" : condition.error().message;
  }
  static std::string expectedError(ExpectedAttribute expected) {
    expected.attribute = "a";
    const auto condition = conditionFromExpected({expected}, ConditionalOperator::And);
    return condition ? "no error" : condition.error().message;
  }
  static bool expectedHolds(ExpectedAttribute expected, std::optional<AttributeValueView> attribute) {
    expected.attribute = "a";
    const auto condition = conditionFromExpected({expected}, ConditionalOperator::And);
    EXPECT_TRUE(condition) << condition.error().message;
    ItemBuilder builder;
    if (attribute) builder.add("a", *attribute);
    const std::string item = builder.build();
    return condition && evaluate(*condition, ItemView(item));
  }

  std::deque<AttributeValue> values_;
};

TEST_F(LegacyParameters, OperatorNames) {
  for (const char* name : {"EQ", "NE", "IN", "LE", "LT", "GE", "GT", "BETWEEN", "NOT_NULL", "NULL", "CONTAINS",
                           "NOT_CONTAINS", "BEGINS_WITH"}) {
    const auto op = parseComparisonOperator(name);
    ASSERT_TRUE(op) << name;
    EXPECT_EQ(toString(*op), name);
  }
  EXPECT_FALSE(parseComparisonOperator("eq"));
  EXPECT_FALSE(parseComparisonOperator("NULL_"));
}

TEST_F(LegacyParameters, EqualityIsDeepAndTyped) {
  EXPECT_TRUE(passes(s("6"), Op::EQ, {s("6")}));
  EXPECT_FALSE(passes(s("6"), Op::EQ, {n(6)}));
  EXPECT_FALSE(passes(std::nullopt, Op::EQ, {s("6")}));
  EXPECT_TRUE(passes(ss({"x", "y"}), Op::EQ, {ss({"y", "x"})}));
  EXPECT_TRUE(passes(yes(), Op::EQ, {yes()}));
  EXPECT_TRUE(passes(map("k", n(1)), Op::EQ, {map("k", n(1))}));
  EXPECT_FALSE(passes(list({n(1), n(2)}), Op::EQ, {list({n(2), n(1)})}));
}

TEST_F(LegacyParameters, NotEqualHoldsForOtherTypesAndMissingAttributes) {
  EXPECT_FALSE(passes(s("6"), Op::NE, {s("6")}));
  EXPECT_TRUE(passes(s("6"), Op::NE, {n(6)}));
  EXPECT_TRUE(passes(std::nullopt, Op::NE, {s("6")}));
  EXPECT_TRUE(passes(list({n(1)}), Op::NE, {list({n(2)})}));
}

TEST_F(LegacyParameters, OrderComparisons) {
  EXPECT_TRUE(passes(n(9), Op::LT, {n(10)}));
  EXPECT_FALSE(passes(s("9"), Op::LT, {s("10")}));
  EXPECT_TRUE(passes(n(10), Op::LE, {n(10)}));
  EXPECT_TRUE(passes(b("\xff"), Op::GT, {b("\x01")}));
  EXPECT_TRUE(passes(s("b"), Op::GE, {s("a")}));
  for (const Op op : {Op::LT, Op::LE, Op::GT, Op::GE}) {
    EXPECT_FALSE(passes(s("5"), op, {n(5)}));
    EXPECT_FALSE(passes(std::nullopt, op, {n(5)}));
  }
}

TEST_F(LegacyParameters, BetweenIncludesBothEnds) {
  for (const int value : {1, 2, 3}) EXPECT_TRUE(passes(n(value), Op::BETWEEN, {n(1), n(3)}));
  EXPECT_FALSE(passes(n(4), Op::BETWEEN, {n(1), n(3)}));
  EXPECT_FALSE(passes(s("2"), Op::BETWEEN, {n(1), n(3)}));
  EXPECT_FALSE(passes(std::nullopt, Op::BETWEEN, {n(1), n(3)}));
}

TEST_F(LegacyParameters, In) {
  EXPECT_TRUE(passes(n(2), Op::IN, {n(1), n(2)}));
  EXPECT_FALSE(passes(n(3), Op::IN, {n(1), n(2)}));
  EXPECT_FALSE(passes(ss({"x"}), Op::IN, {s("x")}));
  EXPECT_FALSE(passes(std::nullopt, Op::IN, {s("x")}));
  // Expressions allow 100 operands only; this form has no such limit.
  std::vector<AttributeValueView> many;
  for (int i = 0; i < 1000; ++i) many.push_back(n(i));
  EXPECT_TRUE(passes(n(999), Op::IN, many));
}

TEST_F(LegacyParameters, NullTestsForPresenceNotForTheNullType) {
  EXPECT_TRUE(passes(null(), Op::NOT_NULL, {}));
  EXPECT_FALSE(passes(std::nullopt, Op::NOT_NULL, {}));
  EXPECT_FALSE(passes(null(), Op::NULL_, {}));
  EXPECT_TRUE(passes(std::nullopt, Op::NULL_, {}));
}

TEST_F(LegacyParameters, ContainsAndNotContains) {
  struct Case {
    std::optional<AttributeValueView> attribute;
    AttributeValueView operand;
    bool contains;
  };
  const Case cases[] = {
      {s("abdef"), s("bde"), true}, {s("abd"), s("bde"), false},          {ss({"x", "y"}), s("x"), true},
      {ss({"xy"}), s("x"), false},  {list({n(1), s("x")}), s("x"), true}, {list({n(1)}), s("1"), false},
      {b("abdef"), b("bde"), true}, {b("abdef"), s("bde"), false},        {n(1234), n(234), false},
  };
  for (const Case& test : cases) {
    EXPECT_EQ(passes(test.attribute, Op::CONTAINS, {test.operand}), test.contains);
    EXPECT_EQ(passes(test.attribute, Op::NOT_CONTAINS, {test.operand}), !test.contains);
  }
  EXPECT_FALSE(passes(std::nullopt, Op::CONTAINS, {s("x")}));
  EXPECT_FALSE(passes(std::nullopt, Op::NOT_CONTAINS, {s("x")}));
}

TEST_F(LegacyParameters, BeginsWith) {
  EXPECT_TRUE(passes(s("abc"), Op::BEGINS_WITH, {s("ab")}));
  EXPECT_FALSE(passes(s("abc"), Op::BEGINS_WITH, {s("b")}));
  EXPECT_FALSE(passes(b("abc"), Op::BEGINS_WITH, {s("ab")}));
  EXPECT_FALSE(passes(std::nullopt, Op::BEGINS_WITH, {s("ab")}));
}

TEST_F(LegacyParameters, NumbersOfValues) {
  const auto text = [](Op op) {
    return kInvalid + ("Invalid number of argument(s) for the " + std::string(toString(op))) + " ComparisonOperator";
  };
  for (const Op op : {Op::EQ, Op::NE, Op::LE, Op::LT, Op::GE, Op::GT, Op::CONTAINS, Op::NOT_CONTAINS, Op::BEGINS_WITH}) {
    EXPECT_EQ(filterError(op, {}), text(op));
    EXPECT_EQ(filterError(op, {s("a"), s("a")}), text(op));
  }
  for (const Op op : {Op::NULL_, Op::NOT_NULL}) EXPECT_EQ(filterError(op, {s("a")}), text(op));
  EXPECT_EQ(filterError(Op::IN, {}), text(Op::IN));
  EXPECT_EQ(filterError(Op::BETWEEN, {s("a")}), text(Op::BETWEEN));
  EXPECT_EQ(filterError(Op::BETWEEN, {s("a"), s("a"), s("a")}), text(Op::BETWEEN));
}

TEST_F(LegacyParameters, TypesOfValues) {
  const auto text = [](Op op, const std::string& type) {
    return kInvalid + ("ComparisonOperator " + std::string(toString(op))) + " is not valid for " + type +
           " AttributeValue type";
  };
  for (const Op op : {Op::LE, Op::LT, Op::GE, Op::GT, Op::IN, Op::CONTAINS, Op::NOT_CONTAINS, Op::BEGINS_WITH}) {
    const bool contains = op == Op::CONTAINS || op == Op::NOT_CONTAINS;
    EXPECT_EQ(filterError(op, {ss({"a"})}), text(op, "SS"));
    EXPECT_EQ(filterError(op, {yes()}), contains ? "no error" : text(op, "BOOL"));
    EXPECT_EQ(filterError(op, {null()}), contains ? "no error" : text(op, "NULL"));
    EXPECT_EQ(filterError(op, {map("k", n(1))}), text(op, "M"));
    EXPECT_EQ(filterError(op, {list({})}), text(op, "L"));
  }
  EXPECT_EQ(filterError(Op::BEGINS_WITH, {n(1)}), text(Op::BEGINS_WITH, "N"));
  EXPECT_EQ(filterError(Op::BETWEEN, {list({}), list({})}), text(Op::BETWEEN, "L"));
  // Types that do not fit are found before mixed types, and those before reversed bounds.
  EXPECT_EQ(filterError(Op::BETWEEN, {n(1), list({})}), text(Op::BETWEEN, "L"));
  EXPECT_EQ(filterError(Op::IN, {s("a"), n(1)}),
            std::string(kInvalid) + "AttributeValues inside AttributeValueList must be of same type");
  EXPECT_EQ(filterError(Op::BETWEEN, {n(10), n(9)}),
            "The BETWEEN condition was provided a range where the lower bound is greater than the upper bound");
  EXPECT_EQ(filterError(Op::BETWEEN, {n(9), n(9)}), "no error");
}

TEST_F(LegacyParameters, CombiningConditions) {
  ItemBuilder builder;
  builder.add("a", n(1));
  builder.add("b", n(2));
  const std::string item = builder.build();
  const auto holds = [&](int a, int b, ConditionalOperator combine) {
    const auto condition = conditionFromFilter({{"a", Op::EQ, {n(a)}}, {"b", Op::EQ, {n(b)}}}, combine);
    return evaluate(*condition, ItemView(item));
  };
  EXPECT_TRUE(holds(1, 2, ConditionalOperator::And));
  EXPECT_FALSE(holds(1, 3, ConditionalOperator::And));
  EXPECT_TRUE(holds(1, 3, ConditionalOperator::Or));
  EXPECT_TRUE(holds(3, 2, ConditionalOperator::Or));
  EXPECT_FALSE(holds(3, 3, ConditionalOperator::Or));
  for (const ConditionalOperator combine : {ConditionalOperator::And, ConditionalOperator::Or})
    EXPECT_TRUE(evaluate(*conditionFromFilter({}, combine), ItemView(item)));
}

TEST_F(LegacyParameters, TheFirstFaultyEntryIsReported) {
  const auto condition = conditionFromFilter({{"a", Op::EQ, {}}, {"b", Op::BEGINS_WITH, {n(1)}}}, ConditionalOperator::And);
  ASSERT_FALSE(condition);
  EXPECT_EQ(condition.error().message,
            std::string(kInvalid) + "Invalid number of argument(s) for the EQ ComparisonOperator");
}

TEST_F(LegacyParameters, ConditionsNameTheirAttributes) {
  const auto condition =
      conditionFromFilter({{"a", Op::NOT_CONTAINS, {s("x")}}, {"b.c", Op::NOT_NULL, {}}}, ConditionalOperator::And);
  ASSERT_TRUE(condition);
  std::set<std::string> names;
  forEachPath(*condition, [&](const DocumentPath& path) {
    EXPECT_FALSE(path.nested());
    names.insert(path.attribute());
  });
  EXPECT_EQ(names, (std::set<std::string>{"a", "b.c"}));
}

TEST_F(LegacyParameters, ExpectedErrors) {
  const std::vector<AttributeValueView> one{s("x")};
  EXPECT_EQ(expectedError({.op = Op::EQ, .values = one, .value = s("x")}),
            std::string(kInvalid) + "Value and AttributeValueList cannot be used together for Attribute: a");
  EXPECT_EQ(expectedError({.op = Op::EQ, .values = one, .exists = true}),
            std::string(kInvalid) + "Exists and ComparisonOperator cannot be used together for Attribute: a");
  EXPECT_EQ(expectedError({.op = Op::GT}),
            std::string(kInvalid) + "Value or AttributeValueList must be used with ComparisonOperator: GT for Attribute: a");
  EXPECT_EQ(expectedError({.values = one}),
            std::string(kInvalid) + "AttributeValueList can only be used with a ComparisonOperator for Attribute: a");
  EXPECT_EQ(expectedError({}), std::string(kInvalid) + "Value must be provided when Exists is null for Attribute: a");
  EXPECT_EQ(expectedError({.exists = true}),
            std::string(kInvalid) + "Value must be provided when Exists is true for Attribute: a");
  EXPECT_EQ(expectedError({.value = s("x"), .exists = false}),
            std::string(kInvalid) + "Value cannot be used when Exists is false for Attribute: a");
  EXPECT_EQ(expectedError({.op = Op::NULL_, .value = s("x")}),
            std::string(kInvalid) + "Invalid number of argument(s) for the NULL ComparisonOperator");
  EXPECT_EQ(expectedError({.op = Op::BETWEEN, .values = {{n(2), n(1)}}}),
            "The BETWEEN condition was provided a range where the lower bound is greater than the upper bound");
}

TEST_F(LegacyParameters, ExpectedForms) {
  EXPECT_TRUE(expectedHolds({.value = s("x")}, s("x")));
  EXPECT_FALSE(expectedHolds({.value = s("x")}, std::nullopt));
  EXPECT_FALSE(expectedHolds({.value = s("x"), .exists = true}, s("y")));
  EXPECT_TRUE(expectedHolds({.exists = false}, std::nullopt));
  EXPECT_FALSE(expectedHolds({.exists = false}, s("x")));
  EXPECT_TRUE(expectedHolds({.op = Op::GT, .value = n(1)}, n(2)));
  EXPECT_TRUE(expectedHolds({.op = Op::IN, .values = {{n(1), n(2)}}}, n(2)));
  EXPECT_TRUE(expectedHolds({.op = Op::NULL_}, std::nullopt));
}

TEST_F(LegacyParameters, KeyConditions) {
  const auto conditions = keyConditionsFromLegacy({{"h", Op::EQ, {s("a")}}, {"r", Op::BETWEEN, {n(1), n(2)}}});
  ASSERT_TRUE(conditions);
  EXPECT_TRUE(conditions->legacy);
  ASSERT_EQ(conditions->terms.size(), 2u);
  EXPECT_EQ(conditions->terms[0].attribute, "h");
  EXPECT_EQ(conditions->terms[0].op, RangeCondition::Operator::Equal);
  EXPECT_EQ(conditions->terms[1].op, RangeCondition::Operator::Between);
  EXPECT_EQ(conditions->terms[1].values.size(), 2u);
  EXPECT_TRUE(conditions->terms[1].indexable);
  for (const auto& [op, range_op] : {std::pair{Op::LT, RangeCondition::Operator::Less},
                                     {Op::LE, RangeCondition::Operator::LessOrEqual},
                                     {Op::GT, RangeCondition::Operator::Greater},
                                     {Op::GE, RangeCondition::Operator::GreaterOrEqual},
                                     {Op::BEGINS_WITH, RangeCondition::Operator::BeginsWith}})
    EXPECT_EQ(keyConditionsFromLegacy({{"r", op, {s("a")}}})->terms[0].op, range_op);
}

TEST_F(LegacyParameters, KeyConditionErrors) {
  EXPECT_EQ(keyConditionsFromLegacy({}).error().message, "Conditions can be of length 1 or 2 only");
  std::vector<LegacyCondition> nine;
  for (int i = 0; i < 9; ++i) nine.push_back({"k" + std::to_string(i), Op::EQ, {s("a")}});
  EXPECT_EQ(keyConditionsFromLegacy(nine).error().message, "Conditions can be of length 1 or 2 only");
  // A faulty condition is reported before their number.
  nine.back().values.clear();
  EXPECT_EQ(keyConditionsFromLegacy(nine).error().message,
            std::string(kInvalid) + "Invalid number of argument(s) for the EQ ComparisonOperator");
  for (const Op op : {Op::NE, Op::IN, Op::CONTAINS, Op::NOT_CONTAINS}) {
    const auto conditions = keyConditionsFromLegacy({{"h", op, {s("a")}}});
    ASSERT_TRUE(conditions);
    EXPECT_EQ(keyRange(*conditions, {{{"h"}}, {}}).error().message,
              "Attempted conditional constraint is not an indexable operation");
  }
}

TEST_F(LegacyParameters, AttributeUpdates) {
  using Action = AttributeUpdate::Action;
  const auto update = updateFromAttributeUpdates(
      {{"a", Action::Put, s("x")}, {"b", Action::Add, n(1)}, {"c", Action::Delete}, {"d", Action::Delete, ss({"x"})}});
  ASSERT_TRUE(update);
  EXPECT_TRUE(update->legacy);
  ASSERT_EQ(update->actions.size(), 4u);
  EXPECT_EQ(update->actions[0].kind, UpdateAction::Kind::Set);
  EXPECT_EQ(update->actions[0].set.kind, SetValue::Kind::Value);
  EXPECT_EQ(*update->actions[0].set.value, AttributeValue::string("x").view());
  EXPECT_EQ(update->actions[1].kind, UpdateAction::Kind::Add);
  EXPECT_EQ(*update->actions[1].value, AttributeValue::number(1).view());
  EXPECT_EQ(update->actions[2].kind, UpdateAction::Kind::Remove);
  EXPECT_EQ(update->actions[3].kind, UpdateAction::Kind::Delete);
  EXPECT_EQ(update->actions[3].target.attribute(), "d");
  EXPECT_TRUE(updateFromAttributeUpdates({{"a", Action::Add, list({})}, {"b", Action::Add, ss({"x"})}}));
}

TEST_F(LegacyParameters, AttributeUpdateErrors) {
  using Action = AttributeUpdate::Action;
  const auto error = [](AttributeUpdate update) {
    const auto result = updateFromAttributeUpdates({std::move(update)});
    return result ? "no error" : result.error().message;
  };
  for (const Action action : {Action::Put, Action::Add})
    EXPECT_EQ(error({"a", action}),
              std::string(kInvalid) + "Only DELETE action is allowed when no attribute value is specified");
  EXPECT_EQ(error({"a", Action::Delete, s("x")}),
            std::string(kInvalid) + "DELETE action with value is not supported for the type S");
  EXPECT_EQ(error({"a", Action::Delete, list({})}),
            std::string(kInvalid) + "DELETE action with value is not supported for the type L");
  EXPECT_EQ(error({"a", Action::Add, s("x")}), std::string(kInvalid) + "ADD action is not supported for the type S");
  EXPECT_EQ(error({"a", Action::Add, map("k", n(1))}), std::string(kInvalid) + "ADD action is not supported for the type M");
}

TEST_F(LegacyParameters, AttributesToGet) {
  const auto projection = projectionFromAttributesToGet({"a", "b.c", "d[0]"});
  ASSERT_TRUE(projection);
  ASSERT_EQ(projection->paths.size(), 3u);
  EXPECT_EQ(projection->paths[1].attribute(), "b.c");
  EXPECT_FALSE(projection->paths[2].nested());
  EXPECT_EQ(projectionFromAttributesToGet({"a", "b", "b", "a"}).error().message,
            std::string(kInvalid) + "Duplicate value in attribute name: b");
}

}  // namespace
}  // namespace stator
