#include "operations/page_size.h"

namespace stator {
namespace {

constexpr size_t kNameSize = 1;        // of an attribute, however long its name is
constexpr size_t kBlockSize = 3072;    // after so many bytes comes another block
constexpr size_t kBlockOverhead = 18;  // and the sort key, in each block
constexpr size_t kItemOverhead = 2;
constexpr size_t kCollectionSize = 3;

// Of a text's length: 1, 2 or 3 bytes.
size_t lengthSize(size_t size) { return size < 128 ? 1 : size < 16384 ? 2 : 3; }

size_t mapSize(ItemView map);

// The value's own size is what itemSize() counts; here comes what is stored with it.
size_t storedSize(AttributeValueView value) {
  switch (value.type()) {
    case AttributeType::S:
      return valueSize(value) + lengthSize(valueSize(value));
    case AttributeType::N:
    case AttributeType::B:
      return valueSize(value) + 1;
    case AttributeType::SS:
    case AttributeType::NS:
    case AttributeType::BS:
      return valueSize(value) + value.set().size() + 1;
    case AttributeType::Null:
      return 0;
    case AttributeType::Bool:
      return 1;
    case AttributeType::M:
      return mapSize(value.map());
    case AttributeType::L:
      break;
  }
  size_t size = kCollectionSize;
  for (const AttributeValueView element : value.list()) size += 1 + storedSize(element);
  return size;
}

size_t mapSize(ItemView map) {
  size_t size = kCollectionSize;
  for (const AttributeView entry : map) size += 1 + kNameSize + storedSize(entry.value);
  return size;
}

}  // namespace

size_t pageSize(ItemView item, const KeySchema& key) {
  const std::string_view range_name = key.range.empty() ? std::string_view() : std::string_view(key.range[0].name);
  size_t size = 0, range_size = 0;
  for (const AttributeView attribute : item) {
    if (!range_name.empty() && attribute.name == range_name) {
      range_size = valueSize(attribute.value);
    } else {
      size += kNameSize + storedSize(attribute.value);
    }
  }
  const size_t blocks = 1 + (1 + size) / kBlockSize;
  return kItemOverhead + size + blocks * (kBlockOverhead + range_size);
}

}  // namespace stator
