#include "server/tls_context.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <stdexcept>
#include <vector>

#include "base/self_signed.h"

namespace stator {
namespace {

namespace ssl = boost::asio::ssl;
using boost::system::error_code;

void failIf(const error_code& error, const std::string& what, const std::string& file) {
  if (error) throw std::runtime_error("cannot use " + file + " as the " + what + " of TLS: " + error.message());
}

bool isUnspecified(const std::string& address) { return address == "0.0.0.0" || address == "::"; }

std::vector<std::string> namesOf(const std::string& address) {
  std::vector<std::string> names = {"localhost", "127.0.0.1", "::1"};
  std::array<char, 256> host{};
  if (gethostname(host.data(), host.size() - 1) == 0 && host[0] != '\0') names.emplace_back(host.data());
  if (!isUnspecified(address) && std::find(names.begin(), names.end(), address) == names.end()) names.push_back(address);
  return names;
}

void useSelfSigned(ssl::context& context, const TlsOptions& tls, const std::string& address, const Clock& clock) {
  const PemCertificate made = makeSelfSignedCertificate(namesOf(address), clock.now());
  context.use_certificate_chain(boost::asio::buffer(made.certificate));
  context.use_private_key(boost::asio::buffer(made.private_key), ssl::context::pem);
  if (tls.certificate_file.empty()) return;
  std::ofstream file(tls.certificate_file, std::ios::binary | std::ios::trunc);
  file << made.certificate << std::flush;
  if (!file) throw std::runtime_error("cannot write the certificate to " + tls.certificate_file);
}

}  // namespace

ssl::context makeTlsContext(const TlsOptions& tls, const std::string& address, const Clock& clock) {
  ssl::context context(ssl::context::tls_server);
  context.set_options(ssl::context::default_workarounds | ssl::context::no_sslv2 | ssl::context::no_sslv3 |
                      ssl::context::no_tlsv1 | ssl::context::no_tlsv1_1);
  if (tls.self_signed) {
    useSelfSigned(context, tls, address, clock);
    return context;
  }
  error_code error;
  context.use_certificate_chain_file(tls.certificate_file, error);
  failIf(error, "certificate", tls.certificate_file);
  context.use_private_key_file(tls.key_file, ssl::context::pem, error);
  failIf(error, "private key", tls.key_file);
  return context;
}

}  // namespace stator
