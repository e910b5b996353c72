// TagResource, UntagResource and ListTagsOfResource. Tags live in the table's record.
#include "operations/operation.h"
#include "operations/table_access.h"
#include "types/limits.h"

namespace stator {
namespace {

// The resource must look like a table's ARN. (That texts which are no ARN at all are a ValidationException is the parity suite's,
// 2026; dynalite had AccessDeniedException.)
Result<TableReference> readResource(OperationContext& context) {
  const RequestValue arn = context.request["ResourceArn"];
  if (!arn) return validationError("Invalid TableArn");
  const std::string_view text = arn.string();
  const TableReference reference = tableReference(context.caller, text);
  const bool is_table = text.starts_with("arn:aws:dynamodb:") && text.find(":table/") != std::string_view::npos &&
                        reference.name.size() >= kMinTableNameLength && reference.name.find('/') == std::string::npos;
  if (!is_table) return validationError("Invalid TableArn: Invalid ResourceArn provided as input " + std::string(text));
  return reference;
}

Error accessDenied(const OperationContext& context, std::string_view operation) {
  return Error{ErrorCode::AccessDeniedException, "User: arn:aws:iam::" + context.caller.account +
                                                     ":root is not authorized to perform: dynamodb:" + std::string(operation) +
                                                     " on resource: " + std::string(context.request["ResourceArn"].string())};
}

// The misspelling is the service's (dynalite).
Error resourceNotFound(const OperationContext& context) {
  return Error{ErrorCode::ResourceNotFoundException, "Requested resource not found: ResourcArn: " +
                                                         std::string(context.request["ResourceArn"].string()) + " not found"};
}

std::shared_ptr<const TableSchema> find(OperationContext& context, const TableReference& table) {
  return settle(context.engine, context.engine.catalog().find(table.account, table.region, table.name));
}

}  // namespace

Result<void> tagResource(OperationContext& context) {
  const TableReference table = TRY(readResource(context));
  const RequestValue tags = context.request["Tags"];
  if (tags.empty()) return validationError("Atleast one Tag needs to be provided as Input.");
  for (RequestValue tag : tags.elements()) {
    if (!tag["Key"].string().starts_with("aws:")) continue;
    return invalidParameter("Tag keys starting with 'aws:' are reserved");  // the rule is documented, the text unverified
  }
  if (!find(context, table)) return resourceNotFound(context);
  TRY(context.engine.catalog().update(table.account, table.region, table.name, [&](TableSchema& schema) -> Result<void> {
    for (RequestValue tag : tags.elements()) schema.tags[std::string(tag["Key"].string())] = tag["Value"].string();
    if (schema.tags.size() > kMaxTags) return invalidParameter("Too many tags: a resource can have at most 50");  // unverified
    return {};
  }));
  return {};
}

Result<void> untagResource(OperationContext& context) {
  const TableReference table = TRY(readResource(context));
  const RequestValue keys = context.request["TagKeys"];
  if (keys.empty()) return validationError("Atleast one Tag Key needs to be provided as Input.");
  if (!find(context, table)) return Error{ErrorCode::ResourceNotFoundException, "Requested resource not found"};
  TRY(context.engine.catalog().update(table.account, table.region, table.name, [&](TableSchema& schema) -> Result<void> {
    for (RequestValue key : keys.elements()) schema.tags.erase(std::string(key.string()));
    return {};
  }));
  return {};
}

Result<void> listTagsOfResource(OperationContext& context) {
  const TableReference reference = TRY(readResource(context));
  const auto table = find(context, reference);
  if (!table) return accessDenied(context, "ListTagsOfResource");  // since 2026 (parity suite)
  ResponseWriter& out = context.response;
  out.beginObject();
  out.key("Tags");
  out.beginArray();
  // All tags fit one page, so there is no NextToken; one that is given names the key to go on behind.
  for (auto tag = table->tags.upper_bound(std::string(context.request["NextToken"].string())); tag != table->tags.end(); ++tag) {
    out.beginObject();
    out.member("Key", tag->first);
    out.member("Value", tag->second);
    out.endObject();
  }
  out.endArray();
  out.endObject();
  return {};
}

}  // namespace stator
