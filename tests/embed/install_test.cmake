# cmake -DBUILD=... -DSOURCE=... -DSCRATCH=... -DCOMPILER=... -DFLAGS=... -DLINK_FLAGS=... -P install_test.cmake

include(${CMAKE_CURRENT_LIST_DIR}/../support/must.cmake)
file(REMOVE_RECURSE ${SCRATCH})

# The C library, found as pkg-config would say.
function(check_c_library prefix)
  file(GLOB description ${prefix}/lib*/pkgconfig/stator.pc ${prefix}/lib/*/pkgconfig/stator.pc)
  file(GLOB library ${prefix}/lib*/libstator.so ${prefix}/lib/*/libstator.so)
  if(NOT description OR NOT library)
    message(FATAL_ERROR "no stator.pc or no libstator.so below ${prefix}")
  endif()
  get_filename_component(directory ${library} DIRECTORY)
  find_program(PKG_CONFIG pkg-config)
  if(PKG_CONFIG)
    execute_process(COMMAND ${CMAKE_COMMAND} -E env PKG_CONFIG_PATH=${directory}/pkgconfig ${PKG_CONFIG} --variable=includedir stator
      OUTPUT_VARIABLE found OUTPUT_STRIP_TRAILING_WHITESPACE)
    file(REAL_PATH "${found}" found)
    if(NOT found STREQUAL "${prefix}/include")
      message(FATAL_ERROR "pkg-config says that the headers are in ${found}")
    endif()
  endif()
  must(${C_COMPILER} -std=c99 -I${prefix}/include ${SOURCE}/tests/embed/c_interface_test.c -o ${SCRATCH}/c_test
    -L${directory} -lstator -Wl,-rpath,${directory})
  must(${SCRATCH}/c_test)
endfunction()

must(${CMAKE_COMMAND} --install ${BUILD} --prefix ${SCRATCH}/prefix --component library)

file(GLOB_RECURSE headers RELATIVE ${SCRATCH}/prefix ${SCRATCH}/prefix/*.h)
if(NOT headers STREQUAL "include/stator/stator.h;include/stator/stator_c.h")
  message(FATAL_ERROR "installed headers: ${headers}")
endif()
# What is installed must not lead back to where it was built.
file(GLOB_RECURSE package_files ${SCRATCH}/prefix/*.cmake)
foreach(package_file ${package_files})
  file(STRINGS ${package_file} leak REGEX "${SOURCE}/|${BUILD}/")
  if(leak)
    message(FATAL_ERROR "${package_file}: ${leak}")
  endif()
endforeach()

if(NOT FLAGS MATCHES "sanitize")  # a library with a sanitizer wants a program with it
  check_c_library(${SCRATCH}/prefix)
endif()
must(${CMAKE_COMMAND} -G ${GENERATOR} -S ${SOURCE}/examples -B ${SCRATCH}/examples -DCMAKE_PREFIX_PATH=${SCRATCH}/prefix
  -DCMAKE_CXX_COMPILER=${COMPILER} "-DCMAKE_CXX_FLAGS=${FLAGS}" "-DCMAKE_EXE_LINKER_FLAGS=${LINK_FLAGS}")
must(${CMAKE_COMMAND} --build ${SCRATCH}/examples)
must(${CMAKE_CTEST_COMMAND} --test-dir ${SCRATCH}/examples --output-on-failure --no-tests=error)
file(REMOVE_RECURSE ${SCRATCH})
