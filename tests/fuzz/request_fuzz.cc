// The first byte picks an operation, the rest is the body of a request to it.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "protocol/request.h"
#include "protocol/service_model.h"

namespace {

// Walks everything that the accessors can reach.
size_t walk(stator::RequestValue value) {
  size_t sum = value.string().size() + static_cast<size_t>(value.integer() & 1) + (value.boolean() ? 1 : 0);
  for (const stator::RequestValue element : value.elements()) sum += 1 + walk(element);
  for (const auto [name, entry] : value.entries()) sum += name.size() + walk(entry);
  return sum;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const auto models = stator::operationModels();
  const stator::OperationModel& model = models[data[0] % models.size()];
  auto request = stator::Request::parse({reinterpret_cast<const char*>(data + 1), size - 1});
  if (!request) return 0;
  if (walk(request->root()) > size * 4) std::abort();  // nothing may be read that was not sent
  auto checked = request->check(model);
  if (checked) return 0;
  if (checked.error().message.empty()) std::abort();
  return 0;
}
