#include "conformance/server_process.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <stdexcept>

namespace stator::conformance {
namespace {

constexpr size_t kLongestLine = 1000;

std::string readLine(int descriptor) {
  std::string line;
  char byte;
  while (line.size() < kLongestLine && read(descriptor, &byte, 1) == 1 && byte != '\n') line.push_back(byte);
  return line;
}

}  // namespace

ServerProcess::ServerProcess(const std::string& program) {
  int ends[2];
  if (pipe(ends) != 0) throw std::runtime_error("cannot make a pipe");
  process_ = fork();
  if (process_ == 0) {
    setpgid(0, 0);  // Ctrl-C is the runner's; the server is needed to clean up
    dup2(ends[1], STDOUT_FILENO);
    close(ends[0]);
    close(ends[1]);
    execlp(program.c_str(), program.c_str(), "--port", "0", static_cast<char*>(nullptr));
    _exit(127);
  }
  close(ends[1]);
  output_ = ends[0];
  const std::string line = readLine(output_);
  const size_t begin = line.find("http://");
  if (begin == line.npos) throw std::runtime_error(program + " --port 0 did not say where it listens: " + line);
  url_ = line.substr(begin, line.find(' ', begin) - begin);
}

ServerProcess::~ServerProcess() {
  if (process_ > 0) {
    kill(process_, SIGTERM);
    waitpid(process_, nullptr, 0);
  }
  close(output_);
}

}  // namespace stator::conformance
