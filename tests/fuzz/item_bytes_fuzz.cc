// Item bytes of unknown origin: the check refuses them or everything that trusts item bytes copes with them.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "types/document.h"
#include "types/item.h"
#include "types/limits.h"
#include "types/table_schema.h"

namespace {

using namespace stator;

void require(bool condition) {
  if (!condition) std::abort();
}

void checkValue(AttributeValueView value) {
  require(isWellFormedValue(value.encoded(), kMaxNestingDepth));
  require(nestsWithin(value, kMaxNestingDepth));
  valueSize(value);
  sizeFunction(value);
  contains(value, value);
  require(Document(value).encode().encoded() == value.encoded());
  if (value.type() == AttributeType::N) {
    std::string bytes;
    value.number().appendOrderedBytes(bytes);
    require(bytes == value.payload());
  }
}

void checkItem(ItemView item) {
  ItemBuilder builder;
  size_t count = 0;
  for (const AttributeView attribute : item) {
    checkValue(attribute.value);
    require(item.find(attribute.name) == attribute.value);
    builder.add(attribute.name, attribute.value);
    ++count;
  }
  require(item.attributeCount() == count);
  require(builder.build() == item.bytes());
  require(Document::decodeItem(item).encodeItem() == item.bytes());
  itemSize(item);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (isWellFormedItem(bytes, kMaxNestingDepth)) checkItem(ItemView(bytes));
  if (isWellFormedValue(bytes, kMaxNestingDepth)) checkValue(AttributeValueView(bytes));
  if (const auto schema = decodeTableSchema(bytes)) {
    const std::string record = encodeTableSchema(*schema);
    require(decodeTableSchema(record) == schema);
  }
  return 0;
}
