// Writes an answer's JSON, front to back, straight into one string.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "types/item.h"

namespace stator {

// Commas are put by the writer. Usage: w.beginObject(); w.key("Count"); w.integer(3); w.endObject();
class ResponseWriter {
 public:
  void beginObject();
  void endObject();
  void beginArray();
  void endArray();
  void key(std::string_view name);

  void string(std::string_view value);
  void integer(int64_t value);
  void boolean(bool value);
  void number(double value);   // shortest form, with a fraction always: 1.0, 0.5
  void time(TimePoint value);  // epoch seconds, milliseconds as the fraction
  void item(ItemView item);    // {"a":{"S":"x"}}
  void attributeValue(AttributeValueView value);

  // key and value in one.
  void member(std::string_view name, std::string_view value) { key(name), string(value); }
  void member(std::string_view name, const char* value) { key(name), string(value); }
  void member(std::string_view name, int64_t value) { key(name), integer(value); }
  void member(std::string_view name, bool value) { key(name), boolean(value); }

  std::string take() { return std::move(out_); }
  size_t size() const { return out_.size(); }

 private:
  void separate();
  std::string out_;
  bool first_ = true;  // nothing written yet in the innermost object or array
  bool after_key_ = false;
};

}  // namespace stator
