#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace slipway::testing {

/// A plain socket to a server on this machine, for what no well-behaved client does.
class RawConnection
{
public:
    explicit RawConnection(int port)
        : m_socket(::socket(AF_INET, SOCK_STREAM, 0))
    {
        sockaddr_in address {};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        m_connected = ::connect(m_socket, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0;
    }
    RawConnection(RawConnection &&other) noexcept
        : m_socket(std::exchange(other.m_socket, -1))
        , m_connected(other.m_connected)
        , m_received(std::move(other.m_received))
    {
    }
    RawConnection &operator=(RawConnection &&) = delete;
    ~RawConnection()
    {
        if (m_socket >= 0)
            ::close(m_socket);
    }

    bool connected() const { return m_connected; }

    bool send(std::string_view text)
    {
        while (!text.empty()) {
            const auto sent = ::send(m_socket, text.data(), text.size(), MSG_NOSIGNAL);
            if (sent <= 0)
                return false;
            text.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    }

    void closeSending() { ::shutdown(m_socket, SHUT_WR); }

    /// One whole answer with its header; empty where the server closes or nothing comes in time.
    std::string answer(int timeoutMs = 5000)
    {
        for (;;) {
            if (const auto end = m_received.find("\r\n\r\n"); end != std::string::npos) {
                const auto length = m_received.find("Content-Length: ");
                const std::size_t body = length < end ? std::stoul(m_received.substr(length + 16)) : 0;
                if (m_received.size() >= end + 4 + body) {
                    std::string whole = m_received.substr(0, end + 4 + body);
                    m_received.erase(0, whole.size());
                    return whole;
                }
            }
            if (!receive(timeoutMs))
                return {};
        }
    }

    /// Whether the server closes within the time; what it still sends is read.
    bool closesWithin(int timeoutMs)
    {
        const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(timeoutMs);
        for (;;) {
            const auto left =
                std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
            if (left.count() <= 0)
                return false;
            pollfd waiting {m_socket, POLLIN, 0};
            if (::poll(&waiting, 1, static_cast<int>(left.count())) <= 0)
                return false;
            if (!receive(0))
                return true;
        }
    }

    const std::string &received() const { return m_received; }

private:
    bool receive(int timeoutMs)
    {
        pollfd waiting {m_socket, POLLIN, 0};
        if (::poll(&waiting, 1, timeoutMs) <= 0)
            return false;
        char bytes[65536];
        const auto count = ::recv(m_socket, bytes, sizeof bytes, 0);
        if (count <= 0)
            return false;
        m_received.append(bytes, static_cast<std::size_t>(count));
        return true;
    }

    int m_socket;
    bool m_connected = false;
    std::string m_received;
};

/// "HTTP/1.1 200 OK..." is 200; 0 where there is no answer.
inline int statusOf(const std::string &answer)
{
    return answer.starts_with("HTTP/1.1 ") ? std::stoi(answer.substr(9, 3)) : 0;
}

inline std::string bodyOf(const std::string &answer)
{
    const auto end = answer.find("\r\n\r\n");
    return end == std::string::npos ? std::string() : answer.substr(end + 4);
}

} // namespace slipway::testing
