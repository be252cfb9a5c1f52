package io.aggtape.feed.cli;

import io.aggtape.feed.Build;
import picocli.CommandLine.IVersionProvider;

/** The version of this build, for {@code --version} and for the tape's session records. */
public final class Version implements IVersionProvider {
    /** For example {@code 0.1.0}. */
    public static String current() {
        return Build.current().version();
    }

    @Override
    public String[] getVersion() {
        return new String[] {
            "aggtape " + current(),
            "Java " + Runtime.version() + " (" + System.getProperty("java.vm.name") + "), "
                    + System.getProperty("os.name") + " " + System.getProperty("os.arch"),
            "revision " + Build.current().revision()
        };
    }
}
