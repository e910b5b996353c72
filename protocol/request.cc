#include "protocol/request.h"

#include <cstddef>
#include <cstring>
#include <new>

#include "protocol/constraint_check.h"
#include "protocol/json.h"
#include "protocol/type_check.h"
#include "types/limits.h"

namespace stator {
namespace {

// Most requests are parsed within these, without another allocation.
constexpr size_t kPoolSize = 8 * kKiB;
constexpr size_t kParseStackSize = 2 * kKiB;

using Allocator = JsonValue::AllocatorType;
using rapidjson::Document;

// RapidJSON 1.1 takes an escaped low surrogate that follows no high one, and writes it as if it were a character of its
// own: three bytes that are not UTF-8. (It does refuse a lone high surrogate.)
bool hasLoneSurrogate(std::string_view text) {
  for (size_t pos = text.find('\xED'); pos != std::string_view::npos; pos = text.find('\xED', pos + 1)) {
    if (pos + 1 < text.size() && static_cast<unsigned char>(text[pos + 1]) >= 0xA0) return true;
  }
  return false;
}

// Passes the parser's events on to the document, until the nesting is too deep. That bounds the parser's recursion too: it
// asks before it descends.
class GuardedHandler {
 public:
  using Ch = char;
  GuardedHandler(Document& document, bool has_escapes) : document_(document), has_escapes_(has_escapes) {}

  // NOLINTBEGIN(readability-identifier-naming): the names that RapidJSON calls
  bool Null() { return document_.Null(); }
  bool Bool(bool value) { return document_.Bool(value); }
  bool Int(int value) { return document_.Int(value); }
  bool Uint(unsigned value) { return document_.Uint(value); }
  bool Int64(int64_t value) { return document_.Int64(value); }
  bool Uint64(uint64_t value) { return document_.Uint64(value); }
  bool Double(double value) { return document_.Double(value); }
  bool RawNumber(const Ch* text, rapidjson::SizeType length, bool copy) { return document_.RawNumber(text, length, copy); }
  bool String(const Ch* text, rapidjson::SizeType length, bool copy) {
    return isText(text, length) && document_.String(text, length, copy);
  }
  bool Key(const Ch* text, rapidjson::SizeType length, bool copy) {
    return isText(text, length) && document_.Key(text, length, copy);
  }
  bool StartObject() { return ++depth_ <= kMaxJsonDepth && document_.StartObject(); }
  bool EndObject(rapidjson::SizeType members) { return --depth_, document_.EndObject(members); }
  bool StartArray() { return ++depth_ <= kMaxJsonDepth && document_.StartArray(); }
  bool EndArray(rapidjson::SizeType elements) { return --depth_, document_.EndArray(elements); }
  // NOLINTEND(readability-identifier-naming)

 private:
  bool isText(const Ch* text, size_t length) const { return !has_escapes_ || !hasLoneSurrogate({text, length}); }

  Document& document_;
  const bool has_escapes_;
  int depth_ = 0;
};

bool isAscii(std::string_view text) {
  const char* pos = text.data();
  const char* const end = pos + text.size();
  uint64_t seen = 0;
  for (; end - pos >= 8; pos += 8) {
    uint64_t word = 0;
    std::memcpy(&word, pos, sizeof word);
    seen |= word;
  }
  for (; pos != end; ++pos) seen |= static_cast<unsigned char>(*pos);
  return (seen & 0x8080808080808080U) == 0;
}

// Parses `text`, which is overwritten and which the document's strings point into afterwards. `text` ends with a NUL at
// `size`.
class InsituGenerator {
 public:
  InsituGenerator(char* text, size_t size) : text_(text), size_(size) {}

  bool operator()(Document& document) {
    const std::string_view whole(text_, size_);
    GuardedHandler handler(document, whole.find('\\') != std::string_view::npos);
    // Checking the encoding costs a third of the parsing; most bodies have nothing to check.
    constexpr unsigned kInsitu = rapidjson::kParseInsituFlag;
    return isAscii(whole) ? parse<kInsitu>(handler) : parse<kInsitu | rapidjson::kParseValidateEncodingFlag>(handler);
  }

 private:
  template <unsigned kFlags>
  bool parse(GuardedHandler& handler) {
    rapidjson::InsituStringStream stream(text_);
    rapidjson::GenericReader<rapidjson::UTF8<>, rapidjson::UTF8<>, rapidjson::CrtAllocator> reader;
    if (reader.Parse<kFlags>(stream, handler).IsError()) return false;
    return stream.Tell() == size_;  // not so when the body has a NUL behind its JSON
  }

  char* text_;
  size_t size_;
};

const JsonValue& jsonOf(const void* json) { return *static_cast<const JsonValue*>(json); }
const JsonValue::Member& memberOf(const void* pos) { return *static_cast<const JsonValue::Member*>(pos); }

}  // namespace

// Not movable: the allocator keeps the address of the pool.
struct Request::State {
  State() : allocator(pool, sizeof pool), document(&allocator, kParseStackSize, &stack_allocator) {}

