#include "base/self_signed.h"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <chrono>
#include <memory>
#include <stdexcept>

#include "base/random.h"

namespace stator {
namespace {

constexpr std::chrono::seconds kDay{86400};
constexpr std::chrono::seconds kValidity = 397 * kDay;  // what browsers take at most

template <auto kFree>
struct Freed {
  template <class T>
  void operator()(T* object) const {
    kFree(object);
  }
};
using Certificate = std::unique_ptr<X509, Freed<X509_free>>;
using KeyPair = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Freed<X509_EXTENSION_free>>;
using Memory = std::unique_ptr<BIO, Freed<BIO_free>>;

void must(bool done) {
  if (!done) throw std::runtime_error("OpenSSL cannot make a certificate");
}

bool isAddress(const std::string& name) {
  return name.find_first_not_of("0123456789.") == std::string::npos || name.find(':') != std::string::npos;
}

std::string alternativeNames(std::span<const std::string> names) {
  std::string text;
  for (const std::string& name : names)
    text += (text.empty() ? "" : ",") + std::string(isAddress(name) ? "IP:" : "DNS:") + name;
  return text;
}

void extend(X509* certificate, int nid, const std::string& value) {
  X509V3_CTX context{};
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
  const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str()));
  must(extension && X509_add_ext(certificate, extension.get(), -1) == 1);
}

std::string contents(const Memory& memory) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(memory.get(), &data);
  return std::string(data, static_cast<size_t>(size));
}

}  // namespace

PemCertificate makeSelfSignedCertificate(std::span<const std::string> names, TimePoint now) {
  const KeyPair key(EVP_EC_gen("P-256"));
  const Certificate certificate(X509_new());
  must(key && certificate && !names.empty());
  X509* x509 = certificate.get();
  const time_t seconds = std::chrono::system_clock::to_time_t(now);
  must(X509_set_version(x509, X509_VERSION_3) == 1);
  // Two certificates of one issuer with the same number confuse browsers.
  must(ASN1_INTEGER_set_uint64(X509_get_serialNumber(x509), entropySeed() >> 1) == 1);
  must(ASN1_TIME_set(X509_getm_notBefore(x509), seconds - kDay.count()) != nullptr);
  must(ASN1_TIME_set(X509_getm_notAfter(x509), seconds - kDay.count() + kValidity.count()) != nullptr);
  must(X509_set_pubkey(x509, key.get()) == 1);
  X509_NAME* subject = X509_get_subject_name(x509);
  must(X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("stator"), -1, -1,
                                  0) == 1);
  must(X509_set_issuer_name(x509, subject) == 1);
  extend(x509, NID_subject_alt_name, alternativeNames(names));
  // So that a client can take the certificate itself for its authority.
  extend(x509, NID_basic_constraints, "critical,CA:TRUE");
  extend(x509, NID_subject_key_identifier, "hash");
  must(X509_sign(x509, key.get(), EVP_sha256()) > 0);

  const Memory certificate_text(BIO_new(BIO_s_mem())), key_text(BIO_new(BIO_s_mem()));
  must(certificate_text && key_text && PEM_write_bio_X509(certificate_text.get(), x509) == 1);
  must(PEM_write_bio_PrivateKey(key_text.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1);
  return {contents(certificate_text), contents(key_text)};
}

}  // namespace stator
