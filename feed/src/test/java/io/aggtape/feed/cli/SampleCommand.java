package io.aggtape.feed.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A command with an option of every kind, which prints what it was given and fails as it is told. */
@Command(name = "sample", description = "Samples.")
final class SampleCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SYMBOL", arity = "0..*", split = ",")
    List<String> symbols = List.of();

    @Option(names = "--for", paramLabel = "DURATION")
    Duration duration;

    @Option(names = "--from", paramLabel = "TIME")
    Instant from;

    @Option(
            names = {"-r", "--ring-size"},
            defaultValue = "1024")
    int ringSize;

    @Option(names = "--pin", negatable = true, defaultValue = "true", fallbackValue = "true")
    boolean isPinned;

    @Option(names = "--quiet")
    boolean isQuiet;

    @Option(names = "--cpus", split = ",")
    List<Integer> cpus = List.of();

    @Option(names = "--fail", defaultValue = "none")
    String fail;

    @Mixin
    JsonOutput json;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() {
        switch (fail) {
            case "fault" -> throw new CommandFault(ExitCode.JOURNAL, "the journal is locked\nby process 1");
            case "crash" -> throw new IllegalStateException("crash");
            case "error" -> throw new StackOverflowError("error");
            case "code" -> {
                return ExitCode.DATA_FAULT;
            }
            default -> print();
        }
        return ExitCode.OK;
    }

    private void print() {
        if (json.isAsked()) {
            json.line(Map.of("symbols", symbols));
        } else {
            spec.commandLine()
                    .getOut()
                    .println(symbols + " " + duration + " " + from + " " + ringSize + " " + isPinned + " " + isQuiet
                            + " " + cpus);
        }
    }
}
