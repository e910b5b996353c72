#include "operations/update_table_request.h"

#include <algorithm>
#include <string>

#include "operations/index_updates.h"
#include "operations/table_settings.h"
#include "operations/throughput_settings.h"

// Rules and texts: aws-controllers-k8s, api-quirks, October 2026: DDB-TABLE-015, 056, 174, 359, 382, 433, 449 and 456.

namespace stator {
namespace {

// A change, as the request and as the service's text calls it. Without a name in the request it is the service's alone.
struct Change {
  std::string_view member;
  std::string_view text;
};
constexpr Change kChanges[] = {{"ProvisionedThroughput", "ProvisionedThroughput"},
                               {"BillingMode", "BillingMode"},
                               {"StreamSpecification", "UpdateStreamEnabled"},
                               {"GlobalSecondaryIndexUpdates", "GlobalSecondaryIndexUpdates"},
                               {"SSESpecification", "SSESpecification"},
                               {"ReplicaUpdates", "ReplicaUpdates"},
                               {"", "MultiAccountReplicaReady"},
                               {"", "ReplicaTransitRoleArn"},
                               {"MultiRegionConsistency", "MultiRegionConsistency"},
                               {"DeletionProtectionEnabled", "DeletionProtectionEnabled"},
                               {"OnDemandThroughput", "OnDemandThroughput"},
                               {"WarmThroughput", "WarmThroughput"},
                               {"TableClass", "TableClass"}};

// MultiRegionConsistency alone, and an empty list of index updates, change nothing.
bool changesAnything(RequestValue request) {
  const auto changes = [&](const Change& change) {
    if (change.member == "MultiRegionConsistency") return false;
    if (change.member == "GlobalSecondaryIndexUpdates") return !request[change.member].empty();
    return static_cast<bool>(request[change.member]);
  };
  return std::ranges::any_of(kChanges, changes) || request["VectorIndexUpdates"] || request["GlobalTableWitnessUpdates"] ||
         request["GlobalTableSettingsReplicationMode"];
}

// What the request names all the same is left out of the list.
Error nothingToChange(RequestValue request) {
  std::vector<std::string_view> names;
  for (const Change& change : kChanges) {
    const bool named = request[change.member] && change.member == "MultiRegionConsistency";
    if (!named) names.push_back(change.text);
  }
  std::string text = "At least one of ";
  for (size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += i + 1 == names.size() ? " or " : ", ";
    text += names[i];
  }
  return validationError(text + " is required");
}

Result<void> checkAlone(RequestValue request) {
  constexpr std::string_view kMembers[] = {"SSESpecification",
                                           "TableClass",
                                           "DeletionProtectionEnabled",
                                           "WarmThroughput",
                                           "BillingMode",
                                           "OnDemandThroughput",
                                           "StreamSpecification",
                                           "ProvisionedThroughput",
                                           "GlobalSecondaryIndexUpdates"};
  const auto count = std::ranges::count_if(kMembers, [&](std::string_view member) { return asksFor(request, member); });
  if (count < 2) return {};
  constexpr std::string_view kOnly = " modification must be the only operation in the request";
  if (asksFor(request, "SSESpecification")) return invalidParameter("Server-Side Encryption" + std::string(kOnly));
  if (asksFor(request, "TableClass")) return invalidParameter("TableClass" + std::string(kOnly));
  if (asksFor(request, "DeletionProtectionEnabled")) return invalidParameter("DeletionProtection" + std::string(kOnly));
  if (asksFor(request, "OnDemandThroughput") && (count > 2 || !asksFor(request, "BillingMode"))) {
    return invalidParameter("OnDemandThroughput can only be combined with BillingMode in an UpdateTable request");
  }
  if (!asksFor(request, "WarmThroughput")) return {};
  for (RequestValue update : request["GlobalSecondaryIndexUpdates"].elements()) {
    if (update["Create"])
      return invalidParameter("Create global secondary index cannot be specified when updating WarmThroughput");
  }
  return invalidParameter("WarmThroughput must be the only operation in the request");
}

// The texts read as if something were under way; they are about this request.
Result<void> checkTogether(RequestValue request) {
  TRY(checkAlone(request));
  const bool iops = request["ProvisionedThroughput"] || request["BillingMode"].string() == "PROVISIONED";
  const bool stream = static_cast<bool>(request["StreamSpecification"]);
  if (iops && stream) return invalidParameter("You cannot modify stream status while updating table IOPS");
  if (!asksForIndexes(request)) return {};
  if (iops) return invalidParameter("You cannot create or delete index while updating table IOPS");
  if (stream) return invalidParameter("You cannot create or delete index while changing stream status");
  return {};
}

Result<void> checkBilling(RequestValue request) {
  const std::string_view mode = request["BillingMode"].string();
  const RequestValue throughput = request["ProvisionedThroughput"];
  if (mode == "PROVISIONED" && !throughput) {
    return invalidParameter("ProvisionedThroughput must be specified when BillingMode is PROVISIONED");
  }
  if (!throughput) return {};
  if (mode == "PAY_PER_REQUEST") {
    return invalidParameter("ProvisionedThroughput cannot be specified when BillingMode is PAY_PER_REQUEST");
  }
  TRY(readThroughput(throughput));
  return {};
}

}  // namespace

bool asksFor(RequestValue request, std::string_view member) {
  const RequestValue value = request[member];
  return value && ((member != "OnDemandThroughput" && member != "WarmThroughput") || !value.empty());
}

bool asksForIndexes(RequestValue request) {
  for (RequestValue update : request["GlobalSecondaryIndexUpdates"].elements()) {
    if (update["Create"] || update["Delete"]) return true;
  }
  return false;
}

Result<void> checkUpdateRequest(RequestValue request) {
  if (!changesAnything(request)) return nothingToChange(request);
  TRY(refuseUnsupported(request));
  const RequestValue indexes = request["GlobalSecondaryIndexUpdates"];
  if (indexes && indexes.empty()) return invalidParameter("List of GlobalSecondaryIndexUpdates is empty");
  TRY(checkTogether(request));
  TRY(readTableClass(request["TableClass"]));
  TRY(checkBilling(request));
  return checkIndexUpdates(indexes, static_cast<bool>(request["AttributeDefinitions"]));
}

}  // namespace stator
