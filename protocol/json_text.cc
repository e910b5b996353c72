#include "protocol/json_text.h"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include "protocol/json.h"

namespace stator {

// Recursion is bounded by kMaxJsonDepth, which the parser has enforced.
void appendJson(std::string& out, RequestValue value) {
  if (!value) return;
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  static_cast<const JsonValue*>(value.json())->Accept(writer);
  out.append(buffer.GetString(), buffer.GetSize());
}

std::string jsonText(RequestValue value) {
  std::string text;
  appendJson(text, value);
  return text;
}

}  // namespace stator
