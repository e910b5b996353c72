#include "expression/partiql_parser.h"

#include "expression/partiql_expression_parser.h"
#include "expression/partiql_keywords.h"

namespace stator {
namespace {

using TokenKind = PartiqlToken::Kind;

class StatementParser {
 public:
  explicit StatementParser(std::vector<PartiqlToken> tokens) : in_(std::move(tokens)) {}

  Result<RawPartiqlStatement> parse() {
    if (in_.acceptKeyword("select")) {
      TRY(parseSelect());
    } else if (in_.peek().isKeyword("exists") && in_.peekSecond().is("(")) {
      TRY(parseExists());
    } else if (in_.acceptKeyword("insert")) {
      TRY(parseInsert());
    } else if (in_.acceptKeyword("update")) {
      TRY(parseUpdate());
    } else if (in_.acceptKeyword("delete")) {
      TRY(parseDelete());
    } else if (in_.acceptKeyword("from")) {
      TRY(parseFromFirst());
    } else if (in_.peekSecond().isKeyword("is")) {
      TRY(in_.parseExpression());
      in_.noteUnsupported("Unsupported operation: IsType");  // captured in October 2026
    } else {
      return malformedStatement("Expected data manipulation");
    }
    if (in_.accept(";") && in_.peek().kind != TokenKind::End) {
      return malformedStatement("Unexpected token after semicolon. (Only one query is allowed.)");
    }
    if (in_.peek().kind != TokenKind::End) return malformedStatement("Unexpected token after expression");
    statement_.unsupported = in_.unsupported();
    statement_.parameter_count = in_.parameterCount();
    return std::move(statement_);
  }

 private:
  Result<void> parseExists() {
    in_.next();
    in_.next();
    if (!in_.acceptKeyword("select")) return in_.unexpected();
    TRY(parseSelect());
    statement_.kind = PartiqlKind::Exists;
    if (!in_.accept(")")) return malformedStatement("Expected RIGHT_PAREN");
    return {};
  }

  Result<void> parseSelect() {
    statement_.kind = PartiqlKind::Select;
    if (in_.peek().isKeyword("from")) return malformedStatement("Cannot have empty SELECT list");
    if (in_.acceptKeyword("distinct")) in_.noteUnsupported("Unsupported token in expression: DISTINCT");
    if (in_.acceptKeyword("value")) in_.noteUnsupported("Select projection doesn't support value or pivot keywords");
    TRY(parseColumns());
    if (!in_.acceptKeyword("from")) return malformedStatement("Expected FROM after SELECT list");
    TRY(parseSource());
    if (in_.accept(",")) {
      in_.noteUnsupported("Only select from a single table or index is supported.");
      TRY(in_.parseExpression());
    }
    TRY(parseWhere());
    TRY(parseUnsupportedClauses());
    return parseOrderBy();
  }

  Result<void> parseColumns() {
    if (in_.accept("*")) {
      if (in_.peek().is(",")) return malformedStatement("Invalid use of * in select list");
      return {};
    }
    do {
      PartiqlNode column = TRY(in_.parseExpression());
      // Anything but a path: the service names the place, of an operation the operator's (no aggregates exist).
      if (column.kind != PartiqlNode::Kind::Path) in_.noteUnsupported("Unexpected path component", column.position);
      TRY(parseAlias());
      statement_.columns.push_back(std::move(column));
    } while (in_.accept(","));
    return {};
  }

  Result<void> parseAlias() {
    const bool named = in_.acceptKeyword("as");
    const TokenKind kind = in_.peek().kind;
    if (kind == TokenKind::Identifier || kind == TokenKind::Quoted) {
      in_.next();
      in_.noteUnsupported("Aliasing is not supported");
    } else if (named) {
      return malformedStatement("Expected identifier for AS-alias");
    }
    return {};
  }

  Result<void> parseSource() {
    const TokenKind kind = in_.peek().kind;
    if (kind != TokenKind::Identifier && kind != TokenKind::Quoted) {
      in_.noteUnsupported("Unexpected from source");
      TRY(in_.parseOperand());
      return parseAlias();
    }
    const PartiqlNode source = TRY(in_.parsePath());
    for (const PathElement& element : source.path.elements)
      if (element.is_index) in_.noteUnsupported("Invalid list expression in source.");
    if (source.path.elements.size() > 2) in_.noteUnsupported("A path may contain at most 2 components in the FROM clause");
    statement_.table = source.path.attribute();
    statement_.has_index = source.path.nested();
    if (statement_.has_index) statement_.index = source.path.elements[1].name;
    source_position_ = source.position;
    // INSERT has no place for a name; it is a token too many there (captured in October 2026).
    return statement_.kind == PartiqlKind::Insert ? Result<void>() : parseAlias();
  }

  Result<void> parseWhere() {
    if (in_.acceptKeyword("where")) statement_.where = TRY(in_.parseExpression());
    return {};
  }

  Result<void> parseUnsupportedClauses() {
    if (in_.acceptKeyword("group")) {
      if (!in_.acceptKeyword("by")) return malformedStatement("Expected BY");
      in_.noteUnsupported("Unsupported clause: GROUP BY");
      do {
        TRY(in_.parseExpression());
      } while (in_.accept(","));
    }
    for (const std::string_view clause : {"having", "limit"}) {
      if (!in_.acceptKeyword(clause)) continue;
      const PartiqlNode value = TRY(in_.parseExpression());
      in_.noteUnsupported(clause == "limit" ? "Unsupported clause: LIMIT" : "Unsupported clause: HAVING", value.position);
    }
    return {};
  }

