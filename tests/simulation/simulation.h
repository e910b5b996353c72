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
  void checkTable(ModelTable& table);

  // Writes (simulation_writes.cc)
  void putItem(ModelTable& table);
  void updateItem(ModelTable& table);
  void deleteItem(ModelTable& table);
  void batchWrite();
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
};

}  // namespace stator::test
