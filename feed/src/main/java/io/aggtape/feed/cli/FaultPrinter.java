package io.aggtape.feed.cli;

import io.aggtape.journal.JournalLockedException;
import io.aggtape.journal.JournalSyncException;
import io.aggtape.journal.JournalUnreadableException;
import io.aggtape.journal.JournalUnwritableException;
import io.aggtape.pipeline.PinningFailedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what went wrong into text on stderr and an exit code: one line for what is foreseen, a stack trace for the rest. */
final class FaultPrinter implements IParameterExceptionHandler, IExecutionExceptionHandler {
    @Override
    public int handleParseException(final ParameterException fault, final String[] arguments) {
        final CommandLine command = fault.getCommandLine();
        final String name = command.getCommandSpec().qualifiedName();
        final PrintWriter err = command.getErr();
        err.println(name + ": " + usageMessage(fault));
        err.println("Try '" + name + " --help'.");
        err.flush();
        return ExitCode.USAGE;
    }

    @Override
    public int handleExecutionException(
            final Exception fault, final CommandLine command, final ParseResult parseResult) {
        return print(fault, command.getCommandSpec().qualifiedName(), command.getErr());
    }

    /** Says what happened and returns the exit code for it. */
    static int print(final Throwable fault, final String name, final PrintWriter err) {
        err.println(name + ": " + words(fault));
        if (!isForeseen(fault)) {
            fault.printStackTrace(err);
        }
        err.flush();
        return exitCode(fault);
    }

    /** What happened, in one line. */
    static String words(final Throwable fault) {
        if (fault instanceof CommandFault) {
            return oneLine(fault.getMessage());
        }
        return isForeseen(fault) ? foreseenMessage(fault) : "internal fault";
    }

    /** Whether one line says it all; otherwise its stack trace belongs to it. */
    static boolean isForeseen(final Throwable fault) {
        return fault instanceof CommandFault || exitCode(fault) != ExitCode.INTERNAL;
    }

    /** What a command asked for, or what the rooms below throw where a journal or the machine is not as asked. */
    static int exitCode(final Throwable fault) {
        if (fault instanceof CommandFault foreseen) {
            return foreseen.exitCode();
        }
        if (fault instanceof JournalLockedException
                || fault instanceof JournalSyncException
                || fault instanceof JournalUnreadableException
                || fault instanceof JournalUnwritableException) {
            return ExitCode.JOURNAL;
        }
        return fault instanceof PinningFailedException ? ExitCode.ENVIRONMENT : ExitCode.INTERNAL;
    }

    /** One line for what {@link #exitCode} knows, with a cause in words in place of the name of its class. */
    static String foreseenMessage(final Throwable fault) {
        final String message = String.valueOf(fault.getMessage());
        return oneLine(
                fault.getCause() instanceof IOException cause
                        ? message.replace(cause.toString(), CommandFault.reason(cause))
                        : message);
    }

    private static String usageMessage(final ParameterException fault) {
        if (fault instanceof UnmatchedArgumentException unmatched) {
            return unmatchedMessage(unmatched);
        }
        final ArgSpec argument = fault.getArgSpec();
        if (argument == null) {
            return oneLine(fault.getMessage());
        }
        final Settings settings = (Settings) fault.getCommandLine().getDefaultValueProvider();
        final Settings.Origin origin = settings.origin(argument);
        return oneLine(fault.getMessage()) + (origin.where().isEmpty() ? "" : " (from " + origin + ")");
    }

    private static String unmatchedMessage(final UnmatchedArgumentException fault) {
        final String typed = fault.getUnmatched().get(0);
        final CommandSpec command = fault.getCommandLine().getCommandSpec();
        if (typed.startsWith("-")) {
            final String option = typed.contains("=") ? typed.substring(0, typed.indexOf('=')) : typed;
            return "unknown option '" + option + "'; did you mean '" + Nearest.to(option, optionNames(command)) + "'?";
        }
        if (!command.subcommands().isEmpty()) {
            final String nearest = Nearest.to(typed, command.subcommands().keySet());
            return "unknown command '" + typed + "'; did you mean '" + nearest + "'?";
        }
        return "unexpected argument '" + typed + "'";
    }

    private static List<String> optionNames(final CommandSpec command) {
        final List<String> names = new ArrayList<>();
        command.options().forEach(option -> names.addAll(List.of(option.names())));
        return names;
    }

    private static String oneLine(final String message) {
        return String.valueOf(message).replaceAll("\\s*\\R\\s*", " ");
    }
}
