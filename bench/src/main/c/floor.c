/*
 * The floors of a machine, in C, against the load server.
 *
 *   floor saturation --port P --frames N [--tls] [--cpu K]     read(2) of all bytes, nothing decoded (TLS: SSL_read)
 *   floor latency    --port P --frames N [--warm-up W] [--tls] [--cpu K]   spins on recv, finds each frame and its due time
 *   floor hiccup     --rate R --frames N [--warm-up W] [--cpu K]           no socket: when does a spinning thread see each due time
 *
 * Stdout: one JSON line, {"frames":N,"bytesPerFrame":null} or {"frames":N,"p50":..,"p99w":..,"p999w":..,"p9999w":..,
 * "max":..} in nanoseconds. The first W frames, a quarter where not said, are dropped; p50 and max are over all others, pXw is the
 * median over windows of 100 ms of due time of each window's percentile. The server must run with --end eof for
 * saturation.
 */
#include "common.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <signal.h>
#include <sys/socket.h>

enum { BUFFER = 1 << 18 };
static const int64_t WINDOW_NS = 100000000;

typedef struct {
    int64_t due, latency;
} sample_t;

static unsigned char buffer[BUFFER], sealed[BUFFER];
static int sock;
static SSL *tls;
static BIO *tls_in, *tls_out;
static sample_t *samples;
static int64_t sample_count, warm_up = -1;

/* ---- statistics ---- */

static int compare(const void *left, const void *right) {
    const int64_t a = *(const int64_t *) left, b = *(const int64_t *) right;
    return (a > b) - (a < b);
}

/* The least value that so many per ten thousand of the sorted values do not exceed. */
static int64_t percentile(const int64_t *sorted, int64_t count, int64_t of_10000) {
    const int64_t rank = (count * of_10000 + 9999) / 10000;
    return sorted[rank == 0 ? 0 : rank - 1];
}

static void report(int64_t frames) {
    const int64_t from = warm_up, count = sample_count - from;
    int64_t *values = malloc(count * sizeof *values), *all = malloc(count * sizeof *all);
    int64_t *windows[3], window_count = 0, at = from;
    static const int64_t ranks[3] = {9900, 9990, 9999};
    for (int i = 0; i < 3; i++) {
        windows[i] = malloc((count + 1) * sizeof(int64_t));
    }
    while (at < sample_count) {
        const int64_t window = (samples[at].due - samples[from].due) / WINDOW_NS;
        int64_t n = 0;
        for (; at < sample_count && (samples[at].due - samples[from].due) / WINDOW_NS == window; at++) {
            values[n++] = samples[at].latency;
            all[at - from] = samples[at].latency;
        }
        qsort(values, n, sizeof *values, compare);
        for (int i = 0; i < 3; i++) {
            windows[i][window_count] = percentile(values, n, ranks[i]);
        }
        window_count++;
    }
    qsort(all, count, sizeof *all, compare);
    int64_t medians[3];
    for (int i = 0; i < 3; i++) {
        qsort(windows[i], window_count, sizeof(int64_t), compare);
        medians[i] = percentile(windows[i], window_count, 5000);
    }
    printf("{\"frames\":%lld,\"p50\":%lld,\"p99w\":%lld,\"p999w\":%lld,\"p9999w\":%lld,\"max\":%lld}\n",
        (long long) frames, (long long) percentile(all, count, 5000), (long long) medians[0],
        (long long) medians[1], (long long) medians[2], (long long) all[count - 1]);
}

/* ---- the connection ---- */

static void connect_to(int port) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    sock = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (sock < 0 || connect(sock, (struct sockaddr *) &address, sizeof address) != 0) {
        die(BROKEN, "cannot connect to port %d: %s", port, strerror(errno));
    }
    const int one = 1;
    setsockopt(sock, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
}

