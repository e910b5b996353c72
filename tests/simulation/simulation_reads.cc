#include <algorithm>

#include "tests/simulation/simulation.h"
#include "tests/support/consistency_checker.h"

namespace stator::test {

void Simulation::getItem(const ModelTable& table) {
  const WireItem key = randomKey(table);
  const Reply reply = client_->must("GetItem", "{" + target(table.shape.name) + R"(,"Key":)" + toJson(key) + "}");
  if (!reply.ok()) return;
  const auto item = table.items.find(table.keyText(key));
  const WireItem found = reply.body.HasMember("Item") ? readItem(reply.body["Item"]) : WireItem();
  EXPECT_EQ(found, item == table.items.end() ? WireItem() : item->second) << toJson(key);
}

void Simulation::batchGet(const ModelTable& table) {
  std::map<std::string, WireItem> keys;
  for (int i = generator_.between(1, 10); i > 0; --i) {
    const WireItem key = randomKey(table);
    keys[table.keyText(key)] = key;
  }
  std::string texts;
  std::vector<WireItem> expected;
  for (const auto& [text, key] : keys) {
    texts += (texts.empty() ? "" : ",") + text;
    if (const auto item = table.items.find(text); item != table.items.end()) expected.push_back(item->second);
  }
  const std::string name = jsonString(table.shape.name);
  const Reply reply = client_->must("BatchGetItem", R"({"RequestItems":{)" + name + R"(:{"Keys":[)" + texts + "]}}}");
  if (!reply.ok()) return;
  std::vector<WireItem> found;
  for (const auto& item : reply.body["Responses"][table.shape.name.c_str()].GetArray()) found.push_back(readItem(item));
  EXPECT_EQ(sortedJson(found), sortedJson(expected));
}

const IndexShape* Simulation::randomIndex(const ModelTable& table) {
  if (table.shape.indexes.empty() || generator_.chance(30)) return nullptr;
  const IndexShape& index = generator_.pick(table.shape.indexes);
  return index.active ? &index : nullptr;
}

// Reads with limits that change from page to page, and checks what LastEvaluatedKey is made of.
std::vector<WireItem> Simulation::readPages(const ModelTable& table, const IndexShape* index, const std::string& operation,
                                            const std::string& members) {
  const int largest = generator_.pick<int>({0, 1, 2, 5, 30});
  const auto limit = [&] { return largest == 0 ? 0 : generator_.between(1, largest); };
  const auto check_key = [&](const WireItem& last_key) {
    std::set<std::string> names;
    for (const auto& [name, value] : last_key) names.insert(name);
    std::set<std::string> expected;
    for (const std::string& name : table.shape.key.attributes()) expected.insert(name);
    if (index != nullptr)
      for (const std::string& name : index->key.attributes()) expected.insert(name);
    EXPECT_EQ(names, expected) << "LastEvaluatedKey";
  };
  return readAll(*client_, operation, members, limit, check_key);
}

void Simulation::checkOrder(const std::vector<WireItem>& items, const KeyShape& key, bool forward) {
  for (size_t i = 1; i < items.size(); ++i) {
    int order = 0;
    for (const std::string& attribute : key.range) {
      order = compareKeys(items[i - 1].at(attribute), items[i].at(attribute));
      if (order != 0) break;
    }
    EXPECT_TRUE(forward ? order <= 0 : order >= 0) << toJson(items[i - 1]) << " before " << toJson(items[i]);
  }
}

void Simulation::query(const ModelTable& table) {
  const IndexShape* index = randomIndex(table);
  const KeyShape& key = index == nullptr ? table.shape.key : index->key;
  const std::vector<WireItem> contents = table.contents(index);
  WireItem near;
  for (const std::string& attribute : key.attributes()) near[attribute] = generator_.keyValue(typeOf(attribute));
  if (!contents.empty() && generator_.chance(85)) near = generator_.pick(contents);

  const ModelKeyCondition condition = ModelKeyCondition::random(generator_, key, near);
  ExpressionText expression;
  std::string members = target(table.shape.name, index == nullptr ? "" : index->name) + R"(,"KeyConditionExpression":)" +
                        jsonString(condition.text(expression));
  const std::string filtered = generator_.pick(kOtherAttributes);
  const bool projected = index == nullptr || index->projection == "ALL" || index->included.contains(filtered);
  const bool filter = projected && generator_.chance(30);
  if (filter) members += R"(,"FilterExpression":)" + jsonString("attribute_exists(" + expression.name(filtered) + ")");
  members += expression.members();
  SCOPED_TRACE("Query " + members);

  std::vector<WireItem> expected;
  for (const WireItem& item : contents)
    if (condition.holds(item) && (!filter || item.contains(filtered))) expected.push_back(item);
  std::vector<WireItem> forward = readPages(table, index, "Query", members);
  std::vector<WireItem> backward = readPages(table, index, "Query", members + R"(,"ScanIndexForward":false)");
  checkOrder(forward, key, true);
  EXPECT_EQ(sortedJson(forward), sortedJson(expected));
  std::reverse(backward.begin(), backward.end());
  EXPECT_EQ(forward, backward) << "ScanIndexForward false is not the reverse";
}

void Simulation::scan(const ModelTable& table) {
  const IndexShape* index = randomIndex(table);
  const std::string members = target(table.shape.name, index == nullptr ? "" : index->name);
  SCOPED_TRACE("Scan " + members);
  const std::vector<WireItem> whole = readPages(table, index, "Scan", members);
  EXPECT_EQ(sortedJson(whole), sortedJson(table.contents(index)));

  const int segments = generator_.pick<int>({1, 2, 3, 7, 100});
  std::vector<WireItem> joined;
  for (int segment = 0; segment < segments; ++segment) {
    const auto part =
        readPages(table, index, "Scan",
                  members + R"(,"TotalSegments":)" + std::to_string(segments) + R"(,"Segment":)" + std::to_string(segment));
    joined.insert(joined.end(), part.begin(), part.end());
  }
  // Segments cut the hashes, and so the order of a Scan, into consecutive parts.
  EXPECT_EQ(joined, whole) << segments << " segments";
}

}  // namespace stator::test
