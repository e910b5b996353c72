// Any text as a PartiQL statement: it is refused with a ValidationException, or what it became copes with an item.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "expression/evaluate.h"
#include "expression/partiql.h"
#include "types/limits.h"

namespace {

using namespace stator;

void require(bool condition) {
  if (!condition) std::abort();
}

// A value of every type, under the names a to j.
std::vector<AttributeValue> everyType() {
  const std::vector<AttributeValue> elements = {AttributeValue::number(0), AttributeValue::string("x")};
  ItemBuilder builder;
  builder.add("a", AttributeValue::list(elements));
  return {AttributeValue::string("text"),
          AttributeValue::number(-42),
          AttributeValue::binary("bin"),
          AttributeValue::set(AttributeType::SS, {"text", "x"}),
          AttributeValue::set(AttributeType::NS, {std::string(AttributeValue::number(1).view().payload())}),
          AttributeValue::set(AttributeType::BS, {"bin"}),
          AttributeValue::map(ItemView(builder.build())),
          AttributeValue::list(elements),
          AttributeValue::null(),
          AttributeValue::boolean(true)};
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

void use(const PartiqlStatement& statement) {
  const ItemView item(fixedItem());
  if (statement.where) {
    evaluate(*statement.where, item);
    evaluate(*statement.where, ItemView());
    std::vector<const Condition*> conjuncts;
    collectConjuncts(*statement.where, conjuncts);
    require(!conjuncts.empty());
  }
  require(isWellFormedItem(statement.item, kMaxNestingDepth));
  require(statement.kind != PartiqlKind::Update || !statement.update.actions.empty());
  if (const Result<std::string> changed = apply(statement.update, item)) {
    require(isWellFormedItem(*changed, kMaxNestingDepth));
    require(isWellFormedItem(updatedAttributes(statement.update, ItemView(*changed)), kMaxNestingDepth));
  }
  if (!statement.columns) return;
  for (const PartiqlColumn& column : *statement.columns) {
    require(!column.name.empty());
    find(column.path, item);
  }
}

}  // namespace

// With no parameter, one and two.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  static const std::vector<AttributeValue> kValues = everyType();
  for (size_t count = 0; count <= 2; ++count) {
    const Result<PartiqlStatement> statement = parsePartiql(text, {kValues.data(), count});
    if (statement) {
      use(*statement);
    } else {
      require(statement.error().code == ErrorCode::ValidationException);
      require(!statement.error().message.empty());
    }
  }
  return 0;
}
