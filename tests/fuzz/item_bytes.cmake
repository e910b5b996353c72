stator_fuzz_target(item_bytes_fuzz
  SOURCE ${CMAKE_CURRENT_LIST_DIR}/item_bytes_fuzz.cc
  CORPUS ${CMAKE_CURRENT_LIST_DIR}/corpus/item_bytes
  DEPENDS stator_types)
