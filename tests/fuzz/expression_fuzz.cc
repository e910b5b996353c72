// Any text as each kind of expression: it is refused with a ValidationException, or what it became copes with an item.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "expression/evaluate.h"
#include "expression/parser.h"
#include "types/document.h"
#include "types/limits.h"

namespace {

using namespace stator;

void require(bool condition) {
  if (!condition) std::abort();
}

AttributeValue deepList(int levels) {
  AttributeValue value = AttributeValue::number(1);
  for (int i = 1; i < levels; ++i) value = AttributeValue::list({&value, 1});
  return value;
}

AttributeValue mapOf(std::string_view name, const AttributeValue& value) {
  ItemBuilder builder;
  builder.add(name, value);
  builder.add("b", AttributeValue::string("text"));
  return AttributeValue::map(ItemView(builder.build()));
}

// A value of every type, under the names a to l.
std::vector<AttributeValue> everyType() {
  const std::vector<AttributeValue> elements = {AttributeValue::number(0), AttributeValue::string("x"),
                                                mapOf("a", AttributeValue::number(7))};
  return {AttributeValue::string("text"),
          AttributeValue::number(-42),
          AttributeValue::binary("bin"),
          AttributeValue::set(AttributeType::SS, {"text", "x"}),
          AttributeValue::set(AttributeType::NS, {std::string(AttributeValue::number(1).view().payload())}),
          AttributeValue::set(AttributeType::BS, {"bin"}),
          mapOf("a", AttributeValue::list(elements)),
          AttributeValue::list(elements),
          AttributeValue::null(),
          AttributeValue::boolean(true),
          deepList(kMaxNestingDepth),
          AttributeValue::string("N")};
}

Placeholders makePlaceholders() {
  Placeholders placeholders;
  char letter = 'a';
  for (const AttributeValue& value : everyType()) {
    require(static_cast<bool>(placeholders.addName(std::string("#") + letter, std::string(1, letter))));
    require(static_cast<bool>(placeholders.addValue(std::string(":") + letter, value)));
    ++letter;
  }
  return placeholders;
}

// Shared by all expressions: what they change in it is only what was used.
Placeholders& sharedPlaceholders() {
  static Placeholders placeholders = makePlaceholders();
  return placeholders;
}

const std::string& fixedItem() {
  static const std::string kItem = [] {
    ItemBuilder builder;
    char letter = 'a';
    for (const AttributeValue& value : everyType()) builder.add(std::string(1, letter++), value);
    return builder.build();
  }();
  return kItem;
}

// The parsed expression, or nothing after a look at the error.
template <class T>
const T* accepted(const Result<T>& result, std::string_view prefix) {
  if (result) return &*result;
  require(result.error().code == ErrorCode::ValidationException);
  require(prefix.empty() || result.error().message.starts_with(prefix));
  return nullptr;
}

void checkItem(const std::string& bytes) { require(isWellFormedItem(bytes, kMaxNestingDepth)); }

void tryCondition(std::string_view text) {
  Placeholders& placeholders = sharedPlaceholders();
  const auto result = parseCondition(ConditionKind::Filter, text, placeholders);
  if (const Condition* condition = accepted(result, "Invalid FilterExpression: ")) {
    evaluate(*condition, ItemView(fixedItem()));
    evaluate(*condition, ItemView());
  }
}

void tryKeyCondition(std::string_view text) {
  Placeholders& placeholders = sharedPlaceholders();
  const auto result = parseKeyCondition(text, placeholders);
  if (const KeyConditions* conditions = accepted(result, "")) {
    require(!conditions->terms.empty());
    for (const KeyConditionTerm& term : conditions->terms) {
      require(term.values.size() == (term.op == RangeCondition::Operator::Between ? 2u : 1u));
    }
  }
}

void tryProjection(std::string_view text) {
  Placeholders& placeholders = sharedPlaceholders();
  const auto result = parseProjection(text, placeholders);
  if (const ProjectionExpression* projection = accepted(result, "Invalid ProjectionExpression: ")) {
    const std::string once = project(*projection, ItemView(fixedItem()));
    checkItem(once);
    require(once.size() <= fixedItem().size());
  }
}

void tryUpdate(std::string_view text) {
  Placeholders& placeholders = sharedPlaceholders();
  const auto result = parseUpdate(text, placeholders);
  const UpdateExpression* update = accepted(result, "Invalid UpdateExpression: ");
  if (update == nullptr) return;
  checkItem(updatedAttributes(*update, ItemView(fixedItem()), UpdateImage::Old));
  for (const ItemView old : {ItemView(fixedItem()), ItemView()}) {
    const auto changed = apply(*update, old);
    if (const std::string* bytes = accepted(changed, "")) {
      checkItem(*bytes);
      checkItem(updatedAttributes(*update, ItemView(*bytes), UpdateImage::New));
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  tryCondition(text);
  tryKeyCondition(text);
  tryProjection(text);
  tryUpdate(text);
  return 0;
}
