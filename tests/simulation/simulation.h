// One simulated life of a database: random operations through the API, each answer compared with the model.
#pragma once

#include <memory>
#include <string>

#include "operations/engine.h"
#include "tests/simulation/expressions.h"
#include "tests/support/temporary_directory.h"

namespace stator::test {

// Failures are reported to GoogleTest; run() ends with the first.
class Simulation {
 public:
  explicit Simulation(uint64_t seed);
  ~Simulation();

  void run(int steps);

 private:
  void step();
  // Opening and closing; time passes by hand only.
  void open();
  void reopen();

  // Tables (simulation_tables.cc)
  void createTable(const std::string& name);
  void replaceTable(ModelTable& table);
  void addIndex(ModelTable& table);
  void dropIndex(ModelTable& table);
  void finishBackgroundJobs();
  void runBackgroundJobs();  // also in the model: what has expired goes
  void checkTable(ModelTable& table);

  // Streams and time to live (simulation_streams.cc)
  void toggleStream(ModelTable& table);
  void noteStreamOf(ModelTable& table);  // that has just been enabled
  void endStreamOf(ModelTable& table);   // that has just been disabled
  void splitShard();
  void checkStreams();
  void replay(const std::string& arn, const ModelStream& stream);
  void enableTimeToLive(ModelTable& table);
  void setExpiry(WireItem& item);  // or not
  void expireItems();              // in the model
  void checkExpiries(const ModelTable& table);

  // Writes (simulation_writes.cc)
  void putItem(ModelTable& table);
  void updateItem(ModelTable& table);
  void deleteItem(ModelTable& table);
  void batchWrite();

  // Transactions (simulation_transactions.cc)
  struct Action {
    ModelTable* table;
    std::string json;
    bool holds;                    // its condition
    std::string key;               // keyText
    std::optional<WireItem> item;  // that is there afterwards
  };
  Action randomAction();
  void transactWrite();
  void transactGet();
  // Whether the write went through, after judging whether it had to. `refusals` are the error types that are right;
  // `may_pass` and `may_fail` what is allowed to happen.
  bool judge(const Reply& reply, const std::vector<std::string>& refusals, bool may_pass);

  // Reads (simulation_reads.cc)
  void getItem(const ModelTable& table);
  void batchGet(const ModelTable& table);
  void query(const ModelTable& table);
  void scan(const ModelTable& table);
  std::vector<WireItem> readPages(const ModelTable& table, const IndexShape* index, const std::string& operation,
                                  const std::string& members);
  const IndexShape* randomIndex(const ModelTable& table);  // an active one, or nullptr for the table itself
  void checkOrder(const std::vector<WireItem>& items, const KeyShape& key, bool forward);

  ModelTable& randomTable();
  // A key that is in the table, as far as there are any, or a random one.
  WireItem randomKey(const ModelTable& table);

  Generator generator_;
  TemporaryDirectory directory_;
  std::shared_ptr<ManualClock> clock_;
  std::unique_ptr<Engine> engine_;
  std::unique_ptr<ApiClient> client_;
  std::map<std::string, ModelTable> tables_;
  std::map<std::string, ModelStream> streams_;  // by ARN
  int transactions_ = 0;                        // for their tokens
};

}  // namespace stator::test
