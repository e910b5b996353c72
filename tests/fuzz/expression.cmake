stator_fuzz_target(expression_fuzz
  SOURCE ${CMAKE_CURRENT_LIST_DIR}/expression_fuzz.cc
  CORPUS ${CMAKE_CURRENT_LIST_DIR}/corpus/expression
  DEPENDS stator_expression)
