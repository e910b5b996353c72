#include "server/command_line_help.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace stator {
namespace {

constexpr size_t kNameColumn = 2, kTextColumn = 28;

std::string line(const std::string& name, const std::string& text) {
  std::string line(kNameColumn, ' ');
  line += name + "  ";
  if (line.size() < kTextColumn) line.resize(kTextColumn, ' ');
  return line + text + "\n";
}

// CLI11 adds what it checks: "N:INT in [1 - 256]".
std::string typeOf(const CLI::Option& option) {
  const std::string type = option.get_type_name();
  return type.substr(0, type.find(':', type.find("ID:") == 0 ? 3 : 0));
}

// Further names of an option are for those who know them from elsewhere; the documentation has them.
std::string nameOf(const CLI::Option& option) {
  std::string name = "--" + option.get_lnames().front();
  if (option.get_items_expected_max() > 0) name += " " + typeOf(option);
  return name;
}

std::string textOf(const CLI::Option& option) {
  const std::string by_default = option.get_default_str();
  const bool tells_something = !by_default.empty() && by_default != "0" && by_default != "\"\"";
  return option.get_description() + (tells_something ? " (" + by_default + ")" : "");
}

class HelpFormatter final : public CLI::Formatter {
 public:
  std::string make_help(const CLI::App* app, std::string name, CLI::AppFormatMode mode) const override {
    if (app->get_parent() != nullptr || mode == CLI::AppFormatMode::Sub) return subcommandHelp(app, name);
    std::string text = "Usage: stator [OPTION ...]    " + app->get_description() + "\n       stator COMMAND [...]\n";
    // Its own options, --help and the like, come last though they were there first.
    std::vector<std::string> groups = app->get_groups();
    std::stable_partition(groups.begin(), groups.end(), [](const std::string& group) { return group != "Options"; });
    for (const std::string& group : groups) {
      if (!group.empty()) text += groupHelp(app, group);
    }
    text += "Commands\n";
    for (const CLI::App* command : app->get_subcommands([](const CLI::App*) { return true; })) {
      text += line(command->get_name(), command->get_description());
    }
    return text + app->get_footer() + "\n";
  }

 private:
  static std::string groupHelp(const CLI::App* app, const std::string& group) {
    std::string text = (group == "Options" ? "Program" : group) + "\n";
    for (const CLI::Option* option : app->get_options([&](const CLI::Option* each) { return each->get_group() == group; })) {
      text += line(nameOf(*option), textOf(*option));
    }
    return text;
  }

  static std::string subcommandHelp(const CLI::App* app, const std::string&) {
    std::string text = "Usage: stator " + app->get_name() + " [OPTION ...]";
    const auto positionals = app->get_options([](const CLI::Option* each) { return each->get_positional(); });
    for (const CLI::Option* option : positionals) text += " [" + typeOf(*option) + "]";
    text += "\n" + app->get_description() + "\n";
    for (const CLI::Option* option : app->get_options({})) {
      text += line(option->get_positional() ? typeOf(*option) : nameOf(*option), textOf(*option));
    }
    return text;
  }
};

}  // namespace

std::shared_ptr<CLI::FormatterBase> makeHelpFormatter() { return std::make_shared<HelpFormatter>(); }

}  // namespace stator
