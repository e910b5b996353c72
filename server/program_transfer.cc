#include "server/program_transfer.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <stdexcept>

#include "server/http_fetch.h"
#include "server/http_service.h"
#include "stator/stator.h"
#include "transfer/dump.h"
#include "transfer/load.h"
#include "transfer/schema.h"

namespace stator {
namespace {

constexpr const char* kDefaultAccount = "000000000000";
constexpr const char* kDefaultRegion = "us-east-1";

std::string firstOf(std::initializer_list<const char*> variables, const char* otherwise) {
  for (const char* variable : variables) {
    const char* value = std::getenv(variable);
    if (value != nullptr && *value != '\0') return value;
  }
  return otherwise;
}

bool isAccount(const std::string& text) {
  return text.size() == 12 && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

Service serviceOf(std::shared_ptr<Stator> database) {
  return [database](std::string_view operation, const std::string& json) {
    Response response = database->call(operation, json);
    return ServiceAnswer{response.http_status, std::move(response.body)};
  };
}

// Whose tables.
struct Place {
  std::string key;  // an access key id, which may be the account
  std::string account;
  std::string region;
};

Service openDirectory(const CommandLine& line, const std::string& directory, const Place& place) {
  Options options;
  options.data_directory = directory;
  options.region = place.region;
  options.account = place.account;
  options.sync = line.sync;
  options.shared_database = line.shared_database;
  return serviceOf(std::make_shared<Stator>(options));
}

bool answers(const std::string& url) {
  constexpr std::chrono::seconds kTimeout{5};
  try {
    return fetchPage(url + "/health", {}, kTimeout, /*verify=*/false).status == 200;
  } catch (const std::runtime_error&) {
    return false;
  }
}

Service chooseService(const CommandLine& line, const std::string& default_url, const Place& place) {
  const TransferArguments& arguments = line.transfer;
  if (arguments.url.empty() && !arguments.data_directory.empty())
    return openDirectory(line, arguments.data_directory, place);
  if (arguments.url.empty() && !line.data_directory.empty()) {
    // The environment names the directory, and may do so to the server that has it open just now.
    try {
      return openDirectory(line, line.data_directory, place);
    } catch (const std::runtime_error&) {
      if (!answers(default_url)) throw;
    }
  }
  return httpService(arguments.url.empty() ? default_url : arguments.url,
                     {place.key, firstOf({"AWS_SECRET_ACCESS_KEY"}, "any"), place.region});
}

// Standard output may be the dump itself.
void say(const std::string& line) { std::fprintf(stderr, "stator: %s\n", line.c_str()); }

TransferFormat formatOf(const std::string& name) {
  return name == "csv" ? TransferFormat::Csv : name == "s3-export" ? TransferFormat::S3Export : TransferFormat::JsonLines;
}

}  // namespace

std::vector<std::string> createTables(Stator& database, const CommandLine& line) {
  const std::shared_ptr<Stator> borrowed(&database, [](Stator*) {});
  std::vector<std::string> created;
  for (const std::string& file : line.schema_files) {
    const auto tables = readSchemaFile(file, kDefaultAccount, line.region.empty() ? kDefaultRegion : line.region);
    for (std::string& name : createMissingTables(serviceOf(borrowed), tables)) created.push_back(std::move(name));
  }
  return created;
}

void transferItems(const CommandLine& line, const std::string& default_url) {
  const TransferArguments& arguments = line.transfer;
  const std::string region =
      line.region.empty() ? firstOf({"AWS_REGION", "AWS_DEFAULT_REGION"}, kDefaultRegion) : line.region;
  const std::string key = arguments.account.empty() ? firstOf({"AWS_ACCESS_KEY_ID"}, kDefaultAccount) : arguments.account;
  const std::string account = isAccount(key) ? key : kDefaultAccount;
  const Service service = chooseService(line, default_url, {key, account, region});
  if (line.command == CommandLine::Command::Dump) {
    dumpTables(service, {arguments.words, formatOf(arguments.format), arguments.output}, say);
  } else {
    loadFiles(service, {arguments.words, arguments.table, line.schema_files, account, region, arguments.delimiter[0]}, say);
  }
}

}  // namespace stator
