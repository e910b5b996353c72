#include "operations/throughput_settings.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>

#include "types/limits.h"

// Unless said otherwise, rules and texts are those of aws-controllers-k8s, api-quirks, October 2026.

namespace stator {
namespace {

using std::chrono::days;
using std::chrono::floor;

constexpr int64_t kNoCeiling = -1;
constexpr int64_t kFreeDecreases = 4;               // a UTC day
constexpr std::chrono::hours kDecreaseInterval{1};  // between any more of them

Result<void> checkUnits(int64_t units, std::string_view member) {
  if (units <= kMaxCapacityUnits) return {};
  return validationError("Given value " + std::to_string(units) + " for " + std::string(member) + " is out of bounds");
}

// "Thursday, October 8, 2026 at 11:20:48 PM Coordinated Universal Time"
std::string longTime(TimePoint time) {
  const std::time_t seconds = floor<std::chrono::seconds>(time).time_since_epoch().count();
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  char day[64], clock[64];
  std::strftime(day, sizeof day, "%A, %B ", &utc);
  const int hour = utc.tm_hour % 12 == 0 ? 12 : utc.tm_hour % 12;
  std::snprintf(clock, sizeof clock, "%d, %d at %d:%02d:%02d %s", utc.tm_mday, utc.tm_year + 1900, hour, utc.tm_min,
                utc.tm_sec, utc.tm_hour < 12 ? "AM" : "PM");
  return std::string(day) + clock + " Coordinated Universal Time";
}

Result<void> checkDecreases(const ProvisionedThroughput& throughput, TimePoint now) {
  const int64_t today = decreasesToday(throughput, now);
  if (today < kFreeDecreases) return {};
  const TimePoint last = *throughput.last_decrease;
  const TimePoint midnight = floor<days>(last) + days(1);
  const TimePoint next = std::min<TimePoint>(last + kDecreaseInterval, midnight);
  if (now >= next) return {};
  return Error{
      ErrorCode::LimitExceededException,
      "Subscriber limit exceeded: Provisioned throughput decreases are limited within a given UTC day. After the first 4 "
      "decreases, each subsequent decrease in the same UTC day can be performed at most once every 3600 seconds. Number of "
      "decreases today: " +
          std::to_string(today) + ". Last decrease at " + longTime(last) + ". Next decrease can be made at " +
          longTime(next)};
}

// CreateTable and UpdateTable name an index, and end the sentence, each in its own way.
Error ceilingOnProvisioned(std::string_view member, const ThroughputOf& of) {
  std::string text(member);
  text += " for OnDemandThroughput ";
  if (!of.index.empty()) text += (of.updates_table ? "for index : " : "for index: ") + std::string(of.index) + " ";
  text += of.updates_table ? "cannot be specified when the table BillingMode is PROVISIONED"
                           : "cannot be specified when table BillingMode is PROVISIONED.";
  return invalidParameter(text);
}

Result<void> readCeiling(RequestValue ceilings, std::string_view member, const ThroughputOf& of, bool unlimited_allowed,
                         std::optional<int64_t>& ceiling) {
  const RequestValue value = ceilings[member];
  if (!value) return {};
  if (of.billing_mode == BillingMode::Provisioned) return ceilingOnProvisioned(member, of);
  const int64_t units = value.integer();
  if (units < 1 && !(unlimited_allowed && units == kNoCeiling)) {
    return invalidParameter("Requested " + std::string(member) + " for OnDemandThroughput for " +
                            (of.index.empty() ? "table" : "index : " + std::string(of.index)) +
                            " is outside of valid range");
  }
  ceiling = units;
  return {};
}

std::string warmOwner(std::string_view index) { return index.empty() ? "table" : "index " + std::string(index); }

Result<void> checkNewWarm(RequestValue warm, std::string_view member, int64_t least, std::string_view provisioned_member,
                          const ThroughputOf& of) {
  const RequestValue value = warm[member];
  if (!value || value.integer() >= least) return {};
  const std::string start =
      "Requested " + std::string(member) + " for WarmThroughput for " + warmOwner(of.index) + " is lower than ";
  if (of.billing_mode == BillingMode::Provisioned) {
    return invalidParameter(start + std::string(provisioned_member) + " of ProvisionedThroughput");
  }
  return invalidParameter(
      start +
      "initial throughput for OnDemand. See: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/"
      "on-demand-capacity-mode.html#on-demand-capacity-mode-initial");
}

Result<void> raise(RequestValue warm, std::string_view member, std::string_view index, int64_t effective, int64_t& units) {
  const RequestValue value = warm[member];
  if (!value) return {};
  if (value.integer() < effective) {
    return invalidParameter("Requested " + std::string(member) + " for WarmThroughput for " + warmOwner(index) +
                            " is lower than current WarmThroughput, decreasing WarmThroughput is not supported");
  }
  units = value.integer();
  return {};
}

}  // namespace

Result<ProvisionedThroughput> readThroughput(RequestValue request) {
  ProvisionedThroughput throughput;
  throughput.read = request["ReadCapacityUnits"].integer();
  throughput.write = request["WriteCapacityUnits"].integer();
  TRY(checkUnits(throughput.read, "ReadCapacityUnits"));
  TRY(checkUnits(throughput.write, "WriteCapacityUnits"));
  return throughput;
}

bool sameUnits(const ProvisionedThroughput& a, const ProvisionedThroughput& b) {
  return a.read == b.read && a.write == b.write;
}

Result<void> changeThroughput(ProvisionedThroughput& throughput, const ProvisionedThroughput& requested, TimePoint now) {
  const bool increases = requested.read > throughput.read || requested.write > throughput.write;
  const bool decreases = requested.read < throughput.read || requested.write < throughput.write;
  if (decreases) {  // reads and writes in one request count once
    TRY(checkDecreases(throughput, now));
    throughput.decreases_today = decreasesToday(throughput, now) + 1;
    throughput.last_decrease = now;
  }
  if (increases) throughput.last_increase = now;
  throughput.read = requested.read;
  throughput.write = requested.write;
  return {};
}

int64_t decreasesToday(const ProvisionedThroughput& throughput, TimePoint now) {
  const bool today = throughput.last_decrease && floor<days>(*throughput.last_decrease) == floor<days>(now);
  return today ? throughput.decreases_today : 0;
}

Error throughputWillNotChange(std::string_view index, const ProvisionedThroughput& current) {
  const std::string where = index.empty() ? "the table" : "index " + std::string(index);
  const auto units = [&](const std::string& member, int64_t value) {
    const std::string text = std::to_string(value);
    return "Current " + member + " provisioned for " + where + ": " + text + ". Requested " + member + ": " + text + ". ";
  };
  return validationError(
      "The provisioned throughput for " + (index.empty() ? where : "the " + where) +
      " will not change. The requested value equals the current value. " + units("ReadCapacityUnits", current.read) +
      units("WriteCapacityUnits", current.write) +
      "Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.");
}

Result<OnDemandThroughput> readCeilings(RequestValue ceilings, const ThroughputOf& of) {
  OnDemandThroughput throughput;
  TRY(readCeiling(ceilings, "MaxReadRequestUnits", of, false, throughput.max_read));
  TRY(readCeiling(ceilings, "MaxWriteRequestUnits", of, false, throughput.max_write));
  return throughput;
}

Result<void> mergeCeilings(RequestValue ceilings, const ThroughputOf& of, OnDemandThroughput& current) {
  TRY(readCeiling(ceilings, "MaxReadRequestUnits", of, true, current.max_read));
  return readCeiling(ceilings, "MaxWriteRequestUnits", of, true, current.max_write);
}

OnDemandThroughput withoutUnlimited(OnDemandThroughput throughput) {
  if (throughput.max_read == kNoCeiling) throughput.max_read.reset();
  if (throughput.max_write == kNoCeiling) throughput.max_write.reset();
  return throughput;
}

WarmThroughput effectiveWarm(const std::optional<WarmThroughput>& given, BillingMode mode,
                             const ProvisionedThroughput& provisioned) {
  WarmThroughput warm = mode == BillingMode::PayPerRequest ? WarmThroughput{kOnDemandReadUnits, kOnDemandWriteUnits}
                                                           : WarmThroughput{provisioned.read, provisioned.write};
  if (given) warm = {std::max(warm.read, given->read), std::max(warm.write, given->write)};
  return warm;
}

Result<std::optional<WarmThroughput>> readWarmThroughput(RequestValue warm, const ThroughputOf& of,
                                                         const ProvisionedThroughput& provisioned) {
  if (warm.empty()) return std::optional<WarmThroughput>();
  const WarmThroughput least = effectiveWarm(std::nullopt, of.billing_mode, provisioned);
  TRY(checkNewWarm(warm, "ReadUnitsPerSecond", least.read, "ReadCapacityUnits", of));
  TRY(checkNewWarm(warm, "WriteUnitsPerSecond", least.write, "WriteCapacityUnits", of));
  return std::optional(WarmThroughput{warm["ReadUnitsPerSecond"].integer(0), warm["WriteUnitsPerSecond"].integer(0)});
}

Result<void> raiseWarmThroughput(RequestValue warm, std::string_view index, const WarmThroughput& effective,
                                 std::optional<WarmThroughput>& current) {
  WarmThroughput raised = effective;
  TRY(raise(warm, "ReadUnitsPerSecond", index, effective.read, raised.read));
  TRY(raise(warm, "WriteUnitsPerSecond", index, effective.write, raised.write));
  current = raised;
  return {};
}

void keepWarmThroughput(std::optional<WarmThroughput>& warm, const WarmThroughput& before, BillingMode mode,
                        const ProvisionedThroughput& provisioned) {
  const WarmThroughput now = effectiveWarm(std::nullopt, mode, provisioned);
  if (now.read < before.read || now.write < before.write) warm = before;
}

}  // namespace stator
