// What an item counts towards the 1 MB of a Query's or Scan's page. Not its size: the service counts bytes of a form of its
// own, in which a name takes one byte and every 3 KB repeat the sort key (measured on the service by dynalite).
#pragma once

#include <cstddef>

#include "types/item.h"
#include "types/key.h"

namespace stator {

// `item` as read from the table or an index; `key` is the table's.
size_t pageSize(ItemView item, const KeySchema& key);

}  // namespace stator
