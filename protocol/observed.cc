#include "protocol/observed.h"

#include "types/limits.h"

namespace stator {
namespace {

using Names = std::string_view[];

constexpr std::string_view kNamePattern = "[a-zA-Z0-9_.-]+";

constexpr ObservedConstraints kConstraints[] = {
    // The model has 1..1024 and no pattern, since an ARN may stand there (LocalStack snapshot, 2026-01). A plain name has 1
    // to 255 of the usual characters (parity suite, 2026-05; dynoxide 0.9.10); the old minimum of 3 is dynalite's.
    {"TableArn", 1, kMaxTableNameLength, kNamePattern, true, true},
    // CreateTable still wants 3 (parity suite). That it takes no ARN is unverified.
    {"CreateTableInput.TableName", kMinTableNameLength, kMaxTableNameLength, kNamePattern, true, false},
    // The operations on tables want 3 as well, and say both what is wrong with an empty name (aws-controllers-k8s,
    // api-quirks,
    // DDB-TABLE-448 and 457). The text "TableName must be at least 3 characters long ..." is older (dynalite).
    {"DeleteTableInput.TableName", kMinTableNameLength, kMaxTableNameLength, kNamePattern, false, true},
    {"DescribeTableInput.TableName", kMinTableNameLength, kMaxTableNameLength, kNamePattern, false, true},
    {"DescribeTimeToLiveInput.TableName", kMinTableNameLength, kMaxTableNameLength, kNamePattern, false, true},
    {"UpdateTableInput.TableName", kMinTableNameLength, kMaxTableNameLength, kNamePattern, false, true},
    {"UpdateTimeToLiveInput.TableName", kMinTableNameLength, kMaxTableNameLength, kNamePattern, false, true},
    // dynalite; whether the minimum has become 1 here too is unverified.
    {"BatchGetRequestMap.key", kMinTableNameLength, kMaxTableNameLength, kNamePattern, false, true},
    {"BatchWriteItemRequestMap.key", kMinTableNameLength, kMaxTableNameLength, kNamePattern, false, true},
    // AttributesToGet: the model has no maximum; dynalite.
    {"AttributeNameList", 1, 255},
    // The model has no maximum since global indexes take more (2025-11); tables still have two (parity suite), and so, by
    // the
    // neighbouring case, have local indexes.
    {"CreateTableInput.KeySchema", 1, 2},
    {"LocalSecondaryIndex.KeySchema", 1, 2},
    // The API reference has these limits, the model has not. That the service refuses more is known of GetRecords (scylladb
    // pull
    // request 23547); of the others, and the text, it is unverified.
    {"GetRecordsInput.Limit", 1, 1000},
    {"DescribeStreamInput.Limit", 1, 100},
    {"ListStreamsInput.Limit", 1, 100},
    // The model's maximum of 65535 was never seen as a constraint error: items have their own checks. unverified
    {"AttributeName"},
    // Tags have texts of their own, also for what is absent (aws-controllers-k8s, api-quirks, DDB-TABLE-107 and 457).
    {"TagKeyString"},
    {"TagValueString"},
    // "Invalid TableArn" and its kin come from the operation (dynalite).
    {"TagResourceInput.ResourceArn"},
    {"UntagResourceInput.ResourceArn"},
    {"ListTagsOfResourceInput.ResourceArn"},
};

// Parity suite, dynalite, LocalStack snapshots of 2025; where the model's own order is printed, the model says it.
constexpr Names kReturnValue = {"ALL_NEW", "UPDATED_OLD", "ALL_OLD", "NONE", "UPDATED_NEW"};
constexpr Names kSelect = {"SPECIFIC_ATTRIBUTES", "COUNT", "ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES"};
constexpr Names kConditionalOperator = {"OR", "AND"};
// The newer words name values that the API has not (parity suite, captured in eu-west-2, 2026-10).
constexpr Names kNewerReturnValue = {"ALL_OLD", "UPDATED_OLD", "ALL_NEW", "UPDATE_NEW", "NONE"};
constexpr Names kNewerConditionalOperator = {"ALL", "OR"};
constexpr Names kComparisonOperator = {"IN",       "NULL", "BETWEEN", "LT",          "NOT_CONTAINS", "EQ",      "GT",
                                       "NOT_NULL", "NE",   "LE",      "BEGINS_WITH", "GE",           "CONTAINS"};
constexpr Names kScalarAttributeType = {"B", "N", "S"};
constexpr Names kProjectionType = {"ALL", "INCLUDE", "KEYS_ONLY"};
constexpr ObservedEnum kEnums[] = {
    {"ReturnValue", kReturnValue, kNewerReturnValue},
    {"Select", kSelect},
    {"ConditionalOperator", kConditionalOperator, kNewerConditionalOperator},
    {"ComparisonOperator", kComparisonOperator},
    {"ScalarAttributeType", kScalarAttributeType},
    {"ProjectionType", kProjectionType},
    // It has a text of its own (aws-controllers-k8s, api-quirks, DDB-TABLE-442): operations/table_settings.
    {"TableClass", {}},
};

// dynalite's lists. It compares them without regard to order, so the order is likely, not proven.
constexpr Names kPutItem = {"ReturnConsumedCapacity",     "TableName", "Item",
                            "ConditionalOperator",        "Expected",  "ReturnValues",
                            "ReturnItemCollectionMetrics"};
constexpr Names kGetItem = {"ReturnConsumedCapacity", "AttributesToGet", "TableName", "Key"};
constexpr Names kDeleteItem = {"ReturnConsumedCapacity", "TableName", "ReturnValues", "ReturnItemCollectionMetrics", "Key",
                               "ConditionalOperator",    "Expected"};
// TableName, ReturnValues or ConditionalOperator, Key: parity suite, captured in eu-west-2, 2026-10.
constexpr Names kUpdateItem = {"ReturnConsumedCapacity",
                               "TableName",
                               "ReturnItemCollectionMetrics",
                               "ReturnValues",
                               "ConditionalOperator",
                               "Key",
                               "Expected",
                               "AttributeUpdates"};
constexpr Names kQuery = {"Select",          "IndexName", "ReturnConsumedCapacity",
                          "QueryFilter",     "TableName", "ConditionalOperator",
                          "AttributesToGet", "Limit",     "KeyConditions"};
constexpr Names kScan = {"Select",    "IndexName",           "TotalSegments", "ReturnConsumedCapacity",
                         "TableName", "ConditionalOperator", "ScanFilter",    "Segment",
                         "Limit",     "AttributesToGet"};
// parity suite, captured in eu-west-2, 2026-10
constexpr Names kBatchGetItem = {"RequestItems", "ReturnConsumedCapacity"};
constexpr Names kBatchWriteItem = {"ReturnConsumedCapacity", "ReturnItemCollectionMetrics", "RequestItems"};
constexpr Names kWriteRequest = {"DeleteRequest", "PutRequest"};
constexpr Names kCreateTable = {"AttributeDefinitions",  "TableName", "BillingMode",
                                "ProvisionedThroughput", "KeySchema", "GlobalSecondaryIndexes",
                                "LocalSecondaryIndexes"};  // global before local: parity suite, captured 2026-10
constexpr Names kProvisionedThroughput = {"WriteCapacityUnits", "ReadCapacityUnits"};
constexpr Names kUpdateTable = {"TableName", "ProvisionedThroughput", "BillingMode", "GlobalSecondaryIndexUpdates"};
constexpr Names kCreateIndex = {"Projection", "IndexName", "ProvisionedThroughput", "KeySchema"};
constexpr Names kListTables = {"Limit", "ExclusiveStartTableName"};
constexpr ObservedOrder kOrders[] = {
    {"PutItemInput", kPutItem},
    {"GetItemInput", kGetItem},
    {"DeleteItemInput", kDeleteItem},
    {"UpdateItemInput", kUpdateItem},
    {"QueryInput", kQuery},
    {"ScanInput", kScan},
    {"BatchGetItemInput", kBatchGetItem},
    {"BatchWriteItemInput", kBatchWriteItem},
    {"WriteRequest", kWriteRequest},
    {"CreateTableInput", kCreateTable},
    {"ProvisionedThroughput", kProvisionedThroughput},
    {"UpdateTableInput", kUpdateTable},
    {"CreateGlobalSecondaryIndexAction", kCreateIndex},
    {"ListTablesInput", kListTables},
};

constexpr ObservedPresence kPresences[] = {
    // Optional in the model since a replica takes them from its source table (2026-02); required before (dynalite).
    // That they still are required without a source table is unverified.
    {"CreateTableInput.AttributeDefinitions", true, "GlobalTableSourceArn"},
    {"CreateTableInput.KeySchema", true, "GlobalTableSourceArn"},
    // aws-controllers-k8s, api-quirks, DDB-TABLE-457
    {"Tag.Key", false},
    {"Tag.Value", false},
    // "Invalid TableArn" comes from the operation (dynalite).
    {"TagResourceInput.ResourceArn", false},
    {"UntagResourceInput.ResourceArn", false},
    {"ListTagsOfResourceInput.ResourceArn", false},
    // Missing tags are found after a missing ARN (dynalite).
    {"TagResourceInput.Tags", false},
    {"UntagResourceInput.TagKeys", false},
};

// Parity suite, captured in eu-west-2 up to 2026-10. ExecuteStatement's Limit has the ordinary text; Scan's TotalSegments
// has it by older sources.
constexpr ObservedBareText kBareTexts[] = {
    {"QueryInput.Limit", Bound::Min},
    {"ScanInput.Limit", Bound::Min},
    {"ScanInput.Segment", Bound::Min},
    {"KeysAndAttributes.Keys", Bound::Both},
    {"BatchGetItemInput.RequestItems", Bound::Min},
    {"BatchWriteItemInput.RequestItems", Bound::Min},
    {"TransactGetItemsInput.TransactItems", Bound::Both},
    {"TransactWriteItemsInput.TransactItems", Bound::Both},
    {"TransactWriteItemsInput.ClientRequestToken", Bound::Max},
};
// Parity suite, captured in eu-west-2, 2026-10.
constexpr Names kAsJson = {"BatchGetRequestMap"};

// Parity suite, captured in eu-west-2, 2026-10. A token is reported before a wrong enum, and alone; that empty lists and
// maps are is unverified.
constexpr Names kRequestItems = {"RequestItems"};
constexpr Names kTransactItems = {"TransactItems"};
constexpr Names kTokenAndItems = {"ClientRequestToken", "TransactItems"};

// dynoxide 0.11.2, captured in eu-west-2: UpdateItem stops at the first wrong enum, beginning with ReturnValues. The order
// of the others is unverified. (The parity suite, two months older, saw two reported together.)
constexpr Names kUpdateItemEnums = {"ReturnValues", "ReturnConsumedCapacity", "ReturnItemCollectionMetrics",
                                    "ConditionalOperator", "ReturnValuesOnConditionCheckFailure"};

using enum TableNameErrors;
constexpr ObservedOperation kOperations[] = {
    // Parity suite, captured in eu-west-2, 2026-10. Of requests without Item or Key only UpdateItem's were seen.
    {.name = "PutItem", .table_name = Alone, .newer_with = "Item"},
    {.name = "UpdateItem", .table_name = Alone, .first_enum_of = kUpdateItemEnums, .newer_with = "Key"},
    {.name = "DeleteItem", .table_name = Alone, .newer_with = "Key"},
    {.name = "Query", .operator_of = "QueryFilter"},
    // dynalite
    {"CreateTable", RequiredText},
    {"DescribeTable", RequiredText},
    {"DeleteTable", RequiredText},
    {"UpdateTable", RequiredText},
    {"DescribeTimeToLive", RequiredText},
    // like their neighbours; unverified
    {"UpdateTimeToLive", RequiredText},
    {"CreateBackup", RequiredText},
    {"DescribeContinuousBackups", RequiredText},
    {"UpdateContinuousBackups", RequiredText},
    {"DescribeContributorInsights", RequiredText},
    {"UpdateContributorInsights", RequiredText},
    {"DescribeKinesisStreamingDestination", RequiredText},
    {"DisableKinesisStreamingDestination", RequiredText},
    {"EnableKinesisStreamingDestination", RequiredText},
    {"UpdateKinesisStreamingDestination", RequiredText},
    {"DescribeTableReplicaAutoScaling", RequiredText},
    {"UpdateTableReplicaAutoScaling", RequiredText},
    {.name = "BatchGetItem", .first = kRequestItems},
    {.name = "BatchWriteItem", .first = kRequestItems, .last = "RequestItems"},
    {.name = "TransactGetItems", .first = kTransactItems},
    {.name = "TransactWriteItems", .first = kTokenAndItems},
};

}  // namespace

std::span<const ObservedConstraints> observedConstraints() { return kConstraints; }
std::span<const ObservedEnum> observedEnums() { return kEnums; }
std::span<const ObservedOrder> observedOrders() { return kOrders; }
std::span<const ObservedPresence> observedPresences() { return kPresences; }
std::span<const ObservedBareText> observedBareTexts() { return kBareTexts; }
std::span<const std::string_view> observedAsJson() { return kAsJson; }
std::span<const ObservedOperation> observedOperations() { return kOperations; }

}  // namespace stator
