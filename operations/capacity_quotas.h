// How much throughput an account may provision in a region: the service's default quotas (AWS developer guide).
#pragma once

#include "operations/capacity_limits.h"
#include "storage/catalog.h"
#include "types/result.h"

namespace stator {

inline constexpr int64_t kAccountQuotaUnits = 80000;  // per second and kind, of all provisioned tables of a region together

// For a table that is about to be made (`before` is nullptr) or changed. LimitExceededException when a table or a global
// index asks for more than kTableQuotaUnits, or the account's tables for more than kAccountQuotaUnits. What is not raised is
// not looked at.
Result<void> checkQuotas(const Catalog& catalog, const TableSchema& requested, const TableSchema* before);

}  // namespace stator
