#include "operations/partiql_token.h"

#include "base/base64.h"
#include "base/digest.h"
#include "base/varint.h"
#include "types/item.h"
#include "types/limits.h"

namespace stator {
namespace {

// version(1) binding(32) read(varint) has_after(1) after | checksum(4)
constexpr char kVersion = 1;
constexpr size_t kBindingSize = 32;
constexpr size_t kChecksumSize = 4;

std::string digestOf(std::string_view bytes) {
  const auto digest = sha256(bytes);
  return std::string(digest.begin(), digest.end());
}

std::string checksumOf(std::string_view bytes) {
  return digestOf(std::string("NextToken").append(bytes)).substr(0, kChecksumSize);
}

Error invalid() { return validationError("Invalid NextToken"); }

}  // namespace

std::string partiqlTokenBinding(const TableSchema& table, std::string_view statement,
                                std::span<const AttributeValue> parameters) {
  std::string bytes;
  appendVarint(bytes, table.id);
  appendVarint(bytes, static_cast<uint32_t>(statement.size()));
  bytes.append(statement);
  for (const AttributeValue& parameter : parameters) bytes.append(parameter.encoded());
  return digestOf(bytes);
}

std::string encodePartiqlToken(const PartiqlReadPosition& position, std::string_view binding) {
  std::string bytes(1, kVersion);
  bytes.append(binding);
  appendVarint(bytes, static_cast<uint32_t>(position.read));
  bytes.push_back(position.after ? 1 : 0);
  if (position.after) bytes.append(*position.after);
  bytes.append(checksumOf(bytes));
  return base64(bytes);
}

Result<PartiqlReadPosition> decodePartiqlToken(std::string_view token, std::string_view binding) {
  std::string bytes;
  if (decodeBase64(token, bytes) != Base64Error::None || bytes.size() < 1 + kBindingSize + 2 + kChecksumSize)
    return invalid();
  const std::string_view body = std::string_view(bytes).substr(0, bytes.size() - kChecksumSize);
  if (body[0] != kVersion || checksumOf(body) != std::string_view(bytes).substr(body.size())) return invalid();
  if (body.substr(1, kBindingSize) != binding) return validationError("NextToken does not match request");
  const char* pos = body.data() + 1 + kBindingSize;
  const char* const end = body.data() + body.size();
  uint32_t read = 0;
  if (!readVarintChecked(pos, end, read) || pos == end) return invalid();
  PartiqlReadPosition position{read, std::nullopt};
  if (*pos++ == 0) return position;
  position.after.emplace(pos, static_cast<size_t>(end - pos));
  if (!isWellFormedItem(*position.after, kMaxNestingDepth)) return invalid();
  return position;
}

}  // namespace stator
