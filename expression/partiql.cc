#include "expression/partiql.h"

#include <algorithm>

#include "expression/findings.h"
#include "expression/partiql_literals.h"
#include "expression/partiql_parser.h"
#include "expression/partiql_resolver.h"
#include "expression/path_parser.h"

namespace stator {
namespace {

// m.a -> a, l[0] -> l[0], m.l[0][1] -> l[0][1]
std::string columnName(const DocumentPath& path) {
  size_t last = path.elements.size() - 1;
  while (path.elements[last].is_index) --last;  // the first one is a name
  std::string name = path.elements[last].name;
  for (size_t i = last + 1; i < path.elements.size(); ++i) name += "[" + std::to_string(path.elements[i].index) + "]";
  return name;
}

Result<std::vector<PartiqlColumn>> resolveColumns(const std::vector<PartiqlNode>& nodes) {
  std::vector<PartiqlColumn> columns;
  std::vector<const DocumentPath*> paths;
  for (const PartiqlNode& node : nodes) {
    PartiqlColumn column{columnName(node.path), node.path};
    if (std::ranges::find(columns, column.name, &PartiqlColumn::name) != columns.end()) {
      return validationError("Duplicate identifiers in select clause: " + column.name);
    }
    columns.push_back(std::move(column));
    paths.push_back(&node.path);
  }
  Findings findings;
  checkOverlaps(paths, findings, 0, 1, ErrorFamily::Plain);
  if (const Findings::Finding* finding = findings.first()) return validationError(finding->text);
  return columns;
}

}  // namespace

void collectConjuncts(const Condition& condition, std::vector<const Condition*>& conjuncts) {
  if (condition.op != Condition::Operator::And) {
    conjuncts.push_back(&condition);
    return;
  }
  for (const Condition& child : condition.children) collectConjuncts(child, conjuncts);
}

Result<PartiqlStatement> parsePartiql(std::string_view text, std::span<const AttributeValue> parameters,
                                      const PartiqlSourceCheck& check_source) {
  RawPartiqlStatement raw = TRY(parseRawPartiql(text));
  if (check_source && raw.kind == PartiqlKind::Select && raw.has_index) TRY(check_source(raw.table, raw.index));
  if (raw.unsupported) return validationError(*std::move(raw.unsupported));
  if (raw.parameter_count != parameters.size()) {
    return validationError("Number of parameters in request and statement don't match.");
  }
  PartiqlStatement statement;
  statement.kind = raw.kind;
  statement.table = std::move(raw.table);
  if (raw.has_index) statement.index = std::move(raw.index);
  statement.order_by = std::move(raw.order_by);
  statement.returning = raw.returning;
  const bool writes = raw.kind == PartiqlKind::Update || raw.kind == PartiqlKind::Delete;
  if (writes && raw.has_index) return validationError("This operation is not supported on an index");
  PartiqlValues values{parameters, statement.values};
  if (!raw.columns.empty()) statement.columns = TRY(resolveColumns(raw.columns));
  if (raw.item) statement.item = TRY(partiqlItem(*raw.item, parameters));
  if (raw.kind == PartiqlKind::Update) statement.update = TRY(resolvePartiqlUpdate(raw.assignments, values));
  if (raw.where) statement.where = TRY(resolvePartiqlCondition(*raw.where, values));
  return statement;
}

}  // namespace stator
