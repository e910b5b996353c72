// A server program started for the time of a run.
#pragma once

#include <string>

#include <sys/types.h>

namespace stator::conformance {

class ServerProcess {
 public:
  // Runs `PROGRAM --port 0` and waits for the line in which it says where it listens. Throws std::runtime_error.
  explicit ServerProcess(const std::string& program);
  ~ServerProcess();  // stops it
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;

  const std::string& url() const { return url_; }

 private:
  pid_t process_ = -1;
  int output_ = -1;
  std::string url_;
};

}  // namespace stator::conformance
