#include "operations/usage_report.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>

#include "operations/list_prices.h"

namespace stator {
namespace {

constexpr size_t kNameColumns = 28;
constexpr size_t kFigureColumns = 52;  // of what stands to the right of a bar
constexpr size_t kShownKeys = 3;

double units(int64_t half_units) { return static_cast<double>(half_units) / 2; }

template <class... Arguments>
std::string format(const char* pattern, Arguments... arguments) {
  char text[256];
  const int length = std::snprintf(text, sizeof text, pattern, arguments...);
  return {text, static_cast<size_t>(std::clamp(length, 0, static_cast<int>(sizeof text) - 1))};
}

// 1234567.5 as "1,234,567.5"; whole numbers without a fraction.
std::string grouped(double value) {
  std::string text = value == std::floor(value) ? format("%.0f", value) : format("%.1f", value);
  const size_t point = std::min(text.find('.'), text.size());
  for (size_t pos = point; pos > 3; pos -= 3) text.insert(pos - 3, 1, ',');
  return text;
}

// Money shows four significant digits at least, since a test run costs next to nothing.
std::string dollars(double value) { return value >= 1 ? format("$%.2f", value) : format("$%.6f", value); }

std::string fitted(std::string text, size_t columns) {
  if (text.size() > columns) text = text.substr(0, columns - 1) + "~";
  text.resize(columns, ' ');
  return text;
}

std::string bar(double value, double largest, size_t columns) {
  const double share = largest > 0 ? value / largest : 0;
  size_t filled = static_cast<size_t>(std::lround(share * static_cast<double>(columns)));
  if (value > 0) filled = std::max<size_t>(filled, 1);
  std::string text;
  for (size_t i = 0; i < columns; ++i) text += i < filled ? "\u2588" : "\u2591";
  return text;
}

std::string timeText(TimePoint time) {
  const std::time_t seconds = std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  return format("%04d-%02d-%02d %02d:%02d:%02d UTC", utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday, utc.tm_hour,
                utc.tm_min, utc.tm_sec);
}

bool used(const ResourceCapacity& resource) { return resource.reads.requests + resource.writes.requests > 0; }

bool used(const TableCapacity& table) {
  return used(table.table) || std::ranges::any_of(table.indexes, [](const auto& i) { return used(i); });
}

int64_t largestUse(const std::vector<TableCapacity>& tables) {
  int64_t largest = 0;
  for (const TableCapacity& table : tables) {
    largest = std::max({largest, table.table.reads.half_units, table.table.writes.half_units});
    for (const auto& index : table.indexes) largest = std::max({largest, index.reads.half_units, index.writes.half_units});
  }
  return largest;
}

// The most that one second of the last quarter of an hour took.
struct Peak {
  double read = 0;
  double write = 0;
};
Peak peakOf(const ResourceCapacity& resource) {
  Peak peak;
  for (const CapacitySecond& second : resource.seconds) {
    peak.read = std::max(peak.read, units(second.read_half_units));
    peak.write = std::max(peak.write, units(second.write_half_units));
  }
  return peak;
}

class Report {
 public:
  Report(const std::vector<TableCapacity>& tables, TimePoint now, size_t width)
      : tables_(tables),
        now_(now),
        bar_columns_(std::max<size_t>(8, width - std::min(width - 8, kNameColumns + kFigureColumns + 2))),
        largest_(units(largestUse(tables))) {}

  std::string write() {
    out_ = "stator report, " + timeText(now_) + "\n";
    size_t unused = 0;
    for (const TableCapacity& table : tables_) used(table) ? writeTable(table) : static_cast<void>(++unused);
    if (unused > 0) out_ += format("\n%zu table%s not used.\n", unused, unused == 1 ? " was" : "s were");
    out_ += "\nList prices of us-east-1 as of " + std::string(kListPrices.as_of) +
            ", Standard class, throughput alone:\nno storage, streams, backups, transfer or free tier.\n";
    if (on_demand_ + provisioned_ > 0) {
      out_ += "All together: on demand " + dollars(on_demand_) + ", provisioned " + dollars(provisioned_) + "\n";
    }
    return std::move(out_);
  }

