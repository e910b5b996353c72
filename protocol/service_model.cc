#include "protocol/service_model.h"

#include <algorithm>

namespace stator {

const OperationModel* findOperationModel(std::string_view name) {
  const auto models = operationModels();
  const auto found = std::ranges::lower_bound(models, name, {}, &OperationModel::name);
  return found != models.end() && found->name == name ? &*found : nullptr;
}

}  // namespace stator
