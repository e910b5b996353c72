// Provisioned, on-demand and warm throughput of tables and indexes: reading, checking and changing them.
#pragma once

#include <string>

#include "operations/operation.h"
#include "types/result.h"
#include "types/table_schema.h"

namespace stator {

// Whose throughput it is, and in which operation: the texts differ.
struct ThroughputOf {
  BillingMode billing_mode = BillingMode::Provisioned;
  std::string_view index{};    // empty: the table's own
  bool updates_table = false;  // UpdateTable
};

// ReadCapacityUnits and WriteCapacityUnits within bounds (constraints have seen that they are there and positive).
Result<ProvisionedThroughput> readThroughput(RequestValue throughput);

bool sameUnits(const ProvisionedThroughput& a, const ProvisionedThroughput& b);

// Sets the units, and the times and the count of increases and decreases. LimitExceededException when the day's decreases
// are used up: four at once, then one an hour after the last one.
Result<void> changeThroughput(ProvisionedThroughput& throughput, const ProvisionedThroughput& requested, TimePoint now);

// NumberOfDecreasesToday as of `now`: it is counted by UTC day.
int64_t decreasesToday(const ProvisionedThroughput& throughput, TimePoint now);

// "The provisioned throughput for the table will not change. ..."
Error throughputWillNotChange(std::string_view index, const ProvisionedThroughput& current);

// MaxReadRequestUnits and MaxWriteRequestUnits of what is made.
Result<OnDemandThroughput> readCeilings(RequestValue ceilings, const ThroughputOf& of);
// Lays those given over `current`, where -1 (no ceiling) stays until withoutUnlimited() drops it.
Result<void> mergeCeilings(RequestValue ceilings, const ThroughputOf& of, OnDemandThroughput& current);
OnDemandThroughput withoutUnlimited(OnDemandThroughput throughput);

// The warm throughput that holds: what is given, and otherwise what follows from the billing mode.
WarmThroughput effectiveWarm(const std::optional<WarmThroughput>& given, BillingMode mode,
                             const ProvisionedThroughput& provisioned);
// Of what is made: nullopt when nothing is given.
Result<std::optional<WarmThroughput>> readWarmThroughput(RequestValue warm, const ThroughputOf& of,
                                                         const ProvisionedThroughput& provisioned);
// Raises `current`, which never becomes less; `effective` is what holds now.
Result<void> raiseWarmThroughput(RequestValue warm, std::string_view index, const WarmThroughput& effective,
                                 std::optional<WarmThroughput>& current);
// Keeps `before` where what follows from the settings has become less.
void keepWarmThroughput(std::optional<WarmThroughput>& warm, const WarmThroughput& before, BillingMode mode,
                        const ProvisionedThroughput& provisioned);

}  // namespace stator
