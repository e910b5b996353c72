// Any request line, headers and body: reading and verifying cope, and what is signed here verifies until it is changed.
// Input: path?query, then "name:value" lines up to an empty line, then the body.
#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "protocol/sigv4.h"

namespace {

using namespace stator;

constexpr std::string_view kSecret = "secret";

void require(bool condition) {
  if (!condition) std::abort();
}

std::string_view takeLine(std::string_view& text) {
  const std::string_view line = text.substr(0, text.find('\n'));
  text.remove_prefix(std::min(text.size(), line.size() + 1));
  return line;
}

bool isHeaderName(std::string_view name) {
  return !name.empty() && name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == name.npos;
}

SignedRequest readRequest(std::string_view input) {
  SignedRequest request;
  request.method = "POST";
  const std::string_view target = takeLine(input);
  const size_t question = std::min(target.find('?'), target.size());
  request.path = target.substr(0, question);
  if (question < target.size()) request.query = target.substr(question + 1);
  for (std::string_view line = takeLine(input); !line.empty(); line = takeLine(input)) {
    const size_t colon = line.find(':');
    if (colon == line.npos || !isHeaderName(line.substr(0, colon))) continue;
    request.headers.emplace_back(line.substr(0, colon), line.substr(colon + 1));
  }
  request.body = input;
  return request;
}

void checkSigning(SignedRequest request) {
  std::erase_if(request.headers, [](const auto& header) { return header.first == "authorization"; });
  request.headers.insert(request.headers.begin(), {"x-amz-date", "20150830T123600Z"});
  const CredentialScope scope{"key", "20150830", "us-east-1", "dynamodb"};
  request.headers.emplace_back("authorization", signRequest(request, scope, kSecret));
  require(verifySignature(request, kSecret));
  const std::string longer = std::string(request.body) + "x";
  request.body = longer;
  require(!verifySignature(request, kSecret));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const SignedRequest request = readRequest({reinterpret_cast<const char*>(data), size});
  const Result<CredentialScope> scope = parseAuthorization(request);
  require(scope || !scope.error().message.empty());
  require(!verifySignature(request, "a secret that nobody used"));
  checkSigning(request);
  return 0;
}
