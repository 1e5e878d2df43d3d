# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: AGPL-3.0-or-later
#
# What every target shares: warnings, hardening, sanitizers, the linker.

find_program(CONCLAVE_CCACHE ccache)
if(CONCLAVE_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CONCLAVE_CCACHE})
endif()
find_program(CONCLAVE_MOLD mold)
if(CONCLAVE_MOLD)
  add_link_options(-fuse-ld=mold)
endif()

find_package(PkgConfig REQUIRED)
pkg_check_modules(sodium REQUIRED IMPORTED_TARGET libsodium)

add_library(conclave_options INTERFACE)
target_include_directories(conclave_options INTERFACE ${PROJECT_SOURCE_DIR}/include)
target_compile_options(conclave_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast
  -Wnon-virtual-dtor -Woverloaded-virtual -Wimplicit-fallthrough -Werror
  -fstack-protector-strong -D_GLIBCXX_ASSERTIONS -fPIE)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # GCC 12 warns falsely of overlapping copies in operator+(char const*, std::string&&) when it inlines (GCC bug 105651).
  target_compile_options(conclave_options INTERFACE -Wno-restrict)
  if(CONCLAVE_SANITIZE)
    # Instrumented code makes the flow-sensitive warnings see paths that are not there; fences are Asio's own.
    target_compile_options(conclave_options INTERFACE -Wno-maybe-uninitialized -Wno-tsan)
  endif()
endif()
if(CMAKE_BUILD_TYPE STREQUAL "Release" AND NOT CONCLAVE_SANITIZE)
  target_compile_options(conclave_options INTERFACE -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3)
endif()
target_link_options(conclave_options INTERFACE -pie -Wl,-z,relro,-z,now)
if(CONCLAVE_SANITIZE)
  target_compile_options(conclave_options INTERFACE -fsanitize=${CONCLAVE_SANITIZE} -fno-omit-frame-pointer)
  target_link_options(conclave_options INTERFACE -fsanitize=${CONCLAVE_SANITIZE})
endif()

# conclave_library(NAME [SOURCES ...] [PUBLIC ...] [PRIVATE ...]): one library, one folder, one namespace.
function(conclave_library name)
  cmake_parse_arguments(arg "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  add_library(${name} STATIC ${arg_SOURCES})
  target_include_directories(${name} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
  target_link_libraries(${name} PUBLIC conclave_options ${arg_PUBLIC} PRIVATE ${arg_PRIVATE})
endfunction()

# conclave_test(NAME SOURCES ... LINKS ...): a GoogleTest program whose cases CTest runs one by one.
function(conclave_test name)
  cmake_parse_arguments(arg "" "TIMEOUT" "SOURCES;LINKS" ${ARGN})
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE conclave_options ${arg_LINKS} GTest::gtest_main GTest::gmock)
  target_compile_definitions(${name} PRIVATE CONCLAVE_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 300)
  endif()
  add_test(NAME ${name} COMMAND ${name})
  set_tests_properties(${name} PROPERTIES TIMEOUT ${arg_TIMEOUT})
endfunction()
