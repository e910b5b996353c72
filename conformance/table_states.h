// What answers and requests say about tables.
#pragma once

#include <string>
#include <string_view>

namespace stator::conformance {

// Of an answer to DescribeTable. "absent" when there is no such table; what was answered when it is another error.
std::string tableState(std::string_view answer);  // "ACTIVE" only if all indexes are ACTIVE too
std::string indexState(std::string_view answer, std::string_view index);
std::string streamState(std::string_view answer);  // "ENABLED", or "absent"

// The table that a request makes, if it succeeds; empty: none.
std::string tableMadeBy(std::string_view operation, std::string_view body);
// The table that a request makes, changes or deletes, so that it is not ACTIVE for a while; empty: none.
std::string tableChangedBy(std::string_view operation, std::string_view body);

// Whether an answer says that the table cannot be deleted now but perhaps later.
bool isInUse(std::string_view answer);

}  // namespace stator::conformance
