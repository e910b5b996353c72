// Result<T>: a value or an Error. Everything that a client can cause is returned, not thrown.
#pragma once

#include <memory>
#include <utility>
#include <variant>

#include "types/error.h"

namespace stator {

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}      // NOLINT(google-explicit-constructor)
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT(google-explicit-constructor)

  explicit operator bool() const { return state_.index() == 0; }
  T& value() & { return std::get<0>(state_); }
  const T& value() const& { return std::get<0>(state_); }
  T&& value() && { return std::get<0>(std::move(state_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  Error& error() & { return std::get<1>(state_); }
  const Error& error() const& { return std::get<1>(state_); }
  Error&& error() && { return std::get<1>(std::move(state_)); }

 private:
  std::variant<T, Error> state_;
};

// A pointer, so that success, which there are dozens of in every request, costs nothing to make and to return.
template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::make_unique<Error>(std::move(error))) {}  // NOLINT(google-explicit-constructor)

  explicit operator bool() const { return error_ == nullptr; }
  void value() const {}
  Error& error() & { return *error_; }
  const Error& error() const& { return *error_; }
  Error&& error() && { return std::move(*error_); }

 private:
  std::unique_ptr<Error> error_;
};

}  // namespace stator

// TRY(expression): the value of a Result, or an early return of its error.
//   AttributeValue value = TRY(decode(json));      TRY(checkKey(item));
#define TRY(expression)                                    \
  ({                                                       \
    auto&& try_result = (expression);                      \
    if (!try_result) return std::move(try_result).error(); \
    std::move(try_result).value();                         \
  })