/* Bytes read, 0 for none now where the socket does not wait, -1 at the end. */
static int take_raw(unsigned char *into, int room) {
    const ssize_t n = recv(sock, into, room, 0);
    return n > 0 ? (int) n : n < 0 && (errno == EAGAIN || errno == EINTR) ? 0 : -1;
}

/* The same through TLS, one record: many are read at once, and only then by OpenSSL, which would read each twice. */
static int take(unsigned char *into, int room) {
    if (tls == NULL) {
        return take_raw(into, room);
    }
    for (;;) {
        const int n = SSL_read(tls, into, room);
        if (n > 0) {
            return n;
        }
        if (SSL_get_error(tls, n) != SSL_ERROR_WANT_READ) {
            return -1;
        }
        const int raw = take_raw(sealed, BUFFER);
        if (raw <= 0) {
            return raw;
        }
        BIO_write(tls_in, sealed, raw);
    }
}

static void send_all(const void *bytes, int length) {
    if (send(sock, bytes, length, MSG_NOSIGNAL) != length) {
        die(BROKEN, "cannot send");
    }
}

/* What OpenSSL has to say to the server. */
static void flush_tls(void) {
    char *bytes;
    const long length = BIO_get_mem_data(tls_out, &bytes);
    if (length > 0) {
        send_all(bytes, (int) length);
        (void) BIO_reset(tls_out);
    }
}

/* Only the bytes count here: the certificate is the runner's own and is not verified. */
static void start_tls(void) {
    tls = SSL_new(SSL_CTX_new(TLS_client_method()));
    tls_in = BIO_new(BIO_s_mem());
    tls_out = BIO_new(BIO_s_mem());
    BIO_set_mem_eof_return(tls_in, -1);
    SSL_set_bio(tls, tls_in, tls_out);
    for (;;) {
        const int done = SSL_connect(tls);
        flush_tls();
        if (done == 1) {
            return;
        }
        const int raw = SSL_get_error(tls, done) == SSL_ERROR_WANT_READ ? take_raw(sealed, BUFFER) : -1;
        if (raw <= 0) {
            die(BROKEN, "the TLS handshake failed");
        }
        BIO_write(tls_in, sealed, raw);
    }
}

/* Asks for the stream; returns how many bytes of frames came with the answer, at the front of the buffer. */
static int upgrade(void) {
    static const char request[] =
        "GET /ws/btcusdt@aggTrade?timeUnit=MICROSECOND HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"
        "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    const int length = sizeof request - 1;
    if (tls == NULL) {
        send_all(request, length);
    } else {
        SSL_write(tls, request, length);
        flush_tls();
    }
    int have = 0;
    for (;;) {
        const int n = take(buffer + have, BUFFER - 1 - have);
        if (n < 0) {
            die(BROKEN, "the server closed before it answered");
        }
        have += n;
        buffer[have] = 0;
        const char *end = strstr((char *) buffer, "\r\n\r\n");
        if (end != NULL) {
            const int rest = have - (int) (end + 4 - (char *) buffer);
            memmove(buffer, end + 4, rest);
            return rest;
        }
    }
}

/* ---- the three floors ---- */

static void saturation(int64_t frames) {
    int64_t bytes = upgrade();
    for (int n; (n = take(buffer, BUFFER)) >= 0;) {
        bytes += n;
    }
    fprintf(stderr, "floor: %lld bytes\n", (long long) bytes);
    printf("{\"frames\":%lld,\"bytesPerFrame\":null}\n", (long long) frames);
}

/* The digits behind the last "l": of a frame; its fields stand where the server always puts them. */
static int64_t due_of(const unsigned char *payload, int length) {
    const unsigned char *at = memmem(payload + 90, length - 90, "\"l\":", 4);
    if (at == NULL) {
        die(BROKEN, "no frame of a trade: %.*s", length, payload);
    }
    int64_t value = 0;
    for (at += 4; *at >= '0' && *at <= '9'; at++) {
        value = value * 10 + *at - '0';
    }
    return value;
}

