#include "expression/syntax_tree.h"

#include <algorithm>

namespace stator {

std::string DocumentPath::text() const {
  std::string text = "[";
  for (const PathElement& element : elements) {
    if (text.size() > 1) text.append(", ");
    if (element.is_index) {
      text.append("[").append(std::to_string(element.index)).append("]");
    } else {
      text.append(element.name);
    }
  }
  return text.append("]");
}

bool walksBefore(const DocumentPath& left, const DocumentPath& right) {
  return std::lexicographical_compare(left.elements.begin(), left.elements.end(), right.elements.begin(),
                                      right.elements.end(), [](const PathElement& one, const PathElement& two) {
                                        if (one.is_index != two.is_index) return one.is_index;
                                        return one.is_index ? one.index < two.index : one.name < two.name;
                                      });
}

std::optional<AttributeValueView> find(const DocumentPath& path, ItemView item) {
  std::optional<AttributeValueView> value = item.find(path.attribute());
  for (size_t i = 1; value && i < path.elements.size(); ++i) {
    const PathElement& element = path.elements[i];
    if (value->type() != (element.is_index ? AttributeType::L : AttributeType::M)) return std::nullopt;
    value = element.is_index ? value->list().at(element.index) : value->map().find(element.name);
  }
  return value;
}

}  // namespace stator
