stator_fuzz_target(authorization_fuzz
  SOURCE ${CMAKE_CURRENT_LIST_DIR}/authorization_fuzz.cc
  CORPUS ${CMAKE_CURRENT_LIST_DIR}/corpus/authorization
  DEPENDS stator_protocol)
