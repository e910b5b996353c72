// Data of an older version of Stator.
#pragma once

namespace stator {

class Engine;

// Brings the data to the format of this version (docs/storage_format.md, "Format version"), if it is older. For the engine's
// constructor: nobody else may use the engine yet. Can be repeated after a crash.
void upgradeFormat(Engine& engine);

}  // namespace stator
