// Valid requests of every operation that is built, on a table "abc" (HASH pk S, RANGE sk N), and what changes them at
// random.
#pragma once

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <cstdlib>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace stator::test {

// `$stream`, `$shard`, `$sequence` and `$iterator` stand for those of the table's stream.
struct Valid {
  const char* operation;
  const char* body;
};

inline constexpr Valid
    kValidRequests[] =
        {
            {"CreateTable",
             R"x({"TableName":"new","BillingMode":"PROVISIONED","ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":1},"AttributeDefinitions":[{"AttributeName":"a","AttributeType":"S"},{"AttributeName":"b","AttributeType":"N"}],"KeySchema":[{"AttributeName":"a","KeyType":"HASH"},{"AttributeName":"b","KeyType":"RANGE"}],"LocalSecondaryIndexes":[{"IndexName":"lsi","KeySchema":[{"AttributeName":"a","KeyType":"HASH"},{"AttributeName":"b","KeyType":"RANGE"}],"Projection":{"ProjectionType":"INCLUDE","NonKeyAttributes":["x"]}}],"GlobalSecondaryIndexes":[{"IndexName":"gsi","KeySchema":[{"AttributeName":"b","KeyType":"HASH"}],"Projection":{"ProjectionType":"ALL"},"ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":1}}],"StreamSpecification":{"StreamEnabled":true,"StreamViewType":"NEW_IMAGE"},"SSESpecification":{"Enabled":true},"Tags":[{"Key":"k","Value":"v"}],"TableClass":"STANDARD"})x"},
            {"UpdateTable",
             R"x({"TableName":"new","AttributeDefinitions":[{"AttributeName":"c","AttributeType":"S"}],"GlobalSecondaryIndexUpdates":[{"Create":{"IndexName":"more","KeySchema":[{"AttributeName":"c","KeyType":"HASH"}],"Projection":{"ProjectionType":"KEYS_ONLY"}}}],"BillingMode":"PAY_PER_REQUEST"})x"},
            {"DescribeTable", R"x({"TableName":"new"})x"},
            {"ListTables", R"x({"Limit":3,"ExclusiveStartTableName":"aaa"})x"},
            {"DeleteTable", R"x({"TableName":"new"})x"},
            {"PutItem",
             R"x({"TableName":"abc","Item":{"pk":{"S":"a"},"sk":{"N":"1"},"m":{"M":{"l":{"L":[{"NULL":true},{"BOOL":false},{"B":"AQI="}]}}},"ss":{"SS":["a","b"]},"ns":{"NS":["1","2.5"]},"bs":{"BS":["AA=="]}},"ConditionExpression":"attribute_not_exists(#a) OR size(ss) > :n","ExpressionAttributeNames":{"#a":"zz"},"ExpressionAttributeValues":{":n":{"N":"0"}},"ReturnValues":"ALL_OLD","ReturnConsumedCapacity":"INDEXES","ReturnItemCollectionMetrics":"SIZE"})x"},
            {"UpdateItem",
             R"x({"TableName":"abc","Key":{"pk":{"S":"a"},"sk":{"N":"1"}},"UpdateExpression":"SET m.l[0] = :v, n = if_not_exists(n, :n) + :n, l = list_append(if_not_exists(l, :e), :e) REMOVE q ADD ss :s DELETE ns :t","ExpressionAttributeValues":{":v":{"S":"x"},":n":{"N":"1"},":e":{"L":[{"N":"1"}]},":s":{"SS":["c"]},":t":{"NS":["1"]}},"ReturnValues":"UPDATED_NEW"})x"},
            {"UpdateItem",
             R"x({"TableName":"abc","Key":{"pk":{"S":"a"},"sk":{"N":"1"}},"AttributeUpdates":{"n":{"Action":"ADD","Value":{"N":"1"}},"x":{"Action":"DELETE"}},"Expected":{"pk":{"ComparisonOperator":"EQ","AttributeValueList":[{"S":"a"}]},"zz":{"Exists":false}},"ConditionalOperator":"OR"})x"},
            {"GetItem",
             R"x({"TableName":"abc","Key":{"pk":{"S":"a"},"sk":{"N":"1"}},"ProjectionExpression":"m.l[1], #n","ExpressionAttributeNames":{"#n":"ns"},"ConsistentRead":true})x"},
            {"DeleteItem",
             R"x({"TableName":"abc","Key":{"pk":{"S":"a"},"sk":{"N":"1"}},"ReturnValues":"ALL_OLD","ConditionExpression":"pk = :p AND NOT contains(ss, :q)","ExpressionAttributeValues":{":p":{"S":"a"},":q":{"S":"q"}}})x"},
            {"Query",
             R"x({"TableName":"abc","KeyConditionExpression":"pk = :p AND sk BETWEEN :a AND :b","FilterExpression":"n IN (:a, :b)","ExpressionAttributeValues":{":p":{"S":"a"},":a":{"N":"0"},":b":{"N":"9"}},"Limit":2,"ScanIndexForward":false,"ExclusiveStartKey":{"pk":{"S":"a"},"sk":{"N":"5"}},"Select":"COUNT"})x"},
            {"Query",
             R"x({"TableName":"abc","KeyConditions":{"pk":{"ComparisonOperator":"EQ","AttributeValueList":[{"S":"a"}]},"sk":{"ComparisonOperator":"GT","AttributeValueList":[{"N":"0"}]}},"QueryFilter":{"n":{"ComparisonOperator":"NOT_NULL"}},"AttributesToGet":["pk","n"]})x"},
            {"Scan",
             R"x({"TableName":"abc","FilterExpression":"begins_with(pk, :p)","ExpressionAttributeValues":{":p":{"S":"a"}},"TotalSegments":3,"Segment":1,"Limit":5})x"},
            {"BatchGetItem",
             R"x({"RequestItems":{"abc":{"Keys":[{"pk":{"S":"a"},"sk":{"N":"1"}},{"pk":{"S":"b"},"sk":{"N":"1"}}],"AttributesToGet":["pk"],"ConsistentRead":true}},"ReturnConsumedCapacity":"TOTAL"})x"},
            {"BatchWriteItem",
             R"x({"RequestItems":{"abc":[{"PutRequest":{"Item":{"pk":{"S":"b"},"sk":{"N":"1"}}}},{"DeleteRequest":{"Key":{"pk":{"S":"c"},"sk":{"N":"1"}}}}]}})x"},
            {"TransactWriteItems",
             R"x({"TransactItems":[{"Put":{"TableName":"abc","Item":{"pk":{"S":"t"},"sk":{"N":"1"}}}},{"ConditionCheck":{"TableName":"abc","Key":{"pk":{"S":"u"},"sk":{"N":"1"}},"ConditionExpression":"attribute_not_exists(pk)"}},{"Update":{"TableName":"abc","Key":{"pk":{"S":"w"},"sk":{"N":"1"}},"UpdateExpression":"SET a = :a","ExpressionAttributeValues":{":a":{"N":"1"}}}}],"ClientRequestToken":"one"})x"},
            {"TransactGetItems",
             R"x({"TransactItems":[{"Get":{"TableName":"abc","Key":{"pk":{"S":"t"},"sk":{"N":"1"}},"ProjectionExpression":"pk"}}]})x"},
            {"TransactWriteItems", R"x({"TransactItems":[{"Delete":{"TableName":"abc","Key":{"pk":{"S":"t"},"sk":{"N":"1"}},"ConditionExpression":"#p <> :p","ExpressionAttributeNames":{"#p":"pk"},"ExpressionAttributeValues":{":p":{"S":"t"}},"ReturnValuesOnConditionCheckFailure":"ALL_OLD"}}],"ReturnConsumedCapacity":"INDEXES","ReturnItemCollectionMetrics":"SIZE"})x"},
            {"TagResource",
             R"x({"ResourceArn":"arn:aws:dynamodb:us-east-1:000000000000:table/abc","Tags":[{"Key":"a","Value":"b"}]})x"},
            {"ListTagsOfResource", R"x({"ResourceArn":"arn:aws:dynamodb:us-east-1:000000000000:table/abc"})x"},
            {"UpdateTimeToLive",
             R"x({"TableName":"abc","TimeToLiveSpecification":{"Enabled":true,"AttributeName":"ttl"}})x"},
            {"UntagResource",
             R"x({"ResourceArn":"arn:aws:dynamodb:us-east-1:000000000000:table/abc","TagKeys":["a","b"]})x"},
            {"DescribeTimeToLive", R"x({"TableName":"abc"})x"},
            {"DescribeLimits", "{}"},
            {"DescribeEndpoints", "{}"},
            {"ExecuteStatement",
             R"x({"Statement":"SELECT pk, m.l[0] FROM abc WHERE pk = ? AND sk > 0","Parameters":[{"S":"a"}],"Limit":2})x"},
            {"ExecuteStatement",
             R"x({"Statement":"UPDATE abc SET v = list_append(v, [1, {'a': <<'x'>>}]) REMOVE w WHERE pk = 'a' AND sk = ? RETURNING MODIFIED NEW *","Parameters":[{"N":"1"}],"ReturnConsumedCapacity":"INDEXES","ReturnValuesOnConditionCheckFailure":"ALL_OLD"})x"},
            {"ExecuteStatement",
             R"x({"Statement":"INSERT INTO abc VALUE {'pk': 'i', 'sk': 1, 'm': {'b': [true, null, 1.5]}}","ConsistentRead":false})x"},
            {"BatchExecuteStatement",
             R"x({"Statements":[{"Statement":"DELETE FROM abc WHERE pk = ? AND sk = 1 AND attribute_exists(v)","Parameters":[{"S":"a"}],"ReturnValuesOnConditionCheckFailure":"ALL_OLD"},{"Statement":"INSERT INTO abc VALUE {'pk': 'i', 'sk': 2}"}],"ReturnConsumedCapacity":"TOTAL"})x"},
            {"BatchExecuteStatement",
             R"x({"Statements":[{"Statement":"SELECT * FROM abc WHERE pk = 'a' AND sk = 1","ConsistentRead":true}]})x"},
            {"ExecuteTransaction",
             R"x({"TransactStatements":[{"Statement":"UPDATE abc SET v = 1 WHERE pk = 'a' AND sk = ?","Parameters":[{"N":"1"}]},{"Statement":"EXISTS(SELECT * FROM abc WHERE pk = 'q' AND sk = 1 AND v IS MISSING)"}],"ClientRequestToken":"two","ReturnConsumedCapacity":"TOTAL"})x"},
            {"ListStreams",
             R"x({"TableName":"abc","Limit":3,"ExclusiveStartStreamArn":"arn:aws:dynamodb:us-east-1:000000000000:table/abc/stream/2026-01-01T00:00:00.000"})x"},
            {"DescribeStream",
             R"x({"StreamArn":"$stream","Limit":2,"ExclusiveStartShardId":"$shard","ShardFilter":{"Type":"CHILD_SHARDS","ShardId":"$shard"}})x"},
            {"GetShardIterator",
             R"x({"StreamArn":"$stream","ShardId":"$shard","ShardIteratorType":"AT_SEQUENCE_NUMBER","SequenceNumber":"$sequence"})x"},
            {"GetRecords", R"x({"ShardIterator":"$iterator","Limit":10})x"},
};

// Changes requests at random: members dropped, retyped, resized, nested, reordered, texts garbled.
class Mutator {
 public:
  explicit Mutator(uint64_t seed) : random_(seed) {}

  std::string mutate(const std::string& body) {
    rapidjson::Document document;
    document.Parse(body.c_str());
    for (int changes = 1 + static_cast<int>(below(2)); changes > 0; --changes) change(document, document.GetAllocator(), 0);
    rapidjson::StringBuffer text;
    rapidjson::Writer<rapidjson::StringBuffer> writer(text);
    document.Accept(writer);
    return {text.GetString(), text.GetSize()};
  }

  size_t below(size_t bound) { return random_() % bound; }

 private:
  using Value = rapidjson::Value;
  using Allocator = rapidjson::Document::AllocatorType;

  // Members of objects and elements of arrays in another order.
  void reorder(Value& value, Allocator& allocator) {
    if (value.IsObject()) {
      std::vector<std::pair<Value, Value>> members;
      for (auto& member : value.GetObject()) members.emplace_back(std::move(member.name), std::move(member.value));
      std::shuffle(members.begin(), members.end(), random_);
      value.SetObject();
      for (auto& [name, inner] : members) value.AddMember(name, inner, allocator);
    } else if (value.IsArray() && !value.Empty()) {
      value[0].Swap(value[static_cast<rapidjson::SizeType>(below(value.Size()))]);
    }
  }

  // Walks down at random, and changes what it stops at.
  void change(Value& value, Allocator& allocator, int depth) {
    if (below(6) == 0) reorder(value, allocator);
    const bool stop = depth > 0 && below(4) == 0;
    if (!stop && value.IsObject() && value.MemberCount() > 0) {
      return change((value.MemberBegin() + static_cast<std::ptrdiff_t>(below(value.MemberCount())))->value, allocator,
                    depth + 1);
    }
    if (!stop && value.IsArray() && !value.Empty()) {
      return change(value[static_cast<rapidjson::SizeType>(below(value.Size()))], allocator, depth + 1);
    }
    replace(value, allocator);
  }

  void replace(Value& value, Allocator& allocator) {
    switch (below(11)) {
      case 0:
        value.SetNull();
        break;
      case 1:
        value.SetBool(below(2) == 0);
        break;
      case 2:
        value.SetInt64(static_cast<int64_t>(random_()) >> below(60));
        break;
      case 3:
        value.SetDouble(-1.5);
        break;
      case 4:
        value.SetObject();
        break;
      case 5:
        value.SetArray();
        break;
      case 6:
        value.SetString(std::string(below(3000), 'x').c_str(), allocator);
        break;
      case 7:
        if (value.IsObject() && value.MemberCount() > 0) value.EraseMember(value.MemberBegin());
        break;
      case 8:
        nest(value, allocator);
        break;
      case 9:
        garble(value, allocator);
        break;
      default:
        repeat(value, allocator);
    }
  }

  void nest(Value& value, Allocator& allocator) {
    for (size_t levels = 1 + below(40); levels > 0; --levels) {
      Value outer(below(2) == 0 ? rapidjson::kArrayType : rapidjson::kObjectType);
      if (outer.IsArray()) {
        outer.PushBack(value, allocator);
      } else {
        outer.AddMember(Value(below(2) == 0 ? "M" : "L", allocator), value, allocator);
      }
      value = outer;
    }
  }

  // Another character somewhere in a text: expressions, numbers, names.
  void garble(Value& value, Allocator& allocator) {
    if (!value.IsString()) return;
    std::string text(value.GetString(), value.GetStringLength());
    constexpr std::string_view kCharacters = " ()[]#:.,=<>'\"ab019+-_\\\x01";
    text.insert(below(text.size() + 1), 1, kCharacters[below(kCharacters.size())]);
    if (text.size() > 1 && below(2) == 0) text.erase(below(text.size()), 1 + below(3));
    value.SetString(text.c_str(), static_cast<rapidjson::SizeType>(text.size()), allocator);
  }

  void repeat(Value& value, Allocator& allocator) {
    if (!value.IsArray() || value.Empty()) return;
    for (size_t copies = below(120); copies > 0; --copies) value.PushBack(Value(value[0], allocator), allocator);
  }

  std::mt19937_64 random_;
};

// What STATOR_SEED says, so that a run can be repeated.
inline uint64_t mutationSeed() {
  const char* given = std::getenv("STATOR_SEED");
  return given == nullptr ? 20261121 : std::stoull(given);
}

}  // namespace stator::test
