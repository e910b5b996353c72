// What tags have to be like, for CreateTable, TagResource and UntagResource alike.
#pragma once

#include <map>
#include <string>

#include "protocol/request.h"
#include "types/result.h"

namespace stator {

// A list of {Key, Value}: every key and value well formed, no key twice, none with the prefix "aws:".
Result<std::map<std::string, std::string>> readTags(RequestValue tags);

// A list of keys to remove.
Result<void> checkTagKeys(RequestValue keys);

// A resource has at most kMaxTags.
Result<void> checkTagCount(size_t count);

}  // namespace stator
