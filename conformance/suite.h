// Runs all files, several at a time.
#pragma once

#include "conformance/case_runner.h"

namespace stator::conformance {

// In the order of the files, however many threads there are. `report` is called by one thread at a time. `stop` may be
// set at any time: what is under way comes to its end, tables are deleted.
std::vector<CaseResult> runSuite(const std::vector<CaseFile>& files, const RunSettings& settings, Account& account,
                                 const MakeTransport& make_transport, int jobs, const std::atomic<bool>& stop,
                                 const std::function<void(const CaseResult&)>& report);

}  // namespace stator::conformance
