// Stator: DynamoDB inside your own process, or on a port of your own machine. Standard library types only.
//
//   stator::Stator db({.data_directory = "data"});                                  // leave it out: in memory
//   stator::Response r = db.call("ListTables", "{}");                               // no socket
//   uint16_t port = db.serve({.port = 0});                                          // for an AWS SDK
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace stator {

// "0.1.0"
std::string_view version() noexcept;

enum class Verbosity { Error, Warning, Info, Debug };

// One request that was answered. What is not known is empty; valid during the call alone.
struct RequestRecord {
  std::string_view operation;  // "GetItem"
  std::string_view table;      // as the request names it; the first one where it names several
  std::string_view account, region;
  int http_status = 200;
  std::string_view error;  // "ResourceNotFoundException"
  std::chrono::nanoseconds duration{0};
};

struct Options {
  // Where tables are kept. Empty: in memory, gone with the object. Created if it does not exist; one process at a time.
  std::string data_directory = {};
  // Wait for the disk at every write. Without it, what was answered survives the death of the process, but perhaps not
  // that of the machine.
  bool sync = false;
  // One set of tables for all accounts and regions, as DynamoDB Local's -sharedDb.
  bool shared_database = false;
  // The time that tables, TTL, streams and tokens live by; must be thread-safe and must not throw. Giving one turns the
  // background thread off: work that becomes due, such as an index's backfill, waits for runBackgroundJobs().
  std::function<std::chrono::system_clock::time_point()> clock = {};
  // Where call() looks for tables. Requests that come over HTTP say so themselves: the region stands in the signature's
  // credential scope, and the account is the access key id if that is a 12-digit number, else 000000000000.
  std::string region = "us-east-1";
  std::string account = "000000000000";
  // How long CREATING, UPDATING and DELETING can be seen. Zero: tables are ACTIVE at once.
  std::chrono::milliseconds transient_status{0};
  // Shards of a new stream, 1 to 256. The service gives a fresh table's stream one.
  int stream_shards = 1;
  // How often the oldest open shard of each stream is closed for two children, so that consumers get to follow them; zero:
  // never. Besides, a shard is closed for one child after 4 hours, as on the service.
  std::chrono::seconds stream_shard_split_interval{0};
  // How long items stay when their time to live is over. The service takes its time, up to some days.
  std::chrono::seconds time_to_live_delay{0};
  // Faults and latency from the start, as JSON: see docs/administration.md. Empty: none.
  std::string faults = {};
  // Throttle what goes beyond the capacity of tables, as the service does (docs/throughput.md). What requests consume is
  // counted in any case.
  bool enforce_throughput = false;
  // Takes one line at a time, without its end, with its weight; called from any thread. Empty: no log. Lines that weigh less
  // than `verbosity` do not arrive; at Debug there is one for each request.
  std::function<void(Verbosity, std::string_view)> log = {};
  Verbosity verbosity = Verbosity::Warning;
  // Called once a request, from the thread that answers it; must be thread-safe and must not throw. With it, `log` gets no
  // line for each request. Empty: nobody watches.
  std::function<void(const RequestRecord&)> on_request = {};
};

struct Response {
  int http_status = 0;    // 200, 400 or 500; 0 when a fault rule drops or cuts the connection
  std::string body = {};  // JSON, as DynamoDB answers; of an error: {"__type": ..., "message": ...}
};

struct ServeOptions {
  std::string address = "127.0.0.1";         // "0.0.0.0" or "::" for all of the machine's; a host name will do
  uint16_t port = 8000;                      // 0: any free one
  int threads = 0;                           // 0: one a core
  size_t max_connections = 4096;             // one more is answered with HTTP 503
  std::chrono::seconds idle_timeout{300};    // an unused connection is closed after that
  std::chrono::seconds request_timeout{60};  // from a request's first byte to its last
  // Secret access keys by access key id: a request must be signed with one of them. Empty: any signature will do.
  std::map<std::string, std::string> verify_signatures = {};
  // Opens /_stator/ to clients on other machines that send "Authorization: Bearer <token>". Clients on this one need none.
  std::string admin_token = {};
  // Origins of web pages that may use the server (CORS), separated by commas; "*" is all of them, "local" those that this
  // machine serves itself ("http://localhost:3000"). Others are answered with HTTP 403.
  std::string allowed_origins = "*";
  // TLS, 1.2 and up: PEM files, the certificate with its chain. Empty: plain HTTP.
  std::string tls_certificate_file = {}, tls_key_file = {};
  // TLS with a certificate made at the start, for this machine's names; written to tls_certificate_file, if that is not
  // empty, for clients to trust.
  bool tls_self_signed = false;
};

// One database. Several live side by side in a process, unless they share a data directory. All members are thread-safe.
class Stator {
 public:
  // Throws std::runtime_error, with one line that says what to do, when the data directory cannot be used.
  explicit Stator(const Options& options = {});
  // Stops serving and closes the database. No call() may be under way.
  ~Stator();
  Stator(const Stator&) = delete;
  Stator& operator=(const Stator&) = delete;

  // One request, e.g. call("GetItem", R"({"TableName": "t", "Key": {"id": {"S": "1"}}})"). Everything that goes wrong is
  // in the Response.
  Response call(std::string_view operation, std::string_view json) noexcept;

  // What /_stator/ offers over HTTP, e.g. admin("POST", "clock/advance", R"({"seconds": 60})"). `path` may have a query.
  // http_status is 200, 400, 404, 405 or 500.
  Response admin(std::string_view method, std::string_view path, std::string_view json = {}) noexcept;

  // Serves HTTP from threads of its own and returns the port at once. Throws std::runtime_error when it cannot listen
  // there, or serves already.
  uint16_t serve(const ServeOptions& options = {});
  // Lets the requests in flight finish, for a second at most. The database stays open for call() and serve().
  void stop();

  // Closes an open shard of a stream and gives it two children, as the service does under load. Throws std::runtime_error
  // when there is no such stream or shard, and when the shard is closed already.
  void splitShard(std::string_view stream_arn, std::string_view shard_id);

  // Does what is due by the clock, and returns when it is done.
  void runBackgroundJobs();

 private:
  struct Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace stator
