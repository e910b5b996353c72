#include "server/program_log.h"

#define SPDLOG_FMT_EXTERNAL
#define FMT_HEADER_ONLY
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <chrono>
#include <string>

namespace stator {
namespace {

constexpr const char* kTextPattern = "%Y-%m-%dT%H:%M:%S.%eZ %^%l%$ %v";
constexpr const char* kJsonPattern = R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",%v})";

spdlog::level::level_enum levelOf(Verbosity verbosity) {
  switch (verbosity) {
    case Verbosity::Debug:
      return spdlog::level::debug;
    case Verbosity::Info:
      return spdlog::level::info;
    case Verbosity::Warning:
      return spdlog::level::warn;
    case Verbosity::Error:
      break;
  }
  return spdlog::level::err;
}

// Names come from clients: a control character must not become a line of its own, nor an escape sequence of a terminal.
void appendEscaped(std::string& out, std::string_view text, bool json) {
  for (char c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
      out += json ? fmt::format("\\u{:04x}", static_cast<unsigned>(c)) : fmt::format("\\x{:02x}", static_cast<unsigned>(c));
    } else {
      if (json && (c == '"' || c == '\\')) out.push_back('\\');
      out.push_back(c);
    }
  }
}

void appendMember(std::string& out, std::string_view name, std::string_view value) {
  if (value.empty()) return;
  if (!out.empty()) out.push_back(',');
  out.append("\"").append(name).append("\":\"");
  appendEscaped(out, value, true);
  out.push_back('"');
}

void appendNumber(std::string& out, std::string_view name, int64_t value) {
  out.append(",\"").append(name).append("\":").append(std::to_string(value));
}

int64_t microseconds(const RequestRecord& request) {
  return std::chrono::duration_cast<std::chrono::microseconds>(request.duration).count();
}

// "GetItem music 400 ResourceNotFoundException 85us 000000000000/us-east-1"
std::string textOf(const RequestRecord& request) {
  std::string text;
  appendEscaped(text, request.operation.empty() ? "-" : request.operation, false);
  if (!request.table.empty()) appendEscaped(text.append(" "), request.table, false);
  text.append(" " + std::to_string(request.http_status));
  if (!request.error.empty()) text.append(" ").append(request.error);
  text.append(" " + std::to_string(microseconds(request)) + "us");
  if (!request.account.empty()) {
    text.append(" ").append(request.account).append("/");
    appendEscaped(text, request.region, false);
  }
  return text;
}

std::string jsonOf(const RequestRecord& request) {
  std::string json;
  appendMember(json, "message", "request");
  appendMember(json, "operation", request.operation);
  appendMember(json, "table", request.table);
  appendNumber(json, "status", request.http_status);
  appendMember(json, "error", request.error);
  appendNumber(json, "microseconds", microseconds(request));
  appendMember(json, "account", request.account);
  appendMember(json, "region", request.region);
  return json;
}

}  // namespace

struct ProgramLog::Implementation {
  bool json;
  spdlog::logger logger;
};

ProgramLog::ProgramLog(bool json, Verbosity verbosity)
    : implementation_(
          new Implementation{json, spdlog::logger("stator", std::make_shared<spdlog::sinks::stderr_color_sink_mt>())}) {
  spdlog::logger& logger = implementation_->logger;
  logger.set_level(levelOf(verbosity));
  logger.set_pattern(json ? kJsonPattern : kTextPattern, spdlog::pattern_time_type::utc);
}

ProgramLog::~ProgramLog() = default;

void ProgramLog::write(Verbosity level, std::string_view line) const {
  std::string text;
  if (implementation_->json) {
    appendMember(text, "message", line);
  } else {
    appendEscaped(text, line, false);
  }
  implementation_->logger.log(levelOf(level), text);
}

void ProgramLog::write(const RequestRecord& request) const {
  if (!implementation_->logger.should_log(spdlog::level::debug)) return;
  implementation_->logger.log(spdlog::level::debug, implementation_->json ? jsonOf(request) : textOf(request));
}

}  // namespace stator
