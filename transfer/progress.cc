#include "transfer/progress.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace stator {
namespace {

constexpr size_t kWidth = 30;
constexpr std::chrono::milliseconds kInterval{100};
constexpr const char* kClearLine = "\r\x1b[K";

}  // namespace

std::string progressBar(uint64_t done, uint64_t total, uint64_t items) {
  const std::string count = std::to_string(items) + " items";
  if (total == 0) return count;
  const double part = std::min(1.0, static_cast<double>(done) / static_cast<double>(total));
  const auto full = static_cast<size_t>(part * kWidth);
  char percent[16];
  std::snprintf(percent, sizeof percent, "%3d%%", static_cast<int>(part * 100));
  return "[" + std::string(full, '#') + std::string(kWidth - full, '-') + "] " + percent + "  " + count;
}

Progress::Progress(std::string label) : label_(std::move(label)), terminal_(isatty(STDERR_FILENO) == 1) {}

Progress::~Progress() {
  if (terminal_) std::fputs(kClearLine, stderr);
}

void Progress::show(uint64_t done, uint64_t total, uint64_t items) {
  if (!terminal_ || clock_.now() < shown_ + kInterval) return;
  shown_ = clock_.now();
  std::fprintf(stderr, "%s%s %s", kClearLine, label_.c_str(), progressBar(done, total, items).c_str());
  std::fflush(stderr);
}

}  // namespace stator
