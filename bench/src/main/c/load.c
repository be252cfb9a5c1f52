/*
 * A load server: RFC 6455 on loopback for one client, which gets N valid spot aggTrade frames and no more.
 *
 *   load [plain | --tls CERT.pem KEY.pem] --frames N [--symbols S] [--port P] [--cpu K] [--seconds S]
 *        [--mode saturation | --rate R [--burst B | --gaps FILE] [--warm-rate W [--warm-frames F]]] [--marks A,B,...] [--end wait | eof]
 *
 * Stdout: "port P", then "mark FRAMES NS" when so many frames have been handed to the kernel (0, N/2 and N where not
 * said), NS by CLOCK_MONOTONIC. In saturation ids a and f = l go up by one a symbol; many frames a write, over TLS one
 * record a frame. With --rate, f = l = the CLOCK_MONOTONIC nanosecond at which the frame was due (open loop), one write
 * a frame, or one a burst; the first F frames (a quarter where not said), which clients drop, come at W a second where
 * that is said, and 500 ms later the rest. A gap of 0 in the file joins a frame to the one before it. The process ends by itself:
 * when the client has closed, when all is sent and the client has not closed for 10 s, or after --seconds (120).
 */
#include "common.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/sha.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>

enum { MAX_FRAME = 320, MAX_SYMBOLS = 256, MAX_MARKS = 64, SIZES = 4096, IN = 1 << 16, LINGER_MS = 10000,
       UNSENT = 1 << 18 };

typedef struct {
    int64_t frames, rate, burst, seconds, warm_rate, warm_frames;
    int64_t marks[MAX_MARKS];
    int mark_count, symbols, port, cpu;
    const char *cert, *key, *gaps_file;
    int is_eof_at_end;
} options_t;

/* Where the digits of one frame of the block stand, as offsets from the start of the block. */
typedef struct {
    int start, end, payload, id, first, last, event, trade, quantity;
} frame_t;

static options_t opt = {.symbols = 1, .cpu = -1, .seconds = 120, .burst = 1, .warm_frames = -1};
static int sock;
static SSL *tls;
static BIO *tls_in, *tls_out;
static unsigned char in[IN];
static int in_length;
static int is_micros, is_combined, is_client_done;
static char names[MAX_SYMBOLS][24];
static int name_count;

static char *block;
static frame_t *frames;
static int block_frames, ids_a_block, id_digits_fixed;
static char sizes[SIZES][8];
static int64_t sent, *gaps;
static int64_t gap_count;
static int next_mark;

/* ---- bytes to and from the client ---- */

static void write_all(const void *bytes, size_t length) {
    const char *from = bytes;
    while (length > 0) {
        const ssize_t n = send(sock, from, length, MSG_NOSIGNAL);
        if (n < 0 && errno != EINTR) {
            if (is_client_done || sent >= opt.frames) {
                exit(0);
            }
            die(BROKEN, "the client went after %lld frames: %s", (long long) sent, strerror(errno));
        }
        if (n > 0) {
            from += n;
            length -= n;
        }
    }
}

static void flush_tls(void) {
    char *bytes;
    const long length = BIO_get_mem_data(tls_out, &bytes);
    if (length > 0) {
        write_all(bytes, length);
        (void) BIO_reset(tls_out);
    }
}

static void fail_tls(const char *what) {
    char text[200];
    ERR_error_string_n(ERR_get_error(), text, sizeof text);
    die(BROKEN, "TLS, %s: %s", what, text);
}

/* One record over TLS; nothing reaches the kernel before flush_tls. */
static void seal(const void *bytes, int length) {
    if (SSL_write(tls, bytes, length) != length) {
        fail_tls("write");
    }
}

static void reply(const void *bytes, int length) {
    if (tls == NULL) {
        write_all(bytes, length);
    } else {
        seal(bytes, length);
        flush_tls();
    }
}

