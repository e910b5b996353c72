#include "conformance/result.h"

namespace stator::conformance {

std::string_view outcomeName(Outcome outcome) {
  switch (outcome) {
    case Outcome::Passed:
      return "passed";
    case Outcome::Failed:
      return "failed";
    case Outcome::Skipped:
      break;
  }
  return "skipped";
}

std::string cut(std::string text, size_t max_bytes) {
  if (text.size() <= max_bytes) return text;
  const size_t left_out = text.size() - max_bytes;
  size_t keep = max_bytes;
  while (keep > 0 && (static_cast<unsigned char>(text[keep]) & 0xC0) == 0x80) --keep;  // not within a character
  text.resize(keep);
  return text + "... (" + std::to_string(left_out) + " bytes more)";
}

}  // namespace stator::conformance
