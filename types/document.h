// A value decoded to a tree, only to change nested parts of it (UpdateExpression). Everything else works on bytes.
#pragma once

#include <map>
#include <string>
#include <variant>
#include <vector>

#include "types/item.h"

namespace stator {

class Document {
 public:
  using Map = std::map<std::string, Document, std::less<>>;
  using List = std::vector<Document>;

  explicit Document(AttributeValueView value);  // decodes; recursion is bounded by the nesting limit of values
  static Document decodeItem(ItemView item);    // an M

  // The map or list, or null when this is something else.
  Map* map() { return std::get_if<Map>(&node_); }
  List* list() { return std::get_if<List>(&node_); }
  const Map* map() const { return std::get_if<Map>(&node_); }
  const List* list() const { return std::get_if<List>(&node_); }
  AttributeType type() const;

  void append(std::string& out) const;  // the encoded value
  AttributeValue encode() const;
  std::string encodeItem() const;  // of an M: the item's bytes

 private:
  explicit Document(Map map) : node_(std::move(map)) {}
  Document(AttributeValueView value, int depth);
  static Map decodeMap(ItemView entries, int depth);
  static void appendEntries(std::string& out, const Map& entries);
  // Scalars and sets stay encoded.
  std::variant<std::string, Map, List> node_;
};

}  // namespace stator
