#include "conformance/markup.h"

namespace stator::conformance {

std::string escapeMarkup(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      default:
        if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') escaped.push_back(c);
    }
  }
  return escaped;
}

std::string attribute(std::string_view text) { return "\"" + escapeMarkup(text) + "\""; }

}  // namespace stator::conformance