/* Appends what has come to the input; waits for it where flags are 0. False at the end of the stream. */
static int receive(int flags) {
    if (in_length == IN) {
        die(BROKEN, "the client sends more than a client of streams does");
    }
    unsigned char raw[8192];
    const int room = IN - in_length < (int) sizeof raw ? IN - in_length : (int) sizeof raw;
    const ssize_t n = recv(sock, raw, room, flags);
    if (n <= 0) {
        return n < 0 && (errno == EAGAIN || errno == EINTR);
    }
    if (tls == NULL) {
        memcpy(in + in_length, raw, n);
        in_length += n;
        return 1;
    }
    BIO_write(tls_in, raw, n);
    if (!SSL_is_init_finished(tls)) {
        const int done = SSL_do_handshake(tls);
        flush_tls();
        if (done <= 0 && SSL_get_error(tls, done) != SSL_ERROR_WANT_READ) {
            fail_tls("handshake");
        }
    }
    for (int got; SSL_is_init_finished(tls) && in_length < IN; in_length += got) {
        got = SSL_read(tls, in + in_length, IN - in_length);
        if (got <= 0) {
            return SSL_get_error(tls, got) == SSL_ERROR_WANT_READ;
        }
    }
    return 1;
}

static void answer_control(int op, const unsigned char *payload, int length) {
    unsigned char out[200] = {0};
    if (op == 8 || op == 9) {
        if (length <= 125) {
            out[0] = op == 8 ? 0x88 : 0x8a;
            out[1] = length;
            memcpy(out + 2, payload, length);
            reply(out, 2 + length);
        }
        is_client_done |= op == 8;
        return;
    }
    if (op != 1) {
        return;
    }
    char text[4097];
    const int kept = length < 4096 ? length : 4096;
    memcpy(text, payload, kept);
    text[kept] = 0;
    const char *id = strstr(text, "\"id\"");
    if (id != NULL && (id = strchr(id, ':')) != NULL) {
        const size_t id_length = strcspn(id + 1, ",}");
        const int n = snprintf((char *) out + 2, 120, "{\"result\":null,\"id\":%.*s}", (int) id_length, id + 1);
        out[0] = 0x81;
        out[1] = n;
        reply(out, 2 + n);
    }
}

/* Answers every whole frame of the input. */
static void answer(void) {
    for (;;) {
        if (in_length < 6) {
            return;
        }
        int length = in[1] & 0x7f, head = 6;
        if (length == 126) {
            length = in[2] << 8 | in[3];
            head = 8;
        }
        if (in_length < head + length) {
            return;
        }
        for (int i = 0; i < length; i++) {
            in[head + i] ^= in[head - 4 + (i & 3)];
        }
        answer_control(in[0] & 15, in + head, length);
        in_length -= head + length;
        memmove(in, in + head + length, in_length);
    }
}

/* Looks, without waiting, whether the client said something. */
static void look(void) {
    if (!receive(MSG_DONTWAIT)) {
        is_client_done = 1;
    }
    answer();
    if (is_client_done && sent < opt.frames) {
        die(BROKEN, "the client closed after %lld of %lld frames", (long long) sent, (long long) opt.frames);
    }
}

/* ---- the upgrade ---- */

/* The streams that the target names, as symbols in upper case; those that --symbols wants more are made up. */
static void take_names(const char *target) {
    is_combined = strncmp(target, "/stream", 7) == 0;
    is_micros = strcasestr(target, "timeUnit=MICROSECOND") != NULL;
    for (const char *at = target; (at = strstr(at, "@aggTrade")) != NULL && name_count < MAX_SYMBOLS; at += 9) {
        const char *from = at;
        while (from > target && isalnum((unsigned char) from[-1])) {
            from--;
        }
        const int length = at - from < 23 ? (int) (at - from) : 23;
        for (int i = 0; i < length; i++) {
            names[name_count][i] = toupper((unsigned char) from[i]);
        }
        name_count++;
    }
    while (name_count < opt.symbols || name_count == 0) {
        snprintf(names[name_count], 24, name_count == 0 ? "BTCUSDT" : "C%c%dUSDT", 'A' + name_count % 26, name_count);
        name_count++;
    }
}

static void upgrade(void) {
    char *end;
    for (;;) {
        if (!receive(0)) {
            die(BROKEN, "the client closed before it asked for a WebSocket");
        }
        in[in_length < IN ? in_length : IN - 1] = 0;
        end = strstr((char *) in, "\r\n\r\n");
        if (end != NULL) {
            break;
        }
    }
    const char *key = strcasestr((char *) in, "\r\nSec-WebSocket-Key:");
    char target[4096] = "";
    if (key == NULL || sscanf((char *) in, "GET %4095s", target) != 1) {
        die(BROKEN, "no upgrade request: %.60s", in);
    }
    key = strchr(key, ':') + 1;
    key += strspn(key, " \t");
    char text[200];
    snprintf(text, sizeof text, "%.*s258EAFA5-E914-47DA-95CA-C5AB0DC85B11", (int) strcspn(key, " \t\r\n"), key);
    unsigned char hash[SHA_DIGEST_LENGTH], accept[64], response[300];
    SHA1((unsigned char *) text, strlen(text), hash);
    EVP_EncodeBlock(accept, hash, sizeof hash);
    const int n = snprintf(
            (char *) response,
            sizeof response,
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Accept: %s\r\n\r\n",
            accept);
    take_names(target);
    reply(response, n);
    const int used = (int) (end + 4 - (char *) in);
    in_length -= used;
    memmove(in, in + used, in_length);
}

