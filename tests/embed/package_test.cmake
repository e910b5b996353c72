# cmake -DBUILD=... -DSCRATCH=... -P package_test.cmake: the Debian packages hold what they should, and the program in its
# package runs.

include(${CMAKE_CURRENT_LIST_DIR}/../support/must.cmake)
file(REMOVE_RECURSE ${SCRATCH})
find_program(DPKG_DEB dpkg-deb)
if(NOT DPKG_DEB)
  message("no dpkg-deb here: nothing is tested")
  return()
endif()

must(${CMAKE_CPACK_COMMAND} --config ${BUILD}/CPackConfig.cmake -B ${SCRATCH})
file(GLOB program ${SCRATCH}/stator_*.deb)
file(GLOB library ${SCRATCH}/libstator-dev_*.deb)
must(${DPKG_DEB} --extract ${program} ${SCRATCH}/files)
must(${DPKG_DEB} --extract ${library} ${SCRATCH}/files)
must(${SCRATCH}/files/usr/bin/stator --version)
foreach(wanted include/stator/stator.h include/stator/stator_c.h)
  if(NOT EXISTS ${SCRATCH}/files/usr/${wanted})
    message(FATAL_ERROR "the packages lack ${wanted}")
  endif()
endforeach()
file(REMOVE_RECURSE ${SCRATCH})
