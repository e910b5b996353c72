#include "types/document.h"

#include "types/limits.h"

namespace stator {

namespace {

// Values are checked to nest at most kMaxNestingDepth deep before they get here. What lies deeper than twice that in
// spite of it stays encoded, so that no value can exhaust the stack.
constexpr int kMaxDecodeDepth = 2 * kMaxNestingDepth;

}  // namespace

Document::Document(AttributeValueView value) : Document(value, kMaxDecodeDepth) {}

Document::Document(AttributeValueView value, int depth) {
  if (depth > 0 && value.type() == AttributeType::M) {
    node_ = decodeMap(value.map(), depth - 1);
  } else if (depth > 0 && value.type() == AttributeType::L) {
    List list;
    for (const AttributeValueView element : value.list()) list.push_back(Document(element, depth - 1));
    node_ = std::move(list);
  } else {
    node_ = std::string(value.encoded());
  }
}

Document::Map Document::decodeMap(ItemView entries, int depth) {
  Map map;
  for (const AttributeView entry : entries) {
    map.emplace_hint(map.end(), std::string(entry.name), Document(entry.value, depth));
  }
  return map;
}

Document Document::decodeItem(ItemView item) { return Document(decodeMap(item, kMaxDecodeDepth - 1)); }

AttributeType Document::type() const {
  if (map()) return AttributeType::M;
  if (list()) return AttributeType::L;
  return AttributeValueView(std::string_view(std::get<std::string>(node_))).type();
}

void Document::appendEntries(std::string& out, const Map& entries) {
  for (const auto& [name, value] : entries) {
    appendVarint(out, static_cast<uint32_t>(name.size()));
    out.append(name);
    value.append(out);
  }
}

void Document::append(std::string& out) const {
  if (const Map* entries = map()) {
    const size_t start = beginContainer(out, AttributeType::M);
    appendEntries(out, *entries);
    endContainer(out, start);
  } else if (const List* elements = list()) {
    const size_t start = beginContainer(out, AttributeType::L);
    for (const Document& element : *elements) element.append(out);
    endContainer(out, start);
  } else {
    out.append(std::get<std::string>(node_));
  }
}

AttributeValue Document::encode() const {
  std::string out;
  append(out);
  return AttributeValue::fromEncoded(std::move(out));
}

std::string Document::encodeItem() const {
  std::string out;
  if (const Map* entries = map()) appendEntries(out, *entries);
  return out;
}

}  // namespace stator