  alignas(std::max_align_t) char pool[kPoolSize];  // left uninitialised
  Allocator allocator;
  rapidjson::CrtAllocator stack_allocator;
  Document document;
};

Request::Request(std::unique_ptr<State> state) : state_(std::move(state)) {}
Request::Request(Request&&) noexcept = default;
Request& Request::operator=(Request&&) noexcept = default;
Request::~Request() = default;

Result<Request> Request::parse(std::string_view body) {
  std::unique_ptr<State> state(new State);
  auto* text = static_cast<char*>(state->allocator.Malloc(body.size() + 1));
  if (text == nullptr) throw std::bad_alloc();
  if (!body.empty()) std::memcpy(text, body.data(), body.size());
  text[body.size()] = '\0';
  InsituGenerator generator(text, body.size());
  state->document.Populate(generator);  // stays null when that fails
  if (!state->document.IsObject()) return Error{ErrorCode::SerializationException, {}};
  return Request(std::move(state));
}

Result<void> Request::check(const OperationModel& operation) const {
  TRY(checkTypes(state_->document, *operation.input));
  return checkConstraints(state_->document, operation);
}

RequestValue Request::root() const { return RequestValue::fromJson(static_cast<const JsonValue*>(&state_->document)); }

RequestValue RequestValue::operator[](std::string_view member) const {
  if (json_ == nullptr || !jsonOf(json_).IsObject()) return {};
  return fromJson(findMember(jsonOf(json_), member));
}

std::string_view RequestValue::string(std::string_view fallback) const {
  return json_ != nullptr && jsonOf(json_).IsString() ? textOf(jsonOf(json_)) : fallback;
}

int64_t RequestValue::integer(int64_t fallback) const {
  return json_ != nullptr && jsonOf(json_).IsNumber() ? integerOf(jsonOf(json_)) : fallback;
}

bool RequestValue::boolean(bool fallback) const {
  if (json_ == nullptr) return fallback;
  const JsonValue& json = jsonOf(json_);
  if (json.IsBool()) return json.GetBool();
  bool value = fallback;
  return json.IsString() && parseBoolean(textOf(json), value) ? value : fallback;
}

double RequestValue::number(double fallback) const {
  return json_ != nullptr && jsonOf(json_).IsNumber() ? jsonOf(json_).GetDouble() : fallback;
}

RequestValue::Kind RequestValue::kind() const {
  if (json_ == nullptr || jsonOf(json_).IsNull()) return Kind::Absent;
  const JsonValue& json = jsonOf(json_);
  if (json.IsBool()) return Kind::Boolean;
  if (json.IsNumber()) return Kind::Number;
  if (json.IsString()) return Kind::String;
  return json.IsArray() ? Kind::List : Kind::Object;
}

size_t RequestValue::size() const {
  if (json_ == nullptr) return 0;
  const JsonValue& json = jsonOf(json_);
  if (json.IsArray()) return json.Size();
  return json.IsObject() ? json.MemberCount() : 0;
}

RequestValue::Elements RequestValue::elements() const {
  if (json_ == nullptr || !jsonOf(json_).IsArray()) return {nullptr, nullptr};
  const JsonValue& json = jsonOf(json_);
  return {json.Begin(), json.End()};
}

RequestValue::Entries RequestValue::entries() const {
  if (json_ == nullptr || !jsonOf(json_).IsObject() || jsonOf(json_).MemberCount() == 0) return {nullptr, nullptr};
  const JsonValue& json = jsonOf(json_);
  const JsonValue::Member* first = &*json.MemberBegin();
  return {first, first + json.MemberCount()};
}

RequestValue RequestValue::Elements::Iterator::operator*() const {
  return jsonOf(pos_).IsNull() ? RequestValue() : fromJson(pos_);
}

RequestValue::Elements::Iterator& RequestValue::Elements::Iterator::operator++() {
  pos_ = &jsonOf(pos_) + 1;
  return *this;
}

RequestValue::Entries::Iterator::Iterator(const void* pos, const void* end) : pos_(pos), end_(end) { skipNulls(); }

void RequestValue::Entries::Iterator::skipNulls() {
  while (pos_ != end_ && memberOf(pos_).value.IsNull()) pos_ = &memberOf(pos_) + 1;
}

RequestValue::Entry RequestValue::Entries::Iterator::operator*() const {
  return {textOf(memberOf(pos_).name), fromJson(&memberOf(pos_).value)};
}

RequestValue::Entries::Iterator& RequestValue::Entries::Iterator::operator++() {
  pos_ = &memberOf(pos_) + 1;
  skipNulls();
  return *this;
}

}  // namespace stator
