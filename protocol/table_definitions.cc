#include "protocol/table_definitions.h"

#include <rapidjson/error/en.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <charconv>

#include "protocol/json.h"
#include "protocol/template_values.h"

namespace stator {
namespace {

using Allocator = rapidjson::Document::AllocatorType;

constexpr size_t kMaxTables = 2500;  // what the service allows an account and region

// Objects are put together here from members of others.
class Builder {
 public:
  explicit Builder(Allocator& allocator) : allocator_(allocator), object_(rapidjson::kObjectType) {}

  void add(std::string_view name, JsonValue value) { object_.AddMember(copyOf(name), std::move(value), allocator_); }
  void add(std::string_view name, std::string_view text) { add(name, copyOf(text)); }
  void addCopy(std::string_view name, const JsonValue& value) { add(name, JsonValue(value, allocator_)); }
  // Member `from` of `source`, if it is there.
  void take(const JsonValue& source, std::string_view name) {
    if (const JsonValue* value = findMember(source, name)) addCopy(name, *value);
  }
  // The same for a number, which templates may have as a text.
  void takeInteger(const JsonValue& source, std::string_view from, std::string_view name) {
    const JsonValue* value = findMember(source, from);
    if (value == nullptr) return;
    int64_t number = 0;
    const std::string text = scalarText(*value);
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc() && end == text.data() + text.size())
      add(name, JsonValue(number));
    else
      addCopy(name, *value);
  }
  bool empty() const { return object_.ObjectEmpty(); }
  JsonValue done() { return std::move(object_); }
  Allocator& allocator() { return allocator_; }

