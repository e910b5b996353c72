stator_fuzz_target(number_fuzz
  SOURCE ${CMAKE_CURRENT_LIST_DIR}/number_fuzz.cc
  CORPUS ${CMAKE_CURRENT_LIST_DIR}/corpus/number
  DEPENDS stator_types)
