stator_fuzz_target(partiql_fuzz
  SOURCE ${CMAKE_CURRENT_LIST_DIR}/partiql_fuzz.cc
  CORPUS ${CMAKE_CURRENT_LIST_DIR}/corpus/partiql
  DEPENDS stator_expression)
