# cmake -DBUILD=... -DSCRATCH=... -DBINDIR=... -P install_test.cmake

file(REMOVE_RECURSE ${SCRATCH})
execute_process(COMMAND ${CMAKE_COMMAND} --install ${BUILD} --prefix ${SCRATCH} --component conformance
  RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
if(NOT status EQUAL 0)
  message(FATAL_ERROR "${output}")
endif()
execute_process(COMMAND ${SCRATCH}/${BINDIR}/stator-conformance --list RESULT_VARIABLE status OUTPUT_VARIABLE output)
if(NOT status EQUAL 0 OR NOT output MATCHES "${SCRATCH}/[^\n]*/basics\\.case:")
  message(FATAL_ERROR "not the installed cases: ${status}\n${output}")
endif()
execute_process(COMMAND ${SCRATCH}/${BINDIR}/stator-conformance --in-process --quiet --case "basics:" RESULT_VARIABLE status OUTPUT_VARIABLE output)
if(NOT status EQUAL 0)
  message(FATAL_ERROR "${output}")
endif()
file(REMOVE_RECURSE ${SCRATCH})
