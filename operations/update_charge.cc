#include "operations/update_charge.h"

#include "types/limits.h"

namespace stator {
namespace {

// All figures: parity suite, captured in eu-west-2, 2026-10. They look like those of a serialised request.
constexpr size_t kUpdate = 3;
constexpr size_t kWriteAction = 19;  // SET and ADD
constexpr size_t kClearAction = 1;   // REMOVE and DELETE
constexpr size_t kPlus = 34, kMinus = 37, kIfNotExists = 39, kListAppend = 37;
constexpr size_t kPathOperand = 1, kOperandElement = 14;
constexpr size_t kTargetElement = 4;  // of each but the first

size_t elementSize(const PathElement& element) {
  if (!element.is_index) return element.name.size();
  size_t digits = 1;
  for (uint32_t rest = element.index; rest >= 10; rest /= 10) ++digits;
  return digits;
}

size_t targetCharge(const DocumentPath& path) {
  size_t charge = (path.elements.size() - 1) * kTargetElement;
  for (const PathElement& element : path.elements) charge += elementSize(element);
  return charge;
}

size_t operandCharge(const DocumentPath& path) {
  size_t charge = kPathOperand + path.elements.size() * kOperandElement;
  for (const PathElement& element : path.elements) charge += elementSize(element);
  return charge;
}

size_t functionCharge(SetValue::Kind kind) {
  switch (kind) {
    case SetValue::Kind::Add:
      return kPlus;
    case SetValue::Kind::Subtract:
      return kMinus;
    case SetValue::Kind::IfNotExists:
      return kIfNotExists;
    case SetValue::Kind::ListAppend:
      return kListAppend;
    default:
      return 0;
  }
}

// Values at each use; what paths lead to is free. As deep as the expression's parser lets it be.
size_t valueCharge(const SetValue& set) {
  size_t charge = functionCharge(set.kind);
  if (set.value) charge += valueSize(*set.value);
  if (!set.path.elements.empty()) charge += operandCharge(set.path);
  for (const SetValue& argument : set.arguments) charge += valueCharge(argument);
  return charge;
}

}  // namespace

size_t updateCharge(const UpdateExpression& update) {
  size_t charge = kUpdate;
  for (const UpdateAction& action : update.actions) {
    charge += targetCharge(action.target);
    switch (action.kind) {
      case UpdateAction::Kind::Set:
        charge += kWriteAction + valueCharge(action.set);
        break;
      case UpdateAction::Kind::Add:
        charge += kWriteAction + valueSize(*action.value);
        break;
      case UpdateAction::Kind::Remove:
      case UpdateAction::Kind::Delete:
        charge += kClearAction;
        break;
    }
  }
  return charge;
}

Result<void> checkUpdateCharge(const std::optional<UpdateExpression>& update) {
  if (!update || update->legacy || updateCharge(*update) <= kMaxItemSize) return {};
  return validationError("Item size to update has exceeded the maximum allowed size");
}

}  // namespace stator
