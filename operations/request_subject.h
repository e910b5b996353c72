// What a request is about, whatever its operation: which tables, and which items by their keys.
#pragma once

#include <functional>
#include <string_view>

#include "protocol/request.h"

namespace stator {

// A table as the request names it, by name or ARN, and the map of attributes (Key or Item) that says which item; absent when
// the request names no item, as in Query.
struct RequestSubject {
  std::string_view table_name;
  RequestValue attributes;
};

// Calls `visit` for each in the order of the request, until it returns true; then returns true. `request` has been checked
// against its operation's shape. Statements of PartiQL name their table, those that cannot be parsed none.
bool anySubject(const Request& request, const std::function<bool(const RequestSubject&)>& visit);

// The table's name in "name", "arn:...:table/name" and what begins with such an ARN (a stream's, an index's).
std::string_view bareTableName(std::string_view name_or_arn);

}  // namespace stator
