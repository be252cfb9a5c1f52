package io.aggtape.feed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** conf/jvm.options is where the flags live; the tests' JVM, which the parent pom starts, must have the same. */
final class JvmOptionsTest {
    private static final String SIZES =
            "-Xms\\d+[mg]|-Xmx\\d+[mg]|-XX:\\+Use\\w+GC|-XX:AutoBoxCacheMax=\\d+" + "|-XX:MaxInlineLevel=\\d+";

    @Test
    void shouldHoldTheFlagsOfTheParentPomThenSizesOfTheJvm() throws IOException {
        final List<String> pomFlags =
                List.of(System.getProperty("aggtape.jvm.flags").split("\\s+"));
        final List<String> flags = flags();
        assertThat(flags).startsWith(pomFlags.toArray(String[]::new));
        assertThat(flags.subList(pomFlags.size(), flags.size())).isNotEmpty().allMatch(flag -> flag.matches(SIZES));
    }

    /** The flags as the launcher reads them. */
    static List<String> flags() throws IOException {
        return Files.readAllLines(Path.of("conf/jvm.options")).stream()
                .map(line -> line.replaceAll("#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
