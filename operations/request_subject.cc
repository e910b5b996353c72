#include "operations/request_subject.h"

#include "expression/partiql_parser.h"

namespace stator {
namespace {

using Visitor = std::function<bool(const RequestSubject&)>;

RequestValue attributesOf(RequestValue action) { return action["Key"] ? action["Key"] : action["Item"]; }

// BatchGetItem: {"t": {"Keys": [key, ...]}}; BatchWriteItem: {"t": [{"PutRequest": {"Item": ...}}, ...]}
bool anyOfRequestItems(RequestValue request_items, const Visitor& visit) {
  for (const auto& [table, requests] : request_items.entries()) {
    for (RequestValue key : requests["Keys"].elements())
      if (visit({table, key})) return true;
    for (RequestValue request : requests.elements())
      for (const auto& [kind, action] : request.entries())
        if (visit({table, attributesOf(action)})) return true;
  }
  return false;
}

// [{"Put": {"TableName": ..., "Item": ...}}, {"Get": {...}}, ...]
bool anyOfTransactItems(RequestValue items, const Visitor& visit) {
  for (RequestValue item : items.elements())
    for (const auto& [kind, action] : item.entries())
      if (visit({action["TableName"].string(), attributesOf(action)})) return true;
  return false;
}

bool statementMatches(RequestValue statement, const Visitor& visit) {
  const auto parsed = parseRawPartiql(statement.string());
  return parsed && visit({parsed->table, {}});
}

bool anyOfStatements(RequestValue statements, const Visitor& visit) {
  for (RequestValue statement : statements.elements())
    if (statementMatches(statement["Statement"], visit)) return true;
  return false;
}

}  // namespace

bool anySubject(const Request& request, const Visitor& visit) {
  if (const RequestValue name = request["TableName"]) return visit({name.string(), attributesOf(request.root())});
  for (std::string_view member : {"ResourceArn", "StreamArn", "ShardIterator"})
    if (const RequestValue arn = request[member]) return visit({arn.string(), {}});
  if (const RequestValue statement = request["Statement"]) return statementMatches(statement, visit);
  return anyOfRequestItems(request["RequestItems"], visit) || anyOfTransactItems(request["TransactItems"], visit) ||
         anyOfStatements(request["Statements"], visit) || anyOfStatements(request["TransactStatements"], visit);
}

std::string_view bareTableName(std::string_view name_or_arn) {
  constexpr std::string_view kResource = ":table/";
  const size_t resource = name_or_arn.find(kResource);
  if (!name_or_arn.starts_with("arn:") || resource == std::string_view::npos) return name_or_arn;
  const std::string_view rest = name_or_arn.substr(resource + kResource.size());
  return rest.substr(0, rest.find('/'));
}

}  // namespace stator
