// Expression text into tokens, and the error that names one of them. Shared by all four expression grammars; keywords
// are identifiers here, since each grammar has its own.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "types/result.h"

namespace stator {

enum class TokenKind : uint8_t {
  Identifier,  // [a-zA-Z][0-9a-zA-Z_]*
  Name,        // #[0-9a-zA-Z_]+
  Value,       // :[0-9a-zA-Z_]+
  Number,      // [0-9]+
  LeftParen,
  RightParen,
  LeftBracket,
  RightBracket,
  Dot,
  Comma,
  Plus,
  Minus,
  Equal,
  NotEqual,
  Less,
  LessOrEqual,
  Greater,
  GreaterOrEqual,
  Invalid,  // one character that starts none of these
  End
};

struct Token {
  TokenKind kind = TokenKind::End;
  std::string_view text;  // a part of the expression's text; empty at its end
};

// The tokens of one expression and a position among them. Borrows the text.
class TokenStream {
 public:
  // `kind` is "Condition", "Filter", "Projection", "Update" or "KeyCondition"; it must outlive the stream. Errors: the
  // text is too long or empty.
  static Result<TokenStream> open(std::string_view kind, std::string_view text);

  const Token& peek() const { return tokens_[position_]; }
  const Token& peekSecond() const;
  const Token& next();
  // Takes the next token if it is of this kind.
  bool accept(TokenKind kind);
  // Whether the next token is this identifier, in any case. `word` is in capitals.
  bool at(std::string_view word) const;
  bool accept(std::string_view word);

  // "Invalid <kind>Expression: <text>", a ValidationException.
  Error error(std::string text, ErrorFamily family = ErrorFamily::Syntax) const;
  // The syntax error at the next token.
  Error syntaxError() const;

 private:
  TokenStream(std::string_view kind, std::string_view text);

  std::string_view kind_;
  std::vector<Token> tokens_;  // the last one is End
  size_t position_ = 0;
};

// Whether `text` is `word` in any case; `word` is in capitals.
bool equalsIgnoringCase(std::string_view text, std::string_view word);

// What a parser has to say about an expression's kind, without its tokens.
Error expressionError(std::string_view kind, std::string_view text, ErrorFamily family = ErrorFamily::Syntax);

}  // namespace stator
