#include <algorithm>

#include "expression/evaluate.h"
#include "expression/update_document.h"
#include "expression/update_values.h"

namespace stator {
namespace {

using ChangeIterator = std::vector<PathChange>::const_iterator;

// The changes of one attribute; its old value, if it has one, is `old`. Appends what becomes of it.
Result<void> writeAttribute(std::string& out, std::string_view name, std::optional<AttributeValueView> old,
                            ChangeIterator begin, ChangeIterator end) {
  const PathChange& first = *begin;
  if (first.path->nested()) {
    if (!old) return invalidUpdatePath();
    Document document(*old);
    TRY(applyChanges(document, {begin, end}, 1));
    appendAttribute(out, name, document.encode());
    return {};
  }
  if (first.kind == PathChange::Kind::Put) {
    appendAttribute(out, name, first.value.view());
  } else if (first.kind == PathChange::Kind::Keep && old) {
    appendAttribute(out, name, *old);
  }
  return {};
}

// Walks over the attributes of the item and the changed ones together, both in order of name.
Result<std::string> mergeChanges(ItemView item, const std::vector<PathChange>& changes) {
  std::string out;
  out.reserve(item.bytes().size() + 64);
  ItemView::Iterator attribute = item.begin();
  for (ChangeIterator change = changes.begin(); change != changes.end();) {
    const std::string& name = change->path->attribute();
    const ChangeIterator group = change;
    while (change != changes.end() && change->path->attribute() == name) ++change;
    for (; attribute != item.end() && (*attribute).name < name; ++attribute) {
      appendAttribute(out, (*attribute).name, (*attribute).value);
    }
    std::optional<AttributeValueView> old;
    if (attribute != item.end() && (*attribute).name == name) {
      old = (*attribute).value;
      ++attribute;
    }
    TRY(writeAttribute(out, name, old, group, change));
  }
  for (; attribute != item.end(); ++attribute) appendAttribute(out, (*attribute).name, (*attribute).value);
  return out;
}

}  // namespace

Result<std::string> apply(const UpdateExpression& update, ItemView item) {
  // First what every action makes of the old item, in the order written; then all of it at once, by place.
  std::vector<PathChange> changes;
  changes.reserve(update.actions.size());
  for (const UpdateAction& action : update.actions) {
    changes.push_back(TRY(changeOf(action, update.legacy, item)));
    TRY(checkDepth(changes.back()));
  }
  std::sort(changes.begin(), changes.end(),
            [](const PathChange& left, const PathChange& right) { return walksBefore(*left.path, *right.path); });
  return mergeChanges(item, changes);
}

}  // namespace stator
