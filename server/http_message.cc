#include "server/http_message.h"

namespace stator {

const std::string_view* HttpRequest::find(std::string_view name) const {
  for (const HttpHeader& header : headers) {
    if (header.first == name) return &header.second;
  }
  return nullptr;
}

std::string_view HttpRequest::header(std::string_view name) const {
  const std::string_view* value = find(name);
  return value ? *value : std::string_view();
}

}  // namespace stator
