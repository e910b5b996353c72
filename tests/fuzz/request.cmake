stator_fuzz_target(request_fuzz
  SOURCE request_fuzz.cc
  CORPUS ${CMAKE_CURRENT_SOURCE_DIR}/corpus/request
  DEPENDS stator_protocol)
