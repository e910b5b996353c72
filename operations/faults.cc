#include "operations/faults.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "operations/operation.h"
#include "operations/request_subject.h"
#include "operations/table_access.h"
#include "operations/throttling_text.h"

namespace stator {
namespace {

using Kind = RequestValue::Kind;

// The errors that can be asked for, with the texts that the service gives them.
struct FaultError {
  ErrorCode code;
  std::string_view name;
  std::string_view message;
};
constexpr FaultError kErrors[] = {
    {ErrorCode::InternalServerError, "InternalServerError", "Internal server error"},
    {ErrorCode::ProvisionedThroughputExceededException, "ProvisionedThroughputExceededException",
     throttling_text::kTableProvisioned},
    {ErrorCode::ThrottlingException, "ThrottlingException", throttling_text::kOnDemand},
    {ErrorCode::RequestLimitExceeded, "RequestLimitExceeded", throttling_text::kAccount},
};

const FaultError* findError(std::string_view name) {
  const auto error = std::find_if(std::begin(kErrors), std::end(kErrors), [&](const auto& e) { return e.name == name; });
  return error == std::end(kErrors) ? nullptr : error;
}

const FaultError& errorOf(ErrorCode code) {
  return *std::find_if(std::begin(kErrors), std::end(kErrors), [&](const auto& e) { return e.code == code; });
}

// Uniform in [0, 1). Not the standard library's distributions: theirs differ from one library to the next.
double drawUnit(std::mt19937_64& random) { return static_cast<double>(random() >> 11) * 0x1p-53; }

Error ruleError(std::string_view member, std::string_view what) {
  return validationError("Fault rule: " + std::string(member) + " " + std::string(what));
}

Result<void> checkMembers(RequestValue rule) {
  constexpr std::string_view kMembers[] = {"operation", "table", "keyPrefix",  "account", "probability", "count",
                                           "latencyMs", "error", "connection", "after",   "met"};
  for (const auto& [name, value] : rule.entries()) {
    if (std::find(std::begin(kMembers), std::end(kMembers), name) == std::end(kMembers))
      return ruleError(name, "is not a member of it");
  }
  return {};
}

Result<std::string> readText(RequestValue rule, std::string_view member) {
  const RequestValue value = rule[member];
  if (value && value.kind() != Kind::String) return ruleError(member, "must be a string");
  return std::string(value.string());
}

Result<double> readNumber(RequestValue value, std::string_view member, double low, double high, double fallback) {
  if (!value) return fallback;
  if (value.kind() != Kind::Number) return ruleError(member, "must be a number");
  const double number = value.number();
  if (!(number >= low && number <= high)) return ruleError(member, "is out of range");
  return number;
}

Result<FaultLatency> readLatency(RequestValue value) {
  constexpr double kMax = static_cast<double>(kMaxFaultLatency.count());
  FaultLatency latency;
  if (!value) return latency;
  if (value.kind() == Kind::Number) {
    latency.kind = FaultLatency::Kind::Fixed;
    latency.low = TRY(readNumber(value, "latencyMs", 0, kMax, 0));
  } else if (value["min"] && value["max"] && value.size() == 2) {
    latency.kind = FaultLatency::Kind::Uniform;
    latency.low = TRY(readNumber(value["min"], "latencyMs.min", 0, kMax, 0));
    latency.high = TRY(readNumber(value["max"], "latencyMs.max", latency.low, kMax, 0));
  } else if (value["mean"] && value["deviation"] && value.size() == 2) {
    latency.kind = FaultLatency::Kind::Normal;
    latency.low = TRY(readNumber(value["mean"], "latencyMs.mean", 0, kMax, 0));
    latency.high = TRY(readNumber(value["deviation"], "latencyMs.deviation", 0, kMax, 0));
  } else {
    return ruleError("latencyMs", "must be a number, {\"min\", \"max\"} or {\"mean\", \"deviation\"}");
  }
  return latency;
}

Result<void> readEffects(RequestValue json, FaultRule& rule) {
  rule.latency = TRY(readLatency(json["latencyMs"]));
  const std::string error = TRY(readText(json, "error"));
  if (!error.empty()) {
    const FaultError* found = findError(error);
    if (found == nullptr) {
      return ruleError("error",
                       "must be InternalServerError, ProvisionedThroughputExceededException, ThrottlingException or "
                       "RequestLimitExceeded");
    }
    rule.error = found->code;
  }
  const std::string connection = TRY(readText(json, "connection"));
  if (connection == "drop")
    rule.connection = ConnectionFate::Drop;
  else if (connection == "cut")
    rule.connection = ConnectionFate::Cut;
  else if (!connection.empty())
    return ruleError("connection", "must be drop or cut");
  if (rule.latency.kind == FaultLatency::Kind::None && !rule.error && rule.connection == ConnectionFate::Keep) {
    return ruleError("latencyMs, error or connection", "must be given");
  }
  return {};
}

Result<FaultRule> readRule(RequestValue json) {
  if (json.kind() != Kind::Object) return validationError("Each fault rule must be an object");
  TRY(checkMembers(json));
  FaultRule rule;
  rule.operation = TRY(readText(json, "operation"));
  rule.table = TRY(readText(json, "table"));
  rule.key_prefix = TRY(readText(json, "keyPrefix"));
  rule.account = TRY(readText(json, "account"));
  rule.probability = TRY(readNumber(json["probability"], "probability", 0, 1, 1));
  if (const RequestValue count = json["count"]) {
    rule.remaining = static_cast<uint64_t>(TRY(readNumber(count, "count", 0, 1e15, 0)));
  }
  if (json["after"] && json["after"].kind() != Kind::Boolean) return ruleError("after", "must be true or false");
  rule.after = json["after"].boolean();
  TRY(readEffects(json, rule));
  return rule;
}

Result<std::vector<FaultRule>> readRules(RequestValue document) {
  const RequestValue list = document["rules"];
  if (list.kind() != Kind::List) return validationError("\"rules\" must be a list of fault rules");
  if (list.size() > kMaxFaultRules) return validationError("There are more than 1000 fault rules");
  std::vector<FaultRule> rules;
  for (RequestValue rule : list.elements()) rules.push_back(TRY(readRule(rule)));
  return rules;
}

// The account that all the rules are of, if the document says so beside them; then "rules" have got it too.
Result<std::string> readAccount(RequestValue document, std::vector<FaultRule>& rules) {
  const RequestValue value = document["account"];
  if (value && value.kind() != Kind::String) return validationError("\"account\" must be a string");
  std::string account(value.string());
  if (account.empty()) return account;
  if (document["seed"]) return validationError("\"seed\" is one for all accounts");
  for (FaultRule& rule : rules) {
    if (!rule.account.empty() && rule.account != account) return ruleError("account", "is another than that of all rules");
    rule.account = account;
  }
  return account;
}

Result<uint64_t> readSeed(RequestValue document) {
  return static_cast<uint64_t>(TRY(readNumber(document["seed"], "seed", 0, 0x1p53, 0)));
}

// The value of the partition key among `attributes`, as text: {"S": "x"} and {"N": "1"}, and of B its Base64.
std::string_view partitionKeyText(OperationContext& context, const RequestSubject& subject) {
  if (!subject.attributes) return {};
  const TableReference reference = tableReference(context.caller, subject.table_name);
  const auto table = context.engine.catalog().find(reference.account, reference.region, reference.name);
  if (!table) return {};
  for (const auto& [type, value] : subject.attributes[table->key.hash.front().name].entries()) return value.string();
  return {};
}

void writeLatency(ResponseWriter& out, const FaultLatency& latency) {
  if (latency.kind == FaultLatency::Kind::None) return;
  out.key("latencyMs");
  if (latency.kind == FaultLatency::Kind::Fixed) return out.number(latency.low);
  const bool uniform = latency.kind == FaultLatency::Kind::Uniform;
  out.beginObject();
  out.key(uniform ? "min" : "mean");
  out.number(latency.low);
  out.key(uniform ? "max" : "deviation");
  out.number(latency.high);
  out.endObject();
}

void writeRule(ResponseWriter& out, const FaultRule& rule) {
  out.beginObject();
  if (!rule.operation.empty()) out.member("operation", rule.operation);
  if (!rule.table.empty()) out.member("table", rule.table);
  if (!rule.key_prefix.empty()) out.member("keyPrefix", rule.key_prefix);
  if (!rule.account.empty()) out.member("account", rule.account);
  out.key("probability");
  out.number(rule.probability);
  if (rule.remaining) out.member("count", static_cast<int64_t>(*rule.remaining));
  writeLatency(out, rule.latency);
  if (rule.error) out.member("error", errorOf(*rule.error).name);
  if (rule.connection != ConnectionFate::Keep) {
    out.member("connection", rule.connection == ConnectionFate::Drop ? "drop" : "cut");
  }
  if (rule.after) out.member("after", true);
  out.member("met", static_cast<int64_t>(rule.met));
  out.endObject();
}

}  // namespace

bool Faults::selects(const FaultRule& rule, std::string_view operation, OperationContext& context) const {
  if (rule.remaining && *rule.remaining == 0) return false;
  if (!rule.operation.empty() && rule.operation != operation) return false;
  const bool any_account = rule.account.empty() || context.engine.options().shared_database;
  if (!any_account && rule.account != context.caller.account) return false;
  if (rule.table.empty() && rule.key_prefix.empty()) return true;
  return anySubject(context.request, [&](const RequestSubject& subject) {
    if (!rule.table.empty() && bareTableName(subject.table_name) != rule.table) return false;
    return rule.key_prefix.empty() || partitionKeyText(context, subject).starts_with(rule.key_prefix);
  });
}

std::chrono::microseconds Faults::drawLatency(const FaultLatency& latency) {
  double milliseconds = latency.low;
  if (latency.kind == FaultLatency::Kind::Uniform) {
    milliseconds += drawUnit(random_) * (latency.high - latency.low);
  } else if (latency.kind == FaultLatency::Kind::Normal) {
    // Box and Muller's transform; 1 - x keeps the logarithm finite.
    const double radius = std::sqrt(-2 * std::log(1 - drawUnit(random_)));
    milliseconds += latency.high * radius * std::cos(2 * std::numbers::pi * drawUnit(random_));
  }
  milliseconds = std::clamp(milliseconds, 0.0, static_cast<double>(kMaxFaultLatency.count()));
  return std::chrono::microseconds(static_cast<int64_t>(milliseconds * 1000));
}

FaultVerdict Faults::judge(std::string_view operation, OperationContext& context) {
  const std::lock_guard lock(mutex_);
  for (FaultRule& rule : rules_) {
    if (!selects(rule, operation, context)) continue;
    if (rule.probability < 1 && drawUnit(random_) >= rule.probability) continue;
    if (rule.remaining) --*rule.remaining;
    ++rule.met;
    FaultVerdict verdict;
    verdict.delay = drawLatency(rule.latency);
    if (rule.error) verdict.error = Error{*rule.error, std::string(errorOf(*rule.error).message)};
    verdict.after = rule.after;
    verdict.connection = rule.connection;
    return verdict;
  }
  return {};
}

void Faults::set(std::vector<FaultRule> rules, uint64_t seed) {
  seed_ = seed;
  random_.seed(seed);
  rules_ = std::move(rules);
  any_ = !rules_.empty();
}

Result<void> Faults::replace(RequestValue document) {
  std::vector<FaultRule> rules = TRY(readRules(document));
  const std::string account = TRY(readAccount(document, rules));
  const uint64_t seed = TRY(readSeed(document));
  const std::lock_guard lock(mutex_);
  if (account.empty()) {
    set(std::move(rules), seed);
    return {};
  }
  const auto others =
      static_cast<size_t>(std::ranges::count_if(rules_, [&](const FaultRule& rule) { return rule.account != account; }));
  if (others + rules.size() > kMaxFaultRules) return validationError("There are more than 1000 fault rules");
  std::erase_if(rules_, [&](const FaultRule& rule) { return rule.account == account; });
  rules_.insert(rules_.end(), std::make_move_iterator(rules.begin()), std::make_move_iterator(rules.end()));
  any_ = !rules_.empty();
  return {};
}

Result<void> Faults::add(RequestValue document) {
  std::vector<FaultRule> added = TRY(readRules(document));
  TRY(readAccount(document, added));
  const std::lock_guard lock(mutex_);
  if (rules_.size() + added.size() > kMaxFaultRules) return validationError("There are more than 1000 fault rules");
  rules_.insert(rules_.end(), std::make_move_iterator(added.begin()), std::make_move_iterator(added.end()));
  any_ = !rules_.empty();
  return {};
}

void Faults::clear() {
  const std::lock_guard lock(mutex_);
  set({}, 0);
}

void Faults::write(ResponseWriter& out) const {
  const std::lock_guard lock(mutex_);
  out.beginObject();
  out.member("seed", static_cast<int64_t>(seed_));
  out.key("rules");
  out.beginArray();
  for (const FaultRule& rule : rules_) writeRule(out, rule);
  out.endArray();
  out.endObject();
}

Result<void> loadFaults(Faults& faults, std::string_view text) {
  const auto document = Request::parse(text);
  if (!document) return validationError("It is not a JSON object");
  return faults.replace(document->root());
}

}  // namespace stator
