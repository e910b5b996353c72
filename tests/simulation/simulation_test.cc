// Random operations against a std::map. A failure names its seed; STATOR_SEED=<seed> repeats it, STATOR_STEPS=<n> sets how
// long each run is.
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "tests/simulation/simulation.h"

namespace stator::test {
namespace {

constexpr int kSeeds = 6;
constexpr int kSteps = 400;

std::optional<uint64_t> fromEnvironment(const char* name) {
  const char* text = std::getenv(name);
  if (text == nullptr || *text == '\0') return std::nullopt;
  return std::strtoull(text, nullptr, 10);
}

std::vector<uint64_t> seeds() {
  if (const auto seed = fromEnvironment("STATOR_SEED")) return {*seed};
  std::vector<uint64_t> all;
  for (uint64_t seed = 1; seed <= kSeeds; ++seed) all.push_back(seed);
  return all;
}

class SimulationTest : public testing::TestWithParam<uint64_t> {};

TEST_P(SimulationTest, AnswersLikeTheModel) {
  SCOPED_TRACE("STATOR_SEED=" + std::to_string(GetParam()));
  Simulation simulation(GetParam());
  simulation.run(static_cast<int>(fromEnvironment("STATOR_STEPS").value_or(kSteps)));
}

INSTANTIATE_TEST_SUITE_P(Seeds, SimulationTest, testing::ValuesIn(seeds()),
                         [](const auto& parameter) { return std::to_string(parameter.param); });

}  // namespace
}  // namespace stator::test
