// The overlay speaks of the model's names: one that the model lacks would silently do nothing.
#include "protocol/observed.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>

#include "protocol/constraint_rules.h"
#include "protocol/service_model.h"

namespace stator {
namespace {

void collect(const Shape& shape, std::map<std::string_view, const Shape*>& shapes) {
  if (!shapes.emplace(shape.name, &shape).second) return;
  if (shape.key != nullptr) collect(*shape.key, shapes);
  if (shape.element != nullptr) collect(*shape.element, shapes);
  for (const Member& member : shape.members) collect(*member.shape, shapes);
}

class Observed : public testing::Test {
 protected:
  Observed() {
    for (const OperationModel& model : operationModels()) collect(*model.input, shapes_);
  }

  bool hasMember(std::string_view structure, std::string_view member) const {
    const auto found = shapes_.find(structure);
    return found != shapes_.end() && std::ranges::count(found->second->members, member, &Member::name) == 1;
  }

  bool isPlace(std::string_view place) const {
    const size_t dot = place.find('.');
    if (dot == std::string_view::npos) return shapes_.contains(place);
    if (place.substr(dot + 1) == "key") return shapes_.at(place.substr(0, dot))->type == ShapeType::Map;
    return hasMember(place.substr(0, dot), place.substr(dot + 1));
  }

  std::map<std::string_view, const Shape*> shapes_;
};

TEST_F(Observed, placesExist) {
  for (const auto& entry : observedConstraints()) EXPECT_TRUE(isPlace(entry.place)) << entry.place;
  for (const auto& entry : observedPresences()) EXPECT_TRUE(isPlace(entry.place)) << entry.place;
  for (const auto& entry : observedBareTexts()) EXPECT_TRUE(isPlace(entry.place)) << entry.place;
  for (const std::string_view shape : observedAsJson()) EXPECT_TRUE(isPlace(shape)) << shape;
}

TEST_F(Observed, enumsHaveTheModelsValues) {
  for (const ObservedEnum& entry : observedEnums()) {
    ASSERT_TRUE(shapes_.contains(entry.shape)) << entry.shape;
    const auto values = shapes_.at(entry.shape)->values;
    EXPECT_TRUE(entry.values.empty() || std::ranges::is_permutation(entry.values, values)) << entry.shape;
  }
}

TEST_F(Observed, ordersNameMembers) {
  for (const ObservedOrder& order : observedOrders()) {
    for (const std::string_view member : order.members) EXPECT_TRUE(hasMember(order.structure, member)) << member;
  }
}

TEST_F(Observed, operationsExist) {
  for (const ObservedOperation& operation : observedOperations()) {
    const OperationModel* model = findOperationModel(operation.name);
    ASSERT_NE(model, nullptr) << operation.name;
    if (operation.table_name != TableNameErrors::Collected) {
      EXPECT_TRUE(hasMember(model->input->name, "TableName"));
    }
    for (const std::string_view name : {operation.newer_with, operation.last, operation.operator_of}) {
      EXPECT_TRUE(name.empty() || hasMember(model->input->name, name)) << name;
    }
    for (const std::string_view name : operation.first_enum_of) EXPECT_TRUE(hasMember(model->input->name, name)) << name;
    for (const std::string_view name : operation.first) EXPECT_TRUE(hasMember(model->input->name, name)) << name;
  }
}

TEST_F(Observed, everyOperationHasRules) {
  for (const OperationModel& model : operationModels()) {
    const OperationRules& rules = constraintRules(model);
    EXPECT_EQ(rules.name, model.name);
    EXPECT_EQ(rules.input->shape, model.input);
  }
}

TEST_F(Observed, everyPatternHasItsTest) {
  for (const auto& [name, shape] : shapes_) {
    if (!shape->pattern.empty()) {
      EXPECT_NE(findPattern(shape->pattern), nullptr) << name << ": " << shape->pattern;
    }
  }
}

}  // namespace
}  // namespace stator
