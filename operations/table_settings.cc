#include "operations/table_settings.h"

#include "base/digest.h"

namespace stator {
namespace {

constexpr std::string_view kDefaultKeyAlias = "alias/aws/dynamodb";

// The key that the account would have as its default one for DynamoDB: made up, but stable for account and region.
std::string defaultKeyId(const Caller& caller) {
  const auto digest = md5(caller.account + "/" + caller.region + "/aws/dynamodb");
  const std::string text = hex({reinterpret_cast<const char*>(digest.data()), digest.size()});
  return text.substr(0, 8) + "-" + text.substr(8, 4) + "-" + text.substr(12, 4) + "-" + text.substr(16, 4) + "-" +
         text.substr(20);
}

std::string keyArn(std::string_view key, const Caller& caller) {
  if (key.starts_with("arn:")) return std::string(key);
  const std::string_view kind = key.starts_with("alias/") ? "" : "key/";
  return "arn:aws:kms:" + caller.region + ":" + caller.account + ":" + std::string(kind) + std::string(key);
}

}  // namespace

// aws-controllers-k8s, api-quirks, DDB-TABLE-031, 036 and 044: a type alone turns it on too.
Result<std::optional<SseSpecification>> readSse(RequestValue specification, const Caller& caller) {
  if (!specification) return std::optional<SseSpecification>();
  const RequestValue key = specification["KMSMasterKeyId"];
  const RequestValue type = specification["SSEType"];
  if (const RequestValue enabled = specification["Enabled"]; enabled && !enabled.boolean()) {
    if (type) return invalidParameter("SSEType can not be specified if Enabled is false");
    if (key) return invalidParameter("KMSMasterKeyId can not be specified if Enabled is false");
    return std::optional<SseSpecification>();
  }
  if (type && type.string() != "KMS") return invalidParameter("SSEType AES256 is not supported");
  if (key && !type) return invalidParameter("SSEType KMS is required if KMSMasterKeyId is specified");
  if (!type && !specification["Enabled"]) return std::optional<SseSpecification>();
  return std::optional(
      SseSpecification{keyArn(key && key.string() != kDefaultKeyAlias ? key.string() : defaultKeyId(caller), caller)});
}

Result<std::optional<TableClass>> readTableClass(RequestValue table_class) {
  if (!table_class) return std::optional<TableClass>();
  if (const auto known = parseTableClass(table_class.string())) return std::optional(*known);
  // aws-controllers-k8s, api-quirks, DDB-TABLE-442
  return validationError(
      "Invalid table-class parameter provided. Please try again with a valid table-class value: [STANDARD, "
      "STANDARD_INFREQUENT_ACCESS].");
}

Result<void> refuseUnsupported(RequestValue request) {
  for (std::string_view member : kUnsupportedMembers) {
    if (request[member]) return validationError("Stator does not support the parameter " + std::string(member) + " yet");
  }
  return {};
}

}  // namespace stator
