#include "transfer/item_source.h"

#include "protocol/json_text.h"
#include "transfer/service.h"
#include "transfer/text_file.h"

namespace stator {
namespace {

constexpr std::string_view kWhiteSpace = " \t\r";

class JsonLines final : public ItemSource {
 public:
  explicit JsonLines(const std::string& path) : path_(path), reader_(path) {}

  bool next(std::string& item) override {
    do {
      if (!reader_.line(line_)) return false;
      ++number_;
    } while (line_.find_first_not_of(kWhiteSpace) == std::string::npos);
    const auto parsed = Request::parse(line_);
    if (!parsed) throw TransferError(place() + ": no JSON object of an item alone on its line");
    const RequestValue found = (*parsed)["Item"];
    if (found.kind() != RequestValue::Kind::Object) throw TransferError(place() + R"(: no {"Item": {...}})");
    item.clear();
    appendJson(item, found);
    return true;
  }
  std::string place() const override { return path_ + ", line " + std::to_string(number_); }
  uint64_t position() const override { return reader_.position(); }

 private:
  std::string path_;
  TextReader reader_;
  std::string line_;
  uint64_t number_ = 0;
};

class Csv final : public ItemSource {
 public:
  Csv(const std::string& path, char delimiter, KeyTypes keys)
      : path_(path), reader_(path), delimiter_(delimiter), keys_(std::move(keys)) {
    auto header = record();
    if (!header) throw TransferError(path + " is empty: its first line must name the attributes");
    for (CsvField& field : *header) header_.push_back(std::move(field.text));
  }

  bool next(std::string& item) override {
    std::optional<std::vector<CsvField>> fields;
    do {
      fields = record();
      if (!fields) return false;
    } while (fields->size() == 1 && fields->front().text.empty() && !fields->front().quoted);  // an empty line
    auto made = csvItem(header_, *fields, keys_);
    if (!made) throw TransferError(place() + ": " + made.error().message);
    item = *std::move(made);
    return true;
  }
  std::string place() const override { return path_ + ", record " + std::to_string(number_); }
  uint64_t position() const override { return reader_.position(); }

 private:
  std::optional<std::vector<CsvField>> record() {
    ++number_;
    auto fields = readCsvRecord([this] { return reader_.get(); }, delimiter_);
    if (!fields) throw TransferError(place() + ": " + fields.error().message);
    return std::move(fields).value();
  }

  std::string path_;
  TextReader reader_;
  char delimiter_;
  KeyTypes keys_;
  std::vector<std::string> header_;
  uint64_t number_ = 0;  // the header is 1
};

}  // namespace

std::unique_ptr<ItemSource> openJsonLines(const std::string& path) { return std::make_unique<JsonLines>(path); }

std::unique_ptr<ItemSource> openCsv(const std::string& path, char delimiter, KeyTypes keys) {
  return std::make_unique<Csv>(path, delimiter, std::move(keys));
}

}  // namespace stator
