#include <algorithm>

#include "tests/simulation/simulation.h"
#include "tests/support/consistency_checker.h"

namespace stator::test {
namespace {

std::string keySchemaJson(const KeyShape& key) {
  std::string text;
  for (const bool is_hash : {true, false}) {
    for (const std::string& attribute : is_hash ? key.hash : key.range) {
      text += text.empty() ? "" : ",";
      text += R"({"AttributeName":)" + jsonString(attribute) + R"(,"KeyType":)" + (is_hash ? R"("HASH"})" : R"("RANGE"})");
    }
  }
  return "[" + text + "]";
}

std::string definitionsJson(const std::vector<std::string>& attributes) {
  std::string text;
  for (const std::string& attribute : attributes) {
    text += text.empty() ? "" : ",";
    text += R"({"AttributeName":)" + jsonString(attribute) + R"(,"AttributeType":)" + jsonString(typeOf(attribute)) + "}";
  }
  return "[" + text + "]";
}

std::string indexJson(const IndexShape& index) {
  std::string projection = R"({"ProjectionType":)" + jsonString(index.projection);
  if (!index.included.empty()) {
    std::string names;
    for (const std::string& name : index.included) names += (names.empty() ? "" : ",") + jsonString(name);
    projection += R"(,"NonKeyAttributes":[)" + names + "]";
  }
  return R"({"IndexName":)" + jsonString(index.name) + R"(,"KeySchema":)" + keySchemaJson(index.key) + R"(,"Projection":)" +
         projection + "}}";
}

std::string indexesJson(const TableShape& shape, bool global) {
  std::string text;
  for (const IndexShape& index : shape.indexes) {
    if (index.global != global) continue;
    text += (text.empty() ? "" : ",") + indexJson(index);
  }
  if (text.empty()) return "";
  return std::string(global ? R"(,"GlobalSecondaryIndexes":[)" : R"(,"LocalSecondaryIndexes":[)") + text + "]";
}

std::vector<std::string> definedAttributes(const TableShape& shape) {
  std::vector<std::string> attributes;
  for (const auto& [attribute, type] : shape.types) attributes.push_back(attribute);
  return attributes;
}

bool isQuiet(const TableShape& shape) {
  return std::all_of(shape.indexes.begin(), shape.indexes.end(), [](const IndexShape& index) { return index.active; });
}

// Definitions that no key needs any more are dropped by the service.
void pruneTypes(TableShape& shape) {
  std::erase_if(shape.types, [&](const auto& type) {
    if (shape.key.contains(type.first)) return false;
    return std::none_of(shape.indexes.begin(), shape.indexes.end(),
                        [&](const IndexShape& index) { return index.key.contains(type.first); });
  });
}

}  // namespace

void Simulation::createTable(const std::string& name) {
  ModelTable table;
  table.shape = generator_.tableShape(name);
  client_->must("CreateTable", "{" + target(name) + R"(,"BillingMode":"PAY_PER_REQUEST","KeySchema":)" +
                                   keySchemaJson(table.shape.key) + R"(,"AttributeDefinitions":)" +
                                   definitionsJson(definedAttributes(table.shape)) + indexesJson(table.shape, false) +
                                   indexesJson(table.shape, true) + "}");
  ModelTable& created = tables_[name] = std::move(table);
  if (generator_.chance(70)) toggleStream(created);
  if (generator_.chance(50)) enableTimeToLive(created);
}

void Simulation::replaceTable(ModelTable& table) {
  const std::string name = table.shape.name;
  client_->must("DeleteTable", "{" + target(name) + "}");
  endStreamOf(table);
  tables_.erase(name);
  if (generator_.chance(50)) runBackgroundJobs();
  createTable(name);
}

void Simulation::addIndex(ModelTable& table) {
  if (!isQuiet(table.shape) || table.shape.indexes.size() >= 6) return;
  const std::string name = "added" + std::to_string(generator_.below(4));
  if (table.shape.find(name) != nullptr) return;
  IndexShape index = generator_.globalIndex(name, table.shape);
  client_->must("UpdateTable", "{" + target(table.shape.name) + R"(,"AttributeDefinitions":)" +
                                   definitionsJson(index.key.attributes()) +
                                   R"(,"GlobalSecondaryIndexUpdates":[{"Create":)" + indexJson(index) + "}]}");
  index.active = false;
  table.shape.indexes.push_back(std::move(index));
  if (generator_.chance(40)) finishBackgroundJobs();
}

void Simulation::dropIndex(ModelTable& table) {
  if (!isQuiet(table.shape)) return;
  auto& indexes = table.shape.indexes;
  const auto dropped = std::find_if(indexes.begin(), indexes.end(), [](const IndexShape& index) { return index.global; });
  if (dropped == indexes.end()) return;
  client_->must("UpdateTable", "{" + target(table.shape.name) +
                                   R"(,"GlobalSecondaryIndexUpdates":[{"Delete":{"IndexName":)" + jsonString(dropped->name) +
                                   "}}]}");
  indexes.erase(dropped);
  pruneTypes(table.shape);
  finishBackgroundJobs();
}

void Simulation::runBackgroundJobs() {
  clock_->advance(std::chrono::seconds(1));  // so that looking for expired items is due
  engine_->runBackgroundJobs();
  expireItems();
}

void Simulation::finishBackgroundJobs() {
  runBackgroundJobs();
  for (auto& [name, table] : tables_) {
    for (IndexShape& index : table.shape.indexes) {
      index.active = true;
      const TableShape described = describe(*client_, name);
      const IndexShape* found = described.find(index.name);
      ASSERT_TRUE(found != nullptr && found->active) << index.name << " of " << name << " is not ACTIVE";
    }
  }
}

void Simulation::checkTable(ModelTable& table) {
  const std::vector<WireItem> items = checkConsistency(*client_, table.shape.name);
  EXPECT_EQ(sortedJson(items), sortedJson(table.contents(nullptr))) << "items of " << table.shape.name;
  const TableShape described = describe(*client_, table.shape.name);
  EXPECT_EQ(described.types, table.shape.types);
  EXPECT_EQ(described.indexes.size(), table.shape.indexes.size());
  checkExpiries(table);
}

}  // namespace stator::test
