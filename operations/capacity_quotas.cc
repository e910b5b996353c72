#include "operations/capacity_quotas.h"

#include <algorithm>
#include <string>

namespace stator {
namespace {

constexpr std::string_view kRefer =
    " Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.";

// Reads or writes.
struct Kind {
  std::string_view name;
  int64_t ProvisionedThroughput::*units;
};
constexpr Kind kKinds[] = {{"ReadCapacityUnits", &ProvisionedThroughput::read},
                           {"WriteCapacityUnits", &ProvisionedThroughput::write}};

int64_t totalOf(const TableSchema& table, const Kind& kind) {
  if (table.billing_mode != BillingMode::Provisioned) return 0;
  int64_t total = table.throughput.*kind.units;
  for (const SecondaryIndex& index : table.indexes)
    if (index.global) total += index.throughput.*kind.units;
  return total;
}

Error limitExceeded(std::string text) { return {ErrorCode::LimitExceededException, std::move(text.append(kRefer))}; }

// The texts of this file: aws-controllers-k8s, api-quirks, DDB-TABLE-443.
Result<void> checkOne(const TableSchema& table, const Kind& kind, std::string_view index, int64_t requested,
                      int64_t before) {
  if (requested <= std::max(kTableQuotaUnits, before)) return {};
  const std::string owner = index.empty() ? "table" : "index";
  const std::string of_index = index.empty() ? "" : " for index " + std::string(index);
  return limitExceeded("The requested " + std::string(kind.name) + of_index + ", " + std::to_string(requested) +
                       ", is above the per " + owner + " maximum for the account in " + table.region + ". Per " + owner +
                       " maximum: " + std::to_string(kTableQuotaUnits) + ".");
}

Result<void> checkAccount(const Catalog& catalog, const TableSchema& requested, const Kind& kind, int64_t before) {
  const int64_t wanted = totalOf(requested, kind);
  if (wanted <= before) return {};
  int64_t reserved = 0;
  for (const auto& table : catalog.all())
    if (table->account == requested.account && table->region == requested.region) reserved += totalOf(*table, kind);
  if (reserved - before + wanted <= kAccountQuotaUnits) return {};
  return limitExceeded("This request would have caused the " + std::string(kind.name) +
                       " limit to be exceeded for the account in " + requested.region + ". Current " +
                       std::string(kind.name) + " reserved by the account: " + std::to_string(reserved) +
                       ". Limit: " + std::to_string(kAccountQuotaUnits) + ". Requested: " + std::to_string(wanted) + ".");
}

}  // namespace

Result<void> checkQuotas(const Catalog& catalog, const TableSchema& requested, const TableSchema* before) {
  if (requested.billing_mode != BillingMode::Provisioned) return {};
  for (const Kind& kind : kKinds) {
    TRY(checkOne(requested, kind, {}, requested.throughput.*kind.units, before ? before->throughput.*kind.units : 0));
    for (const SecondaryIndex& index : requested.indexes) {
      const SecondaryIndex* old = before ? before->findIndex(index.name) : nullptr;
      TRY(checkOne(requested, kind, index.name, index.throughput.*kind.units, old ? old->throughput.*kind.units : 0));
    }
    TRY(checkAccount(catalog, requested, kind, before ? totalOf(*before, kind) : 0));
  }
  return {};
}

}  // namespace stator
