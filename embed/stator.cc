#include "stator/stator.h"

#include <algorithm>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <utility>

#include "base/clock.h"
#include "base/log.h"
#include "embed/background_thread.h"
#include "operations/admin.h"
#include "operations/api.h"
#include "operations/engine.h"
#include "server/http_server.h"
#include "server/metrics_page.h"

namespace stator {

namespace {

class CallbackClock final : public Clock {
 public:
  explicit CallbackClock(std::function<std::chrono::system_clock::time_point()> now) : now_(std::move(now)) {}
  TimePoint now() const override { return std::chrono::floor<TimePoint::duration>(now_()); }

 private:
  std::function<std::chrono::system_clock::time_point()> now_;
};

LogLevel levelOf(Verbosity verbosity) {
  switch (verbosity) {
    case Verbosity::Debug:
      return LogLevel::Debug;
    case Verbosity::Info:
      return LogLevel::Info;
    case Verbosity::Warning:
      return LogLevel::Warning;
    case Verbosity::Error:
      break;
  }
  return LogLevel::Error;
}

Verbosity verbosityOf(LogLevel level) {
  switch (level) {
    case LogLevel::Debug:
      return Verbosity::Debug;
    case LogLevel::Info:
      return Verbosity::Info;
    case LogLevel::Warning:
      return Verbosity::Warning;
    case LogLevel::Error:
      break;
  }
  return Verbosity::Error;
}

LogSink sinkOf(const Options& options) {
  if (!options.log) return nullptr;
  return [log = options.log, lowest = levelOf(options.verbosity)](LogLevel level, std::string_view line) {
    if (level >= lowest) log(verbosityOf(level), line);
  };
}

// "GetItem music 400 ResourceNotFoundException 85 us 000000000000 us-east-1"
std::string describe(const ObservedRequest& request) {
  std::string line(request.operation.empty() ? "-" : request.operation);
  if (!request.table.empty()) line.append(" ").append(request.table);
  line.append(" " + std::to_string(request.http_status));
  if (!request.error.empty()) line.append(" ").append(request.error);
  line.append(" " + std::to_string(std::chrono::duration_cast<std::chrono::microseconds>(request.duration).count()) + " us");
  if (!request.account.empty()) line.append(" ").append(request.account).append(" ").append(request.region);
  return line;
}

RequestObserver observerOf(const Options& options) {
  if (options.on_request) {
    return [on_request = options.on_request](const ObservedRequest& request) {
      on_request({request.operation, request.table, request.account, request.region, request.http_status, request.error,
                  request.duration});
    };
  }
  if (!options.log || options.verbosity != Verbosity::Debug) return nullptr;
  return [log = options.log](const ObservedRequest& request) { log(Verbosity::Debug, describe(request)); };
}

EngineOptions engineOptions(const Options& options) {
  EngineOptions engine;
  engine.database.directory = options.data_directory;
  engine.database.sync = options.sync;
  if (options.clock) engine.clock = std::make_shared<CallbackClock>(options.clock);
  engine.log = sinkOf(options);
  engine.observer = observerOf(options);
  engine.shared_database = options.shared_database;
  engine.transient_status = options.transient_status;
  if (options.enforce_throughput) engine.throughput.mode = ThroughputMode::Enforce;
  engine.streams.shards = static_cast<uint32_t>(std::max(options.stream_shards, 1));
  engine.streams.split_interval = options.stream_shard_split_interval;
  engine.time_to_live_delay = options.time_to_live_delay;
  return engine;
}

bool isStreamsOperation(std::string_view operation) {
  return operation == "DescribeStream" || operation == "GetRecords" || operation == "GetShardIterator" ||
         operation == "ListStreams";
}

std::string targetOf(std::string_view operation) {
  std::string target(isStreamsOperation(operation) ? "DynamoDBStreams_20120810." : "DynamoDB_20120810.");
  return target.append(operation);
}

}  // namespace

struct Stator::Implementation {
  explicit Implementation(const Options& options)
      : engine(engineOptions(options)), caller(Caller{options.account, options.region}), default_region(options.region) {
    if (!options.faults.empty()) {
      if (const auto loaded = loadFaults(engine.faults(), options.faults); !loaded) {
        throw std::runtime_error("the fault rules cannot be used: " + loaded.error().message);
      }
    }
    if (!options.clock) background = std::make_unique<BackgroundThread>([this] { runBackgroundJobs(); });
  }

