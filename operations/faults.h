// Faults and latency that somebody asked for, so that a client meets them here before it meets them in the service.
//
// The JSON form, of a file and of the administration's answers alike:
//   {"seed": 7,
//    "rules": [{"operation": "PutItem", "table": "orders", "keyPrefix": "hot#", "account": "000000000000",
//               "probability": 0.1, "count": 5,
//               "latencyMs": 20 | {"min": 5, "max": 80} | {"mean": 20, "deviation": 5},
//               "error": "InternalServerError", "connection": "drop" | "cut", "after": true}]}
// A rule without a selecting member (the first four) takes any; "probability" is 1 and "count" has no end unless given. Each
// rule has at least one of latencyMs, error and connection. The first rule that selects a request and whose chance comes up
// decides it; later rules are not asked. "drop" is as if the request had never arrived, unless "after" is true; "cut" does
// it and loses half of the answer.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "operations/api.h"
#include "protocol/request.h"
#include "protocol/response_writer.h"
#include "types/error.h"
#include "types/result.h"

namespace stator {

struct OperationContext;

inline constexpr size_t kMaxFaultRules = 1000;
inline constexpr std::chrono::milliseconds kMaxFaultLatency{600'000};

// Milliseconds. Fixed: `low`; Uniform: from `low` to `high`; Normal: mean `low`, standard deviation `high`, never negative.
struct FaultLatency {
  enum class Kind : uint8_t { None, Fixed, Uniform, Normal };
  Kind kind = Kind::None;
  double low = 0;
  double high = 0;
};

struct FaultRule {
  std::string operation;   // empty: any
  std::string table;       // a name; empty: any
  std::string key_prefix;  // of the partition key's value, as it stands in JSON; empty: any
  std::string account;     // empty: any
  double probability = 1;
  std::optional<uint64_t> remaining;  // calls that it still decides; nullopt: no end
  FaultLatency latency;
  std::optional<ErrorCode> error;
  ConnectionFate connection = ConnectionFate::Keep;
  bool after = false;  // the error comes when the operation has been done: its effects stay
  uint64_t met = 0;    // how many requests it has decided
};

// What is to happen to one request.
struct FaultVerdict {
  std::chrono::microseconds delay{0};
  std::optional<Error> error;
  bool after = false;
  ConnectionFate connection = ConnectionFate::Keep;
};

// Thread-safe. The same requests in the same order meet the same faults, for the same seed.
class Faults {
 public:
  // False costs one load: nearly always there are none.
  bool any() const { return any_.load(std::memory_order_relaxed); }

  // `request` has been checked against its operation's shape.
  FaultVerdict judge(std::string_view operation, OperationContext& context);

  // Takes the place of all rules, or adds to them. Errors: ValidationException that names the rule and the member.
  Result<void> replace(RequestValue document);
  Result<void> add(RequestValue document);
  void clear();
  void write(ResponseWriter& out) const;  // the JSON form, with "met" in each rule

 private:
  bool selects(const FaultRule& rule, std::string_view operation, OperationContext& context) const;
  std::chrono::microseconds drawLatency(const FaultLatency& latency);
  void set(std::vector<FaultRule> rules, uint64_t seed);

  std::atomic<bool> any_{false};
  mutable std::mutex mutex_;
  uint64_t seed_ = 0;
  std::mt19937_64 random_;
  std::vector<FaultRule> rules_;
};

// Reads the JSON text of a file. Errors as Faults::replace.
Result<void> loadFaults(Faults& faults, std::string_view text);

}  // namespace stator
