// clang-format off
// Written by tools/generate_service_model; do not edit. From:
//   DynamoDB_20120810, API version 2012-08-10, SHA-256 c9ee3a42d8c16be98f1029d368f0b6e7f62a47305c8f80cd6dd5318d6e4984c0
//   DynamoDBStreams_20120810, API version 2012-08-10, SHA-256 95cd147c971cd46365849c08e8c596bfd557b31a448b0bbf494d91f65d0ac62f
#include "protocol/service_model.h"
#include "protocol/shape.h"

namespace stator {
namespace {

extern const Shape kApproximateCreationDateTimePrecision;
extern const Shape kAttributeAction;
extern const Shape kAttributeDefinition;
extern const Shape kAttributeDefinitions;
extern const Shape kAttributeName;
extern const Shape kAttributeNameList;
extern const Shape kAttributeUpdates;
extern const Shape kAttributeValue;
extern const Shape kAttributeValueList;
extern const Shape kAttributeValueUpdate;
extern const Shape kAutoScalingPolicyName;
extern const Shape kAutoScalingPolicyUpdate;
extern const Shape kAutoScalingRoleArn;
extern const Shape kAutoScalingSettingsUpdate;
extern const Shape kAutoScalingTargetTrackingScalingPolicyConfigurationUpdate;
extern const Shape kBackupArn;
extern const Shape kBackupName;
extern const Shape kBackupTypeFilter;
extern const Shape kBackupsInputLimit;
extern const Shape kBatchExecuteStatementInput;
extern const Shape kBatchGetItemInput;
extern const Shape kBatchGetRequestMap;
extern const Shape kBatchStatementRequest;
extern const Shape kBatchWriteItemInput;
extern const Shape kBatchWriteItemRequestMap;
extern const Shape kBillingMode;
extern const Shape kBinaryAttributeValue;
extern const Shape kBinarySetAttributeValue;
extern const Shape kBooleanAttributeValue;
extern const Shape kBooleanObject;
extern const Shape kClientRequestToken;
extern const Shape kClientToken;
extern const Shape kComparisonOperator;
extern const Shape kCondition;
extern const Shape kConditionCheck;
extern const Shape kConditionExpression;
extern const Shape kConditionalOperator;
extern const Shape kConfirmRemoveSelfResourceAccess;
extern const Shape kConsistentRead;
extern const Shape kContributorInsightsAction;
extern const Shape kContributorInsightsMode;
extern const Shape kCreateBackupInput;
extern const Shape kCreateGlobalSecondaryIndexAction;
extern const Shape kCreateGlobalTableInput;
extern const Shape kCreateGlobalTableWitnessGroupMemberAction;
extern const Shape kCreateReplicaAction;
extern const Shape kCreateReplicationGroupMemberAction;
extern const Shape kCreateTableInput;
extern const Shape kCreateVectorIndexAction;
extern const Shape kCsvDelimiter;
extern const Shape kCsvHeader;
extern const Shape kCsvHeaderList;
extern const Shape kCsvOptions;
extern const Shape kDate;
extern const Shape kDelete;
extern const Shape kDeleteBackupInput;
extern const Shape kDeleteGlobalSecondaryIndexAction;
extern const Shape kDeleteGlobalTableWitnessGroupMemberAction;
extern const Shape kDeleteItemInput;
extern const Shape kDeleteReplicaAction;
extern const Shape kDeleteReplicationGroupMemberAction;
extern const Shape kDeleteRequest;
extern const Shape kDeleteResourcePolicyInput;
extern const Shape kDeleteTableInput;
extern const Shape kDeleteVectorIndexAction;
extern const Shape kDeletionProtectionEnabled;
extern const Shape kDescribeBackupInput;
extern const Shape kDescribeContinuousBackupsInput;
extern const Shape kDescribeContributorInsightsInput;
extern const Shape kDescribeEndpointsRequest;
extern const Shape kDescribeExportInput;
extern const Shape kDescribeGlobalTableInput;
extern const Shape kDescribeGlobalTableSettingsInput;
extern const Shape kDescribeImportInput;
extern const Shape kDescribeKinesisStreamingDestinationInput;
extern const Shape kDescribeLimitsInput;
extern const Shape kDescribeStreamInput;
extern const Shape kDescribeTableInput;
extern const Shape kDescribeTableReplicaAutoScalingInput;
extern const Shape kDescribeTimeToLiveInput;
extern const Shape kDoubleObject;
extern const Shape kEnableKinesisStreamingConfiguration;
extern const Shape kExecuteStatementInput;
extern const Shape kExecuteTransactionInput;
extern const Shape kExpectedAttributeMap;
extern const Shape kExpectedAttributeValue;
extern const Shape kExportArn;
extern const Shape kExportFormat;
extern const Shape kExportFromTime;
extern const Shape kExportNextToken;
extern const Shape kExportTableToPointInTimeInput;
extern const Shape kExportTime;
extern const Shape kExportToTime;
extern const Shape kExportType;
extern const Shape kExportViewType;
extern const Shape kExpressionAttributeNameMap;
extern const Shape kExpressionAttributeNameVariable;
extern const Shape kExpressionAttributeValueMap;
extern const Shape kExpressionAttributeValueVariable;
extern const Shape kFilterConditionMap;
extern const Shape kGet;
extern const Shape kGetItemInput;
extern const Shape kGetRecordsInput;
extern const Shape kGetResourcePolicyInput;
extern const Shape kGetShardIteratorInput;
extern const Shape kGlobalSecondaryIndex;
extern const Shape kGlobalSecondaryIndexAutoScalingUpdate;
extern const Shape kGlobalSecondaryIndexAutoScalingUpdateList;
extern const Shape kGlobalSecondaryIndexList;
extern const Shape kGlobalSecondaryIndexUpdate;
extern const Shape kGlobalSecondaryIndexUpdateList;
extern const Shape kGlobalTableGlobalSecondaryIndexSettingsUpdate;
extern const Shape kGlobalTableGlobalSecondaryIndexSettingsUpdateList;
extern const Shape kGlobalTableSettingsReplicationMode;
extern const Shape kGlobalTableWitnessGroupUpdate;
extern const Shape kGlobalTableWitnessGroupUpdateList;
extern const Shape kImportArn;
extern const Shape kImportNextToken;
extern const Shape kImportTableInput;
extern const Shape kIncrementalExportSpecification;
extern const Shape kIndexName;
extern const Shape kInputCompressionType;
extern const Shape kInputFormat;
extern const Shape kInputFormatOptions;
extern const Shape kIntegerObject;
extern const Shape kKMSMasterKeyId;
extern const Shape kKey;
extern const Shape kKeyConditions;
extern const Shape kKeyExpression;
extern const Shape kKeyList;
extern const Shape kKeySchema;
extern const Shape kKeySchemaAttributeName;
extern const Shape kKeySchemaElement;
extern const Shape kKeyType;
extern const Shape kKeysAndAttributes;
extern const Shape kKinesisStreamingDestinationInput;
extern const Shape kListAttributeValue;
extern const Shape kListBackupsInput;
extern const Shape kListContributorInsightsInput;
extern const Shape kListContributorInsightsLimit;
extern const Shape kListExportsInput;
extern const Shape kListExportsMaxLimit;
extern const Shape kListGlobalTablesInput;
extern const Shape kListImportsInput;
extern const Shape kListImportsMaxLimit;
extern const Shape kListStreamsInput;
extern const Shape kListTablesInput;
extern const Shape kListTablesInputLimit;
extern const Shape kListTagsOfResourceInput;
extern const Shape kLocalSecondaryIndex;
extern const Shape kLocalSecondaryIndexList;
extern const Shape kLongObject;
extern const Shape kMapAttributeValue;
extern const Shape kMultiRegionConsistency;
extern const Shape kNextTokenString;
extern const Shape kNonKeyAttributeName;
extern const Shape kNonKeyAttributeNameList;
extern const Shape kNullAttributeValue;
extern const Shape kNumberAttributeValue;
extern const Shape kNumberSetAttributeValue;
extern const Shape kOnDemandThroughput;
extern const Shape kOnDemandThroughputOverride;
extern const Shape kParameterizedStatement;
extern const Shape kParameterizedStatements;
extern const Shape kPartiQLBatchRequest;
extern const Shape kPartiQLNextToken;
extern const Shape kPartiQLStatement;
extern const Shape kPointInTimeRecoverySpecification;
extern const Shape kPolicyRevisionId;
extern const Shape kPositiveIntegerObject;
extern const Shape kPositiveLongObject;
extern const Shape kPreparedStatementParameters;
extern const Shape kProjection;
extern const Shape kProjectionExpression;
extern const Shape kProjectionType;
extern const Shape kProvisionedThroughput;
extern const Shape kProvisionedThroughputOverride;
extern const Shape kPut;
extern const Shape kPutItemInput;
extern const Shape kPutItemInputAttributeMap;
extern const Shape kPutRequest;
extern const Shape kPutResourcePolicyInput;
extern const Shape kQueryInput;
extern const Shape kRecoveryPeriodInDays;
extern const Shape kRegionName;
extern const Shape kReplica;
extern const Shape kReplicaAutoScalingUpdate;
extern const Shape kReplicaAutoScalingUpdateList;
extern const Shape kReplicaGlobalSecondaryIndex;
extern const Shape kReplicaGlobalSecondaryIndexAutoScalingUpdate;
extern const Shape kReplicaGlobalSecondaryIndexAutoScalingUpdateList;
extern const Shape kReplicaGlobalSecondaryIndexList;
extern const Shape kReplicaGlobalSecondaryIndexSettingsUpdate;
extern const Shape kReplicaGlobalSecondaryIndexSettingsUpdateList;
extern const Shape kReplicaList;
extern const Shape kReplicaSettingsUpdate;
extern const Shape kReplicaSettingsUpdateList;
extern const Shape kReplicaUpdate;
extern const Shape kReplicaUpdateList;
extern const Shape kReplicationGroupUpdate;
extern const Shape kReplicationGroupUpdateList;
extern const Shape kResourceArnString;
extern const Shape kResourcePolicy;
extern const Shape kRestoreTableFromBackupInput;
extern const Shape kRestoreTableToPointInTimeInput;
extern const Shape kReturnConsumedCapacity;
extern const Shape kReturnItemCollectionMetrics;
extern const Shape kReturnValue;
extern const Shape kReturnValuesOnConditionCheckFailure;
extern const Shape kS3Bucket;
extern const Shape kS3BucketOwner;
extern const Shape kS3BucketSource;
extern const Shape kS3Prefix;
extern const Shape kS3SseAlgorithm;
extern const Shape kS3SseKmsKeyId;
extern const Shape kSSEEnabled;
extern const Shape kSSESpecification;
extern const Shape kSSEType;
extern const Shape kScalarAttributeType;
extern const Shape kScanInput;
extern const Shape kScanSegment;
extern const Shape kScanTotalSegments;
extern const Shape kSearchSchema;
extern const Shape kSearchSchemaElement;
extern const Shape kSearchSchemaElementType;
extern const Shape kSearchVectorList;
extern const Shape kSearchVectorsInput;
extern const Shape kSelect;
extern const Shape kSequenceNumber;
extern const Shape kShardFilter;
extern const Shape kShardFilterType;
extern const Shape kShardId;
extern const Shape kShardIterator;
extern const Shape kShardIteratorType;
extern const Shape kStreamArn;
extern const Shape kStreamEnabled;
extern const Shape kStreamSpecification;
extern const Shape kStreamViewType;
extern const Shape kString;
extern const Shape kStringAttributeValue;
extern const Shape kStringSetAttributeValue;
extern const Shape kTableArn;
extern const Shape kTableClass;
extern const Shape kTableCreationParameters;
extern const Shape kTableName;
extern const Shape kTag;
extern const Shape kTagKeyList;
extern const Shape kTagKeyString;
extern const Shape kTagList;
extern const Shape kTagResourceInput;
extern const Shape kTagValueString;
extern const Shape kTimeRangeLowerBound;
extern const Shape kTimeRangeUpperBound;
extern const Shape kTimeToLiveAttributeName;
extern const Shape kTimeToLiveEnabled;
extern const Shape kTimeToLiveSpecification;
extern const Shape kTopKInteger;
extern const Shape kTransactGetItem;
extern const Shape kTransactGetItemList;
extern const Shape kTransactGetItemsInput;
extern const Shape kTransactWriteItem;
extern const Shape kTransactWriteItemList;
extern const Shape kTransactWriteItemsInput;
extern const Shape kUntagResourceInput;
extern const Shape kUpdate;
extern const Shape kUpdateContinuousBackupsInput;
extern const Shape kUpdateContributorInsightsInput;
extern const Shape kUpdateExpression;
extern const Shape kUpdateGlobalSecondaryIndexAction;
extern const Shape kUpdateGlobalTableInput;
extern const Shape kUpdateGlobalTableSettingsInput;
extern const Shape kUpdateItemInput;
extern const Shape kUpdateKinesisStreamingConfiguration;
extern const Shape kUpdateKinesisStreamingDestinationInput;
extern const Shape kUpdateReplicationGroupMemberAction;
extern const Shape kUpdateTableInput;
extern const Shape kUpdateTableReplicaAutoScalingInput;
extern const Shape kUpdateTimeToLiveInput;
extern const Shape kVectorAttributeDefinition;
extern const Shape kVectorAttributeName;
extern const Shape kVectorDistanceFunction;
extern const Shape kVectorIndex;
extern const Shape kVectorIndexList;
extern const Shape kVectorIndexUpdate;
extern const Shape kVectorIndexUpdateList;
extern const Shape kWarmThroughput;
extern const Shape kWriteRequest;
extern const Shape kWriteRequests;

constexpr std::string_view kApproximateCreationDateTimePrecisionValues[] = {"MILLISECOND", "MICROSECOND"};
const Shape kApproximateCreationDateTimePrecision = {.name = "ApproximateCreationDateTimePrecision", .type = ShapeType::String, .values = kApproximateCreationDateTimePrecisionValues};
constexpr std::string_view kAttributeActionValues[] = {"ADD", "PUT", "DELETE"};
const Shape kAttributeAction = {.name = "AttributeAction", .type = ShapeType::String, .values = kAttributeActionValues};
constexpr Member kAttributeDefinitionMembers[] = {
    {"AttributeName", &kKeySchemaAttributeName, true},
    {"AttributeType", &kScalarAttributeType, true},
};
const Shape kAttributeDefinition = {.name = "AttributeDefinition", .type = ShapeType::Structure, .members = kAttributeDefinitionMembers};
const Shape kAttributeDefinitions = {.name = "AttributeDefinitions", .type = ShapeType::List, .element = &kAttributeDefinition};
const Shape kAttributeName = {.name = "AttributeName", .type = ShapeType::String, .max = 65535};
const Shape kAttributeNameList = {.name = "AttributeNameList", .type = ShapeType::List, .min = 1, .element = &kAttributeName};
const Shape kAttributeUpdates = {.name = "AttributeUpdates", .type = ShapeType::Map, .key = &kAttributeName, .element = &kAttributeValueUpdate};
constexpr Member kAttributeValueMembers[] = {
    {"S", &kStringAttributeValue},
    {"N", &kNumberAttributeValue},
    {"B", &kBinaryAttributeValue},
    {"SS", &kStringSetAttributeValue},
    {"NS", &kNumberSetAttributeValue},
    {"BS", &kBinarySetAttributeValue},
    {"M", &kMapAttributeValue},
    {"L", &kListAttributeValue},
    {"NULL", &kNullAttributeValue},
    {"BOOL", &kBooleanAttributeValue},
};
const Shape kAttributeValue = {.name = "AttributeValue", .type = ShapeType::Structure, .members = kAttributeValueMembers};
const Shape kAttributeValueList = {.name = "AttributeValueList", .type = ShapeType::List, .element = &kAttributeValue};
constexpr Member kAttributeValueUpdateMembers[] = {
    {"Value", &kAttributeValue},
    {"Action", &kAttributeAction},
};
const Shape kAttributeValueUpdate = {.name = "AttributeValueUpdate", .type = ShapeType::Structure, .members = kAttributeValueUpdateMembers};
const Shape kAutoScalingPolicyName = {.name = "AutoScalingPolicyName", .type = ShapeType::String, .min = 1, .max = 256, .pattern = "\\p{Print}+"};
constexpr Member kAutoScalingPolicyUpdateMembers[] = {
    {"PolicyName", &kAutoScalingPolicyName},
    {"TargetTrackingScalingPolicyConfiguration", &kAutoScalingTargetTrackingScalingPolicyConfigurationUpdate, true},
};
const Shape kAutoScalingPolicyUpdate = {.name = "AutoScalingPolicyUpdate", .type = ShapeType::Structure, .members = kAutoScalingPolicyUpdateMembers};
const Shape kAutoScalingRoleArn = {.name = "AutoScalingRoleArn", .type = ShapeType::String, .min = 1, .max = 1600, .pattern = "[\\u0020-\\uD7FF\\uE000-\\uFFFD\\uD800\\uDC00-\\uDBFF\\uDFFF\\r\\n\\t]*"};
constexpr Member kAutoScalingSettingsUpdateMembers[] = {
    {"MinimumUnits", &kPositiveLongObject},
    {"MaximumUnits", &kPositiveLongObject},
    {"AutoScalingDisabled", &kBooleanObject},
    {"AutoScalingRoleArn", &kAutoScalingRoleArn},
    {"ScalingPolicyUpdate", &kAutoScalingPolicyUpdate},
};
const Shape kAutoScalingSettingsUpdate = {.name = "AutoScalingSettingsUpdate", .type = ShapeType::Structure, .members = kAutoScalingSettingsUpdateMembers};
constexpr Member kAutoScalingTargetTrackingScalingPolicyConfigurationUpdateMembers[] = {
    {"DisableScaleIn", &kBooleanObject},
    {"ScaleInCooldown", &kIntegerObject},
    {"ScaleOutCooldown", &kIntegerObject},
    {"TargetValue", &kDoubleObject, true},
};
const Shape kAutoScalingTargetTrackingScalingPolicyConfigurationUpdate = {.name = "AutoScalingTargetTrackingScalingPolicyConfigurationUpdate", .type = ShapeType::Structure, .members = kAutoScalingTargetTrackingScalingPolicyConfigurationUpdateMembers};
const Shape kBackupArn = {.name = "BackupArn", .type = ShapeType::String, .min = 37, .max = 1024};
const Shape kBackupName = {.name = "BackupName", .type = ShapeType::String, .min = 3, .max = 255, .pattern = "[a-zA-Z0-9_.-]+"};
constexpr std::string_view kBackupTypeFilterValues[] = {"USER", "SYSTEM", "AWS_BACKUP", "ALL"};
const Shape kBackupTypeFilter = {.name = "BackupTypeFilter", .type = ShapeType::String, .values = kBackupTypeFilterValues};
const Shape kBackupsInputLimit = {.name = "BackupsInputLimit", .type = ShapeType::Integer, .min = 1, .max = 100};
constexpr Member kBatchExecuteStatementInputMembers[] = {
    {"Statements", &kPartiQLBatchRequest, true},
    {"ReturnConsumedCapacity", &kReturnConsumedCapacity},
};
const Shape kBatchExecuteStatementInput = {.name = "BatchExecuteStatementInput", .type = ShapeType::Structure, .members = kBatchExecuteStatementInputMembers};
constexpr Member kBatchGetItemInputMembers[] = {
    {"RequestItems", &kBatchGetRequestMap, true},
    {"ReturnConsumedCapacity", &kReturnConsumedCapacity},
};
const Shape kBatchGetItemInput = {.name = "BatchGetItemInput", .type = ShapeType::Structure, .members = kBatchGetItemInputMembers};
const Shape kBatchGetRequestMap = {.name = "BatchGetRequestMap", .type = ShapeType::Map, .min = 1, .max = 100, .key = &kTableArn, .element = &kKeysAndAttributes};
constexpr Member kBatchStatementRequestMembers[] = {
    {"Statement", &kPartiQLStatement, true},
    {"Parameters", &kPreparedStatementParameters},
    {"ConsistentRead", &kConsistentRead},
    {"ReturnValuesOnConditionCheckFailure", &kReturnValuesOnConditionCheckFailure},
};
const Shape kBatchStatementRequest = {.name = "BatchStatementRequest", .type = ShapeType::Structure, .members = kBatchStatementRequestMembers};
constexpr Member kBatchWriteItemInputMembers[] = {
    {"RequestItems", &kBatchWriteItemRequestMap, true},
    {"ReturnConsumedCapacity", &kReturnConsumedCapacity},
    {"ReturnItemCollectionMetrics", &kReturnItemCollectionMetrics},
};
const Shape kBatchWriteItemInput = {.name = "BatchWriteItemInput", .type = ShapeType::Structure, .members = kBatchWriteItemInputMembers};
const Shape kBatchWriteItemRequestMap = {.name = "BatchWriteItemRequestMap", .type = ShapeType::Map, .min = 1, .max = 25, .key = &kTableArn, .element = &kWriteRequests};
constexpr std::string_view kBillingModeValues[] = {"PROVISIONED", "PAY_PER_REQUEST"};
const Shape kBillingMode = {.name = "BillingMode", .type = ShapeType::String, .values = kBillingModeValues};
const Shape kBinaryAttributeValue = {.name = "BinaryAttributeValue", .type = ShapeType::Blob};
const Shape kBinarySetAttributeValue = {.name = "BinarySetAttributeValue", .type = ShapeType::List, .element = &kBinaryAttributeValue};
const Shape kBooleanAttributeValue = {.name = "BooleanAttributeValue", .type = ShapeType::Boolean};
const Shape kBooleanObject = {.name = "BooleanObject", .type = ShapeType::Boolean};
const Shape kClientRequestToken = {.name = "ClientRequestToken", .type = ShapeType::String, .min = 1, .max = 36};
const Shape kClientToken = {.name = "ClientToken", .type = ShapeType::String, .pattern = "^[^\\$]+$"};
constexpr std::string_view kComparisonOperatorValues[] = {"EQ", "NE", "IN", "LE", "LT", "GE", "GT", "BETWEEN", "NOT_NULL", "NULL", "CONTAINS", "NOT_CONTAINS", "BEGINS_WITH"};
const Shape kComparisonOperator = {.name = "ComparisonOperator", .type = ShapeType::String, .values = kComparisonOperatorValues};
constexpr Member kConditionMembers[] = {
    {"AttributeValueList", &kAttributeValueList},
    {"ComparisonOperator", &kComparisonOperator, true},
};
const Shape kCondition = {.name = "Condition", .type = ShapeType::Structure, .members = kConditionMembers};
constexpr Member kConditionCheckMembers[] = {
    {"Key", &kKey, true},
    {"TableName", &kTableArn, true},
    {"ConditionExpression", &kConditionExpression, true},
    {"ExpressionAttributeNames", &kExpressionAttributeNameMap},
    {"ExpressionAttributeValues", &kExpressionAttributeValueMap},
    {"ReturnValuesOnConditionCheckFailure", &kReturnValuesOnConditionCheckFailure},
};
const Shape kConditionCheck = {.name = "ConditionCheck", .type = ShapeType::Structure, .members = kConditionCheckMembers};
const Shape kConditionExpression = {.name = "ConditionExpression", .type = ShapeType::String};
constexpr std::string_view kConditionalOperatorValues[] = {"AND", "OR"};
const Shape kConditionalOperator = {.name = "ConditionalOperator", .type = ShapeType::String, .values = kConditionalOperatorValues};
const Shape kConfirmRemoveSelfResourceAccess = {.name = "ConfirmRemoveSelfResourceAccess", .type = ShapeType::Boolean};
const Shape kConsistentRead = {.name = "ConsistentRead", .type = ShapeType::Boolean};
constexpr std::string_view kContributorInsightsActionValues[] = {"ENABLE", "DISABLE"};
const Shape kContributorInsightsAction = {.name = "ContributorInsightsAction", .type = ShapeType::String, .values = kContributorInsightsActionValues};
constexpr std::string_view kContributorInsightsModeValues[] = {"ACCESSED_AND_THROTTLED_KEYS", "THROTTLED_KEYS"};
const Shape kContributorInsightsMode = {.name = "ContributorInsightsMode", .type = ShapeType::String, .values = kContributorInsightsModeValues};
constexpr Member kCreateBackupInputMembers[] = {
    {"TableName", &kTableArn, true},
    {"BackupName", &kBackupName, true},
};
const Shape kCreateBackupInput = {.name = "CreateBackupInput", .type = ShapeType::Structure, .members = kCreateBackupInputMembers};
constexpr Member kCreateGlobalSecondaryIndexActionMembers[] = {
    {"IndexName", &kIndexName, true},
    {"KeySchema", &kKeySchema, true},
    {"Projection", &kProjection, true},
    {"ProvisionedThroughput", &kProvisionedThroughput},
    {"OnDemandThroughput", &kOnDemandThroughput},
    {"WarmThroughput", &kWarmThroughput},
};
const Shape kCreateGlobalSecondaryIndexAction = {.name = "CreateGlobalSecondaryIndexAction", .type = ShapeType::Structure, .members = kCreateGlobalSecondaryIndexActionMembers};
constexpr Member kCreateGlobalTableInputMembers[] = {
    {"GlobalTableName", &kTableName, true},
    {"ReplicationGroup", &kReplicaList, true},
};
const Shape kCreateGlobalTableInput = {.name = "CreateGlobalTableInput", .type = ShapeType::Structure, .members = kCreateGlobalTableInputMembers};
constexpr Member kCreateGlobalTableWitnessGroupMemberActionMembers[] = {
    {"RegionName", &kRegionName, true},
};
const Shape kCreateGlobalTableWitnessGroupMemberAction = {.name = "CreateGlobalTableWitnessGroupMemberAction", .type = ShapeType::Structure, .members = kCreateGlobalTableWitnessGroupMemberActionMembers};
constexpr Member kCreateReplicaActionMembers[] = {
    {"RegionName", &kRegionName, true},
};
const Shape kCreateReplicaAction = {.name = "CreateReplicaAction", .type = ShapeType::Structure, .members = kCreateReplicaActionMembers};
constexpr Member kCreateReplicationGroupMemberActionMembers[] = {
    {"RegionName", &kRegionName, true},
    {"KMSMasterKeyId", &kKMSMasterKeyId},
    {"ProvisionedThroughputOverride", &kProvisionedThroughputOverride},
    {"OnDemandThroughputOverride", &kOnDemandThroughputOverride},
    {"GlobalSecondaryIndexes", &kReplicaGlobalSecondaryIndexList},
    {"TableClassOverride", &kTableClass},
};
const Shape kCreateReplicationGroupMemberAction = {.name = "CreateReplicationGroupMemberAction", .type = ShapeType::Structure, .members = kCreateReplicationGroupMemberActionMembers};
constexpr Member kCreateTableInputMembers[] = {
    {"AttributeDefinitions", &kAttributeDefinitions},
    {"TableName", &kTableArn, true},
    {"KeySchema", &kKeySchema},
    {"LocalSecondaryIndexes", &kLocalSecondaryIndexList},
    {"GlobalSecondaryIndexes", &kGlobalSecondaryIndexList},
    {"BillingMode", &kBillingMode},
    {"ProvisionedThroughput", &kProvisionedThroughput},
    {"StreamSpecification", &kStreamSpecification},
    {"SSESpecification", &kSSESpecification},
    {"Tags", &kTagList},
    {"TableClass", &kTableClass},
    {"DeletionProtectionEnabled", &kDeletionProtectionEnabled},
    {"WarmThroughput", &kWarmThroughput},
    {"ResourcePolicy", &kResourcePolicy},
    {"OnDemandThroughput", &kOnDemandThroughput},
    {"GlobalTableSourceArn", &kTableArn},
    {"GlobalTableSettingsReplicationMode", &kGlobalTableSettingsReplicationMode},
    {"VectorIndexes", &kVectorIndexList},
};
const Shape kCreateTableInput = {.name = "CreateTableInput", .type = ShapeType::Structure, .members = kCreateTableInputMembers};
constexpr Member kCreateVectorIndexActionMembers[] = {
    {"IndexName", &kIndexName, true},
    {"VectorAttribute", &kVectorAttributeDefinition, true},
    {"SearchSchema", &kSearchSchema},
    {"Projection", &kProjection, true},
    {"Dimensions", &kPositiveLongObject, true},
    {"DistanceFunction", &kVectorDistanceFunction, true},
};
const Shape kCreateVectorIndexAction = {.name = "CreateVectorIndexAction", .type = ShapeType::Structure, .members = kCreateVectorIndexActionMembers};
const Shape kCsvDelimiter = {.name = "CsvDelimiter", .type = ShapeType::String, .min = 1, .max = 1, .pattern = "[,;:|\\t ]"};
const Shape kCsvHeader = {.name = "CsvHeader", .type = ShapeType::String, .min = 1, .max = 65536, .pattern = "[\\x20-\\x21\\x23-\\x2B\\x2D-\\x7E]*"};
const Shape kCsvHeaderList = {.name = "CsvHeaderList", .type = ShapeType::List, .min = 1, .max = 255, .element = &kCsvHeader};
constexpr Member kCsvOptionsMembers[] = {
    {"Delimiter", &kCsvDelimiter},
    {"HeaderList", &kCsvHeaderList},
};
const Shape kCsvOptions = {.name = "CsvOptions", .type = ShapeType::Structure, .members = kCsvOptionsMembers};
const Shape kDate = {.name = "Date", .type = ShapeType::Timestamp};
constexpr Member kDeleteMembers[] = {
    {"Key", &kKey, true},
    {"TableName", &kTableArn, true},
    {"ConditionExpression", &kConditionExpression},
    {"ExpressionAttributeNames", &kExpressionAttributeNameMap},
    {"ExpressionAttributeValues", &kExpressionAttributeValueMap},
    {"ReturnValuesOnConditionCheckFailure", &kReturnValuesOnConditionCheckFailure},
};
const Shape kDelete = {.name = "Delete", .type = ShapeType::Structure, .members = kDeleteMembers};
constexpr Member kDeleteBackupInputMembers[] = {
    {"BackupArn", &kBackupArn, true},
};
const Shape kDeleteBackupInput = {.name = "DeleteBackupInput", .type = ShapeType::Structure, .members = kDeleteBackupInputMembers};
constexpr Member kDeleteGlobalSecondaryIndexActionMembers[] = {
    {"IndexName", &kIndexName, true},
};
const Shape kDeleteGlobalSecondaryIndexAction = {.name = "DeleteGlobalSecondaryIndexAction", .type = ShapeType::Structure, .members = kDeleteGlobalSecondaryIndexActionMembers};
constexpr Member kDeleteGlobalTableWitnessGroupMemberActionMembers[] = {
    {"RegionName", &kRegionName, true},
};
const Shape kDeleteGlobalTableWitnessGroupMemberAction = {.name = "DeleteGlobalTableWitnessGroupMemberAction", .type = ShapeType::Structure, .members = kDeleteGlobalTableWitnessGroupMemberActionMembers};
constexpr Member kDeleteItemInputMembers[] = {
    {"TableName", &kTableArn, true},
    {"Key", &kKey, true},
    {"Expected", &kExpectedAttributeMap},
    {"ConditionalOperator", &kConditionalOperator},
    {"ReturnValues", &kReturnValue},
    {"ReturnConsumedCapacity", &kReturnConsumedCapacity},
    {"ReturnItemCollectionMetrics", &kReturnItemCollectionMetrics},
    {"ConditionExpression", &kConditionExpression},
    {"ExpressionAttributeNames", &kExpressionAttributeNameMap},
    {"ExpressionAttributeValues", &kExpressionAttributeValueMap},
    {"ReturnValuesOnConditionCheckFailure", &kReturnValuesOnConditionCheckFailure},
};
const Shape kDeleteItemInput = {.name = "DeleteItemInput", .type = ShapeType::Structure, .members = kDeleteItemInputMembers};
constexpr Member kDeleteReplicaActionMembers[] = {
    {"RegionName", &kRegionName, true},
};
const Shape kDeleteReplicaAction = {.name = "DeleteReplicaAction", .type = ShapeType::Structure, .members = kDeleteReplicaActionMembers};
constexpr Member kDeleteReplicationGroupMemberActionMembers[] = {
    {"RegionName", &kRegionName, true},
};
const Shape kDeleteReplicationGroupMemberAction = {.name = "DeleteReplicationGroupMemberAction", .type = ShapeType::Structure, .members = kDeleteReplicationGroupMemberActionMembers};
constexpr Member kDeleteRequestMembers[] = {
    {"Key", &kKey, true},
};
const Shape kDeleteRequest = {.name = "DeleteRequest", .type = ShapeType::Structure, .members = kDeleteRequestMembers};
constexpr Member kDeleteResourcePolicyInputMembers[] = {
    {"ResourceArn", &kResourceArnString, true},
    {"ExpectedRevisionId", &kPolicyRevisionId},
};
const Shape kDeleteResourcePolicyInput = {.name = "DeleteResourcePolicyInput", .type = ShapeType::Structure, .members = kDeleteResourcePolicyInputMembers};
constexpr Member kDeleteTableInputMembers[] = {
    {"TableName", &kTableArn, true},
};
const Shape kDeleteTableInput = {.name = "DeleteTableInput", .type = ShapeType::Structure, .members = kDeleteTableInputMembers};
constexpr Member kDeleteVectorIndexActionMembers[] = {
    {"IndexName", &kIndexName, true},
};
const Shape kDeleteVectorIndexAction = {.name = "DeleteVectorIndexAction", .type = ShapeType::Structure, .members = kDeleteVectorIndexActionMembers};
const Shape kDeletionProtectionEnabled = {.name = "DeletionProtectionEnabled", .type = ShapeType::Boolean};
constexpr Member kDescribeBackupInputMembers[] = {
    {"BackupArn", &kBackupArn, true},
};
const Shape kDescribeBackupInput = {.name = "DescribeBackupInput", .type = ShapeType::Structure, .members = kDescribeBackupInputMembers};
constexpr Member kDescribeContinuousBackupsInputMembers[] = {
    {"TableName", &kTableArn, true},
};
const Shape kDescribeContinuousBackupsInput = {.name = "DescribeContinuousBackupsInput", .type = ShapeType::Structure, .members = kDescribeContinuousBackupsInputMembers};
constexpr Member kDescribeContributorInsightsInputMembers[] = {
    {"TableName", &kTableArn, true},
    {"IndexName", &kIndexName},
};
const Shape kDescribeContributorInsightsInput = {.name = "DescribeContributorInsightsInput", .type = ShapeType::Structure, .members = kDescribeContributorInsightsInputMembers};
const Shape kDescribeEndpointsRequest = {.name = "DescribeEndpointsRequest", .type = ShapeType::Structure};
constexpr Member kDescribeExportInputMembers[] = {
    {"ExportArn", &kExportArn, true},
};
const Shape kDescribeExportInput = {.name = "DescribeExportInput", .type = ShapeType::Structure, .members = kDescribeExportInputMembers};
constexpr Member kDescribeGlobalTableInputMembers[] = {
    {"GlobalTableName", &kTableName, true},
};
const Shape kDescribeGlobalTableInput = {.name = "DescribeGlobalTableInput", .type = ShapeType::Structure, .members = kDescribeGlobalTableInputMembers};
constexpr Member kDescribeGlobalTableSettingsInputMembers[] = {
    {"GlobalTableName", &kTableName, true},
};
const Shape kDescribeGlobalTableSettingsInput = {.name = "DescribeGlobalTableSettingsInput", .type = ShapeType::Structure, .members = kDescribeGlobalTableSettingsInputMembers};
constexpr Member kDescribeImportInputMembers[] = {
    {"ImportArn", &kImportArn, true},
};
const Shape kDescribeImportInput = {.name = "DescribeImportInput", .type = ShapeType::Structure, .members = kDescribeImportInputMembers};
constexpr Member kDescribeKinesisStreamingDestinationInputMembers[] = {
    {"TableName", &kTableArn, true},
};
const Shape kDescribeKinesisStreamingDestinationInput = {.name = "DescribeKinesisStreamingDestinationInput", .type = ShapeType::Structure, .members = kDescribeKinesisStreamingDestinationInputMembers};
const Shape kDescribeLimitsInput = {.name = "DescribeLimitsInput", .type = ShapeType::Structure};
constexpr Member kDescribeStreamInputMembers[] = {
    {"StreamArn", &kStreamArn, true},
    {"Limit", &kPositiveIntegerObject},
    {"ExclusiveStartShardId", &kShardId},
    {"ShardFilter", &kShardFilter},
};
const Shape kDescribeStreamInput = {.name = "DescribeStreamInput", .type = ShapeType::Structure, .members = kDescribeStreamInputMembers};
constexpr Member kDescribeTableInputMembers[] = {
    {"TableName", &kTableArn, true},
};
const Shape kDescribeTableInput = {.name = "DescribeTableInput", .type = ShapeType::Structure, .members = kDescribeTableInputMembers};
constexpr Member kDescribeTableReplicaAutoScalingInputMembers[] = {
    {"TableName", &kTableArn, true},
};
const Shape kDescribeTableReplicaAutoScalingInput = {.name = "DescribeTableReplicaAutoScalingInput", .type = ShapeType::Structure, .members = kDescribeTableReplicaAutoScalingInputMembers};
constexpr Member kDescribeTimeToLiveInputMembers[] = {
    {"TableName", &kTableArn, true},
};
const Shape kDescribeTimeToLiveInput = {.name = "DescribeTimeToLiveInput", .type = ShapeType::Structure, .members = kDescribeTimeToLiveInputMembers};
const Shape kDoubleObject = {.name = "DoubleObject", .type = ShapeType::Double};
constexpr Member kEnableKinesisStreamingConfigurationMembers[] = {
    {"ApproximateCreationDateTimePrecision", &kApproximateCreationDateTimePrecision},
};
const Shape kEnableKinesisStreamingConfiguration = {.name = "EnableKinesisStreamingConfiguration", .type = ShapeType::Structure, .members = kEnableKinesisStreamingConfigurationMembers};
constexpr Member kExecuteStatementInputMembers[] = {
    {"Statement", &kPartiQLStatement, true},
    {"Parameters", &kPreparedStatementParameters},
    {"ConsistentRead", &kConsistentRead},
    {"NextToken", &kPartiQLNextToken},
    {"ReturnConsumedCapacity", &kReturnConsumedCapacity},
    {"Limit", &kPositiveIntegerObject},
    {"ReturnValuesOnConditionCheckFailure", &kReturnValuesOnConditionCheckFailure},
};
const Shape kExecuteStatementInput = {.name = "ExecuteStatementInput", .type = ShapeType::Structure, .members = kExecuteStatementInputMembers};
constexpr Member kExecuteTransactionInputMembers[] = {
    {"TransactStatements", &kParameterizedStatements, true},
    {"ClientRequestToken", &kClientRequestToken},
    {"ReturnConsumedCapacity", &kReturnConsumedCapacity},
};
const Shape kExecuteTransactionInput = {.name = "ExecuteTransactionInput", .type = ShapeType::Structure, .members = kExecuteTransactionInputMembers};
const Shape kExpectedAttributeMap = {.name = "ExpectedAttributeMap", .type = ShapeType::Map, .key = &kAttributeName, .element = &kExpectedAttributeValue};
constexpr Member kExpectedAttributeValueMembers[] = {
    {"Value", &kAttributeValue},
    {"Exists", &kBooleanObject},
    {"ComparisonOperator", &kComparisonOperator},
    {"AttributeValueList", &kAttributeValueList},
};
const Shape kExpectedAttributeValue = {.name = "ExpectedAttributeValue", .type = ShapeType::Structure, .members = kExpectedAttributeValueMembers};
const Shape kExportArn = {.name = "ExportArn", .type = ShapeType::String, .min = 37, .max = 1024};
constexpr std::string_view kExportFormatValues[] = {"DYNAMODB_JSON", "ION"};
const Shape kExportFormat = {.name = "ExportFormat", .type = ShapeType::String, .values = kExportFormatValues};
const Shape kExportFromTime = {.name = "ExportFromTime", .type = ShapeType::Timestamp};
const Shape kExportNextToken = {.name = "ExportNextToken", .type = ShapeType::String};
constexpr Member kExportTableToPointInTimeInputMembers[] = {
    {"TableArn", &kTableArn, true},
    {"ExportTime", &kExportTime},
    {"ClientToken", &kClientToken},
    {"S3Bucket", &kS3Bucket, true},
    {"S3BucketOwner", &kS3BucketOwner},
    {"S3Prefix", &kS3Prefix},
    {"S3SseAlgorithm", &kS3SseAlgorithm},
    {"S3SseKmsKeyId", &kS3SseKmsKeyId},
    {"ExportFormat", &kExportFormat},
    {"ExportType", &kExportType},
    {"IncrementalExportSpecification", &kIncrementalExportSpecification},
};
const Shape kExportTableToPointInTimeInput = {.name = "ExportTableToPointInTimeInput", .type = ShapeType::Structure, .members = kExportTableToPointInTimeInputMembers};
const Shape kExportTime = {.name = "ExportTime", .type = ShapeType::Timestamp};
const Shape kExportToTime = {.name = "ExportToTime", .type = ShapeType::Timestamp};
constexpr std::string_view kExportTypeValues[] = {"FULL_EXPORT", "INCREMENTAL_EXPORT"};
const Shape kExportType = {.name = "ExportType", .type = ShapeType::String, .values = kExportTypeValues};
constexpr std::string_view kExportViewTypeValues[] = {"NEW_IMAGE", "NEW_AND_OLD_IMAGES"};
const Shape kExportViewType = {.name = "ExportViewType", .type = ShapeType::String, .values = kExportViewTypeValues};
const Shape kExpressionAttributeNameMap = {.name = "ExpressionAttributeNameMap", .type = ShapeType::Map, .key = &kExpressionAttributeNameVariable, .element = &kAttributeName};
const Shape kExpressionAttributeNameVariable = {.name = "ExpressionAttributeNameVariable", .type = ShapeType::String};
const Shape kExpressionAttributeValueMap = {.name = "ExpressionAttributeValueMap", .type = ShapeType::Map, .key = &kExpressionAttributeValueVariable, .element = &kAttributeValue};
const Shape kExpressionAttributeValueVariable = {.name = "ExpressionAttributeValueVariable", .type = ShapeType::String};
const Shape kFilterConditionMap = {.name = "FilterConditionMap", .type = ShapeType::Map, .key = &kAttributeName, .element = &kCondition};
constexpr Member kGetMembers[] = {
    {"Key", &kKey, true},
    {"TableName", &kTableArn, true},
    {"ProjectionExpression", &kProjectionExpression},
    {"ExpressionAttributeNames", &kExpressionAttributeNameMap},
};
const Shape kGet = {.name = "Get", .type = ShapeType::Structure, .members = kGetMembers};
constexpr Member kGetItemInputMembers[] = {
    {"TableName", &kTableArn, true},
    {"Key", &kKey, true},
    {"AttributesToGet", &kAttributeNameList},
    {"ConsistentRead", &kConsistentRead},
    {"ReturnConsumedCapacity", &kReturnConsumedCapacity},
    {"ProjectionExpression", &kProjectionExpression},
    {"ExpressionAttributeNames", &kExpressionAttributeNameMap},
};
const Shape kGetItemInput = {.name = "GetItemInput", .type = ShapeType::Structure, .members = kGetItemInputMembers};
constexpr Member kGetRecordsInputMembers[] = {
    {"ShardIterator", &kShardIterator, true},
    {"Limit", &kPositiveIntegerObject},
};
const Shape kGetRecordsInput = {.name = "GetRecordsInput", .type = ShapeType::Structure, .members = kGetRecordsInputMembers};
constexpr Member kGetResourcePolicyInputMembers[] = {
    {"ResourceArn", &kResourceArnString, true},
};
const Shape kGetResourcePolicyInput = {.name = "GetResourcePolicyInput", .type = ShapeType::Structure, .members = kGetResourcePolicyInputMembers};
constexpr Member kGetShardIteratorInputMembers[] = {
    {"StreamArn", &kStreamArn, true},
    {"ShardId", &kShardId, true},
    {"ShardIteratorType", &kShardIteratorType, true},
    {"SequenceNumber", &kSequenceNumber},
};
const Shape kGetShardIteratorInput = {.name = "GetShardIteratorInput", .type = ShapeType::Structure, .members = kGetShardIteratorInputMembers};
constexpr Member kGlobalSecondaryIndexMembers[] = {
    {"IndexName", &kIndexName, true},
    {"KeySchema", &kKeySchema, true},
    {"Projection", &kProjection, true},
    {"ProvisionedThroughput", &kProvisionedThroughput},
    {"OnDemandThroughput", &kOnDemandThroughput},
    {"WarmThroughput", &kWarmThroughput},
};
const Shape kGlobalSecondaryIndex = {.name = "GlobalSecondaryIndex", .type = ShapeType::Structure, .members = kGlobalSecondaryIndexMembers};
constexpr Member kGlobalSecondaryIndexAutoScalingUpdateMembers[] = {
    {"IndexName", &kIndexName},
    {"ProvisionedWriteCapacityAutoScalingUpdate", &kAutoScalingSettingsUpdate},
};
const Shape kGlobalSecondaryIndexAutoScalingUpdate = {.name = "GlobalSecondaryIndexAutoScalingUpdate", .type = ShapeType::Structure, .members = kGlobalSecondaryIndexAutoScalingUpdateMembers};
const Shape kGlobalSecondaryIndexAutoScalingUpdateList = {.name = "GlobalSecondaryIndexAutoScalingUpdateList", .type = ShapeType::List, .min = 1, .element = &kGlobalSecondaryIndexAutoScalingUpdate};
const Shape kGlobalSecondaryIndexList = {.name = "GlobalSecondaryIndexList", .type = ShapeType::List, .element = &kGlobalSecondaryIndex};
constexpr Member kGlobalSecondaryIndexUpdateMembers[] = {
    {"Update", &kUpdateGlobalSecondaryIndexAction},
    {"Create", &kCreateGlobalSecondaryIndexAction},
    {"Delete", &kDeleteGlobalSecondaryIndexAction},
};
const Shape kGlobalSecondaryIndexUpdate = {.name = "GlobalSecondaryIndexUpdate", .type = ShapeType::Structure, .members = kGlobalSecondaryIndexUpdateMembers};
const Shape kGlobalSecondaryIndexUpdateList = {.name = "GlobalSecondaryIndexUpdateList", .type = ShapeType::List, .element = &kGlobalSecondaryIndexUpdate};
constexpr Member kGlobalTableGlobalSecondaryIndexSettingsUpdateMembers[] = {
    {"IndexName", &kIndexName, true},
    {"ProvisionedWriteCapacityUnits", &kPositiveLongObject},
    {"ProvisionedWriteCapacityAutoScalingSettingsUpdate", &kAutoScalingSettingsUpdate},
};
const Shape kGlobalTableGlobalSecondaryIndexSettingsUpdate = {.name = "GlobalTableGlobalSecondaryIndexSettingsUpdate", .type = ShapeType::Structure, .members = kGlobalTableGlobalSecondaryIndexSettingsUpdateMembers};
const Shape kGlobalTableGlobalSecondaryIndexSettingsUpdateList = {.name = "GlobalTableGlobalSecondaryIndexSettingsUpdateList", .type = ShapeType::List, .min = 1, .max = 20, .element = &kGlobalTableGlobalSecondaryIndexSettingsUpdate};
constexpr std::string_view kGlobalTableSettingsReplicationModeValues[] = {"ENABLED", "DISABLED", "ENABLED_WITH_OVERRIDES"};
const Shape kGlobalTableSettingsReplicationMode = {.name = "GlobalTableSettingsReplicationMode", .type = ShapeType::String, .values = kGlobalTableSettingsReplicationModeValues};
constexpr Member kGlobalTableWitnessGroupUpdateMembers[] = {
    {"Create", &kCreateGlobalTableWitnessGroupMemberAction},
    {"Delete", &kDeleteGlobalTableWitnessGroupMemberAction},
};
const Shape kGlobalTableWitnessGroupUpdate = {.name = "GlobalTableWitnessGroupUpdate", .type = ShapeType::Structure, .members = kGlobalTableWitnessGroupUpdateMembers};
const Shape kGlobalTableWitnessGroupUpdateList = {.name = "GlobalTableWitnessGroupUpdateList", .type = ShapeType::List, .min = 1, .max = 1, .element = &kGlobalTableWitnessGroupUpdate};
const Shape kImportArn = {.name = "ImportArn", .type = ShapeType::String, .min = 37, .max = 1024};
const Shape kImportNextToken = {.name = "ImportNextToken", .type = ShapeType::String, .min = 112, .max = 1024, .pattern = "([0-9a-f]{16})+"};
constexpr Member kImportTableInputMembers[] = {
    {"ClientToken", &kClientToken},
    {"S3BucketSource", &kS3BucketSource, true},
    {"InputFormat", &kInputFormat, true},
    {"InputFormatOptions", &kInputFormatOptions},
    {"InputCompressionType", &kInputCompressionType},
    {"TableCreationParameters", &kTableCreationParameters, true},
};
const Shape kImportTableInput = {.name = "ImportTableInput", .type = ShapeType::Structure, .members = kImportTableInputMembers};
constexpr Member kIncrementalExportSpecificationMembers[] = {
    {"ExportFromTime", &kExportFromTime},
    {"ExportToTime", &kExportToTime},
    {"ExportViewType", &kExportViewType},
};
const Shape kIncrementalExportSpecification = {.name = "IncrementalExportSpecification", .type = ShapeType::Structure, .members = kIncrementalExportSpecificationMembers};
const Shape kIndexName = {.name = "IndexName", .type = ShapeType::String, .min = 3, .max = 255, .pattern = "[a-zA-Z0-9_.-]+"};
constexpr std::string_view kInputCompressionTypeValues[] = {"GZIP", "ZSTD", "NONE"};
const Shape kInputCompressionType = {.name = "InputCompressionType", .type = ShapeType::String, .values = kInputCompressionTypeValues};
constexpr std::string_view kInputFormatValues[] = {"DYNAMODB_JSON", "ION", "CSV"};
const Shape kInputFormat = {.name = "InputFormat", .type = ShapeType::String, .values = kInputFormatValues};
constexpr Member kInputFormatOptionsMembers[] = {
    {"Csv", &kCsvOptions},
};
const Shape kInputFormatOptions = {.name = "InputFormatOptions", .type = ShapeType::Structure, .members = kInputFormatOptionsMembers};
const Shape kIntegerObject = {.name = "IntegerObject", .type = ShapeType::Integer};
const Shape kKMSMasterKeyId = {.name = "KMSMasterKeyId", .type = ShapeType::String};
const Shape kKey = {.name = "Key", .type = ShapeType::Map, .key = &kAttributeName, .element = &kAttributeValue};
const Shape kKeyConditions = {.name = "KeyConditions", .type = ShapeType::Map, .key = &kAttributeName, .element = &kCondition};
const Shape kKeyExpression = {.name = "KeyExpression", .type = ShapeType::String};
const Shape kKeyList = {.name = "KeyList", .type = ShapeType::List, .min = 1, .max = 100, .element = &kKey};
const Shape kKeySchema = {.name = "KeySchema", .type = ShapeType::List, .min = 1, .element = &kKeySchemaElement};
const Shape kKeySchemaAttributeName = {.name = "KeySchemaAttributeName", .type = ShapeType::String, .min = 1, .max = 255};
constexpr Member kKeySchemaElementMembers[] = {
    {"AttributeName", &kKeySchemaAttributeName, true},
    {"KeyType", &kKeyType, true},
};
const Shape kKeySchemaElement = {.name = "KeySchemaElement", .type = ShapeType::Structure, .members = kKeySchemaElementMembers};
constexpr std::string_view kKeyTypeValues[] = {"HASH", "RANGE"};
const Shape kKeyType = {.name = "KeyType", .type = ShapeType::String, .values = kKeyTypeValues};
constexpr Member kKeysAndAttributesMembers[] = {
    {"Keys", &kKeyList, true},
    {"AttributesToGet", &kAttributeNameList},
    {"ConsistentRead", &kConsistentRead},
    {"ProjectionExpression", &kProjectionExpression},
    {"ExpressionAttributeNames", &kExpressionAttributeNameMap},
};
const Shape kKeysAndAttributes = {.name = "KeysAndAttributes", .type = ShapeType::Structure, .members = kKeysAndAttributesMembers};
constexpr Member kKinesisStreamingDestinationInputMembers[] = {
    {"TableName", &kTableArn, true},
    {"StreamArn", &kStreamArn, true},
    {"EnableKinesisStreamingConfiguration", &kEnableKinesisStreamingConfiguration},
};
const Shape kKinesisStreamingDestinationInput = {.name = "KinesisStreamingDestinationInput", .type = ShapeType::Structure, .members = kKinesisStreamingDestinationInputMembers};
const Shape kListAttributeValue = {.name = "ListAttributeValue", .type = ShapeType::List, .element = &kAttributeValue};
constexpr Member kListBackupsInputMembers[] = {
    {"TableName", &kTableArn},
    {"Limit", &kBackupsInputLimit},
    {"TimeRangeLowerBound", &kTimeRangeLowerBound},
    {"TimeRangeUpperBound", &kTimeRangeUpperBound},
    {"ExclusiveStartBackupArn", &kBackupArn},
    {"BackupType", &kBackupTypeFilter},
};
const Shape kListBackupsInput = {.name = "ListBackupsInput", .type = ShapeType::Structure, .members = kListBackupsInputMembers};
constexpr Member kListContributorInsightsInputMembers[] = {
    {"TableName", &kTableArn},
    {"NextToken", &kNextTokenString},
    {"MaxResults", &kListContributorInsightsLimit},
};
const Shape kListContributorInsightsInput = {.name = "ListContributorInsightsInput", .type = ShapeType::Structure, .members = kListContributorInsightsInputMembers};
const Shape kListContributorInsightsLimit = {.name = "ListContributorInsightsLimit", .type = ShapeType::Integer, .max = 100};
constexpr Member kListExportsInputMembers[] = {
    {"TableArn", &kTableArn},
    {"MaxResults", &kListExportsMaxLimit},
    {"NextToken", &kExportNextToken},
};
const Shape kListExportsInput = {.name = "ListExportsInput", .type = ShapeType::Structure, .members = kListExportsInputMembers};
const Shape kListExportsMaxLimit = {.name = "ListExportsMaxLimit", .type = ShapeType::Integer, .min = 1, .max = 25};
constexpr Member kListGlobalTablesInputMembers[] = {
    {"ExclusiveStartGlobalTableName", &kTableName},
    {"Limit", &kPositiveIntegerObject},
    {"RegionName", &kRegionName},
};
const Shape kListGlobalTablesInput = {.name = "ListGlobalTablesInput", .type = ShapeType::Structure, .members = kListGlobalTablesInputMembers};
constexpr Member kListImportsInputMembers[] = {
    {"TableArn", &kTableArn},
    {"PageSize", &kListImportsMaxLimit},
    {"NextToken", &kImportNextToken},
};
const Shape kListImportsInput = {.name = "ListImportsInput", .type = ShapeType::Structure, .members = kListImportsInputMembers};
const Shape kListImportsMaxLimit = {.name = "ListImportsMaxLimit", .type = ShapeType::Integer, .min = 1, .max = 25};
constexpr Member kListStreamsInputMembers[] = {
    {"TableName", &kTableName},
    {"Limit", &kPositiveIntegerObject},
    {"ExclusiveStartStreamArn", &kStreamArn},
};
const Shape kListStreamsInput = {.name = "ListStreamsInput", .type = ShapeType::Structure, .members = kListStreamsInputMembers};
constexpr Member kListTablesInputMembers[] = {
    {"ExclusiveStartTableName", &kTableName},
    {"Limit", &kListTablesInputLimit},
};
const Shape kListTablesInput = {.name = "ListTablesInput", .type = ShapeType::Structure, .members = kListTablesInputMembers};
const Shape kListTablesInputLimit = {.name = "ListTablesInputLimit", .type = ShapeType::Integer, .min = 1, .max = 100};
constexpr Member kListTagsOfResourceInputMembers[] = {
    {"ResourceArn", &kResourceArnString, true},
    {"NextToken", &kNextTokenString},
};
const Shape kListTagsOfResourceInput = {.name = "ListTagsOfResourceInput", .type = ShapeType::Structure, .members = kListTagsOfResourceInputMembers};
constexpr Member kLocalSecondaryIndexMembers[] = {
    {"IndexName", &kIndexName, true},
    {"KeySchema", &kKeySchema, true},
    {"Projection", &kProjection, true},
};
const Shape kLocalSecondaryIndex = {.name = "LocalSecondaryIndex", .type = ShapeType::Structure, .members = kLocalSecondaryIndexMembers};
const Shape kLocalSecondaryIndexList = {.name = "LocalSecondaryIndexList", .type = ShapeType::List, .element = &kLocalSecondaryIndex};
const Shape kLongObject = {.name = "LongObject", .type = ShapeType::Long};
const Shape kMapAttributeValue = {.name = "MapAttributeValue", .type = ShapeType::Map, .key = &kAttributeName, .element = &kAttributeValue};
constexpr std::string_view kMultiRegionConsistencyValues[] = {"EVENTUAL", "STRONG"};
const Shape kMultiRegionConsistency = {.name = "MultiRegionConsistency", .type = ShapeType::String, .values = kMultiRegionConsistencyValues};
const Shape kNextTokenString = {.name = "NextTokenString", .type = ShapeType::String};
const Shape kNonKeyAttributeName = {.name = "NonKeyAttributeName", .type = ShapeType::String, .min = 1, .max = 255};
const Shape kNonKeyAttributeNameList = {.name = "NonKeyAttributeNameList", .type = ShapeType::List, .min = 1, .max = 20, .element = &kNonKeyAttributeName};
const Shape kNullAttributeValue = {.name = "NullAttributeValue", .type = ShapeType::Boolean};
const Shape kNumberAttributeValue = {.name = "NumberAttributeValue", .type = ShapeType::String};
const Shape kNumberSetAttributeValue = {.name = "NumberSetAttributeValue", .type = ShapeType::List, .element = &kNumberAttributeValue};
constexpr Member kOnDemandThroughputMembers[] = {
    {"MaxReadRequestUnits", &kLongObject},
    {"MaxWriteRequestUnits", &kLongObject},
};
const Shape kOnDemandThroughput = {.name = "OnDemandThroughput", .type = ShapeType::Structure, .members = kOnDemandThroughputMembers};
constexpr Member kOnDemandThroughputOverrideMembers[] = {
    {"MaxReadRequestUnits", &kLongObject},
};
const Shape kOnDemandThroughputOverride = {.name = "OnDemandThroughputOverride", .type = ShapeType::Structure, .members = kOnDemandThroughputOverrideMembers};
constexpr Member kParameterizedStatementMembers[] = {
    {"Statement", &kPartiQLStatement, true},
    {"Parameters", &kPreparedStatementParameters},
    {"ReturnValuesOnConditionCheckFailure", &kReturnValuesOnConditionCheckFailure},
};
const Shape kParameterizedStatement = {.name = "ParameterizedStatement", .type = ShapeType::Structure, .members = kParameterizedStatementMembers};
const Shape kParameterizedStatements = {.name = "ParameterizedStatements", .type = ShapeType::List, .min = 1, .max = 100, .element = &kParameterizedStatement};
const Shape kPartiQLBatchRequest = {.name = "PartiQLBatchRequest", .type = ShapeType::List, .min = 1, .max = 25, .element = &kBatchStatementRequest};
const Shape kPartiQLNextToken = {.name = "PartiQLNextToken", .type = ShapeType::String, .min = 1, .max = 32768};
const Shape kPartiQLStatement = {.name = "PartiQLStatement", .type = ShapeType::String, .min = 1, .max = 8192};
constexpr Member kPointInTimeRecoverySpecificationMembers[] = {
    {"PointInTimeRecoveryEnabled", &kBooleanObject, true},
    {"RecoveryPeriodInDays", &kRecoveryPeriodInDays},
};
const Shape kPointInTimeRecoverySpecification = {.name = "PointInTimeRecoverySpecification", .type = ShapeType::Structure, .members = kPointInTimeRecoverySpecificationMembers};
const Shape kPolicyRevisionId = {.name = "PolicyRevisionId", .type = ShapeType::String, .min = 1, .max = 255};
const Shape kPositiveIntegerObject = {.name = "PositiveIntegerObject", .type = ShapeType::Integer, .min = 1};
const Shape kPositiveLongObject = {.name = "PositiveLongObject", .type = ShapeType::Long, .min = 1};
const Shape kPreparedStatementParameters = {.name = "PreparedStatementParameters", .type = ShapeType::List, .min = 1, .element = &kAttributeValue};
constexpr Member kProjectionMembers[] = {
    {"ProjectionType", &kProjectionType},
    {"NonKeyAttributes", &kNonKeyAttributeNameList},
};
const Shape kProjection = {.name = "Projection", .type = ShapeType::Structure, .members = kProjectionMembers};
const Shape kProjectionExpression = {.name = "ProjectionExpression", .type = ShapeType::String};
constexpr std::string_view kProjectionTypeValues[] = {"ALL", "KEYS_ONLY", "INCLUDE"};
const Shape kProjectionType = {.name = "ProjectionType", .type = ShapeType::String, .values = kProjectionTypeValues};
constexpr Member kProvisionedThroughputMembers[] = {
    {"ReadCapacityUnits", &kPositiveLongObject, true},
    {"WriteCapacityUnits", &kPositiveLongObject, true},
};
const Shape kProvisionedThroughput = {.name = "ProvisionedThroughput", .type = ShapeType::Structure, .members = kProvisionedThroughputMembers};
constexpr Member kProvisionedThroughputOverrideMembers[] = {
    {"ReadCapacityUnits", &kPositiveLongObject},
};
const Shape kProvisionedThroughputOverride = {.name = "ProvisionedThroughputOverride", .type = ShapeType::Structure, .members = kProvisionedThroughputOverrideMembers};
constexpr Member kPutMembers[] = {
    {"Item", &kPutItemInputAttributeMap, true},
    {"TableName", &kTableArn, true},
    {"ConditionExpression", &kConditionExpression},
    {"ExpressionAttributeNames", &kExpressionAttributeNameMap},
    {"ExpressionAttributeValues", &kExpressionAttributeValueMap},
    {"ReturnValuesOnConditionCheckFailure", &kReturnValuesOnConditionCheckFailure},
};
const Shape kPut = {.name = "Put", .type = ShapeType::Structure, .members = kPutMembers};
constexpr Member kPutItemInputMembers[] = {
    {"TableName", &kTableArn, true},
    {"Item", &kPutItemInputAttributeMap, true},
    {"Expected", &kExpectedAttributeMap},
    {"ReturnValues", &kReturnValue},
    {"ReturnConsumedCapacity", &kReturnConsumedCapacity},
    {"ReturnItemCollectionMetrics", &kReturnItemCollectionMetrics},
    {"ConditionalOperator", &kConditionalOperator},
    {"ConditionExpression", &kConditionExpression},
    {"ExpressionAttributeNames", &kExpressionAttributeNameMap},
    {"ExpressionAttributeValues", &kExpressionAttributeValueMap},
    {"ReturnValuesOnConditionCheckFailure", &kReturnValuesOnConditionCheckFailure},
};
const Shape kPutItemInput = {.name = "PutItemInput", .type = ShapeType::Structure, .members = kPutItemInputMembers};
const Shape kPutItemInputAttributeMap = {.name = "PutItemInputAttributeMap", .type = ShapeType::Map, .key = &kAttributeName, .element = &kAttributeValue};
constexpr Member kPutRequestMembers[] = {
    {"Item", &kPutItemInputAttributeMap, true},
};
const Shape kPutRequest = {.name = "PutRequest", .type = ShapeType::Structure, .members = kPutRequestMembers};
constexpr Member kPutResourcePolicyInputMembers[] = {
    {"ResourceArn", &kResourceArnString, true},
    {"Policy", &kResourcePolicy, true},
    {"ExpectedRevisionId", &kPolicyRevisionId},
    {"ConfirmRemoveSelfResourceAccess", &kConfirmRemoveSelfResourceAccess},
};
const Shape kPutResourcePolicyInput = {.name = "PutResourcePolicyInput", .type = ShapeType::Structure, .members = kPutResourcePolicyInputMembers};
constexpr Member kQueryInputMembers[] = {
    {"TableName", &kTableArn, true},
    {"IndexName", &kIndexName},
    {"Select", &kSelect},
    {"AttributesToGet", &kAttributeNameList},
    {"Limit", &kPositiveIntegerObject},
    {"ConsistentRead", &kConsistentRead},
    {"KeyConditions", &kKeyConditions},
    {"QueryFilter", &kFilterConditionMap},
    {"ConditionalOperator", &kConditionalOperator},
    {"ScanIndexForward", &kBooleanObject},
    {"ExclusiveStartKey", &kKey},
    {"ReturnConsumedCapacity", &kReturnConsumedCapacity},
    {"ProjectionExpression", &kProjectionExpression},
    {"FilterExpression", &kConditionExpression},
    {"KeyConditionExpression", &kKeyExpression},
    {"ExpressionAttributeNames", &kExpressionAttributeNameMap},
    {"ExpressionAttributeValues", &kExpressionAttributeValueMap},
};
const Shape kQueryInput = {.name = "QueryInput", .type = ShapeType::Structure, .members = kQueryInputMembers};
const Shape kRecoveryPeriodInDays = {.name = "RecoveryPeriodInDays", .type = ShapeType::Integer, .min = 1, .max = 35};
const Shape kRegionName = {.name = "RegionName", .type = ShapeType::String};
constexpr Member kReplicaMembers[] = {
    {"RegionName", &kRegionName},
};
const Shape kReplica = {.name = "Replica", .type = ShapeType::Structure, .members = kReplicaMembers};
constexpr Member kReplicaAutoScalingUpdateMembers[] = {
    {"RegionName", &kRegionName, true},
    {"ReplicaGlobalSecondaryIndexUpdates", &kReplicaGlobalSecondaryIndexAutoScalingUpdateList},
    {"ReplicaProvisionedReadCapacityAutoScalingUpdate", &kAutoScalingSettingsUpdate},
};
const Shape kReplicaAutoScalingUpdate = {.name = "ReplicaAutoScalingUpdate", .type = ShapeType::Structure, .members = kReplicaAutoScalingUpdateMembers};
const Shape kReplicaAutoScalingUpdateList = {.name = "ReplicaAutoScalingUpdateList", .type = ShapeType::List, .min = 1, .element = &kReplicaAutoScalingUpdate};
constexpr Member kReplicaGlobalSecondaryIndexMembers[] = {
    {"IndexName", &kIndexName, true},
    {"ProvisionedThroughputOverride", &kProvisionedThroughputOverride},
    {"OnDemandThroughputOverride", &kOnDemandThroughputOverride},
};
const Shape kReplicaGlobalSecondaryIndex = {.name = "ReplicaGlobalSecondaryIndex", .type = ShapeType::Structure, .members = kReplicaGlobalSecondaryIndexMembers};
constexpr Member kReplicaGlobalSecondaryIndexAutoScalingUpdateMembers[] = {
    {"IndexName", &kIndexName},
    {"ProvisionedReadCapacityAutoScalingUpdate", &kAutoScalingSettingsUpdate},
};
const Shape kReplicaGlobalSecondaryIndexAutoScalingUpdate = {.name = "ReplicaGlobalSecondaryIndexAutoScalingUpdate", .type = ShapeType::Structure, .members = kReplicaGlobalSecondaryIndexAutoScalingUpdateMembers};
const Shape kReplicaGlobalSecondaryIndexAutoScalingUpdateList = {.name = "ReplicaGlobalSecondaryIndexAutoScalingUpdateList", .type = ShapeType::List, .element = &kReplicaGlobalSecondaryIndexAutoScalingUpdate};
const Shape kReplicaGlobalSecondaryIndexList = {.name = "ReplicaGlobalSecondaryIndexList", .type = ShapeType::List, .min = 1, .element = &kReplicaGlobalSecondaryIndex};
constexpr Member kReplicaGlobalSecondaryIndexSettingsUpdateMembers[] = {
    {"IndexName", &kIndexName, true},
    {"ProvisionedReadCapacityUnits", &kPositiveLongObject},
    {"ProvisionedReadCapacityAutoScalingSettingsUpdate", &kAutoScalingSettingsUpdate},
};
const Shape kReplicaGlobalSecondaryIndexSettingsUpdate = {.name = "ReplicaGlobalSecondaryIndexSettingsUpdate", .type = ShapeType::Structure, .members = kReplicaGlobalSecondaryIndexSettingsUpdateMembers};
const Shape kReplicaGlobalSecondaryIndexSettingsUpdateList = {.name = "ReplicaGlobalSecondaryIndexSettingsUpdateList", .type = ShapeType::List, .min = 1, .max = 20, .element = &kReplicaGlobalSecondaryIndexSettingsUpdate};
const Shape kReplicaList = {.name = "ReplicaList", .type = ShapeType::List, .element = &kReplica};
constexpr Member kReplicaSettingsUpdateMembers[] = {
    {"RegionName", &kRegionName, true},
    {"ReplicaProvisionedReadCapacityUnits", &kPositiveLongObject},
    {"ReplicaProvisionedReadCapacityAutoScalingSettingsUpdate", &kAutoScalingSettingsUpdate},
    {"ReplicaGlobalSecondaryIndexSettingsUpdate", &kReplicaGlobalSecondaryIndexSettingsUpdateList},
    {"ReplicaTableClass", &kTableClass},
};
const Shape kReplicaSettingsUpdate = {.name = "ReplicaSettingsUpdate", .type = ShapeType::Structure, .members = kReplicaSettingsUpdateMembers};
const Shape kReplicaSettingsUpdateList = {.name = "ReplicaSettingsUpdateList", .type = ShapeType::List, .min = 1, .max = 50, .element = &kReplicaSettingsUpdate};
constexpr Member kReplicaUpdateMembers[] = {
    {"Create", &kCreateReplicaAction},
    {"Delete", &kDeleteReplicaAction},
};
const Shape kReplicaUpdate = {.name = "ReplicaUpdate", .type = ShapeType::Structure, .members = kReplicaUpdateMembers};
const Shape kReplicaUpdateList = {.name = "ReplicaUpdateList", .type = ShapeType::List, .element = &kReplicaUpdate};
constexpr Member kReplicationGroupUpdateMembers[] = {
    {"Create", &kCreateReplicationGroupMemberAction},
    {"Update", &kUpdateReplicationGroupMemberAction},
    {"Delete", &kDeleteReplicationGroupMemberAction},
};
const Shape kReplicationGroupUpdate = {.name = "ReplicationGroupUpdate", .type = ShapeType::Structure, .members = kReplicationGroupUpdateMembers};
const Shape kReplicationGroupUpdateList = {.name = "ReplicationGroupUpdateList", .type = ShapeType::List, .min = 1, .element = &kReplicationGroupUpdate};
const Shape kResourceArnString = {.name = "ResourceArnString", .type = ShapeType::String, .min = 1, .max = 1283};
const Shape kResourcePolicy = {.name = "ResourcePolicy", .type = ShapeType::String};
constexpr Member kRestoreTableFromBackupInputMembers[] = {
    {"TargetTableName", &kTableName, true},
    {"BackupArn", &kBackupArn, true},
    {"BillingModeOverride", &kBillingMode},
    {"GlobalSecondaryIndexOverride", &kGlobalSecondaryIndexList},
    {"LocalSecondaryIndexOverride", &kLocalSecondaryIndexList},
    {"ProvisionedThroughputOverride", &kProvisionedThroughput},
    {"OnDemandThroughputOverride", &kOnDemandThroughput},
    {"SSESpecificationOverride", &kSSESpecification},
    {"VectorIndexOverride", &kVectorIndexList},
};
const Shape kRestoreTableFromBackupInput = {.name = "RestoreTableFromBackupInput", .type = ShapeType::Structure, .members = kRestoreTableFromBackupInputMembers};
constexpr Member kRestoreTableToPointInTimeInputMembers[] = {
    {"SourceTableArn", &kTableArn},
    {"SourceTableName", &kTableName},
    {"TargetTableName", &kTableName, true},
    {"UseLatestRestorableTime", &kBooleanObject},
    {"RestoreDateTime", &kDate},
    {"BillingModeOverride", &kBillingMode},
    {"GlobalSecondaryIndexOverride", &kGlobalSecondaryIndexList},
    {"LocalSecondaryIndexOverride", &kLocalSecondaryIndexList},
    {"ProvisionedThroughputOverride", &kProvisionedThroughput},
    {"OnDemandThroughputOverride", &kOnDemandThroughput},
    {"SSESpecificationOverride", &kSSESpecification},
    {"VectorIndexOverride", &kVectorIndexList},
};
const Shape kRestoreTableToPointInTimeInput = {.name = "RestoreTableToPointInTimeInput", .type = ShapeType::Structure, .members = kRestoreTableToPointInTimeInputMembers};
constexpr std::string_view kReturnConsumedCapacityValues[] = {"INDEXES", "TOTAL", "NONE"};
const Shape kReturnConsumedCapacity = {.name = "ReturnConsumedCapacity", .type = ShapeType::String, .values = kReturnConsumedCapacityValues};
constexpr std::string_view kReturnItemCollectionMetricsValues[] = {"SIZE", "NONE"};
const Shape kReturnItemCollectionMetrics = {.name = "ReturnItemCollectionMetrics", .type = ShapeType::String, .values = kReturnItemCollectionMetricsValues};
constexpr std::string_view kReturnValueValues[] = {"NONE", "ALL_OLD", "UPDATED_OLD", "ALL_NEW", "UPDATED_NEW"};
const Shape kReturnValue = {.name = "ReturnValue", .type = ShapeType::String, .values = kReturnValueValues};
constexpr std::string_view kReturnValuesOnConditionCheckFailureValues[] = {"ALL_OLD", "NONE"};
const Shape kReturnValuesOnConditionCheckFailure = {.name = "ReturnValuesOnConditionCheckFailure", .type = ShapeType::String, .values = kReturnValuesOnConditionCheckFailureValues};
const Shape kS3Bucket = {.name = "S3Bucket", .type = ShapeType::String, .max = 255, .pattern = "^[a-z0-9A-Z]+[\\.\\-\\w]*[a-z0-9A-Z]+$"};
const Shape kS3BucketOwner = {.name = "S3BucketOwner", .type = ShapeType::String, .pattern = "[0-9]{12}"};
constexpr Member kS3BucketSourceMembers[] = {
    {"S3BucketOwner", &kS3BucketOwner},
    {"S3Bucket", &kS3Bucket, true},
    {"S3KeyPrefix", &kS3Prefix},
};
const Shape kS3BucketSource = {.name = "S3BucketSource", .type = ShapeType::Structure, .members = kS3BucketSourceMembers};
const Shape kS3Prefix = {.name = "S3Prefix", .type = ShapeType::String, .max = 1024};
constexpr std::string_view kS3SseAlgorithmValues[] = {"AES256", "KMS"};
const Shape kS3SseAlgorithm = {.name = "S3SseAlgorithm", .type = ShapeType::String, .values = kS3SseAlgorithmValues};
const Shape kS3SseKmsKeyId = {.name = "S3SseKmsKeyId", .type = ShapeType::String, .min = 1, .max = 2048};
const Shape kSSEEnabled = {.name = "SSEEnabled", .type = ShapeType::Boolean};
constexpr Member kSSESpecificationMembers[] = {
    {"Enabled", &kSSEEnabled},
    {"SSEType", &kSSEType},
    {"KMSMasterKeyId", &kKMSMasterKeyId},
};
const Shape kSSESpecification = {.name = "SSESpecification", .type = ShapeType::Structure, .members = kSSESpecificationMembers};
constexpr std::string_view kSSETypeValues[] = {"AES256", "KMS"};
const Shape kSSEType = {.name = "SSEType", .type = ShapeType::String, .values = kSSETypeValues};
constexpr std::string_view kScalarAttributeTypeValues[] = {"S", "N", "B"};
const Shape kScalarAttributeType = {.name = "ScalarAttributeType", .type = ShapeType::String, .values = kScalarAttributeTypeValues};
constexpr Member kScanInputMembers[] = {
    {"TableName", &kTableArn, true},
    {"IndexName", &kIndexName},
    {"AttributesToGet", &kAttributeNameList},
    {"Limit", &kPositiveIntegerObject},
    {"Select", &kSelect},
    {"ScanFilter", &kFilterConditionMap},
    {"ConditionalOperator", &kConditionalOperator},
    {"ExclusiveStartKey", &kKey},
    {"ReturnConsumedCapacity", &kReturnConsumedCapacity},
    {"TotalSegments", &kScanTotalSegments},
    {"Segment", &kScanSegment},
    {"ProjectionExpression", &kProjectionExpression},
    {"FilterExpression", &kConditionExpression},
    {"ExpressionAttributeNames", &kExpressionAttributeNameMap},
    {"ExpressionAttributeValues", &kExpressionAttributeValueMap},
    {"ConsistentRead", &kConsistentRead},
};
const Shape kScanInput = {.name = "ScanInput", .type = ShapeType::Structure, .members = kScanInputMembers};
const Shape kScanSegment = {.name = "ScanSegment", .type = ShapeType::Integer, .min = 0, .max = 999999};
const Shape kScanTotalSegments = {.name = "ScanTotalSegments", .type = ShapeType::Integer, .min = 1, .max = 1000000};
const Shape kSearchSchema = {.name = "SearchSchema", .type = ShapeType::List, .min = 1, .element = &kSearchSchemaElement};
constexpr Member kSearchSchemaElementMembers[] = {
    {"AttributeName", &kAttributeName, true},
    {"SearchSchemaElementType", &kSearchSchemaElementType, true},
};
const Shape kSearchSchemaElement = {.name = "SearchSchemaElement", .type = ShapeType::Structure, .members = kSearchSchemaElementMembers};
constexpr std::string_view kSearchSchemaElementTypeValues[] = {"HASH", "INLINE_FILTER"};
const Shape kSearchSchemaElementType = {.name = "SearchSchemaElementType", .type = ShapeType::String, .values = kSearchSchemaElementTypeValues};
const Shape kSearchVectorList = {.name = "SearchVectorList", .type = ShapeType::List, .min = 1, .max = 4096, .element = &kAttributeValue};
constexpr Member kSearchVectorsInputMembers[] = {
    {"TableName", &kTableArn, true},
    {"IndexName", &kIndexName, true},
    {"ReturnConsumedCapacity", &kReturnConsumedCapacity},
    {"ExpressionAttributeNames", &kExpressionAttributeNameMap},
    {"ExpressionAttributeValues", &kExpressionAttributeValueMap},
    {"ProjectionExpression", &kProjectionExpression},
    {"SearchVector", &kSearchVectorList, true},
    {"SearchConditionExpression", &kString},
    {"TopK", &kTopKInteger, true},
};
const Shape kSearchVectorsInput = {.name = "SearchVectorsInput", .type = ShapeType::Structure, .members = kSearchVectorsInputMembers};
constexpr std::string_view kSelectValues[] = {"ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES", "SPECIFIC_ATTRIBUTES", "COUNT"};
const Shape kSelect = {.name = "Select", .type = ShapeType::String, .values = kSelectValues};
const Shape kSequenceNumber = {.name = "SequenceNumber", .type = ShapeType::String, .min = 21, .max = 40};
constexpr Member kShardFilterMembers[] = {
    {"Type", &kShardFilterType},
    {"ShardId", &kShardId},
};
const Shape kShardFilter = {.name = "ShardFilter", .type = ShapeType::Structure, .members = kShardFilterMembers};
constexpr std::string_view kShardFilterTypeValues[] = {"CHILD_SHARDS"};
const Shape kShardFilterType = {.name = "ShardFilterType", .type = ShapeType::String, .values = kShardFilterTypeValues};
const Shape kShardId = {.name = "ShardId", .type = ShapeType::String, .min = 28, .max = 65};
const Shape kShardIterator = {.name = "ShardIterator", .type = ShapeType::String, .min = 1, .max = 2048};
constexpr std::string_view kShardIteratorTypeValues[] = {"TRIM_HORIZON", "LATEST", "AT_SEQUENCE_NUMBER", "AFTER_SEQUENCE_NUMBER"};
const Shape kShardIteratorType = {.name = "ShardIteratorType", .type = ShapeType::String, .values = kShardIteratorTypeValues};
const Shape kStreamArn = {.name = "StreamArn", .type = ShapeType::String, .min = 37, .max = 1024};
const Shape kStreamEnabled = {.name = "StreamEnabled", .type = ShapeType::Boolean};
constexpr Member kStreamSpecificationMembers[] = {
    {"StreamEnabled", &kStreamEnabled, true},
    {"StreamViewType", &kStreamViewType},
};
const Shape kStreamSpecification = {.name = "StreamSpecification", .type = ShapeType::Structure, .members = kStreamSpecificationMembers};
constexpr std::string_view kStreamViewTypeValues[] = {"NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES", "KEYS_ONLY"};
const Shape kStreamViewType = {.name = "StreamViewType", .type = ShapeType::String, .values = kStreamViewTypeValues};
const Shape kString = {.name = "String", .type = ShapeType::String};
const Shape kStringAttributeValue = {.name = "StringAttributeValue", .type = ShapeType::String};
const Shape kStringSetAttributeValue = {.name = "StringSetAttributeValue", .type = ShapeType::List, .element = &kStringAttributeValue};
const Shape kTableArn = {.name = "TableArn", .type = ShapeType::String, .min = 1, .max = 1024};
constexpr std::string_view kTableClassValues[] = {"STANDARD", "STANDARD_INFREQUENT_ACCESS"};
const Shape kTableClass = {.name = "TableClass", .type = ShapeType::String, .values = kTableClassValues};
constexpr Member kTableCreationParametersMembers[] = {
    {"TableName", &kTableName, true},
    {"AttributeDefinitions", &kAttributeDefinitions, true},
    {"KeySchema", &kKeySchema, true},
    {"BillingMode", &kBillingMode},
    {"ProvisionedThroughput", &kProvisionedThroughput},
    {"OnDemandThroughput", &kOnDemandThroughput},
    {"SSESpecification", &kSSESpecification},
    {"GlobalSecondaryIndexes", &kGlobalSecondaryIndexList},
    {"VectorIndexes", &kVectorIndexList},
};
const Shape kTableCreationParameters = {.name = "TableCreationParameters", .type = ShapeType::Structure, .members = kTableCreationParametersMembers};
const Shape kTableName = {.name = "TableName", .type = ShapeType::String, .min = 3, .max = 255, .pattern = "[a-zA-Z0-9_.-]+"};
constexpr Member kTagMembers[] = {
    {"Key", &kTagKeyString, true},
    {"Value", &kTagValueString, true},
};
const Shape kTag = {.name = "Tag", .type = ShapeType::Structure, .members = kTagMembers};
const Shape kTagKeyList = {.name = "TagKeyList", .type = ShapeType::List, .element = &kTagKeyString};
const Shape kTagKeyString = {.name = "TagKeyString", .type = ShapeType::String, .min = 1, .max = 128};
const Shape kTagList = {.name = "TagList", .type = ShapeType::List, .element = &kTag};
constexpr Member kTagResourceInputMembers[] = {
    {"ResourceArn", &kResourceArnString, true},
    {"Tags", &kTagList, true},
};
const Shape kTagResourceInput = {.name = "TagResourceInput", .type = ShapeType::Structure, .members = kTagResourceInputMembers};
const Shape kTagValueString = {.name = "TagValueString", .type = ShapeType::String, .min = 0, .max = 256};
const Shape kTimeRangeLowerBound = {.name = "TimeRangeLowerBound", .type = ShapeType::Timestamp};
const Shape kTimeRangeUpperBound = {.name = "TimeRangeUpperBound", .type = ShapeType::Timestamp};
const Shape kTimeToLiveAttributeName = {.name = "TimeToLiveAttributeName", .type = ShapeType::String, .min = 1, .max = 255};
const Shape kTimeToLiveEnabled = {.name = "TimeToLiveEnabled", .type = ShapeType::Boolean};
constexpr Member kTimeToLiveSpecificationMembers[] = {
    {"Enabled", &kTimeToLiveEnabled, true},
    {"AttributeName", &kTimeToLiveAttributeName, true},
};
const Shape kTimeToLiveSpecification = {.name = "TimeToLiveSpecification", .type = ShapeType::Structure, .members = kTimeToLiveSpecificationMembers};
const Shape kTopKInteger = {.name = "TopKInteger", .type = ShapeType::Integer, .min = 1};
constexpr Member kTransactGetItemMembers[] = {
    {"Get", &kGet, true},
};
const Shape kTransactGetItem = {.name = "TransactGetItem", .type = ShapeType::Structure, .members = kTransactGetItemMembers};
const Shape kTransactGetItemList = {.name = "TransactGetItemList", .type = ShapeType::List, .min = 1, .max = 100, .element = &kTransactGetItem};
constexpr Member kTransactGetItemsInputMembers[] = {
    {"TransactItems", &kTransactGetItemList, true},
    {"ReturnConsumedCapacity", &kReturnConsumedCapacity},
};
const Shape kTransactGetItemsInput = {.name = "TransactGetItemsInput", .type = ShapeType::Structure, .members = kTransactGetItemsInputMembers};
constexpr Member kTransactWriteItemMembers[] = {
    {"ConditionCheck", &kConditionCheck},
    {"Put", &kPut},
    {"Delete", &kDelete},
    {"Update", &kUpdate},
};
const Shape kTransactWriteItem = {.name = "TransactWriteItem", .type = ShapeType::Structure, .members = kTransactWriteItemMembers};
const Shape kTransactWriteItemList = {.name = "TransactWriteItemList", .type = ShapeType::List, .min = 1, .max = 100, .element = &kTransactWriteItem};
constexpr Member kTransactWriteItemsInputMembers[] = {
    {"TransactItems", &kTransactWriteItemList, true},
    {"ReturnConsumedCapacity", &kReturnConsumedCapacity},
    {"ReturnItemCollectionMetrics", &kReturnItemCollectionMetrics},
    {"ClientRequestToken", &kClientRequestToken},
};
const Shape kTransactWriteItemsInput = {.name = "TransactWriteItemsInput", .type = ShapeType::Structure, .members = kTransactWriteItemsInputMembers};
constexpr Member kUntagResourceInputMembers[] = {
    {"ResourceArn", &kResourceArnString, true},
    {"TagKeys", &kTagKeyList, true},
};
const Shape kUntagResourceInput = {.name = "UntagResourceInput", .type = ShapeType::Structure, .members = kUntagResourceInputMembers};
constexpr Member kUpdateMembers[] = {
    {"Key", &kKey, true},
    {"UpdateExpression", &kUpdateExpression, true},
    {"TableName", &kTableArn, true},
    {"ConditionExpression", &kConditionExpression},
    {"ExpressionAttributeNames", &kExpressionAttributeNameMap},
    {"ExpressionAttributeValues", &kExpressionAttributeValueMap},
    {"ReturnValuesOnConditionCheckFailure", &kReturnValuesOnConditionCheckFailure},
};
const Shape kUpdate = {.name = "Update", .type = ShapeType::Structure, .members = kUpdateMembers};
constexpr Member kUpdateContinuousBackupsInputMembers[] = {
    {"TableName", &kTableArn, true},
    {"PointInTimeRecoverySpecification", &kPointInTimeRecoverySpecification, true},
};
const Shape kUpdateContinuousBackupsInput = {.name = "UpdateContinuousBackupsInput", .type = ShapeType::Structure, .members = kUpdateContinuousBackupsInputMembers};
constexpr Member kUpdateContributorInsightsInputMembers[] = {
    {"TableName", &kTableArn, true},
    {"IndexName", &kIndexName},
    {"ContributorInsightsAction", &kContributorInsightsAction, true},
    {"ContributorInsightsMode", &kContributorInsightsMode},
};
const Shape kUpdateContributorInsightsInput = {.name = "UpdateContributorInsightsInput", .type = ShapeType::Structure, .members = kUpdateContributorInsightsInputMembers};
const Shape kUpdateExpression = {.name = "UpdateExpression", .type = ShapeType::String};
constexpr Member kUpdateGlobalSecondaryIndexActionMembers[] = {
    {"IndexName", &kIndexName, true},
    {"ProvisionedThroughput", &kProvisionedThroughput},
    {"OnDemandThroughput", &kOnDemandThroughput},
    {"WarmThroughput", &kWarmThroughput},
};
const Shape kUpdateGlobalSecondaryIndexAction = {.name = "UpdateGlobalSecondaryIndexAction", .type = ShapeType::Structure, .members = kUpdateGlobalSecondaryIndexActionMembers};
constexpr Member kUpdateGlobalTableInputMembers[] = {
    {"GlobalTableName", &kTableName, true},
    {"ReplicaUpdates", &kReplicaUpdateList, true},
};
const Shape kUpdateGlobalTableInput = {.name = "UpdateGlobalTableInput", .type = ShapeType::Structure, .members = kUpdateGlobalTableInputMembers};
constexpr Member kUpdateGlobalTableSettingsInputMembers[] = {
    {"GlobalTableName", &kTableName, true},
    {"GlobalTableBillingMode", &kBillingMode},
    {"GlobalTableProvisionedWriteCapacityUnits", &kPositiveLongObject},
    {"GlobalTableProvisionedWriteCapacityAutoScalingSettingsUpdate", &kAutoScalingSettingsUpdate},
    {"GlobalTableGlobalSecondaryIndexSettingsUpdate", &kGlobalTableGlobalSecondaryIndexSettingsUpdateList},
    {"ReplicaSettingsUpdate", &kReplicaSettingsUpdateList},
};
const Shape kUpdateGlobalTableSettingsInput = {.name = "UpdateGlobalTableSettingsInput", .type = ShapeType::Structure, .members = kUpdateGlobalTableSettingsInputMembers};
constexpr Member kUpdateItemInputMembers[] = {
    {"TableName", &kTableArn, true},
    {"Key", &kKey, true},
    {"AttributeUpdates", &kAttributeUpdates},
    {"Expected", &kExpectedAttributeMap},
    {"ConditionalOperator", &kConditionalOperator},
    {"ReturnValues", &kReturnValue},
    {"ReturnConsumedCapacity", &kReturnConsumedCapacity},
    {"ReturnItemCollectionMetrics", &kReturnItemCollectionMetrics},
    {"UpdateExpression", &kUpdateExpression},
    {"ConditionExpression", &kConditionExpression},
    {"ExpressionAttributeNames", &kExpressionAttributeNameMap},
    {"ExpressionAttributeValues", &kExpressionAttributeValueMap},
    {"ReturnValuesOnConditionCheckFailure", &kReturnValuesOnConditionCheckFailure},
};
const Shape kUpdateItemInput = {.name = "UpdateItemInput", .type = ShapeType::Structure, .members = kUpdateItemInputMembers};
constexpr Member kUpdateKinesisStreamingConfigurationMembers[] = {
    {"ApproximateCreationDateTimePrecision", &kApproximateCreationDateTimePrecision},
};
const Shape kUpdateKinesisStreamingConfiguration = {.name = "UpdateKinesisStreamingConfiguration", .type = ShapeType::Structure, .members = kUpdateKinesisStreamingConfigurationMembers};
constexpr Member kUpdateKinesisStreamingDestinationInputMembers[] = {
    {"TableName", &kTableArn, true},
    {"StreamArn", &kStreamArn, true},
    {"UpdateKinesisStreamingConfiguration", &kUpdateKinesisStreamingConfiguration},
};
const Shape kUpdateKinesisStreamingDestinationInput = {.name = "UpdateKinesisStreamingDestinationInput", .type = ShapeType::Structure, .members = kUpdateKinesisStreamingDestinationInputMembers};
constexpr Member kUpdateReplicationGroupMemberActionMembers[] = {
    {"RegionName", &kRegionName, true},
    {"KMSMasterKeyId", &kKMSMasterKeyId},
    {"ProvisionedThroughputOverride", &kProvisionedThroughputOverride},
    {"OnDemandThroughputOverride", &kOnDemandThroughputOverride},
    {"GlobalSecondaryIndexes", &kReplicaGlobalSecondaryIndexList},
    {"TableClassOverride", &kTableClass},
};
const Shape kUpdateReplicationGroupMemberAction = {.name = "UpdateReplicationGroupMemberAction", .type = ShapeType::Structure, .members = kUpdateReplicationGroupMemberActionMembers};
constexpr Member kUpdateTableInputMembers[] = {
    {"AttributeDefinitions", &kAttributeDefinitions},
    {"TableName", &kTableArn, true},
    {"BillingMode", &kBillingMode},
    {"ProvisionedThroughput", &kProvisionedThroughput},
    {"GlobalSecondaryIndexUpdates", &kGlobalSecondaryIndexUpdateList},
    {"StreamSpecification", &kStreamSpecification},
    {"SSESpecification", &kSSESpecification},
    {"ReplicaUpdates", &kReplicationGroupUpdateList},
    {"TableClass", &kTableClass},
    {"DeletionProtectionEnabled", &kDeletionProtectionEnabled},
    {"MultiRegionConsistency", &kMultiRegionConsistency},
    {"GlobalTableWitnessUpdates", &kGlobalTableWitnessGroupUpdateList},
    {"OnDemandThroughput", &kOnDemandThroughput},
    {"WarmThroughput", &kWarmThroughput},
    {"GlobalTableSettingsReplicationMode", &kGlobalTableSettingsReplicationMode},
    {"VectorIndexUpdates", &kVectorIndexUpdateList},
};
const Shape kUpdateTableInput = {.name = "UpdateTableInput", .type = ShapeType::Structure, .members = kUpdateTableInputMembers};
constexpr Member kUpdateTableReplicaAutoScalingInputMembers[] = {
    {"GlobalSecondaryIndexUpdates", &kGlobalSecondaryIndexAutoScalingUpdateList},
    {"TableName", &kTableArn, true},
    {"ProvisionedWriteCapacityAutoScalingUpdate", &kAutoScalingSettingsUpdate},
    {"ReplicaUpdates", &kReplicaAutoScalingUpdateList},
};
const Shape kUpdateTableReplicaAutoScalingInput = {.name = "UpdateTableReplicaAutoScalingInput", .type = ShapeType::Structure, .members = kUpdateTableReplicaAutoScalingInputMembers};
constexpr Member kUpdateTimeToLiveInputMembers[] = {
    {"TableName", &kTableArn, true},
    {"TimeToLiveSpecification", &kTimeToLiveSpecification, true},
};
const Shape kUpdateTimeToLiveInput = {.name = "UpdateTimeToLiveInput", .type = ShapeType::Structure, .members = kUpdateTimeToLiveInputMembers};
constexpr Member kVectorAttributeDefinitionMembers[] = {
    {"AttributeName", &kVectorAttributeName, true},
};
const Shape kVectorAttributeDefinition = {.name = "VectorAttributeDefinition", .type = ShapeType::Structure, .members = kVectorAttributeDefinitionMembers};
const Shape kVectorAttributeName = {.name = "VectorAttributeName", .type = ShapeType::String, .min = 1, .max = 255};
constexpr std::string_view kVectorDistanceFunctionValues[] = {"COSINE", "DOT_PRODUCT", "EUCLIDEAN"};
const Shape kVectorDistanceFunction = {.name = "VectorDistanceFunction", .type = ShapeType::String, .values = kVectorDistanceFunctionValues};
constexpr Member kVectorIndexMembers[] = {
    {"IndexName", &kIndexName, true},
    {"VectorAttribute", &kVectorAttributeDefinition, true},
    {"SearchSchema", &kSearchSchema},
    {"Projection", &kProjection, true},
    {"Dimensions", &kPositiveLongObject, true},
    {"DistanceFunction", &kVectorDistanceFunction, true},
};
const Shape kVectorIndex = {.name = "VectorIndex", .type = ShapeType::Structure, .members = kVectorIndexMembers};
const Shape kVectorIndexList = {.name = "VectorIndexList", .type = ShapeType::List, .element = &kVectorIndex};
constexpr Member kVectorIndexUpdateMembers[] = {
    {"Create", &kCreateVectorIndexAction},
    {"Delete", &kDeleteVectorIndexAction},
};
const Shape kVectorIndexUpdate = {.name = "VectorIndexUpdate", .type = ShapeType::Structure, .members = kVectorIndexUpdateMembers};
const Shape kVectorIndexUpdateList = {.name = "VectorIndexUpdateList", .type = ShapeType::List, .element = &kVectorIndexUpdate};
constexpr Member kWarmThroughputMembers[] = {
    {"ReadUnitsPerSecond", &kLongObject},
    {"WriteUnitsPerSecond", &kLongObject},
};
const Shape kWarmThroughput = {.name = "WarmThroughput", .type = ShapeType::Structure, .members = kWarmThroughputMembers};
constexpr Member kWriteRequestMembers[] = {
    {"PutRequest", &kPutRequest},
    {"DeleteRequest", &kDeleteRequest},
};
const Shape kWriteRequest = {.name = "WriteRequest", .type = ShapeType::Structure, .members = kWriteRequestMembers};
const Shape kWriteRequests = {.name = "WriteRequests", .type = ShapeType::List, .min = 1, .max = 25, .element = &kWriteRequest};

constexpr OperationModel kOperations[] = {
    {"BatchExecuteStatement", "DynamoDB_20120810", &kBatchExecuteStatementInput},
    {"BatchGetItem", "DynamoDB_20120810", &kBatchGetItemInput},
    {"BatchWriteItem", "DynamoDB_20120810", &kBatchWriteItemInput},
    {"CreateBackup", "DynamoDB_20120810", &kCreateBackupInput},
    {"CreateGlobalTable", "DynamoDB_20120810", &kCreateGlobalTableInput},
    {"CreateTable", "DynamoDB_20120810", &kCreateTableInput},
    {"DeleteBackup", "DynamoDB_20120810", &kDeleteBackupInput},
    {"DeleteItem", "DynamoDB_20120810", &kDeleteItemInput},
    {"DeleteResourcePolicy", "DynamoDB_20120810", &kDeleteResourcePolicyInput},
    {"DeleteTable", "DynamoDB_20120810", &kDeleteTableInput},
    {"DescribeBackup", "DynamoDB_20120810", &kDescribeBackupInput},
    {"DescribeContinuousBackups", "DynamoDB_20120810", &kDescribeContinuousBackupsInput},
    {"DescribeContributorInsights", "DynamoDB_20120810", &kDescribeContributorInsightsInput},
    {"DescribeEndpoints", "DynamoDB_20120810", &kDescribeEndpointsRequest},
    {"DescribeExport", "DynamoDB_20120810", &kDescribeExportInput},
    {"DescribeGlobalTable", "DynamoDB_20120810", &kDescribeGlobalTableInput},
    {"DescribeGlobalTableSettings", "DynamoDB_20120810", &kDescribeGlobalTableSettingsInput},
    {"DescribeImport", "DynamoDB_20120810", &kDescribeImportInput},
    {"DescribeKinesisStreamingDestination", "DynamoDB_20120810", &kDescribeKinesisStreamingDestinationInput},
    {"DescribeLimits", "DynamoDB_20120810", &kDescribeLimitsInput},
    {"DescribeStream", "DynamoDBStreams_20120810", &kDescribeStreamInput},
    {"DescribeTable", "DynamoDB_20120810", &kDescribeTableInput},
    {"DescribeTableReplicaAutoScaling", "DynamoDB_20120810", &kDescribeTableReplicaAutoScalingInput},
    {"DescribeTimeToLive", "DynamoDB_20120810", &kDescribeTimeToLiveInput},
    {"DisableKinesisStreamingDestination", "DynamoDB_20120810", &kKinesisStreamingDestinationInput},
    {"EnableKinesisStreamingDestination", "DynamoDB_20120810", &kKinesisStreamingDestinationInput},
    {"ExecuteStatement", "DynamoDB_20120810", &kExecuteStatementInput},
    {"ExecuteTransaction", "DynamoDB_20120810", &kExecuteTransactionInput},
    {"ExportTableToPointInTime", "DynamoDB_20120810", &kExportTableToPointInTimeInput},
    {"GetItem", "DynamoDB_20120810", &kGetItemInput},
    {"GetRecords", "DynamoDBStreams_20120810", &kGetRecordsInput},
    {"GetResourcePolicy", "DynamoDB_20120810", &kGetResourcePolicyInput},
    {"GetShardIterator", "DynamoDBStreams_20120810", &kGetShardIteratorInput},
    {"ImportTable", "DynamoDB_20120810", &kImportTableInput},
    {"ListBackups", "DynamoDB_20120810", &kListBackupsInput},
    {"ListContributorInsights", "DynamoDB_20120810", &kListContributorInsightsInput},
    {"ListExports", "DynamoDB_20120810", &kListExportsInput},
    {"ListGlobalTables", "DynamoDB_20120810", &kListGlobalTablesInput},
    {"ListImports", "DynamoDB_20120810", &kListImportsInput},
    {"ListStreams", "DynamoDBStreams_20120810", &kListStreamsInput},
    {"ListTables", "DynamoDB_20120810", &kListTablesInput},
    {"ListTagsOfResource", "DynamoDB_20120810", &kListTagsOfResourceInput},
    {"PutItem", "DynamoDB_20120810", &kPutItemInput},
    {"PutResourcePolicy", "DynamoDB_20120810", &kPutResourcePolicyInput},
    {"Query", "DynamoDB_20120810", &kQueryInput},
    {"RestoreTableFromBackup", "DynamoDB_20120810", &kRestoreTableFromBackupInput},
    {"RestoreTableToPointInTime", "DynamoDB_20120810", &kRestoreTableToPointInTimeInput},
    {"Scan", "DynamoDB_20120810", &kScanInput},
    {"SearchVectors", "DynamoDB_20120810", &kSearchVectorsInput},
    {"TagResource", "DynamoDB_20120810", &kTagResourceInput},
    {"TransactGetItems", "DynamoDB_20120810", &kTransactGetItemsInput},
    {"TransactWriteItems", "DynamoDB_20120810", &kTransactWriteItemsInput},
    {"UntagResource", "DynamoDB_20120810", &kUntagResourceInput},
    {"UpdateContinuousBackups", "DynamoDB_20120810", &kUpdateContinuousBackupsInput},
    {"UpdateContributorInsights", "DynamoDB_20120810", &kUpdateContributorInsightsInput},
    {"UpdateGlobalTable", "DynamoDB_20120810", &kUpdateGlobalTableInput},
    {"UpdateGlobalTableSettings", "DynamoDB_20120810", &kUpdateGlobalTableSettingsInput},
    {"UpdateItem", "DynamoDB_20120810", &kUpdateItemInput},
    {"UpdateKinesisStreamingDestination", "DynamoDB_20120810", &kUpdateKinesisStreamingDestinationInput},
    {"UpdateTable", "DynamoDB_20120810", &kUpdateTableInput},
    {"UpdateTableReplicaAutoScaling", "DynamoDB_20120810", &kUpdateTableReplicaAutoScalingInput},
    {"UpdateTimeToLive", "DynamoDB_20120810", &kUpdateTimeToLiveInput},
};

}  // namespace

std::span<const OperationModel> operationModels() { return kOperations; }

}  // namespace stator
