package io.aggtape.feed.rest;

/** What an HTTP status of the exchange means, and what to do: the same words for its streams and its REST. */
public final class StatusTexts {
    private StatusTexts() {}

    /** What it means, in plain words; empty where the status says it all. */
    public static String meaning(final int status) {
        switch (status) {
            case 200:
                return "a web server, not a WebSocket";
            case 403:
                return "blocked by the web firewall";
            case 404:
                return "no such path";
            case 407:
                return "the proxy wants a login";
            case 418:
                return "this address is banned for too many requests";
            case 429:
                return "too many requests";
            case 451:
                return "this address is in a restricted location";
            case 503:
                return "overloaded or under maintenance";
            default:
                return "";
        }
    }

    /** What to do about a stream that is refused with it; empty where there is only to wait. */
    public static String streamWayOut(final int status) {
        switch (status) {
            case 200:
                return "check --endpoint";
            case 403:
                return "connect more rarely, or from another address";
            case 404:
                return "check --endpoint and --market";
            case 407:
                return "--proxy http://user:password@host:port";
            case 451:
                return "try --endpoint wss://data-stream.binance.vision, which has spot alone";
            default:
                return "";
        }
    }
}