/* ---- frames ---- */

static uint64_t random_state = 0x9e3779b97f4a7c15;

static uint64_t next_random(void) {
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    return random_state ^= random_state << 17;
}

static void put_digits(char *at, int64_t value, int digits) {
    for (int i = digits - 1; i >= 0; i--) {
        at[i] = '0' + value % 10;
        value /= 10;
    }
}

enum { ID_DIGITS = 10, MAX_NS_DIGITS = 19 };

/* How many digits CLOCK_MONOTONIC has: JSON knows no leading zeros. */
static int ns_digits;

static int digits_of(int64_t value) {
    int digits = 1;
    while (value >= 10) {
        value /= 10;
        digits++;
    }
    return digits;
}

static int append(int at, const char *text) {
    const int length = (int) strlen(text);
    memcpy(block + at, text, length);
    return at + length;
}

static int append_digits(int at, int *where, int digits) {
    *where = at;
    memset(block + at, '0', digits);
    return at + digits;
}

static int build_frame(int at, frame_t *frame, int symbol, int64_t price) {
    const int raw_digits = opt.rate > 0 ? ns_digits : ID_DIGITS, time_digits = is_micros ? 16 : 13;
    char text[100];
    frame->start = at;
    at = frame->payload = at + 4;
    if (is_combined) {
        char lower[24];
        for (int i = 0; i < 24; i++) {
            lower[i] = tolower((unsigned char) names[symbol][i]);
        }
        snprintf(text, sizeof text, "{\"stream\":\"%s@aggTrade\",\"data\":", lower);
        at = append(at, text);
    }
    at = append_digits(append(at, "{\"e\":\"aggTrade\",\"E\":"), &frame->event, time_digits);
    snprintf(text, sizeof text, ",\"s\":\"%s\",\"a\":", names[symbol]);
    at = append_digits(append(at, text), &frame->id, ID_DIGITS);
    const long long units = price / 100, cents = price % 100;
    snprintf(text, sizeof text, ",\"p\":\"%lld.%02lld000000\",\"q\":\"0.", units, cents);
    at = append_digits(append(at, text), &frame->quantity, 8);
    at = append_digits(append(at, "\",\"f\":"), &frame->first, raw_digits);
    at = append_digits(append(at, ",\"l\":"), &frame->last, raw_digits);
    at = append_digits(append(at, ",\"T\":"), &frame->trade, time_digits);
    at = append(at, next_random() & 1 ? ",\"m\":true,\"M\":true}" : ",\"m\":false,\"M\":true}");
    at = is_combined ? append(at, "}") : at;
    const int length = at - frame->payload;
    block[frame->start] = (char) 0x81;
    if (length < 126) {
        die(USAGE, "a frame of %d bytes", length);
    }
    block[frame->start + 1] = 126;
    block[frame->start + 2] = (char) (length >> 8);
    block[frame->start + 3] = (char) length;
    frame->end = at;
    return at;
}

