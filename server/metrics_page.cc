#include "server/metrics_page.h"

#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

#include <limits>

namespace stator {
namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;

ClientMetric counter(std::vector<ClientMetric::Label> labels, double value) {
  ClientMetric metric;
  metric.label = std::move(labels);
  metric.counter.value = value;
  return metric;
}

std::string operationLabel(const MetricsSnapshot::Operation& operation) {
  return operation.name.empty() ? "unknown" : std::string(operation.name);
}

MetricFamily durations(const MetricsSnapshot& snapshot) {
  MetricFamily family{
      "stator_request_duration_seconds", "Time to answer a request, without the transport", MetricType::Histogram, {}};
  for (const auto& operation : snapshot.operations) {
    ClientMetric metric;
    metric.label = {{"operation", operationLabel(operation)}};
    uint64_t cumulated = 0;
    for (size_t i = 0; i < operation.latencies.size(); ++i) {
      cumulated += operation.latencies[i];
      const double bound = i < kLatencyBounds.size() ? kLatencyBounds[i] : std::numeric_limits<double>::infinity();
      metric.histogram.bucket.push_back({cumulated, bound});
    }
    metric.histogram.sample_count = cumulated;
    metric.histogram.sample_sum = operation.seconds;
    family.metric.push_back(std::move(metric));
  }
  return family;
}

MetricFamily errors(const MetricsSnapshot& snapshot) {
  MetricFamily family{"stator_errors_total", "Requests that were answered with an error", MetricType::Counter, {}};
  for (const auto& operation : snapshot.operations) {
    for (const auto& [name, count] : operation.errors) {
      family.metric.push_back(
          counter({{"operation", operationLabel(operation)}, {"error", std::string(name)}}, static_cast<double>(count)));
    }
  }
  return family;
}

std::vector<ClientMetric::Label> labelsOf(const MetricsSnapshot::Capacity& capacity, const char* kind) {
  return {{"account", capacity.account},
          {"region", capacity.region},
          {"table", capacity.table},
          {"index", capacity.index},
          {"kind", kind}};
}

MetricFamily consumedUnits(const MetricsSnapshot& snapshot) {
  MetricFamily family{"stator_consumed_capacity_units_total", "Capacity units that were consumed", MetricType::Counter, {}};
  for (const auto& capacity : snapshot.capacity) {
    family.metric.push_back(counter(labelsOf(capacity, "read"), capacity.read_units));
    family.metric.push_back(counter(labelsOf(capacity, "write"), capacity.write_units));
  }
  return family;
}

MetricFamily throttledRequests(const MetricsSnapshot& snapshot) {
  MetricFamily family{
      "stator_throttled_requests_total", "Requests, or items of a batch, that were throttled", MetricType::Counter, {}};
  for (const auto& capacity : snapshot.capacity) {
    family.metric.push_back(counter(labelsOf(capacity, "read"), static_cast<double>(capacity.throttled_reads)));
    family.metric.push_back(counter(labelsOf(capacity, "write"), static_cast<double>(capacity.throttled_writes)));
  }
  return family;
}

MetricFamily gauge(std::string name, std::string help, double value) {
  ClientMetric metric;
  metric.gauge.value = value;
  return {std::move(name), std::move(help), MetricType::Gauge, {metric}};
}

}  // namespace

std::string metricsPage(const MetricsSnapshot& snapshot) {
  std::vector<MetricFamily> families = {
      durations(snapshot), errors(snapshot), consumedUnits(snapshot), throttledRequests(snapshot),
      gauge("stator_tables", "Tables of all accounts and regions", static_cast<double>(snapshot.tables))};
  for (const auto& [name, value] : snapshot.database) {
    families.push_back(gauge("stator_rocksdb_" + std::string(name), "RocksDB's figure of that name", value));
  }
  return prometheus::TextSerializer().Serialize(families);
}

}  // namespace stator
