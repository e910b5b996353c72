FROM debian:bookworm-slim AS build
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
       cmake g++ libboost1.81-dev libcli11-dev librocksdb-dev libssl-dev mold ninja-build prometheus-cpp-dev rapidjson-dev zlib1g-dev \
    && rm -rf /var/lib/apt/lists/*
COPY . /source
RUN cmake -S /source -B /build -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_FLAGS_RELEASE="-O2 -DNDEBUG" \
          -DCMAKE_EXE_LINKER_FLAGS="-fuse-ld=mold -s" -DSTATOR_TESTS=OFF \
    && cmake --build /build --target stator_program

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends libprometheus-cpp-core1.0 libssl3 zlib1g \
    && rm -rf /var/lib/apt/lists/* \
    && mkdir /data
COPY --from=build /build/bin/stator /usr/local/bin/stator
# For `--db-path .` or a path below it: mount a volume here.
WORKDIR /data
EXPOSE 8000
# All addresses, since the container's own loopback is nobody else's. Options follow the image's name:
# docker run -p 8000:8000 -v stator:/data stator --db-path .
ENTRYPOINT ["stator", "--host", "0.0.0.0"]
