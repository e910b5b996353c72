// The program's log: lines to standard error, for people or as JSON.
#pragma once

#include <memory>
#include <string_view>

#include "stator/stator.h"

namespace stator {

// Thread-safe. Text: "2026-11-21T12:00:00.123Z warning <line>". JSON: an object a line, with "time", "level" and "message",
// and of requests "operation", "table", "status", "error", "microseconds", "account" and "region" (those that are known).
class ProgramLog {
 public:
  ProgramLog(bool json, Verbosity verbosity);
  ~ProgramLog();

  void write(Verbosity level, std::string_view line) const;
  void write(const RequestRecord& request) const;  // at Debug

 private:
  struct Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace stator
