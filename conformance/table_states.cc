#include "conformance/table_states.h"

#include <initializer_list>

#include "conformance/json_text.h"
#include "conformance/wire_errors.h"

namespace stator::conformance {
namespace {

// Follows members down from `value`; nullptr when one is missing.
const Json* at(const Json* value, std::initializer_list<const char*> path) {
  for (const char* name : path) {
    if (value == nullptr || !value->IsObject()) return nullptr;
    const auto found = value->FindMember(name);
    value = found == value->MemberEnd() ? nullptr : &found->value;
  }
  return value;
}

std::string textAt(const Json& value, std::initializer_list<const char*> path) {
  const Json* found = at(&value, path);
  return found != nullptr && found->IsString() ? std::string(textOf(*found)) : std::string();
}

constexpr size_t kLongestState = 300;
std::string cutShort(std::string_view text) { return std::string(text.substr(0, kLongestState)); }

// "absent", or the answer itself.
std::string errorState(const Json& answer, std::string_view text) {
  const std::string type = textAt(answer, {"__type"});
  return shortErrorName(type) == "ResourceNotFoundException" ? "absent" : cutShort(text);
}

// The first status of an index that is not ACTIVE; empty when there is none.
std::string unfinishedIndex(const Json& answer) {
  const Json* indexes = at(&answer, {"Table", "GlobalSecondaryIndexes"});
  if (indexes == nullptr || !indexes->IsArray()) return {};
  for (const Json& index : indexes->GetArray()) {
    const std::string status = textAt(index, {"IndexStatus"});
    if (status != "ACTIVE") return status;
  }
  return {};
}

}  // namespace

std::string tableState(std::string_view answer) {
  rapidjson::Document document;
  if (!parseJson(answer, document).empty()) return cutShort(answer);
  const std::string status = textAt(document, {"Table", "TableStatus"});
  if (status.empty()) return errorState(document, answer);
  const std::string index = status == "ACTIVE" ? unfinishedIndex(document) : "";
  return index.empty() ? status : "an index is " + index;
}

std::string indexState(std::string_view answer, std::string_view index) {
  rapidjson::Document document;
  if (!parseJson(answer, document).empty()) return cutShort(answer);
  if (at(&document, {"Table"}) == nullptr) return errorState(document, answer);
  const Json* indexes = at(&document, {"Table", "GlobalSecondaryIndexes"});
  if (indexes == nullptr || !indexes->IsArray()) return "absent";
  for (const Json& candidate : indexes->GetArray()) {
    if (textAt(candidate, {"IndexName"}) == index) return textAt(candidate, {"IndexStatus"});
  }
  return "absent";
}

std::string streamState(std::string_view answer) {
  rapidjson::Document document;
  if (!parseJson(answer, document).empty()) return cutShort(answer);
  const Json* enabled = at(&document, {"Table", "StreamSpecification", "StreamEnabled"});
  return enabled != nullptr && enabled->IsTrue() ? "ENABLED" : "absent";
}

std::string tableMadeBy(std::string_view operation, std::string_view body) {
  rapidjson::Document document;
  if (!parseJson(body, document).empty()) return {};
  if (operation == "CreateTable") return textAt(document, {"TableName"});
  if (operation == "ImportTable") return textAt(document, {"TableCreationParameters", "TableName"});
  if (operation.starts_with("RestoreTable")) return textAt(document, {"TargetTableName"});
  return {};
}

std::string tableChangedBy(std::string_view operation, std::string_view body) {
  if (operation != "UpdateTable" && operation != "DeleteTable") return tableMadeBy(operation, body);
  rapidjson::Document document;
  return parseJson(body, document).empty() ? textAt(document, {"TableName"}) : std::string();
}

bool isInUse(std::string_view answer) {
  rapidjson::Document document;
  if (!parseJson(answer, document).empty()) return false;
  const std::string type = textAt(document, {"__type"});
  return shortErrorName(type) == "ResourceInUseException" || shortErrorName(type) == "LimitExceededException";
}

}  // namespace stator::conformance
