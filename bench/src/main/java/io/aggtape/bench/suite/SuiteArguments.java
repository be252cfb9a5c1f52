package io.aggtape.bench.suite;

import java.nio.file.Path;

/**
 * What every suite is told: {@code --out FILE [--quick] [--full] [--dir DIRECTORY]}.
 *
 * @param out the file to which raw rows are appended.
 * @param isQuick whether this is only to see that it works: short, and its figures mean nothing.
 * @param isFull whether it may take minutes more than the whole of the table does.
 * @param directory where it puts its own files, which it removes; on the disk that is to be measured.
 */
record SuiteArguments(Path out, boolean isQuick, boolean isFull, Path directory) {
    private static final int USAGE = 2;

    /** Reads a command line; ends the process with exit code 2 where it is none. */
    static SuiteArguments of(final String[] arguments) {
        Path out = null;
        Path directory = Path.of("bench", "target", "suites");
        boolean isQuick = false;
        boolean isFull = false;
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--quick" -> isQuick = true;
                case "--full" -> isFull = true;
                case "--out" -> out = Path.of(valueOf(arguments, ++i));
                case "--dir" -> directory = Path.of(valueOf(arguments, ++i));
                default -> throw usage("what is " + arguments[i] + "?");
            }
        }
        if (out == null) {
            throw usage("say where the rows go");
        }
        return new SuiteArguments(out, isQuick, isFull, directory);
    }

    /** One of two numbers: the first where it is quick. */
    int count(final int quick, final int usual) {
        return isQuick ? quick : usual;
    }

    private static String valueOf(final String[] arguments, final int at) {
        if (at == arguments.length) {
            throw usage(arguments[at - 1] + " takes a value");
        }
        return arguments[at];
    }

    private static IllegalStateException usage(final String problem) {
        System.err.println(problem + ": --out FILE [--quick] [--full] [--dir DIRECTORY]");
        System.exit(USAGE);
        return new IllegalStateException(problem);
    }
}