 private:
  JsonValue copyOf(std::string_view text) { return stringOf(text, allocator_); }
  Allocator& allocator_;
  JsonValue object_;
};

const JsonValue* object(const JsonValue& from, std::string_view name) {
  const JsonValue* value = from.IsObject() ? findMember(from, name) : nullptr;
  return value != nullptr && value->IsObject() ? value : nullptr;
}

const JsonValue* array(const JsonValue& from, std::string_view name) {
  const JsonValue* value = from.IsObject() ? findMember(from, name) : nullptr;
  return value != nullptr && value->IsArray() ? value : nullptr;
}

std::string_view text(const JsonValue& from, std::string_view name) {
  const JsonValue* value = from.IsObject() ? findMember(from, name) : nullptr;
  return value != nullptr && value->IsString() ? textOf(*value) : std::string_view();
}

bool isTrue(const JsonValue& from, std::string_view name) {
  const JsonValue* value = from.IsObject() ? findMember(from, name) : nullptr;
  return value != nullptr && scalarText(*value) == "true";
}

std::string jsonOf(const JsonValue& value) {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  value.Accept(writer);
  return {buffer.GetString(), buffer.GetSize()};
}

void takeThroughput(Builder& to, const JsonValue& from, bool on_demand) {
  const JsonValue* throughput = object(from, "ProvisionedThroughput");
  if (throughput == nullptr || on_demand) return;
  Builder units(to.allocator());  // a description has more in it
  units.takeInteger(*throughput, "ReadCapacityUnits", "ReadCapacityUnits");
  units.takeInteger(*throughput, "WriteCapacityUnits", "WriteCapacityUnits");
  to.add("ProvisionedThroughput", units.done());
}

void takeOnDemand(Builder& to, const JsonValue& from, bool on_demand) {
  const JsonValue* ceilings = object(from, "OnDemandThroughput");
  if (ceilings == nullptr || !on_demand) return;
  Builder units(to.allocator());
  units.takeInteger(*ceilings, "MaxReadRequestUnits", "MaxReadRequestUnits");
  units.takeInteger(*ceilings, "MaxWriteRequestUnits", "MaxWriteRequestUnits");
  if (!units.empty()) to.add("OnDemandThroughput", units.done());
}

void takeIndexes(Builder& to, const JsonValue& from, std::string_view kind, bool on_demand) {
  const JsonValue* indexes = array(from, kind);
  if (indexes == nullptr || indexes->Empty()) return;
  JsonValue taken(rapidjson::kArrayType);
  for (const JsonValue& index : indexes->GetArray()) {
    if (!index.IsObject()) continue;
    Builder one(to.allocator());
    for (const char* name : {"IndexName", "KeySchema", "Projection"}) one.take(index, name);
    if (kind == "GlobalSecondaryIndexes") {
      takeThroughput(one, index, on_demand);
      takeOnDemand(one, index, on_demand);
    }
    taken.PushBack(one.done(), to.allocator());
  }
  to.add(kind, std::move(taken));
}

void takeStream(Builder& to, const JsonValue& from) {
  const JsonValue* stream = object(from, "StreamSpecification");
  if (stream == nullptr || text(*stream, "StreamViewType").empty()) return;  // as of a table without one
  Builder specification(to.allocator());
  specification.add("StreamEnabled", JsonValue(true));
  specification.take(*stream, "StreamViewType");
  to.add("StreamSpecification", specification.done());
}

// From an object with the members of a description, of a request or of CloudFormation's resource, which mostly agree.
TableDefinition definitionOf(const JsonValue& from, std::string_view name, Allocator& allocator) {
  TableDefinition definition;
  definition.name = name;
  Builder table(allocator);
  table.add("TableName", name);
  for (const char* member : {"AttributeDefinitions", "KeySchema", "Tags"}) table.take(from, member);
  const JsonValue* summary = object(from, "BillingModeSummary");
  const std::string_view mode = text(summary ? *summary : from, "BillingMode");
  // Without either, a provisioned table would be refused; whoever says nothing wants a table that works.
  const bool on_demand = mode == "PAY_PER_REQUEST" || (mode.empty() && object(from, "ProvisionedThroughput") == nullptr);
  table.add("BillingMode", std::string_view(on_demand ? "PAY_PER_REQUEST" : "PROVISIONED"));
  takeThroughput(table, from, on_demand);
  takeOnDemand(table, from, on_demand);
  takeIndexes(table, from, "LocalSecondaryIndexes", on_demand);
  takeIndexes(table, from, "GlobalSecondaryIndexes", on_demand);
  takeStream(table, from);
  const JsonValue* table_class = object(from, "TableClassSummary");
  if (const auto wanted = text(table_class ? *table_class : from, "TableClass"); !wanted.empty())
    table.add("TableClass", wanted);
  if (isTrue(from, "DeletionProtectionEnabled")) table.add("DeletionProtectionEnabled", JsonValue(true));
  definition.create_table = jsonOf(table.done());

  const JsonValue* expiry = object(from, "TimeToLiveSpecification");
  if (expiry != nullptr && (isTrue(*expiry, "Enabled") || findMember(*expiry, "Enabled") == nullptr)) {
    Builder specification(allocator);
    specification.take(*expiry, "AttributeName");
    specification.add("Enabled", JsonValue(true));
    Builder request(allocator);
    request.add("TableName", name);
    request.add("TimeToLiveSpecification", specification.done());
    definition.update_time_to_live = jsonOf(request.done());
  }
  return definition;
}

// --- CloudFormation and SAM ----------------------------------------------------------------------------------------------

// A SAM SimpleTable in the members of a table.
JsonValue simpleTable(const JsonValue& properties, Allocator& allocator) {
  const JsonValue* key = object(properties, "PrimaryKey");
  std::string_view name = key ? text(*key, "Name") : std::string_view();
  const std::string_view type = key ? text(*key, "Type") : std::string_view();
  if (name.empty()) name = "id";  // AWS SAM developer guide, AWS::Serverless::SimpleTable
  Builder definition(allocator), element(allocator), table(allocator);
  definition.add("AttributeName", name);
  definition.add("AttributeType", std::string_view(type == "Number" ? "N" : type == "Binary" ? "B" : "S"));
  element.add("AttributeName", name);
  element.add("KeyType", std::string_view("HASH"));
  JsonValue definitions(rapidjson::kArrayType), key_schema(rapidjson::kArrayType), tags(rapidjson::kArrayType);
  definitions.PushBack(definition.done(), allocator);
  key_schema.PushBack(element.done(), allocator);
  table.add("AttributeDefinitions", std::move(definitions));
  table.add("KeySchema", std::move(key_schema));
  table.take(properties, "ProvisionedThroughput");
  if (const JsonValue* given = object(properties, "Tags")) {
    for (const auto& [key_name, value] : given->GetObject()) {
      Builder tag(allocator);
      tag.addCopy("Key", key_name);
      tag.add("Value", std::string_view(scalarText(value)));
      tags.PushBack(tag.done(), allocator);
    }
    table.add("Tags", std::move(tags));
  }
  return table.done();
}

Result<std::vector<TableDefinition>> readTemplate(const JsonValue& document, std::string_view account,
                                                  std::string_view region, Allocator& allocator) {
  const TemplateValues values(document, account, region, allocator);
  std::vector<TableDefinition> tables;
  const JsonValue empty(rapidjson::kObjectType);
  for (const auto& member : object(document, "Resources")->GetObject()) {
    const std::string_view logical_id = textOf(member.name);
    const JsonValue& resource = member.value;
    const std::string_view type = text(resource, "Type");
    const bool simple = type == "AWS::Serverless::SimpleTable";
    if (!simple && type != "AWS::DynamoDB::Table" && type != "AWS::DynamoDB::GlobalTable") continue;
    const auto failed = [&](const Error& error) {
      return validationError("the resource " + std::string(logical_id) + " " + error.message);
    };
    if (const auto condition = text(resource, "Condition"); !condition.empty()) {
      const auto holds = values.holdsNamed(condition);
      if (!holds) return failed(holds.error());
      if (!*holds) continue;
    }
    const JsonValue* properties = object(resource, "Properties");
    const auto resolved = values.resolve(properties ? *properties : empty);
    if (!resolved) return failed(resolved.error());
    std::string_view name = text(*resolved, "TableName");
    if (name.empty()) name = logical_id;
    tables.push_back(
        definitionOf(simple ? simpleTable(*resolved, allocator) : JsonValue(*resolved, allocator), name, allocator));
  }
  return tables;
}

// --- Terraform -----------------------------------------------------------------------------------------------------------

JsonValue keySchema(std::string_view hash, std::string_view range, Allocator& allocator) {
  JsonValue schema(rapidjson::kArrayType);
  for (const auto& [name, type] : {std::pair(hash, "HASH"), {range, "RANGE"}}) {
    if (name.empty()) continue;
    Builder element(allocator);
    element.add("AttributeName", name);
    element.add("KeyType", std::string_view(type));
    schema.PushBack(element.done(), allocator);
  }
  return schema;
}

JsonValue terraformThroughput(const JsonValue& values, Allocator& allocator) {
  Builder throughput(allocator);
  throughput.takeInteger(values, "read_capacity", "ReadCapacityUnits");
  throughput.takeInteger(values, "write_capacity", "WriteCapacityUnits");
  return throughput.done();
}

JsonValue terraformIndexes(const JsonValue& indexes, std::string_view table_hash, Allocator& allocator) {
  JsonValue list(rapidjson::kArrayType);
  for (const JsonValue& values : indexes.GetArray()) {
    if (!values.IsObject()) continue;
    Builder index(allocator), projection(allocator);
    index.add("IndexName", text(values, "name"));
    const std::string_view hash = text(values, "hash_key");
    index.add("KeySchema", keySchema(hash.empty() ? table_hash : hash, text(values, "range_key"), allocator));
    projection.add("ProjectionType", text(values, "projection_type"));
    if (const JsonValue* included = array(values, "non_key_attributes"); included && !included->Empty()) {
      projection.addCopy("NonKeyAttributes", *included);
    }
    index.add("Projection", projection.done());
    index.add("ProvisionedThroughput", terraformThroughput(values, allocator));
    list.PushBack(index.done(), allocator);
  }
  return list;
}

JsonValue terraformTable(const JsonValue& values, Allocator& allocator) {
  Builder table(allocator);
  JsonValue definitions(rapidjson::kArrayType), tags(rapidjson::kArrayType);
  if (const JsonValue* attributes = array(values, "attribute")) {
    for (const JsonValue& attribute : attributes->GetArray()) {
      Builder definition(allocator);
      definition.add("AttributeName", text(attribute, "name"));
      definition.add("AttributeType", text(attribute, "type"));
      definitions.PushBack(definition.done(), allocator);
    }
  }
  table.add("AttributeDefinitions", std::move(definitions));
  const std::string_view hash = text(values, "hash_key");
  table.add("KeySchema", keySchema(hash, text(values, "range_key"), allocator));
  const std::string_view mode = text(values, "billing_mode");
  table.add("BillingMode", mode.empty() ? std::string_view("PROVISIONED") : mode);  // the provider's default
  table.add("ProvisionedThroughput", terraformThroughput(values, allocator));
  if (const auto* local = array(values, "local_secondary_index")) {
    table.add("LocalSecondaryIndexes", terraformIndexes(*local, hash, allocator));
  }
  if (const auto* global = array(values, "global_secondary_index")) {
    table.add("GlobalSecondaryIndexes", terraformIndexes(*global, hash, allocator));
  }
  if (isTrue(values, "stream_enabled")) {
    Builder stream(allocator);
    stream.add("StreamViewType", text(values, "stream_view_type"));
    table.add("StreamSpecification", stream.done());
  }
  if (const JsonValue* expiry = array(values, "ttl"); expiry && !expiry->Empty() && isTrue((*expiry)[0], "enabled")) {
    Builder specification(allocator);
    specification.add("AttributeName", text((*expiry)[0], "attribute_name"));
    table.add("TimeToLiveSpecification", specification.done());
  }
  if (const JsonValue* given = object(values, "tags"); given && !given->ObjectEmpty()) {
    for (const auto& [key, value] : given->GetObject()) {
      Builder tag(allocator);
      tag.addCopy("Key", key);
      tag.addCopy("Value", value);
      tags.PushBack(tag.done(), allocator);
    }
    table.add("Tags", std::move(tags));
  }
  table.add("TableClass", text(values, "table_class"));
  if (isTrue(values, "deletion_protection_enabled")) table.add("DeletionProtectionEnabled", JsonValue(true));
  return table.done();
}

// A module's tables, and those of the modules in it; no deeper than the parsed document is.
Result<void> readModule(const JsonValue& module, std::vector<TableDefinition>& tables, Allocator& allocator, int depth = 0) {
  if (depth > kMaxDefinitionDepth) return validationError("is nested too deep");
  if (const JsonValue* resources = array(module, "resources")) {
    for (const JsonValue& resource : resources->GetArray()) {
      const JsonValue* values = object(resource, "values");
      if (text(resource, "type") != "aws_dynamodb_table" || text(resource, "mode") == "data" || values == nullptr) continue;
      const std::string_view name = text(*values, "name");
      if (name.empty()) {
        return validationError("the name of " + std::string(text(resource, "address")) + " is known only after apply");
      }
      tables.push_back(definitionOf(terraformTable(*values, allocator), name, allocator));
    }
  }
  if (const JsonValue* children = array(module, "child_modules")) {
    for (const JsonValue& child : children->GetArray()) TRY(readModule(child, tables, allocator, depth + 1));
  }
  return {};
}

bool nestsWithin(const JsonValue& value, int depth) {
  if (depth < 0) return false;
  const auto fits = [&](const JsonValue& inner) { return nestsWithin(inner, depth - 1); };
  if (value.IsArray()) return std::all_of(value.Begin(), value.End(), fits);
  if (!value.IsObject()) return true;
  return std::all_of(value.MemberBegin(), value.MemberEnd(), [&](const auto& member) { return fits(member.value); });
}

// --- All kinds -----------------------------------------------------------------------------------------------------------

Error unknownKind() {
  return validationError(
      "is none of: CreateTable or DescribeTable JSON, a CloudFormation or SAM template, terraform show -json");
}

Result<void> readPlain(const JsonValue& value, std::vector<TableDefinition>& tables, Allocator& allocator) {
  const JsonValue* table = &value;
  for (const char* wrapper : {"Table", "TableDescription"}) {
    if (const JsonValue* inner = object(value, wrapper)) table = inner;
  }
  const std::string_view name = text(*table, "TableName");
  if (name.empty() || array(*table, "KeySchema") == nullptr) return unknownKind();
  tables.push_back(definitionOf(*table, name, allocator));
  return {};
}

Result<std::vector<TableDefinition>> readAnyKind(const JsonValue& document, std::string_view account,
                                                 std::string_view region, Allocator& allocator) {
  std::vector<TableDefinition> tables;
  if (document.IsArray()) {
    if (document.Size() > kMaxTables) return validationError("has too many tables");
    for (const JsonValue& element : document.GetArray()) TRY(readPlain(element, tables, allocator));
    return tables;
  }
  if (!document.IsObject()) return unknownKind();
  if (object(document, "Resources") != nullptr) return readTemplate(document, account, region, allocator);
  for (const char* values : {"planned_values", "values"}) {
    if (const JsonValue* module = object(document, values)) {
      if (const JsonValue* root = object(*module, "root_module")) TRY(readModule(*root, tables, allocator));
      return tables;
    }
  }
  TRY(readPlain(document, tables, allocator));
  return tables;
}

}  // namespace

Result<std::vector<TableDefinition>> readTableDefinitions(std::string_view text, std::string_view account,
                                                          std::string_view region) {
  rapidjson::Document document;
  document
      .Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag | rapidjson::kParseFullPrecisionFlag>(
          text.data(), text.size());
  if (document.HasParseError()) {
    return validationError("is not JSON: " + std::string(rapidjson::GetParseError_En(document.GetParseError())) +
                           " At byte " + std::to_string(document.GetErrorOffset()));
  }
  if (!nestsWithin(document, kMaxDefinitionDepth)) return validationError("is nested too deep");
  auto tables = readAnyKind(document, account, region, document.GetAllocator());
  if (tables && tables->empty()) return validationError("has no tables");
  return tables;
}

}  // namespace stator
