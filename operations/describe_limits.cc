// DescribeLimits and DescribeEndpoints: what an account may have, and where the service is.
#include "operations/capacity_quotas.h"
#include "operations/operation.h"

namespace stator {

Result<void> describeLimits(OperationContext& context) {
  ResponseWriter& out = context.response;
  out.beginObject();
  out.member("AccountMaxReadCapacityUnits", kAccountQuotaUnits);
  out.member("AccountMaxWriteCapacityUnits", kAccountQuotaUnits);
  out.member("TableMaxReadCapacityUnits", kTableQuotaUnits);
  out.member("TableMaxWriteCapacityUnits", kTableQuotaUnits);
  out.endObject();
  return {};
}

Result<void> describeEndpoints(OperationContext& context) {
  constexpr int64_t kCacheMinutes = 1440;
  ResponseWriter& out = context.response;
  out.beginObject();
  out.key("Endpoints");
  out.beginArray();
  out.beginObject();
  out.member("Address", "dynamodb." + context.caller.region + ".amazonaws.com");
  out.member("CachePeriodInMinutes", kCacheMinutes);
  out.endObject();
  out.endArray();
  out.endObject();
  return {};
}

}  // namespace stator
