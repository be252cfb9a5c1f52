// Node's `ws` as a client of the load server: each frame by JSON.parse, the id compared with the last one. Ids and times
// are beyond 2^53 only in latency's `l`, which therefore is read from the text as a BigInt, too.
//
//   npm install --prefix bench/target/node ws
//   node bench/src/main/js/ws.js --url URL [--ca FILE] --frames N --mode saturation|latency [--warm-up W] [--out FILE]
//
// Exit codes: 2 usage, 3 wrong data, 5 no connection, 6 no `ws`.
'use strict';

const fs = require('fs');
const path = require('path');

const WINDOW_NS = 100_000_000;

function fail(code, message) {
    process.stderr.write(`${message}\n`);
    process.exit(code);
}

function parse(words) {
    const values = {};
    for (let i = 0; i < words.length; i += 2) {
        if (!/^--(url|ca|frames|mode|warm-up|out)$/.test(words[i]) || i + 1 === words.length) {
            fail(2, `unknown, or without a value: ${words[i]}`);
        }
        values[words[i].slice(2)] = words[i + 1];
    }
    const frames = Number(values.frames);
    if (!values.url || !(frames >= 4) || !/^(saturation|latency)$/.test(values.mode)) {
        fail(2, '--url URL --frames N (4 or more) --mode saturation|latency are needed');
    }
    const warmUp = values['warm-up'] === undefined ? Math.floor(frames / 4) : Number(values['warm-up']);
    if (!(warmUp >= 0 && warmUp < frames)) {
        fail(2, '--warm-up: 0 or more, fewer than --frames');
    }
    return { ...values, frames, warmUp };
}

function library() {
    const installed = path.resolve(__dirname, '../../../target/node/node_modules/ws');
    try {
        return require(fs.existsSync(installed) ? installed : 'ws');
    } catch (fault) {
        return fail(6, `no ws: npm install --prefix bench/target/node ws (${fault.code})`);
    }
}

// The same arithmetic as WindowedLatency: percentile by rank, the lower median of the windows.
function percentile(sorted, hundredths) {
    return sorted[Math.max(Math.ceil((sorted.length * hundredths) / 10_000), 1) - 1];
}

function median(values) {
    return Float64Array.from(values).sort()[(values.length - 1) >> 1];
}

function summary(dueNs, latencyNs) {
    const windows = { p99w: [], p999w: [], p9999w: [] };
    for (let from = 0, to; from < dueNs.length; from = to) {
        const window = Math.floor((dueNs[from] - dueNs[0]) / WINDOW_NS);
        for (to = from + 1; to < dueNs.length && Math.floor((dueNs[to] - dueNs[0]) / WINDOW_NS) <= window; to++);
        const sorted = latencyNs.slice(from, to).sort();
        windows.p99w.push(percentile(sorted, 9_900));
        windows.p999w.push(percentile(sorted, 9_990));
        windows.p9999w.push(percentile(sorted, 9_999));
    }
    const sorted = latencyNs.slice().sort();
    return {
        p50: percentile(sorted, 5_000),
        p99w: median(windows.p99w),
        p999w: median(windows.p999w),
        p9999w: median(windows.p9999w),
        max: sorted[sorted.length - 1],
    };
}

const options = parse(process.argv.slice(2));
const WebSocket = library();
const warmUp = options.mode === 'latency' ? options.warmUp : options.frames;
const dueNs = new Float64Array(options.frames - warmUp);
const latencyNs = new Float64Array(options.frames - warmUp);
let firstDueNs = null;
let count = 0;
let lastId = 0;

function dueOf(text) {
    const at = text.indexOf('"l":') + 4;
    return BigInt(text.slice(at, text.indexOf(',', at)));
}

function onMessage(data) {
    if (count === options.frames) {
        return;
    }
    const text = data.toString();
    let trade;
    try {
        trade = JSON.parse(text);
    } catch (fault) {
        fail(3, `no trade: ${text}`);
    }
    const kept = {
        E: trade.E, s: trade.s, a: trade.a, p: trade.p, q: trade.q, f: trade.f, l: trade.l, T: trade.T, m: trade.m,
    };
    if (count >= warmUp) {
        const nowNs = process.hrtime.bigint();
        const frameDueNs = trade.l > Number.MAX_SAFE_INTEGER ? dueOf(text) : BigInt(kept.l);
        firstDueNs = firstDueNs ?? frameDueNs;
        dueNs[count - warmUp] = Number(frameDueNs - firstDueNs);
        latencyNs[count - warmUp] = Number(nowNs - frameDueNs);
    }
    if (count > 0 && kept.a !== lastId + 1) {
        fail(3, `trade ${kept.a} came after ${lastId}`);
    }
    lastId = kept.a;
    if (++count === options.frames) {
        finish();
    }
}

function finish() {
    const figures = options.mode === 'latency' ? summary(dueNs, latencyNs) : { bytesPerFrame: null };
    const line = `${JSON.stringify({ frames: options.frames, ...figures })}\n`;
    if (options.out) {
        fs.appendFileSync(options.out, line);
    }
    process.stdout.write(line, () => process.exit(0));
}

const socket = new WebSocket(options.url, options.ca ? { ca: fs.readFileSync(options.ca) } : {});
socket.on('message', onMessage);
socket.on('error', (fault) => fail(5, fault.message));
socket.on('close', (code) => count < options.frames && fail(5, `closed with ${code} after ${count} frames`));
