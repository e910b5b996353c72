// What only shows between processes: the lock on the directory, death without warning, a disk that fills up. The other
// process is this program again, running one of the DISABLED_ tests below.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "tests/storage/fixtures.h"

namespace stator {
namespace {

constexpr const char* kDirectoryVariable = "STATOR_TEST_DIRECTORY";

// Another process; its output can be read line by line. Killed and reaped at the end.
class OtherProcess {
 public:
  OtherProcess(const std::string& test, const std::string& directory) {
    int ends[2];
    if (pipe(ends) != 0) std::abort();
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], 3);
    setenv(kDirectoryVariable, directory.c_str(), 1);
    const std::string filter = "--gtest_filter=OtherProcess.DISABLED_" + test;
    const char* arguments[] = {"storage_tests", filter.c_str(), "--gtest_also_run_disabled_tests", "--gtest_brief=1",
                               nullptr};
    if (posix_spawn(&pid_, "/proc/self/exe", &actions, nullptr, const_cast<char**>(arguments), environ) != 0) std::abort();
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    output_ = fdopen(ends[0], "r");
  }
  ~OtherProcess() {
    kill();
    fclose(output_);
  }
  OtherProcess(const OtherProcess&) = delete;
  OtherProcess& operator=(const OtherProcess&) = delete;

  // Empty at the end.
  std::string readLine() {
    char line[256];
    if (!fgets(line, sizeof line, output_)) return "";
    std::string text = line;
    if (!text.empty() && text.back() == '\n') text.pop_back();
    return text;
  }
  // The status that wait() gives.
  int waitForEnd() {
    int status = -1;
    waitpid(pid_, &status, 0);
    pid_ = 0;
    return status;
  }
  void kill() {
    if (pid_ == 0) return;
    ::kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
    pid_ = 0;
  }

 private:
  pid_t pid_ = 0;
  FILE* output_ = nullptr;
};

std::string givenDirectory() {
  prctl(PR_SET_PDEATHSIG, SIGKILL);  // nothing is left behind when the test program is killed
  const char* directory = getenv(kDirectoryVariable);
  return directory ? directory : "";
}

void report(const std::string& line) {
  const std::string text = line + "\n";
  if (::write(3, text.data(), text.size()) < 0) _exit(1);
}

TableSchema processTable() {
  TableSchema table = makeTable(1);
  table.indexes = {makeIndex(2)};
  return table;
}

std::string numberedItem(int64_t number, size_t size = 100) {
  return makeItem({{"pk", S(std::to_string(number % 10))},
                   {"sk", N(number)},
                   {"group", S("g")},
                   {"rank", N(number)},
                   {"payload", S(std::string(size, 'x'))}});
}

// The items 0 .. n-1 for some n of at least `least`, with exact indexes and counters.
void expectPrefixOfItems(const std::string& directory, int64_t least) {
  Database database({.directory = directory});
  const Catalog catalog(database);
  const ItemStore store(database);
  const TableSchema table = processTable();
  const TableSize size = countAll(database, table);
  EXPECT_GE(size.items, least);
  EXPECT_LE(size.items, least + 1);  // the one that was not acknowledged
  expectSize(store.size(1), size);
  expectSize(store.size(2), countAll(database, table, &table.indexes[0]));
  EXPECT_EQ(store.size(2).items, size.items);
  std::string item;
  for (int64_t i = 0; i < size.items; ++i) {
    ASSERT_TRUE(store.get(encodeItemKey(table, ItemView(numberedItem(i))), item)) << i;
  }
}

TEST(OtherProcess, DISABLED_holdsTheDirectory) {
  Database database({.directory = givenDirectory()});
  report("open");
  for (;;) pause();
}

TEST(OtherProcess, DISABLED_writesUntilKilled) {
  Database database({.directory = givenDirectory()});
  Catalog catalog(database);
  const TableSchema table = processTable();
  catalog.create(table);
  ItemStore store(database);
  ItemLocks locks;
  for (int64_t i = 0;; ++i) {
    put(store, locks, table, numberedItem(i));
    report(std::to_string(i + 1));
  }
}

// Writes items from `number` on until a write fails; `number` moves behind the last one that was acknowledged.
std::string writeUntilRefused(ItemStore& store, ItemLocks& locks, int64_t& number) {
  constexpr int64_t kEnough = 10000;
  for (; number < kEnough; ++number) {
    try {
      put(store, locks, processTable(), numberedItem(number, 1000));
    } catch (const std::runtime_error& failure) {
      return failure.what();
    }
  }
  return "never refused";
}