/* Frames whose last digits of ids stay, so that from block to block only the digits before them change. */
static void build_block(void) {
    ns_digits = digits_of(now_ns());
    if (digits_of(now_ns() + (opt.seconds + 1) * 1000000000) != ns_digits) {
        die(ENVIRONMENT, "the clock is about to have one more digit: start again in %lld s", (long long) opt.seconds);
    }
    const int symbols = name_count;
    ids_a_block = symbols == 1 ? 1000 : symbols <= 16 ? 100 : 10;
    id_digits_fixed = symbols == 1 ? 3 : symbols <= 16 ? 2 : 1;
    block_frames = ids_a_block * symbols;
    block = aligned_alloc(4096, ((size_t) block_frames * MAX_FRAME + 4095) / 4096 * 4096);
    frames = calloc(block_frames, sizeof *frames);
    int counts[MAX_SYMBOLS] = {0}, at = 0;
    int64_t prices[MAX_SYMBOLS];
    for (int i = 0; i < symbols; i++) {
        prices[i] = i == 0 ? 8654321 : 1000 + (int64_t) (next_random() % 5000000);
    }
    for (int i = 0; i < block_frames; i++) {
        int symbol = (int) (next_random() % symbols);
        while (counts[symbol] == ids_a_block) {
            symbol = (symbol + 1) % symbols;
        }
        prices[symbol] += (int64_t) (next_random() % 3) - 1;
        at = build_frame(at, &frames[i], symbol, prices[symbol]);
        const int tail = ID_DIGITS - id_digits_fixed;
        put_digits(block + frames[i].id + tail, counts[symbol], id_digits_fixed);
        if (opt.rate == 0) {
            put_digits(block + frames[i].first + tail, counts[symbol], id_digits_fixed);
            put_digits(block + frames[i].last + tail, counts[symbol], id_digits_fixed);
        }
        counts[symbol]++;
    }
    for (int i = 0; i < SIZES; i++) {
        // Small sizes are usual: half of them below 0.01.
        int64_t range = 100000000;
        for (int halves = next_random() % 5; halves > 0; halves--) {
            range /= 10;
        }
        put_digits(sizes[i], 1 + (int64_t) (next_random() % (range - 1)), 8);
    }
}

static inline void set_times(const frame_t *frame, const char *event, const char *trade, int digits) {
    memcpy(block + frame->event, event, digits);
    memcpy(block + frame->trade, trade, digits);
}

static inline void set_quantity(const frame_t *frame, int64_t number) {
    memcpy(block + frame->quantity, sizes[(uint64_t) number * 2654435761u >> 7 & (SIZES - 1)], 8);
}

static int time_text(char *event, char *trade) {
    const int digits = is_micros ? 16 : 13;
    const int64_t now = epoch_us();
    put_digits(event, is_micros ? now : now / 1000, digits);
    put_digits(trade, is_micros ? now - 900 : now / 1000 - 1, digits);
    return digits;
}

static void say_marks(void) {
    while (next_mark < opt.mark_count && sent >= opt.marks[next_mark]) {
        printf("mark %lld %lld\n", (long long) sent, (long long) now_ns());
        next_mark++;
    }
}

/* ---- as fast as the socket takes them ---- */

/* What stands before the digits of an id that stay. */
static int64_t first_head(void) {
    int64_t head = 3712345;
    for (int i = 3; i > id_digits_fixed; i--) {
        head *= 10;
    }
    return head;
}

static inline void advance(const frame_t *frame, int64_t number, const char *id, const char *raw, int digits) {
    memcpy(block + frame->id, id, digits);
    memcpy(block + frame->first, raw, digits);
    memcpy(block + frame->last, raw, digits);
    set_quantity(frame, number);
}

static void saturate(void) {
    for (int64_t round = 0; sent < opt.frames; round++) {
        char event[16], trade[16], id[16], raw[16];
        const int time_digits = time_text(event, trade), digits = ID_DIGITS - id_digits_fixed;
        const int64_t head = first_head();
        put_digits(id, head + round, digits);
        put_digits(raw, head + head / 3 + round, digits);
        const int64_t left = opt.frames - sent;
        const int count = left < block_frames ? (int) left : block_frames;
        for (int i = 0; i < count; i++) {
            set_times(&frames[i], event, trade, time_digits);
            advance(&frames[i], sent + i, id, raw, digits);
        }
        if (tls == NULL) {
            write_all(block, frames[count - 1].end);
        } else {
            for (int i = 0; i < count; i++) {
                seal(block + frames[i].start, frames[i].end - frames[i].start);
                if (i % 100 == 99 || i == count - 1) {
                    flush_tls();
                }
            }
        }
        sent += count;
        say_marks();
        look();
    }
}

/* ---- at a rate, open loop ---- */

static void await(int64_t due) {
    // A look costs a system call: only where there is time for one.
    if (due - now_ns() > 30000) {
        look();
    }
    while (now_ns() < due) {
    }
}

static int64_t gap_after(int64_t number) {
    if (opt.warm_rate > 0 && number < opt.warm_frames) {
        return number + 1 == opt.warm_frames ? 500000000 : 1000000000 / opt.warm_rate;
    }
    if (gaps != NULL) {
        return gaps[number % gap_count];
    }
    return (number + 1) % opt.burst != 0 ? 0 : opt.burst * 1000000000 / opt.rate;
}

