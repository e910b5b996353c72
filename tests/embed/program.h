// The program as a user starts it, as a child process.
#pragma once

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

namespace stator::test {

class Program {
 public:
  // `launcher`: a command that runs the program.
  explicit Program(const std::vector<std::string>& arguments, const std::vector<std::string>& launcher = {}) {
    int out[2], err[2];
    if (pipe2(out, O_CLOEXEC) != 0 || pipe2(err, O_CLOEXEC) != 0) std::abort();
    std::vector<std::string> words = launcher;
    words.emplace_back(STATOR_PROGRAM);
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> argv;
    for (std::string& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    process_ = fork();
    if (process_ == 0) {
      dup2(out[1], STDOUT_FILENO);
      dup2(err[1], STDERR_FILENO);
      execv(argv[0], argv.data());
      _exit(127);
    }
    close(out[1]);
    close(err[1]);
    out_ = out[0];
    err_ = err[0];
  }
  ~Program() {
    if (process_ > 0) {
      kill(process_, SIGKILL);
      waitpid(process_, nullptr, 0);
    }
    close(out_);
    close(err_);
  }
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  std::string outputLine() { return read(out_, '\n'); }
  std::string output() { return read(out_, -1); }
  std::string errors() { return read(err_, -1); }
  void send(int signal) { kill(process_, signal); }
  // To what the launcher has started.
  void sendToChild(int signal) {
    const std::string pid = std::to_string(process_);
    pid_t child = 0;
    std::ifstream("/proc/" + pid + "/task/" + pid + "/children") >> child;
    if (child > 0) kill(child, signal);
  }

  // The exit code, or minus the signal that ended it.
  int wait() {
    int status = 0;
    waitpid(std::exchange(process_, -1), &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  }

 private:
  static std::string read(int descriptor, int until) {
    std::string text;
    char byte;
    while (::read(descriptor, &byte, 1) == 1) {
      text.push_back(byte);
      if (byte == until) break;
    }
    return text;
  }

  pid_t process_ = -1;
  int out_ = -1, err_ = -1;
};

// Of the line that a server prints when it listens.
inline uint16_t portOf(const std::string& line) {
  return static_cast<uint16_t>(std::strtoul(line.c_str() + line.find("127.0.0.1:") + 10, nullptr, 10));
}

}  // namespace stator::test
