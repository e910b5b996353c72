#include "stator/stator_c.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <string>

#include "stator/stator.h"

struct stator_db {
  explicit stator_db(const stator::Options& options) : database(options) {}
  stator::Stator database;
};

namespace {

std::string& lastError() {
  thread_local std::string text;
  return text;
}

void setLastError(const char* text) noexcept {
  try {
    lastError() = text;
  } catch (...) {  // no memory for it
  }
}

// The members that the caller's version of the header has.
stator_options known(const stator_options* given) {
  stator_options options = STATOR_OPTIONS_INIT;
  if (given != nullptr) std::memcpy(&options, given, given->size < sizeof options ? given->size : sizeof options);
  return options;
}

stator_response toC(const stator::Response& response) noexcept {
  // malloc, so that what a caller frees by mistake with free() is freed.
  auto* body = static_cast<char*>(std::malloc(response.body.size() + 1));
  if (body == nullptr) std::abort();  // 1 MB at most, as a rule: there is nothing sensible left to do
  std::memcpy(body, response.body.c_str(), response.body.size() + 1);
  return {response.http_status, body, response.body.size()};
}

const char* orEmpty(const char* text) { return text == nullptr ? "" : text; }

}  // namespace

extern "C" {

const char* stator_version(void) { return stator::version().data(); }

stator_db* stator_open(const stator_options* given) {
  try {
    const stator_options from = known(given);
    stator::Options options;
    options.data_directory = orEmpty(from.data_directory);
    options.sync = from.sync != 0;
    options.shared_database = from.shared_database != 0;
    if (from.region != nullptr) options.region = from.region;
    if (from.account != nullptr) options.account = from.account;
    auto* db = new stator_db(options);
    if (from.frozen_clock != 0) db->database.admin("POST", "clock/freeze");
    return db;
  } catch (const std::exception& error) {
    setLastError(error.what());
  } catch (...) {
    setLastError("unknown error");
  }
  return nullptr;
}

void stator_close(stator_db* db) { delete db; }

stator_response stator_call(stator_db* db, const char* operation, const char* json) {
  return toC(db->database.call(orEmpty(operation), orEmpty(json)));
}

stator_response stator_admin(stator_db* db, const char* method, const char* path, const char* json) {
  return toC(db->database.admin(orEmpty(method), orEmpty(path), orEmpty(json)));
}

void stator_response_free(stator_response* response) {
  if (response == nullptr) return;
  std::free(response->body);
  *response = {0, nullptr, 0};
}

int stator_serve(stator_db* db, const char* address, uint16_t port) {
  try {
    stator::ServeOptions options;
    if (address != nullptr) options.address = address;
    options.port = port;
    return db->database.serve(options);
  } catch (const std::exception& error) {
    setLastError(error.what());
  } catch (...) {
    setLastError("unknown error");
  }
  return -1;
}

void stator_stop(stator_db* db) {
  try {
    db->database.stop();
  } catch (...) {
    setLastError("stopping failed");
  }
}

int stator_advance_clock(stator_db* db, double seconds) {
  char json[64];
  std::snprintf(json, sizeof json, "{\"seconds\":%.6f}", seconds);
  const stator::Response response = db->database.admin("POST", "clock/advance", json);
  if (response.http_status == 200) return 0;
  setLastError(response.body.c_str());
  return -1;
}

void stator_run_jobs(stator_db* db) {
  try {
    db->database.runBackgroundJobs();
  } catch (...) {
    setLastError("the background jobs failed");
  }
}

const char* stator_last_error(void) { return lastError().c_str(); }

}  // extern "C"
