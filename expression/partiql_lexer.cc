#include "expression/partiql_lexer.h"

#include <array>
#include <charconv>
#include <limits>

#include "expression/partiql_keywords.h"

namespace stator {
namespace {

using Kind = PartiqlToken::Kind;

bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isWordStart(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$'; }
bool isWordPart(char c) { return isWordStart(c) || isDigit(c); }
bool isSpace(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v'; }
bool startsCharacter(char c) { return (static_cast<uint8_t>(c) & 0xc0) != 0x80; }

// Longer ones first.
constexpr auto kSymbols =
    std::to_array<std::string_view>({"<<", ">>", "<=", ">=", "<>", "!=", "||", "(", ")", "[", "]", "{", "}", "<",
                                     ">",  "=",  "+",  "-",  "*",  "/",  "%",  ".", ",", ":", ";", "?", "@"});

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  Result<std::vector<PartiqlToken>> run() {
    for (;;) {
      TRY(skipSpace());
      PartiqlToken token;
      token.position = position_;
      if (at_ == text_.size()) {
        tokens_.push_back(std::move(token));
        return std::move(tokens_);
      }
      const size_t start = at_;
      TRY(scan(token));
      token.text = text_.substr(start, at_ - start);
      finish(token, start);
    }
  }

 private:
  char peek(size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
  bool startsWith(std::string_view prefix) const { return text_.substr(at_).starts_with(prefix); }

  // Moves the position over what has been scanned since `start`.
  void advancePosition(size_t start) {
    for (size_t i = start; i < at_; ++i) {
      if (text_[i] == '\n') {
        ++position_.line;
        position_.column = 1;
      } else if (startsCharacter(text_[i])) {
        ++position_.column;
      }
    }
  }

  void finish(PartiqlToken& token, size_t start) {
    advancePosition(start);
    token.position.length = 0;
    for (const char c : token.text) token.position.length += startsCharacter(c);
    if (token.kind == Kind::Identifier && isPartiqlKeyword(token.text)) {
      token.kind = Kind::Keyword;
      token.value = lowerCase(token.text);
    }
    tokens_.push_back(std::move(token));
  }

  Result<void> skipSpace() {
    const size_t start = at_;
    for (;;) {
      if (at_ < text_.size() && isSpace(text_[at_])) {
        ++at_;
      } else if (startsWith("--")) {
        while (at_ < text_.size() && text_[at_] != '\n' && text_[at_] != '\r') ++at_;
      } else if (startsWith("/*")) {
        const size_t end = text_.find("*/", at_ + 2);
        if (end == std::string_view::npos) return malformedStatement();
        at_ = end + 2;
      } else {
        break;
      }
    }
    advancePosition(start);
    return {};
  }

  Result<void> scan(PartiqlToken& token) {
    const char c = peek();
    if (c == '\'') return scanQuoted(token, Kind::String);
    if (c == '"') return scanQuoted(token, Kind::Quoted);
    if (c == '`') return scanIon(token);
    if (isDigit(c) || (c == '.' && isDigit(peek(1)))) return scanNumber(token);
    if (isWordStart(c)) {
      token.kind = Kind::Identifier;
      while (at_ < text_.size() && isWordPart(text_[at_])) ++at_;
      return {};
    }
    for (const std::string_view symbol : kSymbols) {
      if (!startsWith(symbol)) continue;
      token.kind = Kind::Symbol;
      at_ += symbol.size();
      return {};
    }
    return malformedStatement();
  }

  // Two quotes in a row stand for one.
  Result<void> scanQuoted(PartiqlToken& token, Kind kind) {
    const char quote = peek();
    token.kind = kind;
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == quote) {
        if (peek(1) != quote) break;
        ++at_;
      }
      token.value.push_back(text_[at_]);
    }
    if (at_ == text_.size()) return malformedStatement();
    ++at_;
    return {};
  }

  Result<void> scanIon(PartiqlToken& token) {
    token.kind = Kind::Ion;
    const size_t end = text_.find('`', at_ + 1);
    if (end == std::string_view::npos) return malformedStatement();
    at_ = end + 1;
    return {};
  }

  // 5  5.  .5  5.5e-3
  Result<void> scanNumber(PartiqlToken& token) {
    token.kind = Kind::Number;
    while (isDigit(peek())) ++at_;
    if (peek() == '.') ++at_;
    const size_t fraction = at_;
    while (isDigit(peek())) ++at_;
    const size_t digits = at_;
    if (peek() == 'e' || peek() == 'E') {
      const size_t sign = peek(1) == '+' || peek(1) == '-' ? 1 : 0;
      if (!isDigit(peek(1 + sign))) return malformedStatement();
      at_ += 1 + (peek(1) == '+');
      if (!takeExponent(digits - fraction)) return malformedStatement();
    }
    if (isWordPart(peek())) return malformedStatement();
    return {};
  }

  // Neither the exponent nor the scale may have more than 32 bits (captured in October 2026).
  bool takeExponent(size_t fraction_digits) {
    int32_t exponent = 0;
    const auto [end, error] = std::from_chars(text_.data() + at_, text_.data() + text_.size(), exponent);
    if (error != std::errc()) return false;
    at_ = static_cast<size_t>(end - text_.data());
    return int64_t{exponent} - static_cast<int64_t>(fraction_digits) >= -std::numeric_limits<int32_t>::max();
  }

  std::string_view text_;
  size_t at_ = 0;
  PartiqlPosition position_;
  std::vector<PartiqlToken> tokens_;
};

}  // namespace

std::string PartiqlPosition::text() const {
  return " at " + std::to_string(line) + ":" + std::to_string(column) + ":" + std::to_string(length);
}

Error malformedStatement(std::string_view detail) {
  return validationError("Statement wasn't well formed, can't be processed: " + std::string(detail));
}

Result<std::vector<PartiqlToken>> tokenizePartiql(std::string_view text) { return Lexer(text).run(); }

}  // namespace stator
