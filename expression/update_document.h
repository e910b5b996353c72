// Changes inside of one decoded attribute: the second half of apply().
#pragma once

#include <span>

#include "expression/update_values.h"
#include "types/document.h"

namespace stator {

// Applies changes, given in walk order, whose first `depth` path elements lead to `document`. Indexes are those of the
// document as it is: removing one element does not move the others' indexes, and elements put behind the end of a list
// come to its end, in the order of their indexes.
Result<void> applyChanges(Document& document, std::span<const PathChange> changes, size_t depth);

Error invalidUpdatePath();

}  // namespace stator