 private:
  void writeTable(const TableCapacity& table) {
    const bool on_demand = table.billing_mode == BillingMode::PayPerRequest;
    out_ += "\n" + table.name + "  (" + table.region + ", " + table.account + ")  ";
    out_ += on_demand ? "on demand"
                      : format("%lld RCU, %lld WCU", static_cast<long long>(table.provisioned.read),
                               static_cast<long long>(table.provisioned.write));
    out_ += ", mode " + std::string(toString(table.mode)) + ", counted since " + timeText(table.since) + "\n";
    writeResource("", table.table);
    for (const ResourceCapacity& index : table.indexes)
      if (used(index)) writeResource(index.index, index);
    writeHotKeys(table);
    writeCost(table);
  }

  void writeResource(const std::string& index, const ResourceCapacity& resource) {
    const Peak peak = peakOf(resource);
    const std::string name = index.empty() ? "" : " " + index;
    if (resource.reads.requests > 0) writeLine("read" + name, resource.reads, peak.read, resource.read_limit);
    if (resource.writes.requests > 0) writeLine("write" + name, resource.writes, peak.write, resource.write_limit);
  }

  void writeLine(const std::string& name, const CapacityTotals& totals, double peak, int64_t limit) {
    out_ += "  " + fitted(name, kNameColumns - 2) + bar(units(totals.half_units), largest_, bar_columns_) + " " +
            grouped(units(totals.half_units)) + " units, peak " + grouped(peak) + "/s of " +
            grouped(static_cast<double>(limit));
    if (totals.throttled > 0) out_ += ", " + grouped(static_cast<double>(totals.throttled)) + " throttled";
    if (totals.would_throttle > 0) out_ += ", " + grouped(static_cast<double>(totals.would_throttle)) + " would throttle";
    out_ += "\n";
  }

  void writeHotKeys(const TableCapacity& table) {
    if (table.hot_keys.size() < 2) return;  // with one key, all there is is the hottest
    for (size_t i = 0; i < std::min(kShownKeys, table.hot_keys.size()); ++i) {
      const HotKey& key = table.hot_keys[i];
      out_ += "  " + fitted(i == 0 ? "hottest keys" : "", kNameColumns - 2) + keyText(key.value.view()) + "  " +
              grouped(units(key.read_half_units)) + " read, " + grouped(units(key.write_half_units)) + " written\n";
    }
  }

  static std::string keyText(AttributeValueView value) {
    if (value.type() == AttributeType::S) return "\"" + std::string(value.payload().substr(0, 40)) + "\"";
    return value.type() == AttributeType::N ? value.number().text() : "(binary)";
  }

  // On demand by what was consumed; provisioned by the settings, or, for a table that has none, by its peaks.
  void writeCost(const TableCapacity& table) {
    double reads = units(table.table.reads.half_units);
    double writes = units(table.table.writes.half_units);
    Peak peak = peakOf(table.table);
    for (const auto& index : table.indexes) {
      reads += units(index.reads.half_units);
      writes += units(index.writes.half_units);
      const Peak of_index = peakOf(index);
      peak = {peak.read + of_index.read, peak.write + of_index.write};
    }
    const bool has_settings = table.billing_mode == BillingMode::Provisioned;
    double read_units = has_settings ? static_cast<double>(table.table.read_limit) : std::ceil(peak.read);
    double write_units = has_settings ? static_cast<double>(table.table.write_limit) : std::ceil(peak.write);
    for (const auto& index : table.indexes) {
      if (has_settings)
        read_units += static_cast<double>(index.read_limit), write_units += static_cast<double>(index.write_limit);
    }
    const double hours = std::max(0.0, std::chrono::duration<double, std::ratio<3600>>(now_ - table.since).count());
    const double on_demand =
        (reads * kListPrices.per_million_read_request_units + writes * kListPrices.per_million_write_request_units) / 1e6;
    const double provisioned = hours * (read_units * kListPrices.per_read_capacity_unit_hour +
                                        write_units * kListPrices.per_write_capacity_unit_hour);
    on_demand_ += on_demand;
    provisioned_ += provisioned;
    out_ += "  " + fitted("cost", kNameColumns - 2) + "on demand " + dollars(on_demand) + ", provisioned " +
            dollars(provisioned) +
            format(" (%s%s RCU, %s WCU for %.2f h)", has_settings ? "" : "at its peak, ", grouped(read_units).c_str(),
                   grouped(write_units).c_str(), hours) +
            "\n";
  }

  const std::vector<TableCapacity>& tables_;
  const TimePoint now_;
  const size_t bar_columns_;
  const double largest_;
  std::string out_;
  double on_demand_ = 0;
  double provisioned_ = 0;
};

}  // namespace

std::string usageReport(const std::vector<TableCapacity>& tables, TimePoint now, size_t width) {
  return Report(tables, now, width).write();
}

}  // namespace stator
