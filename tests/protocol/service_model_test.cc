#include "protocol/service_model.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "protocol/shape.h"

namespace stator {
namespace {

TEST(ServiceModel, findsOperationsOfBothApis) {
  const OperationModel* put = findOperationModel("PutItem");
  ASSERT_NE(put, nullptr);
  EXPECT_EQ(put->name, "PutItem");
  EXPECT_EQ(put->target_prefix, "DynamoDB_20120810");
  EXPECT_EQ(put->input->name, "PutItemInput");

  const OperationModel* records = findOperationModel("GetRecords");
  ASSERT_NE(records, nullptr);
  EXPECT_EQ(records->target_prefix, "DynamoDBStreams_20120810");
}

TEST(ServiceModel, knowsNoOthers) {
  for (const char* name : {"", "putItem", "PutItems", "AAA", "Zzz"}) EXPECT_EQ(findOperationModel(name), nullptr) << name;
}

TEST(ServiceModel, hasEveryOperationInOrder) {
  const auto models = operationModels();
  EXPECT_EQ(models.size(), 62U);  // 58 and 4
  EXPECT_TRUE(std::ranges::is_sorted(models, {}, &OperationModel::name));
  for (const OperationModel& model : models) {
    ASSERT_NE(model.input, nullptr) << model.name;
    EXPECT_EQ(model.input->type, ShapeType::Structure) << model.name;
    EXPECT_EQ(findOperationModel(model.name), &model);
  }
}

TEST(ServiceModel, keepsTheModelsFacts) {
  const auto members = findOperationModel("UpdateItem")->input->members;
  ASSERT_FALSE(members.empty());
  EXPECT_EQ(members[0].name, "TableName");
  EXPECT_TRUE(members[0].required);
  EXPECT_EQ(members[0].shape->max, 1024);

  const auto key = std::ranges::find(members, "Key", &Member::name);
  ASSERT_NE(key, members.end());
  EXPECT_EQ(key->shape->type, ShapeType::Map);
  EXPECT_EQ(key->shape->element->name, "AttributeValue");
  EXPECT_EQ(key->shape->element->members.size(), 10U);
}

void visit(const Shape& shape, std::set<const Shape*>& seen) {
  if (!seen.insert(&shape).second) return;
  EXPECT_FALSE(shape.name.empty());
  EXPECT_LE(shape.min, shape.max) << shape.name;
  if (shape.type == ShapeType::Map) {
    ASSERT_NE(shape.key, nullptr) << shape.name;
  }
  if (shape.type == ShapeType::Map || shape.type == ShapeType::List) {
    ASSERT_NE(shape.element, nullptr) << shape.name;
  }
  if (shape.key != nullptr) visit(*shape.key, seen);
  if (shape.element != nullptr) visit(*shape.element, seen);
  for (const Member& member : shape.members) {
    ASSERT_NE(member.shape, nullptr) << shape.name << '.' << member.name;
    visit(*member.shape, seen);
  }
}

TEST(ServiceModel, shapesAreWhole) {
  std::set<const Shape*> seen;
  for (const OperationModel& model : operationModels()) visit(*model.input, seen);
  EXPECT_GT(seen.size(), 250U);
}

}  // namespace
}  // namespace stator
