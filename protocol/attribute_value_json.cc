// Reading DynamoDB JSON. Values are encoded in the order of the body, since the first wrong one is the one reported;
// maps are put in order afterwards, which costs a copy only when the body's order was not the canonical one.
#include "protocol/attribute_value_json.h"

#include <algorithm>
#include <array>
#include <map>
#include <vector>

#include "base/base64.h"
#include "protocol/json.h"
#include "protocol/partiql_parameter.h"
#include "protocol/request_depth.h"
#include "types/attribute_name.h"
#include "types/limits.h"
#include "types/number_exponent.h"

namespace stator {
namespace {

constexpr size_t kMaxKeptScratch = 1 * kMiB;  // bytes a thread keeps between requests, of each buffer

// The order in which the members of a value that has several are checked (dynalite's table of AttributeValue).
constexpr std::array<AttributeType, kAttributeTypes> kCheckOrder = {
    AttributeType::S,  AttributeType::B,  AttributeType::N,  AttributeType::Bool, AttributeType::Null,
    AttributeType::BS, AttributeType::NS, AttributeType::SS, AttributeType::L,    AttributeType::M};

// One entry of a map, somewhere in Scratch::bytes.
struct EncodedEntry {
  std::string_view name;  // in the JSON document
  size_t start = 0;
  size_t size = 0;
};

// Buffers that a thread uses again for each value, so that encoding does not allocate per attribute.
struct Scratch {
  std::string bytes;                      // what has been encoded, entries in the order of the body
  std::vector<EncodedEntry> entries;      // of all maps that are open, innermost last
  std::string ordered;                    // a map's entries while they change places
  std::vector<std::string_view> members;  // of one set
  std::string member_bytes;               // what `members` of NS and BS point into

  void clear() {
    bytes.clear();
    entries.clear();
  }
  void trim() {
    if (bytes.capacity() > kMaxKeptScratch) std::string().swap(bytes);
    if (ordered.capacity() > kMaxKeptScratch) std::string().swap(ordered);
    if (member_bytes.capacity() > kMaxKeptScratch) std::string().swap(member_bytes);
    if (entries.capacity() > kMaxKeptScratch / sizeof(EncodedEntry)) std::vector<EncodedEntry>().swap(entries);
    if (members.capacity() > kMaxKeptScratch / sizeof(std::string_view)) std::vector<std::string_view>().swap(members);
  }
};

// Lends the thread's scratch for one call.
class ScratchLoan {
 public:
  ScratchLoan() { scratch_.clear(); }
  ~ScratchLoan() { scratch_.trim(); }
  ScratchLoan(const ScratchLoan&) = delete;
  ScratchLoan& operator=(const ScratchLoan&) = delete;
  Scratch& operator*() const { return scratch_; }
  Scratch* operator->() const { return &scratch_; }

 private:
  static thread_local Scratch scratch_;
};
thread_local Scratch ScratchLoan::scratch_;

// Java's toString of the list, which the older text about duplicates has.
std::string javaList(const JsonValue& array) {
  std::string out = "[";
  bool first = true;
  for (const JsonValue& element : array.GetArray()) {
    if (!first) out += ", ";
    first = false;
    out += textOf(element);
  }
  return out += ']';
}

// The members in the order in which the current text about duplicates quotes them: ascending up to the first one that came
// before, then that, then the rest as sent. `members` are what they are compared by.
std::string quotedMembers(const JsonValue& array, const std::vector<std::string_view>& members, std::string_view separator) {
  std::map<std::string_view, size_t> before;
  size_t repeat = 0;
  while (repeat < members.size() && before.emplace(members[repeat], repeat).second) ++repeat;
  std::string out = "[";
  const auto add = [&](size_t position) {
    if (out.size() > 1) out += separator;
    appendJsonString(out, textOf(array[static_cast<rapidjson::SizeType>(position)]));
  };
  for (const auto& [member, position] : before) add(position);
  for (size_t position = repeat; position < members.size(); ++position) add(position);
  return out += ']';
}

Error nestedTooDeep() {
  return validationError(
      "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit",
      ErrorFamily::Nesting);
}

// Encodes into a Scratch. A function that returns false has left the reason in error().
class Encoder {
 public:
  Encoder(Scratch& scratch, ValueLayer layer) : scratch_(scratch), out_(scratch.bytes), layer_(layer) {}

