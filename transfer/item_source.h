// Files of items, an item at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "protocol/item_csv.h"

namespace stator {

class ItemSource {
 public:
  virtual ~ItemSource() = default;
  // The next item as DynamoDB JSON, {"name":{"S":"value"},...}; false at the end. Throws TransferError that names the place.
  virtual bool next(std::string& item) = 0;
  // Where in the file the item that next() gave stands: "songs.jsonl, line 3".
  virtual std::string place() const = 0;
  virtual uint64_t position() const = 0;  // in bytes of the file
};

// {"Item":{...}} on each line, as exports have it.
std::unique_ptr<ItemSource> openJsonLines(const std::string& path);
// See protocol/item_csv.h.
std::unique_ptr<ItemSource> openCsv(const std::string& path, char delimiter, KeyTypes keys);

}  // namespace stator
