// Standard base64 with padding (RFC 4648, section 4).
#pragma once

#include <string>
#include <string_view>

namespace stator {

void appendBase64(std::string& out, std::string_view bytes);
std::string base64(std::string_view bytes);

enum class Base64Error { None, Length, Alphabet, Tail };  // length not a multiple of 4; foreign character; bad padding bits

// Appends the decoded bytes to `out`; on an error `out` is as before.
Base64Error decodeBase64(std::string_view text, std::string& out);

}  // namespace stator
