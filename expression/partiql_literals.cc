#include "expression/partiql_literals.h"

#include <algorithm>

#include "types/item.h"
#include "types/limits.h"

namespace stator {
namespace {

using Kind = PartiqlNode::Kind;

// The names of what is no value, as the service prints them below the top level (DynamoDB Local 3.3.1).
std::string_view nodeName(const PartiqlNode& node) {
  switch (node.kind) {
    case Kind::Path:
      return "VariableReference";
    case Kind::Missing:
      return "LiteralMissing";
    case Kind::Parameter:
      return "Parameter";
    case Kind::Number:
      return "INT";
    case Kind::True:
    case Kind::False:
      return "BOOL";
    case Kind::Null:
      return "NULL";
    case Kind::List:
    case Kind::Bag:
      return "Seq";
    case Kind::Struct:
      return "Struct";
    default:
      return "NAry";
  }
}

class Literals {
 public:
  explicit Literals(std::span<const AttributeValue> parameters) : parameters_(parameters) {}

  // `path` is where the value is going to be: "root", "root.a", "root.a[0]" (captured in September 2026); `depth` how many
  // steps that is.
  Result<void> append(std::string& out, const PartiqlNode& node, const std::string& path, int depth = 0) {
    if (depth >= kMaxNestingDepth) return validationError("Nesting Levels have exceeded supported limits under " + path);
    switch (node.kind) {
      case Kind::String:
        appendScalar(out, AttributeType::S, node.name);
        return {};
      case Kind::Number:
      case Kind::Sign:
        return appendNumber(out, node, path);
      case Kind::True:
      case Kind::False:
        appendBoolean(out, node.kind == Kind::True);
        return {};
      case Kind::Null:
        appendNull(out);
        return {};
      case Kind::Parameter:
        // Not within literals (floci, captured in eu-west-2, 2026-09).
        return depth == 0 ? appendParameter(out, node) : unsupported(node, path);
      case Kind::List:
        return appendList(out, node, path, depth);
      case Kind::Bag:
        return appendBag(out, node, path);
      case Kind::Struct:
        return appendMap(out, node, path, depth);
      default:
        return unsupported(node, path);
    }
  }

  Result<std::string> item(const PartiqlNode& node, const std::string& path, bool is_statement_item, int depth) {
    ItemBuilder builder;
    std::vector<std::string_view> names;
    for (size_t i = 0; i < node.children.size(); i += 2) {
      const PartiqlNode& key = node.children[i];
      if (key.kind != Kind::String) {
        return validationError("Tuple keys must be of type String. Actual type: " + std::string(nodeName(key)) + " under " +
                               path + key.position.text());
      }
      if (key.name.empty()) return validationError("Path component cannot be an empty string");
      if (std::ranges::find(names, key.name) != names.end()) {
        const PartiqlPosition& position = is_statement_item ? key.position : node.position;
        return validationError("Duplicate keys in tuple. Key: " + key.name + " under " + path + position.text());
      }
      names.push_back(key.name);
      std::string value;
      TRY(append(value, node.children[i + 1], is_statement_item ? path : path + "." + key.name, depth));
      builder.add(key.name, AttributeValueView(value));
    }
    return builder.build();
  }

 private:
  static Error unsupported(const PartiqlNode& node, const std::string& path) {
    if (node.kind == Kind::Ion) {
      const bool is_struct = node.text.size() > 1 && node.text[1] == '{';
      return validationError("Ion Literals are not supported: " + std::string(is_struct ? "STRUCT" : "SYMBOL") +
                             " under key " + path + node.position.text());
    }
    const std::string what = path == "root" ? nodeText(node) : std::string(nodeName(node));
    return validationError("Unsupported data type: " + what + " under key " + path + node.position.text());
  }

  // A number behind any number of signs.
  Result<void> appendNumber(std::string& out, const PartiqlNode& node, const std::string& path) {
    bool negative = false;
    const PartiqlNode* number = &node;
    for (; number->kind == Kind::Sign; number = &number->children.front()) negative = negative != (number->text == "-");
    if (number->kind != Kind::Number) return unsupported(node, path);
    Result<Number> value = Number::parse((negative ? "-" : "") + std::string(number->text));
    if (!value) {
      value.error().message.append(" under ").append(path);
      return std::move(value).error();
    }
    std::string bytes;
    value->appendOrderedBytes(bytes);
    appendScalar(out, AttributeType::N, bytes);
    return {};
  }

