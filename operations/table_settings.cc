#include "operations/table_settings.h"

#include "base/digest.h"

namespace stator {
namespace {

// The key that the account would have as its default one for DynamoDB: made up, but stable for account and region.
std::string defaultKeyId(const Caller& caller) {
  const auto digest = md5(caller.account + "/" + caller.region + "/aws/dynamodb");
  const std::string text = hex({reinterpret_cast<const char*>(digest.data()), digest.size()});
  return text.substr(0, 8) + "-" + text.substr(8, 4) + "-" + text.substr(12, 4) + "-" + text.substr(16, 4) + "-" + text.substr(20);
}

std::string keyArn(std::string_view key, const Caller& caller) {
  if (key.starts_with("arn:")) return std::string(key);
  const std::string_view kind = key.starts_with("alias/") ? "" : "key/";
  return "arn:aws:kms:" + caller.region + ":" + caller.account + ":" + std::string(kind) + std::string(key);
}

}  // namespace

Result<std::optional<SseSpecification>> readSse(RequestValue specification, const Caller& caller) {
  if (!specification) return std::optional<SseSpecification>();
  const RequestValue key = specification["KMSMasterKeyId"];
  if (!specification["Enabled"].boolean()) {
    // Text unverified.
    if (key || specification["SSEType"]) return invalidParameter("KMSMasterKeyId and SSEType can only be specified when SSE is enabled");
    return std::optional<SseSpecification>();
  }
  if (specification["SSEType"].string("KMS") != "KMS") return invalidParameter("SSEType AES256 is not supported");  // unverified
  return std::optional(SseSpecification{keyArn(key ? key.string() : defaultKeyId(caller), caller)});
}

Result<void> refuseUnsupported(RequestValue request) {
  for (std::string_view member : {"VectorIndexes", "VectorIndexUpdates", "ReplicaUpdates", "GlobalTableSourceArn",
                                  "GlobalTableSettingsReplicationMode", "GlobalTableWitnessUpdates", "MultiRegionConsistency"}) {
    if (request[member]) return validationError("Stator does not support the parameter " + std::string(member) + " yet");
  }
  return {};
}

}  // namespace stator
