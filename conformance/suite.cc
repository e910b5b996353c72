#include "conformance/suite.h"

#include <algorithm>
#include <thread>

namespace stator::conformance {

std::vector<CaseResult> runSuite(const std::vector<CaseFile>& files, const RunSettings& settings, Account& account,
                                 const MakeTransport& make_transport, int jobs, const std::atomic<bool>& stop,
                                 const std::function<void(const CaseResult&)>& report) {
  std::vector<std::vector<CaseResult>> by_file(files.size());
  std::atomic<size_t> next{0};
  std::mutex report_mutex;
  const auto report_alone = [&](const CaseResult& result) {
    std::lock_guard lock(report_mutex);
    report(result);
  };
  const auto work = [&] {
    const auto transport = make_transport();
    for (size_t i = next++; i < files.size() && !stop; i = next++) {
      by_file[i] = runFile(files[i], settings, account, *transport, stop, report_alone);
    }
  };
  std::vector<std::thread> threads;
  for (int i = 1; i < std::min<int>(jobs, static_cast<int>(files.size())); ++i) threads.emplace_back(work);
  work();
  for (std::thread& thread : threads) thread.join();

  std::vector<CaseResult> all;
  for (auto& results : by_file) std::move(results.begin(), results.end(), std::back_inserter(all));
  return all;
}

}  // namespace stator::conformance
