#include "operations/billing_switches.h"

#include <cstdio>
#include <string>
#include <vector>

namespace stator {
namespace {

using Days = std::chrono::time_point<std::chrono::system_clock, std::chrono::days>;

Days dayOf(TimePoint time) { return std::chrono::floor<std::chrono::days>(time); }

// "Sat Feb 23 03:07:45 UTC 2019"
std::string shortUtcTime(TimePoint time) {
  constexpr const char* kWeekdays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const Days day = dayOf(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::seconds>(time - day));
  char text[64];
  std::snprintf(text, sizeof text, "%s %s %02u %02d:%02d:%02d UTC %d", kWeekdays[std::chrono::weekday(day).c_encoding()],
                kMonths[unsigned{date.month()} - 1], unsigned{date.day()}, static_cast<int>(clock.hours().count()),
                static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()), int{date.year()});
  return text;
}

}  // namespace

// Four in 24 hours (AWS developer guide). The text is that of the time when it was one a day; its numbers are unverified.
Result<void> noteSwitchToOnDemand(TableSchema& table, TimePoint now) {
  std::vector<TimePoint>& switches = table.switches_to_on_demand;
  std::erase_if(switches, [&](TimePoint time) { return time + kSwitchWindow <= now; });
  if (switches.size() >= kMaxSwitchesToOnDemand) {
    return Error{
        ErrorCode::LimitExceededException,
        "Subscriber limit exceeded: Update to PayPerRequest mode are limited to 4 times in 1 day(s). Last update at " +
            shortUtcTime(switches.back()) + ". Next update can be made at " +
            shortUtcTime(switches.front() + kSwitchWindow)};
  }
  switches.push_back(now);
  return {};
}

}  // namespace stator
