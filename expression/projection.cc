#include <algorithm>

#include "expression/evaluate.h"

namespace stator {
namespace {

using PathIterator = std::vector<const DocumentPath*>::const_iterator;

bool inWalkOrder(const DocumentPath* left, const DocumentPath* right) { return walksBefore(*left, *right); }

class Projector {
 public:
  explicit Projector(std::string& out) : out_(out) {}

  // The entries of `map` that paths in [begin, end) pick; all of them lead to the map by their first `depth` elements.
  void projectMap(ItemView map, PathIterator begin, PathIterator end, size_t depth) {
    while (begin != end && (*begin)->elements[depth].is_index) ++begin;
    for (const AttributeView attribute : map) {
      while (begin != end && (*begin)->elements[depth].name < attribute.name) ++begin;
      if (begin == end) return;
      if ((*begin)->elements[depth].name != attribute.name) continue;
      const PathIterator group = begin;
      while (begin != end && (*begin)->elements[depth].name == attribute.name) ++begin;
      const size_t before = out_.size();
      appendVarint(out_, static_cast<uint32_t>(attribute.name.size()));
      out_.append(attribute.name);
      if (!projectValue(attribute.value, group, begin, depth + 1)) out_.resize(before);
    }
  }

 private:
  // Picked elements move together, in ascending order of their index.
  void projectList(ListView list, PathIterator begin, PathIterator end, size_t depth) {
    uint32_t index = 0;
    for (const AttributeValueView element : list) {
      while (begin != end && (*begin)->elements[depth].is_index && (*begin)->elements[depth].index < index) ++begin;
      if (begin == end || !(*begin)->elements[depth].is_index) return;
      const PathIterator group = begin;
      while (begin != end && (*begin)->elements[depth].is_index && (*begin)->elements[depth].index == index) ++begin;
      if (group != begin) projectValue(element, group, begin, depth + 1);
      ++index;
    }
  }

  // Appends what the paths pick of `value`; false, and nothing appended, if that is nothing.
  bool projectValue(AttributeValueView value, PathIterator begin, PathIterator end, size_t depth) {
    const bool whole = std::any_of(begin, end, [depth](const DocumentPath* path) { return path->elements.size() == depth; });
    if (whole) {
      out_.append(value.encoded());
      return true;
    }
    if (value.type() != AttributeType::M && value.type() != AttributeType::L) return false;
    const size_t before = out_.size();
    const size_t start = beginContainer(out_, value.type());
    if (value.type() == AttributeType::M) {
      projectMap(value.map(), begin, end, depth);
    } else {
      projectList(value.list(), begin, end, depth);
    }
    if (out_.size() == start) {
      out_.resize(before);
      return false;
    }
    endContainer(out_, start);
    return true;
  }

  std::string& out_;
};

std::string projectPaths(std::vector<const DocumentPath*> paths, ItemView item) {
  if (!std::is_sorted(paths.begin(), paths.end(), inWalkOrder)) std::sort(paths.begin(), paths.end(), inWalkOrder);
  std::string out;
  Projector(out).projectMap(item, paths.begin(), paths.end(), 0);
  return out;
}

}  // namespace

std::string project(const ProjectionExpression& projection, ItemView item) {
  std::vector<const DocumentPath*> paths;
  paths.reserve(projection.paths.size());
  for (const DocumentPath& path : projection.paths) paths.push_back(&path);
  return projectPaths(std::move(paths), item);
}

std::string updatedAttributes(const UpdateExpression& update, ItemView item, UpdateImage image) {
  std::vector<const DocumentPath*> paths;
  for (const UpdateAction& action : update.actions) {
    // Of a list, what stands at a removed index afterwards is the element that followed.
    if (image == UpdateImage::New && action.kind == UpdateAction::Kind::Remove) continue;
    paths.push_back(&action.target);
  }
  return projectPaths(std::move(paths), item);
}

}  // namespace stator