  Result<void> appendParameter(std::string& out, const PartiqlNode& node) {
    if (node.parameter >= parameters_.size()) {
      return validationError("Number of parameters in request and statement don't match.");
    }
    out.append(parameters_[node.parameter].encoded());
    return {};
  }

  Result<void> appendList(std::string& out, const PartiqlNode& node, const std::string& path, int depth) {
    const size_t start = beginContainer(out, AttributeType::L);
    size_t index = 0;
    for (const PartiqlNode& child : node.children) {
      TRY(append(out, child, path + "[" + std::to_string(index++) + "]", depth + 1));
    }
    endContainer(out, start);
    return {};
  }

  // Sets are of strings or of numbers; of binaries only by parameters.
  Result<void> appendBag(std::string& out, const PartiqlNode& node, const std::string& path) {
    if (node.children.empty()) return validationError("Empty bags are not supported");
    std::vector<std::string> values;
    AttributeType type = AttributeType::S;
    for (const PartiqlNode& child : node.children) {
      std::string& value = values.emplace_back();
      if (!isPartiqlValue(child)) return mixedBag();
      TRY(append(value, child, path));
      const AttributeType member = AttributeValueView(value).type();
      if (values.size() == 1) type = member;
      if (member != type || (type != AttributeType::S && type != AttributeType::N)) return mixedBag();
    }
    std::vector<std::string_view> members;
    for (const std::string& value : values) members.push_back(AttributeValueView(value).payload());
    if (appendSet(out, type == AttributeType::S ? AttributeType::SS : AttributeType::NS, members)) return {};
    return duplicates(node, type, path);
  }

  static Error mixedBag() {
    return validationError("Unsupported data type in Bag. DynamoDB only supports either numbers or strings in bags");
  }

  // The members as written; of numbers the place is named as well (DynamoDB capture, 2026-09).
  static Error duplicates(const PartiqlNode& node, AttributeType type, const std::string& path) {
    std::string list;
    for (const PartiqlNode& child : node.children) {
      if (!list.empty()) list += ", ";
      if (child.kind == Kind::Sign) list += "-";
      list += child.kind == Kind::String ? child.name
                                         : std::string(child.kind == Kind::Sign ? child.children[0].text : child.text);
    }
    const bool numbers = type == AttributeType::N;
    return invalidParameter("Input collection [" + list + "] contains duplicates" + (numbers ? "! under " + path : "."),
                            ErrorFamily::DuplicateSet);
  }

  Result<void> appendMap(std::string& out, const PartiqlNode& node, const std::string& path, int depth) {
    const std::string entries = TRY(item(node, path, false, depth + 1));
    const size_t start = beginContainer(out, AttributeType::M);
    out.append(entries);
    endContainer(out, start);
    return {};
  }

  std::span<const AttributeValue> parameters_;
};

}  // namespace

std::string nodeText(const PartiqlNode& node) {
  switch (node.kind) {
    case Kind::Path:
      return node.path.nested() ? "Path" : node.path.attribute();
    case Kind::Missing:
      return "MISSING";
    case Kind::Call:
      return node.name;
    case Kind::Operator:
    case Kind::Sign:
      return std::string(node.text);
    case Kind::Is:
      return "is";
    case Kind::And:
      return "and";
    case Kind::Or:
      return "or";
    case Kind::Not:
      return "not";
    case Kind::In:
      return "in";
    case Kind::Between:
      return "between";
    default:
      return std::string(nodeName(node));
  }
}

bool isPartiqlValue(const PartiqlNode& node) {
  if (node.kind == Kind::Sign) return isPartiqlValue(node.children.front());
  return node.kind >= Kind::String && node.kind <= Kind::Struct;
}

Result<AttributeValue> partiqlValue(const PartiqlNode& node, std::span<const AttributeValue> parameters) {
  std::string bytes;
  TRY(Literals(parameters).append(bytes, node, "root"));
  return AttributeValue::fromEncoded(std::move(bytes));
}

Result<std::string> partiqlItem(const PartiqlNode& node, std::span<const AttributeValue> parameters) {
  if (node.kind != Kind::Struct) {
    return validationError(
        "Unsupported format in item expression. Please use struct format {...} to express item values for insert "
        "statement." +
        node.position.text());
  }
  return Literals(parameters).item(node, "root", true, 0);
}

}  // namespace stator
