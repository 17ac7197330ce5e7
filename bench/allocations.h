// How often code allocates: the benchmark replaces operator new (allocations.cpp).
#pragma once

#include <cstddef>

namespace crosscheck::bench {

// How often this thread has called operator new, in any of its forms.
std::size_t allocation_count();

}  // namespace crosscheck::bench
