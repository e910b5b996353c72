#include "server/command_line_transfer.h"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace stator {
namespace {

bool isUrl(const std::string& word) { return word.starts_with("http://") || word.starts_with("https://"); }

// A server's address among the words is told by its form.
void takeUrl(TransferArguments& transfer) {
  const auto url = std::find_if(transfer.words.begin(), transfer.words.end(), isUrl);
  if (url == transfer.words.end()) return;
  transfer.url = *url;
  transfer.words.erase(url);
}

CLI::App* declareTransfer(CLI::App& app, CommandLine& options, const char* name, const char* help, const char* words,
                          const char* words_help) {
  TransferArguments& transfer = options.transfer;
  auto* command = app.add_subcommand(name, help);
  command->option_defaults()->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
  command->fallthrough();  // --port and the like may follow the command
  command->add_option("words", transfer.words, words_help)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->type_name(words);
  command->add_option("--db-path", transfer.data_directory, "Not a server's tables, but those in this directory")
      ->type_name("DIR");
  command->add_option("--region", options.region, "Of the tables; AWS_REGION, or us-east-1")->type_name("REGION");
  command->add_option("--account", transfer.account, "Of the tables, 12 digits; AWS_ACCESS_KEY_ID, or 000000000000")
      ->type_name("ACCOUNT");
  return command;
}

}  // namespace

void declareTransfers(CLI::App& app, CommandLine& options) {
  TransferArguments& transfer = options.transfer;
  auto* load = declareTransfer(app, options, "load", "Put files' items into tables", "[URL] PATH ...",
                               "The server, http://127.0.0.1:8000 if not given; files, exports, directories");
  load->add_option("--table", transfer.table, "Load into this one, whatever the files say")->type_name("TABLE");
  load->add_option("--schema", options.schema_files, "Create the tables of this file that are missing")
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->allow_extra_args(false)
      ->type_name("FILE");
  load->add_option("--delimiter", transfer.delimiter, "Between fields of CSV (,)")->type_name("C");
  load->callback([&options] {
    takeUrl(options.transfer);
    options.command = CommandLine::Command::Load;
    if (options.transfer.words.empty() && options.schema_files.empty()) {
      throw CLI::ValidationError("load", "needs a file or a directory");
    }
    if (options.transfer.delimiter.size() != 1) throw CLI::ValidationError("--delimiter", "must be one character");
  });
  auto* dump = declareTransfer(app, options, "dump", "Put tables' items into files", "[URL] TABLE ...",
                               "The server, http://127.0.0.1:8000 if not given; tables");
  dump->add_flag("--all", transfer.all, "All tables");
  dump->add_option("--format", transfer.format, "json-lines, s3-export or csv (json-lines)")
      ->check(CLI::IsMember({"json-lines", "s3-export", "csv"}))
      ->type_name("FORMAT");
  dump->add_option("--output", transfer.output, "A file, or a directory; standard output if not given")->type_name("PATH");
  dump->callback([&options] {
    takeUrl(options.transfer);
    options.command = CommandLine::Command::Dump;
    if (options.transfer.words.empty() != options.transfer.all)
      throw CLI::ValidationError("dump", "needs tables' names or --all");
  });
}

}  // namespace stator
