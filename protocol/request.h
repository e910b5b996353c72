// A request body: parsed, then checked against its operation's shape; after that, accessors cannot fail.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "protocol/service_model.h"
#include "types/result.h"

namespace stator {

// A value inside a checked request: absent (also when given as JSON null), or of the type that the model says.
// Borrows from the Request. Cheap to copy.
class RequestValue {
 public:
  RequestValue() = default;  // absent
  explicit operator bool() const { return json_ != nullptr; }

  // Member of a structure or entry of a map; absent when there is none, or when this is absent itself.
  RequestValue operator[](std::string_view member) const;

  std::string_view string(std::string_view fallback = {}) const;
  int64_t integer(int64_t fallback = 0) const;  // fractions are floored, as the service does
  bool boolean(bool fallback = false) const;    // also from the strings that the service converts
  double number(double fallback = 0) const;
  enum class Kind : uint8_t { Absent, Boolean, Number, String, List, Object };
  Kind kind() const;    // of the JSON; for requests that no model describes
  size_t size() const;  // elements of a list, entries of a map (JSON nulls included); 0 when absent
  bool empty() const { return size() == 0; }

  // for (RequestValue element : value.elements()); absent: nothing.
  class Elements;
  Elements elements() const;
  // for (auto [name, entry] : value.entries()), in the order of the body, without entries that are null.
  struct Entry;
  class Entries;
  Entries entries() const;

  // protocol only: the rapidjson::Value behind this.
  const void* json() const { return json_; }
  static RequestValue fromJson(const void* json) {
    RequestValue value;
    value.json_ = json;
    return value;
  }

 private:
  const void* json_ = nullptr;
};

struct RequestValue::Entry {
  std::string_view name;
  RequestValue value;
};

class RequestValue::Elements {
 public:
  class Iterator {
   public:
    explicit Iterator(const void* pos) : pos_(pos) {}
    RequestValue operator*() const;
    Iterator& operator++();
    bool operator==(const Iterator&) const = default;

   private:
    const void* pos_;
  };
  Elements(const void* begin, const void* end) : begin_(begin), end_(end) {}
  Iterator begin() const { return Iterator(begin_); }
  Iterator end() const { return Iterator(end_); }

 private:
  const void* begin_;
  const void* end_;
};

class RequestValue::Entries {
 public:
  class Iterator {
   public:
    Iterator(const void* pos, const void* end);
    Entry operator*() const;
    Iterator& operator++();
    bool operator==(const Iterator& other) const { return pos_ == other.pos_; }

   private:
    void skipNulls();
    const void* pos_;
    const void* end_;
  };
  Entries(const void* begin, const void* end) : begin_(begin), end_(end) {}
  Iterator begin() const { return Iterator(begin_, end_); }
  Iterator end() const { return Iterator(end_, end_); }

 private:
  const void* begin_;
  const void* end_;
};

// Movable; owns the parsed document.
class Request {
 public:
  // Parses JSON: an object, UTF-8, at most kMaxJsonDepth deep. SerializationException without a message otherwise.
  static Result<Request> parse(std::string_view body);

  // Pass 1 (protocol/type_check: SerializationException) and pass 2 (protocol/constraint_check: "N validation errors
  // detected: ...") for `operation`.
  Result<void> check(const OperationModel& operation) const;

  RequestValue root() const;
  RequestValue operator[](std::string_view member) const { return root()[member]; }

  Request(Request&&) noexcept;
  Request& operator=(Request&&) noexcept;
  ~Request();

 private:
  struct State;
  explicit Request(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace stator
