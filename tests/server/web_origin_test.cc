#include "server/web_origin.h"

#include <gtest/gtest.h>

namespace stator {
namespace {

TEST(WebOrigin, NamesOfThisMachine) {
  for (const char* host :
       {"localhost", "localhost:8000", "app.localhost:3000", "127.0.0.1", "127.8.9.10:80", "[::1]", "[::1]:8000"}) {
    EXPECT_TRUE(namesLoopback(host)) << host;
  }
  for (const char* host : {"", "example.com", "localhost.example.com", "mylocalhost", "127.example.com:8000",
                           "127.0.0.1.example.com", "10.0.0.1", "0.0.0.0", "[::1]x", "[::2]", "[2001:db8::1]:8000"}) {
    EXPECT_FALSE(namesLoopback(host)) << host;
  }
}

TEST(WebOrigin, PagesOfThisMachine) {
  AllowedOrigins origins;
  origins.set("local");
  for (const char* origin : {"http://localhost:3000", "https://localhost", "http://127.0.0.1:5173", "http://[::1]:3000",
                             "http://shop.localhost", "capacitor://localhost", "whatever"}) {
    EXPECT_TRUE(origins.contains(origin)) << origin;
  }
  for (const char* origin : {"https://example.com", "http://localhost.example.com", "http://127.example.com:8000", "null",
                             "file://", "chrome-extension://abcdef"}) {
    EXPECT_FALSE(origins.contains(origin)) << origin;
  }
  EXPECT_FALSE(origins.sameForAll());
}

TEST(WebOrigin, AllUnlessTold) {
  const AllowedOrigins origins;
  EXPECT_TRUE(origins.contains("https://example.com"));
  EXPECT_TRUE(origins.contains("null"));
  EXPECT_TRUE(origins.sameForAll());
}

TEST(WebOrigin, ThoseOfTheListAndNoOthers) {
  AllowedOrigins origins;
  origins.set("https://example.com/, http://localhost:3000");
  EXPECT_TRUE(origins.contains("https://example.com"));
  EXPECT_TRUE(origins.contains("http://localhost:3000"));
  EXPECT_FALSE(origins.contains("http://localhost:3001"));
  EXPECT_FALSE(origins.contains("http://example.com"));
  EXPECT_FALSE(origins.sameForAll());
  origins.set("https://example.com,*");
  EXPECT_TRUE(origins.contains("null"));
  EXPECT_TRUE(origins.sameForAll());
  origins.set("https://example.com,local");
  EXPECT_TRUE(origins.contains("https://example.com"));
  EXPECT_TRUE(origins.contains("http://localhost:3001"));
  EXPECT_FALSE(origins.contains("https://example.org"));
  origins.set("");
  EXPECT_TRUE(origins.contains("https://example.org"));
}

}  // namespace
}  // namespace stator
