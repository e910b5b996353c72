#include "expression/findings.h"

namespace stator {

std::string wrongOperandType(std::string_view operation, std::string_view type) {
  std::string text = "Incorrect operand type for operator or function; operator or function: ";
  return text.append(operation).append(", operand type: ").append(type);
}

std::string wrongOperandCount(std::string_view operation, size_t count) {
  std::string text = "Incorrect number of operands for operator or function; operator or function: ";
  return text.append(operation).append(", number of operands: ").append(std::to_string(count));
}

std::string needsPath(std::string_view operation) {
  return std::string("Operator or function requires a document path; operator or function: ").append(operation);
}

}  // namespace stator
