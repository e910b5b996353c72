#include "base/self_signed.h"

#include <gtest/gtest.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <chrono>
#include <memory>
#include <stdexcept>

namespace stator {
namespace {

using std::chrono::hours;
using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;

Certificate parse(const std::string& pem) {
  BIO* text = BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()));
  Certificate certificate(PEM_read_bio_X509(text, nullptr, nullptr, nullptr), &X509_free);
  BIO_free(text);
  return certificate;
}

TEST(SelfSigned, IsForItsNamesAndAddresses) {
  const std::string names[] = {"localhost", "127.0.0.1", "::1", "db.example"};
  const Certificate certificate = parse(makeSelfSignedCertificate(names, SystemClock().now()).certificate);
  ASSERT_TRUE(certificate);
  for (const char* host : {"localhost", "db.example"})
    EXPECT_EQ(X509_check_host(certificate.get(), host, 0, 0, nullptr), 1) << host;
  for (const char* address : {"127.0.0.1", "::1"}) EXPECT_EQ(X509_check_ip_asc(certificate.get(), address, 0), 1) << address;
  EXPECT_EQ(X509_check_host(certificate.get(), "example", 0, 0, nullptr), 0);
  EXPECT_EQ(X509_check_ip_asc(certificate.get(), "127.0.0.2", 0), 0);
}

TEST(SelfSigned, LivesByTheClock) {
  const std::string names[] = {"localhost"};
  const TimePoint start{std::chrono::seconds(1'800'000'000)};
  const Certificate certificate = parse(makeSelfSignedCertificate(names, start).certificate);
  const auto compare = [&](const ASN1_TIME* time, TimePoint when) {
    return ASN1_TIME_cmp_time_t(time, std::chrono::system_clock::to_time_t(when));
  };
  EXPECT_EQ(compare(X509_get0_notBefore(certificate.get()), start - hours(24)), 0);
  EXPECT_GT(compare(X509_get0_notAfter(certificate.get()), start + hours(24 * 365)), 0);
}

TEST(SelfSigned, EachHasItsOwnKeyAndSerialNumber) {
  const std::string names[] = {"localhost"};
  const PemCertificate a = makeSelfSignedCertificate(names, SystemClock().now()),
                       b = makeSelfSignedCertificate(names, SystemClock().now());
  EXPECT_NE(a.private_key, b.private_key);
  EXPECT_NE(ASN1_INTEGER_cmp(X509_get0_serialNumber(parse(a.certificate).get()),
                             X509_get0_serialNumber(parse(b.certificate).get())),
            0);
}

TEST(SelfSigned, NeedsAName) { EXPECT_THROW(makeSelfSignedCertificate({}, SystemClock().now()), std::runtime_error); }

}  // namespace
}  // namespace stator
