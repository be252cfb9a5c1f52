package io.aggtape.feed.rest;

/** What a REST request that brought nothing means for the next one. */
public enum RestFault {
    /** No answer: no address, no connection, a certificate that is not trusted, or no end within the time-out. */
    UNREACHABLE,
    /** The server's own trouble: 5xx, 408, or a code that says so. */
    SERVER_FAULT,
    /** An answer of status 200 that is not what was asked for. */
    BROKEN_BODY,
    /** 429 or code -1003: wait as long as it says. */
    TOO_MANY_REQUESTS,
    /** 418: this address is banned for a while. */
    BANNED,
    /** 403, 407 or 451: a firewall, a proxy or the law; it stays so however often one asks. */
    SHUT_OUT,
    /** Code -1121: the market has no such symbol. */
    UNKNOWN_SYMBOL,
    /** Any other refusal of this very request. */
    REFUSED,
    /** Not asked at all: the weight that this process allows itself is used up for now. */
    OVER_BUDGET;

    /** Whether the same request may succeed later. */
    public boolean isTemporary() {
        return this != SHUT_OUT && this != UNKNOWN_SYMBOL && this != REFUSED;
    }
}
