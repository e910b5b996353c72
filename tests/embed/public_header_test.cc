#include "stator/stator.h"

#include <type_traits>
#include <utility>

static_assert(!std::is_copy_constructible_v<stator::Stator>);
static_assert(noexcept(std::declval<stator::Stator&>().call("", "")));

int main() {
  stator::Stator db({.region = "eu-west-1"});
  return db.call("ListTables", "{}").http_status == 200 ? 0 : 1;
}
