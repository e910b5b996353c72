#include <set>

#include "tests/simulation/simulation.h"
#include "tests/support/paging.h"

namespace stator::test {

// Never one that a table would refuse: then the conditions alone decide.
Simulation::Action Simulation::randomAction() {
  ModelTable& table = randomTable();
  const int kind = generator_.below(4);
  WireItem item = generator_.validItem(table.shape);
  setExpiry(item);
  const WireItem key = kind == 0 ? keyOf(table.shape, nullptr, item) : randomKey(table);
  Action action{&table, "", true, table.keyText(key), std::nullopt};
  const auto old_item = table.items.find(action.key);
  const bool exists = old_item != table.items.end();
  if (exists) action.item = old_item->second;

  ModelCondition condition = ModelCondition::random(generator_, table.shape);
  while (kind == 3 && condition.kind == ModelCondition::Kind::None)
    condition = ModelCondition::random(generator_, table.shape);
  action.holds = condition.holds(exists ? old_item->second : WireItem());
  ExpressionText expression;
  std::string operation, members;
  if (kind == 0) {
    operation = "Put";
    members = R"(,"Item":)" + toJson(item);
    action.item = item;
  } else {
    operation = kind == 1 ? "Update" : kind == 2 ? "Delete" : "ConditionCheck";
    members = R"(,"Key":)" + toJson(key);
    if (kind == 2) action.item = std::nullopt;
  }
  if (kind == 1) {
    const ModelUpdate update = ModelUpdate::random(generator_, table.shape);
    action.item = update.apply(exists ? old_item->second : key);
    const Faults faults = action.item ? update.faults(table.shape, *action.item) : Faults{true, true};
    if (faults.certain || faults.possible) return randomAction();
    members += R"(,"UpdateExpression":)" + jsonString(update.text(expression));
  }
  const std::string text = condition.kind == ModelCondition::Kind::None ? "" : condition.text(expression);
  action.json = "{" + jsonString(operation) + ":{" + target(table.shape.name) + members + conditionMember(text) +
                expression.members() + "}}";
  return action;
}

void Simulation::transactWrite() {
  std::vector<Action> actions;
  std::set<std::pair<std::string, std::string>> keys;
  for (int i = generator_.between(1, 6); i > 0; --i) {
    Action action = randomAction();
    if (keys.emplace(action.table->shape.name, action.key).second) actions.push_back(std::move(action));
  }
  std::string body, reasons;
  bool all_hold = true;
  for (const Action& action : actions) {
    body += (body.empty() ? "" : ",") + action.json;
    reasons += std::string(reasons.empty() ? "" : ", ") + (action.holds ? "None" : "ConditionalCheckFailed");
    all_hold = all_hold && action.holds;
  }
  const bool with_token = generator_.chance(50);
  const std::string token = with_token ? R"(,"ClientRequestToken":"t)" + std::to_string(++transactions_) + "\"" : "";
  body = R"({"TransactItems":[)" + body + "]" + token + "}";
  SCOPED_TRACE("TransactWriteItems " + body);
  // Under its token it may be sent again, also to a database that was closed meanwhile, and is done once.
  for (int times = with_token ? generator_.between(1, 3) : 1; times > 0; --times) {
    const Reply reply = client_->call("TransactWriteItems", body);
    EXPECT_EQ(reply.ok(), all_hold) << reply.text;
    if (!all_hold) {
      EXPECT_EQ(reply.errorType(), "TransactionCanceledException");
      EXPECT_EQ(reply.message(),
                "Transaction cancelled, please refer cancellation reasons for specific reasons [" + reasons + "]");
    }
    if (times > 1 && generator_.chance(10)) reopen();
  }
  if (!all_hold) return;
  for (Action& action : actions) {
    if (action.item) {
      action.table->items[action.key] = *std::move(action.item);
    } else {
      action.table->items.erase(action.key);
    }
  }
}

void Simulation::transactGet() {
  std::string gets;
  std::vector<std::optional<WireItem>> expected;
  std::set<std::pair<std::string, std::string>> keys;
  for (int i = generator_.between(1, 10); i > 0; --i) {
    const ModelTable& table = randomTable();
    const WireItem key = randomKey(table);
    if (!keys.emplace(table.shape.name, table.keyText(key)).second) continue;
    gets += (gets.empty() ? "" : ",") + (R"({"Get":{)" + target(table.shape.name)) + R"(,"Key":)" + toJson(key) + "}}";
    const auto found = table.items.find(table.keyText(key));
    expected.push_back(found == table.items.end() ? std::nullopt : std::optional(found->second));
  }
  SCOPED_TRACE("TransactGetItems " + gets);
  const Reply reply = client_->must("TransactGetItems", R"({"TransactItems":[)" + gets + "]}");
  if (!reply.ok()) return;
  const rapidjson::Value& responses = reply.body["Responses"];
  ASSERT_EQ(responses.Size(), expected.size());
  for (rapidjson::SizeType i = 0; i < responses.Size(); ++i) {
    ASSERT_EQ(responses[i].HasMember("Item"), expected[i].has_value());
    if (expected[i]) {
      EXPECT_EQ(readItem(responses[i]["Item"]), *expected[i]);
    }
  }
}

}  // namespace stator::test
