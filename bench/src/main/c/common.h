/* What the load server and the floor client share: the clock, faults, pinning, whole reads and writes. */
#ifndef AGGTAPE_COMMON_H
#define AGGTAPE_COMMON_H

#define _GNU_SOURCE
#include <errno.h>
#include <sched.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define USAGE 2
#define BROKEN 5
#define ENVIRONMENT 6

/* CLOCK_MONOTONIC in nanoseconds: what System.nanoTime() reads on Linux. */
static inline int64_t now_ns(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t) t.tv_sec * 1000000000 + t.tv_nsec;
}

/* Microseconds since the epoch. */
static inline int64_t epoch_us(void) {
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    return (int64_t) t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

__attribute__((noreturn, format(printf, 2, 3))) static inline void die(int code, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    exit(code);
}

/* Keeps this process on one core; -1 leaves it where it may run. */
static inline void pin(int cpu) {
    if (cpu < 0) {
        return;
    }
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(cpu, &set);
    if (sched_setaffinity(0, sizeof set, &set) != 0) {
        die(ENVIRONMENT, "cannot run on cpu %d: %s", cpu, strerror(errno));
    }
}

/* A whole number, or the end of the program with the name of the option. */
static inline int64_t number(const char *option, const char *text, int64_t least) {
    char *end;
    errno = 0;
    const int64_t value = strtoll(text, &end, 10);
    if (errno != 0 || *end != 0 || end == text || value < least) {
        die(USAGE, "%s: a whole number from %lld, not '%s'", option, (long long) least, text);
    }
    return value;
}

#endif
