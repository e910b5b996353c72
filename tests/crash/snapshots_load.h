// What the program does that is killed in the middle of snapshots and restores, and how it tells: as in load.h, a line
// "<what> begin" before and a line "<what> done" behind each of
//
//   "restore A"    the snapshot A is restored, or B, in turns
//   "count"        a transaction adds 1 to the counter of table `both`, under one and the same token every time: a restore
//                  forgets tokens, so it is done once after each
//   "snapshot"     kWorkSnapshot is taken anew
#pragma once

#include <string>

namespace stator::test {

inline constexpr const char* kStates[] = {"A", "B"};  // names of snapshots, and what all items of the state have in `state`
inline constexpr const char* kWorkSnapshot = "work";
inline constexpr const char* kCount =
    R"({"ClientRequestToken":"once","TransactItems":[{"Update":{"TableName":"both","Key":{"pk":{"S":"counter"}},)"
    R"("UpdateExpression":"ADD n :one","ExpressionAttributeValues":{":one":{"N":"1"}}}}]})";

}  // namespace stator::test
