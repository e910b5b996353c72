// Randomness enters the program here and nowhere else: a seed reproduces a run.
#pragma once

#include <cstdint>
#include <mutex>
#include <random>
#include <string>

namespace stator {

// Thread-safe.
class Random {
 public:
  explicit Random(uint64_t seed) : engine_(seed) {}
  uint64_t next();
  // Uniform in [0, bound); bound must not be 0.
  uint64_t below(uint64_t bound);
  // A version 4 UUID in the usual 36-character form (TableId).
  std::string uuid();
  // 52 characters of [0-9A-Z]: the form of x-amzn-RequestId.
  std::string requestId();

 private:
  std::mutex mutex_;
  std::mt19937_64 engine_;
};

uint64_t entropySeed();

}  // namespace stator
