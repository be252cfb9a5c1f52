package io.aggtape.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The gaps between the arrivals of real trades, for the load server, where the checkout has recorded ones beside it. */
final class RecordedGaps {
    private static final String ARRIVALS = "csv_derived/BTCUSDT-spot-aggTrades-20240808-derived.arrivals.csv";
    private static final int RECEIVE_NS_COLUMN = 1;

    private RecordedGaps() {}

    /** Writes nanoseconds, one gap a line; null where there are no recorded trades. AGGTAPE_DATA says where they are. */
    static Path write(final Setting setting) throws IOException {
        final String data = System.getenv("AGGTAPE_DATA");
        final Path arrivals =
                (data == null ? setting.root().resolve("../shared/data") : Path.of(data)).resolve(ARRIVALS);
        if (!Files.exists(arrivals)) {
            System.err.println("no recorded arrivals: " + arrivals + " is absent, the -real runs are left out");
            return null;
        }
        final List<String> gaps = new ArrayList<>();
        long lastNs = -1;
        for (final String line : Files.readAllLines(arrivals)) {
            final String[] columns = line.split(",");
            if (columns.length > RECEIVE_NS_COLUMN && Character.isDigit(columns[RECEIVE_NS_COLUMN].charAt(0))) {
                final long receivedNs = Long.parseLong(columns[RECEIVE_NS_COLUMN]);
                if (lastNs >= 0) {
                    gaps.add(Long.toString(Math.max(0, receivedNs - lastNs)));
                }
                lastNs = receivedNs;
            }
        }
        return Files.write(setting.work().resolve("gaps.txt"), gaps);
    }
}