  ~Implementation() {
    engine.requestStop();  // so that a long backfill does not keep the background thread
    server.reset();
  }

  ApiReply call(const ApiRequest& request) {
    if (background) background->noteActivity();
    return execute(engine, request);
  }

  AdminReply administer(const AdminRequest& request) {
    if (background) background->noteActivity();
    return stator::administer(engine, request);
  }

  void runBackgroundJobs() {
    try {
      engine.runBackgroundJobs();
    } catch (const std::exception& bug) {
      engine.log(LogLevel::Error, std::string("background jobs ended early: ") + bug.what());
    }
  }

  Engine engine;
  const Result<Caller> caller;  // of Stator::call()
  const std::string default_region;
  std::mutex server_mutex;
  std::unique_ptr<HttpServer> server;
  std::unique_ptr<BackgroundThread> background;
};

std::string_view version() noexcept { return STATOR_VERSION; }

Stator::Stator(const Options& options) : implementation_(std::make_unique<Implementation>(options)) {}

Stator::~Stator() { stop(); }

Response Stator::call(std::string_view operation, std::string_view json) noexcept {
  try {
    std::string target = targetOf(operation);
    ApiReply reply = implementation_->call(ApiRequest{target, json, implementation_->caller});
    if (reply.delay.count() > 0) std::this_thread::sleep_for(reply.delay);
    if (reply.connection != ConnectionFate::Keep) return {};
    return {reply.http_status, std::move(reply.body)};
  } catch (...) {  // no memory, or a log sink that throws
    return {500, {}};
  }
}

Response Stator::admin(std::string_view method, std::string_view path, std::string_view json) noexcept {
  try {
    const size_t question = path.find('?');
    const std::string_view query = question == std::string_view::npos ? std::string_view() : path.substr(question + 1);
    AdminReply reply = implementation_->administer({method, path.substr(0, question), query, json});
    return {reply.http_status, std::move(reply.body)};
  } catch (...) {
    return {500, {}};
  }
}

uint16_t Stator::serve(const ServeOptions& options) {
  Implementation& self = *implementation_;
  std::lock_guard lock(self.server_mutex);
  if (self.server) throw std::runtime_error("already serving on port " + std::to_string(self.server->port()));
  HttpServerOptions server;
  server.address = options.address;
  server.port = options.port;
  server.threads = options.threads;
  server.max_connections = options.max_connections;
  server.idle_timeout = options.idle_timeout;
  server.request_timeout = options.request_timeout;
  server.tls = {options.tls_certificate_file, options.tls_key_file, options.tls_self_signed};
  HttpHandler handler([&self](const ApiRequest& request) { return self.call(request); }, self.default_region,
                      {options.verify_signatures.begin(), options.verify_signatures.end()});
  handler.setAdministration(
      AdminRoutes([&self](const AdminRequest& request) { return self.administer(request); }, options.admin_token),
      [&self] { return metricsPage(takeMetrics(self.engine)); });
  handler.setAllowedOrigins(options.allowed_origins);
  self.server = std::make_unique<HttpServer>(server, std::move(handler), self.engine.clock(), self.engine.options().log);
  return self.server->port();
}

void Stator::stop() {
  std::lock_guard lock(implementation_->server_mutex);
  if (!implementation_->server) return;
  implementation_->server->stop();
  implementation_->server.reset();
}

void Stator::splitShard(std::string_view stream_arn, std::string_view shard_id) {
  const Result<void> split = implementation_->engine.splitShard(stream_arn, shard_id);
  if (!split) throw std::runtime_error(split.error().message);
}

void Stator::runBackgroundJobs() { implementation_->runBackgroundJobs(); }

}  // namespace stator
