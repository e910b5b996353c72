#include "conformance/http_transport.h"

#include <time.h>

#include <algorithm>
#include <array>
#include <thread>

#include "base/random.h"
#include "conformance/json_text.h"
#include "conformance/wire_errors.h"
#include "protocol/sigv4.h"

namespace stator::conformance {
namespace {

using SteadyClock = std::chrono::steady_clock;

// Gives out moments that are a fixed time apart.
class Throttle {
 public:
  explicit Throttle(double rate)
      : apart_(rate > 0 ? std::chrono::duration<double>(1 / rate) : std::chrono::duration<double>(0)) {}

  void wait() {
    if (apart_.count() == 0) return;
    SteadyClock::time_point mine;
    {
      std::lock_guard lock(mutex_);
      mine = std::max(next_, SteadyClock::now());
      next_ = mine + std::chrono::duration_cast<SteadyClock::duration>(apart_);
    }
    std::this_thread::sleep_until(mine);
  }

 private:
  const std::chrono::duration<double> apart_;
  std::mutex mutex_;
  SteadyClock::time_point next_;
};

std::string errorNameOf(const Answer& answer) {
  rapidjson::Document document;
  if (!parseJson(answer.body, document).empty() || !document.IsObject()) return {};
  const Json& error = document;
  const auto type = error.FindMember("__type");
  if (type == error.MemberEnd() || !type->value.IsString()) return {};
  return std::string(shortErrorName(textOf(type->value)));
}

// "20260821T120000Z"
std::string amazonDate(std::chrono::system_clock::time_point now) {
  const time_t seconds = std::chrono::system_clock::to_time_t(now);
  tm parts{};
  gmtime_r(&seconds, &parts);
  std::array<char, 32> text{};
  strftime(text.data(), text.size(), "%Y%m%dT%H%M%SZ", &parts);
  return text.data();
}

class HttpTransport final : public Transport {
 public:
  HttpTransport(const EndpointSettings& settings, std::shared_ptr<Throttle> throttle, std::shared_ptr<Random> random)
      : settings_(settings), client_(settings.client), throttle_(std::move(throttle)), random_(std::move(random)) {}

  bool speaksHttp() const override { return true; }

  Answer send(const Request& request, const Wanted& wanted) override {
    for (int attempt = 0;; ++attempt) {
      throttle_->wait();
      Answer answer = request.operation.empty() ? sendAsItStands(request) : sendSigned(request);
      if (attempt >= settings_.retries || !isRetryable(answer) || wanted(answer)) return answer;
      std::this_thread::sleep_for(delay(attempt));
    }
  }

 private:
  Answer sendSigned(const Request& request) {
    Headers headers = {{"host", settings_.client.url.authority()},
                       {"content-type", "application/x-amz-json-1.0"},
                       {"x-amz-target", targetOf(request.operation)}};
    sign("POST", "/", request.body, headers);
    return client_.exchange("POST", "/", headers, request.body);
  }

  Answer sendAsItStands(const Request& request) {
    Headers headers = {{"host", settings_.client.url.authority()}};
    bool to_be_signed = false;
    for (const auto& header : request.headers) {
      if (header.second == "$sign")
        to_be_signed = true;
      else
        headers.push_back(header);
    }
    if (to_be_signed) sign(request.method, request.path, request.body, headers);
    return client_.exchange(request.method, request.path, headers, request.body);
  }

  void sign(const std::string& method, const std::string& path, const std::string& body, Headers& headers) const {
    signHeaders(method, path, body, settings_, std::chrono::system_clock::now(), headers);
  }

  // Somewhere between half of the doubled delay and the whole.
  std::chrono::milliseconds delay(int attempt) const {
    const auto whole = std::min(settings_.first_delay * (int64_t{1} << std::min(attempt, 20)), settings_.longest_delay);
    return whole / 2 + std::chrono::milliseconds(random_->below(static_cast<uint64_t>(whole.count() / 2 + 1)));
  }

  const EndpointSettings settings_;
  HttpClient client_;
  const std::shared_ptr<Throttle> throttle_;
  const std::shared_ptr<Random> random_;
};

}  // namespace

MakeTransport makeHttpTransport(const EndpointSettings& settings) {
  auto throttle = std::make_shared<Throttle>(settings.rate);
  auto random = std::make_shared<Random>(entropySeed());
  return [settings, throttle, random] { return std::make_unique<HttpTransport>(settings, throttle, random); };
}

bool isRetryable(const Answer& answer) {
  constexpr std::string_view kErrors[] = {"ProvisionedThroughputExceededException", "RequestLimitExceeded",
                                          "ThrottlingException", "TransactionInProgressException"};
  if (!answer.failure.empty() || answer.status >= 500) return true;
  if (answer.status == 200) return false;
  const std::string name = errorNameOf(answer);
  // "Subscriber limit exceeded: Only 50 tables can be created, updated, or deleted simultaneously"
  if (name == "LimitExceededException") return answer.body.find("simultaneous") != std::string::npos;
  return std::find(std::begin(kErrors), std::end(kErrors), name) != std::end(kErrors);
}

void signHeaders(const std::string& method, const std::string& path, const std::string& body,
                 const EndpointSettings& settings, std::chrono::system_clock::time_point now, Headers& headers) {
  const auto date =
      std::find_if(headers.begin(), headers.end(), [](const auto& header) { return header.first == "x-amz-date"; });
  const std::string when = date == headers.end() ? amazonDate(now) : date->second;
  if (date == headers.end()) headers.emplace_back("x-amz-date", when);
  if (!settings.credentials.session_token.empty())
    headers.emplace_back("x-amz-security-token", settings.credentials.session_token);
  SignedRequest request;
  request.method = method;
  request.path = path.substr(0, path.find('?'));
  if (path.find('?') != std::string::npos) request.query = path.substr(path.find('?') + 1);
  request.headers = headers;
  request.body = body;
  constexpr size_t kDayLength = 8;
  const CredentialScope scope{settings.credentials.access_key_id, when.substr(0, kDayLength), settings.region, "dynamodb"};
  headers.emplace_back("authorization", signRequest(request, scope, settings.credentials.secret_access_key));
}

}  // namespace stator::conformance
