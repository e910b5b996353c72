#include "operations/table_definition.h"

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <set>

#include "types/limits.h"

namespace stator {
namespace {

constexpr int64_t kNoCeiling = -1;

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

// More than two elements: only global indexes, HASH attributes first (multi-attribute keys; texts unverified).
Result<void> checkMultiAttributeKey(const std::vector<std::string>& names, const std::vector<std::string>& types) {
  if (std::set<std::string>(names.begin(), names.end()).size() != names.size()) {
    return validationError("Invalid KeySchema: Some index key attributes are specified more than once");
  }
  if (types[0] != "HASH") return validationError("Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
  if (!std::ranges::is_sorted(types)) {  // "HASH" < "RANGE"
    return validationError("Invalid KeySchema: All HASH key elements must precede all RANGE key elements");
  }
  const auto hashes = static_cast<size_t>(std::ranges::count(types, "HASH"));
  if (hashes > kMaxIndexHashAttributes || types.size() - hashes > kMaxIndexRangeAttributes) {
    return validationError("Invalid KeySchema: A global secondary index can have at most 4 HASH and 4 RANGE key elements");
  }
  return {};
}

Result<void> checkUnits(int64_t units, std::string_view member) {
  if (units <= kMaxCapacityUnits) return {};
  return validationError("Given value " + std::to_string(units) + " for " + std::string(member) + " is out of bounds");
}

Result<void> readCeiling(RequestValue value, std::string_view member, BillingMode billing_mode, OnDemandTexts texts,
                         std::optional<int64_t>& ceiling) {
  if (!value) return {};
  if (billing_mode == BillingMode::Provisioned) {
    return invalidParameter(std::string(member) + " for OnDemandThroughput cannot be specified when " +
                            (texts == OnDemandTexts::CreateTable ? "table BillingMode is PROVISIONED."
                                                                 : "the table BillingMode is PROVISIONED"));
  }
  const int64_t units = value.integer();
  if (units != kNoCeiling && units < 1) {
    return invalidParameter("Requested " + std::string(member) + " for OnDemandThroughput for table is outside of valid range");
  }
  ceiling = units;
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
    return invalidParameter("ProjectionType is " + std::string(toString(projection.type)) + ", but NonKeyAttributes is specified");
  }
  if (projection.type == ProjectionType::Include && projection.non_key_attributes.empty()) {
    return invalidParameter("ProjectionType is INCLUDE, but NonKeyAttributes is not specified");
  }
  return projection;
}

Result<SecondaryIndex> readLocalIndex(RequestValue request, const AttributeDefinitions& definitions, const KeySchema& table_key) {
  SecondaryIndex index;
  index.name = request["IndexName"].string();
  index.key = TRY(readKeySchema(request["KeySchema"], definitions, KeyOwner::LocalIndex));
  if (index.key.range.empty()) return invalidParameter("Index KeySchema does not have a range key for index: " + index.name);
  if (index.key.hash[0].name != table_key.hash[0].name) {
    return invalidParameter("Index KeySchema does not have the same leading hash key as table KeySchema for index: " + index.name +
                            ". index hash key: " + index.key.hash[0].name + ", table hash key: " + table_key.hash[0].name);
  }
  index.projection = TRY(readProjection(request["Projection"]));
  return index;
}

Result<SecondaryIndex> readGlobalIndex(RequestValue request, const AttributeDefinitions& definitions, BillingMode billing_mode) {
  SecondaryIndex index;
  index.global = true;
  index.name = request["IndexName"].string();
  index.key = TRY(readKeySchema(request["KeySchema"], definitions, KeyOwner::GlobalIndex));
  index.projection = TRY(readProjection(request["Projection"]));
  const RequestValue throughput = request["ProvisionedThroughput"];
  if (billing_mode == BillingMode::PayPerRequest && throughput) {
    return invalidParameter("ProvisionedThroughput should not be specified for index: " + index.name +
                            " when BillingMode is PAY_PER_REQUEST");
  }
  if (billing_mode == BillingMode::Provisioned) {
    // The neighbouring text (dynalite has none): unverified.
    if (!throughput) return invalidParameter("ProvisionedThroughput must be specified for index: " + index.name);
    index.throughput = TRY(readThroughput(throughput));
  }
  index.on_demand = withoutUnlimited(TRY(readOnDemandThroughput(request["OnDemandThroughput"], billing_mode, OnDemandTexts::CreateTable)));
  index.warm = TRY(readWarmThroughput(request["WarmThroughput"]));
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
  if (local > kMaxLocalSecondaryIndexes) return invalidParameter("Number of LocalSecondaryIndexes exceeds per-table limit of 5");
  if (global > kMaxGlobalSecondaryIndexes) return invalidParameter("GlobalSecondaryIndex count exceeds the per-table limit of 20");
  if (projected > kMaxProjectedAttributes) {
    // Documented limit; the text is unverified.
    return invalidParameter("The total number of NonKeyAttributes over all secondary indexes must not exceed 100");
  }
  return {};
}

Result<ProvisionedThroughput> readThroughput(RequestValue request) {
  ProvisionedThroughput throughput;
  throughput.read = request["ReadCapacityUnits"].integer();
  throughput.write = request["WriteCapacityUnits"].integer();
  TRY(checkUnits(throughput.read, "ReadCapacityUnits"));
  TRY(checkUnits(throughput.write, "WriteCapacityUnits"));
  return throughput;
}

void changeThroughput(ProvisionedThroughput& throughput, const ProvisionedThroughput& requested, TimePoint now) {
  const bool increases = requested.read > throughput.read || requested.write > throughput.write;
  const bool decreases = requested.read < throughput.read || requested.write < throughput.write;
  if (increases) throughput.last_increase = now;
  if (decreases) {
    const auto day = [](TimePoint time) { return std::chrono::floor<std::chrono::days>(time); };  // decreases are counted by UTC day
    const bool same_day = throughput.last_decrease && day(*throughput.last_decrease) == day(now);
    throughput.decreases_today = same_day ? throughput.decreases_today + 1 : 1;
    throughput.last_decrease = now;
  }
  throughput.read = requested.read;
  throughput.write = requested.write;
}

Result<OnDemandThroughput> readOnDemandThroughput(RequestValue request, BillingMode billing_mode, OnDemandTexts texts) {
  OnDemandThroughput throughput;
  TRY(readCeiling(request["MaxReadRequestUnits"], "MaxReadRequestUnits", billing_mode, texts, throughput.max_read));
  TRY(readCeiling(request["MaxWriteRequestUnits"], "MaxWriteRequestUnits", billing_mode, texts, throughput.max_write));
  return throughput;
}

OnDemandThroughput withoutUnlimited(OnDemandThroughput throughput) {
  if (throughput.max_read == kNoCeiling) throughput.max_read.reset();
  if (throughput.max_write == kNoCeiling) throughput.max_write.reset();
  return throughput;
}

Result<std::optional<WarmThroughput>> readWarmThroughput(RequestValue request) {
  if (!request) return std::optional<WarmThroughput>();
  WarmThroughput warm{request["ReadUnitsPerSecond"].integer(0), request["WriteUnitsPerSecond"].integer(0)};
  return std::optional(warm);
}

Result<std::optional<StreamSpecification>> readStream(RequestValue request, TimePoint now) {
  if (!request) return std::optional<StreamSpecification>();
  const auto view_type = parseStreamViewType(request["StreamViewType"].string());
  if (!request["StreamEnabled"].boolean()) {
    if (!request["StreamViewType"]) return std::optional<StreamSpecification>();
    return invalidParameter("Table is being created with a stream disabled, UpdateViewType should not be specified");
  }
  // The neighbouring form of text: unverified.
  if (!view_type) return invalidParameter("Table is being created with a stream enabled, UpdateViewType must be specified");
  return std::optional(StreamSpecification{*view_type, streamLabel(now)});
}

Result<std::map<std::string, std::string>> readTags(RequestValue list) {
  std::map<std::string, std::string> tags;
  for (RequestValue tag : list.elements()) tags[std::string(tag["Key"].string())] = tag["Value"].string();
  if (tags.size() > kMaxTags) return invalidParameter("Too many tags: a resource can have at most 50");  // text unverified
  return tags;
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
