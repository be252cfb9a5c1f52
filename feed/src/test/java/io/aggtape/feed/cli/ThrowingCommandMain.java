package io.aggtape.feed.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that throws once a signal has come; runs as a process of its own. */
@Command(name = "throwing")
final class ThrowingCommandMain implements Callable<Integer> {
    private static final long POLL_NS = 1_000_000;

    @Spec
    private CommandSpec spec;

    /** Takes no arguments. */
    public static void main(final String[] arguments) {
        final CommandTree tree = new CommandTree(
                List.of(ThrowingCommandMain.class), new PrintWriter(System.out), new PrintWriter(System.err, true));
        System.exit(Aggtape.run(tree, List.of("throwing"), Map.of()));
    }

    @Override
    public Integer call() {
        final StopSignal stop = Aggtape.stopSignal(spec);
        spec.commandLine().getOut().print("half a line");
        spec.commandLine().getErr().println("listening");
        while (!stop.isAsked()) {
            LockSupport.parkNanos(POLL_NS);
        }
        throw new CommandFault(ExitCode.NETWORK, "thrown after the signal");
    }
}