  bool value(const JsonValue& json, int depth);
  // Encodes the entries of a JSON object and leaves them in scratch_.entries, from the size it had before.
  bool entries(const JsonValue& json, int depth);
  // Whether the entries from `first` on had to be moved to be ascending and unique; if so, they are no longer in the
  // order of out_.
  bool orderEntries(size_t first);
  void appendEntries(size_t first, std::string& target) const;
  Error takeError() { return std::move(error_); }
  // Whether the error is about an attribute's name.
  bool refusedName() const { return refused_name_; }

 private:
  Result<Number> parsed(std::string_view text) const {
    if (layer_ == ValueLayer::Older) TRY(checkPartiqlExponent(text));
    return Number::parse(text);
  }
  bool fail(Error error) {
    error_ = std::move(error);
    return false;
  }
  // The type pass lets nothing through that ends here.
  bool failType() { return fail(Error{ErrorCode::SerializationException, ""}); }
  bool failEmpty() {
    return fail(validationError("Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"));
  }

  bool manyMembers(const JsonValue& json, int depth);
  bool typed(AttributeType type, const JsonValue& json, int depth);
  bool string(const JsonValue& json);
  bool number(const JsonValue& json);
  bool binary(const JsonValue& json);
  bool null(const JsonValue& json);
  bool boolean(const JsonValue& json);
  bool list(const JsonValue& json, int depth);
  bool map(const JsonValue& json, int depth);
  bool set(AttributeType type, const JsonValue& json);
  bool collectMembers(AttributeType type, const JsonValue& json);
  bool collectMember(AttributeType type, const JsonValue& json);
  bool failEmptySet(AttributeType type);
  bool failMissingMember(AttributeType type);
  bool failDuplicates(AttributeType type, const JsonValue& json);
  bool failNumber(std::string_view text, Error error);

