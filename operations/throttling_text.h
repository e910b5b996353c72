// What the service says to whoever is throttled. Sources: the API reference and users' logs, except kAccount, which is the
// developer guide's and unverified.
#pragma once

#include <string_view>

namespace stator::throttling_text {

inline constexpr std::string_view kTableProvisioned =
    "The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level "
    "with the UpdateTable API.";
inline constexpr std::string_view kIndexProvisioned =
    "The level of configured provisioned throughput for one or more global secondary indexes of the table was exceeded. "
    "Consider increasing your provisioning level for the under-provisioned global secondary indexes with the UpdateTable "
    "API.";
inline constexpr std::string_view kOnDemand =
    "Throughput exceeds the current capacity of your table or index. DynamoDB is automatically scaling your table or index "
    "so please try again shortly. If exceptions persist, check if you have a hot key: "
    "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html";
inline constexpr std::string_view kIndexOnDemand =
    "Throughput exceeds the current capacity for one or more global secondary indexes. DynamoDB is automatically scaling "
    "your index so please try again shortly.";
inline constexpr std::string_view kMaxOnDemand =
    "Throughput exceeds the maximum OnDemandThroughput configured on table or index";
inline constexpr std::string_view kAccount =
    "Throughput exceeds the current throughput limit for your account. To request a limit increase, contact AWS Support at "
    "https://aws.amazon.com/support.";

}  // namespace stator::throttling_text
