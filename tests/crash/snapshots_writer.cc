// Restores and takes snapshots of a database on disk until it is killed: snapshots_writer <directory> <state to begin with>
#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <string>

#include "operations/admin.h"
#include "operations/engine.h"
#include "tests/crash/snapshots_load.h"
#include "tests/support/api_client.h"

namespace stator::test {
namespace {

void tell(const std::string& what, const char* state) {
  const std::string line = what + " " + state + "\n";
  if (::write(STDOUT_FILENO, line.data(), line.size()) != static_cast<ssize_t>(line.size())) std::_Exit(1);
}

void must(bool ok, const std::string& what, const std::string& answer) {
  if (ok) return;
  std::cerr << what << " answered " << answer << std::endl;
  std::_Exit(1);
}

void post(Engine& engine, const std::string& path) {
  const AdminReply reply = administer(engine, {"POST", path, "", ""});
  must(reply.http_status == 200, path, reply.body);
}

void serve(const std::string& directory, size_t first) {
  EngineOptions options;
  options.database.directory = directory;
  Engine engine(std::move(options));
  const ApiClient client(engine);
  for (size_t turn = first;; ++turn) {
    const std::string restore = std::string("restore ") + kStates[turn % 2];
    tell(restore, "begin");
    post(engine, std::string("restore/") + kStates[turn % 2]);
    tell(restore, "done");
    tell("count", "begin");
    const Reply reply = client.call("TransactWriteItems", kCount);
    must(reply.ok(), "TransactWriteItems", reply.text);
    tell("count", "done");
    tell("snapshot", "begin");
    post(engine, std::string("snapshot/") + kWorkSnapshot);
    tell("snapshot", "done");
  }
}

}  // namespace
}  // namespace stator::test

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  stator::test::serve(argv[1], static_cast<size_t>(std::strtol(argv[2], nullptr, 10)));
}
