// An engine in memory and its administration.
#pragma once

#include "operations/admin.h"
#include "tests/operations/engine_fixture.h"

namespace stator::test {

class AdminEngineTest : public EngineTest {
 protected:
  AdminReply ask(std::string_view method, std::string_view path, std::string_view body = "", std::string_view query = "") {
    return administer(*engine_, {method, path, query, body});
  }
};

}  // namespace stator::test
