// DescribeLimits and DescribeEndpoints: what an account may have, and where the service is.
#include "operations/operation.h"

namespace stator {

Result<void> describeLimits(OperationContext& context) {
  constexpr int64_t kAccountUnits = 80000;  // the service's defaults (AWS developer guide, quotas)
  constexpr int64_t kTableUnits = 40000;
  ResponseWriter& out = context.response;
  out.beginObject();
  out.member("AccountMaxReadCapacityUnits", kAccountUnits);
  out.member("AccountMaxWriteCapacityUnits", kAccountUnits);
  out.member("TableMaxReadCapacityUnits", kTableUnits);
  out.member("TableMaxWriteCapacityUnits", kTableUnits);
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
