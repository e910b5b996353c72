#include "operations/table_definition.h"

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <set>

#include "types/limits.h"

namespace stator {
namespace {

std::string join(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

std::vector<std::string> definedNames(const AttributeDefinitions& definitions) {
  std::vector<std::string> names;
  for (const AttributeDefinition& definition : definitions) names.push_back(definition.name);
  return names;
}

const AttributeDefinition* findDefinition(const AttributeDefinitions& definitions, std::string_view name) {
  const auto found = std::ranges::find(definitions, name, &AttributeDefinition::name);
  return found == definitions.end() ? nullptr : &*found;
}

// Two elements as the service has had them from the start: HASH, then RANGE.
Result<void> checkSimpleKey(const std::vector<std::string>& names, const std::vector<std::string>& types) {
  if (names.size() > 1 && names[0] == names[1]) {
    return validationError("Both the Hash Key and the Range Key element in the KeySchema have the same name");
  }
  if (types[0] != "HASH") return validationError("Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
  if (types.size() > 1 && types[1] != "RANGE") {
    return validationError("Invalid KeySchema: The second KeySchemaElement is not a RANGE key type");
  }
  return {};
}

// More than two elements: only global indexes, HASH attributes first (aws-controllers-k8s, api-quirks, DDB-TABLE-123).
Result<void> checkMultiAttributeKey(const std::vector<std::string>& names, const std::vector<std::string>& types) {
  // The last text seen for two elements, when the second had to be a RANGE (dynalite).
  if (names.size() == 2 && names[0] == names[1]) return checkSimpleKey(names, types);
  if (std::set<std::string>(names.begin(), names.end()).size() != names.size()) {
    return validationError("The KeySchema contains multiple key attributes with the same name");
  }
  if (types[0] != "HASH") return validationError("Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
  if (!std::ranges::is_sorted(types)) {  // "HASH" < "RANGE"
    return invalidParameter("All HASH key attributes must precede RANGE key attributes in the KeySchema");
  }
  const auto hashes = static_cast<size_t>(std::ranges::count(types, "HASH"));
  if (hashes > kMaxIndexHashAttributes) {
    return invalidParameter("The KeySchema exceeds the maximum allowed number of HASH key attributes");
  }
  if (types.size() - hashes > kMaxIndexRangeAttributes) {
    return invalidParameter("The KeySchema exceeds the maximum allowed number of RANGE key attributes");
  }
  return {};
}

}  // namespace

AttributeDefinitions readAttributeDefinitions(RequestValue list) {
  AttributeDefinitions definitions;
  for (RequestValue element : list.elements()) {
    definitions.push_back({std::string(element["AttributeName"].string()),
                           parseAttributeType(element["AttributeType"].string()).value_or(AttributeType::S)});
  }
  return definitions;
}

AttributeDefinitions sorted(AttributeDefinitions definitions) {
  std::ranges::sort(definitions, {}, &AttributeDefinition::name);
  return definitions;
}

Result<void> checkDefinitions(const AttributeDefinitions& definitions) {
  std::set<std::string_view> names;
  for (const AttributeDefinition& definition : definitions) {
    // aws-controllers-k8s, api-quirks, DDB-TABLE-042
    if (!names.insert(definition.name).second) return validationError("Attribute Name is duplicated: " + definition.name);
  }
  return {};
}

Result<KeySchema> readKeySchema(RequestValue list, const AttributeDefinitions& definitions, KeyOwner owner) {
  std::vector<std::string> names, types;
  for (RequestValue element : list.elements()) {
    names.emplace_back(element["AttributeName"].string());
    types.emplace_back(element["KeyType"].string());
  }
  if (owner == KeyOwner::Table && names.size() > definitions.size()) {
    return validationError("Invalid KeySchema: Some index key attribute have no definition");
  }
  if (std::ranges::any_of(names, [&](const std::string& name) { return findDefinition(definitions, name) == nullptr; })) {
    return invalidParameter("Some index key attributes are not defined in AttributeDefinitions. Keys: [" + join(names) +
                            "], AttributeDefinitions: [" + join(definedNames(definitions)) + "]");
  }
  const bool multiple = owner == KeyOwner::GlobalIndex && (names.size() > 2 || (types.size() == 2 && types[1] == "HASH"));
  TRY(multiple ? checkMultiAttributeKey(names, types) : checkSimpleKey(names, types));
  KeySchema key;
  for (size_t i = 0; i < names.size(); ++i) {
    (types[i] == "HASH" ? key.hash : key.range).push_back({names[i], findDefinition(definitions, names[i])->type});
  }
  return key;
}

Result<Projection> readProjection(RequestValue request) {
  Projection projection;
  const auto type = parseProjectionType(request["ProjectionType"].string());
  if (!type) return invalidParameter("Unknown ProjectionType: null");
  projection.type = *type;
  for (RequestValue name : request["NonKeyAttributes"].elements()) projection.non_key_attributes.emplace_back(name.string());
  if (projection.type != ProjectionType::Include && request["NonKeyAttributes"]) {
    return invalidParameter("ProjectionType is " + std::string(toString(projection.type)) +
                            ", but NonKeyAttributes is specified");
  }
  if (projection.type == ProjectionType::Include && projection.non_key_attributes.empty()) {
    return invalidParameter("ProjectionType is INCLUDE, but NonKeyAttributes is not specified");
  }
  std::vector<std::string>& names = projection.non_key_attributes;
  std::ranges::sort(names);  // as they are described (aws-controllers-k8s, api-quirks, DDB-TABLE-125)
  if (const auto twice = std::ranges::adjacent_find(names); twice != names.end()) {
    return invalidParameter("Duplicate element in NonKeyAttributes: " + *twice);
  }
  return projection;
}

Result<SecondaryIndex> readLocalIndex(RequestValue request, const AttributeDefinitions& definitions,
                                      const KeySchema& table_key) {
  SecondaryIndex index;
  index.name = request["IndexName"].string();
  index.key = TRY(readKeySchema(request["KeySchema"], definitions, KeyOwner::LocalIndex));
  if (index.key.range.empty()) return invalidParameter("Index KeySchema does not have a range key for index: " + index.name);
  if (index.key.hash[0].name != table_key.hash[0].name) {
    return invalidParameter(
        "Index KeySchema does not have the same leading hash key as table KeySchema for index: " + index.name +
        ". index hash key: " + index.key.hash[0].name + ", table hash key: " + table_key.hash[0].name);
  }
  index.projection = TRY(readProjection(request["Projection"]));
  return index;
}

Result<SecondaryIndex> readGlobalIndex(RequestValue request, const AttributeDefinitions& definitions, ThroughputOf of) {
  SecondaryIndex index;
  index.global = true;
  index.name = request["IndexName"].string();
  of.index = index.name;
  index.key = TRY(readKeySchema(request["KeySchema"], definitions, KeyOwner::GlobalIndex));
  index.projection = TRY(readProjection(request["Projection"]));
  // The texts are from aws-controllers-k8s, api-quirks, DDB-TABLE-128, 152 and 442.
  const RequestValue throughput = request["ProvisionedThroughput"];
  if (of.billing_mode == BillingMode::PayPerRequest && throughput) {
    return invalidParameter((of.updates_table
                                 ? "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified for index: "
                                 : "ProvisionedThroughput should not be specified for index: ") +
                            index.name + " when BillingMode is PAY_PER_REQUEST");
  }
  if (of.billing_mode == BillingMode::Provisioned) {
    if (!throughput) {
      return invalidParameter((of.updates_table
                                   ? "Both ReadCapacityUnits and WriteCapacityUnits must be specified for index: "
                                   : "ProvisionedThroughput is not specified for index: ") +
                              index.name);
    }
    index.throughput = TRY(readThroughput(throughput));
  }
  index.on_demand = TRY(readCeilings(request["OnDemandThroughput"], of));
  index.warm = TRY(readWarmThroughput(request["WarmThroughput"], of, index.throughput));
  return index;
}

Result<void> checkIndexes(const std::vector<SecondaryIndex>& indexes) {
  std::set<std::string> names;
  size_t local = 0, global = 0, projected = 0;
  for (const SecondaryIndex& index : indexes) {
    if (!names.insert(index.name).second) return invalidParameter("Duplicate index name: " + index.name);
    ++(index.global ? global : local);
    projected += index.projection.non_key_attributes.size();
  }
  if (local > kMaxLocalSecondaryIndexes)
    return invalidParameter("Number of LocalSecondaryIndexes exceeds per-table limit of 5");
  if (global > kMaxGlobalSecondaryIndexes)
    return invalidParameter("GlobalSecondaryIndex count exceeds the per-table limit of 20");
  if (projected > kMaxProjectedAttributes) {
    // Documented limit; the text is unverified.
    return invalidParameter("The total number of NonKeyAttributes over all secondary indexes must not exceed 100");
  }
  return {};
}

// aws-controllers-k8s, api-quirks, DDB-TABLE-035 and 050
Result<std::optional<StreamSpecification>> readStream(RequestValue request, TimePoint now, StreamTexts texts) {
  if (!request) return std::optional<StreamSpecification>();
  const auto view_type = parseStreamViewType(request["StreamViewType"].string());
  const bool creates = texts == StreamTexts::CreateTable;
  if (!request["StreamEnabled"].boolean()) {
    if (!request["StreamViewType"]) return std::optional<StreamSpecification>();
    return invalidParameter(creates ? "Table is being created with a stream disabled, UpdateViewType should not be specified"
                                    : "If stream is being disabled, then UpdateViewType must not be specified");
  }
  if (!view_type) {
    return invalidParameter(creates ? "Table is being created with a stream enabled, UpdateViewType is required"
                                    : "If stream is being enabled then UpdateViewType is required");
  }
  return std::optional(StreamSpecification{*view_type, streamLabel(now)});
}

std::string streamLabel(TimePoint time) {
  const int64_t milliseconds = time.time_since_epoch().count() / 1000;
  const std::time_t seconds = static_cast<std::time_t>(milliseconds / 1000);
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  char text[64];
  const size_t length = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &utc);
  std::snprintf(text + length, sizeof text - length, ".%03d", static_cast<int>(milliseconds % 1000));
  return text;
}

}  // namespace stator
