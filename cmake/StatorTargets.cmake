# Functions with which each directory declares its library and its tests in a few lines.

add_library(stator_flags INTERFACE)
target_compile_options(stator_flags INTERFACE -Wall -Wextra -Wshadow -Wnon-virtual-dtor -Wno-missing-field-initializers)
# GCC 12 sees overflows in std::string's own code at -O2, where there are none (GCC bugs 105329, 105651).
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(stator_flags INTERFACE -Wno-array-bounds -Wno-restrict -Wno-stringop-overflow)
endif()
target_include_directories(stator_flags INTERFACE ${CMAKE_SOURCE_DIR})

# stator_library(NAME SOURCES a.cc ... DEPENDS stator_base ... [PCH <header> ...])
function(stator_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS;PCH" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  target_link_libraries(${name} PUBLIC stator_flags ${ARG_DEPENDS})
  set_target_properties(${name} PROPERTIES POSITION_INDEPENDENT_CODE ON)
  if(ARG_PCH)
    target_precompile_headers(${name} PRIVATE ${ARG_PCH})
  endif()
endfunction()

# stator_test(NAME SOURCES a_test.cc ... DEPENDS stator_types ...): one GoogleTest program, each test known to ctest.
function(stator_test name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE stator_flags ${ARG_DEPENDS} GTest::gmock GTest::gtest_main)
  target_precompile_headers(${name} PRIVATE <gtest/gtest.h> <gmock/gmock.h>)
  gtest_discover_tests(${name} DISCOVERY_MODE PRE_TEST DISCOVERY_TIMEOUT 60 PROPERTIES TIMEOUT 120)
endfunction()

# stator_fuzz_target(NAME SOURCE x_fuzz.cc CORPUS dir DEPENDS ...): with STATOR_FUZZ a libFuzzer program; always a
# program that replays the corpus once, which ctest runs.
function(stator_fuzz_target name)
  cmake_parse_arguments(ARG "" "SOURCE;CORPUS" "DEPENDS" ${ARGN})
  if(STATOR_FUZZ)
    add_executable(${name} ${ARG_SOURCE})
    target_link_libraries(${name} PRIVATE stator_flags ${ARG_DEPENDS} -fsanitize=fuzzer)
  else()
    add_executable(${name} ${ARG_SOURCE} ${CMAKE_SOURCE_DIR}/tests/fuzz/replay_main.cc)
    target_link_libraries(${name} PRIVATE stator_flags ${ARG_DEPENDS})
  endif()
  add_test(NAME fuzz_corpus.${name} COMMAND ${name} ${ARG_CORPUS})
  set_tests_properties(fuzz_corpus.${name} PROPERTIES TIMEOUT 120)
endfunction()
