// Tables out of files that describe them: what CreateTable and UpdateTimeToLive have to be asked to get them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "types/result.h"

namespace stator {

struct TableDefinition {
  std::string name;
  std::string create_table;         // body of a CreateTable request
  std::string update_time_to_live;  // body of an UpdateTimeToLive request; empty: none
};

inline constexpr int kMaxDefinitionDepth = 100;  // of nesting in such a file

// `text` is one of:
//   - a CreateTable request, or an answer of DescribeTable or CreateTable ({"Table": ...}, {"TableDescription": ...}, or
//   what
//     is inside), or a list of these;
//   - a CloudFormation or SAM template in JSON: its AWS::DynamoDB::Table, AWS::DynamoDB::GlobalTable and
//     AWS::Serverless::SimpleTable resources. Ref, Fn::Sub, Fn::Join, Fn::FindInMap, Fn::If and the like are resolved from
//     the template alone, parameters by their defaults. `region` and `account` stand for the pseudo parameters;
//   - what `terraform show -json` prints of a plan or a state: its aws_dynamodb_table resources, with those of child
//   modules.
// The error is a ValidationException whose message is one line that says what is wrong.
Result<std::vector<TableDefinition>> readTableDefinitions(std::string_view text, std::string_view account,
                                                          std::string_view region);

}  // namespace stator
