// What each action of an update makes of the old item: the first half of apply().
#pragma once

#include <optional>

#include "expression/syntax_tree.h"
#include "types/result.h"

namespace stator {

// A value that is borrowed from the item or the request, or owned.
class UpdateValue {
 public:
  UpdateValue() = default;
  UpdateValue(AttributeValueView value) : borrowed_(value) {}      // NOLINT(google-explicit-constructor)
  UpdateValue(AttributeValue value) : owned_(std::move(value)) {}  // NOLINT(google-explicit-constructor)
  // There must be one.
  AttributeValueView view() const { return owned_ ? owned_->view() : *borrowed_; }

 private:
  std::optional<AttributeValueView> borrowed_;
  std::optional<AttributeValue> owned_;
};

struct PathChange {
  enum class Kind : uint8_t { Put, Remove, Keep };  // Keep: nothing changes, but the place must be a possible one
  const DocumentPath* path = nullptr;
  Kind kind = Kind::Keep;
  UpdateValue value;  // of Put
};

Result<PathChange> changeOf(const UpdateAction& action, bool legacy, ItemView item);

// A value put deep into a document may make it too deep.
Result<void> checkDepth(const PathChange& change);

}  // namespace stator
