package io.aggtape.journal.archive;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Which ids archive files speak of: from the least to the greatest of each file, overlaps and neighbours joined. */
final class ArchiveSpans {
    private final List<long[]> spans = new ArrayList<>();

    ArchiveSpans(final List<ArchiveCheck> checks) {
        final List<ArchiveCheck> ordered = checks.stream()
                .filter(check -> check.firstId() <= check.lastId())
                .sorted(Comparator.comparingLong(ArchiveCheck::firstId))
                .toList();
        for (final ArchiveCheck check : ordered) {
            final long[] last = spans.isEmpty() ? null : spans.get(spans.size() - 1);
            if (last != null && check.firstId() - 1 <= last[1]) {
                last[1] = Math.max(last[1], check.lastId());
            } else {
                spans.add(new long[] {check.firstId(), check.lastId()});
            }
        }
    }

    boolean covers(final long id) {
        return indexOf(id) >= 0;
    }

    /** Whether both ids lie in one span, so that those between are spoken of, too. */
    boolean isOneSpan(final long firstId, final long lastId) {
        final int at = indexOf(firstId);
        return at >= 0 && lastId <= spans.get(at)[1];
    }

    private int indexOf(final long id) {
        int low = 0;
        int high = spans.size() - 1;
        while (low <= high) {
            final int middle = (low + high) >>> 1;
            final long[] span = spans.get(middle);
            if (id < span[0]) {
                high = middle - 1;
            } else if (id > span[1]) {
                low = middle + 1;
            } else {
                return middle;
            }
        }
        return -1;
    }
}
