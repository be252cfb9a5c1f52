package io.aggtape.feed.cli;

import io.aggtape.feed.exchange.Faults;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** Puts what the exchange can do wrong below the examples of its help, from the one list that it is parsed with. */
final class FaultHelp {
    private static final List<String> OPTIONS = List.of(
            "",
            "Options of a fault, after its name, each with a comma or a space before it:",
            "  p=0.01           chance of each trade, connection or request; the same --seed strikes the same",
            "  ids=7..9         these trades instead",
            "  symbol=BTCUSDT   only this symbol",
            "  connection=2     only the second WebSocket connection, counted by upgrade requests",
            "  after=3s         first then: from the opening of each connection; of REST and upgrades, from the start",
            "  for=2s           for so long",
            "  every=20s        once in every such time, at a moment that differs by connection; a fault that lasts",
            "                   needs for=",
            "  times=3          so often at most",
            "  retry-after=7    seconds, of a status",
            "",
            "A script has a line AT FAULT for each fault, such as: 10s mute symbol=ETHUSDT for=5s. Times count from AT,",
            "and an event without every= strikes the connections that are open then. # starts a comment.");

    private FaultHelp() {}

    static void addTo(final CommandSpec command) {
        final List<String> footer =
                new ArrayList<>(List.of(command.usageMessage().footer()));
        footer.add("");
        footer.add("Faults, for --fault and --script:");
        Faults.help().forEach(line -> footer.add("  " + line));
        footer.addAll(OPTIONS);
        command.usageMessage().footer(footer.toArray(String[]::new));
    }
}
