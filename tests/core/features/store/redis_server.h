#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <string>
#include <thread>
#include <vector>

namespace slipway::testing {

/// A port that nobody listens on at this moment.
inline int freePort()
{
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    (void)::bind(socket, reinterpret_cast<sockaddr *>(&address), size);
    (void)::getsockname(socket, reinterpret_cast<sockaddr *>(&address), &size);
    ::close(socket);
    return ntohs(address.sin_port);
}

/// A Redis of the test's own, on a port of its own, without a file. It ends with the object.
class RedisServer
{
public:
    explicit RedisServer(std::filesystem::path folder, std::vector<std::string> more = {})
        : m_folder(std::move(folder))
        , m_more(std::move(more))
        , m_port(freePort())
    {
        start();
    }
    ~RedisServer() { stop(); }
    RedisServer(const RedisServer &) = delete;
    RedisServer &operator=(const RedisServer &) = delete;

    static bool installed() { return ::access("/usr/bin/redis-server", X_OK) == 0; }

    int port() const { return m_port; }
    std::string address() const { return "redis://127.0.0.1:" + std::to_string(m_port) + "/0"; }

    /// Waits until it listens; false where it does not.
    bool start()
    {
        std::vector<std::string> words {
            "redis-server", "--port",          std::to_string(m_port), "--bind", "127.0.0.1", "--save", "",
            "--dir",        m_folder.string(), "--daemonize",          "no"};
        words.insert(words.end(), m_more.begin(), m_more.end());
        (void)std::fflush(nullptr); // or the child writes it again
        m_pid = ::fork();
        if (m_pid == 0) {
            (void)!std::freopen("/dev/null", "w", stdout);
            std::vector<char *> arguments;
            for (auto &word : words)
                arguments.push_back(word.data());
            arguments.push_back(nullptr);
            ::execv("/usr/bin/redis-server", arguments.data());
            ::_exit(1);
        }
        for (int i = 0; i < 500; ++i) {
            if (listens())
                return true;
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
        return false;
    }

    void stop()
    {
        signal(SIGKILL);
        if (m_pid > 0)
            ::waitpid(m_pid, nullptr, 0);
        m_pid = -1;
    }

    void pause() { signal(SIGSTOP); }
    void resume() { signal(SIGCONT); }

private:
    void signal(int number) const
    {
        if (m_pid > 0)
            ::kill(m_pid, number);
    }

    bool listens() const
    {
        const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address {};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<std::uint16_t>(m_port));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const bool open = ::connect(socket, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0;
        ::close(socket);
        return open;
    }

    const std::filesystem::path m_folder;
    const std::vector<std::string> m_more;
    const int m_port;
    pid_t m_pid = -1;
};

/// Something on a port that is no Redis: it takes one connection after the other and does what it is told.
class FalseServer
{
public:
    /// `answer` has the socket of a client that has sent something.
    explicit FalseServer(std::function<void(int)> answer)
    {
        m_socket = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address {};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        (void)::bind(m_socket, reinterpret_cast<sockaddr *>(&address), size);
        (void)::getsockname(m_socket, reinterpret_cast<sockaddr *>(&address), &size);
        (void)::listen(m_socket, 8);
        m_port = ntohs(address.sin_port);
        m_thread = std::jthread([this, answer = std::move(answer)] {
            for (int client = 0; (client = ::accept(m_socket, nullptr, nullptr)) >= 0;) {
                char bytes[4096];
                if (::recv(client, bytes, sizeof bytes, 0) > 0)
                    answer(client);
                ::close(client);
            }
        });
    }
    ~FalseServer()
    {
        ::shutdown(m_socket, SHUT_RDWR);
        m_thread.join();
        ::close(m_socket);
    }
    FalseServer(const FalseServer &) = delete;
    FalseServer &operator=(const FalseServer &) = delete;

    int port() const { return m_port; }

private:
    int m_socket;
    int m_port = 0;
    std::jthread m_thread;
};

} // namespace slipway::testing
