// Every limit of the HTTP side, by name and with its unit.
#pragma once

#include <chrono>
#include <cstddef>

namespace stator {

// A body of this many bytes is not refused for its size, one byte more is. Holds for the decompressed body as well.
// DynamoDB capture (dynalite).
inline constexpr size_t kMaxBodyBytes = 16 * 1024 * 1024;

// Request line and headers together, over which the answer is 431. The service's own limit is unverified.
inline constexpr size_t kMaxHeaderBytes = 32 * 1024;
inline constexpr size_t kMaxHeaders = 128;

// A connection's read buffer: at first, and at most. A chunk's header line must fit it as well.
inline constexpr size_t kReadBufferBytes = 8 * 1024;
inline constexpr size_t kMaxReadBufferBytes = 64 * 1024;
static_assert(kMaxHeaderBytes < kMaxReadBufferBytes);

// Memory that a connection keeps between requests; what is larger goes back after each request.
inline constexpr size_t kKeptBodyBytes = 256 * 1024;

// So much of an Origin that is refused is told.
inline constexpr size_t kMaxShownOrigin = 200;

// Answers shorter than this are sent as they are, since gzip would not save a packet.
inline constexpr size_t kMinGzipBytes = 1024;

inline constexpr size_t kDefaultMaxConnections = 4096;
// Connections above the maximum that are being told so (503); any more are closed without a word.
inline constexpr size_t kMaxRefusals = 64;

inline constexpr std::chrono::seconds kDefaultIdleTimeout{300};    // between two requests
inline constexpr std::chrono::seconds kDefaultRequestTimeout{60};  // from a request's first byte to its last
inline constexpr std::chrono::seconds kHandshakeTimeout{20};       // of TLS
inline constexpr std::chrono::seconds kWriteTimeout{60};           // for the client to take the whole answer
// After an answer that ends the connection early: how long, and how much, is read and thrown away, so that the
// client gets to see the answer and not a reset.
inline constexpr std::chrono::seconds kLingerTimeout{2};
inline constexpr size_t kMaxLingerBytes = 64 * 1024 * 1024;

// On stop(): how long requests in flight may take to finish. They take milliseconds; what takes longer is a client that has
// sent half of one. Under a second in all, since whoever stops a container waits for it.
inline constexpr std::chrono::milliseconds kStopGrace{800};

}  // namespace stator
