stator_fuzz_target(attribute_value_json_fuzz
  SOURCE ${CMAKE_CURRENT_LIST_DIR}/attribute_value_json_fuzz.cc
  CORPUS ${CMAKE_CURRENT_LIST_DIR}/corpus/attribute_value_json
  DEPENDS stator_protocol)