/* Sends frames [from, to) of the block, all due at the same time, as one write. */
static void send_due(int from, int to) {
    if (tls == NULL) {
        write_all(block + frames[from].start, frames[to - 1].end - frames[from].start);
        return;
    }
    for (int i = from; i < to; i++) {
        seal(block + frames[i].start, frames[i].end - frames[i].start);
    }
    flush_tls();
}

static void pace(void) {
    int64_t due = now_ns() + 200000000, number = 0;
    int at = 0;
    const int digits = ID_DIGITS - id_digits_fixed;
    while (sent < opt.frames) {
        // Written before the frame is due, but for its times, so that the due time is when it leaves.
        char due_text[MAX_NS_DIGITS], id[16], event[16], trade[16];
        put_digits(due_text, due, ns_digits);
        const int from = at;
        int64_t gap;
        do {
            const frame_t *frame = &frames[at];
            put_digits(id, first_head() + number / block_frames, digits);
            memcpy(block + frame->id, id, digits);
            memcpy(block + frame->first, due_text, ns_digits);
            memcpy(block + frame->last, due_text, ns_digits);
            set_quantity(frame, number);
            gap = gap_after(number);
            number++;
            at++;
        } while (gap == 0 && at < block_frames && number < opt.frames);
        await(due);
        const int time_digits = time_text(event, trade);
        for (int i = from; i < at; i++) {
            set_times(&frames[i], event, trade, time_digits);
        }
        send_due(from, at);
        sent = number;
        say_marks();
        due += gap;
        at = at == block_frames ? 0 : at;
    }
}

/* Gaps in nanoseconds, one a line, stretched to the rate that is asked for. */
static void read_gaps(void) {
    FILE *file = fopen(opt.gaps_file, "r");
    if (file == NULL) {
        die(USAGE, "cannot read %s: %s", opt.gaps_file, strerror(errno));
    }
    int64_t room = 0, total = 0;
    for (long long gap; fscanf(file, "%lld", &gap) == 1;) {
        if (gap_count == room) {
            room = room == 0 ? 1024 : room * 2;
            gaps = realloc(gaps, room * sizeof *gaps);
        }
        gaps[gap_count++] = gap < 0 ? 0 : gap;
        total += gap < 0 ? 0 : gap;
    }
    fclose(file);
    if (total == 0) {
        die(USAGE, "%s holds no gap above 0", opt.gaps_file);
    }
    const double stretch = (double) gap_count * 1e9 / (double) opt.rate / (double) total;
    for (int64_t i = 0; i < gap_count; i++) {
        gaps[i] = (int64_t) ((double) gaps[i] * stretch);
    }
}

/* ---- the life of the process ---- */

static void take_marks(const char *text) {
    char *copy = strdup(text), *rest = copy;
    for (char *part; (part = strsep(&rest, ",")) != NULL && opt.mark_count < MAX_MARKS;) {
        opt.marks[opt.mark_count++] = number("--marks", part, 0);
    }
    free(copy);
}

