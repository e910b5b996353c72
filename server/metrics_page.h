// The page that Prometheus scrapes.
#pragma once

#include <string>

#include "operations/metrics.h"

namespace stator {

// In Prometheus' text format.
std::string metricsPage(const MetricsSnapshot& snapshot);

}  // namespace stator
