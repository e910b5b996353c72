#include "types/item.h"

#include <algorithm>

namespace stator {

std::optional<AttributeValueView> ItemView::find(std::string_view name) const {
  const char* pos = bytes_.data();
  const char* const end = pos + bytes_.size();
  while (pos != end) {
    const uint32_t length = readVarint(pos);
    const std::string_view entry(pos, length);
    const AttributeValueView value = AttributeValueView::at(pos + length);
    const int order = entry.compare(name);
    if (order == 0) return value;
    if (order > 0) return std::nullopt;
    pos = value.end();
  }
  return std::nullopt;
}

size_t ItemView::attributeCount() const {
  size_t count = 0;
  for (auto it = begin(); it != end(); ++it) ++count;
  return count;
}

size_t itemSize(ItemView item) {
  size_t size = 0;
  for (const AttributeView attribute : item) size += attribute.name.size() + valueSize(attribute.value);
  return size;
}

void appendAttribute(std::string& out, std::string_view name, AttributeValueView value) {
  appendVarint(out, static_cast<uint32_t>(name.size()));
  out.append(name).append(value.encoded());
}

void ItemBuilder::add(std::string_view name, AttributeValueView value) {
  entries_.push_back({std::string(name), std::string(value.encoded())});
}

std::string ItemBuilder::build() {
  // Stable, so that of equal names the one added last comes last and wins.
  std::stable_sort(entries_.begin(), entries_.end(),
                   [](const Entry& left, const Entry& right) { return left.name < right.name; });
  std::string out;
  for (size_t i = 0; i < entries_.size(); ++i) {
    if (i + 1 < entries_.size() && entries_[i + 1].name == entries_[i].name) continue;
    appendAttribute(out, entries_[i].name, AttributeValueView(std::string_view(entries_[i].value)));
  }
  entries_.clear();
  return out;
}

std::string pickAttributes(ItemView item, const std::vector<std::string>& names) {
  std::string out;
  for (const AttributeView attribute : item) {
    if (std::find(names.begin(), names.end(), attribute.name) != names.end()) {
      appendAttribute(out, attribute.name, attribute.value);
    }
  }
  return out;
}

}  // namespace stator
