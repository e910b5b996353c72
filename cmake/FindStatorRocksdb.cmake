# Sets STATOR_ROCKSDB_LIBRARIES: RocksDB's archive and those of what Debian builds it with, or else its shared library.
# Installed with the package, so that whoever links the library links the same. By hand: RocksDB's own CMake package asks for
# CMake packages that its dependencies do not have.
set(STATOR_ROCKSDB_LIBRARIES)
foreach(name rocksdb snappy lz4 zstd bz2 gflags)
  find_library(STATOR_ARCHIVE_${name} NAMES lib${name}.a)
  mark_as_advanced(STATOR_ARCHIVE_${name})
  if(NOT STATOR_ARCHIVE_${name})
    find_library(STATOR_SHARED_ROCKSDB NAMES rocksdb)
    set(STATOR_ROCKSDB_LIBRARIES ${STATOR_SHARED_ROCKSDB})
    break()
  endif()
  list(APPEND STATOR_ROCKSDB_LIBRARIES ${STATOR_ARCHIVE_${name}})
endforeach()
