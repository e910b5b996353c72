# The same file for linux/amd64 and linux/arm64. The image holds the program, the shared libraries that it needs, and nothing else.
# Nothing is emulated: the compiler is one of the machine that builds, for the machine that the image is for. Builders that are
# older than BuildKit name neither of the two, and build for the machine that they are on.
ARG BUILDPLATFORM=${BUILDPLATFORM:-linux/amd64}
FROM --platform=$BUILDPLATFORM debian:bookworm-slim AS build
ARG TARGETARCH
RUN arch=${TARGETARCH:-$(dpkg --print-architecture)} \
    && dpkg --add-architecture $arch \
    && apt-get update \
    && apt-get install -y --no-install-recommends cmake crossbuild-essential-$arch libcli11-dev mold ninja-build rapidjson-dev \
       $(printf "%s:$arch " libboost1.81-dev librocksdb-dev libspdlog-dev libssl-dev libyaml-dev prometheus-cpp-dev zlib1g-dev) \
    && rm -rf /var/lib/apt/lists/*
COPY . /source
RUN target=$(dpkg-architecture -a ${TARGETARCH:-$(dpkg --print-architecture)} -q DEB_HOST_GNU_TYPE) \
    && cmake -S /source -B /build -G Ninja -DCMAKE_C_COMPILER=$target-gcc -DCMAKE_CXX_COMPILER=$target-g++ -DSTATOR_TESTS=OFF \
             -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_FLAGS_RELEASE="-O2 -DNDEBUG" -DCMAKE_CXX_FLAGS="-ffunction-sections -fdata-sections" \
             -DCMAKE_EXE_LINKER_FLAGS="-B/usr/libexec/mold -s -Wl,--gc-sections" \
    && cmake --build /build --target stator_program
RUN /source/tools/image_root /build/bin/stator /image

FROM scratch
COPY --from=build /image/rootfs/ /
COPY --from=build --chown=1000:1000 /image/home/ /home/
ENV PATH=/usr/local/bin:/usr/bin
# All addresses, since the container's own loopback is nobody else's. The health check asks the address in the file, whatever
# the port is.
ENV STATOR_HOST=0.0.0.0 STATOR_URL_FILE=/tmp/stator.url
USER dynamodblocal
WORKDIR /home/dynamodblocal
VOLUME /home/dynamodblocal/data
EXPOSE 8000
HEALTHCHECK --interval=5s --timeout=3s --start-period=5s --retries=3 CMD ["/usr/local/bin/stator", "healthcheck"]
# docker run -p 8000:8000 -v stator:/home/dynamodblocal/data stator --db-path data
ENTRYPOINT ["/usr/local/bin/stator"]
