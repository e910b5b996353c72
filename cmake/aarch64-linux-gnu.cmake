# Toolchain file for building on another kind of machine for arm64 Linux, with Debian's cross compiler and its -dev packages
# of the architecture arm64 (`dpkg --add-architecture arm64`). CMake finds those by the compiler's own name for the target.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(CMAKE_C_COMPILER aarch64-linux-gnu-gcc)
set(CMAKE_CXX_COMPILER aarch64-linux-gnu-g++)
# What runs the tests there, if it is installed: Debian's qemu-user-static.
find_program(STATOR_QEMU qemu-aarch64-static)
if(STATOR_QEMU)
  set(CMAKE_CROSSCOMPILING_EMULATOR ${STATOR_QEMU})
endif()
