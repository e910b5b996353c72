#include "transfer/yaml.h"

#include <yaml.h>

#include <memory>
#include <vector>

#include "protocol/table_definitions.h"
#include "transfer/service.h"

namespace stator {
namespace {

constexpr std::string_view kLongTags = "tag:yaml.org,2002:";  // "!!str" and its kin

struct ParserCloser {
  void operator()(yaml_parser_t* parser) const {
    yaml_parser_delete(parser);
    delete parser;
  }
};

struct Event {
  yaml_event_t event{};
  ~Event() { yaml_event_delete(&event); }
};

std::string_view textOf(const yaml_char_t* text) {
  return text == nullptr ? std::string_view() : std::string_view(reinterpret_cast<const char*>(text));
}

std::string_view scalarOf(const yaml_event_t& event) {
  return {reinterpret_cast<const char*>(event.data.scalar.value), event.data.scalar.length};
}

// Turns the parser's events into JSON, one after the other.
class JsonFromEvents {
 public:
  // False when the event ends the document.
  Result<bool> take(const yaml_event_t& event) {
    switch (event.type) {
      case YAML_SCALAR_EVENT:
        TRY(scalar(event));
        return true;
      case YAML_SEQUENCE_START_EVENT:
        TRY(open('[', ']', textOf(event.data.sequence_start.tag)));
        return true;
      case YAML_MAPPING_START_EVENT:
        TRY(open('{', '}', textOf(event.data.mapping_start.tag)));
        return true;
      case YAML_SEQUENCE_END_EVENT:
      case YAML_MAPPING_END_EVENT:
        close();
        return true;
      case YAML_ALIAS_EVENT:
        return validationError("has an alias (*name), which is not read");
      case YAML_DOCUMENT_END_EVENT:
        return false;
      default:
        return true;
    }
  }
  std::string done() { return std::move(out_); }

 private:
  struct Container {
    char end;
    bool empty = true;
    bool key_next;         // of a mapping
    bool in_call = false;  // stands in {"Fn::...": }
  };

  bool isKey() const { return !containers_.empty() && containers_.back().key_next; }

  // What stands between this value and what was before it.
  void separate() {
    if (containers_.empty()) return;
    Container& container = containers_.back();
    const bool value_of_key = container.end == '}' && !container.key_next;
    if (!value_of_key && !container.empty) out_ += ',';
    container.empty = false;
    if (container.end == '}') container.key_next = !container.key_next;
  }

  // Begins the call that a tag is short for; false when the tag is none.
  bool beginCall(std::string_view tag) {
    if (tag.size() < 2 || tag[0] != '!' || tag.starts_with(kLongTags)) return false;
    const std::string name(tag.substr(1));
    out_ += "{" + jsonString(name == "Ref" || name == "Condition" ? name : "Fn::" + name) + ":";
    return true;
  }

  Result<void> scalar(const yaml_event_t& event) {
    const std::string_view text = scalarOf(event);
    const std::string_view tag = textOf(event.data.scalar.tag);
    const bool key = isKey();
    separate();
    const bool call = !key && beginCall(tag);
    const bool plain = event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    if (key) {
      out_ += jsonString(text) + ":";
    } else if (call && tag == "!GetAtt") {
      const size_t dot = text.find('.');
      out_ += "[" + jsonString(text.substr(0, dot));
      if (dot != std::string_view::npos) out_ += "," + jsonString(text.substr(dot + 1));
      out_ += "]";
    } else if (plain && !call && (text.empty() || text == "~" || text == "null")) {
      out_ += "null";
    } else {
      out_ += jsonString(text);
    }
    if (call) out_ += '}';
    return {};
  }

  Result<void> open(char begin, char end, std::string_view tag) {
    if (isKey()) return validationError("has a key that is no scalar");
    if (containers_.size() == kMaxDefinitionDepth) return validationError("is nested too deep");
    separate();
    const bool call = beginCall(tag);
    out_ += begin;
    containers_.push_back({end, true, end == '}', call});
    return {};
  }

  void close() {
    out_ += containers_.back().end;
    if (containers_.back().in_call) out_ += '}';
    containers_.pop_back();
  }

  std::string out_;
  std::vector<Container> containers_;
};

}  // namespace

Result<std::string> yamlToJson(std::string_view yaml) {
  const std::unique_ptr<yaml_parser_t, ParserCloser> parser(new yaml_parser_t);
  if (yaml_parser_initialize(parser.get()) == 0) return validationError("cannot be read: no memory");
  yaml_parser_set_input_string(parser.get(), reinterpret_cast<const unsigned char*>(yaml.data()), yaml.size());
  JsonFromEvents json;
  bool ended = false;
  for (;;) {
    Event event;
    if (yaml_parser_parse(parser.get(), &event.event) == 0) {
      const std::string problem = parser->problem == nullptr ? "damaged" : parser->problem;
      return validationError("is neither JSON nor YAML: line " + std::to_string(parser->problem_mark.line + 1) + ": " +
                             problem);
    }
    if (event.event.type == YAML_STREAM_END_EVENT) return json.done();
    if (event.event.type == YAML_DOCUMENT_START_EVENT && ended) return validationError("has more than one document");
    if (!TRY(json.take(event.event))) ended = true;
  }
}

}  // namespace stator
