package io.aggtape.feed.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** A mixin: how a command that runs for long logs, always on stderr, never on stdout. */
final class LogOptions {
    @Option(
            names = "--log-format",
            defaultValue = "text",
            paramLabel = "FORMAT",
            description =
                    "text, or json: all that is said on stderr, once the options are understood, is one JSON object "
                            + "a line. Default: "
                            + "${DEFAULT-VALUE}.")
    String format;

    @Option(names = "--log-file", paramLabel = "FILE", description = "Log to this file as well. Default: to none.")
    Path file;

    @Option(
            names = "--log-file-size",
            defaultValue = "10M",
            paramLabel = "SIZE",
            converter = ByteSizes.class,
            description = "A file that would become larger is set aside as FILE.1, that as FILE.2 and so on. Default: "
                    + "${DEFAULT-VALUE}.")
    Long fileSize;

    @Option(
            names = "--log-files",
            defaultValue = "5",
            paramLabel = "N",
            description = "How many files are kept, FILE included; the oldest goes. Default: ${DEFAULT-VALUE}.")
    int files;

    /** What these options say. */
    LogConfig toConfig() {
        if (!format.equalsIgnoreCase("text") && !format.equalsIgnoreCase("json")) {
            throw new IllegalArgumentException("no log format is called '" + format + "': use text or json");
        }
        return new LogConfig(format.equalsIgnoreCase("json"), file, fileSize, files);
    }

    /**
     * Runs a command while it logs so; returns one of {@link ExitCode}, and what ended the command is told where it logs. The
     * process ends soon where nobody reads what is left to be said.
     *
     * @throws CommandFault where the options make no sense or the file cannot be opened; nothing has run then.
     */
    int run(final CommandSpec spec, final Function<Logs, Callable<Integer>> command) {
        final Logs logs = Logs.open(
                CommandFault.orUsage(this::toConfig), spec.commandLine().getErr());
        int code = ExitCode.INTERNAL;
        try {
            code = command.apply(logs).call();
        } catch (final Throwable fault) {
            code = FaultPrinter.exitCode(fault);
            logs.fault(spec.qualifiedName(), fault);
        } finally {
            if (!logs.close()) {
                Aggtape.signal(spec).haltSoon(code);
            }
        }
        return code;
    }
}
