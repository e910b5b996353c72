#include <algorithm>

#include "tests/simulation/simulation.h"
#include "tests/support/paging.h"

namespace stator::test {
namespace {

constexpr const char* kInvalid = "ValidationException";
constexpr const char* kConditionFailed = "ConditionalCheckFailedException";

// What ReturnValues answers; an absent member is an empty item.
WireItem attributesOf(const Reply& reply) {
  return reply.body.HasMember("Attributes") ? readItem(reply.body["Attributes"]) : WireItem();
}

}  // namespace

bool Simulation::judge(const Reply& reply, const std::vector<std::string>& refusals, bool may_pass) {
  if (reply.ok()) {
    EXPECT_TRUE(may_pass) << "a write that had to be refused was not";
    return true;
  }
  const bool expected = std::find(refusals.begin(), refusals.end(), reply.errorType()) != refusals.end();
  EXPECT_TRUE(expected) << "refused with " << reply.text;
  return false;
}

void Simulation::putItem(ModelTable& table) {
  WireItem item = generator_.chance(85) ? generator_.validItem(table.shape) : generator_.item(table.shape);
  setExpiry(item);
  const ModelCondition condition = ModelCondition::random(generator_, table.shape);
  const Faults faults = indexKeyFaults(table.shape, item);
  const std::string key = table.keyText(item);
  const auto old_item = table.items.find(key);
  const bool holds = condition.holds(old_item == table.items.end() ? WireItem() : old_item->second);

  ExpressionText expression;
  const std::string text = condition.kind == ModelCondition::Kind::None ? "" : condition.text(expression);
  const std::string body = "{" + target(table.shape.name) + R"(,"ReturnValues":"ALL_OLD","Item":)" + toJson(item) +
                           conditionMember(text) + expression.members() + "}";
  SCOPED_TRACE("PutItem " + body);
  const Reply reply = client_->call("PutItem", body);
  std::vector<std::string> refusals;
  if (faults.certain || faults.possible) refusals.emplace_back(kInvalid);
  if (!holds) refusals.emplace_back(kConditionFailed);
  if (!judge(reply, refusals, holds && !faults.certain)) return;
  EXPECT_EQ(attributesOf(reply), old_item == table.items.end() ? WireItem() : old_item->second);
  table.items[key] = item;
}

void Simulation::updateItem(ModelTable& table) {
  const WireItem key = randomKey(table);
  const ModelUpdate update = ModelUpdate::random(generator_, table.shape);
  const ModelCondition condition = ModelCondition::random(generator_, table.shape);
  const auto old_item = table.items.find(table.keyText(key));
  const bool exists = old_item != table.items.end();
  const bool holds = condition.holds(exists ? old_item->second : WireItem());
  const auto result = update.apply(exists ? old_item->second : key);
  const Faults faults = result ? update.faults(table.shape, *result) : Faults{.certain = true};

  ExpressionText expression;
  const std::string update_text = update.text(expression);
  const std::string text = condition.kind == ModelCondition::Kind::None ? "" : condition.text(expression);
  const std::string body = "{" + target(table.shape.name) + R"(,"ReturnValues":"ALL_NEW","Key":)" + toJson(key) +
                           R"(,"UpdateExpression":)" + jsonString(update_text) + conditionMember(text) +
                           expression.members() + "}";
  SCOPED_TRACE("UpdateItem " + body);
  const Reply reply = client_->call("UpdateItem", body);
  std::vector<std::string> refusals;
  // Which of two reasons to refuse is found first is not this test's business.
  if (faults.certain || faults.possible) refusals.emplace_back(kInvalid);
  if (!holds) refusals.emplace_back(kConditionFailed);
  if (!judge(reply, refusals, holds && !faults.certain)) return;
  if (!result) return;
  EXPECT_EQ(attributesOf(reply), *result);
  table.items[table.keyText(key)] = *result;
}

void Simulation::deleteItem(ModelTable& table) {
  const WireItem key = randomKey(table);
  const ModelCondition condition = ModelCondition::random(generator_, table.shape);
  const auto old_item = table.items.find(table.keyText(key));
  const bool exists = old_item != table.items.end();
  const bool holds = condition.holds(exists ? old_item->second : WireItem());

  ExpressionText expression;
  const std::string text = condition.kind == ModelCondition::Kind::None ? "" : condition.text(expression);
  const std::string body = "{" + target(table.shape.name) + R"(,"ReturnValues":"ALL_OLD","Key":)" + toJson(key) +
                           conditionMember(text) + expression.members() + "}";
  SCOPED_TRACE("DeleteItem " + body);
  const Reply reply = client_->call("DeleteItem", body);
  std::vector<std::string> refusals;
  if (!holds) refusals.emplace_back(kConditionFailed);
  if (!judge(reply, refusals, holds)) return;
  EXPECT_EQ(attributesOf(reply), exists ? old_item->second : WireItem());
  if (exists) table.items.erase(old_item);
}

void Simulation::batchWrite() {
  std::string requests;
  for (auto& [name, table] : tables_) {
    std::map<std::string, WireItem> puts;
    std::map<std::string, WireItem> deletes;
    for (int i = generator_.between(1, 8); i > 0; --i) {
      WireItem item = generator_.validItem(table.shape);
      setExpiry(item);
      puts[table.keyText(item)] = item;
    }
    for (int i = generator_.below(4); i > 0; --i) {
      const WireItem key = randomKey(table);
      if (!puts.contains(table.keyText(key))) deletes[table.keyText(key)] = key;
    }
    std::string writes;
    for (const auto& [key, item] : puts) writes += R"({"PutRequest":{"Item":)" + toJson(item) + "}},";
    for (const auto& [text, key] : deletes) writes += R"({"DeleteRequest":{"Key":)" + toJson(key) + "}},";
    writes.pop_back();
    requests += (requests.empty() ? "" : ",") + jsonString(name) + ":[" + writes + "]";
    for (const auto& [key, item] : puts) table.items[key] = item;
    for (const auto& [key, item] : deletes) table.items.erase(key);
  }
  const Reply reply = client_->must("BatchWriteItem", R"({"RequestItems":{)" + requests + "}}");
  EXPECT_TRUE(reply.body.HasMember("UnprocessedItems") && reply.body["UnprocessedItems"].ObjectEmpty()) << reply.text;
}

}  // namespace stator::test
