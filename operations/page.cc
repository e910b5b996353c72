#include "operations/page.h"

#include <algorithm>
#include <limits>

#include "expression/evaluate.h"
#include "operations/capacity_report.h"
#include "operations/consumption.h"
#include "operations/page_size.h"
#include "storage/key_encoding.h"
#include "types/limits.h"

namespace stator {
namespace {

Error cannotSpecify(std::string_view parameter, std::string_view select) {
  const std::string_view what = select == "COUNT" ? std::string_view("only the Count") : select;
  return validationError("Cannot specify the " + std::string(parameter) + " when choosing to get " + std::string(what));
}

// Attributes that projection and filter name, at the top level.
std::vector<std::string> namedAttributes(const ExpressionParameters& parameters, bool with_filter) {
  std::vector<std::string> names;
  if (parameters.projection)
    for (const DocumentPath& path : parameters.projection->paths) names.push_back(path.attribute());
  if (with_filter && parameters.filter)
    forEachPath(*parameters.filter, [&](const DocumentPath& path) { names.push_back(path.attribute()); });
  return names;
}

std::vector<std::string> unprojected(const TableSchema& table, const SecondaryIndex& index, std::vector<std::string> names) {
  std::erase_if(names, [&](const std::string& name) { return isProjected(table, index, name); });
  return names;
}

// Whether an LSI read must fetch each item from the table: for ALL_ATTRIBUTES or an attribute the index does not hold.
bool needsTableItem(RequestValue request, const PageOptions& options, const ExpressionParameters& parameters) {
  if (options.index == nullptr || options.index->global || options.index->projection.type == ProjectionType::All)
    return false;
  if (request["Select"].string() == "ALL_ATTRIBUTES") return true;
  return !unprojected(*options.table, *options.index, namedAttributes(parameters, true)).empty();
}

// Walks the page: counts, filters, projects, and writes items as it goes.
class PageReader {
 public:
  PageReader(OperationContext& context, const PageOptions& options, const ExpressionParameters& parameters)
      : context_(context),
        options_(options),
        parameters_(parameters),
        request_(context.request.root()),
        from_table_(needsTableItem(request_, options, parameters)),
        count_only_(request_["Select"].string() == "COUNT"),
        consistent_(request_["ConsistentRead"].boolean()) {}

  void read() {
    const int64_t limit = request_["Limit"].integer(std::numeric_limits<int64_t>::max());
    if (from_table_) snapshot_.emplace(context_.engine.database());  // entries and items of one moment
    ItemCursor cursor(context_.engine.database(), {.table = options_.table,
                                                   .index = options_.index,
                                                   .range = options_.range,
                                                   .segment = options_.segment.number,
                                                   .total_segments = options_.segment.total,
                                                   .forward = options_.forward,
                                                   .start_after = options_.start_after,
                                                   .snapshot = snapshot()});
    if (options_.range != nullptr) hash_ = cursor.partition();
    while (cursor.next()) {
      visit(cursor.item());
      if (options_.range == nullptr) hash_ = cursor.partition();  // a Scan's page counts where it ends
      // The row that crosses 1 MB still belongs to the page (dynalite).
      if (scanned_ < limit && page_size_ < kMaxPageSize) continue;
      last_key_ =
          keyItem(cursor.item(), options_.table->key, options_.index == nullptr ? options_.table->key : options_.index->key);
      break;
    }
  }

  // Reading has changed nothing, so it can be refused now that its size is known.
  Result<void> consume() const {
    const bool of_table = options_.index == nullptr;
    return consumePage(context_.engine,
                       {.table = options_.table,
                        .index = options_.index,
                        .table_half_units = table_half_units_,
                        .half_units = readHalfUnits(evaluated_, consistent_),
                        .hash = hash_,
                        .key_value = of_table && options_.range != nullptr ? &options_.range->hash.front() : nullptr});
  }

  void writeCounts(ResponseWriter& out) const {
    out.member("Count", count_);
    out.member("ScannedCount", scanned_);
    if (last_key_) {
      out.key("LastEvaluatedKey");
      out.item(ItemView(*last_key_));
    }
  }

  bool countOnly() const { return count_only_; }

  ConsumedCapacity consumed() const {
    ConsumedCapacity consumed;
    const int64_t half_units = readHalfUnits(evaluated_, consistent_);
    if (options_.index == nullptr) {
      consumed.table = half_units;
    } else {
      consumed.table = table_half_units_;
      (options_.index->global ? consumed.global_indexes : consumed.local_indexes)[options_.index->name] = half_units;
    }
    return consumed;
  }

 private:
  const Snapshot* snapshot() const { return snapshot_ ? &*snapshot_ : nullptr; }