bool tryToPut(ItemStore& store, ItemLocks& locks, const std::string& item) {
  try {
    put(store, locks, processTable(), item);
    return true;
  } catch (const std::runtime_error&) {
    return false;
  }
}

// Files may not grow beyond a limit: an error that RocksDB does not forgive.
TEST(OtherProcess, DISABLED_exceedsTheFileSize) {
  signal(SIGXFSZ, SIG_IGN);
  Database database({.directory = givenDirectory()});
  Catalog(database).create(processTable());
  ItemStore store(database);
  ItemLocks locks;
  rlimit limit{};
  getrlimit(RLIMIT_FSIZE, &limit);
  limit.rlim_cur = 1 << 20;
  setrlimit(RLIMIT_FSIZE, &limit);
  int64_t written = 0;
  const std::string error = writeUntilRefused(store, locks, written);
  report(std::to_string(written));
  report(error);
  report(store.size(1).items == written && store.size(2).items == written ? "exact" : "inexact");
  report(readAll(database, processTable()).size() == static_cast<size_t>(written) ? "readable" : "unreadable");
}

// A file system of its own for this process; false where that is not allowed.
bool mountSmallDisk(const std::string& directory) {
  if (geteuid() != 0 || unshare(CLONE_NEWNS) != 0) return false;
  mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr);
  return mount("tmpfs", directory.c_str(), "tmpfs", 0, "size=128m") == 0;
}

TEST(OtherProcess, DISABLED_fillsTheDisk) {
  const std::string directory = givenDirectory();
  if (!mountSmallDisk(directory)) return report("not allowed");
  report("mounted");
  const std::string ballast = directory + "/ballast";
  // RocksDB resumes when there is room for a memtable, so the disk has to be larger than one.
  const int file = open(ballast.c_str(), O_WRONLY | O_CREAT, 0600);
  ASSERT_EQ(posix_fallocate(file, 0, 126 << 20), 0);
  close(file);
  int64_t written = 0;
  {
    Database database({.directory = directory});
    Catalog(database).create(processTable());
    ItemStore store(database);
    ItemLocks locks;
    report(writeUntilRefused(store, locks, written));
    std::filesystem::remove(ballast);
    while (!tryToPut(store, locks, numberedItem(written, 1000))) usleep(100000);  // RocksDB looks every 5 seconds
    report("written");
  }
  expectPrefixOfItems(directory, written + 1);
  report(testing::Test::HasFailure() ? "inexact" : "exact");
}

TEST(Processes, ADirectoryHasOneOwner) {
  const TempDirectory temp;
  OtherProcess other("holdsTheDirectory", temp.path());
  ASSERT_EQ(other.readLine(), "open");
  std::string error;
  try {
    Database database({.directory = temp.path()});
  } catch (const DatabaseError& failure) {
    error = failure.what();
  }
  EXPECT_EQ(error, temp.path() + " is in use by another process");
  other.kill();
  EXPECT_NO_THROW(Database({.directory = temp.path()}));
}

TEST(Processes, WhatWasAcknowledgedSurvivesAKill) {
  const TempDirectory temp;
  std::string last;
  {
    OtherProcess other("writesUntilKilled", temp.path());
    for (int i = 0; i < 500; ++i) last = other.readLine();
    other.kill();
    for (std::string line; !(line = other.readLine()).empty();) last = line;  // reported before the kill
  }
  ASSERT_FALSE(last.empty());
  expectPrefixOfItems(temp.path(), std::stoll(last));
}

TEST(Processes, AFailedWriteLeavesNothing) {
  const TempDirectory temp;
  int64_t written = 0;
  {
    OtherProcess other("exceedsTheFileSize", temp.path());
    written = std::stoll(other.readLine());
    EXPECT_GT(written, 100);
    EXPECT_THAT(other.readLine(), testing::StartsWith("cannot write: IO error"));
    EXPECT_EQ(other.readLine(), "exact");
    EXPECT_EQ(other.readLine(), "readable");
    EXPECT_EQ(other.waitForEnd(), 0);  // closing a database that cannot be written is no reason to crash
  }
  expectPrefixOfItems(temp.path(), written);
}

TEST(Processes, WritingGoesOnWhenAFullDiskHasRoomAgain) {
  const TempDirectory temp;
  OtherProcess other("fillsTheDisk", temp.path());
  if (other.readLine() != "mounted") GTEST_SKIP() << "this system does not let a test mount a disk";
  EXPECT_THAT(other.readLine(), testing::HasSubstr("No space left on device"));
  EXPECT_EQ(other.readLine(), "written");
  EXPECT_EQ(other.readLine(), "exact");
  EXPECT_EQ(other.waitForEnd(), 0);
}

}  // namespace
}  // namespace stator
