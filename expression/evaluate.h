// Trees against items. Pure: no clock, no storage, no allocation where a comparison of bytes will do.
#pragma once

#include <string>

#include "expression/syntax_tree.h"
#include "types/result.h"

namespace stator {

// An absent item is an empty ItemView. Missing attribute: every comparison is false but `<>`, which is true.
bool evaluate(const Condition& condition, ItemView item);

// The item that `projection` picks: list picks compacted in index order, sub-paths of one element merged; keys are not
// added by themselves. Encoded item bytes.
std::string project(const ProjectionExpression& projection, ItemView item);

// The item after the update. `item` is the old item, or for an upsert the item of its key attributes. All right-hand
// sides see `item` as it was. Errors are the service's apply-time texts, bare (family Plain); for legacy updates "Type
// mismatch for attribute to update". Does not look at key attributes or sizes: that is the caller's part.
Result<std::string> apply(const UpdateExpression& update, ItemView item);

// What ReturnValues UPDATED_OLD (item: the old one) and UPDATED_NEW (item: the new one) return: the parts of `item` at
// the targets of the update, in their places. Encoded item bytes; empty when there are none. For UPDATED_NEW, targets that
// the update removed are simply absent; pass UpdateImage::New for it, or the list element that moved to a removed index is
// taken for an updated one.
enum class UpdateImage : uint8_t { Old, New };
std::string updatedAttributes(const UpdateExpression& update, ItemView item, UpdateImage image = UpdateImage::Old);

// The range of keys that the conditions describe on a table or index with key schema `schema`, or the service's error:
// hash missing, "Query key condition not supported", wrong types and so on. For multi-attribute keys: equality on all HASH
// attributes, RANGE attributes left to right, only the last not Equal.
Result<KeyRange> keyRange(const KeyConditions& conditions, const KeySchema& schema);

}  // namespace stator