  void visit(ItemView item) {
    ++scanned_;
    const size_t size = itemSize(item);
    evaluated_ += size;
    page_size_ += pageSize(item, options_.table->key);
    if (from_table_) item = fetch(item);
    if (parameters_.filter && !evaluate(*parameters_.filter, item)) return;
    ++count_;
    if (count_only_) return;
    if (parameters_.projection) {
      context_.response.item(ItemView(project(*parameters_.projection, item)));
    } else {
      context_.response.item(item);
    }
  }

  // Each item fetched is rounded by itself and charged to the table (captured August 2026).
  ItemView fetch(ItemView entry) {
    if (!context_.engine.items().get(encodeItemKey(*options_.table, entry), fetched_, snapshot())) return entry;
    const size_t size = itemSize(ItemView(fetched_));
    page_size_ += static_cast<size_t>(readUnits(size)) * kReadUnitSize;
    table_half_units_ += readHalfUnits(size, consistent_);
    return ItemView(fetched_);
  }

  OperationContext& context_;
  const PageOptions& options_;
  const ExpressionParameters& parameters_;
  RequestValue request_;
  bool from_table_;
  bool count_only_;
  bool consistent_;
  int64_t count_ = 0;
  int64_t scanned_ = 0;
  size_t evaluated_ = 0;  // bytes of rows read, of the table or the index
  size_t page_size_ = 0;  // what the page's limit counts
  int64_t table_half_units_ = 0;
  std::optional<uint64_t> hash_;  // of the partition that was read
  std::optional<Snapshot> snapshot_;
  std::string fetched_;
  std::optional<std::string> last_key_;
};

}  // namespace

Result<void> checkSelect(RequestValue request) {
  const RequestValue select = request["Select"];
  if (!select) return {};
  const std::string_view value = select.string();
  const bool projects = request["ProjectionExpression"] || request["AttributesToGet"];
  if (value == "SPECIFIC_ATTRIBUTES") {
    if (projects) return {};
    // Scan has the prefix as well since September 2026 (parity suite, captured in eu-west-2).
    return validationError(
        "1 validation error detected: Must specify the AttributesToGet or ProjectionExpression when choosing to get "
        "SPECIFIC_ATTRIBUTES");
  }
  if (request["ProjectionExpression"]) return cannotSpecify("ProjectionExpression", value);
  if (request["AttributesToGet"]) return cannotSpecify("AttributesToGet", value);
  if (value == "ALL_PROJECTED_ATTRIBUTES" && !request["IndexName"]) {
    return validationError("ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName");
  }
  return {};
}

Result<const SecondaryIndex*> findIndex(RequestValue request, const TableSchema& table) {
  const RequestValue name = request["IndexName"];
  if (!name) return nullptr;
  const SecondaryIndex* index = table.findIndex(name.string());
  if (index == nullptr) return validationError("The table does not have the specified index: " + std::string(name.string()));
  if (index->backfilling || index->status == IndexStatus::Creating) {
    return validationError("Cannot read from backfilling global secondary index: " + index->name);
  }
  if (index->global && request["ConsistentRead"].boolean()) {
    return validationError("Consistent reads are not supported on global secondary indexes");
  }
  return index;
}

Result<void> checkIndexProjection(RequestValue request, const TableSchema& table, const SecondaryIndex* index,
                                  const ExpressionParameters& parameters) {
  if (index == nullptr || !index->global || index->projection.type == ProjectionType::All) return {};
  if (request["Select"].string() == "ALL_ATTRIBUTES") {
    return invalidParameter("Select type ALL_ATTRIBUTES is not supported for global secondary index " + index->name +
                            " because its projection type is not ALL");
  }
  const std::vector<std::string> missing = unprojected(table, *index, namedAttributes(parameters, false));
  if (missing.empty()) return {};
  std::string list;
  for (const std::string& name : missing) list += (list.empty() ? "" : ", ") + name;
  return invalidParameter("Global secondary index " + index->name + " does not project [" + list + "]");
}

Result<void> writePage(OperationContext& context, const PageOptions& options, const ExpressionParameters& parameters) {
  ResponseWriter& out = context.response;
  PageReader reader(context, options, parameters);
  out.beginObject();
  if (reader.countOnly()) {
    reader.read();
  } else {
    out.key("Items");
    out.beginArray();
    reader.read();
    out.endArray();
  }
  TRY(reader.consume());
  reader.writeCounts(out);
  if (const CapacityDetail detail = capacityDetail(context.request.root()); detail != CapacityDetail::None) {
    out.key("ConsumedCapacity");
    writeConsumedCapacity(out, options.table->name, reader.consumed(), detail);
  }
  out.endObject();
  return {};
}

}  // namespace stator
