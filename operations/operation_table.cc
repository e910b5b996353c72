#include "operations/operation_table.h"

#include <algorithm>
#include <array>

namespace stator {
namespace {

constexpr auto kStreams = Service::DynamoDbStreams;
constexpr auto kDynamoDb = Service::DynamoDb;

constexpr std::array kOperations = {
    OperationRow{"BatchExecuteStatement", kDynamoDb, batchExecuteStatement},
    OperationRow{"BatchGetItem", kDynamoDb, batchGetItem},
    OperationRow{"BatchWriteItem", kDynamoDb, batchWriteItem},
    OperationRow{"CancelBulkOperation"},
    OperationRow{"CreateBackup"},
    OperationRow{"CreateGlobalTable"},
    OperationRow{"CreateTable", kDynamoDb, createTable},
    OperationRow{"DeleteBackup"},
    OperationRow{"DeleteItem", kDynamoDb, deleteItem},
    OperationRow{"DeleteResourcePolicy"},
    OperationRow{"DeleteTable", kDynamoDb, deleteTable},
    OperationRow{"DescribeBackup"},
    OperationRow{"DescribeBulkOperation"},
    OperationRow{"DescribeContinuousBackups"},
    OperationRow{"DescribeContributorInsights"},
    OperationRow{"DescribeEndpoints", kDynamoDb, describeEndpoints},
    OperationRow{"DescribeExport"},
    OperationRow{"DescribeGlobalTable"},
    OperationRow{"DescribeGlobalTableSettings"},
    OperationRow{"DescribeImport"},
    OperationRow{"DescribeKinesisStreamingDestination"},
    OperationRow{"DescribeLimits", kDynamoDb, describeLimits},
    OperationRow{"DescribeStream", kStreams, describeStream},
    OperationRow{"DescribeTable", kDynamoDb, describeTable},
    OperationRow{"DescribeTableReplicaAutoScaling"},
    OperationRow{"DescribeTimeToLive", kDynamoDb, describeTimeToLive},
    OperationRow{"DisableKinesisStreamingDestination"},
    OperationRow{"EnableKinesisStreamingDestination"},
    OperationRow{"ExecuteStatement", kDynamoDb, executeStatement},
    OperationRow{"ExecuteTransaction", kDynamoDb, executeTransaction},
    OperationRow{"ExportTableToPointInTime"},
    OperationRow{"GetItem", kDynamoDb, getItem},
    OperationRow{"GetRecords", kStreams, getRecords},
    OperationRow{"GetResourcePolicy"},
    OperationRow{"GetShardIterator", kStreams, getShardIterator},
    OperationRow{"ImportTable"},
    OperationRow{"ListBackups"},
    OperationRow{"ListBulkOperations"},
    OperationRow{"ListContributorInsights"},
    OperationRow{"ListExports"},
    OperationRow{"ListGlobalTables"},
    OperationRow{"ListImports"},
    OperationRow{"ListStreams", kStreams, listStreams},
    OperationRow{"ListTables", kDynamoDb, listTables},
    OperationRow{"ListTagsOfResource", kDynamoDb, listTagsOfResource},
    OperationRow{"PutItem", kDynamoDb, putItem},
    OperationRow{"PutResourcePolicy"},
    OperationRow{"Query", kDynamoDb, query},
    OperationRow{"RestoreTableFromBackup"},
    OperationRow{"RestoreTableToPointInTime"},
    OperationRow{"Scan", kDynamoDb, scan},
    OperationRow{"SearchVectors"},
    OperationRow{"StartBulkPutItems"},
    OperationRow{"TagResource", kDynamoDb, tagResource},
    OperationRow{"TransactGetItems", kDynamoDb, transactGetItems},
    OperationRow{"TransactWriteItems", kDynamoDb, transactWriteItems},
    OperationRow{"UntagResource", kDynamoDb, untagResource},
    OperationRow{"UpdateContinuousBackups"},
    OperationRow{"UpdateContributorInsights"},
    OperationRow{"UpdateGlobalTable"},
    OperationRow{"UpdateGlobalTableSettings"},
    OperationRow{"UpdateItem", kDynamoDb, updateItem},
    OperationRow{"UpdateKinesisStreamingDestination"},
    OperationRow{"UpdateTable", kDynamoDb, updateTable},
    OperationRow{"UpdateTableReplicaAutoScaling"},
    OperationRow{"UpdateTimeToLive", kDynamoDb, updateTimeToLive},
};
static_assert(std::ranges::is_sorted(kOperations, {}, &OperationRow::name));

constexpr std::string_view kDynamoDbPrefix = "DynamoDB_20120810";
constexpr std::string_view kStreamsPrefix = "DynamoDBStreams_20120810";

}  // namespace

std::span<const OperationRow> operationTable() { return kOperations; }

const OperationRow* findOperation(std::string_view target) {
  const size_t dot = target.find('.');
  if (dot == std::string_view::npos) return nullptr;
  const std::string_view name = target.substr(dot + 1);
  const auto* row = std::ranges::lower_bound(kOperations, name, {}, &OperationRow::name);
  if (row == kOperations.end() || row->name != name) return nullptr;
  const std::string_view prefix = row->service == kStreams ? kStreamsPrefix : kDynamoDbPrefix;
  return target.substr(0, dot) == prefix ? row : nullptr;
}

}  // namespace stator
