// How far a long thing is, as a bar on a terminal; nothing where standard error is none.
#pragma once

#include <cstdint>
#include <string>

#include "base/clock.h"

namespace stator {

class Progress {
 public:
  explicit Progress(std::string label);
  ~Progress();  // takes the bar away
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // `done` of `total` in any unit, 0 when it is not known; `items` for the eye.
  void show(uint64_t done, uint64_t total, uint64_t items);

 private:
  std::string label_;
  bool terminal_;
  SystemClock clock_;
  TimePoint shown_{};
};

// "[######------]  50%  1234 items"
std::string progressBar(uint64_t done, uint64_t total, uint64_t items);

}  // namespace stator
