#include "server/admin_routes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace stator {
namespace {

class AdminRoutesTest : public testing::Test {
 protected:
  static HttpRequest get(std::string_view path) {
    HttpRequest request;
    request.method = "GET";
    request.path = path;
    request.from_loopback = true;
    return request;
  }

  int statusOf(const HttpRequest& request, const std::string& token = {}) {
    const AdminRoutes routes(
        [this](const AdminRequest& admin) {
          seen_ = std::string(admin.method) + " " + std::string(admin.path) + "?" + std::string(admin.query) + " " +
                  std::string(admin.body);
          return AdminReply{200, "text/plain", "answer"};
        },
        token);
    const HttpResponse response = routes.handle(request);
    body_ = response.body;
    return response.status;
  }

  std::string seen_, body_;
};

TEST_F(AdminRoutesTest, HandsOverWhatIsBehindThePrefix) {
  HttpRequest request = get("/_stator/clock/advance");
  request.query = "a=b";
  request.body = "{}";
  EXPECT_EQ(statusOf(request), 200);
  EXPECT_EQ(seen_, "GET clock/advance?a=b {}");
  EXPECT_EQ(body_, "answer");
}

TEST_F(AdminRoutesTest, ServesItsPrefixAlone) {
  EXPECT_TRUE(AdminRoutes::serves("/_stator/clock"));
  EXPECT_TRUE(AdminRoutes::serves("/_stator"));
  EXPECT_FALSE(AdminRoutes::serves("/_statorx"));
  EXPECT_FALSE(AdminRoutes::serves("/"));
}

TEST_F(AdminRoutesTest, RefusesOtherMachinesWithoutTheToken) {
  HttpRequest request = get("/_stator/clock");
  request.from_loopback = false;
  EXPECT_EQ(statusOf(request), 403);
  EXPECT_EQ(statusOf(request, "secret"), 403);
  EXPECT_EQ(seen_, "");
  request.headers = {{"authorization", "Bearer wrong!"}};
  EXPECT_EQ(statusOf(request, "secret"), 403);
  request.headers = {{"authorization", "Bearer "}};
  EXPECT_EQ(statusOf(request), 403) << "no token is not an empty token";
  request.headers = {{"authorization", "Bearer secret"}};
  EXPECT_EQ(statusOf(request, "secret"), 200);
}

TEST_F(AdminRoutesTest, RefusesWebPagesOnThisMachine) {
  HttpRequest request = get("/_stator/clock");
  request.headers = {{"origin", "https://example.com"}};
  EXPECT_EQ(statusOf(request), 403);
  for (const char* host : {"rebound.example.com:8000", "127.example.com:8000"}) {
    request.headers = {{"host", host}};
    EXPECT_EQ(statusOf(request), 403) << host;
  }
  for (const char* host : {"localhost:8000", "127.0.0.1", "127.0.0.1:8000", "[::1]:8000"}) {
    request.headers = {{"host", host}};
    EXPECT_EQ(statusOf(request), 200) << host;
  }
}

}  // namespace
}  // namespace stator