  Result<void> parseOrderBy() {
    if (!in_.acceptKeyword("order")) return {};
    if (!in_.acceptKeyword("by")) return malformedStatement("Expected BY");
    do {
      const PartiqlNode path = TRY(in_.parsePath());
      PartiqlOrderTerm term{path.path.nested() ? path.path.text() : path.path.attribute()};
      term.descending = in_.acceptKeyword("desc");
      if (!term.descending) in_.acceptKeyword("asc");
      statement_.order_by.push_back(std::move(term));
    } while (in_.accept(","));
    return parseUnsupportedClauses();  // LIMIT stands behind
  }

  Result<void> parseInsert() {
    statement_.kind = PartiqlKind::Insert;
    if (!in_.acceptKeyword("into")) return malformedStatement("Expected INTO keyword");
    TRY(parseSource());
    if (statement_.has_index) {
      in_.noteUnsupported("FROM clause may only contain a single table name in data manipulation statements",
                          source_position_);
    }
    const TokenKind kind = in_.peek().kind;
    if (kind == TokenKind::Identifier || kind == TokenKind::Quoted) {
      return malformedStatement("Unexpected token after expression");
    }
    if (in_.peek().is("(")) TRY(in_.parseOperand());  // SQL's list of columns: what is wrong within is reported first
    if (!in_.acceptKeyword("value")) return in_.unexpected();
    statement_.item = TRY(in_.parseExpression());
    if (!in_.peek().isKeyword("returning")) return {};
    TRY(parseReturning());
    in_.noteUnsupported("RETURNING is not supported in INSERT");
    return {};
  }

  Result<void> parseUpdate() {
    statement_.kind = PartiqlKind::Update;
    TRY(parseSource());
    TRY(parseChanges());
    TRY(parseWhere());
    return parseReturning();
  }

  // UPDATE with the clauses in another order.
  Result<void> parseFromFirst() {
    statement_.kind = PartiqlKind::Update;
    TRY(parseSource());
    TRY(parseWhere());
    TRY(parseChanges());
    return parseReturning();
  }

  Result<void> parseChanges() {
    if (!in_.peek().isKeyword("set") && !in_.peek().isKeyword("remove")) {
      return malformedStatement("Expected data manipulation");
    }
    for (;;) {
      if (in_.acceptKeyword("set")) {
        TRY(parseAssignments());
      } else if (in_.acceptKeyword("remove")) {
        statement_.assignments.push_back({TRY(in_.parsePath()).path, std::nullopt});
      } else {
        return {};
      }
    }
  }

  Result<void> parseAssignments() {
    do {
      RawPartiqlStatement::Assignment assignment;
      const TokenKind kind = in_.peek().kind;
      if (kind != TokenKind::Identifier && kind != TokenKind::Quoted && kind != TokenKind::Keyword) {
        return malformedStatement("Expected identifier for simple path");
      }
      assignment.path = TRY(in_.parsePath()).path;
      if (!in_.accept("=")) return malformedStatement("Expected '='");
      assignment.value = TRY(in_.parseExpression());
      statement_.assignments.push_back(std::move(assignment));
    } while (in_.accept(","));
    return {};
  }

  Result<void> parseDelete() {
    statement_.kind = PartiqlKind::Delete;
    if (!in_.acceptKeyword("from")) return malformedStatement("Expected FROM after DELETE");
    const TokenKind kind = in_.peek().kind;
    if (kind != TokenKind::Identifier && kind != TokenKind::Quoted) {
      return malformedStatement("Expected identifier for simple path");
    }
    TRY(parseSource());
    TRY(parseWhere());
    const size_t before = returning_text_.size();
    TRY(parseReturning());
    const PartiqlReturning returning = statement_.returning;
    if (returning_text_.size() > before && returning != PartiqlReturning::AllOld) {
      in_.noteUnsupported("Invalid returning clause: " + returning_text_ +
                          ". Only RETURNING ALL OLD * is allowed in DELETE statements.");
    }
    return {};
  }

  Result<void> parseReturning() {
    if (!in_.acceptKeyword("returning")) return {};
    const bool modified = in_.acceptKeyword("modified");
    if (!modified && !in_.acceptKeyword("all")) return in_.unexpected();
    const bool is_new = in_.acceptKeyword("new");
    if (!is_new && !in_.acceptKeyword("old")) return in_.unexpected();
    if (!in_.accept("*")) {
      TRY(in_.parseExpression());
      in_.noteUnsupported("Expected '*' after ( MODIFIED | ALL ) ( NEW | OLD ) in RETURNING clause");
    }
    if (modified) statement_.returning = is_new ? PartiqlReturning::ModifiedNew : PartiqlReturning::ModifiedOld;
    if (!modified) statement_.returning = is_new ? PartiqlReturning::AllNew : PartiqlReturning::AllOld;
    returning_text_ = "RETURNING ";
    returning_text_.append(modified ? "MODIFIED " : "ALL ").append(is_new ? "NEW *" : "OLD *");
    if (in_.accept(",")) return parseMoreReturning();
    return {};
  }

  // More elements of RETURNING: one level of recursion for none of them.
  Result<void> parseMoreReturning() {
    in_.noteUnsupported("Invalid syntax with multiple returning elements in RETURNING clause");
    do {
      if (!in_.acceptKeyword("modified") && !in_.acceptKeyword("all")) return in_.unexpected();
      if (!in_.acceptKeyword("new") && !in_.acceptKeyword("old")) return in_.unexpected();
      if (!in_.accept("*")) TRY(in_.parseExpression());
    } while (in_.accept(","));
    return {};
  }

  PartiqlExpressionParser in_;
  RawPartiqlStatement statement_;
  PartiqlPosition source_position_;
  std::string returning_text_;
};

}  // namespace

Result<RawPartiqlStatement> parseRawPartiql(std::string_view text) {
  return StatementParser(TRY(tokenizePartiql(text))).parse();
}

}  // namespace stator
