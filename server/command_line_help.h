// What --help prints: one line an option, in groups, on one screen.
#pragma once

#include <memory>

namespace CLI {
class FormatterBase;
}

namespace stator {

std::shared_ptr<CLI::FormatterBase> makeHelpFormatter();

}  // namespace stator
