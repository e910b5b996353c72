// What load and dump need to know of a table, from its description.
#pragma once

#include <string>
#include <vector>

#include "protocol/item_csv.h"
#include "transfer/service.h"

namespace stator {

struct TransferTable {
  std::string name;
  std::string arn;
  std::string table_id;
  uint64_t items = 0;            // as DescribeTable says: of the real service some hours old
  std::vector<std::string> key;  // names: the partition key's, then the sort key's
  KeyTypes key_types;            // with those of the indexes
  std::string description;       // DescribeTable's answer
};

// Throws TransferError when there is no such table; `remedy` is the end of its text, "; do this".
TransferTable describeTable(const Service& service, const std::string& name, std::string_view remedy = {});
std::vector<std::string> listTables(const Service& service);

}  // namespace stator
