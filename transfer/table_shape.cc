#include "transfer/table_shape.h"

#include <algorithm>

namespace stator {

TransferTable describeTable(const Service& service, const std::string& name, std::string_view remedy) {
  const ServiceAnswer answer = service("DescribeTable", "{\"TableName\":" + jsonString(name) + "}");
  if (errorType(answer) == "ResourceNotFoundException") {
    throw TransferError("there is no table " + name + std::string(remedy));
  }
  const Request body = must([&](std::string_view, const std::string&) { return answer; }, "DescribeTable", "");
  const RequestValue table = body["Table"];
  TransferTable shape{name,       std::string(table["TableArn"].string()), std::string(table["TableId"].string()), 0, {}, {},
                      answer.body};
  shape.items = static_cast<uint64_t>(std::max<int64_t>(table["ItemCount"].integer(), 0));
  for (const RequestValue element : table["KeySchema"].elements()) shape.key.emplace_back(element["AttributeName"].string());
  for (const RequestValue definition : table["AttributeDefinitions"].elements()) {
    shape.key_types.emplace(definition["AttributeName"].string(), definition["AttributeType"].string());
  }
  return shape;
}

std::vector<std::string> listTables(const Service& service) {
  std::vector<std::string> names;
  std::string start;
  do {
    const Request answer =
        must(service, "ListTables", start.empty() ? "{}" : "{\"ExclusiveStartTableName\":" + jsonString(start) + "}");
    for (const RequestValue name : answer["TableNames"].elements()) names.emplace_back(name.string());
    start = answer["LastEvaluatedTableName"].string();
  } while (!start.empty());
  return names;
}

}  // namespace stator
