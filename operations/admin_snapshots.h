// The administration's routes for all tables of an account: reset, snapshots, restore.
#pragma once

#include "operations/admin_context.h"

namespace stator {

Result<void> resetTables(AdminContext& context);
Result<void> listSnapshots(AdminContext& context);
Result<void> takeSnapshot(AdminContext& context);
Result<void> removeSnapshot(AdminContext& context);
Result<void> restoreSnapshot(AdminContext& context);

}  // namespace stator
