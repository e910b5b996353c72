#include "conformance/in_process_transport.h"

#include "stator/stator.h"

namespace stator::conformance {
namespace {

class InProcessTransport final : public Transport {
 public:
  explicit InProcessTransport(std::shared_ptr<Stator> database) : database_(std::move(database)) {}

  bool speaksHttp() const override { return false; }

  Answer send(const Request& request, const Wanted&) override {
    Response response = database_->call(request.operation, request.body);
    return {response.http_status, {}, std::move(response.body), {}};
  }

 private:
  std::shared_ptr<Stator> database_;
};

}  // namespace

MakeTransport makeInProcessTransport(const std::string& region, const std::string& account) {
  Options options;
  options.region = region;
  options.account = account;
  return [database = std::make_shared<Stator>(options)] { return std::make_unique<InProcessTransport>(database); };
}

}  // namespace stator::conformance
