-- Requests for wrk, for benchmarks/peers/compare.py. From the environment: OPERATION, a key of `bodies` below; ITEMS, how many
-- the table has; TABLE. One thread sends, so every endpoint is asked for the same keys in the same order.
local operation, items, name = os.getenv("OPERATION"), tonumber(os.getenv("ITEMS")), os.getenv("TABLE")
local per_partition = 20

local function key(n)
  return string.format('"pk":{"S":"customer-%d"},"sk":{"N":"%d"}', math.floor(n / per_partition), n % per_partition)
end

local bodies = {
  PutItem = function(n)
    return string.format('{"TableName":"%s","Item":{%s,"title":{"S":"order %d"},"lines":{"L":[{"M":{"sku":{"S":"A-1"},"count":{"N":"2"}}}]},'
      .. '"labels":{"SS":["new","paid"]},"total":{"N":"19.90"},"note":{"S":"%s"}}}', name, key(n), n, string.rep("n", 160))
  end,
  GetItem = function(n) return string.format('{"TableName":"%s","Key":{%s}}', name, key(n)) end,
  UpdateItem = function(n)
    return string.format('{"TableName":"%s","Key":{%s},"UpdateExpression":"SET title = :t ADD visits :one",'
      .. '"ExpressionAttributeValues":{":t":{"S":"order %d, changed"},":one":{"N":"1"}}}', name, key(n), n)
  end,
  Query = function(n)
    return string.format('{"TableName":"%s","KeyConditionExpression":"pk = :p AND sk < :s","ExpressionAttributeValues":'
      .. '{":p":{"S":"customer-%d"},":s":{"N":"10"}}}', name, math.floor(n / per_partition))
  end,
}

local headers = {
  ["Content-Type"] = "application/x-amz-json-1.0",
  ["X-Amz-Target"] = "DynamoDB_20120810." .. operation,
  ["X-Amz-Date"] = "20260101T000000Z",
  ["Authorization"] = "AWS4-HMAC-SHA256 Credential=compare/20260101/us-east-1/dynamodb/aws4_request, "
    .. "SignedHeaders=host;x-amz-date;x-amz-target, Signature=00",
}

local n = 0
function request()
  n = (n + 7919) % items -- a prime: visits all items in an order that no cache expects
  return wrk.format("POST", "/", headers, bodies[operation](n))
end

local function count(summary)
  local e = summary.errors
  return e.connect + e.read + e.write + e.timeout + e.status
end

function done(summary, latency)
  io.write(string.format("RESULT %d %d %d %d\n", summary.requests / (summary.duration / 1e6), latency:percentile(50),
    latency:percentile(99), count(summary)))
end
