// A TLS front before a plain HTTP server, with a certificate of its own made on the spot. Header-only.
#pragma once

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

namespace stator::test {

// A self-signed certificate for "localhost" and its key, as PEM.
struct TestCertificate {
  std::string certificate, key;

  TestCertificate() {
    constexpr int kBits = 2048, kDay = 86400;
    EVP_PKEY* pair = EVP_RSA_gen(kBits);
    X509* x509 = X509_new();
    X509_set_version(x509, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(x509), 1);
    X509_gmtime_adj(X509_getm_notBefore(x509), -kDay);
    X509_gmtime_adj(X509_getm_notAfter(x509), kDay);
    X509_set_pubkey(x509, pair);
    X509_NAME* name = X509_get_subject_name(x509);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("localhost"), -1, -1, 0);
    X509_set_issuer_name(x509, name);
    X509_EXTENSION* names = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, "DNS:localhost");
    X509_add_ext(x509, names, -1);
    X509_EXTENSION_free(names);
    X509_sign(x509, pair, EVP_sha256());
    certificate = pem([&](BIO* out) { PEM_write_bio_X509(out, x509); });
    key = pem([&](BIO* out) { PEM_write_bio_PrivateKey(out, pair, nullptr, nullptr, 0, nullptr, nullptr); });
    X509_free(x509);
    EVP_PKEY_free(pair);
  }

 private:
  template <class Write>
  static std::string pem(Write write) {
    BIO* out = BIO_new(BIO_s_mem());
    write(out);
    char* data = nullptr;
    const long size = BIO_get_mem_data(out, &data);
    std::string text(data, static_cast<size_t>(size));
    BIO_free(out);
    return text;
  }
};

// Passes HTTP messages on to 127.0.0.1:backend, one thread a connection. Clients must be gone before it ends.
class TlsFront {
 public:
  TlsFront(const TestCertificate& certificate, uint16_t backend)
      : acceptor_(io_, {boost::asio::ip::address_v4::loopback(), 0}), backend_(backend) {
    tls_.use_certificate_chain(boost::asio::buffer(certificate.certificate));
    tls_.use_private_key(boost::asio::buffer(certificate.key), boost::asio::ssl::context::pem);
    accepting_ = std::thread([this] { accept(); });
  }
  ~TlsFront() {
    stopping_ = true;
    boost::system::error_code ignored;
    Socket knock(io_);  // accept() has to return once more
    knock.connect(acceptor_.local_endpoint(), ignored);
    accepting_.join();
    for (std::thread& thread : serving_) thread.join();
  }

  uint16_t port() const { return acceptor_.local_endpoint().port(); }

 private:
  using Socket = boost::asio::ip::tcp::socket;

  void accept() {
    while (true) {
      boost::system::error_code error;
      auto socket = std::make_shared<Socket>(io_);
      acceptor_.accept(*socket, error);
      if (stopping_ || error) return;
      serving_.emplace_back([this, socket] { serve(std::move(*socket)); });
    }
  }

  void serve(Socket socket) {
    namespace http = boost::beast::http;
    try {
      boost::asio::ssl::stream<Socket> client(std::move(socket), tls_);
      client.handshake(boost::asio::ssl::stream_base::server);
      Socket server(io_);
      server.connect({boost::asio::ip::address_v4::loopback(), backend_});
      boost::beast::flat_buffer from_client, from_server;
      while (true) {
        http::request<http::string_body> request;
        http::read(client, from_client, request);
        http::write(server, request);
        http::response<http::string_body> response;
        http::read(server, from_server, response);
        http::write(client, response);
      }
    } catch (const boost::system::system_error&) {  // one of them has closed its connection
    }
  }

  boost::asio::io_context io_;
  boost::asio::ssl::context tls_{boost::asio::ssl::context::tls_server};
  boost::asio::ip::tcp::acceptor acceptor_;
  const uint16_t backend_;
  std::atomic<bool> stopping_{false};
  std::thread accepting_;
  std::vector<std::thread> serving_;
};

}  // namespace stator::test
