// A process that writes is killed in mid-load, again and again; what it acknowledged has to be there, in the table, in the
// indexes and in the counters.
#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <random>
#include <sstream>
#include <string>

#include "operations/engine.h"
#include "tests/crash/killed_process.h"
#include "tests/crash/load.h"
#include "tests/support/consistency_checker.h"
#include "tests/support/temporary_directory.h"

namespace stator::test {
namespace {

constexpr int kRounds = 5;
constexpr int kMaxJobRuns = 10;

// What one thread of one round has begun, and what was acknowledged, by number.
struct Progress {
  std::map<int, bool> puts;  // value: acknowledged
  std::map<int, bool> moves;
  std::map<int, bool> deletes;
  std::map<int, bool> counts;
  std::map<int, bool> transactions;

  int acknowledged(const std::map<int, bool>& operations) const {
    int count = 0;
    for (const auto& [number, done] : operations) count += done ? 1 : 0;
    return count;
  }
};

// Whether an operation is known to have happened, known not to have, or neither.
enum class Certainty { No, Maybe, Yes };

Certainty certainty(const std::map<int, bool>& operations, int number) {
  const auto found = operations.find(number);
  if (found == operations.end()) return Certainty::No;
  return found->second ? Certainty::Yes : Certainty::Maybe;
}

class CrashTest : public testing::Test {
 protected:
  using Round = std::map<int, Progress>;  // by thread

  static void note(Round& round, const std::string& line) {
    std::istringstream words(line);
    std::string operation, state;
    int thread = 0, number = 0;
    words >> operation >> thread >> number >> state;
    Progress& progress = round[thread];
    std::map<int, bool>& operations = operation == "put"      ? progress.puts
                                      : operation == "move"   ? progress.moves
                                      : operation == "delete" ? progress.deletes
                                      : operation == "count"  ? progress.counts
                                                              : progress.transactions;
    operations[number] = state == "done";
  }

  // Lets the process write until about `lines` lines have come, kills it, and reads what is left in the pipe.
  Round runAndKill(int number, int lines) {
    Round round;
    KilledProcess process(STATOR_CRASH_WRITER, {directory_.path(), std::to_string(number)});
    std::string line;
    for (int i = 0; i < lines; ++i) {
      if (!process.readLine(line)) break;
      note(round, line);
    }
    process.kill();
    EXPECT_TRUE(process.killed()) << "the writing process ended by itself";
    while (process.readLine(line)) note(round, line);
    return round;
  }

  static void checkThread(const std::map<std::string, WireItem>& items, int round, int thread, const Progress& progress) {
    for (const auto& [number, acknowledged] : progress.puts) {
      const auto found = items.find(toJson(itemKey(round, thread, number)));
      const bool exists = found != items.end();
      const Certainty deleted = certainty(progress.deletes, number);
      EXPECT_FALSE(exists && deleted == Certainty::Yes) << "the deleted item " << number << " is back";
      EXPECT_FALSE(!exists && acknowledged && deleted == Certainty::No) << "item " << number << " is lost";
      if (!exists) continue;
      WireItem expected = loadItem(round, thread, number);
      const Certainty moved = certainty(progress.moves, number);
      const bool is_moved = found->second.at("owner").text == kMovedOwner;
      EXPECT_FALSE(!is_moved && moved == Certainty::Yes) << "the update of item " << number << " is lost";
      EXPECT_FALSE(is_moved && moved == Certainty::No) << "item " << number << " has an update that nobody made";
      if (is_moved) expected["owner"] = WireValue::s(kMovedOwner);
      EXPECT_EQ(found->second, expected);
    }
    const auto counter = items.find(toJson(counterKey(round, thread)));
    const int64_t value = counter == items.end() ? 0 : std::stoll(counter->second.at("n").text);
    EXPECT_GE(value, progress.acknowledged(progress.counts));
    EXPECT_LE(value, static_cast<int64_t>(progress.counts.size()));
  }

  // Sends the transactions that a thread began last again, as a client would who had no answer: each is done exactly once.
  static void retryTransactions(const ApiClient& client, int round, int thread, const Progress& progress) {
    constexpr int kRetried = 3;
    const int begun = static_cast<int>(progress.transactions.size());
    if (begun == 0) return;
    for (int number = std::max(0, begun - kRetried); number < begun; ++number)
      client.must(transactionOperation(number), transactionBody(round, thread, number));
    const Reply account =
        client.must("GetItem", "{" + target(kCrashTable) + R"(,"Key":)" + toJson(accountKey(round, thread)) + "}");
    ASSERT_TRUE(account.body.HasMember("Item"));
    EXPECT_EQ(readItem(account.body["Item"]).at("n").text, std::to_string(begun)) << "a transaction was lost or done twice";
  }

  // Opens the database and compares it with everything that was told so far.
  void check() {
    EngineOptions options;
    options.database.directory = directory_.path();
    Engine engine(std::move(options));
    const ApiClient client(engine);
    const auto is_quiet = [&] {
      const TableShape shape = describe(client, kCrashTable);
      return std::all_of(shape.indexes.begin(), shape.indexes.end(), [](const IndexShape& index) { return index.active; });
    };
    for (int i = 0; i < kMaxJobRuns && !is_quiet(); ++i) engine.runBackgroundJobs();
    EXPECT_TRUE(is_quiet()) << "an index change that was cut short does not go on";

    std::map<std::string, WireItem> items;
    for (WireItem& item : checkConsistency(client, kCrashTable)) {
      const WireItem key{{"pk", item.at("pk")}, {"sk", item.at("sk")}};
      items[toJson(key)] = std::move(item);
    }
    size_t begun = 0;
    for (size_t round = 0; round < rounds_.size(); ++round) {
      for (const auto& [thread, progress] : rounds_[round]) {
        SCOPED_TRACE("round " + std::to_string(round) + " thread " + std::to_string(thread));
        checkThread(items, static_cast<int>(round), thread, progress);
        begun += progress.puts.size() + (progress.counts.empty() ? 0 : 1) + (progress.transactions.empty() ? 0 : 1);
      }
    }
    EXPECT_LE(items.size(), begun) << "items that nobody wrote";
    if (rounds_.empty()) return;
    const int last = static_cast<int>(rounds_.size()) - 1;
    for (const auto& [thread, progress] : rounds_.back()) retryTransactions(client, last, thread, progress);
  }

  TemporaryDirectory directory_;
  std::vector<Round> rounds_;
};

TEST_F(CrashTest, NothingAcknowledgedIsLost) {
  const char* given = std::getenv("STATOR_SEED");
  const uint64_t seed = given != nullptr ? std::strtoull(given, nullptr, 10) : 1;
  SCOPED_TRACE("STATOR_SEED=" + std::to_string(seed));
  std::mt19937_64 random(seed);
  for (int round = 0; round < kRounds && !HasFailure(); ++round) {
    const int lines = 100 + static_cast<int>(random() % 1500);
    rounds_.push_back(runAndKill(round, lines));
    ASSERT_FALSE(HasFailure());
    check();
  }
}

}  // namespace
}  // namespace stator::test