static void latency(int64_t frames) {
    int have = upgrade(), from = 0;
    fcntl(sock, F_SETFL, fcntl(sock, F_GETFL) | O_NONBLOCK);
    while (sample_count < frames) {
        while (have - from >= 4) {
            const int length = buffer[from + 2] << 8 | buffer[from + 3];
            if (buffer[from] != 0x81 || buffer[from + 1] != 126) {
                die(BROKEN, "a frame that the load server does not send");
            }
            if (have - from < 4 + length) {
                break;
            }
            const int64_t due = due_of(buffer + from + 4, length);
            samples[sample_count++] = (sample_t) {.due = due, .latency = now_ns() - due};
            from += 4 + length;
            if (sample_count == frames) {
                break;
            }
        }
        if (from == have) {
            from = have = 0;
        } else if (from > BUFFER / 2) {
            memmove(buffer, buffer + from, have - from);
            have -= from;
            from = 0;
        }
        const int n = take(buffer + have, BUFFER - have);
        if (n < 0 && sample_count < frames) {
            die(BROKEN, "the server closed after %lld frames", (long long) sample_count);
        }
        have += n < 0 ? 0 : n;
    }
    report(frames);
}

static void hiccup(int64_t frames, int64_t rate) {
    const int64_t start = now_ns();
    for (int64_t i = 0; i < frames; i++) {
        const int64_t due = start + (int64_t) ((double) i * 1e9 / (double) rate);
        int64_t now = now_ns();
        while (now < due) {
            now = now_ns();
        }
        samples[sample_count++] = (sample_t) {.due = due, .latency = now - due};
    }
    report(frames);
}

int main(int count, char **words) {
    int64_t port = 0, frames = 0, rate = 0;
    int is_tls = 0, cpu = -1;
    signal(SIGPIPE, SIG_IGN);
    alarm(120);
    for (int i = 2; i < count; i++) {
        if (strcmp(words[i], "--tls") == 0) {
            is_tls = 1;
        } else if (i + 1 < count && strcmp(words[i], "--port") == 0) {
            port = number(words[i], words[i + 1], 1), i++;
        } else if (i + 1 < count && strcmp(words[i], "--frames") == 0) {
            frames = number(words[i], words[i + 1], 4), i++;
        } else if (i + 1 < count && strcmp(words[i], "--rate") == 0) {
            rate = number(words[i], words[i + 1], 1), i++;
        } else if (i + 1 < count && strcmp(words[i], "--warm-up") == 0) {
            warm_up = number(words[i], words[i + 1], 0), i++;
        } else if (i + 1 < count && strcmp(words[i], "--cpu") == 0) {
            cpu = (int) number(words[i], words[i + 1], 0), i++;
        } else {
            die(USAGE, "unknown: %s", words[i]);
        }
    }
    const char *what = count > 1 ? words[1] : "";
    const int is_hiccup = strcmp(what, "hiccup") == 0, is_latency = strcmp(what, "latency") == 0;
    const int is_known = is_hiccup || is_latency || strcmp(what, "saturation") == 0;
    if (!is_known || frames == 0 || (is_hiccup ? rate : port) == 0) {
        die(USAGE, "floor saturation|latency --port P --frames N [--tls], or floor hiccup --rate R --frames N");
    }
    if (warm_up < 0) {
        warm_up = frames / 4;
    } else if (warm_up >= frames) {
        die(USAGE, "--warm-up: fewer than --frames");
    }
    pin(cpu);
    if (is_hiccup || is_latency) {
        // Touched now: a page fault is no latency.
        samples = malloc(frames * sizeof *samples);
        memset(samples, 1, frames * sizeof *samples);
    }
    if (is_hiccup) {
        hiccup(frames, rate);
        return 0;
    }
    connect_to((int) port);
    if (is_tls) {
        start_tls();
    }
    if (is_latency) {
        latency(frames);
    } else {
        saturation(frames);
    }
    return 0;
}
