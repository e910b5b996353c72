// What the service computes over values (contains, size, counted bytes), and the check of foreign bytes.
#include "types/attribute_value.h"
#include "types/item.h"

namespace stator {

namespace {

// The element type of a set.
AttributeType elementType(AttributeType set) {
  switch (set) {
    case AttributeType::SS:
      return AttributeType::S;
    case AttributeType::NS:
      return AttributeType::N;
    default:
      return AttributeType::B;
  }
}

bool listContains(ListView list, AttributeValueView operand) {
  for (const AttributeValueView element : list) {
    if (element == operand) return true;
  }
  return false;
}

size_t utf16Units(std::string_view utf8) {
  size_t units = 0;
  for (const char character : utf8) {
    const auto byte = static_cast<uint8_t>(character);
    // Every character has one byte that is no continuation; those of four bytes are a pair of surrogates.
    units += (byte & 0xc0) != 0x80;
    units += byte >= 0xf0;
  }
  return units;
}

// Checks foreign bytes from `pos` to `end`, in one pass.
class Checker {
 public:
  Checker(const char* pos, const char* end) : pos_(pos), end_(end) {}

  bool atEnd() const { return pos_ == end_; }

  bool value(int depth) {
    if (depth <= 0 || atEnd()) return false;
    const auto tag = static_cast<uint8_t>(*pos_);
    if (tag >= kAttributeTypes) return false;
    const auto type = static_cast<AttributeType>(tag);
    ++pos_;
    return isContainer(type) ? container(type, depth) : scalar(type);
  }

  bool entries(int depth) {
    std::string_view previous;
    for (bool first = true; !atEnd(); first = false) {
      std::string_view name;
      if (!piece(name) || (!first && name <= previous) || !value(depth)) return false;
      previous = name;
    }
    return true;
  }

 private:
  size_t left() const { return static_cast<size_t>(end_ - pos_); }

  bool piece(std::string_view& bytes) {
    uint32_t length = 0;
    if (!readVarintChecked(pos_, end_, length) || length > left()) return false;
    bytes = {pos_, length};
    pos_ += length;
    return true;
  }

  bool scalar(AttributeType type) {
    std::string_view payload;
    if (!piece(payload)) return false;
    switch (type) {
      case AttributeType::N:
        return isWellFormedNumber(payload);
      case AttributeType::Null:
        return payload.empty();
      case AttributeType::Bool:
        return payload.size() == 1 && (payload[0] == 0 || payload[0] == 1);
      default:
        return true;
    }
  }

  bool container(AttributeType type, int depth) {
    uint32_t length = 0;
    if (left() < sizeof length) return false;
    std::memcpy(&length, pos_, sizeof length);
    pos_ += sizeof length;
    if (length > left()) return false;
    Checker inside(pos_, pos_ + length);
    pos_ += length;
    if (isSet(type)) return inside.members(type);
    return type == AttributeType::M ? inside.entries(depth - 1) : inside.elements(depth - 1);
  }

  bool members(AttributeType type) {
    std::string_view previous;
    for (bool first = true; !atEnd(); first = false) {
      std::string_view member;
      if (!piece(member) || (!first && member <= previous)) return false;
      if (type == AttributeType::NS && !isWellFormedNumber(member)) return false;
      previous = member;
    }
    return true;
  }

  bool elements(int depth) {
    while (!atEnd()) {
      if (!value(depth)) return false;
    }
    return true;
  }

  const char* pos_;
  const char* end_;
};

}  // namespace

bool contains(AttributeValueView container, AttributeValueView operand) {
  switch (container.type()) {
    case AttributeType::S:
    case AttributeType::B:
      return operand.type() == container.type() && container.payload().find(operand.payload()) != std::string_view::npos;
    case AttributeType::SS:
    case AttributeType::NS:
    case AttributeType::BS:
      return operand.type() == elementType(container.type()) && container.set().contains(operand.payload());
    case AttributeType::L:
      return listContains(container.list(), operand);
    default:
      return false;
  }
}

std::optional<size_t> sizeFunction(AttributeValueView value) {
  switch (value.type()) {
    case AttributeType::S:
      return utf16Units(value.payload());
    case AttributeType::B:
      return value.payload().size();
    case AttributeType::SS:
    case AttributeType::NS:
    case AttributeType::BS:
      return value.set().size();
    case AttributeType::L:
      return value.list().size();
    case AttributeType::M:
      return value.map().attributeCount();
    default:
      return std::nullopt;
  }
}

size_t valueSize(AttributeValueView value) {
  constexpr size_t kContainerSize = 3;
  constexpr size_t kEntrySize = 1;
  switch (value.type()) {
    case AttributeType::S:
    case AttributeType::B:
      return value.payload().size();
    case AttributeType::N:
      return numberSize(value.payload());
    case AttributeType::Null:
    case AttributeType::Bool:
      return 1;
    default:
      break;
  }
  size_t size = isSet(value.type()) ? 0 : kContainerSize;
  if (isSet(value.type())) {
    const bool numbers = value.type() == AttributeType::NS;
    for (const std::string_view member : value.set()) size += numbers ? numberSize(member) : member.size();
  } else if (value.type() == AttributeType::L) {
    for (const AttributeValueView element : value.list()) size += kEntrySize + valueSize(element);
  } else {
    for (const AttributeView entry : value.map()) size += kEntrySize + entry.name.size() + valueSize(entry.value);
  }
  return size;
}

bool nestsWithin(AttributeValueView value, int max_depth) {
  if (max_depth <= 0) return false;
  if (value.type() == AttributeType::L) {
    for (const AttributeValueView element : value.list()) {
      if (!nestsWithin(element, max_depth - 1)) return false;
    }
  } else if (value.type() == AttributeType::M) {
    for (const AttributeView entry : value.map()) {
      if (!nestsWithin(entry.value, max_depth - 1)) return false;
    }
  }
  return true;
}

bool isWellFormedValue(std::string_view bytes, int max_depth) {
  Checker checker(bytes.data(), bytes.data() + bytes.size());
  return checker.value(max_depth) && checker.atEnd();
}

bool isWellFormedItem(std::string_view bytes, int max_depth) {
  return Checker(bytes.data(), bytes.data() + bytes.size()).entries(max_depth);
}

}  // namespace stator
