// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A value that is cheap to copy and is cloned when one of its copies is edited. States are copied at every
// decision; this keeps that at the price of a pointer for everything that did not change.
#pragma once

#include <memory>
#include <utility>

namespace conclave::deliberation {

template <class T>
class Shared {
public:
  Shared() : value_(std::make_shared<T>()) {}
  explicit Shared(T value) : value_(std::make_shared<T>(std::move(value))) {}

  T const& operator*() const noexcept { return *value_; }
  T const* operator->() const noexcept { return value_.get(); }

  /// A reference to edit through, cloned first if another copy looks at the same value.
  T& edit() {
    if (value_.use_count() != 1) value_ = std::make_shared<T>(*value_);
    return *value_;
  }

  friend bool operator==(Shared const& a, Shared const& b) { return a.value_ == b.value_ || *a == *b; }

private:
  std::shared_ptr<T> value_;
};

}  // namespace conclave::deliberation
