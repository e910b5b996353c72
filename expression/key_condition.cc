#include <algorithm>
#include <optional>
#include <string>

#include "expression/evaluate.h"
#include "types/limits.h"

namespace stator {
namespace {

using Operator = RangeCondition::Operator;

// The terms of a key condition put in the places of the key schema.
struct PlacedTerms {
  std::vector<const KeyConditionTerm*> hash;   // one for each HASH attribute
  std::vector<const KeyConditionTerm*> range;  // for leading RANGE attributes
};

const KeyConditionTerm* findTerm(const KeyConditions& conditions, const KeyAttribute& attribute) {
  for (const KeyConditionTerm& term : conditions.terms)
    if (term.attribute == attribute.name) return &term;
  return nullptr;
}

Error notSupported() { return validationError("Query key condition not supported"); }

Error missedElement(const KeyAttribute& attribute) {
  return validationError("Query condition missed key schema element: " + attribute.name);
}

Result<void> checkTerm(const KeyConditionTerm& term, const KeyAttribute& attribute) {
  if (!term.indexable) return validationError("Attempted conditional constraint is not an indexable operation");
  for (const AttributeValueView& value : term.values)
    if (value.type() != attribute.type) return invalidParameter("Condition parameter type does not match schema type");
  return {};
}

// What can be said from the number of terms alone, before looking at any.
Result<void> checkCount(const KeyConditions& conditions, const KeySchema& schema) {
  const size_t count = conditions.terms.size();
  const bool multi_attribute = schema.hash.size() > 1 || schema.range.size() > 1;
  // parity suite, captured in eu-west-2, 2026-10
  if (count > 2 && count > schema.size()) {
    return validationError("The number of query conditions (" + std::to_string(count) +
                           ") exceeds the number of key attributes defined in the schema (" + std::to_string(schema.size()) +
                           ")");
  }
  if (!multi_attribute && (count == 0 || count > 2)) return validationError("Conditions can be of length 1 or 2 only");
  if (schema.size() == 1 && count > 1) return notSupported();
  return {};
}

Result<void> placeHash(const KeyConditions& conditions, const KeySchema& schema, PlacedTerms& placed) {
  for (const KeyAttribute& attribute : schema.hash) {
    const KeyConditionTerm* term = findTerm(conditions, attribute);
    if (term == nullptr) return missedElement(attribute);
    TRY(checkTerm(*term, attribute));
    if (term->op != Operator::Equal) return notSupported();
    placed.hash.push_back(term);
  }
  return {};
}

Result<void> placeRange(const KeyConditions& conditions, const KeySchema& schema, PlacedTerms& placed) {
  // The first RANGE attribute after which no further one may have a condition: it has none, or one other than equality.
  const KeyAttribute* last = nullptr;
  const KeyAttribute* missing = nullptr;
  for (const KeyAttribute& attribute : schema.range) {
    const KeyConditionTerm* term = findTerm(conditions, attribute);
    if (term == nullptr) {
      if (missing == nullptr) missing = &attribute;
      if (last == nullptr) last = &attribute;
      continue;
    }
    TRY(checkTerm(*term, attribute));
    // Text: DynamoDB Local 3.3.1; that it names the first such attribute only is unverified.
    if (last != nullptr) {
      return validationError("RANGE key attributes " + last->name +
                             " must have equality conditions specified in the query because a condition is present on key "
                             "attribute " +
                             attribute.name);
    }
    if (term->op != Operator::Equal) last = &attribute;
    placed.range.push_back(term);
  }
  if (placed.hash.size() + placed.range.size() == conditions.terms.size()) return {};
  // Some term is on an attribute that is no part of the key. dynalite; with all RANGE attributes given: unverified.
  if (missing != nullptr) return missedElement(*missing);
  return notSupported();
}

// Numbers are exempt from the limits, so they count nothing.
size_t keySize(const AttributeValueView& value) { return value.type() == AttributeType::N ? 0 : value.payload().size(); }

size_t largestSize(const KeyConditionTerm& term) {
  size_t largest = 0;
  for (const AttributeValueView& value : term.values) largest = std::max(largest, keySize(value));
  return largest;
}

Result<void> checkNotEmpty(const std::vector<const KeyConditionTerm*>& terms) {
  for (const KeyConditionTerm* term : terms) {
    for (const AttributeValueView& value : term->values) {
      if (!value.payload().empty()) continue;
      const std::string kind = value.type() == AttributeType::B ? "binary" : "string";
      return validationError(
          "One or more parameter values are not valid. The AttributeValue for a key attribute cannot "
          "contain an empty " +
          kind + " value. Key: " + term->attribute);
    }
  }
  return {};
}

// The texts are those for keys of items; that conditions are held to the same rules is unverified.
Result<void> checkValues(const PlacedTerms& placed) {
  TRY(checkNotEmpty(placed.hash));
  TRY(checkNotEmpty(placed.range));
  size_t hash_size = 0;
  size_t range_size = 0;
  for (const KeyConditionTerm* term : placed.hash) hash_size += largestSize(*term);
  for (const KeyConditionTerm* term : placed.range) range_size += largestSize(*term);
  // The missing space is the service's (dynalite).
  if (hash_size > kMaxHashKeySize)
    return invalidParameter("Size of hashkey has exceeded the maximum size limit of2048 bytes");
  if (range_size > kMaxRangeKeySize)
    return invalidParameter("Aggregated size of all range keys has exceeded the size limit of 1024 bytes");
  return {};
}

RangeCondition rangeCondition(const KeyConditionTerm& term) {
  RangeCondition condition{term.op, AttributeValue(term.values.front()), std::nullopt};
  if (term.op == Operator::Between) condition.high = AttributeValue(term.values[1]);
  return condition;
}

}  // namespace

Result<KeyRange> keyRange(const KeyConditions& conditions, const KeySchema& schema) {
  TRY(checkCount(conditions, schema));
  PlacedTerms placed;
  TRY(placeHash(conditions, schema, placed));
  TRY(placeRange(conditions, schema, placed));
  TRY(checkValues(placed));

  KeyRange range;
  for (const KeyConditionTerm* term : placed.hash) range.hash.emplace_back(term->values.front());
  for (const KeyConditionTerm* term : placed.range) range.range.push_back(rangeCondition(*term));
  return range;
}

}  // namespace stator
