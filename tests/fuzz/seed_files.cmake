stator_fuzz_target(seed_files_fuzz
  SOURCE ${CMAKE_CURRENT_LIST_DIR}/seed_files_fuzz.cc
  CORPUS ${CMAKE_CURRENT_LIST_DIR}/corpus/seed_files
  DEPENDS stator_transfer)
