# cmake -DBUILD=... -DSCRATCH=... -DBINDIR=... -P install_test.cmake

include(${CMAKE_CURRENT_LIST_DIR}/../support/must.cmake)
file(REMOVE_RECURSE ${SCRATCH})
must(${CMAKE_COMMAND} --install ${BUILD} --prefix ${SCRATCH} --component conformance)
execute_process(COMMAND ${SCRATCH}/${BINDIR}/stator-conformance --list RESULT_VARIABLE status OUTPUT_VARIABLE output)
if(NOT status EQUAL 0 OR NOT output MATCHES "${SCRATCH}/[^\n]*/basics\\.case:")
  message(FATAL_ERROR "not the installed cases: ${status}\n${output}")
endif()
must(${SCRATCH}/${BINDIR}/stator-conformance --in-process --quiet --case "basics:")
file(REMOVE_RECURSE ${SCRATCH})
