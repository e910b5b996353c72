// A program that a test starts in order to kill it. Header-only.
#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <vector>

namespace stator::test {

// Killed at the latest by the destructor. What it writes to standard output is read line by line.
class KilledProcess {
 public:
  KilledProcess(const char* program, std::vector<std::string> arguments) {
    int ends[2];
    if (pipe(ends) != 0) throw std::runtime_error("no pipe");
    std::vector<char*> words{const_cast<char*>(program)};
    for (std::string& argument : arguments) words.push_back(argument.data());
    words.push_back(nullptr);
    pid_ = fork();
    if (pid_ == 0) {
      dup2(ends[1], STDOUT_FILENO);
      close(ends[0]);
      close(ends[1]);
      execv(program, words.data());
      _exit(127);
    }
    close(ends[1]);
    output_ = fdopen(ends[0], "r");
  }
  ~KilledProcess() {
    kill();
    if (output_ != nullptr) fclose(output_);
  }
  KilledProcess(const KilledProcess&) = delete;
  KilledProcess& operator=(const KilledProcess&) = delete;

  // The next line; false when there is none any more.
  bool readLine(std::string& line) {
    line.clear();
    for (int character = 0; (character = fgetc(output_)) != EOF;) {
      if (character == '\n') return true;
      line += static_cast<char>(character);
    }
    return false;
  }
  void kill() {
    if (pid_ <= 0) return;
    ::kill(pid_, SIGKILL);
    int status = 0;
    waitpid(pid_, &status, 0);
    pid_ = 0;
    killed_ = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
  }
  bool killed() const { return killed_; }

 private:
  pid_t pid_ = -1;
  FILE* output_ = nullptr;
  bool killed_ = false;
};

}  // namespace stator::test
