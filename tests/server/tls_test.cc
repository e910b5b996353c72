// The server over TLS, seen by a client that checks certificates.
#include <gmock/gmock.h>
#include <openssl/ssl.h>

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <fstream>
#include <memory>
#include <stdexcept>

#include "base/self_signed.h"
#include "tests/server/server_fixture.h"
#include "tests/support/temporary_directory.h"

namespace stator::test {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using testing::Contains;
using testing::HasSubstr;

// Trusts one certificate, and speaks up to `newest` of TLS.
class TlsClient {
 public:
  TlsClient(uint16_t port, const std::string& trusted_file, const std::string& host = "localhost",
            int newest = TLS1_3_VERSION) {
    context_.load_verify_file(trusted_file);
    context_.set_verify_mode(asio::ssl::verify_peer);
    context_.set_verify_callback(asio::ssl::host_name_verification(host));
    SSL_CTX_set_security_level(context_.native_handle(), 0);  // lets it speak versions that are not safe any more
    SSL_CTX_set_min_proto_version(context_.native_handle(), TLS1_VERSION);
    SSL_CTX_set_max_proto_version(context_.native_handle(), newest);
    stream_ = std::make_unique<asio::ssl::stream<tcp::socket>>(io_, context_);
    stream_->next_layer().connect({asio::ip::address_v4::loopback(), port});
    stream_->handshake(asio::ssl::stream_base::client, error_);
  }

  const boost::system::error_code& error() const { return error_; }

  void send(const std::string& text) { asio::write(*stream_, asio::buffer(text), error_); }

  // The body of the next answer, whose head has a Content-Length.
  std::string receive() {
    const size_t head = asio::read_until(*stream_, asio::dynamic_buffer(received_), "\r\n\r\n", error_);
    const size_t at = received_.find("Content-Length: ");
    if (error_ || at > head) return {};
    const size_t length = std::strtoul(received_.c_str() + at + 16, nullptr, 10);
    if (received_.size() < head + length) {
      asio::read(*stream_, asio::dynamic_buffer(received_), asio::transfer_exactly(head + length - received_.size()),
                 error_);
    }
    std::string body = received_.substr(head, length);
    received_.erase(0, head + length);
    return body;
  }

  // Whether the server says goodbye as TLS wants it.
  bool endsCleanly() {
    char byte;
    stream_->read_some(asio::buffer(&byte, 1), error_);
    return error_ == asio::error::eof;
  }

 private:
  asio::io_context io_;
  asio::ssl::context context_{asio::ssl::context::tls_client};
  std::unique_ptr<asio::ssl::stream<tcp::socket>> stream_;
  boost::system::error_code error_;
  std::string received_;
};

class TlsTest : public ServerFixture {
 protected:
  void startTls() {
    HttpServerOptions options;
    options.tls.self_signed = true;
    options.tls.certificate_file = certificate_;
    start(options);
  }

  TemporaryDirectory directory_;
  const std::string certificate_ = directory_.path() + "/certificate.pem";
};

TEST_F(TlsTest, AnswersRequestAfterRequest) {
  startTls();
  TlsClient client(port(), certificate_);
  ASSERT_FALSE(client.error()) << client.error().message();
  for (int i = 0; i < 20; ++i) {
    client.send(signedPost(std::to_string(i)));
    EXPECT_EQ(client.receive(), std::to_string(i));
  }
  client.send(signedPost("a") + signedPost("b"));
  EXPECT_EQ(client.receive(), "a");
  EXPECT_EQ(client.receive(), "b");
}

TEST_F(TlsTest, CarriesLargeBodies) {
  startTls();
  TlsClient client(port(), certificate_);
  std::string body(3'000'000, 'x');
  for (size_t i = 0; i < body.size(); i += 1000) body[i] = static_cast<char>('a' + i / 1000 % 26);
  client.send(signedPost(body));
  EXPECT_EQ(client.receive(), body);
}

TEST_F(TlsTest, TheCertificateIsForThisMachinesNames) {
  startTls();
  for (const char* name : {"localhost", "127.0.0.1", "::1"})
    EXPECT_FALSE(TlsClient(port(), certificate_, name).error()) << name;
  EXPECT_TRUE(TlsClient(port(), certificate_, "example.com").error());
}

TEST_F(TlsTest, SpeaksNothingOlderThan12) {
  startTls();
  EXPECT_FALSE(TlsClient(port(), certificate_, "localhost", TLS1_2_VERSION).error());
  EXPECT_TRUE(TlsClient(port(), certificate_, "localhost", TLS1_1_VERSION).error());
}

TEST_F(TlsTest, EndsTheConnectionCleanly) {
  startTls();
  TlsClient client(port(), certificate_);
  client.send(signedPost("x", "Connection: close\r\n"));
  EXPECT_EQ(client.receive(), "x");
  EXPECT_TRUE(client.endsCleanly());
  TlsClient idle(port(), certificate_);
  idle.send(signedPost("y"));
  EXPECT_EQ(idle.receive(), "y");
  server_->stop();
  EXPECT_TRUE(idle.endsCleanly());
}

TEST_F(TlsTest, StopsDuringAHandshake) {
  startTls();
  HttpClient silent(port());
  ASSERT_TRUE(silent.send("\x16\x03\x01"));
  server_->stop(std::chrono::milliseconds(10));
  EXPECT_TRUE(silent.ended());
}

TEST_F(TlsTest, SaysWhenAClientSpeaksPlainHttp) {
  startTls();
  {
    HttpClient client(port());
    client.send(signedPost("x"));
    client.receiveAll();
  }
  server_->stop();
  EXPECT_THAT(logged(), Contains(HasSubstr("speaks https://")));
}

TEST_F(TlsTest, UsesTheFilesThatItIsGiven) {
  const std::string names[] = {"localhost"};
  const PemCertificate made = makeSelfSignedCertificate(names, clock_.now());
  const std::string key = directory_.path() + "/key.pem";
  std::ofstream(certificate_) << made.certificate;
  std::ofstream(key) << made.private_key;
  HttpServerOptions options;
  options.tls = {certificate_, key};
  start(options);
  TlsClient client(port(), certificate_);
  client.send(signedPost("x"));
  EXPECT_EQ(client.receive(), "x");
}

TEST_F(TlsTest, FailsClearlyOnFilesThatAreNone) {
  std::ofstream(certificate_) << "nonsense";
  HttpServerOptions options;
  options.tls = {certificate_, "/no/such/key.pem"};
  try {
    start(options);
    FAIL();
  } catch (const std::runtime_error& error) {
    EXPECT_THAT(error.what(), HasSubstr("cannot use " + certificate_ + " as the certificate"));
  }
}

TEST_F(TlsTest, ConnectionsAboveTheMaximumAreToldSo) {
  HttpServerOptions options;
  options.tls.self_signed = true;
  options.tls.certificate_file = certificate_;
  options.max_connections = 1;
  start(options);
  TlsClient first(port(), certificate_);
  first.send(signedPost("x"));
  EXPECT_EQ(first.receive(), "x");
  TlsClient second(port(), certificate_);
  EXPECT_FALSE(second.error());
  EXPECT_EQ(second.receive(), "");
  first.send(signedPost("y"));
  EXPECT_EQ(first.receive(), "y");
}

}  // namespace
}  // namespace stator::test
