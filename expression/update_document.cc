#include "expression/update_document.h"

namespace stator {
namespace {

Result<void> applyToMap(Document::Map& map, std::span<const PathChange> changes, size_t depth) {
  const std::string& name = changes.front().path->elements[depth].name;
  if (changes.front().path->elements.size() > depth + 1) {
    const auto child = map.find(name);
    if (child == map.end()) return invalidUpdatePath();
    return applyChanges(child->second, changes, depth + 1);
  }
  const PathChange& change = changes.front();
  if (change.kind == PathChange::Kind::Put) {
    map.insert_or_assign(name, Document(change.value.view()));
  } else if (change.kind == PathChange::Kind::Remove) {
    map.erase(name);
  }
  return {};
}

// Elements that come to the end and those that go are left to the caller: both would move others.
Result<void> applyToList(Document::List& list, std::span<const PathChange> changes, size_t depth) {
  const uint32_t index = changes.front().path->elements[depth].index;
  if (changes.front().path->elements.size() > depth + 1) {
    if (index >= list.size()) return invalidUpdatePath();
    return applyChanges(list[index], changes, depth + 1);
  }
  const PathChange& change = changes.front();
  if (change.kind == PathChange::Kind::Put && index < list.size()) list[index] = Document(change.value.view());
  return {};
}

void appendAndErase(Document::List& list, std::span<const PathChange> changes, size_t depth) {
  const size_t old_size = list.size();
  for (const PathChange& change : changes) {
    if (change.path->elements.size() != depth + 1 || change.kind != PathChange::Kind::Put) continue;
    if (change.path->elements[depth].index >= old_size) list.push_back(Document(change.value.view()));
  }
  for (auto change = changes.rbegin(); change != changes.rend(); ++change) {
    if (change->path->elements.size() != depth + 1 || change->kind != PathChange::Kind::Remove) continue;
    const size_t index = change->path->elements[depth].index;
    if (index < old_size) list.erase(list.begin() + static_cast<std::ptrdiff_t>(index));
  }
}

}  // namespace

Error invalidUpdatePath() {
  return validationError("The document path provided in the update expression is invalid for update");
}

Result<void> applyChanges(Document& document, std::span<const PathChange> changes, size_t depth) {
  const bool wants_list = changes.front().path->elements[depth].is_index;
  if (wants_list ? document.list() == nullptr : document.map() == nullptr) return invalidUpdatePath();
  for (size_t begin = 0, end = 0; begin < changes.size(); begin = end) {
    const PathElement& element = changes[begin].path->elements[depth];
    while (end < changes.size() && changes[end].path->elements[depth] == element) ++end;
    const auto group = changes.subspan(begin, end - begin);
    TRY(wants_list ? applyToList(*document.list(), group, depth) : applyToMap(*document.map(), group, depth));
  }
  if (wants_list) appendAndErase(*document.list(), changes, depth);
  return {};
}

}  // namespace stator
