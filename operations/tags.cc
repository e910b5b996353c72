// TagResource, UntagResource and ListTagsOfResource. Tags live in the table's record.
#include "operations/operation.h"
#include "operations/table_access.h"
#include "operations/tag_rules.h"

namespace stator {
namespace {

// "arn:<partition>:dynamodb:<region>:<account>:table/<name>". Texts: aws-controllers-k8s, api-quirks, DDB-TABLE-071 and 442.
// A `list` that has to be there is looked for right after the ARN (dynalite); `path` is its name in errors.
Result<TableReference> readResource(OperationContext& context, std::string_view list = {}, std::string_view path = {}) {
  const RequestValue arn = context.request["ResourceArn"];
  if (!arn) return validationError("Invalid TableArn");  // dynalite
  if (!list.empty() && !context.request[list]) {
    return validationError("1 validation error detected: Value null at '" + std::string(path) +
                           "' failed to satisfy constraint: Member must not be null");
  }
  const std::string text(arn.string());
  if (!text.starts_with("arn:")) return invalidParameter("ARNs must start with 'arn:': " + text);
  const TableReference reference = tableReference(context.caller, text);
  const bool is_table = text.find(":dynamodb:") != std::string::npos && text.find(":table/") != std::string::npos;
  if (!is_table || reference.name.find("/backup/") != std::string::npos) {
    return invalidParameter("Provided Arn is not a DynamoDB resource arn: " + text);
  }
  if (reference.name.find("/index/") != std::string::npos) {
    return invalidParameter("Invalid resource arn provided, only table or stream is accepted. Provided resource arn: " +
                            text);
  }
  if (!context.engine.options().shared_database && reference.region != context.caller.region) {
    return validationError("Invalid TableArn: Invalid ResourceArn provided as input " + text);
  }
  return reference;
}

// All three operations say the same (DDB-TABLE-070), also while the table is CREATING or DELETING (DDB-TABLE-101 and 104).
// Of another account's resources nothing is told (DDB-TABLE-071).
Error resourceNotFound(const OperationContext& context, const TableReference& resource) {
  if (resource.account != context.caller.account) return Error{ErrorCode::AccessDeniedException, "Access is denied"};
  return Error{
      ErrorCode::ResourceNotFoundException,
      "Requested resource not found: ResourceArn: " + std::string(context.request["ResourceArn"].string()) + " not found"};
}

std::shared_ptr<const TableSchema> find(OperationContext& context, const TableReference& resource) {
  auto table = settle(context.engine, context.engine.catalog().find(resource.account, resource.region, resource.name));
  const bool there = table && (table->status == TableStatus::Active || table->status == TableStatus::Updating);
  return there ? table : nullptr;
}

}  // namespace

Result<void> tagResource(OperationContext& context) {
  const TableReference resource = TRY(readResource(context, "Tags", "tags"));
  const RequestValue tags = context.request["Tags"];
  if (tags.empty()) return validationError("Atleast one Tag needs to be provided as Input.");
  const std::map<std::string, std::string> given = TRY(readTags(tags));
  if (!find(context, resource)) return resourceNotFound(context, resource);
  TRY(context.engine.catalog().update(resource.account, resource.region, resource.name,
                                      [&](TableSchema& schema) -> Result<void> {
                                        for (const auto& [key, value] : given) schema.tags[key] = value;
                                        return checkTagCount(schema.tags.size());
                                      }));
  return {};
}

Result<void> untagResource(OperationContext& context) {
  const TableReference resource = TRY(readResource(context, "TagKeys", "tagKeys"));
  const RequestValue keys = context.request["TagKeys"];
  if (keys.empty()) return validationError("Atleast one Tag Key needs to be provided as Input.");
  TRY(checkTagKeys(keys));
  if (!find(context, resource)) return resourceNotFound(context, resource);
  TRY(context.engine.catalog().update(resource.account, resource.region, resource.name,
                                      [&](TableSchema& schema) -> Result<void> {
                                        for (RequestValue key : keys.elements())
                                          schema.tags.erase(std::string(key.string()));
                                        return {};
                                      }));
  return {};
}

Result<void> listTagsOfResource(OperationContext& context) {
  const TableReference resource = TRY(readResource(context));
  const auto table = find(context, resource);
  if (!table) return resourceNotFound(context, resource);
  ResponseWriter& out = context.response;
  out.beginObject();
  out.key("Tags");
  out.beginArray();
  // All tags fit one page, so there is no NextToken, and any that is given is ignored (DDB-TABLE-073).
  for (const auto& [key, value] : table->tags) {
    out.beginObject();
    out.member("Key", key);
    out.member("Value", value);
    out.endObject();
  }
  out.endArray();
  out.endObject();
  return {};
}

}  // namespace stator
