// A PartiQL statement into tokens, each with the position that the service's errors name.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "types/result.h"

namespace stator {

// " at <line>:<column>:<length>", all in characters from 1.
struct PartiqlPosition {
  uint32_t line = 1;
  uint32_t column = 1;
  uint32_t length = 1;

  std::string text() const;
};

struct PartiqlToken {
  enum class Kind : uint8_t {
    Identifier,
    Quoted,  // "identifier"
    Keyword,
    String,  // 'text'
    Number,  // without a sign
    Ion,     // `literal`
    Symbol,  // punctuation and operators, "?" among them
    End
  };
  Kind kind = Kind::End;
  std::string_view text;  // as written, a part of the statement
  std::string value;      // Quoted and String: without quotes; Keyword: in small letters
  PartiqlPosition position;

  bool is(std::string_view symbol) const { return kind == Kind::Symbol && text == symbol; }
  bool isKeyword(std::string_view word) const { return kind == Kind::Keyword && value == word; }
};

// "Statement wasn't well formed, can't be processed: <detail>"
Error malformedStatement(std::string_view detail = {});

// The last token is End. Comments ("-- ..." and "/* ... */") count as white space. Borrows the text. What cannot be a token
// is a malformed statement without a detail (DynamoDB capture, 2026-08, for unterminated quotes).
Result<std::vector<PartiqlToken>> tokenizePartiql(std::string_view text);

}  // namespace stator