static void take_options(int count, char **words) {
    for (int i = 1; i < count; i++) {
        const char *name = words[i];
        if (strcmp(name, "plain") == 0) {
            continue;
        }
        if (i + 1 == count) {
            die(USAGE, "%s wants a value, or is unknown", name);
        }
        const char *value = words[++i];
        if (strcmp(name, "--tls") == 0 && i + 1 < count) {
            opt.cert = value;
            opt.key = words[++i];
        } else if (strcmp(name, "--frames") == 0) {
            opt.frames = number(name, value, 2);
        } else if (strcmp(name, "--symbols") == 0) {
            opt.symbols = (int) number(name, value, 1);
        } else if (strcmp(name, "--port") == 0) {
            opt.port = (int) number(name, value, 0);
        } else if (strcmp(name, "--cpu") == 0) {
            opt.cpu = (int) number(name, value, 0);
        } else if (strcmp(name, "--seconds") == 0) {
            opt.seconds = number(name, value, 1);
        } else if (strcmp(name, "--rate") == 0) {
            opt.rate = number(name, value, 1);
        } else if (strcmp(name, "--burst") == 0) {
            opt.burst = number(name, value, 1);
        } else if (strcmp(name, "--warm-rate") == 0) {
            opt.warm_rate = number(name, value, 1);
        } else if (strcmp(name, "--warm-frames") == 0) {
            opt.warm_frames = number(name, value, 0);
        } else if (strcmp(name, "--gaps") == 0) {
            opt.gaps_file = value;
        } else if (strcmp(name, "--marks") == 0) {
            take_marks(value);
        } else if (strcmp(name, "--end") == 0) {
            opt.is_eof_at_end = strcmp(value, "eof") == 0;
        } else if (strcmp(name, "--mode") != 0 || strcmp(value, "saturation") != 0) {
            die(USAGE, "unknown: %s %s", name, value);
        }
    }
    if (opt.frames == 0 || opt.symbols > MAX_SYMBOLS || opt.burst > 1000 || (opt.gaps_file != NULL && opt.rate == 0)) {
        die(USAGE, "load [--tls CERT KEY] --frames N [--symbols 1..%d] [--rate R [--burst 1..1000 | --gaps FILE]]",
            MAX_SYMBOLS);
    }
    if (opt.warm_frames < 0) {
        opt.warm_frames = opt.frames / 4;
    }
    if (opt.mark_count == 0) {
        opt.marks[1] = opt.frames / 2;
        opt.marks[2] = opt.frames;
        opt.mark_count = 3;
    }
}

static int listen_on_loopback(void) {
    const int server = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), one = 1;
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(opt.port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    setsockopt(server, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (bind(server, (struct sockaddr *) &address, sizeof address) != 0 || listen(server, 4) != 0
        || getsockname(server, (struct sockaddr *) &address, &length) != 0) {
        die(ENVIRONMENT, "cannot listen on port %d: %s", opt.port, strerror(errno));
    }
    printf("port %d\n", ntohs(address.sin_port));
    return server;
}

static void start_tls(void) {
    SSL_CTX *context = SSL_CTX_new(TLS_server_method());
    // The cipher that AWS' front ends choose: the same for every client.
    if (context == NULL || !SSL_CTX_set_min_proto_version(context, TLS1_3_VERSION)
        || !SSL_CTX_set_ciphersuites(context, "TLS_AES_128_GCM_SHA256")
        || SSL_CTX_use_certificate_chain_file(context, opt.cert) != 1
        || SSL_CTX_use_PrivateKey_file(context, opt.key, SSL_FILETYPE_PEM) != 1) {
        fail_tls("certificate and key");
    }
    tls = SSL_new(context);
    tls_in = BIO_new(BIO_s_mem());
    tls_out = BIO_new(BIO_s_mem());
    SSL_set_bio(tls, tls_in, tls_out);
    SSL_set_accept_state(tls);
}

static void on_alarm(int signal_number) {
    (void) signal_number;
    static const char text[] = "load: the time is up\n";
    (void) !write(2, text, sizeof text - 1);
    _exit(BROKEN);
}

/* Waits until the client has closed: what it has not read yet must not be cut off. */
static void linger(void) {
    if (opt.is_eof_at_end) {
        if (tls != NULL) {
            SSL_shutdown(tls);
            flush_tls();
        }
        shutdown(sock, SHUT_WR);
    }
    struct pollfd ready = {.fd = sock, .events = POLLIN};
    while (!is_client_done && poll(&ready, 1, LINGER_MS) > 0) {
        look();
    }
}

int main(int count, char **words) {
    setvbuf(stdout, NULL, _IOLBF, 0);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGALRM, on_alarm);
    take_options(count, words);
    alarm((unsigned) opt.seconds);
    pin(opt.cpu);
    if (opt.gaps_file != NULL) {
        read_gaps();
    }
    if (opt.cert != NULL) {
        start_tls();
    }
    const int server = listen_on_loopback(), one = 1, unsent = UNSENT;
    sock = accept4(server, NULL, NULL, SOCK_CLOEXEC);
    if (sock < 0) {
        die(ENVIRONMENT, "accept: %s", strerror(errno));
    }
    // A client that connects again is refused: it would meet a server that is done.
    close(server);
    setsockopt(sock, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    // What waits in the kernel is marked as sent: for a slow client megabytes would be seconds.
    setsockopt(sock, IPPROTO_TCP, TCP_NOTSENT_LOWAT, &unsent, sizeof unsent);
    upgrade();
    build_block();
    say_marks();
    if (opt.rate > 0) {
        pace();
    } else {
        saturate();
    }
    linger();
    return 0;
}