  Scratch& scratch_;
  std::string& out_;
  ValueLayer layer_;
  Error error_;
  bool refused_name_ = false;
};

bool Encoder::value(const JsonValue& json, int depth) {
  if (depth > kMaxNestingDepth) return fail(nestedTooDeep());
  if (json.IsNull()) return failEmpty();  // an element of a list; unverified
  if (!json.IsObject()) return failType();
  if (json.MemberCount() != 1) return manyMembers(json, depth);
  const auto& member = *json.MemberBegin();
  const auto type = parseAttributeType(textOf(member.name));
  if (!type || member.value.IsNull()) return failEmpty();
  return typed(*type, member.value, depth);
}

// Unknown members and nulls do not count. Every type that is given is checked before their number is: dynalite.
bool Encoder::manyMembers(const JsonValue& json, int depth) {
  std::array<const JsonValue*, kAttributeTypes> given{};
  for (const auto& member : json.GetObject()) {
    const auto type = parseAttributeType(textOf(member.name));
    if (type) given[static_cast<size_t>(*type)] = member.value.IsNull() ? nullptr : &member.value;
  }
  int types = 0;
  for (const AttributeType type : kCheckOrder) {
    const JsonValue* const member = given[static_cast<size_t>(type)];
    if (!member) continue;
    ++types;
    if (!typed(type, *member, depth)) return false;
  }
  if (types == 0) return failEmpty();
  if (types == 1) return true;
  return fail(validationError(
      "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes"));
}

bool Encoder::typed(AttributeType type, const JsonValue& json, int depth) {
  switch (type) {
    case AttributeType::S:
      return string(json);
    case AttributeType::N:
      return number(json);
    case AttributeType::B:
      return binary(json);
    case AttributeType::SS:
    case AttributeType::NS:
    case AttributeType::BS:
      return set(type, json);
    case AttributeType::M:
      return map(json, depth);
    case AttributeType::L:
      return list(json, depth);
    case AttributeType::Null:
      return null(json);
    case AttributeType::Bool:
      return boolean(json);
  }
  return failType();
}

bool Encoder::string(const JsonValue& json) {
  if (!json.IsString()) return failType();
  appendScalar(out_, AttributeType::S, textOf(json));
  return true;
}

bool Encoder::number(const JsonValue& json) {
  if (!json.IsString()) return failType();
  Result<Number> number = parsed(textOf(json));
  if (!number) return failNumber(textOf(json), std::move(number).error());
  // The payload goes straight behind a length that is filled in afterwards: it is below 128, so one byte.
  static_assert(kMaxNumberBytes < 0x80);
  out_ += static_cast<char>(AttributeType::N);
  out_ += '\0';
  const size_t payload = out_.size();
  number->appendOrderedBytes(out_);
  out_[payload - 1] = static_cast<char>(out_.size() - payload);
  return true;
}

bool Encoder::binary(const JsonValue& json) {
  if (!json.IsString()) return failType();
  scratch_.member_bytes.clear();
  if (decodeBase64(textOf(json), scratch_.member_bytes) != Base64Error::None) return failType();
  appendScalar(out_, AttributeType::B, scratch_.member_bytes);
  return true;
}

bool Encoder::null(const JsonValue& json) {
  if (!RequestValue::fromJson(&json).boolean()) {
    return fail(invalidParameter("Null attribute value types must have the value of true", ErrorFamily::NullFalse));
  }
  appendNull(out_);
  return true;
}

bool Encoder::boolean(const JsonValue& json) {
  appendBoolean(out_, RequestValue::fromJson(&json).boolean());
  return true;
}

bool Encoder::list(const JsonValue& json, int depth) {
  if (!json.IsArray()) return failType();
  const size_t payload = beginContainer(out_, AttributeType::L);
  for (const JsonValue& element : json.GetArray()) {
    if (!value(element, depth + 1)) return false;
  }
  endContainer(out_, payload);
  return true;
}

bool Encoder::map(const JsonValue& json, int depth) {
  if (!json.IsObject()) return failType();
  const size_t payload = beginContainer(out_, AttributeType::M);
  const size_t first = scratch_.entries.size();
  if (!entries(json, depth + 1)) return false;
  if (orderEntries(first)) {
    scratch_.ordered.clear();
    appendEntries(first, scratch_.ordered);
    out_.replace(payload, std::string::npos, scratch_.ordered);
  }
  scratch_.entries.resize(first);
  endContainer(out_, payload);
  return true;
}

bool Encoder::entries(const JsonValue& json, int depth) {
  if (!json.IsObject()) return failType();
  for (const auto& member : json.GetObject()) {
    if (member.value.IsNull()) continue;  // an entry given as null counts as absent
    const std::string_view name = textOf(member.name);
    if (!isAttributeName(name)) {
      refused_name_ = true;
      return fail(checkAttributeName(name).error());
    }
    const size_t start = out_.size();
    appendVarint(out_, static_cast<uint32_t>(name.size()));
    out_ += name;
    if (!value(member.value, depth)) return false;
    scratch_.entries.push_back({name, start, out_.size() - start});
  }
  return true;
}

bool Encoder::orderEntries(size_t first) {
  auto& entries = scratch_.entries;
  const auto begin = entries.begin() + static_cast<std::ptrdiff_t>(first);
  const auto not_ascending = [](const EncodedEntry& left, const EncodedEntry& right) { return left.name >= right.name; };
  if (std::adjacent_find(begin, entries.end(), not_ascending) == entries.end()) return false;
  // Of equal names the last one in the body wins, so it comes first here and survives unique().
  std::sort(begin, entries.end(), [](const EncodedEntry& left, const EncodedEntry& right) {
    const int order = left.name.compare(right.name);
    return order != 0 ? order < 0 : left.start > right.start;
  });
  const auto same_name = [](const EncodedEntry& left, const EncodedEntry& right) { return left.name == right.name; };
  entries.erase(std::unique(begin, entries.end(), same_name), entries.end());
  return true;
}

void Encoder::appendEntries(size_t first, std::string& target) const {
  for (size_t i = first; i < scratch_.entries.size(); ++i) {
    const EncodedEntry& entry = scratch_.entries[i];
    target.append(out_, entry.start, entry.size);
  }
}

bool Encoder::set(AttributeType type, const JsonValue& json) {
  if (!json.IsArray()) return failType();
  if (json.Empty()) return failEmptySet(type);
  scratch_.members.clear();
  scratch_.member_bytes.clear();
  if (!collectMembers(type, json)) return false;
  if (!appendSet(out_, type, scratch_.members)) return failDuplicates(type, json);
  return true;
}

// Fills scratch_.members. The views of NS and BS point into member_bytes, which may therefore not grow while they are
// taken: it gets its whole room first.
bool Encoder::collectMembers(AttributeType type, const JsonValue& json) {
  size_t room = 0;
  for (const JsonValue& member : json.GetArray()) {
    if (member.IsNull()) return failMissingMember(type);
    if (!member.IsString()) return failType();
    room += type == AttributeType::NS ? kMaxNumberBytes : member.GetStringLength();
  }
  if (type != AttributeType::SS) scratch_.member_bytes.reserve(room);
  for (const JsonValue& member : json.GetArray()) {
    if (!collectMember(type, member)) return false;
  }
  return true;
}

bool Encoder::collectMember(AttributeType type, const JsonValue& json) {
  if (type == AttributeType::SS) {
    scratch_.members.push_back(textOf(json));
    return true;
  }
  std::string& bytes = scratch_.member_bytes;
  const size_t start = bytes.size();
  if (type == AttributeType::NS) {
    Result<Number> number = parsed(textOf(json));
    if (!number) return failNumber(textOf(json), std::move(number).error());
    number->appendOrderedBytes(bytes);
  } else if (decodeBase64(textOf(json), bytes) != Base64Error::None) {
    return failType();
  }
  scratch_.members.emplace_back(bytes.data() + start, bytes.size() - start);
  return true;
}

// The articles and double spaces are the service's.
bool Encoder::failEmptySet(AttributeType type) {
  const std::string_view text = type == AttributeType::SS   ? "An string set  may not be empty"
                                : type == AttributeType::NS ? "An number set  may not be empty"
                                                            : "Binary sets should not be empty";
  return fail(invalidParameter(text, ErrorFamily::EmptySet));
}

// null among the members; texts from dynalite, unverified today.
bool Encoder::failMissingMember(AttributeType type) {
  if (type == AttributeType::NS) return fail(validationError("The parameter cannot be converted to a numeric value"));
  return fail(invalidParameter(type == AttributeType::SS ? "An string set may not have a empty string as a member"
                                                         : "Binary sets may not contain null or empty values"));
}

// The three sets differ in prefix, in the values and in blanks.
bool Encoder::failDuplicates(AttributeType type, const JsonValue& json) {
  const bool older = layer_ == ValueLayer::Older;
  if (type == AttributeType::NS) {
    return fail(older ? validationError("Input collection contains duplicates", ErrorFamily::DuplicateSet)
                      : invalidParameter("Input collection contains duplicates.", ErrorFamily::DuplicateSet));
  }
  const bool strings = type == AttributeType::SS;
  scratch_.members.clear();  // appendSet has put them in order
  scratch_.member_bytes.clear();
  if (!collectMembers(type, json)) return false;
  std::string text = "Input collection ";
  text += older ? javaList(json) : quotedMembers(json, scratch_.members, strings ? ", " : ",");
  text += strings ? " contains duplicates." : "of type BS contains duplicates.";
  return fail(invalidParameter(text, ErrorFamily::DuplicateSet));
}

bool Encoder::failNumber(std::string_view text, Error error) {
  error.family = ErrorFamily::Number;
  if (layer_ == ValueLayer::Current && text.empty()) error.message += ": ";
  return fail(std::move(error));
}

const JsonValue& jsonOf(RequestValue value) { return *static_cast<const JsonValue*>(value.json()); }

// Which of an item's errors is reported, given the first one in the order of the body and whether it is of a name (parity
// suite, captured 2026-10).
Error itemError(const JsonValue& item, Error first, bool of_name) {
  constexpr int kMaxLevels = 2 * kMaxNestingDepth;  // of JSON in one value, since each level is {"M": {...}}
  if (!item.IsObject()) return first;
  bool too_deep = false;
  for (const auto& member : item.GetObject()) {
    if (member.value.IsNull()) continue;
    const Result<void> named = checkAttributeName(textOf(member.name));
    if (!named) return named.error();
    too_deep = too_deep || nestingDepth(RequestValue::fromJson(&member.value)) > kMaxLevels;
  }
  return too_deep && of_name ? nestedTooDeep() : first;
}

}  // namespace

Result<AttributeValue> toAttributeValue(RequestValue json, ValueLayer layer) {
  static const JsonValue kAbsent;
  const ScratchLoan scratch;
  Encoder encoder(*scratch, layer);
  if (!encoder.value(json ? jsonOf(json) : kAbsent, 1)) return encoder.takeError();
  return AttributeValue::fromEncoded(std::string(scratch->bytes));
}

Result<AttributeValue> toPartiqlParameter(RequestValue json) { return toAttributeValue(json, ValueLayer::Older); }

Result<std::string> toItem(RequestValue json, ValueLayer layer) {
  if (!json) return std::string();
  const ScratchLoan scratch;
  Encoder encoder(*scratch, layer);
  if (!encoder.entries(jsonOf(json), 1)) return itemError(jsonOf(json), encoder.takeError(), encoder.refusedName());
  if (!encoder.orderEntries(0)) return std::string(scratch->bytes);
  std::string item;
  item.reserve(scratch->bytes.size());
  encoder.appendEntries(0, item);
  return item;
}

}  // namespace stator
