# cmake -DBUILD=... -DSOURCE=... -DSCRATCH=... -DCOMPILER=... -DFLAGS=... -DLINK_FLAGS=... -P install_test.cmake

file(REMOVE_RECURSE ${SCRATCH})

function(must)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "${ARGN}\n${output}")
  endif()
endfunction()

must(${CMAKE_COMMAND} --install ${BUILD} --prefix ${SCRATCH}/prefix --component library)

file(GLOB_RECURSE headers RELATIVE ${SCRATCH}/prefix ${SCRATCH}/prefix/*.h)
if(NOT headers STREQUAL "include/stator/stator.h")
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

must(${CMAKE_COMMAND} -G ${GENERATOR} -S ${SOURCE}/examples -B ${SCRATCH}/examples -DCMAKE_PREFIX_PATH=${SCRATCH}/prefix
  -DCMAKE_CXX_COMPILER=${COMPILER} "-DCMAKE_CXX_FLAGS=${FLAGS}" "-DCMAKE_EXE_LINKER_FLAGS=${LINK_FLAGS}")
must(${CMAKE_COMMAND} --build ${SCRATCH}/examples)
must(${CMAKE_CTEST_COMMAND} --test-dir ${SCRATCH}/examples --output-on-failure --no-tests=error)
file(REMOVE_RECURSE ${SCRATCH})
